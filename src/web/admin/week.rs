//! What was done this week, for an auditor's page after signing in.

use service::Problem;
use service::identity::session::Signed;
use service::platform::audit;
use view::Markup;
use view::admin::week::week;

use crate::state::WebState;

/// How many days before today are looked at.
const DAYS: i64 = 6;

/// The part, and whether nothing was done.
pub(crate) async fn part(state: &WebState, signed: &Signed) -> Result<(Markup, bool), Problem> {
    let since = state.app.now().day().plus_days(-DAYS);
    let kinds = audit::kinds(&state.app, signed, since).await?;
    // To read is the whole task: the log never waits.
    Ok((week(since, &kinds), false))
}
