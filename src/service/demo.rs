//! A demonstration: one invented force with invented people and concerns. Nothing of it is ever used in earnest.

use serde::{Deserialize, Serialize};

use crate::crypto::token::Token;
use crate::crypto::totp::TotpSecret;
use crate::domain::desk::DeskKind;
use crate::domain::force::Force;
use crate::domain::question::{CONTACT, DANGER, RELATION, SIGN, STORY};
use crate::domain::role::Role;
use crate::domain::staff::Staff;
use crate::domain::time::Timestamp;
use crate::store::force;

use super::setup::{NewDesk, Plan, found};
use super::staff::{Enrolment, enrol, new_staff};
use super::visit::Visit;
use super::{House, Problem, concern, draft};

pub mod campaign;
mod follow_up;
mod practitioner;
mod register;

pub use practitioner::PractitionerAccount;
pub use register::fill;

/// How much a demonstration holds beside its few concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Forces.
    pub forces: usize,
    /// Colleagues of the engagement officer, who cannot sign in.
    pub staff: usize,
    /// Agencies.
    pub agencies: usize,
    /// Contacts in them.
    pub contacts: usize,
    /// Engagements over five years.
    pub engagements: usize,
    /// People of agencies who have an account.
    pub practitioners: usize,
}

/// The sizes that a demonstration can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Profile {
    /// Enough to look at.
    Demo,
    /// One force of middling size after five years.
    Real,
    /// All forces after five years.
    National,
}

impl Profile {
    /// How much it holds.
    pub fn size(self) -> Size {
        match self {
            Self::Demo => {
                Size { forces: 1, staff: 0, agencies: 30, contacts: 60, engagements: 150, practitioners: 24 }
            }
            Self::Real => Size {
                forces: 1,
                staff: 32,
                agencies: 250,
                contacts: 700,
                engagements: 4_000,
                practitioners: 400,
            },
            Self::National => Size {
                forces: 44,
                staff: 1_990,
                agencies: 6_000,
                contacts: 15_000,
                engagements: 100_000,
                practitioners: 12_000,
            },
        }
    }
}

/// The accounts of a demonstration, kept in its folder so that it can be started again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Demo {
    /// The accounts.
    pub accounts: Vec<Account>,
    /// Accounts at the agencies' door: one leads, one is a colleague of theirs.
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
    /// The one-time code at this moment.
    pub fn code(&self, now: Timestamp) -> String {
        TotpSecret::from_text(&self.secret).map(|secret| secret.code(now)).unwrap_or_default()
    }
}

const FORCE: &str = "northmere";

const PEOPLE: &[(&str, &str, Role, &[&str])] = &[
    ("Ada Marsh", "a.marsh@psd.example", Role::TriageOfficer, &["Triage desk"]),
    ("Tomas Reed", "t.reed@psd.example", Role::TriageOfficer, &["Triage desk"]),
    ("Imogen Vale", "i.vale@psd.example", Role::Manager, &["Triage desk"]),
    ("Rhys Calder", "r.calder@otherforce.example", Role::Manager, &["Independent desk"]),
    ("Noor Aspinall", "n.aspinall@psd.example", Role::Custodian, &["Custodians"]),
    ("Lena Firth", "l.firth@policingbody.example", Role::Authoriser, &["Authorisers"]),
    ("Callum Birch", "c.birch@psd.example", Role::EngagementOfficer, &[]),
    ("Sana Whitlock", "s.whitlock@inspect.example", Role::Auditor, &[]),
    ("Joel Harker", "j.harker@it.example", Role::Administrator, &[]),
];

const DESKS: &[(DeskKind, &str, &str)] = &[
    (DeskKind::Triage, "Triage desk", "triage@psd.example"),
    (DeskKind::Independent, "Independent desk", "independent@policingbody.example"),
    (DeskKind::Custodian, "Custodians", ""),
    (DeskKind::Authoriser, "Authorisers", ""),
];

type Sample = &'static [(&'static str, &'static [&'static str])];

