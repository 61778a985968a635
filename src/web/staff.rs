//! What every page of staff is told.

use service::identity::session::Signed;
use view::staff::page;

use crate::state::WebState;

/// What a page is told of who is signed in. `token` must outlive it.
pub(crate) fn page_context<'a>(state: &'a WebState, signed: &'a Signed, token: &'a str) -> page::Signed<'a> {
    let expires_in = u32::try_from(state.app.rules.staff_idle).unwrap_or(u32::MAX);
    page::Signed { site: &state.site, actor: &signed.actor, token, expires_in, now: state.app.now() }
}

/// The form token of a session.
pub(crate) fn form_token(state: &WebState, signed: &Signed) -> String {
    state.app.forms.issue(&signed.session)
}
