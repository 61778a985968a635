//! One's own account on the police side: passkeys, and signing in with one.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::errors::Errors;
use domain::identity::passkey::{Door, Holder};
use service::Problem;
use service::identity::passkey::{self, Ways, add, sign_in};
use service::identity::session::Signed;
use view::component::passkey::{ID, LABEL};
use view::draw;
use view::psd::account::AccountPage;
use view::psd::done::Done;

use super::session;
use crate::answer::{Answer, done, page, page_as, said, see_other, see_other_with};
use crate::extract::staff::Anybody;
use crate::extract::{Guarded, Staff};
use crate::passkey::{answered, asking, proof};
use crate::staff::{form_token, told};
use crate::state::{CookieKind, WebState};

const DOOR: Door = Door::Staff;

fn holder(signed: &Signed) -> Holder {
    Holder::Staff(signed.actor.id)
}

/// Asks for a passkey, whoever's it is.
pub(super) async fn ask(state: web::Data<WebState>, _: Guarded) -> Answer {
    asking(sign_in::begin(&state.app, state.passkeys.of(DOOR)?, DOOR).await)
}

/// Signs in with it.
pub(super) async fn sign_in(
    state: web::Data<WebState>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    match sign_in::staff(&state.app, state.passkeys.of(DOOR)?, &answered(&fields)).await {
        Ok(token) => Ok(see_other_with(&path::staff::home(), state.cookie(CookieKind::Staff, &token))),
        Err(Problem::Missing) => Ok(session::refused(&state, &request)),
        Err(problem) => Err(problem.into()),
    }
}

/// How one signs in oneself.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let ways = passkey::ways(&state.app, holder(&staff.0)).await?;
    Ok(page(render(&state, &staff.0, &ways, &Errors::default(), said(&query))))
}

fn render(state: &WebState, signed: &Signed, ways: &Ways, errors: &Errors, done: Option<Done>) -> String {
    let token = form_token(state, signed);
    let ways = state.passkeys.shown(DOOR, ways);
    draw(&AccountPage { signed: told(state, signed, &token), ways, errors, done })
}

/// Asks for a passkey of the person who is signed in.
pub(super) async fn ask_proof(state: web::Data<WebState>, staff: Staff<Anybody>, _: Guarded) -> Answer {
    asking(add::begin_proof(&state.app, state.passkeys.of(DOOR)?, holder(&staff.0)).await)
}

/// Asks their device to make one.
pub(super) async fn ask_new(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    Guarded(fields): Guarded,
) -> Answer {
    let site = state.passkeys.of(DOOR)?;
    asking(add::begin_staff(&state.app, site, &staff.0, &proof(&fields)).await)
}

/// Adds it.
pub(super) async fn add(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    Guarded(fields): Guarded,
) -> Answer {
    let (site, asking) = (state.passkeys.of(DOOR)?, (holder(&staff.0), staff.0.session.as_str()));
    let added = add::finish(&state.app, site, asking, &answered(&fields), fields.get(LABEL)).await;
    changed(&state, &staff.0, added, Done::PasskeyAdded).await
}

/// Removes one.
pub(super) async fn remove(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    Guarded(fields): Guarded,
) -> Answer {
    let signed = &staff.0;
    let removed = passkey::remove(&state.app, holder(signed), &signed.session, fields.get(ID)).await;
    changed(&state, signed, removed, Done::PasskeyRemoved).await
}

async fn changed(state: &WebState, signed: &Signed, result: Result<(), Problem>, what: Done) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&done(&path::staff::account(), what))),
        Err(Problem::Invalid(errors)) => {
            let ways = passkey::ways(&state.app, holder(signed)).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, signed, &ways, &errors, None)))
        }
        Err(problem) => Err(problem.into()),
    }
}
