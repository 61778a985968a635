//! Approvals: asking for what one person may not do alone, deciding on what somebody else asked for, taking
//! back what one asked for, and using up what was approved. Whoever may decide gets a letter that says that
//! something waits, and so does whoever asked once it was approved. Each purpose has a use case of its own
//! that asks, and that goes on once it was approved.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::casework::approval::Approval;
use domain::casework::approval::decision::{Command, Decided, Facts, NewApproval};
use domain::casework::approval::new_member::NewMember;
use domain::casework::approval::purpose;
use domain::casework::case::Case;
use domain::identity::desk::Desk;
use domain::identity::staff::{Actor, Staff, Standing};
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice};
use domain::platform::time::Timestamp;
use domain::report::reference::Reference;
use store::casework::{approval as rows, case as cases};
use store::identity::{desk, staff};
use store::platform::outbox;
use store::{Snapshot, StoreError, Tx};

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// An approval with the names that its page needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedApproval {
    /// The approval.
    pub approval: Approval,
    /// Who asked.
    pub first: String,
    /// Who decided; empty as long as nobody did.
    pub second: String,
    /// The desk whose matter it is; empty when it is no desk's.
    pub desk: String,
    /// The case that it is about, when it is about one.
    pub case: Option<(Id<Case>, Reference)>,
    /// Who is to become a member of which desk, when it is about that.
    pub member: Option<(String, String)>,
}

/// What a person has to do with approvals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approvals {
    /// What others asked for and they may decide on, what runs out first before the rest.
    pub waiting: Vec<NamedApproval>,
    /// What they asked for, newest first.
    pub asked: Vec<NamedApproval>,
}

/// One approval, and what this person can do with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenApproval {
    /// The approval.
    pub named: NamedApproval,
    /// What they can do: the buttons.
    pub commands: Vec<Command>,
    /// Whether they asked for it.
    pub is_first: bool,
    /// Whether they can do what was approved now.
    pub is_usable: bool,
}

/// Asks for an approval, once for each identifier.
///
/// # Errors
/// [`Problem::NotApproved`] when this person may not ask for it; [`Problem::Missing`] when it is another
/// desk's matter.
pub async fn ask(app: &App, signed: &Signed, new: NewApproval) -> Result<(), Problem> {
    require_part(signed)?;
    let (app_then, signed) = (app.clone(), signed.clone());
    app.write(move |tx| {
        let actor = signed.present(tx, app_then.now())?;
        if rows::is_there(tx, new.id)? {
            return Ok(());
        }
        ask_within(tx, &app_then, &actor, new.clone())
    })
    .await
}

/// Asks for an approval inside the write in which the purpose's own use case has looked at what it is for.
pub(super) fn ask_within(tx: &mut Tx<'_>, app: &App, actor: &Actor, new: NewApproval) -> Result<(), TxError> {
    let facts = facts(tx, actor, (&new.subject, new.desk, actor.id), (0, app.now()))?;
    let decided = Approval::ask(new, &facts).map_err(Problem::from)?;
    Ok(record(tx, app, &decided, actor.id)?)
}

/// Marks an approval as used inside the write that does what it allows.
pub(super) fn use_within(
    tx: &mut Tx<'_>,
    app: &App,
    actor: &Actor,
    (approval, version): (Approval, i64),
) -> Result<(), TxError> {
    let facts = facts(tx, actor, matter(&approval), (version, app.now()))?;
    let decided = approval.use_up(&facts).map_err(Problem::from)?;
    Ok(record(tx, app, &decided, actor.id)?)
}

/// What waits for this person, and what they asked for.
///
/// # Errors
/// [`Problem::Missing`] when people of their role have no part in approvals.
pub async fn list(app: &App, signed: &Signed) -> Result<Approvals, Problem> {
    require_part(signed)?;
    let (actor, now) = (signed.actor.clone(), app.now());
    app.read(move |snapshot| {
        let (waiting, asked) = (rows::waiting_for(snapshot, &actor, now)?, rows::asked_by(snapshot, &actor)?);
        Ok(Approvals {
            waiting: with_names(snapshot, &actor, waiting)?,
            asked: with_names(snapshot, &actor, asked)?,
        })
    })
    .await
}

/// One approval.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or not for them.
pub async fn find(app: &App, signed: &Signed, id: Id<Approval>) -> Result<OpenApproval, Problem> {
    require_part(signed)?;
    let (actor, now) = (signed.actor.clone(), app.now());
    let found = app.read(move |snapshot| {
        let Some(approval) = rows::find(snapshot, &actor, id)? else { return Ok(None) };
        let facts = facts(snapshot, &actor, matter(&approval), (approval.version(), now))?;
        let (commands, is_first) = (approval.commands(&facts).collect(), approval.first() == actor.id);
        let is_usable = approval.is_usable(&facts);
        let named = with_names(snapshot, &actor, vec![approval])?.pop();
        Ok(named.map(|named| OpenApproval { named, commands, is_first, is_usable }))
    });
    found.await?.ok_or(Problem::Missing)
}

/// Approves or refuses what somebody else asked for, or takes back what one asked for oneself. `version` is
/// that of the approval as it was seen. What the decision rests on is read again inside the write: of two at
/// the same moment one stands.
///
/// # Errors
/// [`Problem::NotApproved`] says why not; [`Problem::Missing`] when there is no such approval, or not for
/// them.
pub async fn decide(
    app: &App,
    signed: &Signed,
    id: Id<Approval>,
    version: i64,
    command: &str,
) -> Result<(), Problem> {
    require_part(signed)?;
    let command = Command::from_code(command).ok_or(Problem::Missing)?;
    let (app_then, signed) = (app.clone(), signed.clone());
    app.write(move |tx| {
        let now = app_then.now();
        let actor = signed.present(tx, now)?;
        let approval = rows::find(tx, &actor, id)?.ok_or(Problem::Missing)?;
        let facts = facts(tx, &actor, matter(&approval), (version, now))?;
        let decided = approval.apply(command, &facts).map_err(Problem::from)?;
        Ok(record(tx, &app_then, &decided, actor.id)?)
    })
    .await
}

