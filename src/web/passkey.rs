//! What both doors need to serve passkeys: the question as JSON, the answer from a form.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::ContentEncoding;
use serde_json::json;

use service::Problem;
use service::identity::passkey::add::Proof;
use service::identity::passkey::{Answer, Begun};
use view::component::passkey::{CEREMONY, CREDENTIAL, GIVEN, PROOF};
use view::component::reason;

use crate::answer;
use crate::extract::Fields;

/// What a form brings back from a device.
pub(super) fn answered(fields: &Fields) -> Answer {
    Answer {
        ceremony: fields.get(CEREMONY).to_owned(),
        credential: fields.get(CREDENTIAL).to_owned(),
        given: fields.get(GIVEN).to_owned().into(),
    }
}

/// How somebody shows once more who they are: with a passkey, where one was asked for; with their password otherwise.
pub(super) fn proof(fields: &Fields) -> Proof {
    if fields.has(CREDENTIAL) {
        Proof::Passkey(answered(fields))
    } else {
        Proof::Password(fields.get(PROOF).to_owned().into())
    }
}

/// The question for the device, or in words why there is none.
pub(super) fn asking(begun: Result<Begun, Problem>) -> answer::Answer {
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
