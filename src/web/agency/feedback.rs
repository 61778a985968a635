//! “You said, we did”.

use actix_web::web;

use service::register::feedback;
use view::agency::feedback::FeedbackPage;
use view::draw;

use super::page::{form_token, told};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::front::Front;

/// What every agency reads.
pub(super) async fn list(front: web::Data<Front>, member: Member) -> Answer {
    let entries = feedback::shown(&front.house, &member.0).await?;
    let token = form_token(&front, &member.0);
    Ok(page(draw(&FeedbackPage { member: told(&front, &member.0, &token), entries: &entries })))
}
