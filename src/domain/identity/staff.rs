//! People with accounts on the police side.

use super::desk::Desk;
use super::role::{Permission, Role};
use crate::form::reason::account::PasswordProblem;
use crate::platform::id::Id;

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// Their identifier.
    pub id: Id<Staff>,
    /// Their work address, folded: what they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they have an account that works.
    pub standing: Standing,
}

/// Whether an account works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Has a one-time link and has not used it.
    Invited,
    /// Can sign in.
    Active,
    /// May no longer sign in.
    Left,
}

impl Standing {
    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Left => "left",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Invited, Self::Active, Self::Left].into_iter().find(|standing| standing.code() == code)
    }
}

/// Who is doing something: a member of staff, with the desks whose keys they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub id: Id<Staff>,
    /// Their name, for the page.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// The desks they are members of.
    pub desks: Vec<Id<Desk>>,
    /// The codes of the forces whose register they keep or see.
    pub register: Vec<String>,
}

impl Actor {
    /// Whether their role allows this and, where it is about the register, they were given that of a force:
    /// to head a desk of another force is no reason to see this one's.
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission) && (!permission.is_of_register() || !self.register.is_empty())
    }

    /// Whether they see who else is at the desks of which they are a member.
    pub fn sees_desks(&self) -> bool {
        self.may(Permission::ManageDesk) || self.may(Permission::KeepSource)
    }
}

/// The fewest characters a password may have (NCSC, "Password policy": length over complexity).
pub const PASSWORD_MIN: usize = 12;
/// The most: enough for any phrase, few enough to hash.
pub const PASSWORD_MAX: usize = 200;

/// What is wrong with a new password; none when it will do.
pub fn password_problem(password: &str, email: &str) -> Option<PasswordProblem> {
    let length = password.chars().count();
    let folded = password.to_lowercase();
    let name = email.split('@').next().unwrap_or_default();
    let distinct = folded.chars().collect::<std::collections::HashSet<_>>().len();
    if length < PASSWORD_MIN {
        return Some(PasswordProblem::TooShort(PASSWORD_MIN));
    }
    if length > PASSWORD_MAX {
        return Some(PasswordProblem::TooLong(PASSWORD_MAX));
    }
    if distinct < 5 || (name.len() > 3 && folded.contains(name)) || folded.contains("password") {
        return Some(PasswordProblem::Guessed);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_are_long_and_not_guessed() {
        for (password, fine) in [
            ("short", false),
            ("aaaaaaaaaaaaaaaa", false),
            ("password-password", false),
            ("r.okonedo-2026!", false),
            ("copper kettle lantern", true),
        ] {
            assert_eq!(password_problem(password, "r.okonedo@psd.example").is_none(), fine, "{password}");
        }
    }
}
