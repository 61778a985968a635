//! Whoever is signed in.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use service::Problem;
use service::identity::area::AccountArea;
use service::identity::sign_in::current;

use super::cookie::{cookie, state};
use crate::error::PageError;
use crate::state::CookieKind;

/// Somebody who is signed in to an area. Who is not is sent to sign in.
#[derive(Debug)]
pub struct Present<A: AccountArea>(pub A::Signed);

impl<A: AccountArea> FromRequest for Present<A> {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let state = state(&request)?;
            let token = cookie(&state, &request, CookieKind::of(A::AREA)).ok_or(Problem::SessionExpired)?;
            Ok(Self(current::<A>(&state.app, &token).await?))
        })
    }
}
