//! Desks, for their managers.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::errors::Errors;
use domain::identity::desk::Desk;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use service::Problem;
use service::casework::new_member::{self, Asked};
use service::identity::desk;
use service::identity::session::Signed;
use view::draw;
use view::psd::desk::{AskedLine, CERTIFICATE, CertificateFacts, DeskPage, EMAIL, MEMBER, Member};
use view::psd::desks::{DeskLine, Desks};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::{Anybody, ManageDesk};
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The desks that the person manages or keeps the key of. Who sees any, the use case says.
pub(crate) async fn list(state: web::Data<WebState>, staff: Staff<Anybody>) -> Answer {
    let desks = desk::list(&state.app, &staff.0).await?;
    let lines: Vec<_> = desks.iter().map(|(desk, members)| DeskLine { desk, members: *members }).collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Desks { signed: page_context(&state, &staff.0, &token), lines: &lines })))
}

/// One of them.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    id: web::Path<String>,
    request: HttpRequest,
) -> Answer {
    let done = request.query_string() == path::DONE;
    Ok(page(render(&state, &staff.0, parse(&id)?, (None, done), &Errors::default()).await?))
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
            let html = render(&state, &staff.0, id, (Some(typed), false), &errors).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Adds a member, or asks for one where that takes two people.
pub(crate) async fn add(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, signed, member) = (parse(&id)?, &staff.0, fields.get(MEMBER));
    let added = if signed.actor.may(Permission::KeepSource) {
        let asked = new_member::ask(&state.app, signed, id, member).await;
        asked.map(|approval| path::staff::approval(&approval))
    } else {
        desk::add_member(&state.app, signed, id, member).await.map(|()| path::staff::desk(&id))
    };
    match added {
        Ok(next) => Ok(see_other(&next)),
        Err(Problem::Invalid(errors)) => {
            let html = render(&state, signed, id, (None, false), &errors).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render(
    state: &WebState,
    signed: &Signed,
    id: Id<Desk>,
    (typed, done): (Option<(&str, &str)>, bool),
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
    let manages = !desk.kind.keeps_sources();
    let asked = if manages { Vec::new() } else { new_member::asked(&state.app, signed, id).await? };
    let now = state.app.now();
    let asked: Vec<_> = asked.iter().map(|one| asked_line(one, now)).collect();
    let token = form_token(state, signed);
    Ok(draw(&DeskPage {
        signed: page_context(state, signed, &token),
        desk: &desk,
        certificate: facts.as_ref(),
        members: &members,
        candidates: &view.may_join,
        manages,
        asked: &asked,
        done,
        errors,
    }))
}

fn asked_line(asked: &Asked, now: Timestamp) -> AskedLine<'_> {
    let Asked { person, approval } = asked;
    AskedLine { staff: person, approval, state: approval.state(now) }
}
