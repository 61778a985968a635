//! What was done as one, and undoing it.

use actix_web::web;

use crate::service::register;
use crate::service::session::Signed;
use crate::view::draw;
use crate::view::register::batch::BatchPage;
use crate::view::register::batches::Batches;
use crate::web::answer::{Answer, page};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::parse;

/// All of them.
pub(super) async fn list(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let batches = register::batches(&front.house, &staff.0).await?;
    let known = register::lists(&front.house).await?;
    let token = form_token(&front, &staff.0);
    let signed = told(&front, &staff.0, &token);
    Ok(page(draw(&Batches { signed, batches: &batches, known: &known })))
}

/// One of them.
pub(super) async fn show(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    drawn(&front, &staff.0, &id, None).await
}

/// Undoes one.
pub(super) async fn undo(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    let left = register::undo(&front.house, &staff.0, parse(&id)?).await?;
    drawn(&front, &staff.0, &id, Some(&left)).await
}

async fn drawn(front: &Front, signed: &Signed, id: &str, left: Option<&[String]>) -> Answer {
    let view = register::batch(&front.house, signed, parse(id)?).await?;
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    let signed = told(front, signed, &token);
    Ok(page(draw(&BatchPage { signed, batch: &view.batch, changes: &view.changes, known: &known, left })))
}
