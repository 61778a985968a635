//! Coverage: how many agencies are engaged, where the gaps are, and who stands behind each number.

use maud::{Markup, Render, html};

use domain::form::choice::Choice;
use domain::form::record::{Area, Known};
use domain::platform::agency_type::AGENCY_TYPES;
use domain::register::agency::{LANGUAGE_LIST, Tier};
use domain::register::coverage::{Cell, Coverage, Place as Row, Point, Share, Window, group, kind_label};
use domain::register::engagement;

use super::agency_filter::Picked;
use super::chart;
use super::export::export;
use crate::component::button::secondary_button;
use crate::component::details::details;
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
            (details("More in numbers", &self.facts()))
            h2 class="govuk-heading-m" { "By place and type" }
            (self.heat())
            (self.gaps())
            h2 class="govuk-heading-m" { "Over time" }
            (self.over_time())
            h2 class="govuk-heading-m" { "By tier" }
            (self.tiers())
            h2 class="govuk-heading-m" { "By type" }
            (self.shares(AGENCY_TYPES, &self.coverage.types, true))
            h2 class="govuk-heading-m" { "By language" }
            (self.shares(LANGUAGE_LIST, &self.coverage.languages, false))
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
        html! {
            @if self.may_open { a class="govuk-link" href=(picked.href(1)) { (words) } } @else { (words) }
        }
    }

    /// The columns of the heat table: groups, or the types of one group.
    fn columns(&self) -> Vec<(String, String)> {
        if self.group.is_empty() {
            return groups();
        }
        let of_group = AGENCY_TYPES.iter().filter(|kind| group(kind.code) == self.group);
        of_group.map(|kind| (kind.code.to_owned(), last_words(kind.label).to_owned())).collect()
    }

    fn heat(&self) -> Markup {
        let columns = self.columns();
        let titles = std::iter::once("Place").chain(columns.iter().map(|(_, label)| label.as_str()));
        let rows = self.rows.iter().map(|(code, area)| {
            let name = self.known.area(&area.code());
            let cells = columns.iter().map(|(kind, _)| self.cell(code, kind));
            std::iter::once(html! { (name) }).chain(cells).collect()
        });
        html! {
            p class="govuk-body" {
                "Each cell says how many agencies are engaged, of how many. “None listed” is a gap in the register; “0 of” "
                "is a gap in engagement."
            }
            (dense_table(&Table {
                caption: "Engaged agencies by place and type",
                caption_hidden: true,
                columns: titles.map(|title| Column { title, numeric: false }).collect(),
                rows: rows.collect(),
                row_headings: true,
            }))
        }
    }

    fn cell(&self, row: &str, kind: &str) -> Markup {
        let (class, share) = match self.coverage.cell(row, kind) {
            Cell::RegisterGap => {
                return html! { span class="candour-heat candour-heat--none" { "None listed" } };
            }
            Cell::EngagementGap(share) => ("candour-heat candour-heat--gap", share),
            Cell::Engaged(share) => (warmth(share), share),
        };
        let words = format!("{} of {}", share.engaged, share.active);
        let behind =
            Picked { kind: kind.to_owned(), area: Area::from_code(row), active: true, ..Picked::default() };
        html! { span class=(class) { (self.behind(&behind, &words)) } }
    }

    /// Gaps in words: types that nobody is listed for, and places where nobody of a type was met.
    fn gaps(&self) -> Markup {
        let missing: Vec<&str> = AGENCY_TYPES
            .iter()
            .filter(|kind| kind.code != "OTHER" && !self.coverage.types.contains_key(kind.code))
            .map(|kind| kind.label)
            .collect();
        let unmet = self.coverage.cells.iter().filter(|(_, share)| share.engaged == 0).count();
        html! {
            p class="govuk-body" {
                (unmet) " pairs of place and type have agencies, and none of them was engaged. "
                (missing.len()) " types have no agency on the register at all."
            }
            @if !missing.is_empty() {
                p class="govuk-body candour-paper" { "Types without an agency on the register: " (missing.join("; ")) "." }
                details class="govuk-details govuk-!-display-none-print" {
                    summary class="govuk-details__summary" {
                        span class="govuk-details__summary-text" { "Types without an agency on the register" }
                    }
                    div class="govuk-details__text" {
                        ul class="govuk-list govuk-list--bullet" { @for label in &missing { li { (label) } } }
                    }
                }
            }
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
            (details("The same in numbers", &numbers("The same in numbers", ["Month", "Engaged agencies"], rows.collect())))
        }
    }

    fn tiers(&self) -> Markup {
        let share = |tier| self.coverage.tiers.get(&tier).copied().unwrap_or_default();
        let bars: Vec<(String, usize)> = Tier::ALL
            .map(|tier| (format!("Tier {}", tier.code()), share(tier).percent().unwrap_or(0)))
            .into();
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

/// The groups of types, by the words before the colon of their labels.
fn groups() -> Vec<(String, String)> {
    let mut groups: Vec<(String, String)> = Vec::new();
    for kind in AGENCY_TYPES {
        let code = group(kind.code);
        if !groups.iter().any(|(known, _)| known == code) {
            groups.push((code.to_owned(), kind_label(code).to_owned()));
        }
    }
    groups
}

fn last_words(label: &str) -> &str {
    label.split_once(": ").map_or(label, |(_, rest)| rest)
}

/// A count, with its share in percent, rounded. Of fewer than ten a share says less than the count.
fn with_percent(count: usize, of: usize) -> String {
    match (count * 200 + of).checked_div(of * 2) {
        Some(percent) if of >= 10 => format!("{count} ({percent}%)"),
        _ => count.to_string(),
    }
}

fn warmth(share: Share) -> &'static str {
    match share.percent().unwrap_or(0) {
        0..=33 => "candour-heat candour-heat--low",
        34..=66 => "candour-heat candour-heat--middle",
        _ => "candour-heat candour-heat--high",
    }
}
