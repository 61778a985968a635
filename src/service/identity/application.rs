//! Agencies that ask to be registered: taken from anybody, looked at by those who keep the links with
//! agencies.

pub mod decision;

use domain::form::errors::Errors;
use domain::form::normalise;
use domain::form::reason::invitation::ApplicationReason;
use domain::form::record::Known;
use domain::identity::application::{
    A_DAY, Application, CHECK, CHECKS, Check, KEPT, RESULT, RESULTS, State, WAITING, has_room, is_open, read,
};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{Agency, Mark};
use store::identity::application as rows;
use store::platform::force;
use store::register::agency::{self as agencies, AgencyFilter};
use store::{Snapshot, StoreError, Tx};

use super::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// How many applications a page shows.
pub const PAGE: i64 = 50;
/// How many agencies a search for the one that applied shows.
const FOUND: i64 = 10;

/// The lists that the public form offers: never who works here.
///
/// # Errors
/// When the database cannot be read.
pub async fn lists(app: &App) -> Result<Known, Problem> {
    let lists = app.read(force::lists).await?;
    Ok(Known { staff: Vec::new(), forces: lists.forces, districts: lists.districts })
}

/// Whether anybody can apply just now.
///
/// # Errors
/// When the database cannot be read.
pub async fn takes(app: &App) -> Result<bool, Problem> {
    let today = app.now().day();
    let (waiting, today) =
        app.read(move |snapshot| Ok((rows::waiting(snapshot)?, rows::made_on(snapshot, today)?))).await?;
    Ok(is_open(count(waiting), count(today)))
}

/// What became of an application that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// It waits for the department.
    Waits,
    /// Too many wait, or came today: it was not taken.
    NoRoom,
}

/// Takes an application. `id` was given with the form: sent twice, it is there once. Who sent it from where
/// is written nowhere.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed.
pub async fn apply(app: &App, id: Id<Application>, typed: &[(String, String)]) -> Result<Received, Problem> {
    let known = lists(app).await?;
    let record = read(typed, &known).map_err(Problem::Invalid)?;
    let new = Application::new(id, record, app.now().day());
    app.write(move |tx| Ok(receive(tx, &new)?)).await
}

/// Keeps an application if there is room.
fn receive(tx: &mut Tx<'_>, new: &Application) -> Result<Received, StoreError> {
    if rows::find(tx, new.id)?.is_some() {
        return Ok(Received::Waits);
    }
    let today = count(rows::made_on(tx, new.made)?);
    if today >= A_DAY {
        return Ok(Received::NoRoom);
    }
    let most = i64::try_from(WAITING).unwrap_or(i64::MAX);
    let waiting = rows::those_waiting(tx, most)?;
    if !has_room(new.email(), waiting.iter().map(Application::email), today) {
        return Ok(Received::NoRoom);
    }
    rows::insert(tx, new)?;
    Ok(Received::Waits)
}

fn count(number: i64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A page of applications.
#[derive(Debug)]
pub struct ApplicationList {
    /// Those on this page: the ones that wait first.
    pub lines: Vec<Application>,
    /// How many there are on all pages.
    pub total: i64,
}

/// A page of the applications in a state, or of all of them.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(
    app: &App,
    signed: &Signed,
    state: Option<State>,
    offset: i64,
) -> Result<ApplicationList, Problem> {
    signed.require(Permission::Engage)?;
    let (lines, total) = app.read(move |snapshot| rows::list(snapshot, state, offset, PAGE)).await?;
    Ok(ApplicationList { lines, total })
}

/// An application with what helps to decide it.
#[derive(Debug)]
pub struct ApplicationView {
    /// The application.
    pub application: Application,
    /// The agency that it became.
    pub agency: Option<Agency>,
    /// Entries of the register that may be this agency, with what they share.
    pub doubles: Vec<(Agency, Vec<Mark>)>,
    /// Entries of the register that were looked for, without the doubles.
    pub found: Vec<Agency>,
}

/// An application, with the agencies on the register that are found by `words`; none without words.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(
    app: &App,
    signed: &Signed,
    id: Id<Application>,
    words: &str,
) -> Result<ApplicationView, Problem> {
    signed.require(Permission::Engage)?;
    let words: Vec<String> = normalise::fold(words).split_whitespace().map(ToOwned::to_owned).collect();
    // Doubles are found for an entry, which this one is not yet.
    let stand_in: Id<Agency> = app.id();
    app.read(move |snapshot| {
        let Some(application) = rows::find(snapshot, id)? else { return Ok(None) };
        let agency = match application.agency {
            Some(id) => agencies::find(snapshot, id)?,
            None => None,
        };
        let (mut doubles, mut found) = (Vec::new(), Vec::new());
        if application.state == State::Waiting {
            doubles = alike(snapshot, &Agency::new(stand_in, application.record.clone()))?;
            if !words.is_empty() {
                let filter = AgencyFilter { words: words.clone(), ..AgencyFilter::default() };
                found = agencies::list(snapshot, &filter, 0, FOUND)?.0;
                found.retain(|one| !doubles.iter().any(|(other, _)| other.id == one.id));
            }
        }
        Ok(Some(ApplicationView { application, agency, doubles, found }))
    })
    .await?
    .ok_or(Problem::Missing)
}

/// Entries of the register that share a mark with this one.
fn alike(snapshot: &mut Snapshot<'_>, agency: &Agency) -> Result<Vec<(Agency, Vec<Mark>)>, StoreError> {
    let mut found = Vec::new();
    for (id, marks) in agencies::doubles(snapshot, agency)? {
        found.extend(agencies::find(snapshot, id)?.map(|other| (other, marks)));
    }
    Ok(found)
}

/// Writes down a check.
///
/// # Errors
/// [`Problem::Missing`] when there is no such application; [`Problem::Invalid`] when it is not said what was
/// checked or what came of it; [`Problem::Stale`] when the application was decided meanwhile.
pub async fn record_check(
    app: &App,
    signed: &Signed,
    id: Id<Application>,
    (check, result): (&str, &str),
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let mut errors = Errors::default();
    if !CHECKS.iter().any(|choice| choice.code == check) {
        errors.add(CHECK, ApplicationReason::NoCheck);
    }
    if !RESULTS.iter().any(|choice| choice.code == result) {
        errors.add(RESULT, ApplicationReason::NoResult);
    }
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let (staff, day) = (signed.actor.id, app.now().day());
    let made = Check { check: check.to_owned(), result: result.to_owned(), staff, day };
    app.write(move |tx| {
        let mut application = rows::find(tx, id)?.ok_or(Problem::Missing)?;
        if application.state != State::Waiting {
            return Err(TxError::Problem(Problem::Stale));
        }
        application.checks.push(made.clone());
        Ok(rows::save(tx, &application)?)
    })
    .await
}

/// Where the answer to an application goes; none when it was not refused, or is not kept any more.
///
/// # Errors
/// When the store does not work.
pub async fn address(app: &App, id: Id<Application>) -> Result<Option<String>, Problem> {
    let found = app.read(move |snapshot| rows::find(snapshot, id)).await?;
    let refused = found.filter(|found| found.state == State::Refused);
    Ok(refused.map(|refused| refused.email().to_owned()))
}

/// Deletes what is not needed any more of applications that were decided long ago.
///
/// # Errors
/// When the store does not work.
pub async fn tidy(app: &App) -> Result<(), Problem> {
    let before: Day = app.now().day().plus_days(-KEPT);
    if app.read(move |snapshot| rows::is_due(snapshot, before)).await? {
        app.write(move |tx| Ok(rows::sweep(tx, before)?)).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
