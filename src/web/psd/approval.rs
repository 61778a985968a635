//! Approvals: what waits for a second person.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::casework::approval::Approval;
use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::reason::casework::CaseworkReason;
use domain::platform::id::Id;
use service::Problem;
use service::casework::approval::{self, NamedApproval};
use service::casework::new_member;
use service::identity::session::Signed;
use view::draw;
use view::psd::approval::{ACTION, ApprovalLine, ApprovalPage, Approvals, VERSION};

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::{Anybody, KeepSource};
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// What waits for the person, and what they asked for. Which roles have a part in it the table of purposes
/// says.
pub(crate) async fn list(state: web::Data<WebState>, staff: Staff<Anybody>) -> Answer {
    let found = approval::list(&state.app, &staff.0).await?;
    let waiting: Vec<_> = found.waiting.iter().map(line).collect();
    let asked: Vec<_> = found.asked.iter().map(line).collect();
    let (token, now) = (form_token(&state, &staff.0), state.app.now());
    let signed = page_context(&state, &staff.0, &token);
    Ok(page(draw(&Approvals { signed, waiting: &waiting, asked: &asked, now })))
}

fn line(named: &NamedApproval) -> ApprovalLine<'_> {
    let NamedApproval { approval, first, second, desk, case, member } = named;
    let case = case.as_ref().map(|(id, reference)| (*id, reference));
    let member = member.as_ref().map(|(name, desk)| (name.as_str(), desk.as_str()));
    ApprovalLine { approval, first, second, desk, case, member }
}

/// One of them.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    id: web::Path<String>,
    request: HttpRequest,
) -> Answer {
    let done = request.query_string() == path::DONE;
    Ok(page(render(&state, &staff.0, parse(&id)?, (&Errors::default(), done)).await?))
}

/// Approves, refuses or withdraws it.
pub(crate) async fn decide(
    state: web::Data<WebState>,
    staff: Staff<Anybody>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id: Id<Approval> = parse(&id)?;
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let decided = approval::decide(&state.app, &staff.0, id, version, fields.get(ACTION)).await;
    answer(&state, &staff.0, id, decided.map(|()| path::staff::approval(&id))).await
}

/// Makes the person a member whom it is for.
pub(crate) async fn add_member(
    state: web::Data<WebState>,
    staff: Staff<KeepSource>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id: Id<Approval> = parse(&id)?;
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let added = new_member::add(&state.app, &staff.0, id, version).await;
    answer(&state, &staff.0, id, added.map(|desk| path::staff::desk(&desk))).await
}

/// Goes on to the page that shows what was done, or says why it was not.
async fn answer(
    state: &WebState,
    signed: &Signed,
    id: Id<Approval>,
    outcome: Result<String, Problem>,
) -> Answer {
    match outcome {
        Ok(next) => Ok(see_other(&path::done(&next))),
        Err(Problem::NotApproved(reason)) => {
            let errors = Errors::one(Key::PAGE, CaseworkReason::NotApproved(reason));
            Ok(page_as(StatusCode::CONFLICT, render(state, signed, id, (&errors, false)).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render(
    state: &WebState,
    signed: &Signed,
    id: Id<Approval>,
    (errors, done): (&Errors, bool),
) -> Result<String, Problem> {
    let open = approval::find(&state.app, signed, id).await?;
    let (token, now) = (form_token(state, signed), state.app.now());
    Ok(draw(&ApprovalPage {
        signed: page_context(state, signed, &token),
        line: line(&open.named),
        commands: &open.commands,
        is_first: open.is_first,
        is_usable: open.is_usable,
        now,
        errors,
        done,
    }))
}
