//! The desk's cases.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::casework::case::REFERENCE;
use domain::form::errors::Errors;
use domain::form::reason::casework::CaseworkReason;
use service::Problem;
use service::casework::case::{self, PAGE as PER_PAGE};
use service::identity::session::Signed;
use store::casework::case::CaseFilter;
use view::draw;
use view::psd::case_filter::Chosen;
use view::psd::inbox::{CaseLine, Inbox};

use crate::answer::{Answer, page_as, see_other};
use crate::extract::Staff;
use crate::extract::staff::Casework;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// A page of the inbox, filtered and sorted as the address says.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (chosen, number) = Chosen::read(&query);
    let filter = filter(&staff.0, chosen);
    let typed = path::value(&query, REFERENCE.name()).trim();
    let mut errors = Errors::default();
    if !typed.is_empty() {
        match case::look_up(&state.app, &staff.0, typed).await {
            Ok(found) => return Ok(see_other(&path::staff::case(&found.id()))),
            Err(Problem::Missing) => errors.add(REFERENCE, CaseworkReason::NoSuchReference),
            Err(problem) => return Err(problem.into()),
        }
    }
    let from = i64::try_from(number - 1).unwrap_or(0);
    let inbox = case::inbox(&state.app, &staff.0, filter, from).await?;
    let name = |case: &domain::casework::case::Case| {
        let found = inbox.people.iter().find(|person| Some(person.id) == case.assignee());
        found.map_or("", |person| person.name.as_str())
    };
    let line = |case| CaseLine { case, assignee: name(case), sender: inbox.sender(case) };
    let lines: Vec<_> = inbox.cases.iter().map(line).collect();
    let total = usize::try_from(inbox.total).unwrap_or(0);
    let (more, per_page) = (inbox.more, usize::try_from(PER_PAGE).unwrap_or(1));
    // Beyond what was counted there is a next page as long as this one is full.
    let beyond = if more { number + usize::from(lines.len() == per_page) } else { 1 };
    let last = total.div_ceil(per_page).max(beyond);
    let token = form_token(&state, &staff.0);
    let signed = page_context(&state, &staff.0, &token);
    let html = draw(&Inbox {
        signed,
        lines: &lines,
        urgent: &inbox.urgent,
        reference: typed,
        errors: &errors,
        chosen,
        page: number,
        last,
        total,
        more,
    });
    Ok(page_as(if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY }, html))
}

/// What the store looks for.
pub(super) fn filter(signed: &Signed, chosen: Chosen) -> CaseFilter {
    CaseFilter {
        status: chosen.status,
        risk: chosen.risk,
        assignee: chosen.mine.then_some(signed.actor.id),
        unread: chosen.new,
        unassigned: chosen.unassigned,
        order: chosen.order,
    }
}
