//! What waits in casework, for the page after signing in.

use service::Problem;
use service::casework::approval::NamedApproval;
use service::casework::{approval, case};
use service::identity::session::Signed;
use store::casework::case::COUNTED;
use view::Markup;
use view::psd::waiting::{LISTS, decisions as decisions_waiting, waiting};

use super::inbox::filter;
use crate::state::WebState;

/// The part, and whether nothing waits.
pub(crate) async fn part(state: &WebState, signed: &Signed) -> Result<(Markup, bool), Problem> {
    let counts = case::counts(&state.app, signed, LISTS.map(|list| filter(signed, list))).await?;
    let approvals = approval::list(&state.app, signed).await?.waiting.len();
    let is_calm = approvals == 0 && counts.iter().all(|count| *count == 0);
    Ok((waiting(counts, COUNTED, approvals), is_calm))
}

/// What waits for somebody who holds half of what opens a source, and whether that is nothing.
pub(crate) async fn decisions(state: &WebState, signed: &Signed) -> Result<(Markup, bool), Problem> {
    let found = approval::list(&state.app, signed).await?;
    let now = state.app.now();
    let usable = |named: &&NamedApproval| named.approval.is_open_to_use(now);
    let (waiting, approved) = (found.waiting.len(), found.asked.iter().filter(usable).count());
    Ok((decisions_waiting(waiting, approved), waiting + approved == 0))
}
