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
use view::draw;

use super::page::{form_token, said, told};
use crate::answer::{Answer, done, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::{Guarded, Lead};
use crate::front::Front;

/// Everybody whom the department knows.
pub(super) async fn list(
    front: web::Data<Front>,
    lead: Lead,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let contacts = contact::list(&front.house, &lead.0).await?;
    let token = form_token(&front, &lead.0);
    let member = told(&front, &lead.0, &token);
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

fn drawn(front: &Front, lead: &SignedIn, shown: &Shown<'_>) -> String {
    let token = form_token(front, lead);
    let Shown { contact, version, record, ref errors, meanwhile } = *shown;
    draw(&ContactForm { member: told(front, lead, &token), contact, version, record, errors, meanwhile })
}

/// Asks about somebody new.
pub(super) async fn ask(front: web::Data<Front>, lead: Lead) -> Answer {
    let record = &Record::default();
    let errors = Errors::default();
    let shown = Shown { contact: None, version: 0, record, errors, meanwhile: false };
    Ok(page(drawn(&front, &lead.0, &shown)))
}

/// Adds them.
pub(super) async fn add(front: web::Data<Front>, lead: Lead, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    match contact::add(&front.house, &lead.0, fields.new_id("contact"), &pairs).await {
        Ok(()) => Ok(see_other(&done(&path::agency::contacts(), "saved"))),
        Err(Problem::Invalid(errors)) => {
            let record = &record::typed(CONTACT, &pairs);
            let shown = Shown { contact: None, version: 0, record, errors, meanwhile: false };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, drawn(&front, &lead.0, &shown)))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks what to change.
pub(super) async fn edit(front: web::Data<Front>, lead: Lead, id: web::Path<String>) -> Answer {
    let contact = contact::find(&front.house, &lead.0, parse(&id)?).await?;
    let (version, record, errors) = (contact.version, &contact.record, Errors::default());
    let shown = Shown { contact: Some(&contact), version, record, errors, meanwhile: false };
    Ok(page(drawn(&front, &lead.0, &shown)))
}

/// Changes it. When somebody else did so meanwhile, nothing that was typed is lost.
pub(super) async fn save(
    front: web::Data<Front>,
    lead: Lead,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let version = version(&fields);
    let (errors, meanwhile) = match contact::save(&front.house, &lead.0, (id, version), &pairs).await {
        Ok(()) => return Ok(see_other(&done(&path::agency::contacts(), "saved"))),
        Err(Problem::Invalid(errors)) => (errors, false),
        Err(Problem::Stale) => (Errors::default(), true),
        Err(problem) => return Err(problem.into()),
    };
    let now = contact::find(&front.house, &lead.0, id).await?;
    let (version, status) = if meanwhile {
        (now.version, StatusCode::CONFLICT)
    } else {
        (version, StatusCode::UNPROCESSABLE_ENTITY)
    };
    let record = &record::typed(CONTACT, &pairs);
    let shown = Shown { contact: Some(&now), version, record, errors, meanwhile };
    Ok(page_as(status, drawn(&front, &lead.0, &shown)))
}

/// Says that it is right as it is.
pub(super) async fn confirm(
    front: web::Data<Front>,
    lead: Lead,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    contact::confirm(&front.house, &lead.0, parse(&id)?, version(&fields)).await?;
    Ok(see_other(&done(&path::agency::contacts(), "saved")))
}

fn version(fields: &crate::extract::Fields) -> i64 {
    fields.get(VERSION).parse().unwrap_or(-1)
}
