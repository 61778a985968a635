//! “You said, we did”, as the department writes it.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::feedback::{DAY, FEEDBACK, Feedback};
use crate::domain::record::{self, Known, Record};
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, feedback, register};
use crate::view::draw;
use crate::view::register::feedback::{FeedbackForm, FeedbackList};
use crate::view::register::form::VERSION;
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::form::{Frame, Shown};
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
    Ok(page(drawn(&front, &staff.0, None, &Shown { typed: Some(record), ..Shown::default() }).await?))
}

/// Adds it.
pub(super) async fn add(front: web::Data<Front>, staff: Staff<Engage>, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    match feedback::add(&front.house, &staff.0, &pairs).await {
        Ok(()) => Ok(see_other(&done(&path::register::feedback(), "entry"))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { typed: Some(record::typed(FEEDBACK, &pairs)), errors, ..Shown::default() };
            let html = drawn(&front, &staff.0, None, &shown).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks what to change.
pub(super) async fn edit(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let entry = feedback::find(&front.house, &staff.0, parse(&id)?).await?;
    Ok(page(drawn(&front, &staff.0, Some(&entry), &Shown::default()).await?))
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
    let Err(problem) = feedback::save(&front.house, &staff.0, (id, version), &pairs).await else {
        return Ok(see_other(&done(&path::register::feedback(), "saved")));
    };
    let (shown, status) = Shown::refused(problem, version)?;
    let shown = Shown { typed: Some(record::typed(FEEDBACK, &pairs)), ..shown };
    let now = feedback::find(&front.house, &staff.0, id).await?;
    Ok(page_as(status, drawn(&front, &staff.0, Some(&now), &shown).await?))
}

async fn drawn(
    front: &Front,
    signed: &Signed,
    entry: Option<&Feedback>,
    shown: &Shown,
) -> Result<String, Problem> {
    let known: Known = register::lists(&front.house).await?;
    let history = match entry {
        Some(entry) => Some(feedback::history(&front.house, signed, entry.id).await?),
        None => None,
    };
    let token = form_token(front, signed);
    let action =
        entry.map_or_else(path::register::new_feedback, |entry| path::register::feedback_edit(&entry.id));
    let frame = Frame {
        title: if entry.is_some() { "Change an entry".into() } else { "Add an entry".into() },
        place: Place::Engagements,
        above: vec![("You said, we did", path::register::feedback())],
        action,
        button: if entry.is_some() { "Save" } else { "Add entry" },
    };
    let blank = Record::default();
    let now = entry.map_or((&blank, 0), |entry| (&entry.record, entry.version));
    let form = shown.form(told(front, signed, &token), &frame, FEEDBACK, now, &known);
    Ok(draw(&FeedbackForm { form, history: history.as_deref(), known: &known }))
}
