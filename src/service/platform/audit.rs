//! The audit log: who reads which part of it, and reading it.
//!
//! An auditor reads what was done at the desks that they audit, and what belongs to no desk. Desks are what
//! keeps forces apart: the independent desk serves the same force as its triage desk and is run by somebody
//! else, so an auditor of one must not learn what the other opens, and when.

use domain::form::reason::setup::SetupReason;
use domain::identity::desk::Desk;
use domain::identity::field::{AUDITOR, DESK};
use domain::identity::role::{Permission, Role};
use domain::platform::audit::{AuditAction, AuditEvent};
use store::identity::{desk, staff};
use store::platform::audit::{self as rows, Entry};

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// How many events a page shows.
pub const PAGE: i64 = 100;

/// A page of the log.
#[derive(Debug)]
pub struct Log {
    /// The events, newest first.
    pub entries: Vec<Entry>,
    /// How many there are on all pages.
    pub total: i64,
    /// The desks whose doings stand in it.
    pub desks: Vec<Desk>,
}

/// A page of what this auditor reads.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn page(app: &App, signed: &Signed, page: i64) -> Result<Log, Problem> {
    signed.require(Permission::ReadAudit)?;
    let me = signed.actor.id;
    app.read(move |snapshot| {
        let mine = desk::of_auditor(snapshot, me)?;
        let entries = rows::page(snapshot, &mine, page.max(0) * PAGE, PAGE)?;
        let total = rows::count(snapshot, &mine)?;
        let desks = desk::all(snapshot)?.into_iter().filter(|desk| mine.contains(&desk.id)).collect();
        Ok(Log { entries, total, desks })
    })
    .await
}

/// Lets an auditor read the doings of a desk, or (without `may`) no more.
///
/// # Errors
/// [`Problem::Invalid`] when the desk or the auditor is not known, or the auditor audits a desk that must be
/// kept apart from this one.
pub async fn assign(app: &App, name: &str, email: &str, may: bool) -> Result<(), Problem> {
    let (name, email) = (name.to_owned(), email.trim().to_lowercase());
    app.write(move |tx| {
        let desks = desk::all(tx)?;
        let found = desks.iter().find(|desk| desk.name == name);
        let desk = found.ok_or_else(|| Problem::invalid(DESK, SetupReason::NoDesk))?;
        let person = staff::find_email(tx, &email)?.filter(|person| person.role == Role::Auditor);
        let person = person.ok_or_else(|| Problem::invalid(AUDITOR, SetupReason::NoAuditor))?;
        let audited = desk::of_auditor(tx, person.id)?;
        let mut others = desks.iter().filter(|other| audited.contains(&other.id));
        if may && others.any(|other| other.kind.is_kept_from(desk.kind)) {
            return Err(TxError::Problem(Problem::invalid(AUDITOR, SetupReason::AuditsBothDesks)));
        }
        desk::set_auditor(tx, desk.id, person.id, may)?;
        let deed = if may { AuditAction::AuditorAdded } else { AuditAction::AuditorRemoved };
        let event = AuditEvent::new(None, deed, &desk.id).detailed(&person.id.to_string());
        Ok(tx.record(event)?)
    })
    .await
}
