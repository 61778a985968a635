//! The inbox that a page of a case was come to from.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use view::psd::case_filter::Chosen;
use view::staff::list_place::ListPlace;

use crate::extract::from_list::from_list;

/// The inbox that a page was come to from, if it was.
#[derive(Debug)]
pub(super) struct FromInbox(pub(super) ListPlace);

impl FromRequest for FromInbox {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(from_list(request, Chosen::place_of))))
    }
}
