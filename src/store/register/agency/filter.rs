//! Which agencies a list shows.

use diesel::dsl::{exists, max, not};
use diesel::prelude::*;

use domain::form::normalise;
use domain::form::record::Area;
use domain::identity::staff::Staff;
use domain::platform::force::Lists;
use domain::platform::id::Id;
use domain::platform::order::Order;
use domain::platform::time::Day;
use domain::register::agency::{Agency, AgencySort, Standing, Tier};

use crate::backend::MultiBackend;
use crate::error::StoreError;
use crate::expression::{NEVER, day_or, rank};
use crate::platform::force;
use crate::schema::{agency, agency_area, agency_language, agency_type, contact, engagement_agency};
use crate::{Snapshot, column};

/// Which agencies a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgencyFilter {
    /// Only those that are found by every one of these words, folded: by what is said of them, by their
    /// people, by the names of their districts and, where several are served, of their forces.
    pub words: Vec<String>,
    /// Only this type, or this group of types: see [`domain::register::coverage::group`].
    pub kind: Option<String>,
    /// Only those that work here.
    pub area: Option<Area>,
    /// Only this tier.
    pub tier: Option<Tier>,
    /// Only this standing.
    pub standing: Option<Standing>,
    /// Only those that count in coverage: see [`Standing::is_active`].
    pub active: bool,
    /// Only those whose owner this is.
    pub owner: Option<Id<Staff>>,
    /// Only those with (or without) a single point of contact.
    pub spoc: Option<bool>,
    /// Only active ones that were not met within their tier's time before this day.
    pub overdue: Option<Day>,
    /// Only those that never had a two-way contact up to this day.
    pub never_met: Option<Day>,
    /// Only those that speak this language, by code.
    pub language: Option<String>,
    /// Only these.
    pub among: Option<Vec<Id<Agency>>>,
    /// How they are sorted.
    pub order: Order<AgencySort>,
    /// Where they are sorted by when something was last done with them: only what was done up to this day
    /// counts, and not what is planned. All counts when there is none.
    pub as_of: Option<Day>,
}

type Boxed = agency::BoxedQuery<'static, MultiBackend>;

pub(super) fn matching(snapshot: &mut Snapshot<'_>, filter: &AgencyFilter) -> Result<Boxed, StoreError> {
    let mut query = agency::table.filter(agency::merged_into.is_null()).into_boxed();
    let places = if filter.words.is_empty() { Lists::default() } else { force::lists(snapshot)? };
    for word in &filter.words {
        query = with_word(query, word, &places_named(&places, word));
    }
    if let Some(kind) = &filter.kind {
        query = of_kind(query, kind);
    }
    if let Some(area) = &filter.area {
        query = within(query, area);
    }
    if let Some(tier) = filter.tier {
        query = query.filter(agency::tier.eq(tier.code()));
    }
    if let Some(standing) = filter.standing {
        query = query.filter(agency::status.eq(standing.code()));
    }
    if filter.active {
        query = query.filter(agency::status.eq_any(active()));
    }
    if let Some(owner) = filter.owner {
        query = query.filter(agency::owner_id.eq(owner.to_string()));
    }
    if let Some(wanted) = filter.spoc {
        let named = contact::table
            .filter(contact::spoc.eq("spoc").and(contact::left_on.is_null()))
            .select(contact::agency_id);
        query = if wanted {
            query.filter(agency::id.eq_any(named))
        } else {
            // Not `ne_all`: PostgreSQL would go through all of them for every agency.
            query.filter(not(agency::id.eq_any(named)))
        };
    }
    if let Some(today) = filter.overdue {
        query = overdue(query, today);
    }
    if let Some(today) = filter.never_met {
        let meetings = engagement_agency::table
            .filter(engagement_agency::agency_id.eq(agency::id))
            .filter(engagement_agency::two_way.eq(true))
            .filter(engagement_agency::day.le(today.0));
        query = query.filter(not(exists(meetings)));
    }
    if let Some(language) = &filter.language {
        let speaking = agency_language::table
            .filter(agency_language::code.eq(language.clone()))
            .select(agency_language::agency_id);
        query = query.filter(agency::id.eq_any(speaking));
    }
    if let Some(among) = &filter.among {
        let ids: Vec<String> = among.iter().map(ToString::to_string).collect();
        query = query.filter(agency::id.eq_any(ids));
    }
    Ok(query)
}

