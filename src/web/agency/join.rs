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
use crate::front::{Front, Jar};

/// Shows the second factor and asks for a password.
pub(crate) async fn ask(front: web::Data<Front>, request: HttpRequest, link: web::Path<String>) -> Answer {
    match find(&front, &link).await {
        Ok((_, guest)) => {
            let secret = TotpSecret::random();
            Ok(page(asked(&front, &request, &link, (&guest, &secret), &Errors::default())))
        }
        Err(Problem::Missing) => Ok(gone(&front)),
        Err(problem) => Err(problem.into()),
    }
}

/// Sets both, and signs the person in: they have just proven who they are.
pub(crate) async fn join(
    front: web::Data<Front>,
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
    let (token, guest) = match find(&front, &link).await {
        Ok(found) => found,
        Err(Problem::Missing) => return Ok(gone(&front)),
        Err(problem) => return Err(problem.into()),
    };
    let secret = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    match join::join(&front.house, &token, typed).await {
        Ok(session) => Ok(see_other_with(&path::agency::home(), front.cookie(Jar::Practitioner, &session))),
        Err(Problem::Invalid(errors)) => {
            let html = asked(&front, &request, &link, (&guest, &secret), &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(Problem::Missing) => Ok(gone(&front)),
        Err(problem) => Err(problem.into()),
    }
}

async fn find(front: &Front, link: &str) -> Result<(Token, Guest), Problem> {
    let token = Token::parse(link).ok_or(Problem::Missing)?;
    let guest = join::guest(&front.house, &token).await?;
    Ok((token, guest))
}

/// The same calm page for every link that does not work.
pub(super) fn gone(front: &Front) -> HttpResponse {
    page_as(StatusCode::NOT_FOUND, draw(&JoinGone { site: &front.site }))
}

/// The page once more, after a passkey could not be used.
pub(super) async fn again(front: &Front, request: &HttpRequest, link: &str, errors: &Errors) -> Answer {
    match find(front, link).await {
        Ok((_, guest)) => {
            let html = asked(front, request, link, (&guest, &TotpSecret::random()), errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(Problem::Missing) => Ok(gone(front)),
        Err(problem) => Err(problem.into()),
    }
}

fn asked(
    front: &Front,
    request: &HttpRequest,
    link: &str,
    (guest, secret): (&Guest, &TotpSecret),
    errors: &Errors,
) -> String {
    let token = front.house.forms.issue(&tied_to(front, request));
    let person = &guest.person;
    let svg = qr::svg(&secret.link(&front.site.name, &person.email));
    let (name, email, agency) = (person.name.as_str(), person.email.as_str(), guest.agency.name());
    let (site, secret) = (&front.site, secret.to_text());
    let (token, passkey) = (&token, front.passkeys.name(Door::Agency));
    draw(&Join { site, token, link, name, email, agency, secret: &secret, svg: &svg, errors, passkey })
}
