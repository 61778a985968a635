//! Coverage: how many agencies are engaged, where the gaps are, and who stands behind each number.

use maud::{Markup, Render, html};

use domain::form::choice::Choice;
use domain::form::record::{Area, Known};
use domain::platform::agency_type::AGENCY_TYPES;
use domain::register::agency::{LANGUAGE_LIST, Tier};
use domain::register::coverage::{Coverage, Place as Row, Point, Share, Window};
use domain::register::engagement;

use super::agency_filter::Picked;
use super::chart;
use super::export::export;
use super::heat_table::{HeatTable, behind, groups};
use super::tile_map::TileMap;
use crate::component::button::secondary_button;
use crate::component::details::printed_details;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::select::Select;
use crate::component::staff::dense_table::dense_table;
use crate::component::summary_list::{Row as Fact, SummaryList};
use crate::component::table::{Column, Table};
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The field for the months of the window.
pub const MONTHS: &str = "months";
/// The field for a force.
pub const FORCE: &str = "force";
/// The field for a group of types, whose types stand in the heat table then.
pub const GROUP: &str = "group";
/// The windows that can be chosen, months.
pub const WINDOWS: [i32; 4] = [3, 6, 12, 24];

/// Coverage.
pub struct CoveragePage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The months of the window.
    pub months: i32,
    /// The window.
    pub window: Window,
    /// The force that was asked for; empty for all.
    pub force: &'a str,
    /// The group of types that was asked for; empty for all groups.
    pub group: &'a str,
    /// The counts.
    pub coverage: &'a Coverage,
    /// The rows of the heat table.
    pub rows: &'a [Row],
    /// The trend, oldest first.
    pub trend: &'a [Point],
    /// For each kind of engagement: how often, people reached, people they may have told.
    pub done: &'a [(String, i64, i64, i64)],
    /// The lists that give codes their names.
    pub known: &'a Known,
    /// Whether this person may see the agencies behind the numbers.
    pub may_open: bool,
}

impl Render for CoveragePage<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Coverage", self.content()).at(NavItem::Coverage).render()
    }
}

