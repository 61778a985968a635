//! Help for staff.

use actix_web::web;
use actix_web::web::get;

use service::identity::staff::contacts;
use view::draw;
use view::staff::help::HelpPage;

use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::staff::Anybody;
use crate::route::entry::Entry;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The route.
pub(super) static TABLE: &[Entry] = &[Entry::get("/staff/help", || get().to(show))];

/// What each place is for, and who to ask.
async fn show(state: web::Data<WebState>, staff: Staff<Anybody>) -> Answer {
    let found = contacts(&state.app, &staff.0).await?;
    let token = form_token(&state, &staff.0);
    let signed = page_context(&state, &staff.0, &token);
    Ok(page(draw(&HelpPage { signed, managers: &found.managers, administrators: &found.administrators })))
}
