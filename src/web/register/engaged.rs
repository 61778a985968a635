//! Which agencies have been engaged.

use actix_web::web;

use domain::register::coverage::is_overdue;
use service::register::engaged::{self, PAGE as PER_PAGE};
use service::register::history;
use view::draw;
use view::register::engaged::{ContactedAgency, Engaged};
use view::register::engaged_filter;

use super::agencies::filtered;
use super::page::{offset, pages};
use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::staff::Engage;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The matrix, filtered as the address says.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (picked, number) = engaged_filter::read(&query);
    let from = offset(number, PER_PAGE);
    let (found, total) = engaged::matrix(&state.app, &staff.0, filtered(&state, &picked), from).await?;
    let known = history::lists(&state.app).await?;
    let today = state.app.now().day();
    let lines: Vec<_> = found
        .iter()
        .map(|line| ContactedAgency {
            agency: &line.agency,
            overdue: is_overdue(&line.agency, line.last.met, today),
            met: line.met.as_ref(),
            told: line.told.as_ref(),
            said: line.said.as_ref(),
            given: &line.given,
        })
        .collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Engaged {
        signed: page_context(&state, &staff.0, &token),
        lines: &lines,
        picked: &picked,
        page: number,
        last: pages(total, PER_PAGE),
        total: usize::try_from(total).unwrap_or(0),
        known: &known,
    })))
}
