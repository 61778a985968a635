//! Signing in and out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use domain::identity::passkey::Door;
use service::Problem;
use service::identity::session;
use service::identity::throttle::{Attempt, SignIn};
use view::draw;
use view::psd::home::Home;
use view::psd::sign_in::{self, CODE, EMAIL, NOTE, PASSWORD};

use crate::answer::{Answer, page, page_as, see_other_with};
use crate::extract::cookie::tied_to;
use crate::extract::staff::Anybody;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, told};
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
    let demo = state.demonstrated(Door::Staff);
    let passkey = state.passkeys.way(Door::Staff, failed.1);
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
    let device = request.cookie(state.device_name(Door::Staff));
    let attempt = Attempt {
        email: fields.get(EMAIL),
        password: fields.get(PASSWORD),
        code: fields.get(CODE),
        device: device.as_ref().map_or("", |cookie| cookie.value()),
        note: fields.get(NOTE),
    };
    match session::sign_in(&state.app, &attempt).await? {
        SignIn::In { session, device } => {
            let mut answer = see_other_with(&path::staff::home(), state.cookie(CookieKind::Staff, &session));
            let kept = answer.add_cookie(&state.device_cookie(Door::Staff, device));
            kept.map_err(|cause| Problem::Unavailable(cause.to_string()))?;
            Ok(answer)
        }
        SignIn::Refused { note } => {
            let html = asked(&state, &request, (attempt.email, &note), (true, false));
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
    }
}

/// Signs out.
pub(crate) async fn sign_out(state: web::Data<WebState>, staff: Staff<Anybody>, _: Guarded) -> Answer {
    session::sign_out(&state.app, &staff.0).await?;
    Ok(see_other_with(&path::staff::sign_in(), state.gone(CookieKind::Staff)))
}

/// Moves the end of the session on: finding it has done so already.
pub(crate) async fn stay(_: Staff<Anybody>, _: Guarded) -> Answer {
    Ok(HttpResponse::NoContent().finish())
}

/// What the person may do.
pub(crate) async fn home(state: web::Data<WebState>, staff: Staff<Anybody>) -> Answer {
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Home { signed: told(&state, &staff.0, &token) })))
}
