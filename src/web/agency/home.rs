//! The first page after signing in.

use actix_web::web;

use service::Problem;
use service::identity::practitioner::session::SignedIn;
use service::register::workspace::material;
use service::register::{agency_request, survey};
use service::report::kept_reports;
use view::agency::home::{Home, News};
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page};
use crate::extract::Member;
use crate::state::WebState;

/// For how many days it is told that something was done.
const LATELY: i64 = 30;

/// What there is to do here, and what is new.
pub(super) async fn show(state: web::Data<WebState>, member: Member) -> Answer {
    let (_, answered) = survey::state(&state.app, &member.0).await?;
    let news = news(&state, &member.0).await?;
    let token = form_token(&state, &member.0);
    Ok(page(draw(&Home { member: page_context(&state, &member.0, &token), answered, news })))
}

async fn news(state: &WebState, signed: &SignedIn) -> Result<News, Problem> {
    let app = &state.app;
    // In a session without a key of their own, or with a list that does not open, nothing is told of reports:
    // the page of the list says why.
    let replies = match kept_reports::list(app, signed).await {
        Ok(kept) => kept.iter().filter(|report| report.waits).count(),
        Err(Problem::Missing | Problem::Sealed) => 0,
        // The page leads to all that can be done here, and does so whatever is the matter with reports.
        Err(problem) => {
            tracing::error!(cause = %problem, "what is new about reports could not be read");
            0
        }
    };
    let since = app.now().day().plus_days(-LATELY);
    let asked = agency_request::own(app, signed).await?;
    let done = asked.iter().filter(|(_, done)| done.is_some_and(|day| day >= since)).count();
    Ok(News { replies, materials: material::count_new(app, signed).await?, done })
}
