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
use crate::front::Front;

/// Shows the second factor and asks for a password.
pub(crate) async fn ask(front: web::Data<Front>, request: HttpRequest, link: web::Path<String>) -> Answer {
    match find(&front, &link).await {
        Ok((_, staff)) => {
            let secret = TotpSecret::random();
            Ok(page(asked(&front, &request, &link, (&staff, &secret), &Errors::default())))
        }
        Err(Problem::Missing) => Ok(gone(&front)),
        Err(problem) => Err(problem.into()),
    }
}

/// Sets both.
pub(crate) async fn enrol(
    front: web::Data<Front>,
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
    let Ok((token, staff)) = find(&front, &link).await else { return Ok(gone(&front)) };
    let secret = TotpSecret::from_text(&enrolment.secret).ok_or(Problem::Missing)?;
    match staff::enrol(&front.house, &token, enrolment).await {
        Ok(_) => Ok(see_other(&path::staff::sign_in())),
        Err(Problem::Invalid(errors)) => {
            let html = asked(&front, &request, &link, (&staff, &secret), &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(Problem::Missing) => Ok(gone(&front)),
        Err(problem) => Err(problem.into()),
    }
}

async fn find(front: &Front, link: &str) -> Result<(Token, Staff), Problem> {
    let token = Token::parse(link).ok_or(Problem::Missing)?;
    let staff = staff::invited(&front.house, &token).await?;
    Ok((token, staff))
}

fn gone(front: &Front) -> actix_web::HttpResponse {
    page_as(StatusCode::NOT_FOUND, draw(&EnrolGone { site: &front.site }))
}

fn asked(
    front: &Front,
    request: &HttpRequest,
    link: &str,
    (staff, secret): (&Staff, &TotpSecret),
    errors: &Errors,
) -> String {
    let token = front.house.forms.issue(&tied_to(front, request));
    let svg = qr::svg(&secret.link(&front.site.name, &staff.email));
    let (name, email, role) = (staff.name.as_str(), staff.email.as_str(), staff.role);
    let (site, secret) = (&front.site, secret.to_text());
    draw(&Enrol { site, token: &token, link, name, email, role, secret: &secret, svg: &svg, errors })
}
