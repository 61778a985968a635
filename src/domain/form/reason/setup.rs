//! Why the deployment, its people or its desks were not set up as asked.

use crate::identity::role::Role;

/// Why the deployment, its people or its desks were not set up as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SetupReason {
    /// The deployment was not set up yet.
    NotSetUp,
    /// The deployment was set up before.
    SetUpBefore,
    /// The key is not the recovery key of this deployment.
    NotTheRecoveryKey,
    /// There is no force with this code.
    NoForce(String),
    /// There is no desk with the name.
    NoDesk,
    /// A member of staff has no name.
    NoName,
    /// A member of staff has no address that mail can be sent to.
    NoEmail,
    /// The role is none of those that there are.
    NoRole,
    /// Nobody has the address.
    Nobody,
    /// Nobody has this address.
    NobodyAt(String),
    /// Nobody was chosen.
    NobodyChosen,
    /// No auditor has the address.
    NoAuditor,
    /// Nobody whose role has to do with the register has the address.
    NobodyEngages,
    /// Somebody would be at two desks that are kept apart.
    AtBothDesks {
        /// Their address.
        email: String,
    },
    /// Somebody would audit two desks that are kept apart.
    AuditsBothDesks,
    /// The role of somebody does not fit the desk.
    RoleDoesNotFit {
        /// Their address.
        email: String,
        /// Their role.
        role: Role,
    },
    /// The role of somebody, or another desk, keeps them from the desk.
    KeptFromDesk,
    /// The address of the desk is none that mail can be sent to.
    NoDeskEmail,
}
