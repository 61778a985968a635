//! The contacts that the department has of an agency, for its lead.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::record::{self, Record};
use domain::register::contact::{CONTACT, Contact};
use service::Problem;
use service::identity::practitioner::session::SignedIn;
use service::register::workspace::contact;
use view::agency::contacts::{ContactForm, Contacts, VERSION};
use view::agency::done::Done;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::id::parse;
use crate::extract::{Guarded, Lead};
use crate::state::WebState;

/// Everybody whom the department knows.
pub(super) async fn list(
    state: web::Data<WebState>,
    lead: Lead,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let contacts = contact::list(&state.app, &lead.0).await?;
    let token = form_token(&state, &lead.0);
    let member = page_context(&state, &lead.0, &token);
    Ok(page(draw(&Contacts { member, contacts: &contacts, done: said(&query) })))
}

/// What a form shows.
struct Shown<'a> {
    contact: Option<&'a Contact>,
    version: i64,
    record: &'a Record,
    errors: Errors,
    meanwhile: bool,
}

fn render(state: &WebState, lead: &SignedIn, shown: &Shown<'_>) -> String {
    let token = form_token(state, lead);
    let Shown { contact, version, record, ref errors, meanwhile } = *shown;
    draw(&ContactForm {
        member: page_context(state, lead, &token),
        contact,
        version,
        record,
        errors,
        meanwhile,
    })
}

/// Asks about somebody new.
pub(super) async fn ask(state: web::Data<WebState>, lead: Lead) -> Answer {
    let record = &Record::default();
    let errors = Errors::default();
    let shown = Shown { contact: None, version: 0, record, errors, meanwhile: false };
    Ok(page(render(&state, &lead.0, &shown)))
}

/// Adds them.
pub(super) async fn add(state: web::Data<WebState>, lead: Lead, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    match contact::add(&state.app, &lead.0, fields.new_id("contact"), &pairs).await {
        Ok(()) => Ok(see_other(&done(&path::agency::contacts(), Done::Saved))),
        Err(Problem::Invalid(errors)) => {
            let record = &record::typed(CONTACT, &pairs);
            let shown = Shown { contact: None, version: 0, record, errors, meanwhile: false };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &lead.0, &shown)))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks what to change.
pub(super) async fn edit(state: web::Data<WebState>, lead: Lead, id: web::Path<String>) -> Answer {
    let contact = contact::find(&state.app, &lead.0, parse(&id)?).await?;
    let (version, record, errors) = (contact.version, &contact.record, Errors::default());
    let shown = Shown { contact: Some(&contact), version, record, errors, meanwhile: false };
    Ok(page(render(&state, &lead.0, &shown)))
}

/// Changes it. When somebody else did so meanwhile, nothing that was typed is lost.
pub(super) async fn save(
    state: web::Data<WebState>,
    lead: Lead,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let version = version(&fields);
    let (errors, meanwhile) = match contact::save(&state.app, &lead.0, (id, version), &pairs).await {
        Ok(()) => return Ok(see_other(&done(&path::agency::contacts(), Done::Saved))),
        Err(Problem::Invalid(errors)) => (errors, false),
        Err(Problem::Stale) => (Errors::default(), true),
        Err(problem) => return Err(problem.into()),
    };
    let now = contact::find(&state.app, &lead.0, id).await?;
    let (version, status) = if meanwhile {
        (now.version, StatusCode::CONFLICT)
    } else {
        (version, StatusCode::UNPROCESSABLE_ENTITY)
    };
    let record = &record::typed(CONTACT, &pairs);
    let shown = Shown { contact: Some(&now), version, record, errors, meanwhile };
    Ok(page_as(status, render(&state, &lead.0, &shown)))
}

/// Says that it is right as it is.
pub(super) async fn confirm(
    state: web::Data<WebState>,
    lead: Lead,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    contact::confirm(&state.app, &lead.0, parse(&id)?, version(&fields)).await?;
    Ok(see_other(&done(&path::agency::contacts(), Done::Saved)))
}

fn version(fields: &crate::extract::Fields) -> i64 {
    fields.get(VERSION).parse().unwrap_or(-1)
}
