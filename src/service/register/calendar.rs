//! The calendar of the engagement side, and the secret addresses from which other calendars read it. Never
//! casework.

use std::collections::HashSet;

use crypto::token::Token;
use domain::identity::role::Permission;
use domain::identity::staff::{Staff, Standing};
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{Agency, WITHHELD};
use domain::register::calendar::{Occasion, What};
use domain::register::engagement::{Engagement, PLACE};
use store::identity::{register_access, staff};
use store::register::calendar::{self as rows, Days};
use store::register::{agency as agencies, feed, follow_up};
use store::{Snapshot, StoreError};

use super::engagement::with_names;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// The most of each kind that one view shows.
const MOST: i64 = 5_000;
/// How many days back a feed goes.
const BACK: i64 = 92;
/// How many days ahead a feed goes.
const AHEAD: i64 = 732;

/// What falls on these days, by day: of one person, or of everybody.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn occasions(
    app: &App,
    signed: &Signed,
    days: Days,
    of: Option<Id<Staff>>,
) -> Result<Vec<Occasion>, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| gather(snapshot, days, of)).await
}

fn gather(
    snapshot: &mut Snapshot<'_>,
    days: Days,
    of: Option<Id<Staff>>,
) -> Result<Vec<Occasion>, StoreError> {
    let held = rows::engagements(snapshot, days, of, MOST)?;
    let mut all = engagements(snapshot, held, |one| one.day().map(|day| (day, What::Engagement(one.id))))?;
    let next = rows::next_contacts(snapshot, days, of, MOST)?;
    all.extend(engagements(snapshot, next, |one| {
        one.next_contact().map(|day| (day, What::NextContact(one.id)))
    })?);
    for one in follow_up::due_between(snapshot, days, of, MOST)? {
        let what = What::FollowUp(one.id);
        all.push(Occasion { day: one.due, what, title: one.task, place: String::new() });
    }
    for (id, name, day) in rows::reviews(snapshot, days, of, MOST)? {
        all.push(Occasion { day, what: What::Review(id), title: name, place: String::new() });
    }
    all.sort_by_key(|one| (one.day, one.what));
    Ok(all)
}

fn engagements(
    snapshot: &mut Snapshot<'_>,
    found: Vec<Engagement>,
    on: impl Fn(&Engagement) -> Option<(Day, What)>,
) -> Result<Vec<Occasion>, StoreError> {
    let hidden = hidden(snapshot, &found)?;
    let found = with_names(snapshot, found)?;
    let occasion = |(one, with): (Engagement, Vec<String>)| {
        let (day, what) = on(&one)?;
        let title = one.title(&with.iter().map(String::as_str).collect::<Vec<_>>());
        let told = !one.agencies.iter().any(|id| hidden.contains(id)) && matches!(what, What::Engagement(_));
        let place = if told { one.record.get(PLACE).to_owned() } else { String::new() };
        Some(Occasion { day, what, title, place })
    };
    Ok(found.into_iter().filter_map(occasion).collect())
}

/// The agencies whose address is withheld: the place of a visit there must not travel to somebody's
/// telephone.
fn hidden(snapshot: &mut Snapshot<'_>, found: &[Engagement]) -> Result<HashSet<Id<Agency>>, StoreError> {
    let ids: HashSet<_> = found.iter().flat_map(|one| one.agencies.iter().copied()).collect();
    let agencies = agencies::those(snapshot, &ids.into_iter().collect::<Vec<_>>())?;
    Ok(agencies.into_iter().filter(|agency| agency.record.flag(WITHHELD)).map(|agency| agency.id).collect())
}

/// Whether this person's calendar has a secret address.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn has_feed(app: &App, signed: &Signed) -> Result<bool, Problem> {
    signed.require(Permission::Engage)?;
    let me = signed.actor.id;
    app.read(move |snapshot| feed::exists(snapshot, me)).await
}

/// Gives this person a new secret address; an older one stops working. It can be shown only now.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn renew_feed(app: &App, signed: &Signed) -> Result<Token, Problem> {
    signed.require(Permission::Engage)?;
    let (token, me) = (Token::random(), signed.actor.id);
    let lookup = token.lookup();
    app.write(move |tx| Ok(feed::put(tx, me, &lookup)?)).await?;
    Ok(token)
}

/// Makes this person's secret address stop working.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn revoke_feed(app: &App, signed: &Signed) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let me = signed.actor.id;
    app.write(move |tx| Ok(feed::delete(tx, me)?)).await
}

/// What the owner of a secret address has to do, for another calendar.
///
/// # Errors
/// [`Problem::Missing`] when there is no such address, or its owner has left or may no longer keep the
/// ledger.
pub async fn feed(app: &App, token: &str) -> Result<Vec<Occasion>, Problem> {
    let lookup = Token::parse(token).ok_or(Problem::Missing)?.lookup();
    let today = app.now().day();
    let days = (today.plus_days(-BACK), today.plus_days(AHEAD));
    app.read(move |snapshot| {
        let Some(id) = feed::find(snapshot, &lookup)? else { return Ok(None) };
        let holders = register_access::holders(snapshot)?;
        let may = |person: &Staff| {
            person.standing == Standing::Active
                && person.role.may(Permission::Engage)
                && holders.contains(&person.id)
        };
        if !staff::find(snapshot, id)?.is_some_and(|person| may(&person)) {
            return Ok(None);
        }
        gather(snapshot, days, Some(id)).map(Some)
    })
    .await?
    .ok_or(Problem::Missing)
}
