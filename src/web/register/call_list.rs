//! Who to call next.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::reason::register::RegisterReason;
use domain::register::agency::Agency;
use service::Problem;
use service::identity::session::Signed;
use service::register::call_list::{self, PAGE as PER_PAGE};
use service::register::entry;
use view::draw;
use view::register::agency_filter::{PAGE, YES};
use view::register::call_list::{Calls, MINE, Suggestion};
use view::register::snooze::{REASON, Snooze, UNTIL};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// A page of those to call.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let mine = is_mine(&query);
    let number = query.iter().find(|(name, _)| name == PAGE).and_then(|(_, value)| value.parse().ok());
    let number = number.unwrap_or(1_usize).max(1);
    let from = (number - 1).saturating_mul(PER_PAGE);
    let view = call_list::view(&state.app, &staff.0, mine, (from, PER_PAGE)).await?;
    let calls: Vec<_> = view
        .calls
        .iter()
        .map(|(call, line)| Suggestion {
            agency: &line.agency,
            why: &call.why,
            spoc: (&line.spoc.0, &line.spoc.1),
            met: line.last.met,
        })
        .collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Calls {
        signed: page_context(&state, &staff.0, &token),
        calls: &calls,
        snoozed: &view.snoozed,
        mine,
        page: number,
        last: view.total.div_ceil(PER_PAGE).max(1),
        total: view.total,
    })))
}

/// Whether only one's own agencies are asked for.
pub(super) fn is_mine(query: &[(String, String)]) -> bool {
    query.iter().any(|(name, value)| name == MINE && value == YES)
}

/// Asks until when an agency is to be left out, and why.
pub(super) async fn ask(state: web::Data<WebState>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let agency: Agency = entry::find(&state.app, &staff.0, parse(&id)?).await?;
    Ok(page(render(&state, &staff.0, &agency, ("", ""), &Errors::default())))
}

/// Leaves it out, or, when nothing is said, suggests it again.
pub(super) async fn snooze(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, until, reason) = (parse(&id)?, fields.get(UNTIL), fields.get(REASON));
    // The button that suggests it again sends neither field.
    let again = fields.pairs().iter().all(|(name, _)| name != UNTIL);
    let result = match (again, until) {
        (false, "") => Err(Problem::invalid(UNTIL, RegisterReason::NotWithinAYear)),
        _ => call_list::snooze(&state.app, &staff.0, id, until, reason).await,
    };
    match result {
        Ok(()) => Ok(see_other(&path::register::calls())),
        Err(Problem::Invalid(errors)) => {
            let agency = entry::find(&state.app, &staff.0, id).await?;
            let html = render(&state, &staff.0, &agency, (until, reason), &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

fn render(
    state: &WebState,
    signed: &Signed,
    agency: &Agency,
    (until, reason): (&str, &str),
    errors: &Errors,
) -> String {
    let token = form_token(state, signed);
    draw(&Snooze { signed: page_context(state, signed, &token), agency, until, reason, errors })
}
