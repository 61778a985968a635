//! “You said, we did”, as the department writes it.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::feedback::{DAY, FEEDBACK, Feedback};
use crate::domain::form::Errors;
use crate::domain::record::{self, Known, Record};
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, feedback, register};
use crate::view::component::staff::control::Controls;
use crate::view::draw;
use crate::view::register::feedback::{FeedbackForm, FeedbackList};
use crate::view::register::form::{EntryForm, VERSION};
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::form::Form;
use super::{done, parse};

/// All of it.
pub(super) async fn list(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let entries = feedback::list(&front.house, &staff.0).await?;
    let token = form_token(&front, &staff.0);
    let signed = told(&front, &staff.0, &token);
    Ok(page(draw(&FeedbackList { signed, entries: &entries, done: super::said(&query) })))
}

/// Asks about a new entry.
pub(super) async fn ask(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let mut record = Record::default();
    record.put(DAY, &front.house.now().day().iso());
    Ok(page(drawn(&front, &staff.0, None, &Form::new(&record, Errors::default())).await?))
}

/// Adds it.
pub(super) async fn add(front: web::Data<Front>, staff: Staff<Engage>, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    match feedback::add(&front.house, &staff.0, &pairs).await {
        Ok(()) => Ok(see_other(&done(&path::register::feedback(), "entry"))),
        Err(Problem::Invalid(errors)) => {
            let typed = record::typed(FEEDBACK, &pairs);
            let html = drawn(&front, &staff.0, None, &Form::new(&typed, errors)).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks what to change.
pub(super) async fn edit(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let entry = feedback::find(&front.house, &staff.0, parse(&id)?).await?;
    let form = Form::new(&entry.record, Errors::default());
    Ok(page(drawn(&front, &staff.0, Some(&entry), &form).await?))
}

/// Changes it. When somebody else did so meanwhile, both versions are shown and nothing is lost.
pub(super) async fn save(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let saved = feedback::save(&front.house, &staff.0, (id, version), &pairs).await;
    let (errors, meanwhile, status) = match saved {
        Ok(()) => return Ok(see_other(&done(&path::register::feedback(), "saved"))),
        Err(Problem::Invalid(errors)) => (errors, false, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Problem::Stale) => (Errors::default(), true, StatusCode::CONFLICT),
        Err(problem) => return Err(problem.into()),
    };
    let now = feedback::find(&front.house, &staff.0, id).await?;
    let typed = record::typed(FEEDBACK, &pairs);
    let form = Form { version: (!meanwhile).then_some(version), meanwhile, ..Form::new(&typed, errors) };
    Ok(page_as(status, drawn(&front, &staff.0, Some(&now), &form).await?))
}

async fn drawn(
    front: &Front,
    signed: &Signed,
    entry: Option<&Feedback>,
    form: &Form<'_>,
) -> Result<String, Problem> {
    let known: Known = register::lists(&front.house).await?;
    let history = match entry {
        Some(entry) => Some(feedback::history(&front.house, signed, entry.id).await?),
        None => None,
    };
    let token = form_token(front, signed);
    let action =
        entry.map_or_else(path::register::new_feedback, |entry| path::register::feedback_edit(&entry.id));
    let form = EntryForm {
        signed: told(front, signed, &token),
        title: if entry.is_some() { "Change an entry" } else { "Add an entry" },
        place: Place::Engagements,
        above: vec![("You said, we did", path::register::feedback())],
        action,
        version: form.version.unwrap_or(entry.map_or(0, |entry| entry.version)),
        sections: FEEDBACK,
        controls: Controls { record: form.record, errors: &form.errors, known: &known },
        meanwhile: entry.filter(|_| form.meanwhile).map(|entry| &entry.record),
        button: if entry.is_some() { "Save" } else { "Add entry" },
    };
    Ok(draw(&FeedbackForm { form, history: history.as_deref(), known: &known }))
}
