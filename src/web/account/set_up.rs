//! Setting up an account with a one-time link.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use service::Problem;
use service::identity::proof::Enrolment;
use service::identity::qr;
use view::component::authenticator::{CODE, SECRET};
use view::component::credentials::{AGAIN, PASSWORD};
use view::component::set_up::SetUpForm;

use super::pages::AccountPages;
use super::session::enter;
use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::Guarded;
use crate::extract::cookie::tied_to;
use crate::state::WebState;

/// Shows the second factor and asks for a password.
pub(crate) async fn ask<A: AccountPages>(
    state: web::Data<WebState>,
    request: HttpRequest,
    link: web::Path<String>,
) -> Answer {
    match find::<A>(&state, &link).await {
        Ok((_, guest)) => {
            let secret = TotpSecret::random();
            Ok(page(render::<A>(&state, &request, &link, (&guest, &secret), &Errors::default())))
        }
        Err(problem) => answer_failure::<A>(&state, problem),
    }
}

/// Sets both.
pub(crate) async fn set_up<A: AccountPages>(
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
    let (token, guest) = match find::<A>(&state, &link).await {
        Ok(found) => found,
        Err(problem) => return answer_failure::<A>(&state, problem),
    };
    let secret = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    match A::set_up(&state, &token, typed).await {
        Ok(Some(session)) => Ok(enter::<A>(&state, &session)),
        Ok(None) => Ok(see_other(&A::sign_in())),
        Err(Problem::Invalid(errors)) => {
            let html = render::<A>(&state, &request, &link, (&guest, &secret), &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => answer_failure::<A>(&state, problem),
    }
}

async fn find<A: AccountPages>(state: &WebState, link: &str) -> Result<(Token, A::Guest), Problem> {
    let token = Token::parse(link).ok_or(Problem::Missing)?;
    let guest = A::guest(state, &token).await?;
    Ok((token, guest))
}

/// Answers a link that does not work, and fails with any other problem.
pub(crate) fn answer_failure<A: AccountPages>(state: &WebState, problem: Problem) -> Answer {
    match problem {
        Problem::Missing => Ok(page_as(StatusCode::NOT_FOUND, A::draw_gone(state))),
        problem => Err(problem.into()),
    }
}

/// The page once more with another second factor, after a passkey could not be used.
pub(crate) async fn answer_again<A: AccountPages>(
    state: &WebState,
    request: &HttpRequest,
    link: &str,
    errors: &Errors,
) -> Answer {
    match find::<A>(state, link).await {
        Ok((_, guest)) => {
            let html = render::<A>(state, request, link, (&guest, &TotpSecret::random()), errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => answer_failure::<A>(state, problem),
    }
}

fn render<A: AccountPages>(
    state: &WebState,
    request: &HttpRequest,
    link: &str,
    (guest, secret): (&A::Guest, &TotpSecret),
    errors: &Errors,
) -> String {
    let token = state.app.forms.issue(&tied_to(state, request));
    let (email, name) = A::address_and_name(guest);
    let (svg, secret) = (qr::svg(&secret.link(&state.site.name, email)), secret.to_text());
    let form = SetUpForm { token: &token, link, name, email, secret: &secret, svg: &svg, errors };
    A::draw_set_up(state, form, guest)
}
