//! What staff can reach: signing in, cases, desks.

mod account;
mod approval;
mod case;
mod desk;
mod inbox;
mod list_place;
mod reply;
mod source_review;
pub(crate) mod waiting;

use actix_web::web::{get, post};

use domain::identity::staff::Staff;

use crate::account::{own, passkey, session, set_up};
use crate::route::entry::Entry;

/// The routes.
pub(super) static TABLE: &[Entry] = &[
    Entry::get("/staff/sign-in", || get().to(session::ask::<Staff>)),
    Entry::post("/staff/sign-in", || post().to(session::sign_in::<Staff>)),
    Entry::post("/staff/sign-in/question", || post().to(passkey::ask::<Staff>)),
    Entry::post("/staff/sign-in/passkey", || post().to(passkey::sign_in::<Staff>)),
    Entry::get("/staff/account", || get().to(own::show::<Staff>)),
    Entry::post("/staff/account/proof", || post().to(own::ask_proof::<Staff>)),
    Entry::post("/staff/account/question", || post().to(own::ask_new::<Staff>)),
    Entry::post("/staff/account/passkeys", || post().to(own::add::<Staff>)),
    Entry::post("/staff/account/passkeys/remove", || post().to(own::remove::<Staff>)),
    Entry::post("/staff/sign-out", || post().to(session::sign_out::<Staff>)),
    Entry::post("/staff/stay", || post().to(session::stay::<Staff>)),
    Entry::get("/staff/enrol/{token}", || get().to(set_up::ask::<Staff>)),
    Entry::post("/staff/enrol/{token}", || post().to(set_up::set_up::<Staff>)),
    Entry::get("/staff/cases", || get().to(inbox::show)),
    Entry::get("/staff/cases/{case}", || get().to(case::show)),
    Entry::get("/staff/cases/{case}/open", || get().to(case::gate)),
    Entry::post("/staff/cases/{case}/open", || post().to(case::open)),
    Entry::post("/staff/cases/{case}/act", || post().to(case::act)),
    Entry::post("/staff/cases/{case}/assign", || post().to(case::assign)),
    Entry::post("/staff/cases/{case}/reply", || post().to(reply::send)),
    Entry::get("/staff/cases/{case}/files/{file}", || get().to(case::cleaned)),
    Entry::get("/staff/cases/{case}/files/{file}/original", || get().to(case::original)),
    Entry::get("/staff/approvals", || get().to(approval::list)),
    Entry::get("/staff/approvals/{approval}", || get().to(approval::show)),
    Entry::post("/staff/approvals/{approval}", || post().to(approval::decide)),
    Entry::post("/staff/approvals/{approval}/member", || post().to(approval::add_member)),
    Entry::get("/staff/desks", || get().to(desk::list)),
    Entry::get("/staff/desks/{desk}", || get().to(desk::show)),
    Entry::post("/staff/desks/{desk}", || post().to(desk::save)),
    Entry::post("/staff/desks/{desk}/members", || post().to(desk::add)),
    Entry::get("/staff/notices", || get().to(source_review::list)),
    Entry::get("/staff/notices/{notice}", || get().to(source_review::show)),
    Entry::post("/staff/notices/{notice}", || post().to(source_review::decide)),
];
