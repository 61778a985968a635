//! Who to call next, and why: ranked by what the register and the ledger say, never by reports.

use super::agency::{Agency, Tier};
use super::coverage::{Cell, Coverage, CoverageLine, is_late};
use crate::form::choice;
use crate::form::key::Key;
use crate::platform::agency_type::AGENCY_TYPES;
use crate::platform::id::Id;
use crate::platform::time::Day;

/// The name of the field for the day until which an agency is not to be called.
pub const UNTIL: Key = Key::new("until");
/// The name of the field for why an agency is not to be called.
pub const REASON: Key = Key::new("reason");

/// Why an agency should be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Nobody has met it yet.
    NeverMet,
    /// It was last met so many days ago, and its tier asks for more.
    Overdue(i64, Tier),
    /// None of its type was met in this row of the heat table: the row's name and the type's code.
    Gap(String, String),
    /// It is on the list of this campaign and was not reached yet.
    Target(String),
    /// Nobody there is named as the person to call.
    NoSpoc,
    /// The date that was agreed for the next contact has come.
    Agreed(Day),
    /// The agency itself asked for something on this day, and waits for it.
    Asked(Day),
    /// Its entry is due for review.
    Review(Day),
}

impl Why {
    /// How much it counts. A date that was promised comes first; then time, gaps, plans and housekeeping.
    pub fn weight(&self) -> i64 {
        match self {
            Self::Agreed(_) => 60,
            Self::Asked(_) => 55,
            // Each further tier's length counts as much again, up to three.
            Self::Overdue(days, tier) => 30 * (days / (i64::from(tier.months()) * 30)).clamp(1, 3),
            Self::NeverMet => 50,
            Self::Gap(..) => 25,
            Self::Target(_) => 20,
            Self::NoSpoc => 10,
            Self::Review(_) => 5,
        }
    }
}

/// What else is known of an agency, beside its [`CoverageLine`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plans {
    /// The names of running campaigns whose list it is on, and which have not reached it.
    pub targets: Vec<String>,
    /// The earliest date agreed for a next contact at an engagement that no other has followed.
    pub agreed: Option<Day>,
    /// When its entry is to be reviewed.
    pub review: Option<Day>,
    /// When it asked for what it waits for longest.
    pub asked: Option<Day>,
}

impl Why {
    /// What people read.
    pub fn words(&self) -> String {
        match self {
            Self::Agreed(day) => format!("You agreed to be in touch by {day}."),
            Self::Asked(day) => {
                format!("Asked by the agency on {day}: it waits for something that you can give.")
            }
            Self::NeverMet => "Nobody has met them yet.".into(),
            Self::Overdue(days, tier) => {
                format!("Not met for {days} days; their tier asks for every {} months.", tier.months())
            }
            Self::Gap(place, kind) => {
                let kind = choice::label(AGENCY_TYPES, kind);
                format!("Nobody of this type was met in {place} in 12 months: {kind}.")
            }
            Self::Target(name) => format!("On the list of the campaign “{name}”, and not reached yet."),
            Self::NoSpoc => "No point of contact is named.".into(),
            Self::Review(day) => format!("Their entry was to be reviewed by {day}."),
        }
    }
}

/// One agency to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The agency.
    pub agency: Id<Agency>,
    /// Why, the weightiest first.
    pub why: Vec<Why>,
    /// The sum of the weights.
    pub score: i64,
}

