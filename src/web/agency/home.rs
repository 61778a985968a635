//! The first page after signing in.

use actix_web::web;

use service::register::survey;
use view::agency::home::Home;
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::state::WebState;

/// What there is to do here.
pub(super) async fn show(state: web::Data<WebState>, member: Member) -> Answer {
    let (_, answered) = survey::state(&state.app, &member.0).await?;
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Home { member: page_context(&state, &member.0, &token), answered })))
}
