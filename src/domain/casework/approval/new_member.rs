//! Whom an approval lets into which desk.

use std::fmt;
use std::str::FromStr;

use crate::identity::desk::Desk;
use crate::identity::staff::Staff;
use crate::platform::id::Id;

/// Somebody who is to hold the key of a desk: the subject of an approval, as two identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewMember {
    /// The desk.
    pub desk: Id<Desk>,
    /// The person.
    pub person: Id<Staff>,
}

impl fmt::Display for NewMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.desk, self.person)
    }
}

/// Text that names no new member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a desk and a person")]
pub struct NoNewMember;

impl FromStr for NewMember {
    type Err = NoNewMember;

    fn from_str(text: &str) -> Result<Self, NoNewMember> {
        let (desk, person) = text.split_once('/').ok_or(NoNewMember)?;
        let desk = desk.parse().map_err(|_| NoNewMember)?;
        let person = person.parse().map_err(|_| NoNewMember)?;
        Ok(Self { desk, person })
    }
}
