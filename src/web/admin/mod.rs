//! What those reach who run the site: mail, helplines, the audit log. Never a case.

mod audit;
pub(crate) mod health;
mod helpline;
mod mail;
pub(crate) mod week;

use actix_web::web::{get, post};

use crate::route::entry::Entry;

/// The routes.
pub(super) static TABLE: &[Entry] = &[
    Entry::get("/staff/mail", || get().to(mail::show)),
    Entry::post("/staff/mail/again", || post().to(mail::again)),
    Entry::get("/staff/helplines", || get().to(helpline::list)),
    Entry::get("/staff/helplines/{helpline}", || get().to(helpline::show)),
    Entry::post("/staff/helplines/{helpline}", || post().to(helpline::save)),
    Entry::get("/staff/audit", || get().to(audit::show)),
    Entry::get("/staff/audit/export", || get().to(audit::export)),
];
