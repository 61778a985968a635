//! What handlers ask of a request: who is here, and what was sent.

pub mod fields;
pub mod practitioner;
pub mod sent_file;
pub mod staff;
pub mod submission;
pub mod upload;
pub mod visit;

use actix_web::{HttpRequest, web};

use crypto::token::Token;
use service::Problem;

use crate::error::PageError;
use crate::front::{Front, Jar};

pub use fields::{Fields, Guarded};
pub use practitioner::{Lead, Member};
pub use sent_file::SentFile;
pub use staff::Staff;
pub use submission::Submission;
pub use upload::Upload;
pub use visit::{MaybeVisit, ReporterSession};

/// The front of the house, as every application is given it.
pub(super) fn front(request: &HttpRequest) -> Result<web::Data<Front>, PageError> {
    let found = request.app_data::<web::Data<Front>>().cloned();
    found.ok_or_else(|| Problem::Unavailable("the application has no house".into()).into())
}

/// The token in a cookie; none when there is no such cookie, or it is forged.
pub(super) fn cookie(front: &Front, request: &HttpRequest, jar: Jar) -> Option<Token> {
    request.cookie(front.cookie_name(jar)).and_then(|cookie| Token::parse(cookie.value()))
}

/// The cookie that the forms of this address are tied to.
pub(super) fn jar(request: &HttpRequest) -> Jar {
    match request.path() {
        path if path.starts_with("/staff") => Jar::Staff,
        path if path::agency::is_here(path) => Jar::Practitioner,
        _ => Jar::Visit,
    }
}

/// What the form tokens of this request's visit or session are tied to; empty while there is none.
pub(super) fn tied_to(front: &Front, request: &HttpRequest) -> String {
    cookie(front, request, jar(request)).map(|token| token.lookup()).unwrap_or_default()
}
