//! Casework: the inbox, and opening, moving on, giving and answering a case.

mod content;
pub mod letters;
mod reply;

pub use content::{OpenCase, file, open_case};
pub use reply::reply;

use std::collections::BTreeSet;

use crate::domain::audit::{AuditEvent, Deed, REASONS};
use crate::domain::case::{Action, Case};
use crate::domain::concern::Concern;
use crate::domain::form::Errors;
use crate::domain::id::Id;
use crate::domain::outbox::Notice;
use crate::domain::role::Permission;
use crate::domain::sender::SenderKind;
use crate::domain::staff::Staff;
use crate::store::case::{self as rows, CaseFilter};
use crate::store::{StoreError, Tx, audit, concern, staff};

use super::session::Signed;
use super::{House, Problem};
use crate::service::problem::Halt;

/// How many cases a page of the inbox shows.
pub const PAGE: i64 = 50;

/// A page of the inbox.
#[derive(Debug)]
pub struct Inbox {
    /// The cases.
    pub cases: Vec<Case>,
    /// How many there are in all.
    pub total: i64,
    /// Whether there may be more: counting has an end.
    pub more: bool,
    /// The names of those who work on them.
    pub people: Vec<Staff>,
    /// As whom each concern was sent.
    pub senders: Vec<(Id<Concern>, SenderKind)>,
}

impl Inbox {
    /// As whom the concern of a case was sent.
    pub fn sender(&self, case: &Case) -> SenderKind {
        let found = self.senders.iter().find(|(concern, _)| *concern == case.concern);
        found.map_or(SenderKind::Public, |(_, sender)| *sender)
    }
}

/// The cases of a person's desks, drawn without opening anything sealed.
///
/// # Errors
/// [`Problem::Missing`] when their role has no casework.
pub async fn inbox(house: &House, signed: &Signed, filter: CaseFilter, page: i64) -> Result<Inbox, Problem> {
    signed.require(Permission::Casework)?;
    let actor = signed.actor.clone();
    let read = move |snapshot: &mut crate::store::Snapshot<'_>| {
        let (cases, total) = rows::inbox(snapshot, &actor, &filter, page.max(0) * PAGE, PAGE)?;
        let more = total >= rows::COUNTED;
        let assigned: BTreeSet<Id<Staff>> = cases.iter().filter_map(|case| case.assignee).collect();
        let people = staff::some(snapshot, &assigned.into_iter().collect::<Vec<_>>())?;
        let concerns: Vec<_> = cases.iter().map(|case| case.concern).collect();
        let senders = concern::senders(snapshot, &concerns)?;
        Ok::<_, StoreError>(Inbox { cases, total, more, people, senders })
    };
    Ok(house.store.read(read).await?)
}

/// A case that a person may see, without its content.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or not for them.
pub async fn find(house: &House, signed: &Signed, id: Id<Case>) -> Result<Case, Problem> {
    signed.require(Permission::Casework)?;
    let actor = signed.actor.clone();
    let found = house.store.read(move |snapshot| rows::find(snapshot, &actor, id)).await?;
    found.ok_or(Problem::Missing)
}

/// The conflict question and the reason, before content. Somebody who knows the person is kept out from then on, and
/// the desk is told that somebody else must take over. Says whether the case is open.
///
/// # Errors
/// [`Problem::Invalid`] when either question was not answered.
pub async fn attest(
    house: &House,
    signed: &Signed,
    id: Id<Case>,
    knows: &str,
    reason: &str,
) -> Result<bool, Problem> {
    let case = find(house, signed, id).await?;
    let mut errors = Errors::default();
    if !["yes", "no"].contains(&knows) {
        errors.add("knows", "Say whether you know or work with the person");
    }
    let has_reason = REASONS.iter().any(|choice| choice.code == reason);
    if knows != "yes" && !has_reason {
        errors.add("reason", "Choose why you are opening this case");
    }
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    if knows == "yes" {
        conflict(house, signed, &case).await?;
        return Ok(false);
    }
    let event = detailed(house.event(Some(signed.actor.id), Deed::CaseOpened, &id), reason);
    let (session, me, reason, random) =
        (signed.session.clone(), signed.actor.id, reason.to_owned(), house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        rows::attest(tx, id, me, false)?;
        rows::open(tx, &session, id, &reason)?;
        audit::record(tx, random.as_ref(), &event)
    };
    house.store.write(write).await?;
    Ok(true)
}

