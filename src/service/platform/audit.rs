//! The audit log: who reads which part of it, and reading it.
//!
//! An auditor reads what was done at the desks that they audit, and what belongs to no desk. Desks are what
//! keeps forces apart: the independent desk serves the same force as its triage desk and is run by somebody
//! else, so an auditor of one must not learn what the other opens, and when.

use domain::form::reason::setup::SetupReason;
use domain::identity::desk::Desk;
use domain::identity::field::{AUDITOR, DESK};
use domain::identity::role::{Permission, Role};
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::time::Day;
use format::csv;
use store::identity::{desk, staff};
use store::platform::audit::{self as rows, AuditFilter, Entry, Place};
use store::{Snapshot, StoreError};
use view::admin::audit::rows as rows_of_file;
use view::psd::event_row::Happening;

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// How many events a page shows.
pub const PAGE: i64 = 100;
/// How many events a file holds at most: the newest. Whoever needs more narrows it by days.
pub const MOST: i64 = 50_000;

/// A page of the log.
#[derive(Debug)]
pub struct Log {
    /// The events, newest first.
    pub entries: Vec<Entry>,
    /// Whether there are older ones.
    pub more: bool,
    /// The desks whose doings stand in it.
    pub desks: Vec<Desk>,
    /// Those whose doings may stand in it: members of these desks, and whoever is at none.
    pub people: Vec<Staff>,
}

/// A page of what this auditor reads: what comes after `after`.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn page(
    app: &App,
    signed: &Signed,
    filter: AuditFilter,
    after: Option<Place>,
) -> Result<Log, Problem> {
    signed.require(Permission::ReadAudit)?;
    let me = signed.actor.id;
    app.read(move |snapshot| {
        let mine = desk::of_auditor(snapshot, me)?;
        let mut entries = rows::page(snapshot, &mine, &filter, after, PAGE + 1)?;
        let shown = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = entries.len() > shown;
        entries.truncate(shown);
        let desks = desk::all(snapshot)?.into_iter().filter(|desk| mine.contains(&desk.id)).collect();
        Ok(Log { entries, more, desks, people: people(snapshot, &mine)? })
    })
    .await
}

fn people(snapshot: &mut Snapshot<'_>, desks: &[Id<Desk>]) -> Result<Vec<Staff>, StoreError> {
    let mut people = Vec::new();
    for person in staff::all(snapshot)? {
        let places = desk::of_member(snapshot, person.id)?;
        if places.is_empty() || places.iter().any(|place| desks.contains(place)) {
            people.push(person);
        }
    }
    Ok(people)
}

/// How much was done of each kind since this day began, the most frequent first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn kinds(app: &App, signed: &Signed, since: Day) -> Result<Vec<(AuditAction, i64)>, Problem> {
    signed.require(Permission::ReadAudit)?;
    let me = signed.actor.id;
    app.read(move |snapshot| {
        let mine = desk::of_auditor(snapshot, me)?;
        rows::kinds(snapshot, &mine, since.begins_locally())
    })
    .await
}

/// An event as pages and files tell it.
pub fn happening(entry: &Entry) -> Happening<'_> {
    Happening {
        at: entry.at,
        who: &entry.name,
        deed: entry.event.deed,
        object: &entry.event.object,
        detail: &entry.event.detail,
        about: &entry.about,
    }
}

/// What this auditor reads as a table in text: at most [`MOST`] events. That it is exported is written down.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn export(app: &App, signed: &Signed, filter: AuditFilter) -> Result<Vec<u8>, Problem> {
    signed.require(Permission::ReadAudit)?;
    let (me, list) = (signed.actor.id, filter);
    let entries = app
        .read(move |snapshot| {
            let mine = desk::of_auditor(snapshot, me)?;
            rows::page(snapshot, &mine, &list, None, MOST)
        })
        .await?;
    let event = AuditEvent::new(Some(me), AuditAction::ListExported, &"audit");
    app.record(event.detailed(&entries.len().to_string())).await?;
    let written =
        tokio::task::spawn_blocking(move || csv::write(&rows_of_file(entries.iter().map(happening)), true))
            .await;
    written.map_err(|_| Problem::Busy)?.map_err(Problem::Unavailable)
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
