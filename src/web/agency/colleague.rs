//! The accounts of an agency's people, for its lead.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::identity::field::ACT;
use domain::identity::practitioner::Practitioner;
use service::Problem;
use service::identity::practitioner::colleague;
use service::identity::practitioner::roll::Act;
use service::identity::practitioner::session::SignedIn;
use view::agency::colleagues::{Colleagues, EMAIL, NAME};
use view::agency::done::Done;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::{Guarded, Lead};
use crate::state::WebState;

/// What the page shows beside the accounts.
#[derive(Default)]
struct Shown<'a> {
    typed: (&'a str, &'a str),
    errors: Errors,
    done: Option<Done>,
}

/// Everybody with an account.
pub(super) async fn list(
    state: web::Data<WebState>,
    lead: Lead,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let shown = Shown { done: said(&query), ..Shown::default() };
    Ok(page(render(&state, &lead.0, &shown).await?))
}

async fn render(state: &WebState, lead: &SignedIn, shown: &Shown<'_>) -> Result<String, Problem> {
    let accounts = colleague::list(&state.app, lead).await?;
    let token = form_token(state, lead);
    Ok(draw(&Colleagues {
        member: page_context(state, lead, &token),
        accounts: &accounts,
        now: state.app.now(),
        typed: shown.typed,
        errors: &shown.errors,
        done: shown.done,
    }))
}

/// Invites a colleague.
pub(super) async fn invite(state: web::Data<WebState>, lead: Lead, Guarded(fields): Guarded) -> Answer {
    let typed = (fields.get(NAME), fields.get(EMAIL));
    match colleague::invite(&state.app, &lead.0, typed.0, typed.1).await {
        Ok(()) => Ok(see_other(&done(&path::agency::colleagues(), Done::Invited))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { typed, errors, done: None };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &lead.0, &shown).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Does something to a colleague's account.
pub(super) async fn act(
    state: web::Data<WebState>,
    lead: Lead,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = id.parse::<domain::platform::id::Id<Practitioner>>().map_err(|_| Problem::Missing)?;
    let act = Act::from_code(fields.get(ACT)).ok_or(Problem::Missing)?;
    let what = done_by(act).ok_or(Problem::Missing)?;
    match colleague::act(&state.app, &lead.0, id, act).await {
        Ok(()) => Ok(see_other(&done(&path::agency::colleagues(), what))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { errors, ..Shown::default() };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &lead.0, &shown).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What the page says afterwards; none of what a lead cannot do.
fn done_by(act: Act) -> Option<Done> {
    match act {
        Act::SendAgain => Some(Done::SentAgain),
        Act::Revoke => Some(Done::Revoked),
        Act::End => Some(Done::Ended),
        Act::MakeLead | Act::EndLead | Act::Restart => None,
    }
}
