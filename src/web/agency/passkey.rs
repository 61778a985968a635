//! Passkeys of people of agencies: signing in, setting up an account, adding and removing.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crypto::token::Token;
use domain::identity::passkey::Door;
use service::Problem;
use service::identity::passkey::{self, add, sign_in};
use service::identity::practitioner::session::SignedIn;
use view::component::passkey::{ID, LABEL};

use super::account::{drawn, holder, ways};
use super::{join, session};
use crate::answer::{Answer, done, page_as, see_other, see_other_with};
use crate::extract::{Guarded, Member};
use crate::front::{Front, Jar};
use crate::passkey::{answered, asking, proof};

const DOOR: Door = Door::Agency;

/// Asks for a passkey, whoever's it is.
pub(super) async fn ask(front: web::Data<Front>, _: Guarded) -> Answer {
    asking(sign_in::begin(&front.house, front.passkeys.of(DOOR)?, DOOR).await)
}

/// Signs in with it.
pub(super) async fn sign_in(
    front: web::Data<Front>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    match sign_in::practitioner(&front.house, front.passkeys.of(DOOR)?, &answered(&fields)).await {
        Ok(token) => Ok(see_other_with(&path::agency::home(), front.cookie(Jar::Practitioner, &token))),
        Err(Problem::Missing) => Ok(session::refused(&front, &request)),
        Err(problem) => Err(problem.into()),
    }
}

/// Asks a guest's device to make a passkey.
pub(super) async fn ask_guest(front: web::Data<Front>, link: web::Path<String>, _: Guarded) -> Answer {
    let token = Token::parse(&link).ok_or(Problem::Missing)?;
    asking(passkey::join::begin(&front.house, front.passkeys.of(DOOR)?, &token).await)
}

/// Sets up a guest's account with it.
pub(super) async fn join(
    front: web::Data<Front>,
    request: HttpRequest,
    link: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let Some(token) = Token::parse(&link) else { return Ok(join::gone(&front)) };
    match passkey::join::finish(&front.house, front.passkeys.of(DOOR)?, &token, &answered(&fields)).await {
        Ok(session) => Ok(see_other_with(&path::agency::home(), front.cookie(Jar::Practitioner, &session))),
        Err(Problem::Invalid(errors)) => join::again(&front, &request, &link, &errors).await,
        Err(Problem::Missing) => Ok(join::gone(&front)),
        Err(problem) => Err(problem.into()),
    }
}

/// Asks for a passkey of the person who is signed in.
pub(super) async fn ask_proof(front: web::Data<Front>, member: Member, _: Guarded) -> Answer {
    let site = front.passkeys.of(DOOR)?;
    asking(add::begin_proof(&front.house, site, holder(&member.0)).await)
}

/// Asks their device to make one.
pub(super) async fn ask_new(front: web::Data<Front>, member: Member, Guarded(fields): Guarded) -> Answer {
    let site = front.passkeys.of(DOOR)?;
    asking(add::begin_practitioner(&front.house, site, &member.0, &proof(&fields)).await)
}

/// Adds it.
pub(super) async fn add(front: web::Data<Front>, member: Member, Guarded(fields): Guarded) -> Answer {
    let (site, asking) = (front.passkeys.of(DOOR)?, (holder(&member.0), member.0.session.as_str()));
    let added = add::finish(&front.house, site, asking, &answered(&fields), fields.get(LABEL)).await;
    changed(&front, &member.0, added, "passkey").await
}

/// Removes one.
pub(super) async fn remove(front: web::Data<Front>, member: Member, Guarded(fields): Guarded) -> Answer {
    let signed = &member.0;
    let removed = passkey::remove(&front.house, holder(signed), &signed.session, fields.get(ID)).await;
    changed(&front, signed, removed, "passkey-removed").await
}

async fn changed(front: &Front, signed: &SignedIn, result: Result<(), Problem>, code: &str) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&done(&path::agency::account(), code))),
        Err(Problem::Invalid(errors)) => {
            let ways = ways(&front.house, signed).await?;
            let html = drawn(front, signed, &ways, &errors, None);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}
