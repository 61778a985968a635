//! What practitioners answered to the three questions.

use actix_web::web;

use domain::platform::quarter::Quarter;
use service::register::survey;
use view::draw;
use view::register::survey::SurveyPage;

use crate::answer::{Answer, made, page};
use crate::extract::Staff;
use crate::extract::staff::SeeCoverage;
use crate::front::Front;
use crate::staff::{form_token, told};

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
