//! Desks, for their managers.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::identity::desk::Desk;
use domain::platform::id::Id;
use service::Problem;
use service::identity::desk;
use service::identity::session::Signed;
use view::draw;
use view::psd::desk::{CERTIFICATE, CertificateFacts, DeskPage, EMAIL, MEMBER, Member};
use view::psd::desks::{DeskLine, Desks};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::ManageDesk;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The desks that the person manages.
pub(crate) async fn list(state: web::Data<WebState>, staff: Staff<ManageDesk>) -> Answer {
    let desks = desk::list(&state.app, &staff.0).await?;
    let lines: Vec<_> = desks.iter().map(|(desk, members)| DeskLine { desk, members: *members }).collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Desks { signed: page_context(&state, &staff.0, &token), lines: &lines })))
}

/// One of them.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<ManageDesk>,
    id: web::Path<String>,
) -> Answer {
    Ok(page(render(&state, &staff.0, parse(&id)?, None, &Errors::default()).await?))
}

/// Changes where its mail goes and its certificate.
pub(crate) async fn save(
    state: web::Data<WebState>,
    staff: Staff<ManageDesk>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, typed) = (parse(&id)?, (fields.get(EMAIL), fields.get(CERTIFICATE)));
    match desk::save(&state.app, &staff.0, id, typed.0, typed.1).await {
        Ok(()) => Ok(see_other(&path::staff::desk(&id))),
        Err(Problem::Invalid(errors)) => {
            let html = render(&state, &staff.0, id, Some(typed), &errors).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Adds a member.
pub(crate) async fn add(
    state: web::Data<WebState>,
    staff: Staff<ManageDesk>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse(&id)?;
    match desk::add_member(&state.app, &staff.0, id, fields.get(MEMBER)).await {
        Ok(()) => Ok(see_other(&path::staff::desk(&id))),
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &staff.0, id, None, &errors).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render(
    state: &WebState,
    signed: &Signed,
    id: Id<Desk>,
    typed: Option<(&str, &str)>,
    errors: &Errors,
) -> Result<String, Problem> {
    let view = desk::view(&state.app, signed, id).await?;
    let certificate = view.certificate();
    let facts = certificate.map(|(fingerprint, expires)| CertificateFacts { fingerprint, expires });
    let members: Vec<_> =
        view.members.iter().map(|(staff, holds_key)| Member { staff, holds_key: *holds_key }).collect();
    let mut desk = view.desk.clone();
    if let Some((email, armour)) = typed {
        email.clone_into(&mut desk.email);
        desk.certificate = Some(armour.to_owned());
    }
    let token = form_token(state, signed);
    Ok(draw(&DeskPage {
        signed: page_context(state, signed, &token),
        desk: &desk,
        certificate: facts.as_ref(),
        members: &members,
        candidates: &view.may_join,
        errors,
    }))
}
