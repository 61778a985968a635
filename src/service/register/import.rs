//! Importing a list of agencies: sent, mapped, tried without writing, then written as one batch that can be
//! undone.
//!
//! Trying and writing are a worker's ([`Importer`]): a part at a time, each a short write and durable, on any
//! node. What is in a list rests only sealed, under a key that is sealed to whoever imports it; while there
//! is work to do on it, also to the server.

mod check;
mod key;
mod result;
#[cfg(test)]
mod tests;
mod work;
mod write;

use domain::form::reason::file::FileReason;
use domain::form::reason::register::RegisterReason;
use domain::identity::role::Permission;
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::register::batch::{Batch, BatchKind, BatchState};
use domain::register::import::sheet::Sheet;
use domain::register::import::{COLUMN, FILE, Import, State, column, file_name};
use format::sheet;
use store::Tx;
use store::register::{batch as batches, import as rows};

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};
use key::{Key, log_broken_seal};
use result::deciding;
pub use result::{PAGE, Tried, choose, choose_all, tried};
pub use work::Importer;

/// How many rows are decided about, or forgotten, at a time.
const PART: i64 = 200;
/// How many parts of a file are kept or forgotten at a time: a megabyte.
const PIECES: usize = 4;
/// How long a file is kept that nobody goes on with, seconds.
const KEPT: i64 = 2 * 24 * 60 * 60;

/// The files of this person that are not written yet, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn open(app: &App, signed: &Signed) -> Result<Vec<Import>, Problem> {
    signed.require(Permission::Engage)?;
    let me = signed.actor.id;
    app.read(move |snapshot| rows::open(snapshot, me)).await
}

/// Keeps a file that was sent.
///
/// # Errors
/// [`Problem::Invalid`] for the field `file` when it is no table.
pub async fn send(app: &App, signed: &Signed, name: &str, bytes: Vec<u8>) -> Result<Id<Import>, Problem> {
    signed.require(Permission::Engage)?;
    let read = tokio::task::spawn_blocking(move || sheet::read(&bytes));
    let sheet = read.await.map_err(|_| Problem::Busy)?;
    let sheet = sheet.map_err(|problem| Problem::invalid(FILE, FileReason::Sheet(problem)))?;
    let (me, signature, now) = (signed.actor.id, sheet.signature(), app.now());
    let before = app.read(move |snapshot| rows::remembered(snapshot, me, &signature)).await?;
    let mapping = match before {
        Some(mapping) => column::parse(&mapping, sheet.headings.len()),
        None => column::guess(&sheet.headings),
    };
    let import = Import {
        id: app.id(),
        staff: me,
        name: file_name(name),
        at: now,
        state: State::Arriving,
        mapping,
        done: 0,
        total: count(sheet.rows.len()),
        touched: now,
        batch: None,
    };
    let key = Key::new(import.id);
    let sealed_key = key.sealed_to(signed)?;
    let parts = blocking(move || key.seal_sheet(&sheet)).await?;
    keep(app, import, sealed_key, &parts).await
}

/// Keeps a file a few parts at a time, so that nobody who writes meanwhile waits for all of it.
async fn keep(
    app: &App,
    mut import: Import,
    sealed_key: Vec<u8>,
    parts: &[Vec<u8>],
) -> Result<Id<Import>, Problem> {
    let new = import.clone();
    app.write(move |tx| Ok(rows::insert(tx, &new, &sealed_key)?)).await?;
    for (at, some) in parts.chunks(PIECES).enumerate() {
        let (from, some) = (count(at * PIECES), some.to_vec());
        let add = move |tx: &mut Tx<'_>, import: &Import| Ok(rows::add_parts(tx, import.id, from, &some)?);
        step(app, &mut import, add).await?;
    }
    import.state = State::Mapping;
    step(app, &mut import, |_, _| Ok(())).await?;
    Ok(import.id)
}

/// An import of this person, with its table while it has one.
///
/// # Errors
/// [`Problem::Missing`] when there is none of theirs.
pub async fn find(app: &App, signed: &Signed, id: Id<Import>) -> Result<Import, Problem> {
    signed.require(Permission::Engage)?;
    let found = app.read(move |snapshot| rows::find(snapshot, id)).await?;
    let own = |import: &Import| import.staff == signed.actor.id && import.state != State::Arriving;
    found.filter(own).ok_or(Problem::Missing)
}

/// The table of an import that is not written yet.
///
/// # Errors
/// [`Problem::Missing`] when there is none of theirs.
pub async fn sheet(app: &App, signed: &Signed, id: Id<Import>) -> Result<Sheet, Problem> {
    find(app, signed, id).await?;
    open_sheet(app, &Key::of(app, signed, id).await?).await
}

async fn open_sheet(app: &App, key: &Key) -> Result<Sheet, Problem> {
    let (id, key) = (key.import(), key.clone());
    let parts = app.read(move |snapshot| rows::parts(snapshot, id)).await?;
    log_broken_seal(app, blocking(move || key.open_sheet(&parts)).await?).await
}

