//! Reading a list of agencies in: sent, mapped, tried without writing, then written as one batch that can be undone.
//!
//! Trying and writing go on in the background, a part at a time, and each part is durable. Who asks for the page of work
//! that stands still takes it up again, so a node that stops loses nothing.

mod write;

use crate::domain::batch::{Batch, BatchKind};
use crate::domain::id::Id;
use crate::domain::import::plan::{Choice, Planner, RowPlan, left_out};
use crate::domain::import::register::Register;
use crate::domain::import::sheet::Sheet;
use crate::domain::import::{Fate, Import, State, column};
use crate::domain::role::Permission;
use crate::domain::text;
use crate::store::agency::{self as agencies, AgencyFilter};
use crate::store::{Snapshot, StoreError, Tx, change as changes, contact as contacts, import as rows};

use super::problem::Halt;
use super::register::known;
use super::session::Signed;
use super::{House, Problem};

/// How many rows a page shows.
pub const PAGE: i64 = 50;
/// How many rows are tried or kept at a time.
const PART: usize = 500;
/// How long work may stand still before somebody else takes it up, seconds.
const PATIENCE: i64 = 15;
/// How long a file is kept that nobody goes on with, seconds.
pub const KEPT: i64 = 2 * 24 * 60 * 60;

/// The files of this person that are not written yet, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn open(house: &House, signed: &Signed) -> Result<Vec<Import>, Problem> {
    signed.require(Permission::Engage)?;
    let me = signed.actor.id;
    Ok(house.store.read(move |snapshot| rows::open(snapshot, me)).await?)
}

/// Keeps a file that was sent.
///
/// # Errors
/// [`Problem::Invalid`] for the field `file` when it is no table.
pub async fn send(house: &House, signed: &Signed, name: &str, bytes: Vec<u8>) -> Result<Id<Import>, Problem> {
    signed.require(Permission::Engage)?;
    let read = tokio::task::spawn_blocking(move || Sheet::read(&bytes));
    let sheet = read.await.map_err(|_| Problem::Busy)?;
    let sheet = sheet.map_err(|problem| Problem::invalid("file", problem.message()))?;
    let (me, signature, now) = (signed.actor.id, sheet.signature(), house.now());
    let before = house.store.read(move |snapshot| rows::remembered(snapshot, me, &signature)).await?;
    let mapping = match before {
        Some(mapping) => column::parse(&mapping, sheet.headings.len()),
        None => column::guess(&sheet.headings),
    };
    let name: String = name.chars().filter(|c| !c.is_control()).take(150).collect();
    let import = Import {
        id: house.id(),
        staff: me,
        name: text::line(&name, 150).ok().filter(|name| !name.is_empty()).unwrap_or_else(|| "A list".into()),
        at: now,
        state: State::Mapping,
        mapping,
        done: 0,
        total: count(sheet.rows.len()),
        touched: now,
        batch: None,
    };
    let id = import.id;
    house.store.write(move |tx| rows::insert(tx, &import, &sheet)).await?;
    Ok(id)
}

/// An import of this person, with its table while it has one.
///
/// # Errors
/// [`Problem::Missing`] when there is none of theirs.
pub async fn find(house: &House, signed: &Signed, id: Id<Import>) -> Result<Import, Problem> {
    signed.require(Permission::Engage)?;
    let found = house.store.read(move |snapshot| rows::find(snapshot, id)).await?;
    found.filter(|import| import.staff == signed.actor.id).ok_or(Problem::Missing)
}

/// The table of an import that is not written yet.
///
/// # Errors
/// [`Problem::Missing`] when there is none of theirs.
pub async fn sheet(house: &House, signed: &Signed, id: Id<Import>) -> Result<Sheet, Problem> {
    find(house, signed, id).await?;
    house.store.read(move |snapshot| rows::sheet(snapshot, id)).await?.ok_or(Problem::Missing)
}

/// Takes where each column goes, and begins to try the rows: see [`work`].
///
/// # Errors
/// [`Problem::Invalid`] for the field `column` when no column holds the name; [`Problem::Stale`] when the import is past
/// that.
pub async fn map(house: &House, signed: &Signed, id: Id<Import>, sent: &[String]) -> Result<(), Problem> {
    let import = find(house, signed, id).await?;
    if !matches!(import.state, State::Mapping | State::Checked | State::Checking) {
        return Err(Problem::Stale);
    }
    let sheet = sheet(house, signed, id).await?;
    let mapping = column::parse(sent, sheet.headings.len());
    if !mapping.iter().any(|target| target == crate::domain::agency::NAME) {
        return Err(Problem::invalid("column-0", "Choose the column that holds the names of the agencies"));
    }
    let (signature, touched) = (sheet.signature(), import.touched);
    let total = count(sheet.rows.len());
    let import =
        Import { state: State::Checking, mapping, done: 0, total, touched: later(house, touched), ..import };
    let write = move |tx: &mut Tx<'_>| {
        rows::save(tx, &import, touched)?;
        rows::clear_rows(tx, id)?;
        rows::remember(tx, import.staff, &signature, &import.mapping)
    };
    Ok(house.store.write(write).await?)
}

