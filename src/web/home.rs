//! The first page after signing in: what waits, a part for each thing that the person may do.

use actix_web::web;
use actix_web::web::get;

use domain::identity::role::{Permission, Role};
use view::draw;
use view::staff::home::Home;

use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::staff::Anybody;
use crate::route::entry::Entry;
use crate::staff::{form_token, page_context};
use crate::state::WebState;
use crate::{admin, psd, register};

/// The route.
pub(super) static TABLE: &[Entry] = &[Entry::get("/staff", || get().to(show))];

/// What waits for this person.
async fn show(state: web::Data<WebState>, staff: Staff<Anybody>) -> Answer {
    let (signed, actor) = (&staff.0, &staff.0.actor);
    let (mut parts, mut is_calm) = (Vec::new(), true);
    let mut add = |(part, calm)| {
        parts.push(part);
        is_calm &= calm;
    };
    if actor.may(Permission::Casework) {
        add(psd::waiting::part(&state, signed).await?);
    }
    if actor.may(Permission::KeepSource) {
        add(psd::waiting::decisions(&state, signed).await?);
    }
    if actor.may(Permission::Engage) {
        add(register::waiting::part(&state, signed).await?);
    }
    if actor.may(Permission::ReadAudit) {
        add(admin::week::part(&state, signed).await?);
    }
    if actor.role == Role::Administrator {
        add(admin::health::part(&state, signed).await?);
    }
    let token = form_token(&state, signed);
    Ok(page(draw(&Home { signed: page_context(&state, signed, &token), parts: &parts, is_calm })))
}
