//! From a refusal or failure to a page: the layer that draws it for whoever asked.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::{Error, HttpRequest, HttpResponse, ResponseError, web};

use service::Problem;
use view::draw;
use view::error::{ErrorPage, Kept, Problem as Told};
use view::staff::error::{StaffErrorPage, StaffProblem};

use crate::answer::{page_as, see_other};
use crate::error::PageError;
use crate::extract::cookie::{tied_to, tied_to_cookie};
use crate::state::{CookieKind, WebState};

/// Which pages a failure is drawn for.
#[derive(Clone, Copy, Debug)]
pub enum Side {
    /// Reporters.
    Public,
    /// People of registered agencies.
    Agency,
    /// The department.
    Staff,
}

/// The layer around one side's routes: draws the page of a failure, and logs its cause once.
///
/// # Errors
/// What is not a failure of ours.
pub async fn layer(
    side: Side,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    let response = next.call(request).await?;
    let Some(render) = response.response().error().and_then(|error| {
        error.as_error::<PageError>().map(|problem| render(side, response.request(), problem))
    }) else {
        return Ok(response);
    };
    Ok(response.into_response(render))
}

fn render(side: Side, request: &HttpRequest, error: &PageError) -> HttpResponse {
    let Some(state) = request.app_data::<web::Data<WebState>>() else { return error.error_response() };
    let reference = log(state, error);
    if let PageError::Problem(Problem::SessionExpired) = error {
        return match side {
            Side::Public => see_other(&path::gone()),
            Side::Agency => see_other(&path::agency::sign_in()),
            Side::Staff => see_other(&path::staff::sign_in()),
        };
    }
    let html = match side {
        Side::Public | Side::Agency => public(state, request, error, &reference),
        Side::Staff => staff(state, request, error, &reference),
    };
    let mut response = page_as(error.status_code(), html);
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("5"));
    }
    response
}

/// Logs what is ours to mend, once, under a reference that the page shows.
fn log(state: &WebState, error: &PageError) -> String {
    let reference = format!("{:06X}", state.app.random.below(1 << 24));
    if error.status_code().is_server_error() {
        tracing::error!(reference, cause = %error, "a request failed");
    }
    reference
}

fn public(state: &WebState, request: &HttpRequest, error: &PageError, reference: &str) -> String {
    let token = state.app.forms.issue(&tied_to(state, request));
    let kept = typed_fields(error, request.path(), &token);
    draw(&ErrorPage { site: &state.site, problem: public_problem(error, reference), kept })
}

fn typed_fields<'a>(error: &'a PageError, path: &'a str, token: &'a str) -> Option<Kept<'a>> {
    match error {
        PageError::Kept(_, action, fields) => Some(Kept { action, token, fields }),
        PageError::Forged(fields) if !fields.is_empty() => Some(Kept { action: path, token, fields }),
        _ => None,
    }
}

fn public_problem<'a>(error: &PageError, reference: &'a str) -> Told<'a> {
    match error {
        PageError::Unreadable(reason) => Told::Unreadable(*reason),
        PageError::TooLarge => Told::TooLarge,
        PageError::Forged(_) => Told::Expired,
        PageError::Problem(problem) | PageError::Kept(problem, ..) => match problem {
            Problem::Missing | Problem::NotOpened | Problem::SessionExpired => Told::NotFound,
            Problem::Invalid(_) | Problem::Refused(_) | Problem::File(_) => Told::Unfit,
            Problem::Stale | Problem::NotApproved(_) => Told::Expired,
            Problem::Busy => Told::Busy(5),
            Problem::Sealed => Told::Sealed(reference),
            Problem::Unavailable(_) => Told::Broken(reference),
            Problem::Unconfirmed(_) => Told::Unconfirmed(reference),
        },
    }
}

/// A form is posted to an address below that of what it changes: there it is seen as it is now.
fn now_at(request: &HttpRequest) -> &str {
    request.path().rsplit_once('/').map_or("/staff", |(above, _)| above)
}

fn staff(state: &WebState, request: &HttpRequest, error: &PageError, reference: &str) -> String {
    let now = now_at(request);
    let problem = match error {
        PageError::Unreadable(reason) => StaffProblem::Unreadable(*reason),
        PageError::TooLarge => StaffProblem::TooLarge,
        PageError::Forged(_) => StaffProblem::Expired,
        PageError::Problem(problem) | PageError::Kept(problem, ..) => match problem {
            Problem::Missing | Problem::NotOpened => StaffProblem::NotFound,
            Problem::SessionExpired => StaffProblem::SignedOut,
            Problem::Invalid(_) | Problem::Refused(_) | Problem::File(_) => StaffProblem::Unfit,
            Problem::Stale | Problem::NotApproved(_) => StaffProblem::Stale(now),
            Problem::Busy => StaffProblem::Busy(5),
            Problem::Sealed => StaffProblem::Sealed(reference),
            Problem::Unavailable(_) => StaffProblem::Broken(reference),
            Problem::Unconfirmed(_) => StaffProblem::Unconfirmed(reference),
        },
    };
    let token = state.app.forms.issue(&tied_to_cookie(state, request, CookieKind::Staff));
    let kept = typed_fields(error, request.path(), &token);
    draw(&StaffErrorPage { site: &state.site, signed: None, problem, kept })
}
