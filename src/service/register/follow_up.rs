//! What is to be done after engagements, and by whom.

use std::collections::HashMap;

use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::agency_request::Request;
use domain::register::engagement::Engagement;
use domain::register::follow_up::{FollowUp, Task};
use store::register::follow_up::{self as rows, FollowUpFilter};
use store::register::{agency as agencies, agency_request as requests, engagement as engagements};
use store::{Snapshot, StoreError};

use super::engagement::with_names;
use super::history::load_lookups;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many a page shows.
pub const PAGE: i64 = 50;

/// One of the list.
#[derive(Debug)]
pub struct FollowUpLine {
    /// What is to be done.
    pub follow_up: FollowUp,
    /// The engagement it follows from: its title.
    pub engagement: Option<String>,
    /// The agency it is about: its name.
    pub agency: Option<String>,
    /// What the agency asked for, when it is about that.
    pub request: Option<Id<Request>>,
}

/// A page of follow-ups.
#[derive(Debug)]
pub struct FollowUpList {
    /// Those on this page: what is overdue first.
    pub lines: Vec<FollowUpLine>,
    /// How many there are on all pages.
    pub total: i64,
}

/// A page of the follow-ups that `filter` picks.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(
    app: &App,
    signed: &Signed,
    filter: FollowUpFilter,
    offset: i64,
) -> Result<FollowUpList, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| {
        let (found, total) = rows::list(snapshot, &filter, offset, PAGE)?;
        Ok(FollowUpList { lines: lines(snapshot, found)?, total })
    })
    .await
}

/// Adds to each what it is about.
pub(crate) fn lines(
    snapshot: &mut Snapshot<'_>,
    found: Vec<FollowUp>,
) -> Result<Vec<FollowUpLine>, StoreError> {
    let ids: Vec<_> = found.iter().filter_map(|one| one.engagement).collect();
    let engagements = engagements::those(snapshot, &ids)?;
    let titles: HashMap<Id<Engagement>, String> = with_names(snapshot, engagements)?
        .into_iter()
        .map(|(one, with)| (one.id, one.title(&with.iter().map(String::as_str).collect::<Vec<_>>())))
        .collect();
    let ids: Vec<_> = found.iter().filter_map(|one| one.agency).collect();
    let agencies = agencies::those(snapshot, &ids)?;
    let names: HashMap<Id<Agency>, &str> = agencies.iter().map(|agency| (agency.id, agency.name())).collect();
    let ids: Vec<_> = found.iter().map(|one| one.id).collect();
    let asked = requests::of_follow_ups(snapshot, &ids)?;
    let line = |follow_up: FollowUp| FollowUpLine {
        request: asked.get(&follow_up.id).copied(),
        engagement: follow_up.engagement.and_then(|id| titles.get(&id).cloned()),
        agency: follow_up.agency.and_then(|id| names.get(&id).map(|name| (*name).to_owned())),
        follow_up,
    };
    Ok(found.into_iter().map(line).collect())
}

/// What is open for an agency, of itself or after an engagement with it, by the day it is due.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn of_agency(app: &App, signed: &Signed, agency: Id<Agency>) -> Result<Vec<FollowUp>, Problem> {
    signed.require(Permission::Engage)?;
    let filter = FollowUpFilter { agency: Some(agency), done: Some(false), ..FollowUpFilter::default() };
    Ok(app.read(move |snapshot| rows::list(snapshot, &filter, 0, PAGE)).await?.0)
}

/// Where a follow-up belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An engagement.
    Engagement(Id<Engagement>),
    /// An agency.
    Agency(Id<Agency>),
}

/// Adds one. If there is one with this identifier, the form was sent again.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Missing`] when there is no such
/// engagement or agency.
pub async fn add(
    app: &App,
    signed: &Signed,
    id: Id<FollowUp>,
    origin: Origin,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let known = app
        .read(move |snapshot| {
            Ok(if place(snapshot, origin)?.is_some() { Some(load_lookups(snapshot)?) } else { None })
        })
        .await?
        .ok_or(Problem::Missing)?;
    let task = Task::parse(typed, &known).map_err(Problem::Invalid)?;
    app.write(move |tx| {
        if rows::find(tx, id)?.is_some() {
            return Ok(());
        }
        let (engagement, agency) = place(tx, origin)?.ok_or(Problem::Missing)?;
        let Task { task, owner, due } = task.clone();
        let new = FollowUp { id, engagement, agency, task, owner, due, done: None, version: 0 };
        Ok(rows::insert(tx, &new)?)
    })
    .await
}

/// The engagement and the agency that a follow-up belongs to by now; none when there is no such engagement or
/// agency.
fn place(snapshot: &mut Snapshot<'_>, origin: Origin) -> Result<Option<Belonging>, StoreError> {
    Ok(match origin {
        Origin::Engagement(id) => engagements::find(snapshot, id)?.map(|one| match one.agencies.as_slice() {
            [only] => (Some(id), Some(*only)),
            _ => (Some(id), None),
        }),
        Origin::Agency(id) => agencies::surviving(snapshot, id)?.map(|agency| (None, Some(agency.id))),
    })
}

/// The engagement and the agency that a follow-up belongs to.
type Belonging = (Option<Id<Engagement>>, Option<Id<Agency>>);

/// One of them, for changing it.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find(app: &App, signed: &Signed, id: Id<FollowUp>) -> Result<FollowUp, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| rows::find(snapshot, id)).await?.ok_or(Problem::Missing)
}

/// Changes what is to be done, by whom and by when, of one that was at `version` when the form was drawn.
/// Gives it as it stands then.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it
/// meanwhile; [`Problem::Missing`] as for [`find`].
pub async fn save(
    app: &App,
    signed: &Signed,
    id: Id<FollowUp>,
    version: i64,
    typed: &[(String, String)],
) -> Result<FollowUp, Problem> {
    let before = find(app, signed, id).await?;
    let known = app.read(load_lookups).await?;
    let Task { task, owner, due } = Task::parse(typed, &known).map_err(Problem::Invalid)?;
    // Also when the form was sent again: what it asks for stands.
    if (&before.task, before.owner, before.due) == (&task, owner, due) {
        return Ok(before);
    }
    if before.version != version {
        return Err(Problem::Stale);
    }
    let after = FollowUp { task, owner, due, ..before };
    let changed = after.clone();
    app.write(move |tx| Ok(rows::save(tx, &changed)?)).await?;
    Ok(after)
}

/// Says that one was done today, or that it was not after all. Gives it as it stands then.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn settle(app: &App, signed: &Signed, id: Id<FollowUp>, done: bool) -> Result<FollowUp, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.write(move |tx| {
        let found = rows::find(tx, id)?.ok_or(Problem::Missing)?;
        // Pressed twice, it stays done on the first day.
        let done = done.then(|| found.done.unwrap_or(today));
        if done != found.done {
            rows::set_done(tx, id, done)?;
        }
        Ok(FollowUp { done, ..found })
    })
    .await
}
