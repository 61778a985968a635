//! The three questions.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use service::Problem;
use service::identity::practitioner::session::SignedIn;
use service::register::survey;
use view::agency::done::Done;
use view::agency::survey::Survey;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::{Guarded, Member};
use crate::state::WebState;

/// What the page shows beside the questions.
#[derive(Default)]
struct Shown {
    typed: Vec<(String, String)>,
    errors: Errors,
    done: Option<Done>,
}

/// Asks, or says that they are answered.
pub(super) async fn ask(
    state: web::Data<WebState>,
    member: Member,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let shown = Shown { done: said(&query), ..Shown::default() };
    Ok(page(render(&state, &member.0, &shown).await?))
}

async fn render(state: &WebState, signed: &SignedIn, shown: &Shown) -> Result<String, Problem> {
    let (quarter, answered) = survey::state(&state.app, signed).await?;
    let token = form_token(state, signed);
    Ok(draw(&Survey {
        member: page_context(state, signed, &token),
        quarter,
        answered,
        typed: &shown.typed,
        errors: &shown.errors,
        done: shown.done,
    }))
}

/// Takes the answers. Sent twice, the first stand.
pub(super) async fn answer(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let typed = fields.pairs();
    match survey::answer(&state.app, &member.0, &typed).await {
        Ok(()) => Ok(see_other(&done(&path::agency::survey(), Done::Answered))),
        Err(Problem::Stale) => Ok(see_other(&path::agency::survey())),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { typed, errors, done: None };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &member.0, &shown).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}
