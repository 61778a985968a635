//! The agencies' own door: what people of registered agencies can reach.

mod session;

use actix_web::web::{get, post};

use crate::service::practitioner::session::SignedIn;
use crate::view::agency::page;

use super::front::Front;
use super::route::Entry;

/// The routes. The numbers are explained in [`crate::path::agency`].
pub(super) static TABLE: &[Entry] = &[
    Entry::get("/step/31", || get().to(session::home)),
    Entry::post("/step/45", || post().to(session::sign_out)),
];

/// What a page is told of who is signed in. `token` must outlive it.
pub(super) fn told<'a>(front: &'a Front, signed: &'a SignedIn, token: &'a str) -> page::Member<'a> {
    let expires_in = u32::try_from(front.house.rules.staff_idle).unwrap_or(u32::MAX);
    let (practitioner, agency) = (&signed.practitioner, signed.agency.name());
    page::Member { site: &front.site, practitioner, agency, token, expires_in }
}

/// The form token of a session.
pub(super) fn form_token(front: &Front, signed: &SignedIn) -> String {
    front.house.forms.issue(&signed.session)
}
