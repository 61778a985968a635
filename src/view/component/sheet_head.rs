//! The head of every sheet of paper: whose it is, of when, and who had it printed. A screen shows nothing of
//! it.

use maud::{Markup, Render, html};

use domain::platform::time::Timestamp;

/// What a sheet of paper must say of itself.
#[derive(Clone, Debug)]
pub struct SheetHead<'a> {
    /// Whose it is: who answers for the site, or what the site is called.
    pub whose: &'a str,
    /// When it was drawn.
    pub at: Timestamp,
    /// Who had it printed; none where nobody is to be named on paper.
    pub by: Option<&'a str>,
}

impl Render for SheetHead<'_> {
    fn render(&self) -> Markup {
        html! {
            p class="govuk-body candour-paper" {
                bdi { (self.whose) } ", " (self.at.local()) "."
                @if let Some(by) = self.by { " Printed by " bdi { (by) } "." }
            }
        }
    }
}

/// What every browser repeats at the head of each sheet.
pub fn on_every_sheet(content: &Markup) -> Markup {
    html! { div class="candour-head" { (content) } }
}
