//! The two sites that passkeys belong to.

use crypto::passkey::RelyingParty;
use domain::identity::passkey::SignInArea;
use service::Problem;
use service::identity::passkey::SignInMethods;
use view::component::passkey::{PasskeyWay, Passkeys};

/// Where passkeys are made and used. The pages of staff may stand at another origin: a passkey of one is none
/// at the other.
#[derive(Clone, Debug)]
pub struct Sites {
    agency: Option<RelyingParty>,
    staff: Option<RelyingParty>,
}

impl Sites {
    /// The sites of these origins. `name`: what devices call the site.
    pub fn new(public_origin: &str, staff_origin: &str, name: &str) -> Self {
        Self { agency: RelyingParty::new(public_origin, name), staff: RelyingParty::new(staff_origin, name) }
    }

    /// The site of an area.
    ///
    /// # Errors
    /// [`Problem::Missing`] where there are no passkeys.
    pub(super) fn of(&self, area: SignInArea) -> Result<&RelyingParty, Problem> {
        self.relying_party(area).ok_or(Problem::Missing)
    }

    /// The name that passkeys of an area are bound to; none where there are none.
    pub(super) fn name(&self, area: SignInArea) -> Option<&str> {
        self.relying_party(area).map(RelyingParty::id)
    }

    /// What a sign-in page offers.
    pub(super) fn way(&self, area: SignInArea, failed: bool) -> PasskeyWay<'_> {
        PasskeyWay { site: self.name(area), failed }
    }

    /// What the page of one's account shows.
    pub(super) fn passkeys<'a>(&'a self, area: SignInArea, ways: &'a SignInMethods) -> Passkeys<'a> {
        Passkeys { list: &ways.passkeys, password: ways.password, site: self.name(area) }
    }

    fn relying_party(&self, area: SignInArea) -> Option<&RelyingParty> {
        match area {
            SignInArea::Agency => self.agency.as_ref(),
            SignInArea::Staff => self.staff.as_ref(),
        }
    }
}
