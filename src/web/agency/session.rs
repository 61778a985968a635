//! Signing in and out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use domain::identity::passkey::Door;
use service::Problem;
use service::identity::practitioner::session;
use service::identity::throttle::{Attempt, SignIn};
use service::register::survey;
use view::agency::home::Home;
use view::agency::sign_in::{self, CODE, EMAIL, NOTE, PASSWORD};
use view::draw;

use super::page::{form_token, told};
use super::report;
use crate::answer::{Answer, page, page_as, see_other_with};
use crate::extract::cookie::tied_to;
use crate::extract::{Guarded, Member};
use crate::state::{CookieKind, WebState};

/// Asks who it is.
pub(crate) async fn ask(state: web::Data<WebState>, request: HttpRequest) -> Answer {
    Ok(page(asked(&state, &request, ("", ""), (false, false))))
}

/// The same page after a passkey was refused.
pub(super) fn refused(state: &WebState, request: &HttpRequest) -> HttpResponse {
    page_as(StatusCode::UNPROCESSABLE_ENTITY, asked(state, request, ("", ""), (false, true)))
}

/// The email as typed, and the note of a refusal. `failed`: whether signing in with a password, and with a passkey, was refused.
fn asked(
    state: &WebState,
    request: &HttpRequest,
    (email, note): (&str, &str),
    failed: (bool, bool),
) -> String {
    let token = state.app.forms.issue(&tied_to(state, request));
    let demo = state.demonstrated(Door::Agency);
    let passkey = state.passkeys.way(Door::Agency, failed.1);
    draw(&sign_in::SignIn {
        site: &state.site,
        token: &token,
        email,
        note,
        failed: failed.0,
        passkey,
        demo: &demo,
    })
}

/// Signs in. A session that was there before is left behind: a new one is never a continued one.
pub(crate) async fn sign_in(
    state: web::Data<WebState>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    let device = request.cookie(state.device_name(Door::Agency));
    let attempt = Attempt {
        email: fields.get(EMAIL),
        password: fields.get(PASSWORD),
        code: fields.get(CODE),
        device: device.as_ref().map_or("", |cookie| cookie.value()),
        note: fields.get(NOTE),
    };
    match session::sign_in(&state.app, &attempt).await? {
        SignIn::In { session, device } => {
            let mut answer =
                see_other_with(&path::agency::home(), state.cookie(CookieKind::Practitioner, &session));
            let kept = answer.add_cookie(&state.device_cookie(Door::Agency, device));
            kept.map_err(|cause| Problem::Unavailable(cause.to_string()))?;
            Ok(answer)
        }
        SignIn::Refused { note } => {
            let html = asked(&state, &request, (attempt.email, &note), (true, false));
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
    }
}

/// What there is to do here.
pub(crate) async fn home(state: web::Data<WebState>, member: Member) -> Answer {
    let (_, answered) = survey::state(&state.app, &member.0).await?;
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Home { member: told(&state, &member.0, &token), answered })))
}

/// Signs out.
pub(crate) async fn sign_out(
    state: web::Data<WebState>,
    request: HttpRequest,
    member: Member,
    _: Guarded,
) -> Answer {
    session::sign_out(&state.app, &member.0).await?;
    report::out(&state, &request).await
}

/// Moves the end of the session on: finding it has done so already.
pub(crate) async fn stay(_: Member, _: Guarded) -> Answer {
    Ok(HttpResponse::NoContent().finish())
}
