//! What an agency asked for.

use actix_web::web;

use service::register::agency_request;
use view::draw;
use view::register::agency_request::RequestPage;

use super::list_place::FromList;
use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// One request.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
) -> Answer {
    let view = agency_request::view(&state.app, &staff.0, parse(&id)?).await?;
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&RequestPage {
        signed: page_context(&state, &staff.0, &token),
        request: &view.request,
        agency: &view.agency,
        follow_up: view.follow_up.as_ref(),
        known: &view.known,
        place: &place,
    })))
}
