//! The practitioner who is signed in.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use domain::identity::practitioner::Practitioner;
use service::identity::practitioner::session::SignedIn;

use super::present::Present;
use crate::error::PageError;

/// A practitioner who is signed in.
pub type Member = Present<Practitioner>;

/// A practitioner who leads for their agency. To who does not, the page does not exist.
#[derive(Debug)]
pub struct Lead(pub SignedIn);

impl FromRequest for Lead {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let member = Member::from_request(request, payload);
        Box::pin(async move {
            let Present(signed) = member.await?;
            signed.require_lead()?;
            Ok(Self(signed))
        })
    }
}
