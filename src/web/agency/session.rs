//! Signing in and out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use crate::domain::passkey::Door;
use crate::path;
use crate::service::practitioner::session;
use crate::service::throttle::{Attempt, SignIn};
use crate::service::{Problem, survey};
use crate::view::agency::home::Home;
use crate::view::agency::sign_in::{self, CODE, DemoPractitioner, EMAIL, NOTE, PASSWORD};
use crate::view::draw;
use crate::web::answer::{Answer, page, page_as, see_other_with};
use crate::web::extract::{Guarded, Member, tied_to};
use crate::web::front::{Front, Jar};

use super::{form_token, report, told};

/// Asks who it is.
pub(in crate::web) async fn ask(front: web::Data<Front>, request: HttpRequest) -> Answer {
    Ok(page(asked(&front, &request, ("", ""), (false, false))))
}

/// The same page after a passkey was refused.
pub(super) fn refused(front: &Front, request: &HttpRequest) -> HttpResponse {
    page_as(StatusCode::UNPROCESSABLE_ENTITY, asked(front, request, ("", ""), (false, true)))
}

/// The email as typed, and the note of a refusal. `failed`: whether signing in with a password, and with a passkey, was refused.
fn asked(front: &Front, request: &HttpRequest, (email, note): (&str, &str), failed: (bool, bool)) -> String {
    let token = front.house.forms.issue(&tied_to(front, request));
    let accounts = front.demo.iter().flat_map(|demo| &demo.practitioners);
    let demo: Vec<DemoPractitioner> = accounts
        .map(|account| DemoPractitioner {
            name: account.name.clone(),
            role: account.role.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
            code: account.code(front.house.now()),
        })
        .collect();
    let passkey = front.passkeys.way(Door::Agency, failed.1);
    draw(&sign_in::SignIn {
        site: &front.site,
        token: &token,
        email,
        note,
        failed: failed.0,
        passkey,
        demo: &demo,
    })
}

/// Signs in. A session that was there before is left behind: a new one is never a continued one.
pub(in crate::web) async fn sign_in(
    front: web::Data<Front>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    let device = request.cookie(front.device_name(Door::Agency));
    let attempt = Attempt {
        email: fields.get(EMAIL),
        password: fields.get(PASSWORD),
        code: fields.get(CODE),
        device: device.as_ref().map_or("", |cookie| cookie.value()),
        note: fields.get(NOTE),
    };
    match session::sign_in(&front.house, &attempt).await? {
        SignIn::In { session, device } => {
            let mut answer = see_other_with(&path::agency::home(), front.cookie(Jar::Practitioner, &session));
            let kept = answer.add_cookie(&front.device_cookie(Door::Agency, device));
            kept.map_err(|cause| Problem::Unavailable(cause.to_string()))?;
            Ok(answer)
        }
        SignIn::Refused { note } => {
            let html = asked(&front, &request, (attempt.email, &note), (true, false));
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
    }
}

/// What there is to do here.
pub(in crate::web) async fn home(front: web::Data<Front>, member: Member) -> Answer {
    let (_, answered) = survey::state(&front.house, &member.0).await?;
    let token = form_token(&front, &member.0);
    Ok(page(draw(&Home { member: told(&front, &member.0, &token), answered })))
}

/// Signs out.
pub(in crate::web) async fn sign_out(
    front: web::Data<Front>,
    request: HttpRequest,
    member: Member,
    _: Guarded,
) -> Answer {
    session::sign_out(&front.house, &member.0).await?;
    report::out(&front, &request).await
}

/// Moves the end of the session on: finding it has done so already.
pub(in crate::web) async fn stay(_: Member, _: Guarded) -> Answer {
    Ok(HttpResponse::NoContent().finish())
}
