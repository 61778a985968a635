//! Answering a reporter.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::casework::case::Case;
use domain::platform::id::Id;
use service::Problem;
use service::casework::case;
use view::psd::case::{CHECKED, WORDS};
use view::psd::done::Done;
use view::staff::list_place::ListPlace;

use super::case::{Shown, content};
use super::list_place::FromInbox;
use crate::answer::{Answer, done, see_other};
use crate::error::PageError;
use crate::extract::id::parse;
use crate::extract::staff::Casework;
use crate::extract::{Fields, Guarded, Staff};
use crate::form_draft::{KeptDraft, forget};
use crate::state::WebState;

/// Sends a message to the mailbox.
pub(crate) async fn send(
    state: web::Data<WebState>,
    staff: Result<Staff<Casework>, PageError>,
    id: web::Path<String>,
    FromInbox(place): FromInbox,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse(&id)?;
    let result = reply(&state, staff, id, &place, &fields).await;
    let again = place.carry(&path::staff::case_reply(&id));
    result.map_err(|error| error.keeping(&again, fields.typed()))
}

async fn reply(
    state: &WebState,
    staff: Result<Staff<Casework>, PageError>,
    id: Id<Case>,
    place: &ListPlace,
    fields: &Fields,
) -> Answer {
    let (staff, typed, checked) = (staff?, fields.get(WORDS), fields.has(CHECKED));
    match case::reply(&state.app, &staff.0, id, &fields.idempotency_key(), (typed, checked)).await {
        Ok(()) => {
            forget(state, &staff.0, &path::staff::case(&id)).await?;
            Ok(see_other(&place.carry(&done(&path::staff::case(&id), Done::Replied))))
        }
        Err(Problem::NotOpened) => Ok(see_other(&place.carry(&path::staff::case_open(&id)))),
        Err(Problem::Invalid(errors)) => {
            let draft = KeptDraft::at(state, &staff.0, &path::staff::case(&id)).await?;
            let shown = Shown { typed, checked, errors, draft, ..Shown::new(place) };
            content(state, &staff.0, id, &shown, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(problem) => Err(problem.into()),
    }
}
