//! Notices to managers. Nothing of this is logged.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::errors::Errors;
use domain::platform::id::Id;
use service::Problem;
use service::casework::source_review::{self, Notice};
use service::identity::session::Signed;
use view::draw;
use view::psd::source_review::{DECISION, NoticeLine, NoticePage, Notices};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::staff::ReviewSources;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The notices of the person.
pub(crate) async fn list(state: web::Data<WebState>, staff: Staff<ReviewSources>) -> Answer {
    let notices = source_review::list(&state.app, &staff.0).await?;
    let ids: Vec<String> = notices.iter().map(|notice| Id::to_string(&notice.id)).collect();
    let lines: Vec<_> = notices.iter().zip(&ids).map(|(notice, id)| line(notice, id)).collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Notices { signed: page_context(&state, &staff.0, &token), lines: &lines })))
}

fn line<'a>(notice: &'a Notice, id: &'a str) -> NoticeLine<'a> {
    let Notice { cases, reasons, raised, decision, .. } = notice;
    NoticeLine { id, cases, reasons, raised: *raised, decision: *decision }
}

/// One of them.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<ReviewSources>,
    id: web::Path<String>,
    request: HttpRequest,
) -> Answer {
    let done = request.query_string() == path::DONE;
    Ok(page(render(&state, &staff.0, &id, (&Errors::default(), done)).await?))
}

/// Writes down what was decided.
pub(crate) async fn decide(
    state: web::Data<WebState>,
    staff: Staff<ReviewSources>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    match source_review::decide(&state.app, &staff.0, &id, fields.get(DECISION)).await {
        Ok(()) => Ok(see_other(&path::done(&path::staff::notice(&*id)))),
        Err(Problem::Invalid(errors)) => {
            let html = render(&state, &staff.0, &id, (&errors, false)).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render(
    state: &WebState,
    signed: &Signed,
    id: &str,
    (errors, done): (&Errors, bool),
) -> Result<String, Problem> {
    let notice = source_review::find(&state.app, signed, id).await?;
    let token = form_token(state, signed);
    let signed = page_context(state, signed, &token);
    Ok(draw(&NoticePage { signed, line: line(&notice, id), errors, done }))
}
