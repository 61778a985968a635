//! The check of all answers, and sending.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::report::question::{self, Extent};
use domain::report::sender::MARK;
use service::Problem;
use service::report::visit::{OpenVisit, Visit};
use service::report::{concern, draft};
use view::component::file_list::FileItem;
use view::draw;
use view::public::check::Check;
use view::public::question::{ACTION, MORE};

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
    let lists = draft::lists(&state.app).await?;
    if fields.get(ACTION) == MORE && matches!(visit.visit, Visit::Draft { .. }) {
        let next = draft::ask_more(&state.app, &mut visit, &lists).await?;
        return Ok(see_other(&next.map_or_else(path::check, |question| path::step(question.code))));
    }
    if fields.has(MARK) && matches!(visit.visit, Visit::Draft { .. }) {
        draft::unmark(&state.app, &mut visit).await?;
    }
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
    let extent = draft::extent(visit);
    let last = question::asked(extent, answers, &lists).last();
    let back = last.map_or_else(path::start, |question| path::step(question.code));
    Ok(draw(&Check {
        visit: page_context(state, true, token),
        answers,
        questions: &draft::shown(visit, &lists),
        more: extent == Extent::Short,
        lists: &lists,
        files: &files,
        sender: draft::sender(visit),
        errors,
        back: &back,
    }))
}
