//! The check of all answers, and sending.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::report::question;
use domain::report::sender::MARK;
use service::Problem;
use service::report::visit::{OpenVisit, Visit};
use service::report::{concern, draft};
use view::component::file_list::FileItem;
use view::draw;
use view::public::check::Check;

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::visit::page_context;
use crate::extract::{Guarded, ReporterSession};
use crate::state::WebState;

/// What was answered so far. After sending, Back leads here: and on to the page after sending.
pub(super) async fn show(state: web::Data<WebState>, here: ReporterSession) -> Answer {
    let ReporterSession { mut visit, token } = here;
    if let Visit::Sent { .. } = visit.visit {
        return Ok(see_other(&path::sent()));
    }
    draft::check(&state.app, &mut visit).await?;
    Ok(page(render(&state, (&visit, &token), &Errors::default()).await?))
}

/// Sends. Pressing twice sends once. The mark of a practitioner may be given up with it.
pub(super) async fn send(
    state: web::Data<WebState>,
    here: ReporterSession,
    Guarded(fields): Guarded,
) -> Answer {
    let ReporterSession { mut visit, token } = here;
    if fields.has(MARK) && matches!(visit.visit, Visit::Draft { .. }) {
        draft::unmark(&state.app, &mut visit).await?;
    }
    let lists = draft::lists(&state.app).await?;
    match concern::submit(&state.app, &mut visit, &lists).await {
        Ok(()) => Ok(see_other(&path::sent())),
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, (&visit, &token), &errors).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render(
    state: &WebState,
    (visit, token): (&OpenVisit, &str),
    errors: &Errors,
) -> Result<String, Problem> {
    let lists = draft::lists(&state.app).await?;
    let (answers, files) = draft::parts(visit)?;
    let ids: Vec<String> = files.iter().map(|file| file.id.to_string()).collect();
    let items = files.iter().zip(&ids).map(|(file, id)| FileItem { id, name: &file.name, bytes: file.size });
    let files: Vec<_> = items.collect();
    let last = question::applicable(answers, &lists).last();
    let back = last.map_or_else(path::start, |question| path::step(question.code));
    let (sender, visit) = (draft::sender(visit), page_context(state, true, token));
    Ok(draw(&Check { visit, sender, answers, lists: &lists, files: &files, errors, back: &back }))
}
