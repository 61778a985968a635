//! A demonstration: an invented force, or a country of them, with invented people and concerns. Nothing of it
//! is ever used in earnest.

use serde::{Deserialize, Serialize};

use self::force::{HOME, districts, forces, short};
use self::sample::CONCERNS;
use self::staff::{Colleague, colleagues, enrol_together};
use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::identity::desk::DeskKind;
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::force::Force;
use domain::platform::time::Timestamp;
use service::identity::setup::{NewDesk, Plan, set_up};
use service::identity::staff::{Enrolment, Invited, enrol, new_staff};
use service::platform::audit;
use service::{App, Problem};

mod activity;
mod agency;
mod agency_kind;
mod application;
mod calendar;
pub mod campaign;
mod case;
mod casework;
mod chance;
mod concern;
mod contact;
mod engagement;
mod feedback;
mod file;
mod follow_up;
mod force;
mod land;
mod practitioner;
mod register;
mod request;
mod roster;
mod sample;
mod staff;
mod story;
mod survey;
#[cfg(test)]
mod tests;

pub use practitioner::PractitionerAccount;
pub use register::fill;

/// How much a demonstration holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Forces.
    pub forces: usize,
    /// People with accounts, those who are named among them.
    pub staff: usize,
    /// Agencies.
    pub agencies: usize,
    /// Contacts in them.
    pub contacts: usize,
    /// Engagements over five years.
    pub engagements: usize,
    /// Reports, the few that are told at length among them.
    pub reports: usize,
    /// Over how many days back they came.
    pub days: usize,
    /// Messages in their mailboxes.
    pub messages: usize,
    /// Files that came with them.
    pub files: usize,
    /// People of agencies who have an account.
    pub practitioners: usize,
    /// What agencies asked for in the last year.
    pub requests: usize,
    /// Answers to the three questions in each of the last quarters.
    pub answers: usize,
}

/// The sizes that a demonstration can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// A handful of reports that nobody has touched: for tests.
    Small,
    /// Enough to look at: half a year of a desk's work.
    Demo,
    /// One force of middling size after five years.
    Real,
    /// All forces after five years.
    National,
}

const HALF_A_YEAR: usize = 183;
const FIVE_YEARS: usize = 5 * 365;

impl Profile {
    /// How much it holds.
    pub fn size(self) -> Size {
        match self {
            Self::Demo => Size { reports: 40, messages: 30, files: 24, ..Self::Small.size() },
            Self::Small => Size {
                forces: 1,
                staff: PEOPLE.len(),
                agencies: 30,
                contacts: 60,
                engagements: 150,
                reports: CONCERNS.len(),
                days: HALF_A_YEAR,
                messages: 0,
                files: 0,
                practitioners: 24,
                requests: 8,
                answers: 40,
            },
            Self::Real => Size {
                forces: 1,
                staff: 40,
                agencies: 250,
                contacts: 700,
                engagements: 4_000,
                reports: 1_500,
                days: FIVE_YEARS,
                messages: 4_000,
                files: 1_000,
                practitioners: 400,
                requests: 60,
                answers: 250,
            },
            Self::National => Size {
                forces: 44,
                staff: 2_000,
                agencies: 6_000,
                contacts: 15_000,
                engagements: 100_000,
                reports: 50_000,
                days: FIVE_YEARS,
                messages: 150_000,
                files: 40_000,
                practitioners: 12_000,
                requests: 2_000,
                answers: 8_000,
            },
        }
    }
}

/// The accounts of a demonstration, kept in its folder so that it can be started again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Demo {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// Accounts in the practitioners' area: one leads, one is a colleague of theirs.
    #[serde(default)]
    pub practitioners: Vec<PractitionerAccount>,
}

/// An account of a demonstration.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Account {
    /// The invented person.
    pub name: String,
    /// What they do.
    pub role: Role,
    /// What they sign in with.
    pub email: String,
    /// Their password: made up anew for each demonstration.
    pub password: String,
    secret: String,
}

