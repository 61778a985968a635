//! What every page of the agencies' door is told.

use service::identity::practitioner::session::SignedIn;
use view::agency::page;

use crate::answer::done_code;
use crate::state::WebState;

/// What a page is told of who is signed in. `token` must outlive it.
pub(super) fn told<'a>(state: &'a WebState, signed: &'a SignedIn, token: &'a str) -> page::Member<'a> {
    let expires_in = u32::try_from(state.app.rules.staff_idle).unwrap_or(u32::MAX);
    let (practitioner, agency) = (&signed.practitioner, signed.agency.name());
    page::Member { site: &state.site, practitioner, agency, token, expires_in }
}

/// The form token of a session.
pub(super) fn form_token(state: &WebState, signed: &SignedIn) -> String {
    state.app.forms.issue(&signed.session)
}

/// What was just done, in a sentence, by the code in the address.
pub(super) fn said(query: &[(String, String)]) -> Option<&'static str> {
    match done_code(query)? {
        "invited" => Some("They are invited. The letter is on its way."),
        "again" => Some("A new link is on its way. The old one works no more."),
        "revoke" => Some("The invitation is withdrawn."),
        "end" => Some("They do not have an account any more."),
        "saved" => Some("It is saved, and confirmed by your agency."),
        "password" => Some("Your password is changed. You are signed out everywhere else."),
        "passkey" => Some("The passkey is added. You can sign in with it from now on."),
        "passkey-removed" => Some("The passkey is removed. You are signed out everywhere else."),
        "factor" => {
            Some("From now on the app on this phone gives your codes. You are signed out everywhere else.")
        }
        "asked" => Some("We have it. Here you see when it is done."),
        "answered" => Some("Thank you. Your answers are in."),
        _ => None,
    }
}