/// What people of a role have no part in does not exist for them.
fn require_part(signed: &Signed) -> Result<(), Problem> {
    if purpose::takes_part(signed.actor.role) { Ok(()) } else { Err(Problem::Missing) }
}

/// What an approval is about, at which desk, and who asked.
type Matter<'a> = (&'a str, Option<Id<Desk>>, Id<Staff>);

fn matter(approval: &Approval) -> Matter<'_> {
    (approval.subject(), approval.desk(), approval.first())
}

fn facts(
    snapshot: &mut Snapshot<'_>,
    actor: &Actor,
    (subject, desk, first): Matter<'_>,
    (seen, now): (i64, Timestamp),
) -> Result<Facts, StoreError> {
    let is_conflicted = knows_the_person(snapshot, subject, actor.id)?;
    let is_first_conflicted =
        if first == actor.id { is_conflicted } else { knows_the_person(snapshot, subject, first)? };
    Ok(Facts {
        by: actor.id,
        role: actor.role,
        is_at_desk: desk.is_some_and(|desk| actor.desks.contains(&desk)),
        is_conflicted,
        is_first_conflicted,
        seen,
        now,
    })
}

/// Whether somebody said that they know the person that the subject, if it is a case, is about.
fn knows_the_person(
    snapshot: &mut Snapshot<'_>,
    subject: &str,
    staff: Id<Staff>,
) -> Result<bool, StoreError> {
    subject.parse().map_or(Ok(false), |case| cases::is_conflicted(snapshot, case, staff))
}

/// Writes what was decided, who did it, and the letters to those who are to act next.
fn record(tx: &mut Tx<'_>, app: &App, decided: &Decided, by: Id<Staff>) -> Result<(), StoreError> {
    rows::save(tx, decided)?;
    let approval = &decided.approval;
    let told = match decided.deed {
        AuditAction::ApprovalAsked => deciders(tx, approval)?,
        AuditAction::ApprovalGiven => vec![approval.first()],
        _ => Vec::new(),
    };
    for person in told {
        outbox::enqueue(tx, &app.letter(Addressee::Staff(person), Notice::ApprovalWaiting, None))?;
    }
    tx.record(AuditEvent::new(Some(by), decided.deed, &approval.id()).detailed(approval.purpose().code))
}

/// Everybody who may decide on an approval: those of its desk, or of the site when it is no desk's.
fn deciders(snapshot: &mut Snapshot<'_>, approval: &Approval) -> Result<Vec<Id<Staff>>, StoreError> {
    let people = match approval.desk() {
        Some(desk) => staff::members(snapshot, desk)?,
        None => staff::all(snapshot)?,
    };
    let may = |person: &Staff| {
        person.standing == Standing::Active
            && person.role.may(approval.purpose().second)
            && person.id != approval.first()
    };
    let mut found = Vec::new();
    for person in people.into_iter().filter(may) {
        if !knows_the_person(snapshot, approval.subject(), person.id)? {
            found.push(person.id);
        }
    }
    Ok(found)
}

/// Where letters about approvals reach somebody; none when they have no part in them any more.
///
/// # Errors
/// When the store does not work.
pub async fn address(app: &App, id: Id<Staff>) -> Result<Option<String>, Problem> {
    let person = app.read(move |snapshot| staff::find(snapshot, id)).await?;
    let takes_part = |person: &Staff| person.standing == Standing::Active && purpose::takes_part(person.role);
    Ok(person.filter(takes_part).map(|person| person.email))
}

fn with_names(
    snapshot: &mut Snapshot<'_>,
    actor: &Actor,
    approvals: Vec<Approval>,
) -> Result<Vec<NamedApproval>, StoreError> {
    if approvals.is_empty() {
        return Ok(Vec::new());
    }
    let joining = |one: &Approval| one.subject().parse().ok().map(|new: NewMember| new.person);
    let people = approvals.iter().flat_map(|one| [Some(one.first()), one.second(), joining(one)]).flatten();
    let people: BTreeSet<Id<Staff>> = people.collect();
    let people = staff::some(snapshot, &people.into_iter().collect::<Vec<_>>())?;
    let name = |id: Option<Id<Staff>>| {
        let found = people.iter().find(|person| Some(person.id) == id);
        found.map(|person| person.name.clone()).unwrap_or_default()
    };
    let desks = desk::all(snapshot)?;
    let desk_name = |id: Option<Id<Desk>>| {
        let found = desks.iter().find(|desk| Some(desk.id) == id);
        found.map(|desk| desk.name.clone()).unwrap_or_default()
    };
    let subjects: Vec<Id<Case>> =
        approvals.iter().filter_map(|approval| approval.subject().parse().ok()).collect();
    let cases = cases::some(snapshot, actor, &subjects)?;
    let named = |approval: Approval| {
        let desk = desk_name(approval.desk());
        let member: Option<NewMember> = approval.subject().parse().ok();
        let member = member.map(|new| (name(Some(new.person)), desk_name(Some(new.desk))));
        let case = approval.subject().parse().ok().and_then(|id| cases.iter().find(|case| case.id() == id));
        let case = case.map(|case| (case.id(), case.reference().clone()));
        let (first, second) = (name(Some(approval.first())), name(approval.second()));
        NamedApproval { approval, first, second, desk, case, member }
    };
    Ok(approvals.into_iter().map(named).collect())
}
