//! What becomes of each row of a list, and what a person decides about it.

use domain::platform::id::Id;
use domain::register::import::import_plan::{Choice, RowPlan};
use domain::register::import::{Import, RowOutcome, State};
use store::Tx;
use store::register::import as rows;

use super::key::{Key, log_broken_seal};
use super::{PART, find, step};
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many rows a page shows.
pub const PAGE: i64 = 50;

/// What becomes of the rows of a file.
#[derive(Debug)]
pub struct Tried {
    /// The import.
    pub import: Import,
    /// How many rows each fate has.
    pub counts: Vec<(RowOutcome, i64)>,
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
    app: &App,
    signed: &Signed,
    id: Id<Import>,
    fate: Option<RowOutcome>,
    offset: i64,
) -> Result<Tried, Problem> {
    let import = find(app, signed, id).await?;
    let key = Key::of(app, signed, id).await?;
    let fates = fate.map_or(RowOutcome::ALL.to_vec(), |fate| vec![fate]);
    let (sealed, counts, told) = app
        .read(move |snapshot| {
            let counts = rows::counts(snapshot, id)?;
            let shown = rows::rows(snapshot, id, &fates, (offset, PAGE))?;
            Ok((shown, counts, rows::find_notes(snapshot, id)?))
        })
        .await?;
    let plans = log_broken_seal(app, key.open_rows(&sealed)).await?;
    let told = log_broken_seal(app, told.map_or(Ok(Vec::new()), |told| key.open(&told))).await?;
    let shown = counts.iter().filter(|(one, _)| fate.is_none_or(|fate| fate == *one));
    let total = shown.map(|(_, rows)| rows).sum();
    Ok(Tried { import, counts, rows: plans, total, told })
}

/// Keeps what was decided about rows that may be doubles: the number of a row, and `new`, an agency or
/// nothing.
///
/// # Errors
/// [`Problem::Stale`] when the import is past that.
pub async fn choose(
    app: &App,
    signed: &Signed,
    id: Id<Import>,
    choices: &[(u32, String)],
) -> Result<(), Problem> {
    let (mut import, key) = deciding(app, signed, id).await?;
    let numbers: Vec<u32> = choices.iter().map(|(number, _)| *number).collect();
    let sealed = app.read(move |snapshot| rows::doubles(snapshot, id, &numbers)).await?;
    let mut plans = log_broken_seal(app, key.open_rows(&sealed)).await?;
    for plan in &mut plans {
        let code = choices.iter().find(|(number, _)| *number == plan.number).map_or("", |(_, code)| code);
        let known = plan.candidates.iter().map(|one| one.id).find(|one| one.to_string() == code);
        plan.choice = if code == "new" { Some(Choice::New) } else { known.map(Choice::Update) };
    }
    decide(app, &mut import, &key, &plans).await
}

/// Decides about every row that may be a double: all are other agencies, or all are left out.
///
/// # Errors
/// [`Problem::Stale`] when the import is past that.
pub async fn choose_all(
    app: &App,
    signed: &Signed,
    id: Id<Import>,
    choice: Option<Choice>,
) -> Result<(), Problem> {
    let (mut import, key) = deciding(app, signed, id).await?;
    let mut from = 0;
    loop {
        let sealed =
            app.read(move |snapshot| rows::rows(snapshot, id, &[RowOutcome::Double], (from, PART))).await?;
        if sealed.is_empty() {
            return Ok(());
        }
        from += PART;
        let mut plans = log_broken_seal(app, key.open_rows(&sealed)).await?;
        for plan in &mut plans {
            plan.choice = choice;
        }
        decide(app, &mut import, &key, &plans).await?;
    }
}

/// An import whose rows can be decided about.
pub(super) async fn deciding(app: &App, signed: &Signed, id: Id<Import>) -> Result<(Import, Key), Problem> {
    let import = find(app, signed, id).await?;
    if import.state != State::Checked {
        return Err(Problem::Stale);
    }
    Ok((import, Key::of(app, signed, id).await?))
}

async fn decide(app: &App, import: &mut Import, key: &Key, plans: &[RowPlan]) -> Result<(), Problem> {
    let sealed: Vec<_> = plans.iter().map(|plan| key.seal_row(plan)).collect();
    let write = move |tx: &mut Tx<'_>, import: &Import| {
        Ok(sealed.iter().try_for_each(|row| rows::save_row(tx, import.id, row))?)
    };
    step(app, import, write).await
}
