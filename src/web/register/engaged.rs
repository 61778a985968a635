//! Which agencies have been engaged.

use actix_web::web;

use crate::domain::coverage::is_overdue;
use crate::service::engaged::{self, PAGE as PER_PAGE};
use crate::service::register;
use crate::view::draw;
use crate::view::register::engaged::{Engaged, Line};
use crate::view::register::picked::Picked;
use crate::web::answer::{Answer, page};
use crate::web::extract::Staff;
use crate::web::extract::staff::Engage;
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::agencies::filtered;

/// Which agencies are asked for, and the page. Only what the page offers narrows it.
pub(super) fn read(query: &[(String, String)]) -> (Picked, usize) {
    let (picked, number) = Picked::read(query);
    (Picked { words: picked.words, kind: picked.kind, area: picked.area, ..Picked::default() }, number)
}

/// The matrix, filtered as the address says.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (picked, number) = read(&query);
    let from = super::offset(number, PER_PAGE);
    let (found, total) = engaged::matrix(&front.house, &staff.0, filtered(&front, &picked), from).await?;
    let known = register::lists(&front.house).await?;
    let today = front.house.now().day();
    let lines: Vec<_> = found
        .iter()
        .map(|line| Line {
            agency: &line.agency,
            overdue: is_overdue(&line.agency, line.last.met, today),
            met: line.met.as_ref(),
            told: line.told.as_ref(),
            said: line.said.as_ref(),
            given: &line.given,
        })
        .collect();
    let token = form_token(&front, &staff.0);
    Ok(page(draw(&Engaged {
        signed: told(&front, &staff.0, &token),
        lines: &lines,
        picked: &picked,
        page: number,
        last: super::pages(total, PER_PAGE),
        total: usize::try_from(total).unwrap_or(0),
        known: &known,
    })))
}
