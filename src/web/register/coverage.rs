//! Coverage.

use actix_web::web;

use domain::identity::role::Permission;
use service::register::coverage::{self, Asked};
use view::draw;
use view::register::coverage::{CoveragePage, FORCE, GROUP, MONTHS, WINDOWS};

use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::staff::SeeCoverage;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The months of the window when none are asked for.
const YEAR: i32 = 12;

/// What the address asks for.
pub(super) fn parse_query(query: &[(String, String)]) -> Asked {
    let value = |field: &str| path::value(query, field);
    let months = value(MONTHS).parse().ok().filter(|months| WINDOWS.contains(months)).unwrap_or(YEAR);
    Asked { months, force: Some(value(FORCE).to_owned()).filter(|force| !force.is_empty()) }
}

/// The counts of a window.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<SeeCoverage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let value = |field: &str| path::value(&query, field);
    let (force, group) = (value(FORCE), value(GROUP));
    let asked = parse_query(&query);
    let months = asked.months;
    let view = coverage::view(&state.app, &staff.0, asked).await?;
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&CoveragePage {
        signed: page_context(&state, &staff.0, &token),
        months,
        window: view.window,
        force,
        group,
        coverage: &view.coverage,
        rows: &view.rows,
        trend: &view.trend,
        done: &view.done,
        known: &view.known,
        may_open: staff.0.actor.may(Permission::Engage),
    })))
}
