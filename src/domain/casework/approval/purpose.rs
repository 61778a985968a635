//! What takes two people, as a table: who may ask, who may decide, and how long there is for it.

use crate::identity::role::{Permission, Role};

const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

/// One row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Purpose {
    /// What is stored. It never changes.
    pub code: &'static str,
    /// What staff read.
    pub label: &'static str,
    /// What whoever asks must be allowed to do.
    pub first: Permission,
    /// What whoever decides must be allowed to do.
    pub second: Permission,
    /// For how many seconds it waits for a decision.
    pub open_for: i64,
    /// Whose matter it is.
    pub scope: Scope,
}

/// Whose matter something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// That of one desk: both must be members of it.
    Desk,
    /// That of the whole site.
    Site,
}

/// Opening the source of a concern.
pub static OPEN_SOURCE: Purpose = casework("open_source", "Opening a source", 3 * DAY);
/// Not referring a case.
pub static NON_REFERRAL: Purpose = casework("non_referral", "Not referring a case", DAY);
/// Giving out something of a case, sanitised.
pub static RELEASE: Purpose = casework("release", "Releasing information", 7 * DAY);
/// Deleting a case when it need not be kept any more.
pub static DISPOSAL: Purpose = casework("disposal", "Disposing of a case", 14 * DAY);
/// Taking casework out of the site.
pub static EXPORT: Purpose = casework("export", "Exporting casework", DAY);
/// Giving a desk a new key. A desk may have one manager alone: any other member decides.
pub static DESK_KEY: Purpose = Purpose {
    first: Permission::ManageDesk,
    second: Permission::Casework,
    ..casework("desk_key", "Changing the key of a desk", 2 * DAY)
};
/// Changing what the public reads.
pub static CONTENT: Purpose = Purpose {
    first: Permission::EditContent,
    second: Permission::EditContent,
    scope: Scope::Site,
    ..casework("content", "Changing what the public reads", 7 * DAY)
};

/// Giving somebody the key of the custodians or of the authorisers. Each of these desks may have one member,
/// so whoever decides may be of the other desk: the two hold the halves of one thing and watch each other.
pub static NEW_MEMBER: Purpose = Purpose {
    first: Permission::KeepSource,
    second: Permission::KeepSource,
    scope: Scope::Site,
    ..casework("new_member", "Adding a custodian or an authoriser", 7 * DAY)
};

/// Every purpose.
pub static PURPOSES: [&Purpose; 8] =
    [&OPEN_SOURCE, &NON_REFERRAL, &RELEASE, &DISPOSAL, &EXPORT, &DESK_KEY, &CONTENT, &NEW_MEMBER];

/// What somebody who works on a case asks for and a manager of the desk decides.
const fn casework(code: &'static str, label: &'static str, open_for: i64) -> Purpose {
    let (first, second) = (Permission::Casework, Permission::ManageDesk);
    Purpose { code, label, first, second, open_for, scope: Scope::Desk }
}

impl Purpose {
    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<&'static Self> {
        PURPOSES.into_iter().find(|purpose| purpose.code == code)
    }

    /// What people of this role may decide on, if they did not ask themselves.
    pub fn decided_by(role: Role) -> impl Iterator<Item = &'static Self> {
        PURPOSES.into_iter().filter(move |purpose| role.may(purpose.second))
    }
}

/// Whether people of this role have any part in approvals.
pub fn takes_part(role: Role) -> bool {
    PURPOSES.into_iter().any(|purpose| role.may(purpose.first) || role.may(purpose.second))
}
