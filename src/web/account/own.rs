//! One's own account: the passkeys that lead into it, adding one and taking one off.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use service::Problem;
use service::identity::passkey::{self, add};
use view::component::passkey::{ID, LABEL};

use super::pages::AccountPages;
use super::passkey::{answered, asking, proof};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::{Guarded, Present};
use crate::state::WebState;

/// How one signs in.
pub(crate) async fn show<A: AccountPages>(
    state: web::Data<WebState>,
    here: Present<A>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let ways = passkey::sign_in_methods::<A>(&state.app, &here.0).await?;
    Ok(page(A::draw_account(&state, &here.0, &ways, &Errors::default(), said(&query))))
}

/// Asks for a passkey of the person who is signed in.
pub(crate) async fn ask_proof<A: AccountPages>(
    state: web::Data<WebState>,
    here: Present<A>,
    _: Guarded,
) -> Answer {
    asking(add::begin_proof::<A>(&state.app, state.passkeys.of(A::AREA)?, &here.0).await)
}

/// Asks their device to make one.
pub(crate) async fn ask_new<A: AccountPages>(
    state: web::Data<WebState>,
    here: Present<A>,
    Guarded(fields): Guarded,
) -> Answer {
    let site = state.passkeys.of(A::AREA)?;
    asking(add::begin::<A>(&state.app, site, &here.0, &proof(&fields)).await)
}

/// Adds it.
pub(crate) async fn add<A: AccountPages>(
    state: web::Data<WebState>,
    here: Present<A>,
    Guarded(fields): Guarded,
) -> Answer {
    let (site, answer) = (state.passkeys.of(A::AREA)?, answered(&fields));
    let added = add::finish::<A>(&state.app, site, &here.0, &answer, fields.get(LABEL)).await;
    answer_change::<A>(&state, &here.0, added, A::ADDED).await
}

/// Removes one.
pub(crate) async fn remove<A: AccountPages>(
    state: web::Data<WebState>,
    here: Present<A>,
    Guarded(fields): Guarded,
) -> Answer {
    let removed = passkey::remove::<A>(&state.app, &here.0, fields.get(ID)).await;
    answer_change::<A>(&state, &here.0, removed, A::REMOVED).await
}

/// Leads back to the account after a change, or shows it with what was wrong.
pub(crate) async fn answer_change<A: AccountPages>(
    state: &WebState,
    signed: &A::Signed,
    result: Result<(), Problem>,
    what: A::Done,
) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&done(&A::account(), what))),
        Err(Problem::Invalid(errors)) => {
            let ways = passkey::sign_in_methods::<A>(&state.app, signed).await?;
            let html = A::draw_account(state, signed, &ways, &errors, None);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}
