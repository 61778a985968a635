//! The districts of the forces that are served.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use service::Problem;
use service::identity::session::Signed;
use service::register::district;
use view::draw;
use view::register::districts::{Districts, FORCE, NAME};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// All of them.
pub(super) async fn list(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    Ok(page(render(&state, &staff.0, "", &Errors::default()).await?))
}

/// Adds one.
pub(super) async fn add(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    Guarded(fields): Guarded,
) -> Answer {
    let typed = (fields.get(FORCE), fields.get(NAME));
    let result = district::add(&state.app, &staff.0, fields.new_id("district"), typed).await;
    answered(&state, &staff.0, fields.get(NAME), result).await
}

/// Renames one.
pub(super) async fn rename(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let result = district::rename(&state.app, &staff.0, parse(&id)?, fields.get(NAME)).await;
    answered(&state, &staff.0, "", result).await
}

async fn answered(state: &WebState, signed: &Signed, typed: &str, result: Result<(), Problem>) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&path::register::districts())),
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, signed, typed, &errors).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render(state: &WebState, signed: &Signed, typed: &str, errors: &Errors) -> Result<String, Problem> {
    let lists = district::list(&state.app, signed).await?;
    let token = form_token(state, signed);
    Ok(draw(&Districts { signed: page_context(state, signed, &token), lists: &lists, typed, errors }))
}
