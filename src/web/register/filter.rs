//! Filters that people keep.

use actix_web::http::StatusCode;
use actix_web::web;

use service::Problem;
use service::register::filter;
use view::register::agencies::{FILTER_NAME, FILTER_QUERY};
use view::register::agency_filter::Picked;
use view::register::done::Done;

use super::agencies::{Shown, render};
use crate::answer::{Answer, done, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::state::WebState;

/// Keeps the filter that the list is shown by. Only what a filter can say is kept of the address.
pub(super) async fn keep(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    Guarded(fields): Guarded,
) -> Answer {
    let pairs: Vec<(String, String)> =
        serde_urlencoded::from_str(fields.get(FILTER_QUERY)).unwrap_or_default();
    let (picked, _) = Picked::read(&pairs);
    match filter::keep(&state.app, &staff.0, fields.get(FILTER_NAME), &picked.query()).await {
        Ok(()) => Ok(see_other(&done(&picked.href(1), Done::Filter))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { errors, ..Shown::default() };
            let html = render(&state, &staff.0, &picked, 1, &shown).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Forgets one.
pub(super) async fn remove(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    filter::remove(&state.app, &staff.0, parse(&id)?).await?;
    Ok(see_other(&done(&path::register::agencies(), Done::Filter)))
}
