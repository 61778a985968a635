//! The list of the register that one of its pages was come to from.

use std::convert::Infallible;
use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use view::register::list_place::place;
use view::staff::list_place::ListPlace;

use crate::extract::from_list::from_list;

/// The list of the register that a page was come to from, if it was one.
#[derive(Debug)]
pub(super) struct FromList(pub(super) ListPlace);

impl FromRequest for FromList {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self(from_list(request, place))))
    }
}
