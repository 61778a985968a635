//! What each role may do: one table.

use serde::{Deserialize, Serialize};

/// What a member of staff is employed to do here. Each person has one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Reads and sorts concerns.
    TriageOfficer,
    /// Heads a desk.
    Manager,
    /// Holds half of what opens a source.
    Custodian,
    /// Holds the other half.
    Authoriser,
    /// Keeps the links with agencies; never sees casework.
    EngagementOfficer,
    /// Reads aggregates and the audit log; never a story.
    Auditor,
    /// Runs the machine; a member of no desk.
    Administrator,
}

/// One thing that a role may allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// See the inbox, open cases of one's desks, move them on, answer reporters.
    Casework,
    /// See and change who holds a desk's key and where its mail goes.
    ManageDesk,
    /// Read the audit log.
    ReadAudit,
    /// See mail that could not be sent, and send it again.
    RunMail,
    /// Edit the helplines.
    EditContent,
    /// Keep the register of agencies and the ledger of engagements.
    Engage,
    /// See how well agencies are covered, in numbers.
    SeeCoverage,
    /// Look at whether somebody who reports again and again has become a source. That there is anything to
    /// look at is itself to be known to nobody else.
    ReviewSources,
    /// See who else holds one's half of what opens a source; ask for, and decide on, one person more.
    KeepSource,
}

impl Permission {
    /// Whether it is about the register, which is given out by force, not by role alone.
    pub fn is_of_register(self) -> bool {
        matches!(self, Self::Engage | Self::SeeCoverage)
    }
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 7] = [
        Self::TriageOfficer,
        Self::Manager,
        Self::Custodian,
        Self::Authoriser,
        Self::EngagementOfficer,
        Self::Auditor,
        Self::Administrator,
    ];

    /// What the role may do.
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Self::TriageOfficer => &[Permission::Casework],
            Self::Manager => &[
                Permission::Casework,
                Permission::ManageDesk,
                Permission::EditContent,
                Permission::Engage,
                Permission::SeeCoverage,
                Permission::ReviewSources,
            ],
            Self::Custodian | Self::Authoriser => &[Permission::KeepSource],
            Self::EngagementOfficer => {
                &[Permission::EditContent, Permission::Engage, Permission::SeeCoverage]
            }
            Self::Auditor => &[Permission::ReadAudit, Permission::SeeCoverage],
            Self::Administrator => &[Permission::RunMail, Permission::EditContent],
        }
    }

    /// Whether the role may do this.
    pub fn may(self, permission: Permission) -> bool {
        self.permissions().contains(&permission)
    }

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::TriageOfficer => "triage",
            Self::Manager => "manager",
            Self::Custodian => "custodian",
            Self::Authoriser => "authoriser",
            Self::EngagementOfficer => "engagement",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::TriageOfficer => "Triage officer",
            Self::Manager => "Manager",
            Self::Custodian => "Custodian",
            Self::Authoriser => "Authoriser",
            Self::EngagementOfficer => "Engagement officer",
            Self::Auditor => "Auditor",
            Self::Administrator => "Administrator",
        }
    }

    /// The kind of desk that people of this role may be members of; none for those who hold no desk key.
    pub fn may_join(self, kind: crate::identity::desk::DeskKind) -> bool {
        use super::desk::DeskKind;
        match self {
            Self::TriageOfficer | Self::Manager => kind.receives(),
            Self::Custodian => kind == DeskKind::Custodian,
            Self::Authoriser => kind == DeskKind::Authoriser,
            Self::EngagementOfficer | Self::Auditor | Self::Administrator => false,
        }
    }
}