/// Agencies alike in what they are sorted by are listed by name, whichever way the list runs.
pub(super) fn sorted(query: Boxed, order: Order<AgencySort>, as_of: Option<Day>) -> Boxed {
    let (falls, name) = (order.is_descending(), (agency::sort, agency::id));
    let standing = rank("agency.status", Standing::ALL.into_iter().map(Standing::code));
    let last = |two_way: bool| {
        let meetings = engagement_agency::table
            .filter(engagement_agency::agency_id.eq(agency::id))
            .filter(engagement_agency::two_way.eq(two_way))
            .filter(engagement_agency::day.le(as_of.map_or(time::Date::MAX, |day| day.0)));
        day_or(meetings.select(max(engagement_agency::day)).single_value(), NEVER)
    };
    match order.by {
        AgencySort::Name if falls => query.order((agency::sort.desc(), agency::id)),
        AgencySort::Name => query.order(name),
        AgencySort::Tier if falls => query.order((agency::tier.desc(), name)),
        AgencySort::Tier => query.order((agency::tier, name)),
        AgencySort::Standing if falls => query.order((standing.desc(), name)),
        AgencySort::Standing => query.order((standing, name)),
        AgencySort::Met if falls => query.order((last(true).desc(), name)),
        AgencySort::Met => query.order((last(true), name)),
        AgencySort::Informed if falls => query.order((last(false).desc(), name)),
        AgencySort::Informed => query.order((last(false), name)),
    }
}

/// The districts, by identifier, and the forces, by code, whose names have this word in them, folded. What
/// most forces are called, such as police, or the only one, tells nothing.
fn places_named(places: &Lists, word: &str) -> (Vec<String>, Vec<String>) {
    let has = |name: &str| normalise::fold(name).contains(word);
    let districts = places.districts.iter().filter(|district| has(&district.name));
    let mut forces: Vec<String> =
        places.forces.iter().filter(|force| has(&force.name)).map(|force| force.code.clone()).collect();
    if forces.len() * 2 > places.forces.len() {
        forces.clear();
    }
    (districts.map(|one| one.id.to_string()).collect(), forces)
}

/// Those that a word is said of, of somebody there, or of where they work.
fn with_word(query: Boxed, word: &str, (districts, forces): &(Vec<String>, Vec<String>)) -> Boxed {
    let like = format!("%{}%", column::escaped(word));
    let people =
        contact::table.filter(contact::search.like(like.clone()).escape('\\')).select(contact::agency_id);
    let said = agency::search.like(like).escape('\\').or(agency::id.eq_any(people));
    // Names of places are looked up and not written into what is searched, so that a new name counts at once.
    if districts.is_empty() && forces.is_empty() {
        return query.filter(said);
    }
    let there = agency_area::district_id.eq_any(districts.clone());
    let there = there.or(agency_area::force_code.eq_any(forces.clone()));
    query.filter(said.or(agency::id.eq_any(agency_area::table.filter(there).select(agency_area::agency_id))))
}

/// Those of a type. A code that ends with a dash stands for a group of types.
fn of_kind(query: Boxed, kind: &str) -> Boxed {
    let (types, code) = (agency_type::table.select(agency_type::agency_id), agency_type::code);
    if kind.ends_with('-') {
        let like = column::escaped(kind) + "%";
        query.filter(agency::id.eq_any(types.filter(code.like(like).escape('\\'))))
    } else {
        query.filter(agency::id.eq_any(types.filter(code.eq(kind.to_owned()))))
    }
}

/// The standings of agencies that count.
fn active() -> Vec<&'static str> {
    Standing::ALL.into_iter().filter(|standing| standing.is_active()).map(Standing::code).collect()
}

/// Those that work in a district or in the whole force, or, when a whole force is asked for, anywhere in it.
fn within(query: Boxed, area: &Area) -> Boxed {
    let of_force = agency_area::table.filter(agency_area::force_code.eq(area.force.clone()));
    match area.district {
        None => query.filter(agency::id.eq_any(of_force.select(agency_area::agency_id))),
        Some(district) => {
            let here = agency_area::district_id.eq_any([district.to_string(), String::new()]);
            query.filter(agency::id.eq_any(of_force.filter(here).select(agency_area::agency_id)))
        }
    }
}

/// Active agencies that were not met within their tier's time. A meeting that is planned does not count.
fn overdue(query: Boxed, today: Day) -> Boxed {
    let since = |tier: Tier| today.plus_months(-tier.months()).0;
    let earliest = Tier::ALL.map(since).into_iter().min().unwrap_or(today.0);
    let met = |tier: Tier| agency::tier.eq(tier.code()).and(engagement_agency::day.ge(since(tier)));
    // One condition for all tiers: three, joined by "or", keep PostgreSQL from joining and are looked up
    // agency by agency.
    let meetings = engagement_agency::table
        .filter(engagement_agency::agency_id.eq(agency::id))
        .filter(engagement_agency::two_way.eq(true))
        .filter(engagement_agency::day.between(earliest, today.0))
        .filter(met(Tier::A).or(met(Tier::B)).or(met(Tier::C)));
    query.filter(agency::status.eq_any(active())).filter(not(exists(meetings)))
}
