//! Answering a reporter.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::path;
use crate::service::{Problem, case};
use crate::view::psd::case::{CHECKED, WORDS};
use crate::web::answer::{Answer, see_other};
use crate::web::extract::staff::Casework;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;

use super::case::{Shown, content, parse};

/// Sends a message to the mailbox.
pub(in crate::web) async fn send(
    front: web::Data<Front>,
    staff: Staff<Casework>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, typed, checked) = (parse(&id)?, fields.get(WORDS), fields.has(CHECKED));
    match case::reply(&front.house, &staff.0, id, typed, checked).await {
        Ok(()) => Ok(see_other(&path::staff::case_done(&id, "reply"))),
        Err(Problem::Over) => Ok(see_other(&path::staff::case_open(&id))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { typed, checked, errors, done: None };
            content(&front, &staff.0, id, &shown, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(problem) => Err(problem.into()),
    }
}