/// Whether work stands still, and is the caller's to go on with by now: see [`work`].
///
/// # Errors
/// [`Problem::Missing`] when there is none of theirs.
pub async fn take_up(house: &House, signed: &Signed, id: Id<Import>) -> Result<bool, Problem> {
    let import = find(house, signed, id).await?;
    let touched = import.touched;
    if !import.state.is_busy() || touched.plus_seconds(PATIENCE) > house.now() {
        return Ok(false);
    }
    let claimed = Import { touched: later(house, touched), ..import };
    match house.store.write(move |tx| rows::save(tx, &claimed, touched)).await {
        Ok(()) => Ok(true),
        Err(StoreError::Stale) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Goes on with an import until it is tried, or written, or somebody else goes on with it.
pub async fn work(house: House, id: Id<Import>) {
    let done = match house.store.read(move |snapshot| rows::find(snapshot, id)).await {
        Ok(Some(import)) if import.state == State::Checking => check(&house, import).await,
        Ok(Some(import)) if import.state == State::Applying => write::apply(&house, import).await,
        Ok(_) => Ok(()),
        Err(error) => Err(error.into()),
    };
    match done {
        // Somebody else went on with it.
        Ok(()) | Err(Problem::Stale) => {}
        Err(problem) => {
            tracing::warn!(cause = %problem, "an import stands still until its page is asked for");
        }
    }
}

/// Finds what becomes of each row.
async fn check(house: &House, mut import: Import) -> Result<(), Problem> {
    let id = import.id;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let (agencies, _) = agencies::list(snapshot, &AgencyFilter::default(), 0, i64::MAX)?;
        let register = Register::new(agencies, contacts::all(snapshot)?);
        Ok::<_, StoreError>((rows::sheet(snapshot, id)?, known(snapshot)?, register))
    };
    let (sheet, known, register) = house.store.read(read).await?;
    let sheet = sheet.ok_or(Problem::Missing)?;
    let lines = sheet.rows.len();
    import.total = count(lines * 2);
    import.done = 0;
    let mut planner = Planner::new(sheet, import.mapping.clone(), known);
    let plans = loop {
        let (done, part) = blocking(move || (planner.read(PART), planner)).await?;
        planner = part;
        import.done = count(done);
        step(house, &mut import, |_, _| Ok(())).await?;
        if planner.is_read() {
            break blocking(move || planner.settle(&register)).await?;
        }
    };
    // What an earlier try left behind when it was broken off.
    step(house, &mut import, |tx, import| Ok(rows::clear_rows(tx, import.id)?)).await?;
    for part in plans.chunks(PART) {
        let part = part.to_vec();
        import.done = import.done.saturating_add(count(part.len()));
        step(house, &mut import, move |tx, import| Ok(rows::add_rows(tx, import.id, &part)?)).await?;
    }
    import.state = State::Checked;
    step(house, &mut import, |_, _| Ok(())).await
}

/// Does a part of the work and writes down how far it is, in one transaction.
async fn step(
    house: &House,
    import: &mut Import,
    mut part: impl FnMut(&mut Tx<'_>, &Import) -> Result<(), Halt> + Send + 'static,
) -> Result<(), Problem> {
    let touched = import.touched;
    import.touched = later(house, touched);
    let changed = import.clone();
    let write = move |tx: &mut Tx<'_>| {
        rows::save(tx, &changed, touched)?;
        part(tx, &changed)
    };
    Ok(house.store.write(write).await?)
}

/// This moment, and never the one before: the moment tells whose turn it is.
fn later(house: &House, before: crate::domain::time::Timestamp) -> crate::domain::time::Timestamp {
    let next = crate::domain::time::Timestamp::from_micros(before.micros() + 1);
    house.now().max(next)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|_| Problem::Busy)
}

