//! Casework: the inbox, and opening, moving on, giving and answering a case.

mod access;
mod content;
pub(crate) mod decision;
pub mod letters;
mod reply;

pub use content::{OpenCase, file, open_case};
pub use reply::reply;

use std::collections::BTreeSet;

use domain::casework::case::command::{Command, Refused};
use domain::casework::case::{Case, CaseSort, KNOWS, REASON};
use domain::casework::workflow::Action;
use domain::form::errors::Errors;
use domain::form::reason::casework::CaseworkReason;
use domain::identity::role::Permission;
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditAction, AuditEvent, REASONS};
use domain::platform::id::Id;
use domain::report::concern::{Concern, Risk};
use domain::report::reference::Reference;
use domain::report::sender::SenderKind;
use store::casework::case::{self as rows, CaseFilter};
use store::identity::staff;
use store::report::concern;

use self::access::{recheck, recheck_open};
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many cases a page of the inbox shows.
pub const PAGE: i64 = 50;

/// How many cases stand above every list because they are most urgent.
const PINNED: i64 = 5;

/// Cases in which somebody is in danger now, and that nobody works on.
const URGENT: CaseFilter = CaseFilter {
    status: None,
    risk: Some(Risk::Immediate),
    assignee: None,
    unassigned: true,
    unread: false,
    order: CaseSort::DANGER_FIRST,
};

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
    /// Cases in which somebody is in danger and that nobody works on, whatever was asked for: the newest of
    /// them.
    pub urgent: Vec<Case>,
}

impl Inbox {
    /// As whom the concern of a case was sent.
    pub fn sender(&self, case: &Case) -> SenderKind {
        let found = self.senders.iter().find(|(concern, _)| *concern == case.concern());
        found.map_or(SenderKind::Public, |(_, sender)| *sender)
    }
}

/// The cases of a person's desks, drawn without opening anything sealed.
///
/// # Errors
/// [`Problem::Missing`] when their role has no casework.
pub async fn inbox(app: &App, signed: &Signed, filter: CaseFilter, page: i64) -> Result<Inbox, Problem> {
    signed.require(Permission::Casework)?;
    let actor = signed.actor.clone();
    app.read(move |snapshot| {
        let (cases, total) = rows::inbox(snapshot, &actor, &filter, page.max(0) * PAGE, PAGE)?;
        let more = total >= rows::COUNTED;
        let assigned: BTreeSet<Id<Staff>> = cases.iter().filter_map(Case::assignee).collect();
        let people = staff::some(snapshot, &assigned.into_iter().collect::<Vec<_>>())?;
        let concerns: Vec<_> = cases.iter().map(Case::concern).collect();
        let senders = concern::senders(snapshot, &concerns)?;
        let (urgent, _) = rows::inbox(snapshot, &actor, &URGENT, 0, PINNED)?;
        Ok(Inbox { cases, total, more, people, senders, urgent })
    })
    .await
}

/// How many cases each of these filters picks: at most [`rows::COUNTED`] are counted.
///
/// # Errors
/// [`Problem::Missing`] when the person's role has no casework.
pub async fn counts<const N: usize>(
    app: &App,
    signed: &Signed,
    filters: [CaseFilter; N],
) -> Result<[i64; N], Problem> {
    signed.require(Permission::Casework)?;
    let actor = signed.actor.clone();
    app.read(move |snapshot| {
        let mut counts = [0; N];
        for (count, filter) in counts.iter_mut().zip(&filters) {
            *count = rows::count(snapshot, &actor, filter)?;
        }
        Ok(counts)
    })
    .await
}

/// The case with this reference, in whatever way it was typed.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or not for them: nobody can tell which.
pub async fn look_up(app: &App, signed: &Signed, typed: &str) -> Result<Case, Problem> {
    signed.require(Permission::Casework)?;
    let reference: Reference = typed.parse().map_err(|_| Problem::Missing)?;
    let actor = signed.actor.clone();
    let found = app.read(move |snapshot| rows::find_reference(snapshot, &actor, &reference)).await?;
    found.ok_or(Problem::Missing)
}

/// A case that a person may see, without its content.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or not for them.
pub async fn find(app: &App, signed: &Signed, id: Id<Case>) -> Result<Case, Problem> {
    signed.require(Permission::Casework)?;
    let actor = signed.actor.clone();
    let found = app.read(move |snapshot| rows::find(snapshot, &actor, id)).await?;
    found.ok_or(Problem::Missing)
}

/// What follows from the answer to the conflict question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attested {
    /// The case is open in this session.
    Open,
    /// They are kept out of this case.
    KeptOut(Box<Case>),
}