/// Takes where each column goes, and leaves the rows to be tried.
///
/// # Errors
/// [`Problem::Invalid`] for the field `column` when no column holds the name; [`Problem::Stale`] when the
/// import is past that.
pub async fn map(app: &App, signed: &Signed, id: Id<Import>, sent: &[String]) -> Result<(), Problem> {
    let import = find(app, signed, id).await?;
    if !matches!(import.state, State::Mapping | State::Checked | State::Checking) {
        return Err(Problem::Stale);
    }
    let key = Key::of(app, signed, id).await?;
    let sheet = open_sheet(app, &key).await?;
    let mapping = column::parse(sent, sheet.headings.len());
    if !mapping.iter().any(|target| target == domain::register::agency::NAME) {
        return Err(Problem::invalid(COLUMN.line(0), RegisterReason::NoNameColumn));
    }
    let (signature, touched) = (sheet.signature(), import.touched);
    let total = count(sheet.rows.len());
    let touched_now = app.now().later_than(touched);
    let import = Import { state: State::Checking, mapping, done: 0, total, touched: touched_now, ..import };
    let lent = key.lend(app);
    app.write(move |tx| {
        rows::save(tx, &import, touched)?;
        rows::set_lent_key(tx, id, Some(&lent))?;
        Ok(rows::remember(tx, import.staff, &signature, &import.mapping)?)
    })
    .await?;
    app.wake_worker();
    Ok(())
}

/// Does a part of the work and writes down how far it is, in one transaction.
async fn step<T: Send + 'static>(
    app: &App,
    import: &mut Import,
    mut part: impl FnMut(&mut Tx<'_>, &Import) -> Result<T, TxError> + Send + 'static,
) -> Result<T, Problem> {
    let touched = import.touched;
    import.touched = app.now().later_than(touched);
    let changed = import.clone();
    app.write(move |tx| {
        rows::save(tx, &changed, touched)?;
        part(tx, &changed)
    })
    .await
}

/// Forgets some of what becomes of the rows; whether that was the last of it.
async fn clear_rows(app: &App, import: &mut Import) -> Result<bool, Problem> {
    step(app, import, |tx, import| Ok(rows::clear_rows(tx, import.id, PART)?)).await
}

/// Forgets some of what is in a file; whether that was the last of it.
async fn clear_parts(app: &App, import: &mut Import) -> Result<bool, Problem> {
    let most = i64::from(count(PIECES));
    step(app, import, move |tx, import| Ok(rows::clear_parts(tx, import.id, most)?)).await
}

/// Forgets the files that nobody went on with for two days: a chore.
///
/// # Errors
/// When the store does not work.
pub async fn sweep(app: &App) -> Result<(), Problem> {
    let before = app.now().plus_seconds(-KEPT);
    let old = app.read(move |snapshot| rows::forgotten(snapshot, before)).await?;
    forget(app, old).await
}

/// Forgets the files of somebody whose key is another now: nobody could open them again.
pub(crate) async fn forget_of(app: &App, staff: Id<Staff>) -> Result<(), Problem> {
    let old = app.read(move |snapshot| rows::unwritten_of(snapshot, staff)).await?;
    forget(app, old).await
}

async fn forget(app: &App, old: Vec<Id<Import>>) -> Result<(), Problem> {
    for id in old {
        let found = app.read(move |snapshot| rows::find(snapshot, id)).await?;
        let Some(import) = found else { continue };
        match forget_one(app, import).await {
            // Somebody went on with it after all.
            Ok(()) | Err(Problem::Stale) => {}
            Err(problem) => return Err(problem),
        }
    }
    Ok(())
}

async fn forget_one(app: &App, mut import: Import) -> Result<(), Problem> {
    while !clear_rows(app, &mut import).await? {}
    while !clear_parts(app, &mut import).await? {}
    step(app, &mut import, |tx, import| Ok(rows::delete(tx, import.id)?)).await
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Problem::Busy)
}

fn count(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

/// Leaves the rows to be written, as one batch.
///
/// # Errors
/// [`Problem::Stale`] when the import is not tried, or is written already.
pub async fn apply(app: &App, signed: &Signed, id: Id<Import>) -> Result<(), Problem> {
    let (import, key) = deciding(app, signed, id).await?;
    let batch = Batch {
        state: BatchState::Making,
        ..Batch::new(app.id(), BatchKind::Import, import.name.clone(), (signed.actor.id, app.now()))
    };
    let (staff, touched, lent) = (signed.actor.id, import.touched, key.lend(app));
    let touched_now = app.now().later_than(touched);
    let import =
        Import { state: State::Applying, done: 0, touched: touched_now, batch: Some(batch.id), ..import };
    app.write(move |tx| {
        let counts = rows::counts(tx, id)?;
        let written = counts.iter().filter(|(fate, _)| write::WRITTEN.contains(fate));
        let total = written.map(|(_, rows)| *rows).sum::<i64>();
        let import = Import { total: i32::try_from(total).unwrap_or(i32::MAX), ..import.clone() };
        batches::insert(tx, &batch)?;
        rows::save(tx, &import, touched)?;
        rows::set_lent_key(tx, id, Some(&lent))?;
        let event = AuditEvent::new(Some(staff), AuditAction::ListImported, &batch.id);
        Ok(tx.record(event.detailed(&total.to_string()))?)
    })
    .await?;
    app.wake_worker();
    Ok(())
}
