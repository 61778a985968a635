//! Signing in and out.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use crypto::token::Token;
use service::Problem;
use service::identity::sign_in;
use service::identity::throttle::{Attempt, SignIn};
use view::component::authenticator::CODE;
use view::component::credentials::{EMAIL, NOTE, PASSWORD};
use view::component::sign_in::SignInForm;

use super::pages::AccountPages;
use crate::answer::{Answer, page, page_as, see_other_with};
use crate::extract::cookie::tied_to;
use crate::extract::{Guarded, Present};
use crate::state::{CookieKind, WebState};

/// What a refusal leaves in the page: the email as typed and a note, and whether signing in with a password,
/// and with a passkey, was refused.
#[derive(Default)]
struct Refused<'a> {
    email: &'a str,
    note: &'a str,
    password: bool,
    passkey: bool,
}

/// Asks who it is.
pub(crate) async fn ask<A: AccountPages>(state: web::Data<WebState>, request: HttpRequest) -> Answer {
    Ok(page(render::<A>(&state, &request, &Refused::default())))
}

/// The same page after a passkey was refused.
pub(super) fn answer_refusal<A: AccountPages>(state: &WebState, request: &HttpRequest) -> HttpResponse {
    let refused = Refused { passkey: true, ..Refused::default() };
    page_as(StatusCode::UNPROCESSABLE_ENTITY, render::<A>(state, request, &refused))
}

fn render<A: AccountPages>(state: &WebState, request: &HttpRequest, refused: &Refused<'_>) -> String {
    let token = state.app.forms.issue(&tied_to(state, request));
    let passkey = state.passkeys.way(A::AREA, refused.passkey);
    let Refused { email, note, password: failed, .. } = *refused;
    let form = SignInForm { token: &token, email, note, failed, passkey };
    A::draw_sign_in(state, form, &state.demonstrated(A::AREA))
}

/// Signs in. A session that was there before is left behind: a new one is never a continued one.
pub(crate) async fn sign_in<A: AccountPages>(
    state: web::Data<WebState>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    let device = request.cookie(state.device_name(A::AREA));
    let attempt = Attempt {
        email: fields.get(EMAIL),
        password: fields.get(PASSWORD),
        code: fields.get(CODE),
        device: device.as_ref().map_or("", |cookie| cookie.value()),
        note: fields.get(NOTE),
    };
    match sign_in::sign_in::<A>(&state.app, &attempt).await? {
        SignIn::In { session, device } => {
            let mut answer = enter::<A>(&state, &session);
            let kept = answer.add_cookie(&state.device_cookie(A::AREA, device));
            kept.map_err(|cause| Problem::Unavailable(cause.to_string()))?;
            Ok(answer)
        }
        SignIn::Refused { note } => {
            let refused = Refused { email: attempt.email, note: &note, password: true, ..Refused::default() };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render::<A>(&state, &request, &refused)))
        }
    }
}

/// Leads in, with the cookie of a session that has begun.
pub(crate) fn enter<A: AccountPages>(state: &WebState, session: &Token) -> HttpResponse {
    see_other_with(&A::home(), state.cookie(CookieKind::of(A::AREA), session))
}

/// Signs out.
pub(crate) async fn sign_out<A: AccountPages>(
    state: web::Data<WebState>,
    request: HttpRequest,
    here: Present<A>,
    _: Guarded,
) -> Answer {
    sign_in::sign_out::<A>(&state.app, &here.0).await?;
    A::leave(&state, &request).await
}

/// Moves the end of the session on: finding it has done so already.
pub(crate) async fn stay<A: AccountPages>(_: Present<A>, _: Guarded) -> Answer {
    Ok(HttpResponse::NoContent().finish())
}
