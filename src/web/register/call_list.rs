//! Who to call next.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::reason::register::RegisterReason;
use domain::register::agency::Agency;
use domain::register::engagement::{NEXT_CONTACT, QUESTIONS};
use service::Problem;
use service::identity::session::Signed;
use service::register::call_list::{self, CallFilter, PAGE as PER_PAGE};
use service::register::entry;
use view::draw;
use view::register::call_filter::Called;
use view::register::call_list::{Calls, Suggestion};
use view::register::done::Done;
use view::register::log_call::LogCall;
use view::register::snooze::{REASON, Snooze, UNTIL};
use view::staff::list_place::ListPlace;

use super::list_place::FromList;
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// What the store looks for.
pub(super) fn filter(signed: &Signed, called: Called) -> CallFilter {
    CallFilter { owner: called.mine.then_some(signed.actor.id), tier: called.tier, area: called.area }
}

/// A page of those to call.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (called, number) = Called::read(&query);
    let from = (number - 1).saturating_mul(PER_PAGE);
    let filter = filter(&staff.0, called.clone());
    let view = call_list::view(&state.app, &staff.0, filter, (from, PER_PAGE)).await?;
    let calls: Vec<_> = view
        .calls
        .iter()
        .map(|(call, line)| Suggestion {
            agency: &line.agency,
            group: call.group(),
            why: &call.why,
            spoc: line.spoc.as_ref().map_or(("", "", ""), |spoc| (&spoc.name, &spoc.phone, &spoc.email)),
            met: call.met,
        })
        .collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Calls {
        signed: page_context(&state, &staff.0, &token),
        calls: &calls,
        groups: &view.groups,
        snoozed: &view.snoozed,
        called: &called,
        page: number,
        last: view.total.div_ceil(PER_PAGE).max(1),
        total: view.total,
        known: &view.known,
        done: said(&query),
    })))
}

/// Logs a call.
pub(super) async fn log(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let (agency, call) = (parse(&id)?, fields.new_id("engagement"));
    let (words, next) = (fields.get(QUESTIONS.name()), fields.get(NEXT_CONTACT.name()));
    match call_list::log(&state.app, &staff.0, call, agency, (words, next)).await {
        Ok(()) => Ok(see_other(&done(&list(&place), Done::Logged))),
        Err(Problem::Invalid(errors)) => {
            let agency: Agency = entry::find(&state.app, &staff.0, agency).await?;
            let token = form_token(&state, &staff.0);
            let html = draw(&LogCall {
                signed: page_context(&state, &staff.0, &token),
                agency: &agency,
                said: words,
                next,
                errors: &errors,
                place: &place,
            });
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks until when an agency is to be left out, and why.
pub(super) async fn ask(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
) -> Answer {
    let agency: Agency = entry::find(&state.app, &staff.0, parse(&id)?).await?;
    Ok(page(render(&state, &staff.0, &agency, ("", ""), (&Errors::default(), &place))))
}

/// Leaves it out, or, when nothing is said, suggests it again.
pub(super) async fn snooze(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
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
        Ok(()) => Ok(see_other(&list(&place))),
        Err(Problem::Invalid(errors)) => {
            let agency = entry::find(&state.app, &staff.0, id).await?;
            let html = render(&state, &staff.0, &agency, (until, reason), (&errors, &place));
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
    (errors, place): (&Errors, &ListPlace),
) -> String {
    let token = form_token(state, signed);
    draw(&Snooze { signed: page_context(state, signed, &token), agency, until, reason, errors, place })
}

/// The list as it was narrowed, at the row, if that is still on it.
fn list(place: &ListPlace) -> String {
    let list = path::register::calls();
    place.href_in(&list).unwrap_or(list)
}
