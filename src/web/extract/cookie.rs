//! The cookies that a request brings, and what the forms of its page are tied to.

use actix_web::{HttpRequest, web};

use crypto::token::Token;
use service::Problem;

use crate::error::PageError;
use crate::state::{CookieKind, WebState};

/// The state that every request can reach.
pub(crate) fn state(request: &HttpRequest) -> Result<web::Data<WebState>, PageError> {
    let found = request.app_data::<web::Data<WebState>>().cloned();
    found.ok_or_else(|| Problem::Unavailable("the application has no state".into()).into())
}

/// The token in a cookie; none when there is no such cookie, or it is forged.
pub(crate) fn cookie(state: &WebState, request: &HttpRequest, kind: CookieKind) -> Option<Token> {
    request.cookie(state.cookie_name(kind)).and_then(|cookie| Token::parse(cookie.value()))
}

/// The cookie that the forms of this address are tied to.
pub(crate) fn cookie_kind(request: &HttpRequest) -> CookieKind {
    match request.path() {
        path if path.starts_with("/staff") => CookieKind::Staff,
        path if path::agency::is_here(path) => CookieKind::Practitioner,
        _ => CookieKind::Visit,
    }
}

/// What the form tokens of this request's visit or session are tied to; empty while there is none.
pub(crate) fn tied_to(state: &WebState, request: &HttpRequest) -> String {
    tied_to_cookie(state, request, cookie_kind(request))
}

/// The same for the visit or session of one kind of cookie, whatever the address.
pub(crate) fn tied_to_cookie(state: &WebState, request: &HttpRequest, kind: CookieKind) -> String {
    cookie(state, request, kind).map(|token| token.lookup()).unwrap_or_default()
}