fn count(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

/// What becomes of the rows of a file.
#[derive(Debug)]
pub struct Tried {
    /// The import.
    pub import: Import,
    /// How many rows each fate has.
    pub counts: Vec<(Fate, i64)>,
    /// The rows of this page.
    pub rows: Vec<RowPlan>,
    /// How many rows there are on all pages.
    pub total: i64,
    /// What is to be told of the whole file.
    pub told: Vec<String>,
}

/// A page of what becomes of the rows; of one fate or of all.
///
/// # Errors
/// [`Problem::Missing`] when there is none of theirs.
pub async fn tried(
    house: &House,
    signed: &Signed,
    id: Id<Import>,
    fate: Option<Fate>,
    offset: i64,
) -> Result<Tried, Problem> {
    let import = find(house, signed, id).await?;
    let sheet = sheet(house, signed, id).await?;
    let fates = fate.map_or(Fate::ALL.to_vec(), |fate| vec![fate]);
    let read = move |snapshot: &mut Snapshot<'_>| {
        let counts = rows::counts(snapshot, id)?;
        Ok::<_, StoreError>((rows::rows(snapshot, id, &fates, offset, PAGE)?, counts))
    };
    let (plans, counts) = house.store.read(read).await?;
    let mut told = sheet.told.clone();
    let left = left_out(&sheet, &import.mapping);
    if !left.is_empty() {
        told.push(format!("You left these columns out: {}.", left.join(", ")));
    }
    let shown = counts.iter().filter(|(one, _)| fate.is_none_or(|fate| fate == *one));
    let total = shown.map(|(_, rows)| rows).sum();
    Ok(Tried { import, counts, rows: plans, total, told })
}

/// Keeps what was decided about rows that may be doubles: the number of a row, and `new`, an agency or nothing.
///
/// # Errors
/// [`Problem::Stale`] when the import is past that.
pub async fn choose(
    house: &House,
    signed: &Signed,
    id: Id<Import>,
    choices: &[(u32, String)],
) -> Result<(), Problem> {
    if find(house, signed, id).await?.state != State::Checked {
        return Err(Problem::Stale);
    }
    let choices = choices.to_vec();
    let write = move |tx: &mut Tx<'_>| {
        for (number, code) in &choices {
            let Some(mut plan) = rows::row(tx, id, *number)?.filter(|plan| plan.fate == Fate::Double) else {
                continue;
            };
            plan.choice = match code.as_str() {
                "new" => Some(Choice::New),
                code => plan
                    .candidates
                    .iter()
                    .map(|one| one.id)
                    .find(|one| one.to_string() == code)
                    .map(Choice::Update),
            };
            rows::save_row(tx, id, &plan)?;
        }
        Ok::<_, StoreError>(())
    };
    Ok(house.store.write(write).await?)
}

/// Decides about every row that may be a double: all are other agencies, or all are left out.
///
/// # Errors
/// [`Problem::Stale`] when the import is past that.
pub async fn choose_all(
    house: &House,
    signed: &Signed,
    id: Id<Import>,
    choice: Option<Choice>,
) -> Result<(), Problem> {
    if find(house, signed, id).await?.state != State::Checked {
        return Err(Problem::Stale);
    }
    let part = i64::try_from(PART).unwrap_or(PAGE);
    let mut from = 0;
    loop {
        let read = move |snapshot: &mut Snapshot<'_>| rows::rows(snapshot, id, &[Fate::Double], from, part);
        let plans = house.store.read(read).await?;
        if plans.is_empty() {
            return Ok(());
        }
        from += part;
        let write = move |tx: &mut Tx<'_>| {
            plans.iter().try_for_each(|plan| rows::save_row(tx, id, &RowPlan { choice, ..plan.clone() }))
        };
        house.store.write(write).await?;
    }
}

/// Begins to write the rows as one batch: see [`work`].
///
/// # Errors
/// [`Problem::Stale`] when the import is not tried, or is written already.
pub async fn apply(house: &House, signed: &Signed, id: Id<Import>) -> Result<(), Problem> {
    let import = find(house, signed, id).await?;
    if import.state != State::Checked {
        return Err(Problem::Stale);
    }
    let batch = Batch {
        id: house.id(),
        kind: BatchKind::Import,
        title: import.name.clone(),
        staff: Some(signed.actor.id),
        at: house.now(),
        undone: None,
    };
    let touched = import.touched;
    let import = Import {
        state: State::Applying,
        done: 0,
        touched: later(house, touched),
        batch: Some(batch.id),
        ..import
    };
    let write = move |tx: &mut Tx<'_>| {
        let counts = rows::counts(tx, id)?;
        let written = counts
            .iter()
            .filter(|(fate, _)| write::WRITTEN.contains(fate))
            .map(|(_, rows)| *rows)
            .sum::<i64>();
        let import = Import { total: i32::try_from(written).unwrap_or(i32::MAX), ..import.clone() };
        changes::insert_batch(tx, &batch)?;
        rows::save(tx, &import, touched)
    };
    Ok(house.store.write(write).await?)
}
