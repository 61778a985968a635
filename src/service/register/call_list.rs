//! Who to call next.

use std::collections::HashMap;

use domain::form::reason::register::RegisterReason;
use domain::form::record::{Area, Known};
use domain::form::text;
use domain::identity::role::Permission;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{Agency, Tier};
use domain::register::call_list::{Call, Group, REASON, UNTIL, call, reasons, sort};
use domain::register::coverage::{Window, count, serves};
use domain::register::engagement::{Engagement, NEXT_CONTACT, PLACE, QUESTIONS};
use domain::register::engagement_form::{AGENCY, KIND};
use store::register::{agency as agencies, coverage as rows};
use store::{Snapshot, StoreError};

use super::agency::{self, AgencyLine};
use super::coverage::{all_places, lines};
use super::engagement;
use super::history::load_lookups;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many a page shows.
pub const PAGE: usize = 25;
/// The months in which a type must have been met somewhere, not to be a gap.
const WINDOW: i32 = 12;
/// The place of a meeting that was a call.
const BY_PHONE: &str = "By phone";
/// The longest that an agency can be left out, days.
const LONGEST: i64 = 366;

/// Which agencies are to be called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CallFilter {
    /// Only those that this person owns.
    pub owner: Option<Id<Staff>>,
    /// Only those of this tier.
    pub tier: Option<Tier>,
    /// Only those that work in this area.
    pub area: Option<Area>,
}

/// A page of those to call.
#[derive(Debug)]
pub struct CallView {
    /// The calls on this page, in order, each with its agency.
    pub calls: Vec<(Call, AgencyLine)>,
    /// How many there are on all pages.
    pub total: usize,
    /// How many there are of each group on all pages.
    pub groups: HashMap<Group, usize>,
    /// Agencies that are left out, each until when and why.
    pub snoozed: Vec<(Agency, Day, String)>,
    /// The lists that give codes their names.
    pub known: Known,
}

/// A page of those to call next: so many, from the one at this place.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn view(
    app: &App,
    signed: &Signed,
    filter: CallFilter,
    (from, most): (usize, usize),
) -> Result<CallView, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let known = load_lookups(snapshot)?;
        let snoozes = rows::snoozes(snapshot, today)?;
        let mut calls = ranked(snapshot, &known, &filter, today)?;
        calls.retain(|call| !snoozes.contains_key(&call.agency));
        if let Some(owner) = filter.owner {
            let own = agencies::owned_by(snapshot, owner)?;
            calls.retain(|call| own.contains(&call.agency));
        }
        let total = calls.len();
        let mut groups = HashMap::new();
        for call in &calls {
            *groups.entry(call.group()).or_default() += 1;
        }
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
        Ok(CallView { calls, total, groups, snoozed, known })
    })
    .await
}

/// Every active agency that there is a reason to call, in order.
fn ranked(
    snapshot: &mut Snapshot<'_>,
    known: &Known,
    filter: &CallFilter,
    today: Day,
) -> Result<Vec<Call>, StoreError> {
    let lines = lines(snapshot, today)?;
    let plans = rows::plans(snapshot, &lines, today)?;
    let places = all_places(known);
    let coverage = count(&lines, &places, Window::months(WINDOW, today));
    let names: Vec<(String, String)> =
        places.iter().map(|(code, area)| (code.clone(), known.area(&area.code()))).collect();
    let none = domain::register::call_list::Plans::default();
    let mut calls: Vec<Call> = lines
        .iter()
        .filter(|line| line.active && filter.tier.is_none_or(|tier| tier == line.tier))
        .filter(|line| filter.area.as_ref().is_none_or(|area| serves(line, area)))
        .filter_map(|line| {
            let own = places.iter().zip(&names).filter(|((_, area), _)| serves(line, area));
            let rows: Vec<(&str, &str)> =
                own.map(|(_, (code, name))| (code.as_str(), name.as_str())).collect();
            let plan = plans.get(&line.agency).unwrap_or(&none);
            call(line, reasons(line, plan, &coverage, &rows, today))
        })
        .collect();
    let names: HashMap<_, _> = agencies::names(snapshot)?.into_iter().collect();
    sort(&mut calls, |agency| names.get(&agency).cloned().unwrap_or_default());
    Ok(calls)
}

/// Writes down a call as a meeting that was held by phone, with what was said and when to speak again. One
/// with this identifier stands already: the form was sent again.
///
/// # Errors
/// [`Problem::Invalid`] for the fields of what was said and of the next contact.
pub async fn log(
    app: &App,
    signed: &Signed,
    id: Id<Engagement>,
    agency: Id<Agency>,
    (said, next): (&str, &str),
) -> Result<(), Problem> {
    if said.trim().is_empty() {
        return Err(Problem::invalid(QUESTIONS, RegisterReason::NothingSaid));
    }
    let mut typed = engagement::defaults(signed, app.now().day());
    let more = [
        (KIND, "MTG"),
        (AGENCY, &agency.to_string()),
        (PLACE, BY_PHONE),
        (QUESTIONS, said),
        (NEXT_CONTACT, next),
    ];
    typed.extend(more.map(|(name, value)| (name.to_string(), value.to_owned())));
    engagement::add(app, signed, id, &typed).await.map(drop)
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