impl CoveragePage<'_> {
    fn content(&self) -> Markup {
        html! {
            h1 class="govuk-heading-l" { "Coverage" }
            (self.choice())
            p class="govuk-body candour-paper" { (self.in_words()) }
            p class="govuk-body" {
                "From " (self.window.from) " to " (self.window.to) ". An agency is engaged when both sides spoke at least "
                "once in this time; it is informed when it was only sent something. Paused agencies and those that left do "
                "not count. These numbers say nothing of reports, and agencies are not ranked by them."
            }
            p class="govuk-body govuk-!-display-none-print" {
                a class="govuk-link" href=(path::register::survey()) { "What practitioners answer to three questions" }
            }
            (self.parts())
            (printed_details("More in numbers", &self.facts()))
            h2 class="govuk-heading-m" { "By place" }
            (self.map())
            h2 class="govuk-heading-m" { "By place and type" }
            (self.heat())
            h2 class="govuk-heading-m" { "Over time" }
            (self.over_time())
            h2 class="govuk-heading-m" { "By tier" }
            (self.tiers())
            h2 class="govuk-heading-m" { "By type" }
            (printed_details("Types in numbers", &self.shares(AGENCY_TYPES, &self.coverage.types, true)))
            h2 class="govuk-heading-m" { "By language" }
            (printed_details("Languages in numbers", &self.shares(LANGUAGE_LIST, &self.coverage.languages, false)))
            h2 class="govuk-heading-m" { "What was done" }
            (self.doings())
            (export("Coverage in numbers", &|ending| path::export::coverage(ending, &self.query())))
        }
    }

    /// What the address says of these numbers, but for the columns of one table.
    fn query(&self) -> String {
        path::query(&[(MONTHS, &self.months.to_string()), (FORCE, self.force)])
    }

    fn choice(&self) -> Markup {
        let months = WINDOWS.map(|months| (months.to_string(), format!("{months} months")));
        let months =
            months.iter().map(|(code, label)| Item::new(code, label, *code == self.months.to_string()));
        let forces = self.known.forces.iter();
        let forces = forces.map(|force| Item::new(&force.code, &force.name, force.code == self.force));
        let groups = groups();
        let kinds = groups.iter().map(|(code, label)| Item::new(code, label, *code == self.group));
        html! {
            form action=(path::register::coverage()) method="get" novalidate class="govuk-!-display-none-print" {
                div class="candour-options" {
                    (Select { group: FormGroup::new(MONTHS, "Time"), items: months.collect() })
                    @if self.known.forces.len() > 1 {
                        (Select { group: FormGroup::new(FORCE, "Force"), items: any(forces) })
                    }
                    (Select { group: FormGroup::new(GROUP, "Types"), items: any(kinds) })
                    div class="govuk-form-group" { (secondary_button("Show")) }
                }
            }
        }
    }

    /// What is counted, for a reader who sees no controls.
    fn in_words(&self) -> String {
        let force = self.known.forces.iter().find(|force| force.code == self.force);
        let place = force.map_or("all forces", |force| force.name.as_str());
        let groups = groups();
        let group = groups.iter().find(|(code, _)| code == self.group);
        let types = group.map_or("all types", |(_, label)| label.as_str());
        format!("Counted: {} months, {place}. By place and type: {types}.", self.months)
    }

    /// The four parts that all active agencies fall into: they add up.
    fn parts(&self) -> Markup {
        let coverage = self.coverage;
        let parts = [
            ("Engaged", coverage.all.engaged),
            ("Informed and no more", coverage.all.informed),
            ("Lapsed: met before, nothing in this time", coverage.lapsed()),
            ("Never met, nothing in this time", coverage.untouched),
        ];
        html! {
            p class="govuk-body" {
                "Of " (self.behind(&self.active(), &coverage.all.active.to_string())) " active agencies:"
            }
            dl class="candour-tiles" {
                @for (label, count) in parts {
                    div class="candour-tile candour-tile--calm" {
                        dt { (label) }
                        dd class="candour-tile__count" { (with_percent(count, coverage.all.active)) }
                    }
                }
            }
        }
    }

    fn facts(&self) -> Markup {
        let coverage = self.coverage;
        let of_active = |count: usize| with_percent(count, coverage.all.active);
        let spread = coverage.spread;
        let (reach, cascade) =
            self.done.iter().fold((0, 0), |(reach, cascade), line| (reach + line.2, cascade + line.3));
        let days = |days: i64| if spread.counted == 0 { "–".to_owned() } else { format!("{days} days") };
        let with_spoc = |has| Some(Picked { spoc: Some(has), ..self.active() });
        let rows = [
            ("Active agencies", coverage.all.active.to_string(), Some(self.active())),
            ("Never met", of_active(coverage.never), Some(Picked { never: true, ..self.active() })),
            ("Last met: half within", days(spread.median), None),
            ("Last met: nine in ten within", days(spread.ninetieth), None),
            ("With a point of contact", of_active(coverage.spoc), with_spoc(true)),
            ("No point of contact", of_active(coverage.all.active - coverage.spoc), with_spoc(false)),
            ("Point of contact confirmed in 12 months", of_active(coverage.spoc_confirmed), None),
            ("Information sharing agreement signed", of_active(coverage.isa), None),
            ("Referral pathway agreed", of_active(coverage.pathway), None),
            ("People reached directly", reach.to_string(), None),
            ("People they may have told (estimate)", cascade.to_string(), None),
        ];
        let row = |(key, value, behind): &(&'static str, String, Option<Picked>)| match behind {
            Some(behind) => Fact { value: self.behind(behind, value), ..Fact::text(key, value) },
            None => Fact::text(key, value),
        };
        SummaryList { rows: rows.iter().map(row).collect(), no_border: false }.render()
    }

    /// The agencies that are counted.
    fn active(&self) -> Picked {
        Picked { active: true, area: Area::from_code(self.force), ..Picked::default() }
    }

    /// A number or name that leads to the agencies behind it, for those who may see them.
    fn behind(&self, picked: &Picked, words: &str) -> Markup {
        behind(picked, words, self.may_open)
    }

    fn map(&self) -> TileMap<'_> {
        TileMap { coverage: self.coverage, places: self.rows, known: self.known, may_open: self.may_open }
    }

    fn heat(&self) -> HeatTable<'_> {
        HeatTable {
            coverage: self.coverage,
            rows: self.rows,
            group: self.group,
            known: self.known,
            may_open: self.may_open,
        }
    }

    fn over_time(&self) -> Markup {
        let points: Vec<(String, usize)> = self
            .trend
            .iter()
            .map(|point| {
                (format!("{:02}/{}", u8::from(point.to.0.month()), point.to.0.year()), point.engaged)
            })
            .collect();
        let shows = format!("Line chart: agencies engaged in the {} months up to each month", self.months);
        let rows = points.iter().map(|(name, count)| vec![html! { (name) }, html! { (count) }]);
        html! {
            (chart::line(&points, &shows))
            (printed_details("Months in numbers", &numbers("Months in numbers", ["Month", "Engaged agencies"], rows.collect())))
        }
    }

    fn tiers(&self) -> Markup {
        let share = |tier| self.coverage.tiers.get(&tier).copied().unwrap_or_default();
        let bars = Tier::ALL.map(|tier| {
            let share = share(tier);
            let label = format!("Tier {}: {} of {}", tier.code(), share.engaged, share.active);
            (label, share.percent().unwrap_or(0))
        });
        let titles = ["Tier", "Active", "Engaged", "Informed", "Overdue"];
        let rows = Tier::ALL.map(|tier| {
            let (share, overdue) = (share(tier), self.coverage.overdue.get(&tier).copied().unwrap_or(0));
            let of_tier = Picked { tier: Some(tier), ..self.active() };
            let late = Picked { overdue: true, ..of_tier.clone() };
            vec![
                self.behind(&of_tier, tier.label()),
                html! { (share.active) },
                html! { (with_percent(share.engaged, share.active)) },
                html! { (share.informed) },
                self.behind(&late, &overdue.to_string()),
            ]
        });
        html! {
            (chart::bars(&bars, "Bar chart: percentage of engaged agencies in each tier"))
            (numbers("By tier", titles, rows.into()))
        }
    }

    fn shares(
        &self,
        choices: &'static [Choice],
        shares: &std::collections::BTreeMap<String, Share>,
        of_types: bool,
    ) -> Markup {
        let rows = choices.iter().filter_map(|choice| Some((choice, shares.get(choice.code)?)));
        let rows = rows.map(|(choice, share)| {
            let code = choice.code.to_owned();
            let behind = if of_types {
                Picked { kind: code, ..self.active() }
            } else {
                Picked { language: code, ..self.active() }
            };
            vec![
                self.behind(&behind, choice.label),
                html! { (share.active) },
                html! { (with_percent(share.engaged, share.active)) },
                html! { (share.informed) },
            ]
        });
        let caption = if of_types { "Agencies by type" } else { "Agencies by language" };
        numbers(caption, ["What", "Active", "Engaged", "Informed"], rows.collect())
    }

    fn doings(&self) -> Markup {
        let rows = engagement::ACTIVITIES.iter().filter_map(|activity| {
            let line = self.done.iter().find(|line| line.0 == activity.code)?;
            Some(vec![html! { (activity.label) }, html! { (line.1) }, html! { (line.2) }, html! { (line.3) }])
        });
        numbers(
            "What was done",
            ["Kind", "Times", "People reached", "People they may have told"],
            rows.collect(),
        )
    }
}

fn numbers<const N: usize>(caption: &str, titles: [&str; N], rows: Vec<Vec<Markup>>) -> Markup {
    if rows.is_empty() {
        return html! { p class="govuk-body" { "Nothing yet." } };
    }
    let columns = titles.iter().enumerate().map(|(index, title)| Column { title, numeric: index > 0 });
    dense_table(&Table {
        caption,
        caption_hidden: true,
        columns: columns.collect(),
        rows,
        row_headings: true,
    })
}

fn any<'a>(items: impl IntoIterator<Item = Item<'a>>) -> Vec<Item<'a>> {
    [Item::new("", "All", false)].into_iter().chain(items).collect()
}

/// A count, with its share in percent, rounded. Of fewer than ten a share says less than the count.
fn with_percent(count: usize, of: usize) -> String {
    match (count * 200 + of).checked_div(of * 2) {
        Some(percent) if of >= 10 => format!("{count} ({percent}%)"),
        _ => count.to_string(),
    }
}
