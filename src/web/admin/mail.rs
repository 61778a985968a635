//! Mail that was not sent.

use actix_web::web;

use domain::platform::outbox::Reason;
use service::platform::outbox;
use view::admin::mail::{GivenUp, Mail};
use view::draw;

use crate::answer::{Answer, page, see_other};
use crate::extract::staff::RunMail;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// What was not sent.
pub(crate) async fn show(state: web::Data<WebState>, staff: Staff<RunMail>) -> Answer {
    let view = outbox::view(&state.app, &staff.0).await?;
    let late: Vec<_> = view.late.iter().map(|(code, letters)| (Reason::from_code(code), *letters)).collect();
    let given_up: Vec<_> = view
        .given_up
        .iter()
        .map(|((day, code), letters)| GivenUp {
            day: *day,
            reason: Reason::from_code(code),
            letters: *letters,
        })
        .collect();
    let token = form_token(&state, &staff.0);
    let signed = page_context(&state, &staff.0, &token);
    Ok(page(draw(&Mail { signed, day: view.day, late: &late, given_up: &given_up })))
}

/// Sends what was given up again.
pub(crate) async fn again(state: web::Data<WebState>, staff: Staff<RunMail>, _: Guarded) -> Answer {
    outbox::revive(&state.app, &staff.0).await?;
    Ok(see_other(&path::staff::mail()))
}
