//! Leaving at once, and staying longer.

use actix_web::http::header::{HeaderName, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};

use service::identity::practitioner::session;
use service::report::visit;

use crate::answer::Answer;
use crate::extract::cookie::cookie;
use crate::extract::{Guarded, ReporterSession};
use crate::state::{CookieKind, WebState};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Without script: ends the visit, and the session of a practitioner, and goes on to the neutral site.
/// Leaving never fails: when the store does not work, the cookie goes all the same, and without it the row is
/// noise until it is wiped.
pub(super) async fn leave(state: web::Data<WebState>, request: HttpRequest) -> HttpResponse {
    end(&state, &request).await;
    // Without "cache": clearing it can be slow in some browsers, and no page of ours is kept there.
    HttpResponse::SeeOther()
        .insert_header((LOCATION, state.site.exit_url.as_str()))
        .insert_header((CLEAR_SITE_DATA, "\"cookies\", \"storage\""))
        .cookie(state.removal_cookie(CookieKind::Visit))
        .cookie(state.removal_cookie(CookieKind::Practitioner))
        .finish()
}

/// With script: the page is blank by now and the browser on its way. A beacon carries no form token; ending a
/// visit needs none, since the cookie comes along only from our own pages.
pub(super) async fn beacon(state: web::Data<WebState>, request: HttpRequest) -> HttpResponse {
    end(&state, &request).await;
    HttpResponse::NoContent()
        .cookie(state.removal_cookie(CookieKind::Visit))
        .cookie(state.removal_cookie(CookieKind::Practitioner))
        .finish()
}

async fn end(state: &WebState, request: &HttpRequest) {
    if let Some(token) = cookie(state, request, CookieKind::Visit)
        && let Err(problem) = visit::leave(&state.app, &token).await
    {
        tracing::error!(cause = %problem, "a visit could not be wiped at once");
    }
    if let Some(token) = cookie(state, request, CookieKind::Practitioner)
        && let Err(problem) = session::leave(&state.app, &token).await
    {
        tracing::error!(cause = %problem, "a session could not be ended at once");
    }
}

/// Moves the end of the visit on: opening it has done so already.
pub(super) async fn stay(_: ReporterSession, _: Guarded) -> Answer {
    Ok(HttpResponse::NoContent().finish())
}
