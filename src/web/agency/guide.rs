//! What practitioners read and print: the signs, and what a survivor can choose.

use actix_web::web;

use crate::service::helpline;
use crate::view::agency::options::Options;
use crate::view::agency::signs::Checklist;
use crate::view::draw;
use crate::web::answer::{Answer, page};
use crate::web::extract::Member;
use crate::web::front::Front;

use super::{form_token, told};

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
