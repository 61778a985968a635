//! Which agencies a list shows.

use diesel::prelude::*;

use crate::domain::agency::{Standing, Tier};
use crate::domain::id::Id;
use crate::domain::record::Area;
use crate::domain::staff::Staff;
use crate::domain::time::Day;
use crate::store::backend::MultiBackend;
use crate::store::column;
use crate::store::schema::{agency, agency_area, agency_type, contact, engagement_agency};

use crate::domain::agency::Agency;

/// Which agencies a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgencyFilter {
    /// Only those that are found by every one of these words, folded.
    pub words: Vec<String>,
    /// Only this type, or this group of types: see [`crate::domain::coverage::group`].
    pub kind: Option<String>,
    /// Only those that work here.
    pub area: Option<Area>,
    /// Only this tier.
    pub tier: Option<Tier>,
    /// Only this standing.
    pub standing: Option<Standing>,
    /// Only those whose owner this is.
    pub owner: Option<Id<Staff>>,
    /// Only those with (or without) a single point of contact.
    pub spoc: Option<bool>,
    /// Only active ones that were not met within their tier's time before this day.
    pub overdue: Option<Day>,
    /// Only these.
    pub among: Option<Vec<Id<Agency>>>,
}

type Boxed = agency::BoxedQuery<'static, MultiBackend>;

pub(super) fn matching(filter: &AgencyFilter) -> Boxed {
    let mut query = agency::table.filter(agency::merged_into.is_null()).into_boxed();
    for word in &filter.words {
        let like = format!("%{}%", column::escaped(word));
        let people =
            contact::table.filter(contact::search.like(like.clone()).escape('\\')).select(contact::agency_id);
        query = query.filter(agency::search.like(like).escape('\\').or(agency::id.eq_any(people)));
    }
    if let Some(kind) = &filter.kind {
        // A code that ends with a dash stands for a group of types.
        let like = column::escaped(kind) + if kind.ends_with('-') { "%" } else { "" };
        let of_kind = agency_type::table.filter(agency_type::code.like(like).escape('\\'));
        query = query.filter(agency::id.eq_any(of_kind.select(agency_type::agency_id)));
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
            query.filter(agency::id.ne_all(named))
        };
    }
    if let Some(today) = filter.overdue {
        query = overdue(query, today);
    }
    if let Some(among) = &filter.among {
        let ids: Vec<String> = among.iter().map(ToString::to_string).collect();
        query = query.filter(agency::id.eq_any(ids));
    }
    query
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

/// Active agencies that were not met within their tier's time.
fn overdue(query: Boxed, today: Day) -> Boxed {
    let met_since = |tier: Tier| {
        engagement_agency::table
            .filter(engagement_agency::two_way.eq(true))
            .filter(engagement_agency::day.ge(today.plus_months(-tier.months()).0))
            .select(engagement_agency::agency_id)
    };
    let not_met = |tier: Tier| agency::tier.eq(tier.code()).and(agency::id.ne_all(met_since(tier)));
    query
        .filter(agency::status.eq_any(["prospect", "invited", "registered"]))
        .filter(not_met(Tier::A).or(not_met(Tier::B)).or(not_met(Tier::C)))
}