async fn conflict(house: &House, signed: &Signed, case: &Case) -> Result<(), Problem> {
    let (signed, id, me) = (signed.clone(), case.id, signed.actor.id);
    let event = house.event(Some(me), Deed::ConflictDeclared, &id);
    let (house, random) = (house.clone(), house.random.clone());
    let store = house.store.clone();
    let write = move |tx: &mut Tx<'_>| {
        // The case as it is now: whatever else happens to it, a declared conflict is never lost.
        let case = recheck(tx, &signed, id)?;
        let assignee = case.assignee.filter(|assignee| *assignee != me);
        rows::attest(tx, id, me, true)?;
        let case = Case { conflict: true, assignee, ..case };
        rows::save(tx, &case)?;
        letters::tell(tx, &house, &case, Notice::ConflictDeclared)?;
        Ok::<_, Halt>(audit::record(tx, random.as_ref(), &event)?)
    };
    Ok(store.write(write).await?)
}

/// Moves a case on, as the workflow allows.
///
/// # Errors
/// [`Problem::Stale`] when the case is elsewhere by now, or the action is not for this person.
pub async fn act(
    house: &House,
    signed: &Signed,
    id: Id<Case>,
    version: i64,
    action: &str,
) -> Result<(), Problem> {
    let action = Action::from_code(action).ok_or(Problem::Missing)?;
    let case = opened(house, signed, id).await?;
    let changed = Case { version, ..case.apply(action, signed.actor.role)? };
    let event = detailed(house.event(Some(signed.actor.id), Deed::CaseMoved, &id), action.code());
    save(house, changed, event).await
}

/// Gives a case to a member of its desk, or to nobody. With that, a declared conflict is dealt with.
///
/// # Errors
/// [`Problem::Invalid`] when the person is not a member of the desk or knows the person the case is about.
pub async fn assign(
    house: &House,
    signed: &Signed,
    id: Id<Case>,
    version: i64,
    to: &str,
) -> Result<(), Problem> {
    let case = find(house, signed, id).await?;
    let desk = case.desk;
    let members = house.store.read(move |snapshot| staff::members(snapshot, desk)).await?;
    let assignee = members.iter().find(|member| member.id.to_string() == to).map(|member| member.id);
    if assignee.is_none() && !to.is_empty() {
        return Err(Problem::invalid("assignee", "Choose a member of the desk"));
    }
    if let Some(assignee) = assignee {
        let conflicted =
            house.store.read(move |snapshot| rows::is_conflicted(snapshot, id, assignee)).await?;
        if conflicted {
            return Err(Problem::invalid(
                "assignee",
                "This person may not work on this case. Choose somebody else",
            ));
        }
    }
    let conflict = case.conflict && assignee.is_none();
    let changed = Case { assignee, conflict, version, ..case };
    let event = detailed(house.event(Some(signed.actor.id), Deed::CaseAssigned, &id), to);
    save(house, changed, event).await
}

async fn save(house: &House, changed: Case, event: AuditEvent) -> Result<(), Problem> {
    let random = house.random.clone();
    let write = move |tx: &mut Tx<'_>| {
        rows::save(tx, &changed)?;
        audit::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}

/// A case that was opened in this session.
async fn opened(house: &House, signed: &Signed, id: Id<Case>) -> Result<Case, Problem> {
    let case = find(house, signed, id).await?;
    let session = signed.session.clone();
    let reason = house.store.read(move |snapshot| rows::opening(snapshot, &session, id)).await?;
    reason.map(|_| case).ok_or(Problem::Over)
}

fn detailed(event: AuditEvent, detail: &str) -> AuditEvent {
    AuditEvent { detail: detail.to_owned(), ..event }
}

/// What a write checks again: that the case is still visible to this person.
fn recheck(tx: &mut Tx<'_>, signed: &Signed, id: Id<Case>) -> Result<Case, Halt> {
    rows::find(tx, &signed.actor, id)?.ok_or(Halt::Problem(Problem::Missing))
}
