//! Coverage in numbers: one row for each, so that any spreadsheet can turn them round. No agency is named.

use std::collections::BTreeMap;

use domain::form::choice::Choice;
use domain::platform::agency_type::AGENCY_TYPES;
use domain::register::agency::{LANGUAGE_LIST, Tier};
use domain::register::coverage::Share;
use domain::register::engagement::ACTIVITIES;

use super::table::{Form, Rows, headed, table};
use crate::identity::session::Signed;
use crate::register::coverage::{self, Asked, CoverageView};
use crate::{App, Problem};

/// The counts of a window.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn numbers(app: &App, signed: &Signed, asked: Asked, form: Form) -> Result<Vec<u8>, Problem> {
    let view = coverage::view(app, signed, asked).await?;
    table(app, signed, ("coverage", "Coverage"), of_view(&view), form).await
}

/// Rows that are being written: what table a number stands in, of which place and what, what it says, and how
/// many.
struct Numbers(Rows);

impl Numbers {
    fn add(&mut self, of: (&str, &str, &str), figure: &str, number: &dyn ToString) {
        let (table, place, what) = of;
        self.0.push(vec![table.into(), place.into(), what.into(), figure.into(), number.to_string()]);
    }

    fn share(&mut self, of: (&str, &str, &str), share: Share) {
        self.add(of, "Active", &share.active);
        self.add(of, "Engaged", &share.engaged);
        self.add(of, "Informed and no more", &share.informed);
    }

    fn choices(&mut self, table: &str, choices: &[Choice], shares: &BTreeMap<String, Share>) {
        for choice in choices {
            if let Some(share) = shares.get(choice.code) {
                self.share((table, "", choice.label), *share);
            }
        }
    }
}

fn of_view(view: &CoverageView) -> Rows {
    let mut numbers = Numbers(headed(&["Table", "Place", "What", "Figure", "Number"]));
    all(&mut numbers, view);
    by_place(&mut numbers, view);
    for point in &view.trend {
        numbers.add(("Over time", "", &point.to.iso()), "Engaged", &point.engaged);
    }
    for tier in Tier::ALL {
        let of = ("By tier", "", tier.label());
        numbers.share(of, view.coverage.tiers.get(&tier).copied().unwrap_or_default());
        numbers.add(of, "Overdue", &view.coverage.overdue.get(&tier).copied().unwrap_or(0));
    }
    numbers.choices("By type", AGENCY_TYPES, &view.coverage.types);
    numbers.choices("By language", LANGUAGE_LIST, &view.coverage.languages);
    for activity in ACTIVITIES {
        if let Some((_, times, reach, cascade)) = view.done.iter().find(|line| line.0 == activity.code) {
            let of = ("What was done", "", activity.label);
            numbers.add(of, "Times", times);
            numbers.add(of, "People reached directly", reach);
            numbers.add(of, "People they may have told (estimate)", cascade);
        }
    }
    numbers.0
}

fn all(numbers: &mut Numbers, view: &CoverageView) {
    let (of, coverage) = (("All agencies", "", ""), &view.coverage);
    numbers.add(of, "First day", &view.window.from.iso());
    numbers.add(of, "Last day", &view.window.to.iso());
    numbers.share(of, coverage.all);
    for (figure, number) in [
        ("Never met", coverage.never),
        ("With a point of contact", coverage.spoc),
        ("Point of contact confirmed in 12 months", coverage.spoc_confirmed),
        ("Information sharing agreement signed", coverage.isa),
        ("Referral pathway agreed", coverage.pathway),
    ] {
        numbers.add(of, figure, &number);
    }
    if coverage.spread.counted > 0 {
        numbers.add(of, "Last met: half within (days)", &coverage.spread.median);
        numbers.add(of, "Last met: nine in ten within (days)", &coverage.spread.ninetieth);
    }
}

/// Every pair of place and type: 0 active is a gap in the register, 0 engaged a gap in engagement.
fn by_place(numbers: &mut Numbers, view: &CoverageView) {
    for (code, area) in &view.rows {
        let place = view.known.area(&area.code());
        for kind in AGENCY_TYPES {
            let cell = view.coverage.cells.get(&(code.clone(), kind.code.to_owned()));
            numbers.share(("By place and type", &place, kind.label), cell.copied().unwrap_or_default());
        }
    }
}
