//! What practitioners answered to the three questions.

use actix_web::web;

use crate::domain::quarter::Quarter;
use crate::service::survey;
use crate::view::draw;
use crate::view::register::survey::SurveyPage;
use crate::web::answer::{Answer, made, page};
use crate::web::extract::Staff;
use crate::web::extract::staff::SeeCoverage;
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

/// The results.
pub(super) async fn show(front: web::Data<Front>, staff: Staff<SeeCoverage>) -> Answer {
    let results = survey::view(&front.house, &staff.0).await?;
    let token = form_token(&front, &staff.0);
    let now = Quarter::of(front.house.now().day());
    Ok(page(draw(&SurveyPage { signed: told(&front, &staff.0, &token), results: &results, now })))
}

/// The same as a file.
pub(super) async fn file(front: web::Data<Front>, staff: Staff<SeeCoverage>) -> Answer {
    let bytes = survey::file(&front.house, &staff.0).await?;
    Ok(made("answers.csv", "text/csv; charset=utf-8", bytes))
}
