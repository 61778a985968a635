//! What waits in casework, for the page after signing in.

use service::Problem;
use service::casework::{approval, case};
use service::identity::session::Signed;
use store::casework::case::COUNTED;
use view::Markup;
use view::psd::waiting::{LISTS, waiting};

use super::inbox::filter;
use crate::state::WebState;

/// The part, and whether nothing waits.
pub(crate) async fn part(state: &WebState, signed: &Signed) -> Result<(Markup, bool), Problem> {
    let counts = case::counts(&state.app, signed, LISTS.map(|list| filter(signed, list))).await?;
    let approvals = approval::list(&state.app, signed).await?.waiting.len();
    let is_calm = approvals == 0 && counts.iter().all(|count| *count == 0);
    Ok((waiting(counts, COUNTED, approvals), is_calm))
}
