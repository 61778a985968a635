//! What waits in engagement, for the page after signing in.

use domain::identity::application::State;
use domain::register::call_list::Why;
use service::Problem;
use service::identity::application;
use service::identity::session::Signed;
use service::register::call_list::{self, CallFilter};
use service::register::coverage::{self, Asked};
use service::register::{campaign, follow_up};
use view::Markup;
use view::register::waiting::{ASKED, DUE, Waiting};

use super::campaign::progress;
use super::follow_up::filter;
use crate::state::WebState;

/// How many calls are named.
const FIRST: usize = 5;
/// The months in which an agency counts as engaged.
const WINDOW: i32 = 12;
/// How many months the trend is told of.
const BACK: usize = 3;

/// The part, and whether nothing waits.
pub(crate) async fn part(state: &WebState, signed: &Signed) -> Result<(Markup, bool), Problem> {
    let app = &state.app;
    let due = follow_up::list(app, signed, filter(state, signed, DUE), 0).await?.total;
    let asked = follow_up::list(app, signed, filter(state, signed, ASKED), 0).await?.total;
    let applications = application::list(app, signed, Some(State::Waiting), 0).await?.total;
    let calls = call_list::view(app, signed, CallFilter::default(), (0, FIRST)).await?;
    let first: Vec<_> = calls
        .calls
        .iter()
        .map(|(call, line)| {
            let why = call.why.first().map(Why::words).unwrap_or_default();
            (line.agency.id, line.agency.name(), why)
        })
        .collect();
    let (all, today) = (campaign::list(app, signed).await?, app.now().day());
    let running = all.iter().filter(|line| !line.campaign.is_over(today) && line.targets > 0);
    let campaigns: Vec<_> =
        running.map(|line| (&line.campaign, progress(line.reached, line.targets))).collect();
    let covered = coverage::view(app, signed, Asked { months: WINDOW, force: None }).await?;
    let before = covered.trend.iter().rev().nth(BACK).map(|point| point.engaged);
    let share = &covered.coverage.all;
    let part = Waiting {
        due,
        asked,
        applications,
        calls: calls.total,
        first: &first,
        campaigns: &campaigns,
        engaged: (share.engaged, share.active, before),
    };
    Ok((part.draw(), due + asked + applications == 0 && calls.total == 0))
}
