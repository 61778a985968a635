//! Accounts of an agency's people.

use actix_web::web;

use domain::identity::field::ACT;
use domain::identity::practitioner::Practitioner;
use service::Problem;
use service::identity::practitioner::roll::{self, Act};
use view::draw;
use view::register::done::Done;
use view::register::practitioner::PractitionerPage;

use crate::answer::{Answer, done, page, said, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// An account, and what can be done to it.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (account, agency) = roll::find(&state.app, &staff.0, parse(&id)?).await?;
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&PractitionerPage {
        signed: page_context(&state, &staff.0, &token),
        account: &account,
        agency: agency.name(),
        now: state.app.now(),
        done: said(&query),
    })))
}

/// Does something to it.
pub(super) async fn act(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse::<Practitioner>(&id)?;
    let act = Act::from_code(fields.get(ACT)).ok_or(Problem::Missing)?;
    roll::act(&state.app, &staff.0, id, act).await?;
    Ok(see_other(&done(&path::register::practitioner(&id), done_by(act))))
}

fn done_by(act: Act) -> Done {
    match act {
        Act::SendAgain => Done::SentAgain,
        Act::Revoke => Done::Revoked,
        Act::MakeLead => Done::Leads,
        Act::EndLead => Done::LeadsNoMore,
        Act::End => Done::Ended,
        Act::Restart => Done::Restarted,
    }
}
