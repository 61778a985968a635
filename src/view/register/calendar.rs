//! The calendar of the engagement side: a month as a table, or as a list.

use maud::{Markup, Render, html};

use domain::platform::time::Day;
use domain::register::calendar::{Month, Occasion, What};

use super::done::Done;
use super::ledger::{Part, parts};
use crate::component::button::{Look, link_button, secondary_button};
use crate::component::done::just_done;
use crate::component::inset_text::inset_text;
use crate::component::token::token;
use crate::staff::nav_item::NavItem;
use crate::staff::page::Signed;

/// The field for the month.
pub const MONTH: &str = "month";
/// The field for the way it is shown; [`LIST`] for a list.
pub const SHOWN: &str = "view";
/// A list.
pub const LIST: &str = "list";
/// The field for whose it is; [`ALL`] for everybody's.
pub const WHO: &str = "who";
/// Everybody.
pub const ALL: &str = "all";

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The calendar.
#[derive(Clone, Copy)]
pub struct CalendarPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The month shown.
    pub month: Month,
    /// What falls on its days, by day.
    pub occasions: &'a [Occasion],
    /// Whether it is shown as a list.
    pub listed: bool,
    /// Whether only one's own is shown.
    pub mine: bool,
    /// Today.
    pub today: Day,
    /// Whether this person's calendar has a secret address.
    pub has_feed: bool,
    /// The path of the secret address, when it was just made.
    pub address: Option<&'a str>,
    /// What was just done.
    pub done: Option<Done>,
}

impl Render for CalendarPage<'_> {
    fn render(&self) -> Markup {
        self.signed.page("Calendar", self.content()).at(NavItem::Engagements).render()
    }
}

impl CalendarPage<'_> {
    fn content(&self) -> Markup {
        html! {
            (just_done(self.done))
            (parts(Part::Calendar))
            h1 class="govuk-heading-l" { "Calendar: " (self.month.to_string()) }
            @if let Some(address) = self.address { (secret_address(address)) }
            (self.month_links())
            @if self.occasions.is_empty() { p class="govuk-body" { "Nothing falls in this month." } }
            @if self.listed { (self.list()) } @else { (self.table()) }
            (self.feed())
        }
    }

    fn month_links(&self) -> Markup {
        let beside = |month: Month| href(month, self.mine, self.listed);
        let (before, after) = (self.month.previous(), self.month.next());
        html! {
            p class="govuk-body govuk-!-display-none-print" {
                a class="govuk-link" rel="prev" href=(beside(before)) { "← " (before.to_string()) } " · "
                a class="govuk-link" href=(beside(Month::of(self.today))) { "This month" } " · "
                a class="govuk-link" rel="next" href=(beside(after)) { (after.to_string()) " →" }
            }
            p class="govuk-body govuk-!-display-none-print" {
                @if self.mine { a class="govuk-link" href=(href(self.month, false, self.listed)) { "Show everybody’s" } }
                @else { a class="govuk-link" href=(href(self.month, true, self.listed)) { "Show only yours" } }
                " · "
                @if self.listed { a class="govuk-link" href=(href(self.month, self.mine, false)) { "Show as a month" } }
                @else { a class="govuk-link" href=(href(self.month, self.mine, true)) { "Show as a list" } }
            }
            (link_button("Log or plan an engagement", &path::register::new_engagement(), Look::Secondary))
        }
    }

    fn on(&self, day: Day) -> impl Iterator<Item = &Occasion> {
        self.occasions.iter().filter(move |one| one.day == day)
    }

    /// On a narrow screen the style sheet sets the days below each other: the roles keep what it is.
    fn table(&self) -> Markup {
        html! {
            table class="govuk-table candour-calendar" role="table" {
                caption class="govuk-visually-hidden" { (self.month.to_string()) }
                thead role="rowgroup" {
                    tr role="row" { @for day in DAYS { th scope="col" role="columnheader" { (day) } } }
                }
                tbody role="rowgroup" {
                    @for week in self.month.weeks() {
                        tr role="row" { @for day in week { (self.day(day)) } }
                    }
                }
            }
        }
    }

    fn day(&self, day: Day) -> Markup {
        let filled = self.month.holds(day) && self.on(day).next().is_some();
        let class = if filled { "" } else { "candour-calendar__bare" };
        let today = (day == self.today).then_some("date");
        html! {
            td role="cell" class=(class) aria-current=[today] {
                @if self.month.holds(day) {
                    strong {
                        // The heads of the columns say it where there are columns.
                        span class="candour-calendar__weekday" { (weekday(day)) " " }
                        time datetime=(day.iso()) { (day.0.day()) }
                    }
                    @if filled { (self.occasions_of(day)) }
                }
            }
        }
    }

    fn occasions_of(&self, day: Day) -> Markup {
        html! {
            ul class="govuk-list govuk-body-s" { @for one in self.on(day) { li { (occasion(one)) } } }
        }
    }

    fn list(&self) -> Markup {
        let mut days: Vec<Day> = self.occasions.iter().map(|one| one.day).collect();
        days.dedup();
        html! {
            @for day in days {
                h2 class="govuk-heading-s" { time datetime=(day.iso()) { (day) } @if day == self.today { " (today)" } }
                (self.occasions_of(day))
            }
        }
    }

    fn feed(&self) -> Markup {
        html! {
            div class="govuk-!-display-none-print" {
                h2 class="govuk-heading-m govuk-!-margin-top-6" { "Your calendar in another program" }
                p class="govuk-body" {
                    "A secret address lets a calendar program read what is yours: engagements that you lead, agreed contacts, \
                     follow-ups and reviews. Whoever has the address can read it without signing in. It never holds a case."
                }
                form action=(path::register::calendar_feed()) method="post" {
                    (token(self.signed.token))
                    @if self.has_feed { (secondary_button("Make a new address; the old one stops working")) }
                    @else { (secondary_button("Make a secret address")) }
                }
                @if self.has_feed {
                    form action=(path::register::calendar_feed_remove()) method="post" {
                        (token(self.signed.token))
                        (secondary_button("Stop the secret address"))
                    }
                }
            }
        }
    }
}

fn weekday(day: Day) -> &'static str {
    let place = usize::from(day.0.weekday().number_days_from_monday());
    DAYS.get(place).copied().unwrap_or_default()
}

fn secret_address(address: &str) -> Markup {
    inset_text(&html! {
        p class="govuk-body" {
            "Your secret address, behind the address of this site. Copy this link into your calendar program now: it is "
            "not shown again."
        }
        p class="govuk-body" { a class="govuk-link candour-code" href=(address) { (address) } }
    })
}

fn occasion(one: &Occasion) -> Markup {
    let href = match one.what {
        What::Engagement(id) | What::NextContact(id) => path::register::engagement(&id),
        What::FollowUp(_) => path::register::follow_ups(),
        What::Review(id) => path::register::agency(&id),
    };
    html! {
        @if !matches!(one.what, What::Engagement(_)) { (one.what.label()) ": " }
        a class="govuk-link" href=(href) { bdi { (one.title) } }
    }
}

/// The address of a month.
fn href(month: Month, mine: bool, listed: bool) -> String {
    let code = month.code();
    let who = if mine { "" } else { ALL };
    let pairs = [(MONTH, code.as_str()), (WHO, who), (SHOWN, if listed { LIST } else { "" })];
    format!("{}?{}", path::register::calendar(), path::query(&pairs))
}
