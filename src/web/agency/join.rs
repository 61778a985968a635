//! Setting up an account with a one-time link.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::identity::passkey::Door;
use service::Problem;
use service::identity::practitioner::join::{self, Enrolment, Guest};
use service::identity::qr;
use view::agency::join::{AGAIN, Join, JoinGone};
use view::agency::sign_in::{CODE, PASSWORD};
use view::component::authenticator::SECRET;
use view::draw;

use crate::answer::{Answer, page, page_as, see_other_with};
use crate::extract::Guarded;
use crate::extract::cookie::tied_to;
use crate::state::{CookieKind, WebState};

/// Shows the second factor and asks for a password.
pub(crate) async fn ask(state: web::Data<WebState>, request: HttpRequest, link: web::Path<String>) -> Answer {
    match find(&state, &link).await {
        Ok((_, guest)) => {
            let secret = TotpSecret::random();
            Ok(page(asked(&state, &request, &link, (&guest, &secret), &Errors::default())))
        }
        Err(Problem::Missing) => Ok(gone(&state)),
        Err(problem) => Err(problem.into()),
    }
}

/// Sets both, and signs the person in: they have just proven who they are.
pub(crate) async fn join(
    state: web::Data<WebState>,
    request: HttpRequest,
    link: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let typed = Enrolment {
        password: fields.get(PASSWORD).to_owned().into(),
        again: fields.get(AGAIN).to_owned().into(),
        secret: fields.get(SECRET).to_owned(),
        code: fields.get(CODE).to_owned(),
    };
    let (token, guest) = match find(&state, &link).await {
        Ok(found) => found,
        Err(Problem::Missing) => return Ok(gone(&state)),
        Err(problem) => return Err(problem.into()),
    };
    let secret = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    match join::join(&state.app, &token, typed).await {
        Ok(session) => {
            Ok(see_other_with(&path::agency::home(), state.cookie(CookieKind::Practitioner, &session)))
        }
        Err(Problem::Invalid(errors)) => {
            let html = asked(&state, &request, &link, (&guest, &secret), &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(Problem::Missing) => Ok(gone(&state)),
        Err(problem) => Err(problem.into()),
    }
}

async fn find(state: &WebState, link: &str) -> Result<(Token, Guest), Problem> {
    let token = Token::parse(link).ok_or(Problem::Missing)?;
    let guest = join::guest(&state.app, &token).await?;
    Ok((token, guest))
}

/// The same calm page for every link that does not work.
pub(super) fn gone(state: &WebState) -> HttpResponse {
    page_as(StatusCode::NOT_FOUND, draw(&JoinGone { site: &state.site }))
}

/// The page once more, after a passkey could not be used.
pub(super) async fn again(state: &WebState, request: &HttpRequest, link: &str, errors: &Errors) -> Answer {
    match find(state, link).await {
        Ok((_, guest)) => {
            let html = asked(state, request, link, (&guest, &TotpSecret::random()), errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(Problem::Missing) => Ok(gone(state)),
        Err(problem) => Err(problem.into()),
    }
}

fn asked(
    state: &WebState,
    request: &HttpRequest,
    link: &str,
    (guest, secret): (&Guest, &TotpSecret),
    errors: &Errors,
) -> String {
    let token = state.app.forms.issue(&tied_to(state, request));
    let person = &guest.person;
    let svg = qr::svg(&secret.link(&state.site.name, &person.email));
    let (name, email, agency) = (person.name.as_str(), person.email.as_str(), guest.agency.name());
    let (site, secret) = (&state.site, secret.to_text());
    let (token, passkey) = (&token, state.passkeys.name(Door::Agency));
    draw(&Join { site, token, link, name, email, agency, secret: &secret, svg: &svg, errors, passkey })
}
