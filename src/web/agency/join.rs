//! Setting up an account with a one-time link and a passkey alone.

use actix_web::{HttpRequest, web};

use crypto::token::Token;
use domain::identity::passkey::SignInArea;
use domain::identity::practitioner::Practitioner;
use service::Problem;
use service::identity::passkey::join;

use crate::account::passkey::{answered, asking};
use crate::account::session::enter;
use crate::account::set_up::{answer_again, answer_failure};
use crate::answer::Answer;
use crate::extract::Guarded;
use crate::state::WebState;

/// Asks a guest's device to make a passkey.
pub(super) async fn ask(state: web::Data<WebState>, link: web::Path<String>, _: Guarded) -> Answer {
    let token = Token::parse(&link).ok_or(Problem::Missing)?;
    asking(join::begin(&state.app, state.passkeys.of(SignInArea::Agency)?, &token).await)
}

/// Sets up a guest's account with it.
pub(super) async fn join(
    state: web::Data<WebState>,
    request: HttpRequest,
    link: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let Some(token) = Token::parse(&link) else {
        return answer_failure::<Practitioner>(&state, Problem::Missing);
    };
    let site = state.passkeys.of(SignInArea::Agency)?;
    match join::finish(&state.app, site, &token, &answered(&fields)).await {
        Ok(session) => Ok(enter::<Practitioner>(&state, &session)),
        Err(Problem::Invalid(errors)) => answer_again::<Practitioner>(&state, &request, &link, &errors).await,
        Err(problem) => answer_failure::<Practitioner>(&state, problem),
    }
}
