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
use crate::front::Front;
use crate::staff::{form_token, told};

/// All of them.
pub(super) async fn list(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    Ok(page(drawn(&front, &staff.0, "", &Errors::default()).await?))
}

/// Adds one.
pub(super) async fn add(front: web::Data<Front>, staff: Staff<Engage>, Guarded(fields): Guarded) -> Answer {
    let typed = (fields.get(FORCE), fields.get(NAME));
    let result = district::add(&front.house, &staff.0, fields.new_id("district"), typed).await;
    answered(&front, &staff.0, fields.get(NAME), result).await
}

/// Renames one.
pub(super) async fn rename(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let result = district::rename(&front.house, &staff.0, parse(&id)?, fields.get(NAME)).await;
    answered(&front, &staff.0, "", result).await
}

async fn answered(front: &Front, signed: &Signed, typed: &str, result: Result<(), Problem>) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&path::register::districts())),
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, drawn(front, signed, typed, &errors).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn drawn(front: &Front, signed: &Signed, typed: &str, errors: &Errors) -> Result<String, Problem> {
    let lists = district::list(&front.house, signed).await?;
    let token = form_token(front, signed);
    Ok(draw(&Districts { signed: told(front, signed, &token), lists: &lists, typed, errors }))
}
