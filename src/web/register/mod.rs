//! What those reach who keep the links with agencies. Never a case.

mod agencies;
mod agency;
mod agency_request;
mod application;
mod batch;
mod calendar;
mod call_list;
mod campaign;
mod contact;
pub(super) mod content;
mod coverage;
mod district;
mod edition;
mod engaged;
mod engagement;
mod engagement_form;
mod entry;
mod export;
mod feedback;
mod filter;
mod follow_up;
mod form;
mod import;
mod list_place;
mod material;
mod page;
mod practitioner;
mod survey;
mod target;
pub(crate) mod waiting;

use actix_web::web::{get, post};

use crate::route::entry::Entry;
use domain::register::agency::Agency;
use domain::register::campaign::Campaign;
use domain::register::contact::Contact;
use domain::register::feedback::Feedback;
use domain::register::material::{Edition, Material};

/// The routes.
pub(super) static TABLE: &[Entry] = &[
    Entry::get("/staff/agencies", || get().to(agencies::show)),
    Entry::post("/staff/agencies", || post().to(agencies::change)),
    Entry::get("/staff/agencies/new", || get().to(entry::ask::<Agency>)),
    Entry::post("/staff/agencies/new", || post().to(entry::add::<Agency>)),
    Entry::post("/staff/agencies/filters", || post().to(filter::keep)),
    Entry::post("/staff/agencies/filters/{filter}/remove", || post().to(filter::remove)),
    Entry::get("/staff/agencies/{agency}", || get().to(agency::show)),
    Entry::get("/staff/agencies/{agency}/edit", || get().to(entry::edit::<Agency>)),
    Entry::post("/staff/agencies/{agency}/edit", || post().to(entry::save::<Agency>)),
    Entry::get("/staff/agencies/{agency}/merge/{other}", || get().to(agency::compare)),
    Entry::post("/staff/agencies/{agency}/merge/{other}", || post().to(agency::merge)),
    Entry::get("/staff/agencies/{agency}/contacts/new", || get().to(entry::ask::<Contact>)),
    Entry::post("/staff/agencies/{agency}/contacts/new", || post().to(entry::add::<Contact>)),
    Entry::get("/staff/contacts/{contact}", || get().to(entry::edit::<Contact>)),
    Entry::post("/staff/contacts/{contact}", || post().to(entry::save::<Contact>)),
    Entry::post("/staff/contacts/{contact}/invite", || post().to(contact::invite)),
    Entry::get("/staff/applications", || get().to(application::list)),
    Entry::get("/staff/applications/{application}", || get().to(application::show)),
    Entry::post("/staff/applications/{application}/check", || post().to(application::check)),
    Entry::post("/staff/applications/{application}/approve", || post().to(application::approve)),
    Entry::post("/staff/applications/{application}/refuse", || post().to(application::refuse)),
    Entry::get("/staff/practitioners/{practitioner}", || get().to(practitioner::show)),
    Entry::post("/staff/practitioners/{practitioner}", || post().to(practitioner::act)),
    Entry::post("/staff/agencies/{agency}/follow-ups", || post().to(agency::follow)),
    Entry::get("/staff/engagements", || get().to(engagement::list)),
    Entry::get("/staff/engagements/new", || get().to(engagement_form::ask)),
    Entry::post("/staff/engagements/new", || post().to(engagement_form::add)),
    Entry::get("/staff/engagements/{engagement}", || get().to(engagement::show)),
    Entry::get("/staff/engagements/{engagement}/edit", || get().to(engagement_form::edit)),
    Entry::post("/staff/engagements/{engagement}/edit", || post().to(engagement_form::save)),
    Entry::get("/staff/engagements/{engagement}/delete", || get().to(engagement::ask_to_delete)),
    Entry::post("/staff/engagements/{engagement}/delete", || post().to(engagement::delete)),
    Entry::get("/staff/engagements/{engagement}/file", || get().to(engagement::file)),
    Entry::post("/staff/engagements/{engagement}/file", || post().to(engagement::attach)),
    Entry::post("/staff/engagements/{engagement}/file/remove", || post().to(engagement::detach)),
    Entry::post("/staff/engagements/{engagement}/follow-ups", || post().to(engagement::follow)),
    Entry::get("/staff/follow-ups", || get().to(follow_up::list)),
    Entry::post("/staff/follow-ups/{follow_up}", || post().to(follow_up::settle)),
    Entry::get("/staff/follow-ups/{follow_up}/edit", || get().to(follow_up::edit)),
    Entry::post("/staff/follow-ups/{follow_up}/edit", || post().to(follow_up::save)),
    Entry::get("/staff/requests/{request}", || get().to(agency_request::show)),
    Entry::get("/staff/feedback", || get().to(feedback::list)),
    Entry::get("/staff/feedback/new", || get().to(entry::ask::<Feedback>)),
    Entry::post("/staff/feedback/new", || post().to(entry::add::<Feedback>)),
    Entry::get("/staff/feedback/{feedback}", || get().to(entry::edit::<Feedback>)),
    Entry::post("/staff/feedback/{feedback}", || post().to(entry::save::<Feedback>)),
    Entry::get("/staff/survey", || get().to(survey::show)),
    Entry::get("/staff/survey/answers.csv", || get().to(survey::file)),
    Entry::get("/staff/engaged", || get().to(engaged::show)),
    Entry::get("/staff/calendar", || get().to(calendar::show)),
    Entry::post("/staff/calendar/feed", || post().to(calendar::renew)),
    Entry::post("/staff/calendar/feed/remove", || post().to(calendar::revoke)),
    // For calendar programs, which cannot sign in: the token is the key, and opens nothing else.
    Entry::get("/calendar/{token}.ics", || get().to(calendar::feed)),
    Entry::get("/staff/batches", || get().to(batch::list)),
    Entry::get("/staff/batches/{batch}", || get().to(batch::show)),
    Entry::post("/staff/batches/{batch}/undo", || post().to(batch::undo)),
    Entry::get("/staff/coverage", || get().to(coverage::show)),
    Entry::get("/staff/calls", || get().to(call_list::show)),
    Entry::get("/staff/calls/{agency}/snooze", || get().to(call_list::ask)),
    Entry::post("/staff/calls/{agency}/snooze", || post().to(call_list::snooze)),
    Entry::post("/staff/calls/{agency}/log", || post().to(call_list::log)),
    Entry::get("/staff/materials", || get().to(material::list)),
    Entry::get("/staff/materials/new", || get().to(entry::ask::<Material>)),
    Entry::post("/staff/materials/new", || post().to(entry::add::<Material>)),
    Entry::get("/staff/materials/leaflet.pdf", || get().to(content::leaflet)),
    Entry::get("/staff/materials/poster.pdf", || get().to(content::poster)),
    Entry::get("/staff/materials/words", || get().to(content::edit)),
    Entry::post("/staff/materials/words", || post().to(content::save)),
    Entry::get("/staff/materials/{material}", || get().to(material::show)),
    Entry::get("/staff/materials/{material}/edit", || get().to(entry::edit::<Material>)),
    Entry::post("/staff/materials/{material}/edit", || post().to(entry::save::<Material>)),
    Entry::get("/staff/materials/{material}/editions/new", || get().to(entry::ask::<Edition>)),
    Entry::post("/staff/materials/{material}/editions/new", || post().to(entry::add::<Edition>)),
    Entry::get("/staff/editions/{edition}", || get().to(entry::edit::<Edition>)),
    Entry::post("/staff/editions/{edition}", || post().to(entry::save::<Edition>)),
    Entry::get("/staff/editions/{edition}/file", || get().to(edition::file)),
    Entry::post("/staff/editions/{edition}/file", || post().to(edition::send)),
    Entry::post("/staff/editions/{edition}/file/remove", || post().to(edition::remove)),
    Entry::get("/staff/campaigns", || get().to(campaign::list)),
    Entry::get("/staff/campaigns/new", || get().to(entry::ask::<Campaign>)),
    Entry::post("/staff/campaigns/new", || post().to(entry::add::<Campaign>)),
    Entry::get("/staff/campaigns/{campaign}", || get().to(campaign::show)),
    Entry::get("/staff/campaigns/{campaign}/edit", || get().to(entry::edit::<Campaign>)),
    Entry::post("/staff/campaigns/{campaign}/edit", || post().to(entry::save::<Campaign>)),
    Entry::get("/staff/campaigns/{campaign}/targets", || get().to(target::pick)),
    Entry::post("/staff/campaigns/{campaign}/targets", || post().to(target::add)),
    Entry::post("/staff/campaigns/{campaign}/targets/{agency}/remove", || post().to(target::remove)),
    Entry::get("/staff/imports", || get().to(import::start)),
    Entry::post("/staff/imports", || post().to(import::send)),
    Entry::get("/staff/imports/{import}", || get().to(import::show)),
    Entry::get("/staff/imports/{import}/columns", || get().to(import::columns)),
    Entry::post("/staff/imports/{import}/columns", || post().to(import::map)),
    Entry::post("/staff/imports/{import}/choices", || post().to(import::choose)),
    Entry::post("/staff/imports/{import}/apply", || post().to(import::apply)),
    Entry::get("/staff/export/{export}", || get().to(export::write)),
    Entry::get("/staff/campaigns/{campaign}/targets.{form}", || get().to(export::targets)),
    Entry::get("/staff/materials/{material}/handouts.{form}", || get().to(export::handouts)),
    Entry::get("/staff/coverage/numbers.{form}", || get().to(export::numbers)),
    Entry::get("/staff/districts", || get().to(district::list)),
    Entry::post("/staff/districts", || post().to(district::add)),
    Entry::post("/staff/districts/{district}", || post().to(district::change)),
    Entry::post("/staff/districts/forces/{force}", || post().to(district::place_force)),
];
