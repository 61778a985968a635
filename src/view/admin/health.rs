//! How the site is: on an administrator's page after signing in.

use maud::{Markup, html};

use domain::platform::time::Day;

use crate::component::staff::tile::{Tile, tiles};
use crate::component::summary_list::{Row, SummaryList};
use crate::component::warning_text::warning_text;

/// How the site is.
#[derive(Clone, Copy, Debug)]
pub struct Health<'a> {
    /// Letters that waited too long when the day began.
    pub late: usize,
    /// Letters that were given up when the day began.
    pub given_up: usize,
    /// Whether no mail leaves a site that is meant for real use.
    pub without_mail: bool,
    /// Services that help, of which nobody has checked the number.
    pub unchecked: usize,
    /// The last day of the certificate; none when this program does not encrypt itself.
    pub certificate: Option<Day>,
    /// How much room there is where files lie, in bytes; none when that is not a folder here.
    pub free: Option<u64>,
    /// The version of this program.
    pub version: &'a str,
    /// The present day.
    pub today: Day,
}

/// How many days before its end a certificate is warned of.
const SOON: i64 = 14;
/// How little room is warned of, in bytes.
const LITTLE: u64 = 5 << 30;
/// How much room is enough, in bytes.
const ENOUGH: u64 = 20 << 30;

impl Health<'_> {
    /// Draws it.
    pub fn draw(&self) -> Markup {
        let count = |number| i64::try_from(number).unwrap_or(i64::MAX);
        html! {
            h2 class="govuk-heading-m" { "How the site is" }
            @if self.without_mail {
                (warning_text(&"No mail leaves this machine: nobody is told that a report waits. Set a mail server."))
            }
            @if self.unchecked > 0 {
                (warning_text(&"Reporters see helplines whose numbers nobody has checked. Call each, and note the day."))
            }
            (tiles(&[
                Tile::new("Letters that wait too long", count(self.late), path::staff::mail()),
                Tile::new("Letters that could not be sent", count(self.given_up), path::staff::mail()),
                Tile::new("Helplines not checked", count(self.unchecked), path::staff::helplines()),
            ]))
            p class="govuk-body" { "Letters are counted as they were when today began (UTC)." }
            (SummaryList { rows: self.rows(), no_border: false })
        }
    }

    fn rows(&self) -> Vec<Row<'static>> {
        let certificate = self.certificate.map(|day| Row {
            key: "Certificate",
            value: html! { (certificate(day, self.today)) },
            action: None,
        });
        let free = self.free.map(|bytes| Row { key: "Room for files", value: free(bytes), action: None });
        let version = Row::text("Version", self.version);
        [certificate, free, Some(version)].into_iter().flatten().collect()
    }

    /// Whether nothing asks for somebody to do something.
    pub fn is_calm(&self) -> bool {
        self.late + self.given_up + self.unchecked == 0
            && !self.without_mail
            && self.certificate.is_none_or(|day| day.days_since(self.today) > SOON)
            && self.free.is_none_or(|bytes| bytes > LITTLE)
    }
}

fn certificate(last: Day, today: Day) -> Markup {
    let days = last.days_since(today);
    html! {
        @if days < 0 { strong { "Ran out on " (last) } }
        @else if days <= SOON { strong { "Runs out on " (last) ", in " (days) " days" } }
        @else { "Good until " (last) }
    }
}

/// How much room is left, in steps: a number that went down with each file would tell an administrator when
/// somebody sends a report.
fn free(bytes: u64) -> Markup {
    html! {
        @if bytes <= LITTLE { strong { "Less than 5 GB left" } }
        @else if bytes <= ENOUGH { "Less than 20 GB left" }
        @else { "More than 20 GB left" }
    }
}
