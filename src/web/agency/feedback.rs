//! “You said, we did”.

use actix_web::web;

use service::register::feedback;
use view::agency::feedback::FeedbackPage;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::state::WebState;

/// What every agency reads.
pub(super) async fn list(state: web::Data<WebState>, member: Member) -> Answer {
    let entries = feedback::list_shown(&state.app, &member.0).await?;
    let token = form_token(&state, &member.0);
    Ok(page(draw(&FeedbackPage { member: page_context(&state, &member.0, &token), entries: &entries })))
}
