//! The desk's cases.

use actix_web::web;

use service::casework::case::{self, PAGE as PER_PAGE};
use store::casework::case::CaseFilter;
use view::draw;
use view::psd::case_filter::Chosen;
use view::psd::inbox::{CaseLine, Inbox};

use crate::answer::{Answer, page};
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
    let filter = CaseFilter {
        status: chosen.status,
        risk: chosen.risk,
        assignee: chosen.mine.then_some(staff.0.actor.id),
        unread: chosen.new,
        by_risk: chosen.by_risk,
    };
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
    Ok(page(draw(&Inbox { signed, lines: &lines, chosen, page: number, last, total, more })))
}
