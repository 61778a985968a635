//! The page after sending.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use service::Problem;
use service::report::concern;
use service::report::visit::{Answerable, OpenVisit, Visit};
use view::draw;
use view::public::question::ACTION;
use view::public::sent::{Answerable as Told, PHRASE, Sent, WITHOUT};

use super::information::helplines;
use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::visit::page_context;
use crate::extract::{Guarded, ReporterSession};
use crate::state::WebState;

/// The reference, what happens next, and the phrase if there is one to show.
pub(super) async fn show(state: web::Data<WebState>, here: ReporterSession) -> Answer {
    if let Visit::Draft { .. } = here.visit.visit {
        return Ok(see_other(&path::check()));
    }
    Ok(page(render(&state, (&here.visit, &here.token), &Errors::default()).await?))
}

/// Takes the phrase as typed again, or the word that it is given up.
pub(super) async fn confirm(
    state: web::Data<WebState>,
    here: ReporterSession,
    Guarded(fields): Guarded,
) -> Answer {
    let ReporterSession { mut visit, token } = here;
    let typed = (fields.get(ACTION) != WITHOUT).then(|| fields.get(PHRASE));
    match concern::confirm_phrase(&state.app, &mut visit, typed).await {
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
    let Visit::Sent { reference, reply, independent, .. } = &visit.visit else {
        return Err(Problem::SessionExpired);
    };
    let answerable = match reply {
        Answerable::No => Told::No,
        Answerable::Safely => Told::Safely,
        Answerable::Phrase(words) => Told::Phrase { words: Some(words), errors },
        Answerable::Kept => Told::Mailbox,
        Answerable::GivenUp => Told::Without,
        Answerable::Account => Told::Account,
    };
    let lines = helplines(state).await;
    let (visit, independent) = (page_context(state, true, token), *independent);
    Ok(draw(&Sent { visit, reference, independent, answerable, helplines: &lines }))
}
