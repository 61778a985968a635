//! One's own account.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::identity::passkey::{Door, Holder};
use service::identity::passkey::{self, Ways};
use service::identity::practitioner::account::{self, FactorChange, PasswordChange};
use service::identity::practitioner::session::SignedIn;
use service::identity::qr;
use service::{App, Problem};
use view::agency::account::{AccountPage, FactorPage, PRESENT};
use view::agency::done::Done;
use view::agency::join::AGAIN;
use view::agency::sign_in::PASSWORD;
use view::component::authenticator::{CODE, SECRET};
use view::draw;

use super::page::{form_token, told};
use super::report;
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::{Guarded, Member};
use crate::state::WebState;

/// The holder of the passkeys of somebody who is signed in.
pub(super) fn holder(signed: &SignedIn) -> Holder {
    Holder::Practitioner(signed.practitioner.id)
}

/// What leads into an account.
pub(super) async fn ways(app: &App, signed: &SignedIn) -> Result<passkey::Ways, Problem> {
    passkey::ways(app, holder(signed)).await
}

/// How one signs in.
pub(super) async fn show(
    state: web::Data<WebState>,
    member: Member,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let ways = ways(&state.app, &member.0).await?;
    Ok(page(render(&state, &member.0, &ways, &Errors::default(), said(&query))))
}

/// The page of somebody's account.
pub(super) fn render(
    state: &WebState,
    signed: &SignedIn,
    ways: &Ways,
    errors: &Errors,
    done: Option<Done>,
) -> String {
    let token = form_token(state, signed);
    let ways = state.passkeys.shown(Door::Agency, ways);
    draw(&AccountPage { member: told(state, signed, &token), ways, errors, done })
}

/// Changes the password.
pub(super) async fn password(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let typed = PasswordChange {
        present: fields.get(PRESENT).to_owned().into(),
        password: fields.get(PASSWORD).to_owned().into(),
        again: fields.get(AGAIN).to_owned().into(),
    };
    match account::change_password(&state.app, &member.0, typed).await {
        Ok(()) => Ok(see_other(&done(&path::agency::account(), Done::Password))),
        Err(Problem::Invalid(errors)) => {
            let ways = ways(&state.app, &member.0).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &member.0, &ways, &errors, None)))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Shows a new second factor.
pub(super) async fn ask_factor(state: web::Data<WebState>, member: Member) -> Answer {
    Ok(page(asked(&state, &member.0, &TotpSecret::random(), &Errors::default())))
}

fn asked(state: &WebState, signed: &SignedIn, secret: &TotpSecret, errors: &Errors) -> String {
    let svg = qr::svg(&secret.link(&state.site.name, &signed.practitioner.email));
    let (token, secret) = (form_token(state, signed), secret.to_text());
    draw(&FactorPage { member: told(state, signed, &token), secret: &secret, svg: &svg, errors })
}

/// Changes the second factor.
pub(super) async fn factor(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let typed = FactorChange {
        present: fields.get(PRESENT).to_owned().into(),
        secret: fields.get(SECRET).to_owned(),
        code: fields.get(CODE).to_owned(),
    };
    let secret = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    match account::change_factor(&state.app, &member.0, &typed).await {
        Ok(()) => Ok(see_other(&done(&path::agency::account(), Done::Factor))),
        Err(Problem::Invalid(errors)) => {
            let html = asked(&state, &member.0, &secret, &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Signs out on every device.
pub(super) async fn sign_out_everywhere(
    state: web::Data<WebState>,
    request: HttpRequest,
    member: Member,
    _: Guarded,
) -> Answer {
    account::sign_out_everywhere(&state.app, &member.0).await?;
    report::out(&state, &request).await
}
