//! How well agencies are covered.

use domain::form::record::{Area, Known};
use domain::identity::role::Permission;
use domain::platform::time::Day;
use domain::register::coverage::{Coverage, CoverageLine, Place, Point, Window, count, trend};
use store::register::coverage as rows;
use store::{Snapshot, StoreError};

use super::history::load_lookups;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// Which agencies are counted, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The months of the window.
    pub months: i32,
    /// Only agencies of this force, and what was done with them.
    pub force: Option<String>,
}

/// How many months the trend goes back.
pub const TREND: i32 = 24;

/// The counts, and what they are drawn from.
#[derive(Debug)]
pub struct CoverageView {
    /// The window.
    pub window: Window,
    /// The counts.
    pub coverage: Coverage,
    /// The rows of the heat table: districts of one force, or forces.
    pub rows: Vec<Place>,
    /// The trend, oldest first.
    pub trend: Vec<Point>,
    /// For each kind of engagement in the window: how often, people reached directly, people whom those may
    /// have told.
    pub done: Vec<(String, i64, i64, i64)>,
    /// The lists that give codes their names.
    pub known: Known,
}

/// Counts.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed, asked: Asked) -> Result<CoverageView, Problem> {
    signed.require(Permission::SeeCoverage)?;
    let today = app.now().day();
    let window = Window::months(asked.months, today);
    app.read(move |snapshot| {
        let known = load_lookups(snapshot)?;
        let mut lines = rows::lines(snapshot, today)?;
        if let Some(force) = &asked.force {
            lines.retain(|line| line.areas.iter().any(|area| area.force == *force));
        }
        let places = places(&known, asked.force.as_deref());
        let coverage = count(&lines, &places, window);
        let active: Vec<_> = lines.iter().filter(|line| line.active).map(|line| line.agency).collect();
        let since = today.plus_months(-(TREND + asked.months));
        let meetings = rows::meetings(snapshot, since, today)?;
        let trend = trend(&active, &meetings, today, TREND + 1, asked.months);
        let done = rows::done(snapshot, window, asked.force.as_deref())?;
        Ok(CoverageView { window, coverage, rows: places, trend, done, known })
    })
    .await
}

/// The rows of the heat table: the districts of a force where it has any; else every force.
pub(crate) fn places(known: &Known, force: Option<&str>) -> Vec<Place> {
    let only = match known.forces.as_slice() {
        [only] => Some(only.code.as_str()),
        _ => force,
    };
    let whole = |code: &str| (code.to_owned(), Area { force: code.to_owned(), district: None });
    let Some(only) = only else { return known.forces.iter().map(|force| whole(&force.code)).collect() };
    let districts = known.districts.iter().filter(|district| district.force == only);
    let rows: Vec<Place> = districts
        .map(|district| {
            let area = Area { force: only.to_owned(), district: Some(district.id) };
            (area.code(), area)
        })
        .collect();
    if rows.is_empty() { vec![whole(only)] } else { rows }
}

/// Every district of every force that is served; a force without districts as a whole.
pub(crate) fn all_places(known: &Known) -> Vec<Place> {
    known.forces.iter().flat_map(|force| places(known, Some(&force.code))).collect()
}

/// The lines of all agencies, for whoever ranks them.
pub(crate) fn lines(snapshot: &mut Snapshot<'_>, today: Day) -> Result<Vec<CoverageLine>, StoreError> {
    rows::lines(snapshot, today)
}

#[cfg(test)]
mod tests;
