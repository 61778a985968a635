//! How to report: the choice among three ways, the beginning of two of them, and what becomes of a report at
//! the way out.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};

use domain::form::errors::Errors;
use domain::form::reason::report::ReportReason;
use domain::report::sender::SenderKind;
use service::identity::practitioner::session::SignedIn;
use service::report::{practitioner_report, visit};
use view::agency::report::{WAY, Ways};
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page, page_as, see_other, see_other_with};
use crate::extract::cookie::cookie;
use crate::extract::{Guarded, MaybeVisit, Member};
use crate::state::{CookieKind, WebState};

/// The three ways.
pub(crate) async fn show(state: web::Data<WebState>, member: Member) -> Answer {
    Ok(page(render(&state, &member.0, &Errors::default())))
}

fn render(state: &WebState, signed: &SignedIn, errors: &Errors) -> String {
    let token = form_token(state, signed);
    draw(&Ways { member: page_context(state, signed, &token), has_key: signed.has_key(), errors })
}

/// Takes the way. A report that was begun before in this browser is wiped.
pub(crate) async fn begin(
    state: web::Data<WebState>,
    member: Member,
    here: MaybeVisit,
    Guarded(fields): Guarded,
) -> Answer {
    match SenderKind::from_code(fields.get(WAY)) {
        Some(SenderKind::Verified) => Ok(see_other(&path::agency::anonymous())),
        Some(way @ (SenderKind::Named | SenderKind::Agency)) => {
            let begun = practitioner_report::begin(&state.app, &member.0, way).await?;
            if let Some(before) = &here.visit {
                visit::leave(&state.app, before.token()).await?;
            }
            let first = path::first_step();
            Ok(see_other_with(&first, state.cookie(CookieKind::Visit, begun.token())))
        }
        Some(SenderKind::Public | SenderKind::Disclosed) | None => {
            let errors = Errors::one(WAY, ReportReason::NoWay);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &member.0, &errors)))
        }
    }
}

/// Leads out of the area: what this browser holds of their report goes with the session.
pub(super) async fn leave(state: &WebState, request: &HttpRequest) -> Answer {
    let mut response = HttpResponse::SeeOther();
    response
        .insert_header((LOCATION, path::agency::sign_in()))
        .cookie(state.removal_cookie(CookieKind::Practitioner));
    if let Some(token) = cookie(state, request, CookieKind::Visit)
        && practitioner_report::abandon(&state.app, &token).await?
    {
        response.cookie(state.removal_cookie(CookieKind::Visit));
    }
    Ok(response.finish())
}