/// The conflict question and the reason, before content. Somebody who knows the person is kept out from then
/// on, and the desk is told that somebody else must take over.
///
/// # Errors
/// [`Problem::Invalid`] when either question was not answered; [`Problem::Missing`] when the case is not
/// theirs to see, which it is not any more once they have declared a conflict, in this window or another.
pub async fn attest(
    app: &App,
    signed: &Signed,
    id: Id<Case>,
    knows: &str,
    reason: &str,
) -> Result<Attested, Problem> {
    signed.require(Permission::Casework)?;
    let actor = signed.actor.clone();
    let found = app
        .read(move |snapshot| {
            Ok((rows::declared(snapshot, id, actor.id)?, rows::find(snapshot, &actor, id)?))
        })
        .await?;
    let case = match found {
        // Said again: from another window, or because the first answer did not arrive.
        (Some(case), _) if knows == "yes" => return Ok(Attested::KeptOut(Box::new(case))),
        (_, case) => case.ok_or(Problem::Missing)?,
    };
    let mut errors = Errors::default();
    if !["yes", "no"].contains(&knows) {
        errors.add(KNOWS, CaseworkReason::NoConflictAnswer);
    }
    let has_reason = REASONS.iter().any(|choice| choice.code == reason);
    if knows != "yes" && !has_reason {
        errors.add(REASON, CaseworkReason::NoReason);
    }
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    if knows == "yes" {
        conflict(app, signed, &case).await?;
        return Ok(Attested::KeptOut(Box::new(case)));
    }
    let (signed, reason, now) = (signed.clone(), reason.to_owned(), app.now());
    app.write(move |tx| {
        recheck(tx, &signed, id, now)?;
        rows::attest(tx, id, signed.actor.id, false)?;
        rows::open(tx, &signed.session, id, &reason)?;
        Ok(tx
            .record(AuditEvent::new(Some(signed.actor.id), AuditAction::CaseOpened, &id).detailed(&reason))?)
    })
    .await?;
    Ok(Attested::Open)
}

async fn conflict(app: &App, signed: &Signed, case: &Case) -> Result<(), Problem> {
    let (signed, id, me) = (signed.clone(), case.id(), signed.actor.id);
    let (inside, now) = (app.clone(), app.now());
    app.write(move |tx| {
        if rows::is_conflicted(tx, id, me)? {
            return Ok(());
        }
        // The case as it is now: whatever else happens to it, a declared conflict is never lost.
        let case = recheck(tx, &signed, id, now)?;
        decision::apply(tx, &inside, case, Command::DeclareConflict, decision::party(&signed))?;
        Ok(rows::attest(tx, id, me, true)?)
    })
    .await
}

/// Moves a case on, as the workflow allows.
///
/// # Errors
/// [`Problem::NotOpened`] when the case was not opened in this session; [`Problem::Stale`] when it is
/// elsewhere by now, or the action is not for this person.
pub async fn act(
    app: &App,
    signed: &Signed,
    id: Id<Case>,
    version: i64,
    action: &str,
) -> Result<(), Problem> {
    signed.require(Permission::Casework)?;
    let command = Action::from_code(action).and_then(Command::of_button).ok_or(Problem::Missing)?;
    let (signed, inside, now) = (signed.clone(), app.clone(), app.now());
    app.write(move |tx| {
        let case = recheck_open(tx, &signed, id, now)?;
        decision::apply(tx, &inside, at(case, version)?, command, decision::party(&signed)).map(drop)
    })
    .await
}

/// Gives a case to a member of its desk, or to nobody. With that, a declared conflict is dealt with.
///
/// # Errors
/// [`Problem::Refused`] when the person is not a member of the desk or knows the person the case is about;
/// [`Problem::Stale`] when somebody changed the case meanwhile.
pub async fn assign(app: &App, signed: &Signed, id: Id<Case>, version: i64, to: &str) -> Result<(), Problem> {
    signed.require(Permission::Casework)?;
    let command = Command::Assign(assignee(to)?);
    let (signed, inside, now) = (signed.clone(), app.clone(), app.now());
    app.write(move |tx| {
        let case = recheck(tx, &signed, id, now)?;
        decision::apply(tx, &inside, at(case, version)?, command, decision::party(&signed)).map(drop)
    })
    .await
}

/// Who a case is to be given to, as it was posted; nobody when none is named.
fn assignee(to: &str) -> Result<Option<Id<Staff>>, Refused> {
    let named = (!to.is_empty()).then(|| to.parse());
    named.transpose().map_err(|_| Refused::AssigneeElsewhere)
}

/// Goes on only with a case that is as it was when the page was drawn.
fn at(case: Case, version: i64) -> Result<Case, Problem> {
    if case.version() == version { Ok(case) } else { Err(Problem::Stale) }
}
