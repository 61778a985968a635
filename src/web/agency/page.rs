//! What every page of the practitioners' area is told.

use service::identity::practitioner::session::SignedIn;
use view::agency::page;

use crate::state::WebState;

/// What a page is told of who is signed in. `token` must outlive it.
pub(super) fn page_context<'a>(
    state: &'a WebState,
    signed: &'a SignedIn,
    token: &'a str,
) -> page::Member<'a> {
    let expires_in = u32::try_from(state.app.rules.staff_idle).unwrap_or(u32::MAX);
    let (practitioner, agency) = (&signed.practitioner, signed.agency.name());
    page::Member { site: &state.site, practitioner, agency, token, expires_in, now: state.app.now() }
}

/// The form token of a session.
pub(super) fn form_token(state: &WebState, signed: &SignedIn) -> String {
    state.app.forms.issue(&signed.session)
}
