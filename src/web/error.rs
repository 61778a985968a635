//! Why there is no page.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, ResponseError};

use service::Problem;
use view::error::Unreadable;

/// Why there is no page. The layer [`failure`](crate::layer::failure) draws it: only there is it known whose
/// page it is.
#[derive(Debug)]
pub enum PageError {
    /// A use case's refusal or failure.
    Problem(Problem),
    /// The same, where what was typed can be kept: where the form went, and its fields.
    Kept(Problem, String, Vec<(String, String)>),
    /// What was sent cannot be read, and why.
    Unreadable(Unreadable),
    /// What was sent is larger than is taken.
    TooLarge,
    /// The form did not come from our own page, or came from another visit. What was typed, by field, where
    /// it was read: a page that was open when the visit began elsewhere must not lose a story.
    Forged(Vec<(String, String)>),
}

impl PageError {
    /// The same failure with what was typed, where it is one that passes: the page that tells of it offers to
    /// send the form to `action` again.
    pub(super) fn keeping(self, action: &str, typed: Vec<(String, String)>) -> Self {
        match self {
            Self::Problem(
                problem
                @ (Problem::Busy | Problem::Unavailable(_) | Problem::Unconfirmed(_) | Problem::Stale),
            ) => Self::Kept(problem, action.to_owned(), typed),
            other => other,
        }
    }

    /// Whether what was sent may have been stored all the same.
    pub(super) fn is_unconfirmed(&self) -> bool {
        matches!(self, Self::Problem(Problem::Unconfirmed(_)) | Self::Kept(Problem::Unconfirmed(_), ..))
    }
}

impl<P: Into<Problem>> From<P> for PageError {
    fn from(problem: P) -> Self {
        Self::Problem(problem.into())
    }
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problem(problem) | Self::Kept(problem, ..) => problem.fmt(f),
            Self::Unreadable(_) => f.write_str("unreadable"),
            Self::TooLarge => f.write_str("too large"),
            Self::Forged(_) => f.write_str("forged"),
        }
    }
}

impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::Problem(problem) | Self::Kept(problem, ..) => status(problem),
            Self::Unreadable(_) => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Forged(_) => StatusCode::FORBIDDEN,
        }
    }

    fn error_response(&self) -> HttpResponse {
        HttpResponse::new(self.status_code())
    }
}

fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::Missing | Problem::NotOpened => StatusCode::NOT_FOUND,
        Problem::SessionExpired => StatusCode::SEE_OTHER,
        Problem::Invalid(_) | Problem::Refused(_) | Problem::File(_) => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::Stale | Problem::NotApproved(_) => StatusCode::CONFLICT,
        Problem::Sealed => StatusCode::INTERNAL_SERVER_ERROR,
        Problem::Busy | Problem::Unavailable(_) | Problem::Unconfirmed(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
