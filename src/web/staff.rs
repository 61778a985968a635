//! What every page of staff is told.

use service::identity::session::Signed;
use view::staff::page;

use crate::front::Front;

/// What a page is told of who is signed in. `token` must outlive it.
pub(crate) fn told<'a>(front: &'a Front, signed: &'a Signed, token: &'a str) -> page::Signed<'a> {
    let expires_in = u32::try_from(front.house.rules.staff_idle).unwrap_or(u32::MAX);
    page::Signed {
        site: &front.site,
        actor: &signed.actor,
        token,
        expires_in,
        today: front.house.now().day(),
    }
}

/// The form token of a session.
pub(crate) fn form_token(front: &Front, signed: &Signed) -> String {
    front.house.forms.issue(&signed.session)
}
