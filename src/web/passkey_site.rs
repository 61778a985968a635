//! The two sites that passkeys belong to.

use crypto::passkey::RelyingParty;
use domain::identity::passkey::Door;
use service::Problem;
use service::identity::passkey::Ways;
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
    pub(super) fn of(&self, door: Door) -> Result<&RelyingParty, Problem> {
        self.known(door).ok_or(Problem::Missing)
    }

    /// The name that passkeys of a door are bound to; none where there are none.
    pub(super) fn name(&self, door: Door) -> Option<&str> {
        self.known(door).map(RelyingParty::id)
    }

    /// What a sign-in page offers.
    pub(super) fn way(&self, door: Door, failed: bool) -> PasskeyWay<'_> {
        PasskeyWay { site: self.name(door), failed }
    }

    /// What the page of one's account shows.
    pub(super) fn shown<'a>(&'a self, door: Door, ways: &'a Ways) -> Passkeys<'a> {
        Passkeys { list: &ways.passkeys, password: ways.password, site: self.name(door) }
    }

    fn known(&self, door: Door) -> Option<&RelyingParty> {
        match door {
            Door::Agency => self.agency.as_ref(),
            Door::Staff => self.staff.as_ref(),
        }
    }
}
