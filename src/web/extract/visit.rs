//! The reporter's visit.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use service::Problem;
use service::report::visit::{self, OpenVisit};
use view::page;

use super::cookie::{cookie, state, tied_to};
use crate::error::PageError;
use crate::layer::padding;
use crate::state::{CookieKind, WebState};

/// A visit that is open; its time starts again. Without one the answer is the page that says that it is over.
#[derive(Debug)]
pub struct ReporterSession {
    /// The visit.
    pub visit: OpenVisit,
    /// A form token for the page that is drawn.
    pub token: String,
}

/// A visit that may be open.
#[derive(Debug)]
pub struct MaybeVisit {
    /// The visit.
    pub visit: Option<OpenVisit>,
    /// A form token for the page that is drawn. It is tied to the cookie, even one whose visit is over.
    pub token: String,
}

type Waiting<T> = Pin<Box<dyn Future<Output = Result<T, PageError>>>>;

impl FromRequest for MaybeVisit {
    type Error = PageError;
    type Future = Waiting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let state = state(&request)?;
            let token = state.app.forms.issue(&tied_to(&state, &request));
            let Some(cookie) = cookie(&state, &request, CookieKind::Visit) else {
                return Ok(Self { visit: None, token });
            };
            match visit::open(&state.app, &cookie).await {
                Ok(visit) => {
                    // Whatever page this is: it must not stand out among those of the practitioners' area.
                    if visit.is_from_area() {
                        padding::fill(&request);
                    }
                    visit::keep(&state.app, &visit).await?;
                    Ok(Self { visit: Some(visit), token })
                }
                Err(Problem::SessionExpired) => Ok(Self { visit: None, token }),
                Err(problem) => Err(problem.into()),
            }
        })
    }
}

impl FromRequest for ReporterSession {
    type Error = PageError;
    type Future = Waiting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let maybe = MaybeVisit::from_request(request, payload);
        Box::pin(async move {
            let MaybeVisit { visit, token } = maybe.await?;
            Ok(Self { visit: visit.ok_or(Problem::SessionExpired)?, token })
        })
    }
}

/// What a page is told of a visit: time runs only where something is stored.
pub fn page_context<'a>(state: &'a WebState, stored: bool, token: &'a str) -> page::Visit<'a> {
    let idle = u32::try_from(state.app.rules.visit_idle).unwrap_or(u32::MAX);
    page::Visit { site: &state.site, token, expires_in: stored.then_some(idle) }
}