impl Account {
    /// What their one-time codes are made of; none when the file was changed by hand.
    pub fn secret(&self) -> Option<TotpSecret> {
        TotpSecret::from_text(&self.secret)
    }

    /// The one-time code at this moment.
    pub fn code(&self, now: Timestamp) -> String {
        self.secret().map(|secret| secret.code(now)).unwrap_or_default()
    }
}

/// Who audits all desks but the independent one.
const AUDITOR: &str = "s.whitlock@inspect.example";

const PEOPLE: &[(&str, &str, Role, &[&str])] = &[
    ("Ada Marsh", "a.marsh@psd.example", Role::TriageOfficer, &["Triage desk"]),
    ("Tomas Reed", "t.reed@psd.example", Role::TriageOfficer, &["Triage desk"]),
    ("Imogen Vale", "i.vale@psd.example", Role::Manager, &["Triage desk"]),
    ("Rhys Calder", "r.calder@otherforce.example", Role::Manager, &["Independent desk"]),
    ("Noor Aspinall", "n.aspinall@psd.example", Role::Custodian, &["Custodians"]),
    ("Lena Firth", "l.firth@policingbody.example", Role::Authoriser, &["Authorisers"]),
    ("Callum Birch", "c.birch@psd.example", Role::EngagementOfficer, &[]),
    ("Marged Ellery", "m.ellery@psd.example", Role::EngagementOfficer, &[]),
    ("Dev Ransome", "d.ransome@psd.example", Role::EngagementOfficer, &[]),
    ("Sana Whitlock", AUDITOR, Role::Auditor, &[]),
    ("Joel Harker", "j.harker@it.example", Role::Administrator, &[]),
];

const DESKS: &[(DeskKind, &str, &str)] = &[
    (DeskKind::Triage, "Triage desk", "triage@psd.example"),
    (DeskKind::Independent, "Independent desk", "independent@policingbody.example"),
    (DeskKind::Custodian, "Custodians", ""),
    (DeskKind::Authoriser, "Authorisers", ""),
];

/// Makes a demonstration: desks, people who can sign in at once, a handful of concerns told at length, a
/// register, and years of casework if the size asks for it. `tell` hears how far it is.
///
/// # Errors
/// When the store does not work.
pub async fn make(app: &App, size: Size, tell: &mut dyn FnMut(&str)) -> Result<Demo, Problem> {
    let mut watch = Watch { app, since: app.now() };
    let forces = forces(size.forces);
    add(app, &forces).await?;
    let invited = set_up(app, &plan(app, size, &forces)?).await?.invited;
    for desk in ["Triage desk", "Custodians", "Authorisers"] {
        audit::assign(app, desk, AUDITOR, true).await?;
    }
    let accounts = enrol_all(app, &invited).await?;
    tell(&watch.took(&format!("{} forces and {} people", forces.len(), invited.len())));
    for sample in CONCERNS {
        sample::file(app, sample).await?;
    }
    let made = campaign::make(app).await?;
    let register = fill(app, size, tell).await?;
    campaign::hold(app, &made).await?;
    tell(&watch.took(&register.to_string()));
    let casework = casework::fill(app, size, CONCERNS.len(), tell).await?;
    tell(&watch.took(&casework.to_string()));
    let practitioners = practitioner::make(app, size.practitioners, tell).await?;
    tell(&watch.took(&format!("{} accounts of practitioners", size.practitioners)));
    request::make(app, size.requests).await?;
    feedback::make(app).await?;
    survey::make(app, size.answers).await?;
    application::make(app).await?;
    Ok(Demo { accounts, practitioners })
}

/// Tells how long things take.
struct Watch<'a> {
    app: &'a App,
    since: Timestamp,
}

impl Watch<'_> {
    /// What was made since the watch was last looked at, with the seconds that it took.
    fn took(&mut self, made: &str) -> String {
        let (now, before) = (self.app.now(), self.since);
        self.since = now;
        format!("{made} in {} s", (now.micros() - before.micros() + 500_000) / 1_000_000)
    }
}

