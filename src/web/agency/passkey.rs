//! Passkeys of people of agencies: signing in, setting up an account, adding and removing.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crypto::token::Token;
use domain::identity::passkey::Door;
use service::Problem;
use service::identity::passkey::{self, add, sign_in};
use service::identity::practitioner::session::SignedIn;
use view::agency::done::Done;
use view::component::passkey::{ID, LABEL};

use super::account::{holder, render, ways};
use super::{join, session};
use crate::answer::{Answer, done, page_as, see_other, see_other_with};
use crate::extract::{Guarded, Member};
use crate::passkey::{answered, asking, proof};
use crate::state::{CookieKind, WebState};

const DOOR: Door = Door::Agency;

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
    match sign_in::practitioner(&state.app, state.passkeys.of(DOOR)?, &answered(&fields)).await {
        Ok(token) => {
            Ok(see_other_with(&path::agency::home(), state.cookie(CookieKind::Practitioner, &token)))
        }
        Err(Problem::Missing) => Ok(session::refused(&state, &request)),
        Err(problem) => Err(problem.into()),
    }
}

/// Asks a guest's device to make a passkey.
pub(super) async fn ask_guest(state: web::Data<WebState>, link: web::Path<String>, _: Guarded) -> Answer {
    let token = Token::parse(&link).ok_or(Problem::Missing)?;
    asking(passkey::join::begin(&state.app, state.passkeys.of(DOOR)?, &token).await)
}

/// Sets up a guest's account with it.
pub(super) async fn join(
    state: web::Data<WebState>,
    request: HttpRequest,
    link: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let Some(token) = Token::parse(&link) else { return Ok(join::gone(&state)) };
    match passkey::join::finish(&state.app, state.passkeys.of(DOOR)?, &token, &answered(&fields)).await {
        Ok(session) => {
            Ok(see_other_with(&path::agency::home(), state.cookie(CookieKind::Practitioner, &session)))
        }
        Err(Problem::Invalid(errors)) => join::again(&state, &request, &link, &errors).await,
        Err(Problem::Missing) => Ok(join::gone(&state)),
        Err(problem) => Err(problem.into()),
    }
}

/// Asks for a passkey of the person who is signed in.
pub(super) async fn ask_proof(state: web::Data<WebState>, member: Member, _: Guarded) -> Answer {
    let site = state.passkeys.of(DOOR)?;
    asking(add::begin_proof(&state.app, site, holder(&member.0)).await)
}

/// Asks their device to make one.
pub(super) async fn ask_new(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let site = state.passkeys.of(DOOR)?;
    asking(add::begin_practitioner(&state.app, site, &member.0, &proof(&fields)).await)
}

/// Adds it.
pub(super) async fn add(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let (site, asking) = (state.passkeys.of(DOOR)?, (holder(&member.0), member.0.session.as_str()));
    let added = add::finish(&state.app, site, asking, &answered(&fields), fields.get(LABEL)).await;
    changed(&state, &member.0, added, Done::Passkey).await
}

/// Removes one.
pub(super) async fn remove(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let signed = &member.0;
    let removed = passkey::remove(&state.app, holder(signed), &signed.session, fields.get(ID)).await;
    changed(&state, signed, removed, Done::PasskeyRemoved).await
}

async fn changed(state: &WebState, signed: &SignedIn, result: Result<(), Problem>, what: Done) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&done(&path::agency::account(), what))),
        Err(Problem::Invalid(errors)) => {
            let ways = ways(&state.app, signed).await?;
            let html = render(state, signed, &ways, &errors, None);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}
