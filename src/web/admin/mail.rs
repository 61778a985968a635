//! Mail that waits or could not be sent.

use actix_web::web;

use crate::domain::outbox::Reason;
use crate::path;
use crate::service::outbox::{self, OutboxView};
use crate::store::outbox::Waiting;
use crate::view::admin::mail::{DeadLetter, Mail};
use crate::view::draw;
use crate::web::answer::{Answer, page, see_other};
use crate::web::extract::staff::RunMail;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

/// The outbox.
pub(in crate::web) async fn show(front: web::Data<Front>, staff: Staff<RunMail>) -> Answer {
    let view = outbox::view(&front.house, &staff.0).await?;
    let dead: Vec<_> = view.dead.iter().map(|letter| line(&view, letter)).collect();
    let token = form_token(&front, &staff.0);
    let (signed, waiting) = (told(&front, &staff.0, &token), usize::try_from(view.waiting).unwrap_or(0));
    Ok(page(draw(&Mail { signed, waiting, dead: &dead, done: None })))
}

fn line(view: &OutboxView, letter: &Waiting) -> DeadLetter {
    DeadLetter {
        id: letter.id.to_string(),
        notice: letter.notice,
        to: view.name(letter.to).to_owned(),
        first_due: letter.first_due,
        attempts: u32::try_from(letter.attempts).unwrap_or(0),
        reason: Reason::from_code(&letter.reason),
    }
}

/// Sends a dead letter again.
pub(in crate::web) async fn again(
    front: web::Data<Front>,
    staff: Staff<RunMail>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    outbox::revive(&front.house, &staff.0, &id).await?;
    Ok(see_other(&path::staff::mail()))
}