async fn add(app: &App, forces: &[Force]) -> Result<(), Problem> {
    let forces = forces.to_vec();
    app.write(move |tx| Ok(forces.iter().try_for_each(|one| store::platform::force::insert(tx, one))?)).await
}

/// Sets up every account. Those who are named have a password each; all others share one, and of them only
/// those who head the desk of another force are made known: through them each desk can be looked at.
async fn enrol_all(app: &App, invited: &[Invited]) -> Result<Vec<Account>, Problem> {
    let (named, others) = invited.split_at_checked(PEOPLE.len()).unwrap_or((invited, &[]));
    let mut accounts = Vec::new();
    for invited in named {
        let (password, secret) = (new_password(), TotpSecret::random());
        let typed = Enrolment {
            password: password.clone().into(),
            again: password.clone().into(),
            code: secret.code(app.now().plus_seconds(-30)),
            secret: secret.to_text(),
        };
        let staff = enrol(app, &invited.token, typed).await?;
        accounts.push(account(staff, &password, &secret));
    }
    let password = new_password();
    let people = enrol_together(app, others, &password).await?;
    let heads = people.into_iter().filter(|(person, _)| person.role == Role::Manager);
    accounts.extend(heads.map(|(person, secret)| account(person, &password, &secret)));
    Ok(accounts)
}

fn new_password() -> String {
    format!("demo-{}", &*Token::random().to_text().chars().take(12).collect::<String>())
}

fn account(staff: Staff, password: &str, secret: &TotpSecret) -> Account {
    let Staff { name, role, email, .. } = staff;
    Account { name, role, email, password: password.to_owned(), secret: secret.to_text() }
}

fn plan(app: &App, size: Size, forces: &[Force]) -> Result<Plan, Problem> {
    let colleagues = colleagues(size.staff.saturating_sub(PEOPLE.len()), forces);
    let named = PEOPLE.iter().map(|(name, email, role, _)| new_staff(app, name, email, role.code()));
    let others = colleagues.iter().map(|one| new_staff(app, &one.name, &one.email, one.role.code()));
    let others_desks = forces.iter().skip(1).map(|force| desk_of(force, &colleagues));
    let named_in = |name: &str| {
        let people = PEOPLE.iter().filter(move |(_, _, _, desks)| desks.contains(&name));
        people.map(|row| row.1.to_owned()).collect::<Vec<_>>()
    };
    let desk = |(kind, name, email): &(DeskKind, &str, &str)| {
        let (forces, members) = match kind {
            DeskKind::Triage => (vec![HOME.to_owned()], members(HOME, &colleagues)),
            DeskKind::Independent => (forces.iter().map(|force| force.code.clone()).collect(), Vec::new()),
            DeskKind::Custodian | DeskKind::Authoriser => (Vec::new(), Vec::new()),
        };
        let members = named_in(name).into_iter().chain(members).collect();
        NewDesk { kind: *kind, name: (*name).into(), email: (*email).into(), forces, members }
    };
    Ok(Plan {
        forces: forces.iter().map(|force| force.code.clone()).collect(),
        districts: forces.iter().flat_map(districts).collect(),
        desks: DESKS.iter().map(desk).chain(others_desks).collect(),
        people: named.chain(others).collect::<Result<_, _>>()?,
    })
}

/// The triage desk of another force. Nobody reads its mail.
fn desk_of(force: &Force, colleagues: &[Colleague]) -> NewDesk {
    NewDesk {
        kind: DeskKind::Triage,
        name: format!("{} triage desk", short(force)),
        email: String::new(),
        forces: vec![force.code.clone()],
        members: members(&force.code, colleagues),
    }
}

/// The addresses of those at a force's triage desk.
fn members(force: &str, colleagues: &[Colleague]) -> Vec<String> {
    let there = colleagues.iter().filter(|one| one.desk.as_deref() == Some(force));
    there.map(|one| one.email.clone()).collect()
}
