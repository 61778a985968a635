//! What practitioners answered to the three questions.

use maud::{Markup, Render, html};

use domain::platform::quarter::Quarter;
use domain::register::survey::{LEAST, QUESTIONS, Results, Tally, groups};

use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage};

/// The results of some quarters.
#[derive(Clone, Copy, Debug)]
pub struct SurveyPage<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The results, the latest quarter first.
    pub results: &'a [Results],
    /// The present quarter.
    pub now: Quarter,
}

impl Render for SurveyPage<'_> {
    fn render(&self) -> Markup {
        let page = self.signed.page("Three questions", self.content()).at(NavItem::Coverage);
        StaffPage { above: vec![("Coverage", path::register::coverage())], ..page }.render()
    }
}

impl SurveyPage<'_> {
    fn content(&self) -> Markup {
        html! {
            h1 class="govuk-heading-l" { "Three questions to practitioners" }
            p class="govuk-body" { "People of registered agencies are asked once a quarter how far they agree, from 1 to 5:" }
            ol class="govuk-list govuk-list--number" { @for (_, question) in QUESTIONS { li { (question) } } }
            p class="govuk-body" {
                "Answers hold the quarter and the kind of agency, and nothing else. A quarter is shown when it is over; "
                "those to “" (self.now) "” are still coming in. "
                "What rests on fewer than " (LEAST) " answers is not shown, and neither is what would give it away."
            }
            @if self.results.is_empty() { p class="govuk-body" { "No quarter with answers is over yet." } }
            @else {
                p class="govuk-body govuk-!-display-none-print" {
                    a class="govuk-link" href=(path::register::survey_file()) { "Download as CSV" }
                }
            }
            @for results in self.results {
                h2 class="govuk-heading-m" { (quarter_name(results)) }
                (quarter(results))
            }
        }
    }
}

fn quarter_name(results: &Results) -> String {
    Quarter::from_code(&results.quarter)
        .map_or_else(|| results.quarter.clone(), |quarter| quarter.to_string())
}

fn quarter(results: &Results) -> Markup {
    let titles = ["Type", "Answers", "Knows how", "Confident", "Able"];
    let mut rows = vec![row("All", results.all)];
    rows.extend(groups().iter().zip(&results.groups).map(|((_, name), (_, tally))| row(name, *tally)));
    let caption = format!("Answers in {}", quarter_name(results));
    dense_table(&Table {
        caption: &caption,
        caption_hidden: true,
        columns: titles.map(|title| Column { title, numeric: title == "Answers" }).to_vec(),
        rows,
        row_headings: true,
    })
}

fn row(name: &str, tally: Option<Tally>) -> Vec<Markup> {
    let figures = |number: usize| {
        let Some(tally) = tally else { return html! { "Not shown" } };
        let (mean, [no, neither, yes]) = (tally.mean(number), tally.shares(number));
        html! {
            strong { "Mean " (mean / 10) "." (mean % 10) }
            div { (yes) "% agree, " (neither) "% neither, " (no) "% disagree" }
        }
    };
    let answers = html! { @if let Some(tally) = tally { (tally.answers) } @else { "Not shown" } };
    vec![html! { (name) }, answers, figures(0), figures(1), figures(2)]
}
