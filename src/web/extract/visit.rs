//! The reporter's visit.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use crate::crypto::token::Token;
use crate::service::Problem;
use crate::service::visit::{self, OpenVisit};
use crate::view::page;
use crate::web::error::PageError;
use crate::web::front::{Front, Jar};

/// A visit that is open; its time starts again. Without one the answer is the page that says that it is over.
#[derive(Debug)]
pub struct ReporterSession(pub OpenVisit);

/// A visit that may be open.
#[derive(Debug)]
pub struct MaybeVisit {
    /// The visit, if the cookie opens one.
    pub visit: Option<OpenVisit>,
    /// What form tokens are tied to: the cookie as it came, also when it opens nothing any more. The browser sends it
    /// along with the form, whatever has become of the visit.
    pub tied_to: String,
}

type Waiting<T> = Pin<Box<dyn Future<Output = Result<T, PageError>>>>;

impl FromRequest for MaybeVisit {
    type Error = PageError;
    type Future = Waiting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let front = super::front(&request)?;
            let cookie = super::cookie(&front, &request, Jar::Visit);
            let tied_to = cookie.as_ref().map(Token::lookup).unwrap_or_default();
            let visit = match &cookie {
                Some(token) => open(&front, token).await?,
                None => None,
            };
            Ok(Self { visit, tied_to })
        })
    }
}

async fn open(front: &Front, token: &Token) -> Result<Option<OpenVisit>, Problem> {
    match visit::open(&front.house, token).await {
        Ok(open) => {
            visit::keep(&front.house, &open).await?;
            Ok(Some(open))
        }
        Err(Problem::Over) => Ok(None),
        Err(problem) => Err(problem),
    }
}

impl FromRequest for ReporterSession {
    type Error = PageError;
    type Future = Waiting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let maybe = MaybeVisit::from_request(request, payload);
        Box::pin(async move { maybe.await?.visit.map(Self).ok_or_else(|| Problem::Over.into()) })
    }
}

/// What a page is told of a visit. `token` must outlive it.
pub fn told<'a>(front: &'a Front, visit: Option<&OpenVisit>, token: &'a str) -> page::Visit<'a> {
    let idle = u32::try_from(front.house.rules.visit_idle).unwrap_or(u32::MAX);
    page::Visit { site: &front.site, token, expires_in: visit.map(|_| idle) }
}

/// The form token of a visit.
pub fn form_token(front: &Front, visit: &OpenVisit) -> String {
    front.house.forms.issue(&visit.token().lookup())
}
