//! The practitioner who is signed in.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use service::Problem;
use service::identity::practitioner::session::{self, SignedIn};

use super::cookie::{cookie, state};
use crate::error::PageError;
use crate::state::CookieKind;

/// A practitioner who is signed in. Who is not is sent to sign in.
#[derive(Debug)]
pub struct Member(pub SignedIn);

/// A practitioner who leads for their agency. To who does not, the page does not exist.
#[derive(Debug)]
pub struct Lead(pub SignedIn);

type Waiting<T> = Pin<Box<dyn Future<Output = Result<T, PageError>>>>;

impl FromRequest for Member {
    type Error = PageError;
    type Future = Waiting<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let state = state(&request)?;
            let token = cookie(&state, &request, CookieKind::Practitioner).ok_or(Problem::Over)?;
            Ok(Self(session::current(&state.app, &token).await?))
        })
    }
}

impl FromRequest for Lead {
    type Error = PageError;
    type Future = Waiting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let member = Member::from_request(request, payload);
        Box::pin(async move {
            let Member(signed) = member.await?;
            signed.require_lead()?;
            Ok(Self(signed))
        })
    }
}
