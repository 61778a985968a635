//! What reporters can reach.

mod check;
mod information;
mod leave;
pub(super) mod mailbox;
mod sent;
mod step;

use actix_web::web::{get, post};

use crate::route::entry::Entry;

/// The routes.
pub(super) static TABLE: &[Entry] = &[
    Entry::get("/", || get().to(information::start)),
    Entry::get("/before", || get().to(information::before)),
    Entry::get("/signs", || get().to(information::signs)),
    Entry::get("/help", || get().to(information::help)),
    Entry::get("/safety", || get().to(information::safety)),
    Entry::get("/privacy", || get().to(information::privacy)),
    Entry::get("/cookies", || get().to(information::cookies)),
    Entry::get("/accessibility", || get().to(information::accessibility)),
    Entry::get("/gone", || get().to(information::show_gone)),
    Entry::get("/step/28", || get().to(step::show_danger)),
    // The first question again, for what was told at an engagement.
    Entry::get("/step/29", || get().to(step::show_disclosed)),
    Entry::post("/step/29", || post().to(step::submit_disclosed)),
    Entry::get("/step/{code}", || get().to(step::show)),
    Entry::post("/step/{code}", || post().to(step::submit)),
    Entry::post("/step/{code}/remove", || post().to(step::remove)),
    Entry::get("/check", || get().to(check::show)),
    Entry::post("/check", || post().to(check::send)),
    Entry::get("/sent", || get().to(sent::show)),
    Entry::post("/sent", || post().to(sent::confirm)),
    Entry::post("/stay", || post().to(leave::stay)),
    Entry::get("/leave", || get().to(leave::leave)),
    Entry::post("/leave", || post().to(leave::beacon)),
    Entry::get("/reply", || get().to(mailbox::ask)),
    Entry::post("/reply", || post().to(mailbox::open)),
    Entry::get("/thread", || get().to(mailbox::show)),
    Entry::post("/thread", || post().to(mailbox::write)),
    Entry::get("/thread/files/{file}", || get().to(mailbox::file)),
    Entry::get("/thread/delete", || get().to(mailbox::ask_delete)),
    Entry::post("/thread/delete", || post().to(mailbox::delete)),
];
