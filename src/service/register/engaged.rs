//! Which agencies and contacts have been engaged: when last, how, by whom, what they were given, what they
//! said. What is planned does not count.

use std::collections::{HashMap, HashSet};

use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::contact::Contact;
use domain::register::engagement::Engagement;
use domain::register::material::Edition;
use store::register::agency::{self as agencies, AgencyFilter};
use store::register::engaged::{self as rows, Given};
use store::register::engagement::{self as engagements, Last};
use store::{Snapshot, StoreError};

use super::material;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many agencies a page shows.
pub const PAGE: i64 = 25;

/// Something that was handed out: what, how many in all, when last.
pub type Handout = (String, i64, Option<Day>);

/// One agency of the matrix.
#[derive(Debug)]
pub struct EngagedLine {
    /// The agency.
    pub agency: Agency,
    /// When it was last met and reached.
    pub last: Last,
    /// The last engagement in which both sides spoke.
    pub met: Option<Engagement>,
    /// The last engagement that only told it something.
    pub told: Option<Engagement>,
    /// The last engagement at which it asked or said something that was written down.
    pub said: Option<Engagement>,
    /// What it was given.
    pub given: Vec<Handout>,
}

/// A page of the matrix: the same few queries, however many agencies it shows. And how many there are on all
/// pages.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn matrix(
    app: &App,
    signed: &Signed,
    filter: AgencyFilter,
    offset: i64,
) -> Result<(Vec<EngagedLine>, i64), Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let (agencies, total) = agencies::list(snapshot, &filter, offset, PAGE)?;
        Ok((lines(snapshot, agencies, today)?, total))
    })
    .await
}

/// Adds to each agency what was last done with it, and what it was given.
pub(crate) fn lines(
    snapshot: &mut Snapshot<'_>,
    agencies: Vec<Agency>,
    today: Day,
) -> Result<Vec<EngagedLine>, StoreError> {
    let ids: Vec<_> = agencies.iter().map(|agency| agency.id).collect();
    let last = engagements::last_of_agencies(snapshot, &ids, today)?;
    let said = rows::last_said(snapshot, &ids, today)?;
    let mut days: Vec<Day> = last.values().flat_map(|last| [last.met, last.informed]).flatten().collect();
    days.extend(said.values());
    days.sort_unstable();
    days.dedup();
    let on_days = rows::on_days(snapshot, &ids, &days)?;
    let wanted = |(agency, _, two_way, day): &&rows::Meeting| {
        let last = last.get(agency).copied().unwrap_or_default();
        let of_its_way = if *two_way { last.met } else { last.informed };
        of_its_way == Some(*day) || said.get(agency) == Some(day)
    };
    let mut wanted: HashMap<Id<Agency>, Vec<Id<Engagement>>> =
        on_days.iter().filter(wanted).fold(HashMap::new(), |mut all, (agency, engagement, ..)| {
            all.entry(*agency).or_default().push(*engagement);
            all
        });
    let of_all: HashSet<_> = wanted.values().flatten().copied().collect();
    let found = engagements::those(snapshot, &of_all.into_iter().collect::<Vec<_>>())?;
    let found: HashMap<_, _> = found.into_iter().map(|one| (one.id, one)).collect();
    let mut given = rows::given_to_agencies(snapshot, &ids, today)?;
    let titles = titles(snapshot)?;
    let line = |agency: Agency| {
        let its = wanted.remove(&agency.id).unwrap_or_default();
        let its: Vec<&Engagement> = its.iter().filter_map(|id| found.get(id)).collect();
        let latest = |pick: &dyn Fn(&Engagement) -> bool| {
            its.iter().filter(|one| pick(one)).max_by_key(|one| one.day()).map(|one| (*one).clone())
        };
        EngagedLine {
            last: last.get(&agency.id).copied().unwrap_or_default(),
            met: latest(&|one| one.kind.two_way),
            told: latest(&|one| !one.kind.two_way),
            said: latest(&|one| !one.record.get(domain::register::engagement::QUESTIONS).is_empty()),
            given: handouts(given.remove(&agency.id).unwrap_or_default(), &titles),
            agency,
        }
    };
    Ok(agencies.into_iter().map(line).collect())
}

fn titles(snapshot: &mut Snapshot<'_>) -> Result<HashMap<Id<Edition>, String>, StoreError> {
    let editions = material::labelled(snapshot)?;
    Ok(editions.into_iter().map(|(edition, label)| (edition.id, label)).collect())
}

fn handouts(given: Vec<Given>, titles: &HashMap<Id<Edition>, String>) -> Vec<Handout> {
    let titled = |one: Given| (titles.get(&one.edition).cloned().unwrap_or_default(), one.quantity, one.last);
    given.into_iter().map(titled).collect()
}

/// What an agency was given.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn given_to_agency(
    app: &App,
    signed: &Signed,
    agency: Id<Agency>,
) -> Result<Vec<Handout>, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let given = rows::given_to_agencies(snapshot, &[agency], today)?.remove(&agency).unwrap_or_default();
        Ok(handouts(given, &titles(snapshot)?))
    })
    .await
}

/// What a contact was given.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn given_to(app: &App, signed: &Signed, contact: Id<Contact>) -> Result<Vec<Handout>, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let given =
            rows::given_to_contacts(snapshot, &[contact], today)?.remove(&contact).unwrap_or_default();
        Ok(handouts(given, &titles(snapshot)?))
    })
    .await
}
