//! People with accounts on the agencies' side.

use super::agency::Agency;
use super::contact::Contact;
use super::id::Id;
use super::staff::Standing;

/// Somebody who works for a registered agency and has an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practitioner {
    /// Their identifier.
    pub id: Id<Practitioner>,
    /// The agency they work for.
    pub agency: Id<Agency>,
    /// The contact of the register that they are, if they are one.
    pub contact: Option<Id<Contact>>,
    /// Their work address, folded: what they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Whether they lead for their agency: they add and remove colleagues, and keep its contacts right.
    pub lead: bool,
    /// Whether they have an account that works.
    pub standing: Standing,
}
