//! Leaving at once, and staying longer.

use actix_web::http::header::{HeaderName, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};

use service::identity::practitioner::session;
use service::report::visit;

use crate::answer::Answer;
use crate::extract::cookie::cookie;
use crate::extract::{Guarded, ReporterSession};
use crate::front::{Front, Jar};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Without script: ends the visit, and the session of a practitioner, and goes on to the neutral site. Leaving never fails: when the store does not work,
/// the cookie goes all the same, and without it the row is noise until it is wiped.
pub(super) async fn leave(front: web::Data<Front>, request: HttpRequest) -> HttpResponse {
    end(&front, &request).await;
    // Without "cache": clearing it can be slow in some browsers, and no page of ours is kept there.
    HttpResponse::SeeOther()
        .insert_header((LOCATION, front.site.exit_url.as_str()))
        .insert_header((CLEAR_SITE_DATA, "\"cookies\", \"storage\""))
        .cookie(front.gone(Jar::Visit))
        .cookie(front.gone(Jar::Practitioner))
        .finish()
}

/// With script: the page is blank by now and the browser on its way. A beacon carries no form token; ending a visit
/// needs none, since the cookie comes along only from our own pages.
pub(super) async fn beacon(front: web::Data<Front>, request: HttpRequest) -> HttpResponse {
    end(&front, &request).await;
    HttpResponse::NoContent().cookie(front.gone(Jar::Visit)).cookie(front.gone(Jar::Practitioner)).finish()
}

async fn end(front: &Front, request: &HttpRequest) {
    if let Some(token) = cookie(front, request, Jar::Visit)
        && let Err(problem) = visit::leave(&front.house, &token).await
    {
        tracing::error!(cause = %problem, "a visit could not be wiped at once");
    }
    if let Some(token) = cookie(front, request, Jar::Practitioner)
        && let Err(problem) = session::leave(&front.house, &token).await
    {
        tracing::error!(cause = %problem, "a session could not be ended at once");
    }
}

/// Moves the end of the visit on: opening it has done so already.
pub(super) async fn stay(_: ReporterSession, _: Guarded) -> Answer {
    Ok(HttpResponse::NoContent().finish())
}
