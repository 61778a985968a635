//! Why the deployment, its people or its desks were not set up as asked, in words.

use std::borrow::Cow;

use domain::form::reason::setup::SetupReason;
use domain::identity::role::Role;

pub(super) fn words(reason: &SetupReason) -> Cow<'static, str> {
    match reason {
        SetupReason::NotSetUp => "Set the deployment up first: candour init".into(),
        SetupReason::SetUpBefore => "This deployment was set up before".into(),
        SetupReason::NotTheRecoveryKey => "This is not the recovery key of this deployment".into(),
        SetupReason::NoForce(code) => format!("There is no force called {code}").into(),
        SetupReason::NoDesk => "There is no desk with this name".into(),
        SetupReason::NoName => "Give a name".into(),
        SetupReason::NoEmail => "Give an email address, such as name@psd.example".into(),
        SetupReason::NoRole => {
            format!("Give one of these roles: {}", Role::ALL.map(Role::code).join(", ")).into()
        }
        SetupReason::Nobody => "Nobody has this address".into(),
        SetupReason::NobodyAt(email) => format!("Nobody has the address {email}").into(),
        SetupReason::NobodyChosen => "Choose somebody to add".into(),
        SetupReason::NobodyEngages => "No engagement officer or manager has this address".into(),
        SetupReason::NoAuditor => "No auditor has this address".into(),
        SetupReason::AtBothDesks { email } => {
            format!("{email} cannot be at a triage desk and at an independent desk").into()
        }
        SetupReason::AuditsBothDesks => "Nobody can audit a triage desk and an independent desk".into(),
        SetupReason::RoleDoesNotFit { email, role } => {
            format!("{email} cannot be at this desk: their role is {}", role.label()).into()
        }
        SetupReason::KeptFromDesk => "Their role or another desk keeps this person from this desk".into(),
        SetupReason::NoDeskEmail => "Give an email address, such as desk@psd.example".into(),
    }
}
