//! The districts of the forces that are served.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use service::Problem;
use service::identity::session::Signed;
use service::register::district;
use view::draw;
use view::register::districts::{COLUMN, Districts, FORCE, NAME, ROW, Typed};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// All of them.
pub(super) async fn list(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    Ok(page(render(&state, &staff.0, Typed::default(), &Errors::default()).await?))
}

/// Adds one.
pub(super) async fn add(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    Guarded(fields): Guarded,
) -> Answer {
    let typed = (fields.get(FORCE), fields.get(NAME));
    let result = district::add(&state.app, &staff.0, fields.new_id("district"), typed).await;
    answered(&state, &staff.0, Typed { name: fields.get(NAME), ..Typed::default() }, result).await
}

/// Changes one: its name, and where it stands on the map.
pub(super) async fn change(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let typed = Typed { of: &id, name: fields.get(NAME), row: fields.get(ROW), column: fields.get(COLUMN) };
    let result =
        district::change(&state.app, &staff.0, parse(&id)?, typed.name, (typed.row, typed.column)).await;
    answered(&state, &staff.0, typed, result).await
}

/// Changes where a force stands on the map of all forces.
pub(super) async fn place_force(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    force: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let typed = Typed { of: &force, name: "", row: fields.get(ROW), column: fields.get(COLUMN) };
    let result = district::place_force(&state.app, &staff.0, &force, (typed.row, typed.column)).await;
    answered(&state, &staff.0, typed, result).await
}

async fn answered(
    state: &WebState,
    signed: &Signed,
    typed: Typed<'_>,
    result: Result<(), Problem>,
) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&path::register::districts())),
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, signed, typed, &errors).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render(
    state: &WebState,
    signed: &Signed,
    typed: Typed<'_>,
    errors: &Errors,
) -> Result<String, Problem> {
    let lists = district::list(&state.app, signed).await?;
    let token = form_token(state, signed);
    Ok(draw(&Districts { signed: page_context(state, signed, &token), lists: &lists, typed, errors }))
}
