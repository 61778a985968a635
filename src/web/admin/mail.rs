//! Mail that was not sent.

use actix_web::web;

use crate::domain::outbox::Reason;
use crate::path;
use crate::service::outbox;
use crate::view::admin::mail::{GivenUp, Mail};
use crate::view::draw;
use crate::web::answer::{Answer, page, see_other};
use crate::web::extract::staff::RunMail;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

/// What was not sent.
pub(in crate::web) async fn show(front: web::Data<Front>, staff: Staff<RunMail>) -> Answer {
    let view = outbox::view(&front.house, &staff.0).await?;
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
    let token = form_token(&front, &staff.0);
    let signed = told(&front, &staff.0, &token);
    Ok(page(draw(&Mail { signed, day: view.day, late: &late, given_up: &given_up, done: None })))
}

/// Sends what was given up again.
pub(in crate::web) async fn again(front: web::Data<Front>, staff: Staff<RunMail>, _: Guarded) -> Answer {
    outbox::revive(&front.house, &staff.0).await?;
    Ok(see_other(&path::staff::mail()))
}
