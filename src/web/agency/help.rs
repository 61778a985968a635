//! Help for practitioners.

use actix_web::web;

use service::register::workspace::owner;
use view::agency::help::HelpPage;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::state::WebState;

/// What each place is for, what happens with what is sent, and who to ask.
pub(super) async fn show(state: web::Data<WebState>, member: Member) -> Answer {
    let owner = owner::find(&state.app, &member.0).await?;
    let token = form_token(&state, &member.0);
    Ok(page(draw(&HelpPage { member: page_context(&state, &member.0, &token), owner: owner.as_ref() })))
}
