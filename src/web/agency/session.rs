//! Signing in and out.

use actix_web::web;

use crate::path;
use crate::service::practitioner::session;
use crate::view::agency::home::Home;
use crate::view::draw;
use crate::web::answer::{Answer, page, see_other_with};
use crate::web::extract::{Guarded, Member};
use crate::web::front::{Front, Jar};

use super::{form_token, told};

/// What there is to do here.
pub(in crate::web) async fn home(front: web::Data<Front>, member: Member) -> Answer {
    let token = form_token(&front, &member.0);
    Ok(page(draw(&Home { member: told(&front, &member.0, &token) })))
}

/// Signs out.
pub(in crate::web) async fn sign_out(front: web::Data<Front>, member: Member, _: Guarded) -> Answer {
    session::sign_out(&front.house, &member.0).await?;
    Ok(see_other_with(&path::agency::sign_in(), front.gone(Jar::Practitioner)))
}
