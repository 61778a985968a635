//! Services that help.

use maud::{Markup, Render, html};

use domain::platform::content::Helpline;

use crate::component::call_999::call_999;
use crate::component::summary_list::{Row, SummaryList};
use crate::page::{ReporterPage, Site};

/// Services that help.
#[derive(Clone, Copy, Debug)]
pub struct Help<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// The services.
    pub helplines: &'a [Helpline],
}

impl Render for Help<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { "Services that can help" }
            (call_999())
            p class="govuk-body" {
                "You can talk to these services whether or not you tell us anything. "
                "A call can show on your phone, and on some phone bills."
            }
            (helpline_list(self.helplines))
        };
        ReporterPage::new(self.site, "Help", content).render()
    }
}

/// Services by name: number, who it is for, and when somebody checked it. Of one that nobody has checked yet
/// nothing is said: staff are told until it is checked.
pub(crate) fn helpline_list(helplines: &[Helpline]) -> Markup {
    let rows =
        helplines.iter().map(|line| Row { key: &line.name, value: service(line), action: None }).collect();
    SummaryList { rows, no_border: false }.render()
}

fn service(line: &Helpline) -> Markup {
    html! {
        p class="govuk-body govuk-!-margin-bottom-1" { (number(&line.number)) }
        @if !line.note.is_empty() { p class="govuk-body govuk-!-margin-bottom-1" { (line.note) } }
        @if let Some(day) = line.checked {
            p class="govuk-hint govuk-!-margin-bottom-0" { "Checked on " (day) }
        }
    }
}

/// A number as a link to call it. Mobile numbers are not: those services are texted.
fn number(number: &str) -> Markup {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let plain = number.chars().all(|c| c.is_ascii_digit() || c == ' ');
    html! {
        @if plain && !digits.is_empty() && !digits.starts_with("07") {
            a class="govuk-link" href={ "tel:" (digits) } { (number) }
        } @else { (number) }
    }
}
