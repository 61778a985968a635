//! Asking for a briefing, or for materials by post.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::record::{self, Record};
use domain::register::agency::{LANGUAGES, WITHHELD};
use domain::register::agency_request::{PERSON, Wish};
use service::Problem;
use service::identity::practitioner::session::SignedIn;
use service::register::agency_request;
use view::agency::ask::{Ask, AskForm};
use view::agency::done::Done;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::{Fields, Guarded, Member};
use crate::state::WebState;

/// What can be asked for, and what was.
pub(super) async fn list(
    state: web::Data<WebState>,
    member: Member,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let asked = agency_request::own(&state.app, &member.0).await?;
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Ask {
        member: page_context(&state, &member.0, &token),
        asked: &asked,
        done: said(&query),
    })))
}

/// Asks about a briefing.
pub(super) async fn briefing(state: web::Data<WebState>, member: Member) -> Answer {
    Ok(page(blank(&state, &member.0, Wish::Briefing)))
}

/// Asks about materials.
pub(super) async fn materials(state: web::Data<WebState>, member: Member) -> Answer {
    Ok(page(blank(&state, &member.0, Wish::Materials)))
}

/// Whom to talk to, and the languages of the agency: as far as they are known.
fn blank(state: &WebState, signed: &SignedIn, kind: Wish) -> String {
    let mut record = Record::default();
    record.put(PERSON, &signed.practitioner.name);
    record.set("languages", signed.agency.record.all(LANGUAGES).to_vec());
    render(state, signed, kind, &record, &Errors::default())
}

fn render(state: &WebState, signed: &SignedIn, kind: Wish, record: &Record, errors: &Errors) -> String {
    let withheld = signed.agency.record.flag(WITHHELD);
    let token = form_token(state, signed);
    draw(&AskForm { member: page_context(state, signed, &token), kind, withheld, record, errors })
}

/// Asks for a briefing.
pub(super) async fn send_briefing(
    state: web::Data<WebState>,
    member: Member,
    Guarded(fields): Guarded,
) -> Answer {
    send(&state, &member.0, Wish::Briefing, &fields).await
}

/// Asks for materials.
pub(super) async fn send_materials(
    state: web::Data<WebState>,
    member: Member,
    Guarded(fields): Guarded,
) -> Answer {
    send(&state, &member.0, Wish::Materials, &fields).await
}

async fn send(state: &WebState, signed: &SignedIn, kind: Wish, fields: &Fields) -> Answer {
    let pairs = fields.pairs();
    match agency_request::ask(&state.app, signed, (fields.new_id("request"), kind), &pairs).await {
        Ok(()) => Ok(see_other(&done(&path::agency::ask(), Done::Asked))),
        Err(Problem::Invalid(errors)) => {
            let typed = record::typed(kind.sections(), &pairs);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, signed, kind, &typed, &errors)))
        }
        Err(problem) => Err(problem.into()),
    }
}
