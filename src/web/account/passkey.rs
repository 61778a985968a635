//! Signing in with a passkey; and the question for a device as JSON, its answer from a form.

use actix_web::http::StatusCode;
use actix_web::http::header::ContentEncoding;
use actix_web::{HttpRequest, HttpResponse, web};
use serde_json::json;

use service::Problem;
use service::identity::passkey::add::Proof;
use service::identity::passkey::{Answer, Begun, sign_in};
use view::component::passkey::{CEREMONY, CREDENTIAL, GIVEN, PROOF};
use view::component::reason;

use super::pages::AccountPages;
use super::session::{answer_refusal, enter};
use crate::answer;
use crate::extract::{Fields, Guarded};
use crate::state::WebState;

/// Asks for a passkey, whoever's it is.
pub(crate) async fn ask<A: AccountPages>(state: web::Data<WebState>, _: Guarded) -> answer::Answer {
    asking(sign_in::begin::<A>(&state.app, state.passkeys.of(A::AREA)?).await)
}

/// Signs in with it.
pub(crate) async fn sign_in<A: AccountPages>(
    state: web::Data<WebState>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> answer::Answer {
    match sign_in::finish::<A>(&state.app, state.passkeys.of(A::AREA)?, &answered(&fields)).await {
        Ok(session) => Ok(enter::<A>(&state, &session)),
        Err(Problem::Missing) => Ok(answer_refusal::<A>(&state, &request)),
        Err(problem) => Err(problem.into()),
    }
}

/// What a form brings back from a device.
pub(crate) fn answered(fields: &Fields) -> Answer {
    Answer {
        ceremony: fields.get(CEREMONY).to_owned(),
        credential: fields.get(CREDENTIAL).to_owned(),
        given: fields.get(GIVEN).to_owned().into(),
    }
}

/// How somebody shows once more who they are: with a passkey, where one was asked for; with their password
/// otherwise.
pub(crate) fn proof(fields: &Fields) -> Proof {
    if fields.has(CREDENTIAL) {
        Proof::Passkey(answered(fields))
    } else {
        Proof::Password(fields.get(PROOF).to_owned().into())
    }
}

/// The question for the device, or in words why there is none.
pub(crate) fn asking(begun: Result<Begun, Problem>) -> answer::Answer {
    let (status, said) = match begun {
        Ok(Begun { token, options }) => {
            (StatusCode::OK, json!({ CEREMONY: *token.to_text(), "options": options }))
        }
        Err(Problem::Invalid(errors)) => {
            let words = errors.iter().next().map(|(_, reason)| reason::words(reason)).unwrap_or_default();
            (StatusCode::UNPROCESSABLE_ENTITY, json!({ "error": words }))
        }
        Err(problem) => return Err(problem.into()),
    };
    Ok(HttpResponse::build(status)
        .content_type("application/json")
        // Short, and mostly drawn at random: trying to compress it would only cost time.
        .insert_header(ContentEncoding::Identity)
        .body(said.to_string()))
}
