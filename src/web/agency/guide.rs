//! What practitioners read and print: the signs, and what a survivor can choose.

use actix_web::web;

use service::platform::helpline;
use view::agency::options::Options;
use view::agency::signs::Checklist;
use view::draw;

use super::page::{form_token, told};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::front::Front;

/// The signs, as a checklist.
pub(super) async fn signs(front: web::Data<Front>, member: Member) -> Answer {
    let token = form_token(&front, &member.0);
    Ok(page(draw(&Checklist { member: told(&front, &member.0, &token) })))
}

/// What a survivor can choose.
pub(super) async fn options(front: web::Data<Front>, member: Member) -> Answer {
    let helplines = helpline::list(&front.house).await?;
    let token = form_token(&front, &member.0);
    Ok(page(draw(&Options { member: told(&front, &member.0, &token), helplines: &helplines })))
}
