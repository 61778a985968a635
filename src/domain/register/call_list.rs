//! Who to call next, and why: in an order that anybody can check, by what the register and the ledger say,
//! never by reports.

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

/// What kind of reason it is: the call list is divided by it, and read in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// A contact was promised for a day that has come.
    Promised,
    /// The agency asked for something.
    Asked,
    /// Tier A, and not met in time or never.
    Closest,
    /// Never met, of another tier.
    NeverMet,
    /// Not met in time, of another tier.
    Overdue,
    /// Nobody of its type was met where it works.
    Gap,
    /// A campaign has it on its list.
    Plan,
    /// Its entry is to be completed or looked at.
    Entry,
}

impl Group {
    /// Every group, in the order of the list.
    pub const ALL: [Self; 8] = [
        Self::Promised,
        Self::Asked,
        Self::Closest,
        Self::NeverMet,
        Self::Overdue,
        Self::Gap,
        Self::Plan,
        Self::Entry,
    ];

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Promised => "Promised",
            Self::Asked => "Asked by the agency",
            Self::Closest => "Tier A, overdue or never met",
            Self::NeverMet => "Never met",
            Self::Overdue => "Overdue, tiers B and C",
            Self::Gap => "Gaps: nobody of their type was met there",
            Self::Plan => "On the list of a campaign",
            Self::Entry => "To complete or look at again",
        }
    }
}

impl Why {
    /// The group that it puts an agency of this tier into.
    pub fn group(&self, tier: Tier) -> Group {
        match self {
            Self::Agreed(_) => Group::Promised,
            Self::Asked(_) => Group::Asked,
            Self::NeverMet | Self::Overdue(..) if tier == Tier::A => Group::Closest,
            Self::NeverMet => Group::NeverMet,
            Self::Overdue(..) => Group::Overdue,
            Self::Gap(..) => Group::Gap,
            Self::Target(_) => Group::Plan,
            Self::NoSpoc | Self::Review(_) => Group::Entry,
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
    /// Its tier.
    pub tier: Tier,
    /// When it was last met.
    pub met: Option<Day>,
    /// Why, in the order of the groups; at least one.
    pub why: Vec<Why>,
}

impl Call {
    /// The part of the list that it stands in: that of its first reason.
    pub fn group(&self) -> Group {
        self.why.first().map_or(Group::Entry, |why| why.group(self.tier))
    }
}

/// Puts calls in order: by group; within it by tier, then whoever was met longest ago (those never met
/// first), then by name. `name` gives the name of an agency.
pub fn sort(calls: &mut [Call], name: impl Fn(Id<Agency>) -> String) {
    calls.sort_by_cached_key(|call| (call.group(), call.tier, call.met, name(call.agency).to_lowercase()));
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
    why.sort_by_key(|one| one.group(line.tier));
    why
}

/// A call for an agency with these reasons; none when there is none.
pub fn call(line: &CoverageLine, why: Vec<Why>) -> Option<Call> {
    let CoverageLine { agency, tier, met, .. } = *line;
    (!why.is_empty()).then_some(Call { agency, tier, met, why })
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
    fn reasons_come_in_the_order_of_the_groups() {
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
                    Why::Agreed(_),
                    Why::Asked(_),
                    Why::Overdue(400, Tier::A),
                    Why::Gap(..),
                    Why::Target(_),
                    Why::NoSpoc,
                    Why::Review(_)
                ]
            ),
            "{found:?}"
        );
        assert!(found.is_sorted_by_key(|why| why.group(Tier::A)));
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
    fn the_order_can_be_checked() {
        let id = |number: u32| format!("00000000-0000-4000-8000-{number:012}").parse().unwrap();
        let names = ["Zephyr", "Anchor", "Bridge", "Cedar", "Dell", "Elm", "Fern"];
        let name = |agency: Id<Agency>| {
            names.iter().zip(0..).find(|(_, number)| id(*number) == agency).unwrap().0.to_string()
        };
        let calls = [
            (0, Tier::C, Some(400), vec![Why::Agreed(TODAY)]),
            (1, Tier::A, None, vec![Why::NeverMet]),
            (2, Tier::A, Some(900), vec![Why::Overdue(900, Tier::A)]),
            (3, Tier::A, Some(100), vec![Why::Overdue(100, Tier::A)]),
            (4, Tier::B, None, vec![Why::NeverMet]),
            (5, Tier::C, None, vec![Why::NeverMet, Why::NoSpoc]),
            (6, Tier::A, Some(10), vec![Why::NoSpoc]),
        ];
        let wanted = calls.clone().map(|(number, ..)| id(number));
        let mut calls: Vec<Call> = calls
            .into_iter()
            .rev()
            .map(|(number, tier, days, why)| Call {
                agency: id(number),
                tier,
                met: days.map(|days| TODAY.plus_days(-days)),
                why,
            })
            .collect();
        sort(&mut calls, name);
        assert_eq!(calls.iter().map(|call| call.agency).collect::<Vec<_>>(), wanted);
        assert!(call(&line(Some(1), Tier::A, true), Vec::new()).is_none());
        for (place, group) in Group::ALL.into_iter().enumerate() {
            assert_eq!(Group::ALL.iter().position(|other| *other == group), Some(place), "{}", group.label());
        }
    }
}
