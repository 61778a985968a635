//! Samples of the page after signing in and of the help, for each role.

use maud::Markup;

use domain::form::record::Record;
use domain::identity::role::Role;
use domain::platform::audit::AuditAction;
use domain::register::campaign::{Campaign, NAME, Progress};

use super::{day, id, world};
use crate::admin::health::Health;
use crate::admin::week::week;
use crate::draw;
use crate::psd::waiting::waiting;
use crate::register::waiting::Waiting;
use crate::staff::help::HelpPage;
use crate::staff::home::Home;

/// The start page of somebody with this role: with something of everything, or calm.
pub(in crate::tests) fn staff_home(role: Role, is_calm: bool) -> String {
    let world = world();
    let much = i64::from(!is_calm);
    let kinds = [(AuditAction::SignedIn, 41), (AuditAction::CaseOpened, 7)];
    let health = Health {
        late: 0,
        given_up: usize::from(!is_calm),
        without_mail: !is_calm,
        unchecked: 3 * usize::from(!is_calm),
        certificate: Some(day().plus_days(if is_calm { 60 } else { 9 })),
        free: Some(if is_calm { 90 << 30 } else { 2 << 30 }),
        version: "1.2.3",
        today: day(),
    };
    let parts = match role {
        Role::TriageOfficer => vec![waiting([2 * much, 3 * much, 437 * much, much, 0], 400, 0)],
        Role::Manager => vec![waiting([0, much, 5 * much, 0, much], 400, 2), engagement(is_calm)],
        Role::EngagementOfficer => vec![engagement(is_calm)],
        Role::Auditor => vec![week(day(), if is_calm { &kinds[..0] } else { &kinds })],
        Role::Administrator => vec![health.draw()],
        Role::Custodian | Role::Authoriser => vec![],
    };
    draw(&Home { signed: world.signed(role), parts: &parts, is_calm })
}

/// The help page of somebody with this role.
pub(in crate::tests) fn staff_help(role: Role) -> String {
    let world = world();
    let with = |role| world.people.iter().filter(|one| one.role == role).cloned().collect::<Vec<_>>();
    let (managers, administrators) = (with(Role::Manager), with(Role::Administrator));
    draw(&HelpPage { signed: world.signed(role), managers: &managers, administrators: &administrators })
}

fn engagement(is_calm: bool) -> Markup {
    let campaign = campaign();
    let first =
        [(id(701), "Harbour Women’s Aid", "You agreed to be in touch by 3 December 2026.".to_owned())];
    let campaigns = [(&campaign, Progress { done: 4, of: 13 })];
    Waiting {
        due: 4 * i64::from(!is_calm),
        asked: 1,
        applications: 0,
        calls: usize::from(!is_calm),
        first: if is_calm { &first[..0] } else { &first },
        campaigns: if is_calm { &campaigns[..0] } else { &campaigns },
        engaged: (61, 98, (!is_calm).then_some(58)),
    }
    .draw()
}

fn campaign() -> Campaign {
    let mut record = Record::default();
    record.put(NAME, "Thirteen road shows");
    Campaign { id: id(702), record, version: 0 }
}
