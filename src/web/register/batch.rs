//! What was done as one.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::register::batch::BatchState;
use domain::register::part::Only;
use service::Problem;
use service::identity::session::Signed;
use service::register::batch::{self, BatchView, PAGE as PER_PAGE};
use service::register::history;
use view::draw;
use view::register::batch::{BatchPage, ONLY, PAGE};
use view::register::batches::Batches;
use view::register::progress::{Progress, Work};

use super::page::{AGAIN, offset, pages};
use crate::answer::{Answer, page, page_again, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// All of them.
pub(super) async fn list(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    let batches = batch::list(&state.app, &staff.0).await?;
    let known = history::lists(&state.app).await?;
    let token = form_token(&state, &staff.0);
    let signed = page_context(&state, &staff.0, &token);
    Ok(page(draw(&Batches { signed, batches: &batches, known: &known })))
}

/// One of them, or how far the work on it is.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let value =
        |name: &str| query.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let (only, number) = (Only::from_code(value(ONLY)), value(PAGE).parse().unwrap_or(1).max(1));
    let view = batch::view(&state.app, &staff.0, parse(&id)?, only, offset(number, PER_PAGE)).await?;
    if matches!(view.batch.state, BatchState::Making | BatchState::Undoing) {
        return Ok(going_on(&state, &staff.0, &view));
    }
    Ok(page(render(&state, &staff.0, &view, only, number).await?))
}

async fn render(
    state: &WebState,
    signed: &Signed,
    view: &BatchView,
    only: Option<Only>,
    number: usize,
) -> Result<String, Problem> {
    let known = history::lists(&state.app).await?;
    let token = form_token(state, signed);
    Ok(draw(&BatchPage {
        signed: page_context(state, signed, &token),
        batch: &view.batch,
        totals: &view.totals,
        parts: &view.parts,
        only,
        first: view.first.as_ref(),
        page: number,
        last: pages(view.total, PER_PAGE),
        known: &known,
    }))
}

fn going_on(state: &WebState, signed: &Signed, view: &BatchView) -> actix_web::HttpResponse {
    let batch = &view.batch;
    let (done, total) = view.written.unwrap_or((batch.done, batch.total));
    let token = form_token(state, signed);
    let html = draw(&Progress {
        signed: page_context(state, signed, &token),
        work: if batch.state == BatchState::Undoing { Work::Undoing } else { Work::Making },
        name: &batch.title,
        done,
        total,
        here: path::register::batch(&batch.id),
    });
    page_again(html, AGAIN)
}

/// Undoes one, unless another has to be undone first: then its page says which.
pub(super) async fn undo(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    let id = parse(&id)?;
    match batch::undo(&state.app, &staff.0, id).await {
        Ok(_) => {}
        Err(Problem::Invalid(_)) => {
            let view = batch::view(&state.app, &staff.0, id, None, 0).await?;
            let html = render(&state, &staff.0, &view, None, 1).await?;
            return Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html));
        }
        Err(problem) => return Err(problem.into()),
    }
    Ok(see_other(&path::register::batch(&id)))
}
