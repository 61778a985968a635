//! Who to call next.

use std::collections::HashMap;

use domain::form::reason::register::RegisterReason;
use domain::form::record::Known;
use domain::form::text;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::call_list::{Call, REASON, UNTIL, call, reasons};
use domain::register::coverage::{Window, count, serves};
use store::register::{agency as agencies, coverage as rows};
use store::{Snapshot, StoreError};

use super::agency::{self, AgencyLine};
use super::coverage::{all_places, lines};
use super::history::load_lookups;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many a page shows.
pub const PAGE: usize = 25;
/// The months in which a type must have been met somewhere, not to be a gap.
const WINDOW: i32 = 12;
/// The longest that an agency can be left out, days.
const LONGEST: i64 = 366;

/// A page of those to call.
#[derive(Debug)]
pub struct CallView {
    /// The calls on this page, the weightiest first, each with its agency.
    pub calls: Vec<(Call, AgencyLine)>,
    /// How many there are on all pages.
    pub total: usize,
    /// Agencies that are left out, each until when and why.
    pub snoozed: Vec<(Agency, Day, String)>,
    /// The lists that give codes their names.
    pub known: Known,
}

/// A page of those to call next: so many, from the one at this place. Only those whose owner asks when
/// `mine`.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn view(
    app: &App,
    signed: &Signed,
    mine: bool,
    (from, most): (usize, usize),
) -> Result<CallView, Problem> {
    signed.require(Permission::Engage)?;
    let (today, me) = (app.now().day(), signed.actor.id);
    app.read(move |snapshot| {
        let known = load_lookups(snapshot)?;
        let snoozes = rows::snoozes(snapshot, today)?;
        let mut calls = ranked(snapshot, &known, today)?;
        calls.retain(|call| !snoozes.contains_key(&call.agency));
        if mine {
            let own = agencies::owned_by(snapshot, me)?;
            calls.retain(|call| own.contains(&call.agency));
        }
        let total = calls.len();
        let page: Vec<Call> = calls.into_iter().skip(from).take(most).collect();
        let ids: Vec<_> = page.iter().map(|call| call.agency).collect();
        let found = agencies::those(snapshot, &ids)?;
        let mut lines: HashMap<_, _> =
            agency::lines(snapshot, found, today)?.into_iter().map(|line| (line.agency.id, line)).collect();
        let calls = page.into_iter().filter_map(|call| lines.remove(&call.agency).map(|line| (call, line)));
        let calls = calls.collect();
        let ids: Vec<_> = snoozes.keys().copied().collect();
        let mut snoozed: Vec<_> = agencies::those(snapshot, &ids)?
            .into_iter()
            .filter_map(|agency| snoozes.get(&agency.id).cloned().map(|(until, why)| (agency, until, why)))
            .collect();
        snoozed.sort_by_key(|(agency, until, _)| (*until, agency.id));
        Ok(CallView { calls, total, snoozed, known })
    })
    .await
}

/// Every active agency that there is a reason to call, the weightiest first.
fn ranked(snapshot: &mut Snapshot<'_>, known: &Known, today: Day) -> Result<Vec<Call>, StoreError> {
    let lines = lines(snapshot, today)?;
    let plans = rows::plans(snapshot, &lines, today)?;
    let places = all_places(known);
    let coverage = count(&lines, &places, Window::months(WINDOW, today));
    let names: Vec<(String, String)> =
        places.iter().map(|(code, area)| (code.clone(), known.area(&area.code()))).collect();
    let none = domain::register::call_list::Plans::default();
    let mut calls: Vec<Call> = lines
        .iter()
        .filter(|line| line.active)
        .filter_map(|line| {
            let own = places.iter().zip(&names).filter(|((_, area), _)| serves(line, area));
            let rows: Vec<(&str, &str)> =
                own.map(|(_, (code, name))| (code.as_str(), name.as_str())).collect();
            let plan = plans.get(&line.agency).unwrap_or(&none);
            call(line.agency, reasons(line, plan, &coverage, &rows, today))
        })
        .collect();
    calls.sort_by_key(|call| (-call.score, call.agency));
    Ok(calls)
}

/// Leaves an agency out until a day, for a reason; or, without a day, suggests it again.
///
/// # Errors
/// [`Problem::Invalid`] for the fields `until` and `reason`.
pub async fn snooze(
    app: &App,
    signed: &Signed,
    id: Id<Agency>,
    until: &str,
    reason: &str,
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let (today, me) = (app.now().day(), signed.actor.id);
    let left_out = if until.is_empty() { None } else { Some(parsed(until, reason, today)?) };
    app.write(move |tx| {
        let agency = agencies::surviving(tx, id)?.ok_or(Problem::Missing)?.id;
        let (until, reason) = left_out.clone().unzip();
        Ok(rows::snooze(tx, agency, until, reason.as_deref().unwrap_or_default(), me)?)
    })
    .await
}

/// Reads until when an agency is left out, and why.
fn parsed(until: &str, reason: &str, today: Day) -> Result<(Day, String), Problem> {
    let day = Day::parse(until).filter(|day| *day > today && day.days_since(today) <= LONGEST);
    let day = day.ok_or_else(|| Problem::invalid(UNTIL, RegisterReason::NotWithinAYear))?;
    let reason = text::line(reason, 200).map_err(|problem| Problem::invalid(REASON, problem))?;
    if reason.is_empty() {
        return Err(Problem::invalid(REASON, RegisterReason::NoReason));
    }
    Ok((day, reason))
}
