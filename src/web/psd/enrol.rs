//! Setting up an account with a one-time link.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::identity::staff::Staff;
use service::Problem;
use service::identity::qr;
use service::identity::staff::{self, Enrolment};
use view::draw;
use view::psd::enrol::{AGAIN, Enrol, EnrolGone, SECRET};
use view::psd::sign_in::{CODE, PASSWORD};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::Guarded;
use crate::extract::cookie::tied_to;
use crate::state::WebState;

/// Shows the second factor and asks for a password.
pub(crate) async fn ask(state: web::Data<WebState>, request: HttpRequest, link: web::Path<String>) -> Answer {
    match find(&state, &link).await {
        Ok((_, staff)) => {
            let secret = TotpSecret::random();
            Ok(page(asked(&state, &request, &link, (&staff, &secret), &Errors::default())))
        }
        Err(Problem::Missing) => Ok(gone(&state)),
        Err(problem) => Err(problem.into()),
    }
}

/// Sets both.
pub(crate) async fn enrol(
    state: web::Data<WebState>,
    request: HttpRequest,
    link: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let enrolment = Enrolment {
        password: fields.get(PASSWORD).to_owned().into(),
        again: fields.get(AGAIN).to_owned().into(),
        secret: fields.get(SECRET).to_owned(),
        code: fields.get(CODE).to_owned(),
    };
    let Ok((token, staff)) = find(&state, &link).await else { return Ok(gone(&state)) };
    let secret = TotpSecret::from_text(&enrolment.secret).ok_or(Problem::Missing)?;
    match staff::enrol(&state.app, &token, enrolment).await {
        Ok(_) => Ok(see_other(&path::staff::sign_in())),
        Err(Problem::Invalid(errors)) => {
            let html = asked(&state, &request, &link, (&staff, &secret), &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(Problem::Missing) => Ok(gone(&state)),
        Err(problem) => Err(problem.into()),
    }
}

async fn find(state: &WebState, link: &str) -> Result<(Token, Staff), Problem> {
    let token = Token::parse(link).ok_or(Problem::Missing)?;
    let staff = staff::invited(&state.app, &token).await?;
    Ok((token, staff))
}

fn gone(state: &WebState) -> actix_web::HttpResponse {
    page_as(StatusCode::NOT_FOUND, draw(&EnrolGone { site: &state.site }))
}

fn asked(
    state: &WebState,
    request: &HttpRequest,
    link: &str,
    (staff, secret): (&Staff, &TotpSecret),
    errors: &Errors,
) -> String {
    let token = state.app.forms.issue(&tied_to(state, request));
    let svg = qr::svg(&secret.link(&state.site.name, &staff.email));
    let (name, email, role) = (staff.name.as_str(), staff.email.as_str(), staff.role);
    let (site, secret) = (&state.site, secret.to_text());
    draw(&Enrol { site, token: &token, link, name, email, role, secret: &secret, svg: &svg, errors })
}
