//! The page after sending.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::form::Errors;
use crate::path;
use crate::service::visit::{Answerable, OpenVisit, Visit};
use crate::service::{Problem, concern};
use crate::view::draw;
use crate::view::public::question::ACTION;
use crate::view::public::sent::{Answerable as Told, PHRASE, Sent, WITHOUT};
use crate::web::answer::{Answer, page, page_as, see_other};
use crate::web::extract::visit::told;
use crate::web::extract::{Guarded, ReporterSession};
use crate::web::front::Front;

use super::information::helplines;

/// The reference, what happens next, and the phrase if there is one to show.
pub(super) async fn show(front: web::Data<Front>, here: ReporterSession) -> Answer {
    if let Visit::Draft { .. } = here.visit.visit {
        return Ok(see_other(&path::check()));
    }
    Ok(page(drawn(&front, (&here.visit, &here.token), &Errors::default()).await?))
}

/// Takes the phrase as typed again, or the word that it is given up.
pub(super) async fn confirm(
    front: web::Data<Front>,
    here: ReporterSession,
    Guarded(fields): Guarded,
) -> Answer {
    let ReporterSession { mut visit, token } = here;
    let typed = (fields.get(ACTION) != WITHOUT).then(|| fields.get(PHRASE));
    match concern::confirm_phrase(&front.house, &mut visit, typed).await {
        Ok(()) => Ok(see_other(&path::sent())),
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, drawn(&front, (&visit, &token), &errors).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn drawn(
    front: &Front,
    (visit, token): (&OpenVisit, &str),
    errors: &Errors,
) -> Result<String, Problem> {
    let Visit::Sent { reference, reply, .. } = &visit.visit else { return Err(Problem::Over) };
    let answerable = match reply {
        Answerable::No => Told::No,
        Answerable::Safely => Told::Safely,
        Answerable::Phrase(words) => Told::Phrase { words: Some(words), errors },
        Answerable::Kept => Told::Mailbox,
        Answerable::GivenUp => Told::Without,
        Answerable::Account => Told::Account,
    };
    let lines = helplines(front).await;
    Ok(draw(&Sent { visit: told(front, true, token), reference, answerable, helplines: &lines }))
}
