//! What practitioners read and print: the signs, and what a survivor can choose.

use actix_web::web;

use service::platform::helpline;
use view::agency::options::Options;
use view::agency::signs::Checklist;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::state::WebState;

/// The signs, as a checklist.
pub(super) async fn signs(state: web::Data<WebState>, member: Member) -> Answer {
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Checklist { member: page_context(&state, &member.0, &token) })))
}

/// What a survivor can choose.
pub(super) async fn options(state: web::Data<WebState>, member: Member) -> Answer {
    let helplines = helpline::list(&state.app).await?;
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Options { member: page_context(&state, &member.0, &token), helplines: &helplines })))
}
