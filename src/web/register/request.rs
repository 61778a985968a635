//! What an agency asked for.

use actix_web::web;

use crate::service::request;
use crate::view::draw;
use crate::view::register::request::RequestPage;
use crate::web::answer::{Answer, page};
use crate::web::extract::Staff;
use crate::web::extract::staff::Engage;
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::parse;

/// One request.
pub(super) async fn show(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let view = request::view(&front.house, &staff.0, parse(&id)?).await?;
    let token = form_token(&front, &staff.0);
    Ok(page(draw(&RequestPage {
        signed: told(&front, &staff.0, &token),
        request: &view.request,
        agency: &view.agency,
        follow_up: view.follow_up.as_ref(),
        known: &view.known,
    })))
}
