//! What was done together.

use actix_web::web;

use crate::service::practitioner::engagement;
use crate::view::agency::engagements::{Engagements, Line};
use crate::view::draw;
use crate::web::answer::{Answer, page};
use crate::web::extract::Member;
use crate::web::front::Front;

use super::{form_token, told};

/// The latest of it.
pub(super) async fn list(front: web::Data<Front>, member: Member) -> Answer {
    let (found, total) = engagement::list(&front.house, &member.0).await?;
    let lines = found.iter().map(|one| Line {
        kind: one.kind,
        day: one.day,
        led_by: one.led_by,
        topics: &one.topics,
        given: &one.given,
        next: one.next,
    });
    let lines: Vec<_> = lines.collect();
    let token = form_token(&front, &member.0);
    Ok(page(draw(&Engagements { member: told(&front, &member.0, &token), lines: &lines, total })))
}
