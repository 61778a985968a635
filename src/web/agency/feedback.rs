//! “You said, we did”.

use actix_web::web;

use crate::service::feedback;
use crate::view::agency::feedback::FeedbackPage;
use crate::view::draw;
use crate::web::answer::{Answer, page};
use crate::web::extract::Member;
use crate::web::front::Front;

use super::{form_token, told};

/// What every agency reads.
pub(super) async fn list(front: web::Data<Front>, member: Member) -> Answer {
    let entries = feedback::shown(&front.house, &member.0).await?;
    let token = form_token(&front, &member.0);
    Ok(page(draw(&FeedbackPage { member: told(&front, &member.0, &token), entries: &entries })))
}
