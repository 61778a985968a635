//! How to report: the choice among three ways, the beginning of two of them, and what becomes of a report at the way out.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};

use domain::form::errors::Errors;
use domain::report::sender::SenderKind;
use service::identity::practitioner::session::SignedIn;
use service::report::{practitioner_report, visit};
use view::agency::report::{WAY, Ways};
use view::draw;

use super::page::{form_token, told};
use crate::answer::{Answer, page, page_as, see_other, see_other_with};
use crate::extract::cookie::cookie;
use crate::extract::{Guarded, MaybeVisit, Member};
use crate::front::{Front, Jar};

/// The three ways.
pub(crate) async fn show(front: web::Data<Front>, member: Member) -> Answer {
    Ok(page(drawn(&front, &member.0, &Errors::default())))
}

fn drawn(front: &Front, signed: &SignedIn, errors: &Errors) -> String {
    let token = form_token(front, signed);
    draw(&Ways { member: told(front, signed, &token), has_key: signed.has_key(), errors })
}

/// Takes the way. A report that was begun before in this browser is wiped.
pub(crate) async fn begin(
    front: web::Data<Front>,
    member: Member,
    here: MaybeVisit,
    Guarded(fields): Guarded,
) -> Answer {
    match SenderKind::from_code(fields.get(WAY)) {
        Some(SenderKind::Verified) => Ok(see_other(&path::agency::anonymous())),
        Some(way @ (SenderKind::Named | SenderKind::Agency)) => {
            let begun = practitioner_report::begin(&front.house, &member.0, way).await?;
            if let Some(before) = &here.visit {
                visit::leave(&front.house, before.token()).await?;
            }
            let first = path::first_step();
            Ok(see_other_with(&first, front.cookie(Jar::Visit, begun.token())))
        }
        Some(SenderKind::Public | SenderKind::Disclosed) | None => {
            let errors = Errors::one(WAY, "Choose how you want to report");
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, drawn(&front, &member.0, &errors)))
        }
    }
}

/// Out of the door: what this browser holds of their report goes with the session.
pub(super) async fn out(front: &Front, request: &HttpRequest) -> Answer {
    let mut response = HttpResponse::SeeOther();
    response.insert_header((LOCATION, path::agency::sign_in())).cookie(front.gone(Jar::Practitioner));
    if let Some(token) = cookie(front, request, Jar::Visit)
        && practitioner_report::abandon(&front.house, &token).await?
    {
        response.cookie(front.gone(Jar::Visit));
    }
    Ok(response.finish())
}
