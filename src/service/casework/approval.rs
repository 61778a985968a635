//! Approvals: asking for what one person may not do alone, deciding on what somebody else asked for, taking
//! back what one asked for. Each purpose has a use case of its own that asks, and that goes on once it was
//! approved.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::casework::approval::Approval;
use domain::casework::approval::decision::{Command, Decided, Facts, NewApproval};
use domain::casework::approval::purpose;
use domain::casework::case::Case;
use domain::identity::desk::Desk;
use domain::identity::staff::{Actor, Staff};
use domain::platform::audit::AuditEvent;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::report::reference::Reference;
use store::casework::{approval as rows, case as cases};
use store::identity::{desk, staff};
use store::{Snapshot, StoreError, Tx};

use crate::identity::session::Signed;
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
}

/// Asks for an approval, once for each identifier.
///
/// # Errors
/// [`Problem::NotApproved`] when this person may not ask for it; [`Problem::Missing`] when it is another
/// desk's matter.
pub async fn ask(app: &App, signed: &Signed, new: NewApproval) -> Result<(), Problem> {
    require_part(signed)?;
    let (signed, now) = (signed.clone(), app.now());
    app.write(move |tx| {
        let actor = signed.present(tx, now)?;
        if rows::is_there(tx, new.id)? {
            return Ok(());
        }
        let facts = facts(tx, &actor, (&new.subject, new.desk, actor.id), (0, now))?;
        let decided = Approval::ask(new.clone(), &facts).map_err(Problem::from)?;
        Ok(record(tx, &decided, actor.id)?)
    })
    .await
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
        let named = with_names(snapshot, &actor, vec![approval])?.pop();
        Ok(named.map(|named| OpenApproval { named, commands, is_first }))
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
    let (signed, now) = (signed.clone(), app.now());
    app.write(move |tx| {
        let actor = signed.present(tx, now)?;
        let approval = rows::find(tx, &actor, id)?.ok_or(Problem::Missing)?;
        let facts = facts(tx, &actor, matter(&approval), (version, now))?;
        let decided = approval.apply(command, &facts).map_err(Problem::from)?;
        Ok(record(tx, &decided, actor.id)?)
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

/// Writes what was decided, and who did it.
fn record(tx: &mut Tx<'_>, decided: &Decided, by: Id<Staff>) -> Result<(), StoreError> {
    rows::save(tx, decided)?;
    let approval = &decided.approval;
    tx.record(AuditEvent::new(Some(by), decided.deed, &approval.id()).detailed(approval.purpose().code))
}

fn with_names(
    snapshot: &mut Snapshot<'_>,
    actor: &Actor,
    approvals: Vec<Approval>,
) -> Result<Vec<NamedApproval>, StoreError> {
    if approvals.is_empty() {
        return Ok(Vec::new());
    }
    let people = approvals.iter().flat_map(|one| [Some(one.first()), one.second()]).flatten();
    let people: BTreeSet<Id<Staff>> = people.collect();
    let people = staff::some(snapshot, &people.into_iter().collect::<Vec<_>>())?;
    let name = |id: Option<Id<Staff>>| {
        let found = people.iter().find(|person| Some(person.id) == id);
        found.map(|person| person.name.clone()).unwrap_or_default()
    };
    let desks = desk::all(snapshot)?;
    let subjects: Vec<Id<Case>> =
        approvals.iter().filter_map(|approval| approval.subject().parse().ok()).collect();
    let cases = cases::some(snapshot, actor, &subjects)?;
    let named = |approval: Approval| {
        let desk = desks.iter().find(|desk| Some(desk.id) == approval.desk());
        let desk = desk.map(|desk| desk.name.clone()).unwrap_or_default();
        let case = approval.subject().parse().ok().and_then(|id| cases.iter().find(|case| case.id() == id));
        let case = case.map(|case| (case.id(), case.reference().clone()));
        let (first, second) = (name(Some(approval.first())), name(approval.second()));
        NamedApproval { approval, first, second, desk, case }
    };
    Ok(approvals.into_iter().map(named).collect())
}
