//! Passkeys: what stands on the list of one's own account.

use serde::{Deserialize, Serialize};

use super::practitioner::Practitioner;
use super::staff::Staff;
use crate::form::key::Key;
pub use crate::form::reason::passkey::Kept;
use crate::form::text::{self, TextProblem};
use crate::platform::id::Id;
use crate::platform::time::Day;

/// The name of the field for what a new passkey is called.
pub const LABEL: Key = Key::new("label");
/// The name of the field for a passkey, and the place of the passkeys on a page.
pub const PASSKEY: Key = Key::new("passkey");
/// The name of the field for what proves it is still the same person.
pub const PROOF: Key = Key::new("proof");

/// The most passkeys of one account: some devices, and one kept in a safe place.
pub const MOST: usize = 10;
/// The most characters of a passkey's name.
const LONGEST_LABEL: usize = 60;

/// Whose passkey it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Holder {
    /// Somebody on the police side.
    Staff(Id<Staff>),
    /// Somebody of a registered agency.
    Practitioner(Id<Practitioner>),
}

impl Holder {
    /// The account's identifier.
    pub fn account(self) -> String {
        match self {
            Self::Staff(id) => id.to_string(),
            Self::Practitioner(id) => id.to_string(),
        }
    }

    /// The area that the account is for.
    pub fn area(self) -> SignInArea {
        match self {
            Self::Staff(_) => SignInArea::Staff,
            Self::Practitioner(_) => SignInArea::Agency,
        }
    }
}

/// Where somebody signs in. What is begun in one is nothing in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignInArea {
    /// The pages of the police side.
    Staff,
    /// The practitioners' area.
    Agency,
}

/// A passkey as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    /// The credential's identifier: base64url.
    pub id: String,
    /// What its owner calls it.
    pub label: String,
    /// When it was added.
    pub added: Day,
    /// Whether it opens what its owner keeps here, or only signs them in.
    pub opens: bool,
}

/// The name of a passkey as typed; one with nothing in it is named by its place on the list.
///
/// # Errors
/// What is wrong with it.
pub fn label(typed: &str, known: usize) -> Result<String, TextProblem> {
    let label = text::line(typed, LONGEST_LABEL)?;
    Ok(if label.is_empty() { format!("Passkey {}", known + 1) } else { label })
}

/// Whether one of these may be removed; `password`: whether a password leads in as well, and opens what is
/// kept.
///
/// # Errors
/// Why not.
pub fn may_be_removed(all: &[Passkey], id: &str, password: bool) -> Result<(), Kept> {
    let removed = all.iter().find(|passkey| passkey.id == id);
    let mut others = all.iter().filter(|passkey| passkey.id != id);
    if password {
        return Ok(());
    }
    if others.clone().next().is_none() {
        return Err(Kept::LastWayIn);
    }
    if removed.is_some_and(|passkey| passkey.opens) && !others.any(|passkey| passkey.opens) {
        return Err(Kept::LastKey);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::time::Timestamp;

    fn passkey(id: &str, opens: bool) -> Passkey {
        let added = Timestamp::from_micros(1_795_000_000_000_000).day();
        Passkey { id: id.into(), label: id.into(), added, opens }
    }

    #[test]
    fn the_last_way_in_stays() {
        let one = [passkey("a", true)];
        assert_eq!(may_be_removed(&one, "a", false), Err(Kept::LastWayIn));
        assert_eq!(may_be_removed(&one, "a", true), Ok(()));
        let two = [passkey("a", true), passkey("b", true)];
        assert_eq!(may_be_removed(&two, "a", false), Ok(()));
    }

    #[test]
    fn the_last_that_opens_what_is_kept_stays() {
        let two = [passkey("a", true), passkey("b", false)];
        assert_eq!(may_be_removed(&two, "a", false), Err(Kept::LastKey));
        assert_eq!(may_be_removed(&two, "b", false), Ok(()));
        assert_eq!(may_be_removed(&two, "a", true), Ok(()));
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(label(" Work phone ", 0), Ok("Work phone".into()));
        assert_eq!(label("", 2), Ok("Passkey 3".into()));
        assert!(label("a\nb", 0).is_err() && label(&"x".repeat(61), 0).is_err());
    }
}
