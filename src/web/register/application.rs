//! Agencies that ask to be registered.

use std::fmt::Display;

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::identity::application::{Application, State};
use domain::platform::id::Id;
use service::Problem;
use service::identity::application::{self, PAGE as PER_PAGE, decision};
use service::identity::session::Signed;
use service::register::history;
use view::draw;
use view::register::agency_filter::PAGE;
use view::register::application::{ApplicationPage, CHECK, ENTRY, REASON, RESULT, Typed, VERSION, WORDS};
use view::register::applications::{Applications, STATE};
use view::register::done::Done;

use super::page::{offset, pages};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::error::PageError;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Fields, Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// All of them, or those in a state.
pub(super) async fn list(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let wanted = State::from_code(path::value(&query, STATE));
    let number = path::value(&query, PAGE).parse().unwrap_or(1).max(1);
    let found = application::list(&state.app, &staff.0, wanted, offset(number, PER_PAGE)).await?;
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Applications {
        signed: page_context(&state, &staff.0, &token),
        lines: &found.lines,
        state: wanted,
        page: number,
        last: pages(found.total, PER_PAGE),
        total: found.total,
    })))
}

/// One of them.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let typed = Typed { words: path::value(&query, WORDS), ..Typed::default() };
    let shown = Shown { typed, errors: &Errors::default(), done: said(&query) };
    Ok(page(seen(&state, &staff.0, parse(&id)?, &shown).await?))
}

/// What the page shows beside the application.
struct Shown<'a> {
    typed: Typed<'a>,
    errors: &'a Errors,
    done: Option<Done>,
}

async fn seen(
    state: &WebState,
    signed: &Signed,
    id: Id<Application>,
    shown: &Shown<'_>,
) -> Result<String, Problem> {
    let view = application::view(&state.app, signed, id, shown.typed.words).await?;
    let known = history::lists(&state.app).await?;
    let token = form_token(state, signed);
    Ok(draw(&ApplicationPage {
        signed: page_context(state, signed, &token),
        application: &view.application,
        agency: view.agency.as_ref(),
        doubles: &view.doubles,
        found: &view.found,
        known: &known,
        typed: shown.typed,
        errors: shown.errors,
        done: shown.done,
    }))
}

/// Writes down a check.
pub(super) async fn check(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse(&id)?;
    let made = (fields.get(CHECK), fields.get(RESULT));
    let result = application::record_check(&state.app, &staff.0, id, made).await;
    answered(&state, &staff.0, (id, Done::Checked, path::register::application_check), &fields, result).await
}

/// Approves it.
pub(super) async fn approve(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse(&id)?;
    let result = decision::approve(&state.app, &staff.0, (id, version(&fields)), fields.get(ENTRY)).await;
    answered(&state, &staff.0, (id, Done::Approved, path::register::application_approve), &fields, result)
        .await
}

/// Refuses it.
pub(super) async fn refuse(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse(&id)?;
    let result = decision::refuse(&state.app, &staff.0, (id, version(&fields)), fields.get(REASON)).await;
    answered(&state, &staff.0, (id, Done::Refused, path::register::application_refuse), &fields, result).await
}

/// Which application a form was about, what it did, and where it went.
type Sent = (Id<Application>, Done, fn(&dyn Display) -> String);

/// The application as it is now, with a word about what was done, or with what was typed and will not do.
async fn answered(
    state: &WebState,
    signed: &Signed,
    (id, what, action): Sent,
    fields: &Fields,
    result: Result<(), Problem>,
) -> Answer {
    match result {
        Ok(()) => Ok(see_other(&done(&path::register::application(&id), what))),
        Err(Problem::Invalid(errors)) => {
            let typed = Typed {
                check: fields.get(CHECK),
                result: fields.get(RESULT),
                entry: fields.get(ENTRY),
                reason: fields.get(REASON),
                words: "",
            };
            let shown = Shown { typed, errors: &errors, done: None };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, seen(state, signed, id, &shown).await?))
        }
        Err(problem) => Err(PageError::from(problem).keeping(&action(&id), fields.typed())),
    }
}

fn version(fields: &Fields) -> i64 {
    fields.get(VERSION).parse().unwrap_or(-1)
}