/// Why to call this agency today; empty when there is no reason. `rows` are the rows of the heat table it
/// stands in, as code and name. At most one gap is told: the first.
pub fn reasons(
    line: &CoverageLine,
    plans: &Plans,
    coverage: &Coverage,
    rows: &[(&str, &str)],
    today: Day,
) -> Vec<Why> {
    let mut why = Vec::new();
    if let Some(day) = plans.agreed.filter(|day| *day <= today) {
        why.push(Why::Agreed(day));
    }
    why.extend(plans.asked.map(Why::Asked));
    match line.met {
        None => why.push(Why::NeverMet),
        Some(day) if is_late(line.tier, line.met, today) => {
            why.push(Why::Overdue(today.days_since(day), line.tier));
        }
        Some(_) => {}
    }
    let gap = rows.iter().find_map(|(row, name)| {
        let kind = line.types.iter().find(|kind| matches!(coverage.cell(row, kind), Cell::EngagementGap(_)));
        kind.map(|kind| Why::Gap((*name).to_owned(), kind.clone()))
    });
    why.extend(gap);
    why.extend(plans.targets.iter().cloned().map(Why::Target));
    if !line.has_spoc {
        why.push(Why::NoSpoc);
    }
    if let Some(day) = plans.review.filter(|day| *day <= today) {
        why.push(Why::Review(day));
    }
    why.sort_by_key(|one| -one.weight());
    why
}

/// A call for an agency with these reasons; none when there is none, or when housekeeping is all there is and
/// it is not due for anything.
pub fn call(agency: Id<Agency>, why: Vec<Why>) -> Option<Call> {
    let score = why.iter().map(Why::weight).sum();
    (!why.is_empty()).then_some(Call { agency, why, score })
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;
    use crate::form::record::Area;
    use crate::register::coverage::{Window, count};

    const TODAY: Day = Day(date!(2026 - 11 - 22));

    fn line(met: Option<i64>, tier: Tier, has_spoc: bool) -> CoverageLine {
        CoverageLine {
            agency: "00000000-0000-4000-8000-000000000001".parse().unwrap(),
            active: true,
            tier,
            types: vec!["DA-REF".into()],
            areas: vec![Area { force: "northmere".into(), district: None }],
            languages: Vec::new(),
            met: met.map(|days| TODAY.plus_days(-days)),
            told: None,
            has_spoc,
            confirmed: None,
            has_isa: false,
            has_pathway: false,
        }
    }

    fn why(line: &CoverageLine, plans: &Plans) -> Vec<Why> {
        let rows = [("northmere".to_owned(), Area { force: "northmere".into(), district: None })];
        let coverage = count(std::slice::from_ref(line), &rows, Window::months(12, TODAY));
        reasons(line, plans, &coverage, &[("northmere", "Northmere")], TODAY)
    }

    #[test]
    fn reasons_come_by_weight() {
        let plans = Plans {
            targets: vec!["Road shows".into()],
            agreed: Some(TODAY.plus_days(-1)),
            review: Some(TODAY),
            asked: Some(TODAY),
        };
        let found = why(&line(Some(400), Tier::A, false), &plans);
        assert!(
            matches!(
                found.as_slice(),
                [
                    Why::Overdue(400, Tier::A),
                    Why::Agreed(_),
                    Why::Asked(_),
                    Why::Gap(..),
                    Why::Target(_),
                    Why::NoSpoc,
                    Why::Review(_)
                ]
            ),
            "{found:?}"
        );
        assert!(found.windows(2).all(|two| two[0].weight() >= two[1].weight()));
    }

    #[test]
    fn who_was_met_in_time_is_not_called() {
        assert!(why(&line(Some(80), Tier::A, true), &Plans::default()).is_empty());
        assert_eq!(why(&line(Some(95), Tier::A, true), &Plans::default()), [Why::Overdue(95, Tier::A)]);
        assert!(why(&line(Some(95), Tier::B, true), &Plans::default()).is_empty());
        let never = why(&line(None, Tier::C, true), &Plans::default());
        assert_eq!(never, [Why::NeverMet, Why::Gap("Northmere".into(), "DA-REF".into())]);
        let later =
            Plans { agreed: Some(TODAY.plus_days(1)), review: Some(TODAY.plus_days(1)), ..Plans::default() };
        assert!(why(&line(Some(1), Tier::A, true), &later).is_empty());
    }

    #[test]
    fn the_longer_ago_the_heavier_up_to_a_point() {
        let weight = |days| Why::Overdue(days, Tier::A).weight();
        assert!(weight(100) < weight(190) && weight(190) < weight(280));
        assert_eq!(weight(280), weight(2_800));
        assert!(call("00000000-0000-4000-8000-000000000001".parse().unwrap(), Vec::new()).is_none());
    }
}