const CONCERNS: &[Sample] = &[
    &[
        (
            STORY,
            &[
                "An officer who came after a break-in keeps sending me messages from his own phone. At first they were about the case. Now he says he thinks about me and asks if I am alone at night. I am scared to say no because he knows where I live.",
            ],
        ),
        (RELATION, &["me"]),
        ("rank", &["PC"]),
        ("team", &["Neighbourhood team, Harrow Green"]),
        (SIGN, &["W03", "W05", "W06"]),
        ("when", &["now"]),
        (DANGER, &["later"]),
        (CONTACT, &["mailbox"]),
    ],
    &[
        (
            STORY,
            &[
                "Two of our residents have told us about the same officer. He visits off duty and brings presents. One says that he told her not to mention it to staff.",
            ],
        ),
        (RELATION, &["agency"]),
        ("known", &["several"]),
        ("consent", &["agrees"]),
        ("told", &["2-3"]),
        ("agency_type", &["DA-REF"]),
        ("agency_name", &["Lantern House"]),
        (SIGN, &["W01", "W10", "W14"]),
    ],
    &[
        (
            STORY,
            &[
                "He said that my statement would go further if I met him for a drink. When I said no he said nobody would believe me.",
            ],
        ),
        (RELATION, &["me"]),
        (SIGN, &["W17", "W18"]),
        (DANGER, &["now"]),
        ("when", &["week"]),
    ],
    &[
        (
            STORY,
            &[
                "My sister has been told to ask only for one officer when she calls. He turns his camera off when he is at her flat.",
            ],
        ),
        (RELATION, &["known"]),
        (SIGN, &["W12", "W16"]),
        ("young", &["no"]),
    ],
    &[
        (
            STORY,
            &[
                "Somebody in the department that deals with complaints asked me for pictures while my complaint was open.",
            ],
        ),
        (RELATION, &["me"]),
        ("standards", &["yes"]),
        (SIGN, &["W19"]),
    ],
];

/// Makes a demonstration: desks, people who can sign in at once, a handful of concerns, a register. `tell` hears how far
/// it is.
///
/// # Errors
/// When the store does not work.
pub async fn make(house: &House, profile: Profile, tell: &mut dyn FnMut(&str)) -> Result<Demo, Problem> {
    let invented = Force { code: FORCE.into(), name: "Northmere Police".into(), welsh: false, served: false };
    house.store.write(move |tx| force::insert(tx, &invented)).await?;
    let plan = plan(house)?;
    let mut accounts = Vec::new();
    for invited in found(house, &plan).await?.invited {
        let password = format!("demo-{}", &*Token::random().to_text().chars().take(12).collect::<String>());
        let secret = TotpSecret::random();
        let typed = Enrolment {
            password: password.clone().into(),
            again: password.clone().into(),
            code: secret.code(house.now().plus_seconds(-30)),
            secret: secret.to_text(),
        };
        let staff = enrol(house, &invited.token, typed).await?;
        let Staff { name, role, email, .. } = staff;
        accounts.push(Account { name, role, email, password, secret: secret.to_text() });
    }
    for sample in CONCERNS {
        file(house, sample).await?;
    }
    let made = campaign::make(house).await?;
    register::fill(house, profile.size(), tell).await?;
    campaign::hold(house, &made).await?;
    let practitioners = practitioner::make(house, profile.size().practitioners, tell).await?;
    Ok(Demo { accounts, practitioners })
}

fn plan(house: &House) -> Result<Plan, Problem> {
    let people = PEOPLE.iter().map(|(name, email, role, _)| new_staff(house, name, email, role.code()));
    let desk = |(kind, name, email): &(DeskKind, &str, &str)| NewDesk {
        kind: *kind,
        name: (*name).into(),
        email: (*email).into(),
        forces: if kind.receives() { vec![FORCE.into()] } else { Vec::new() },
        members: PEOPLE
            .iter()
            .filter(|(_, _, _, desks)| desks.contains(name))
            .map(|row| row.1.into())
            .collect(),
    };
    Ok(Plan {
        forces: vec![FORCE.into()],
        districts: ["Harrow Green", "Eastfold", "Market Holm"]
            .map(|name| (FORCE.to_owned(), name.to_owned()))
            .into(),
        desks: DESKS.iter().map(desk).collect(),
        people: people.collect::<Result<_, _>>()?,
    })
}

async fn file(house: &House, sample: Sample) -> Result<(), Problem> {
    let lists = draft::lists(house).await?;
    let mut visit = draft::begin(house);
    if let Visit::Draft { answers, .. } = &mut visit.visit {
        for (field, values) in sample {
            answers.set(field, values.iter().map(|value| (*value).to_owned()).collect());
        }
    }
    super::visit::save(house, &mut visit).await?;
    concern::submit(house, &mut visit, &lists).await?;
    super::visit::leave(house, visit.token()).await
}
