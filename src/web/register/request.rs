//! What an agency asked for.

use actix_web::web;

use service::register::agency_request;
use view::draw;
use view::register::request::RequestPage;

use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::front::Front;
use crate::staff::{form_token, told};

/// One request.
pub(super) async fn show(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let view = agency_request::view(&front.house, &staff.0, parse(&id)?).await?;
    let token = form_token(&front, &staff.0);
    Ok(page(draw(&RequestPage {
        signed: told(&front, &staff.0, &token),
        request: &view.request,
        agency: &view.agency,
        follow_up: view.follow_up.as_ref(),
        known: &view.known,
    })))
}
