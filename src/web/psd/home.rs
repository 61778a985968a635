//! The first page after signing in.

use actix_web::web;

use view::draw;
use view::psd::home::Home;

use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::staff::Anybody;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// What the person may do.
pub(super) async fn show(state: web::Data<WebState>, staff: Staff<Anybody>) -> Answer {
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Home { signed: page_context(&state, &staff.0, &token) })))
}
