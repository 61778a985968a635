//! Answering a reporter.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::path;
use crate::service::{Problem, case};
use crate::view::psd::case::{CHECKED, WORDS};
use crate::web::answer::{Answer, see_other};
use crate::web::error::PageError;
use crate::web::extract::staff::Casework;
use crate::web::extract::{Fields, Guarded, Staff};
use crate::web::front::Front;

use super::case::{Shown, content, parse};

/// Sends a message to the mailbox.
pub(in crate::web) async fn send(
    front: web::Data<Front>,
    staff: Result<Staff<Casework>, PageError>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse(&id)?;
    let result = reply(&front, staff, id, &fields).await;
    result.map_err(|error| error.keeping(&path::staff::case_reply(&id), &fields))
}

async fn reply(
    front: &Front,
    staff: Result<Staff<Casework>, PageError>,
    id: Id<Case>,
    fields: &Fields,
) -> Answer {
    let (staff, typed, checked) = (staff?, fields.get(WORDS), fields.has(CHECKED));
    match case::reply(&front.house, &staff.0, id, &fields.idempotency_key(), (typed, checked)).await {
        Ok(()) => Ok(see_other(&path::staff::case_done(&id, "reply"))),
        Err(Problem::Over) => Ok(see_other(&path::staff::case_open(&id))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { typed, checked, errors, done: None };
            content(front, &staff.0, id, &shown, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(problem) => Err(problem.into()),
    }
}
