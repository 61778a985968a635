//! Accounts of an agency's people.

use actix_web::web;

use domain::identity::field::ACT;
use domain::identity::practitioner::Practitioner;
use service::Problem;
use service::identity::practitioner::roll::{self, Act};
use view::draw;
use view::register::practitioner::PractitionerPage;

use super::page::said;
use crate::answer::{Answer, done, page, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, told};
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
        signed: told(&state, &staff.0, &token),
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
    Ok(see_other(&done(&path::register::practitioner(&id), act.code())))
}
