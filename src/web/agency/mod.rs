//! The practitioners' area: what people of registered agencies can reach.

mod account;
mod anonymous;
mod application;
mod ask;
mod colleague;
mod contact;
mod engagement;
mod feedback;
mod guide;
mod help;
mod home;
mod join;
mod material;
mod page;
mod report;
mod reports;
mod survey;

use actix_web::web::{get, post};

use domain::identity::practitioner::Practitioner;

use crate::account::{own, passkey, session, set_up};
use crate::route::entry::Entry;

/// The routes. The numbers are explained in [`path::agency`].
pub(super) static TABLE: &[Entry] = &[
    Entry::get("/step/30", || get().to(session::ask::<Practitioner>)),
    Entry::post("/step/30", || post().to(session::sign_in::<Practitioner>)),
    Entry::post("/step/30/1", || post().to(passkey::ask::<Practitioner>)),
    Entry::post("/step/30/2", || post().to(passkey::sign_in::<Practitioner>)),
    Entry::get("/step/31", || get().to(home::show)),
    Entry::get("/step/32", || get().to(material::list)),
    Entry::get("/step/32/1", || get().to(material::leaflet)),
    Entry::get("/step/32/2", || get().to(material::poster)),
    Entry::get("/step/32/{edition}", || get().to(material::file)),
    Entry::get("/step/33", || get().to(engagement::list)),
    Entry::get("/step/34", || get().to(ask::list)),
    Entry::get("/step/34/1", || get().to(ask::briefing)),
    Entry::post("/step/34/1", || post().to(ask::send_briefing)),
    Entry::get("/step/34/2", || get().to(ask::materials)),
    Entry::post("/step/34/2", || post().to(ask::send_materials)),
    Entry::get("/step/35", || get().to(feedback::list)),
    Entry::get("/step/36", || get().to(guide::signs)),
    Entry::get("/step/37", || get().to(guide::options)),
    Entry::get("/step/38", || get().to(survey::ask)),
    Entry::post("/step/38", || post().to(survey::answer)),
    Entry::get("/step/39", || get().to(colleague::list)),
    Entry::post("/step/39", || post().to(colleague::invite)),
    Entry::post("/step/39/{practitioner}", || post().to(colleague::act)),
    Entry::get("/step/40", || get().to(contact::list)),
    Entry::get("/step/40/0", || get().to(contact::ask)),
    Entry::post("/step/40/0", || post().to(contact::add)),
    Entry::get("/step/40/{contact}", || get().to(contact::edit)),
    Entry::post("/step/40/{contact}", || post().to(contact::save)),
    Entry::post("/step/40/{contact}/1", || post().to(contact::confirm)),
    Entry::get("/step/41", || get().to(report::show)),
    Entry::post("/step/41", || post().to(report::begin)),
    Entry::get("/step/42", || get().to(anonymous::show)),
    Entry::post("/step/42", || post().to(anonymous::begin)),
    Entry::post("/step/42/1", || post().to(anonymous::begin_unmarked)),
    Entry::post("/step/42/tokens", || post().to(anonymous::tokens)),
    Entry::get("/step/43", || get().to(reports::list)),
    Entry::get("/step/43/{report}", || get().to(reports::show)),
    Entry::post("/step/43/{report}", || post().to(reports::write)),
    Entry::get("/step/43/{report}/1", || get().to(reports::ask_forget)),
    Entry::post("/step/43/{report}/1", || post().to(reports::forget)),
    Entry::get("/step/43/{report}/2/{file}", || get().to(reports::file)),
    Entry::get("/step/44", || get().to(own::show::<Practitioner>)),
    Entry::post("/step/44/1", || post().to(account::password)),
    Entry::get("/step/44/2", || get().to(account::ask_factor)),
    Entry::post("/step/44/2", || post().to(account::factor)),
    Entry::post("/step/44/3", || post().to(account::sign_out_everywhere)),
    Entry::post("/step/44/4", || post().to(own::ask_proof::<Practitioner>)),
    Entry::post("/step/44/5", || post().to(own::ask_new::<Practitioner>)),
    Entry::post("/step/44/6", || post().to(own::add::<Practitioner>)),
    Entry::post("/step/44/7", || post().to(own::remove::<Practitioner>)),
    Entry::post("/step/45", || post().to(session::sign_out::<Practitioner>)),
    Entry::post("/step/46", || post().to(session::stay::<Practitioner>)),
    Entry::get("/step/47", || get().to(application::ask)),
    Entry::post("/step/47", || post().to(application::apply)),
    Entry::get("/step/48/{token}", || get().to(set_up::ask::<Practitioner>)),
    Entry::post("/step/48/{token}", || post().to(set_up::set_up::<Practitioner>)),
    Entry::post("/step/48/{token}/1", || post().to(join::ask)),
    Entry::post("/step/48/{token}/2", || post().to(join::join)),
    Entry::get("/step/49", || get().to(help::show)),
];
