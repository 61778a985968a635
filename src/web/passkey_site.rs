//! The two sites that passkeys belong to.

use crypto::passkey::RelyingParty;
use domain::identity::passkey::SignInArea;
use service::Problem;
use service::identity::passkey::SignInMethods;
use view::component::passkey::{PasskeyWay, Passkeys};

/// Where passkeys are made and used. The pages of staff may stand at another origin: a passkey of one is none at the other.
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

    /// The site of a door.
    ///
    /// # Errors
    /// [`Problem::Missing`] where there are no passkeys.
    pub(super) fn of(&self, door: SignInArea) -> Result<&RelyingParty, Problem> {
        self.known(door).ok_or(Problem::Missing)
    }

    /// The name that passkeys of a door are bound to; none where there are none.
    pub(super) fn name(&self, door: SignInArea) -> Option<&str> {
        self.known(door).map(RelyingParty::id)
    }

    /// What a sign-in page offers.
    pub(super) fn way(&self, door: SignInArea, failed: bool) -> PasskeyWay<'_> {
        PasskeyWay { site: self.name(door), failed }
    }

    /// What the page of one's account shows.
    pub(super) fn shown<'a>(&'a self, door: SignInArea, ways: &'a SignInMethods) -> Passkeys<'a> {
        Passkeys { list: &ways.passkeys, password: ways.password, site: self.name(door) }
    }

    fn known(&self, door: SignInArea) -> Option<&RelyingParty> {
        match door {
            SignInArea::Agency => self.agency.as_ref(),
            SignInArea::Staff => self.staff.as_ref(),
        }
    }
}
