//! What practitioners answered to the three questions.

use actix_web::web;

use domain::platform::quarter::Quarter;
use service::register::survey;
use view::draw;
use view::register::survey::SurveyPage;

use crate::answer::{Answer, download_bytes, page};
use crate::extract::Staff;
use crate::extract::staff::SeeCoverage;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The results.
pub(super) async fn show(state: web::Data<WebState>, staff: Staff<SeeCoverage>) -> Answer {
    let results = survey::view(&state.app, &staff.0).await?;
    let token = form_token(&state, &staff.0);
    let now = Quarter::of(state.app.now().day());
    Ok(page(draw(&SurveyPage { signed: page_context(&state, &staff.0, &token), results: &results, now })))
}

/// The same as a file.
pub(super) async fn file(state: web::Data<WebState>, staff: Staff<SeeCoverage>) -> Answer {
    let bytes = survey::file(&state.app, &staff.0).await?;
    Ok(download_bytes("answers.csv", "text/csv; charset=utf-8", bytes))
}
