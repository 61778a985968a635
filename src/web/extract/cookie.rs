//! The cookies that a request brings, and what the forms of its page are tied to.

use actix_web::{HttpRequest, web};

use crypto::token::Token;
use service::Problem;

use crate::error::PageError;
use crate::front::{Front, Jar};

/// The front of the house, as every application is given it.
pub(crate) fn front(request: &HttpRequest) -> Result<web::Data<Front>, PageError> {
    let found = request.app_data::<web::Data<Front>>().cloned();
    found.ok_or_else(|| Problem::Unavailable("the application has no house".into()).into())
}

/// The token in a cookie; none when there is no such cookie, or it is forged.
pub(crate) fn cookie(front: &Front, request: &HttpRequest, jar: Jar) -> Option<Token> {
    request.cookie(front.cookie_name(jar)).and_then(|cookie| Token::parse(cookie.value()))
}

/// The cookie that the forms of this address are tied to.
pub(crate) fn jar(request: &HttpRequest) -> Jar {
    match request.path() {
        path if path.starts_with("/staff") => Jar::Staff,
        path if path::agency::is_here(path) => Jar::Practitioner,
        _ => Jar::Visit,
    }
}

/// What the form tokens of this request's visit or session are tied to; empty while there is none.
pub(crate) fn tied_to(front: &Front, request: &HttpRequest) -> String {
    cookie(front, request, jar(request)).map(|token| token.lookup()).unwrap_or_default()
}
