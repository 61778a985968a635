//! What was done together.

use actix_web::web;

use service::register::workspace::engagement;
use view::agency::engagements::{EngagementLine, Engagements};
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::state::WebState;

/// The latest of it.
pub(super) async fn list(state: web::Data<WebState>, member: Member) -> Answer {
    let (found, total) = engagement::list(&state.app, &member.0).await?;
    let lines = found.iter().map(|one| EngagementLine {
        kind: one.kind,
        day: one.day,
        led_by: one.led_by,
        topics: &one.topics,
        given: &one.given,
        next: one.next,
    });
    let lines: Vec<_> = lines.collect();
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Engagements { member: page_context(&state, &member.0, &token), lines: &lines, total })))
}
