//! Carrying out what is decided about a case: inside one transaction the facts are read, the rule is asked,
//! and everything that follows is written.

use domain::casework::case::Case;
use domain::casework::case::command::Command;
use domain::casework::case::decision::Decided;
use domain::casework::case::facts::{DeskFacts, Facts, Party};
use domain::platform::audit::AuditEvent;
use store::casework::case as rows;
use store::identity::{desk, staff};
use store::platform::outbox;
use store::{Snapshot, StoreError, Tx};

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// Somebody who is signed in, as the rule sees them.
pub(super) fn party(signed: &Signed) -> Party {
    Party::Staff(signed.actor.id, signed.actor.role)
}

/// The desk of a case at this moment.
pub(super) fn desk_facts(snapshot: &mut Snapshot<'_>, case: &Case) -> Result<DeskFacts, StoreError> {
    let found = desk::find(snapshot, case.desk())?;
    Ok(DeskFacts {
        id: case.desk(),
        wants_mail: found.is_some_and(|desk| !desk.email.is_empty()),
        members: staff::members(snapshot, case.desk())?,
        kept_out: rows::conflicted(snapshot, case.id())?,
    })
}

/// Has the rule decide on a case as it was read in this transaction, and writes the case, its history and its
/// letters. Gives the case as it is then. A conflict that is declared at the same moment counts: who may see
/// the case is read here.
pub(crate) fn apply(
    tx: &mut Tx<'_>,
    app: &App,
    case: Case,
    command: Command,
    by: Party,
) -> Result<Case, TxError> {
    let facts = Facts { by, now: app.now(), desk: desk_facts(tx, &case)? };
    let decided = case.apply(command, &facts).map_err(Problem::from)?;
    write(tx, app, &decided, by)?;
    Ok(decided.case)
}

fn write(tx: &mut Tx<'_>, app: &App, decided: &Decided, by: Party) -> Result<(), StoreError> {
    rows::save(tx, decided)?;
    for letter in &decided.letters {
        outbox::enqueue(tx, &app.letter(letter.to, letter.notice, None))?;
    }
    for event in &decided.events {
        tx.record(AuditEvent::new(by.staff(), event.deed, &decided.case.id()).detailed(&event.detail))?;
    }
    Ok(())
}
