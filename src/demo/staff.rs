//! Invented people with accounts.

use crypto::totp::TotpSecret;
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::force::Force;
use service::identity::lock::new_password;
use service::identity::staff::{Invited, find, settle, take_up};
use service::{App, Problem};

use crate::chance::of;

const GIVEN: &[&str] = &[
    "Ada", "Bryn", "Carys", "Dev", "Elsa", "Femi", "Gwen", "Hana", "Idris", "Jo", "Kamil", "Lowri", "Mina",
    "Nell", "Omar", "Petra", "Quinn", "Rosa", "Sami", "Tess", "Amara", "Bethan", "Chidi", "Dorota", "Esme",
    "Farah", "Greta", "Harpreet", "Ines", "Jasmin", "Keziah", "Leila", "Maud", "Nasrin", "Orla", "Parveen",
    "Ruth", "Shanice", "Tariq", "Una",
];
const FAMILY: &[&str] = &[
    "Aldous",
    "Brook",
    "Calloway",
    "Denholm",
    "Eastley",
    "Farrow",
    "Greave",
    "Holloway",
    "Ingle",
    "Jessop",
    "Kerr",
    "Lund",
    "Merrow",
    "Nairn",
    "Oakes",
    "Pell",
    "Quill",
    "Rusk",
    "Sorrel",
    "Thorne",
    "Adeyemi",
    "Bhandari",
    "Castell",
    "Dankworth",
    "Ekwall",
    "Fairlamb",
    "Gorecki",
    "Hussain",
    "Iredale",
    "Juneja",
    "Kowal",
    "Lathom",
    "Mbeki",
    "Nowell",
    "Osei",
    "Pritchett",
    "Rahman",
    "Sandal",
    "Tolley",
    "Umney",
    "Varley",
    "Wragg",
    "Yarrow",
    "Zielak",
    "Bevan",
    "Chaudhry",
    "Dooley",
    "Elphick",
];
/// How many accounts are set up in one transaction.
const TOGETHER: usize = 250;

/// The name of an invented person.
pub(super) fn person(number: usize) -> String {
    format!("{} {}", of(GIVEN, number), of(FAMILY, number / GIVEN.len() + number))
}

/// Somebody beside the few whom a demonstration names.
#[derive(Clone, Debug)]
pub(super) struct Colleague {
    pub(super) name: String,
    pub(super) email: String,
    pub(super) role: Role,
    /// The code of the force whose triage desk they are at; none when they are at no desk.
    pub(super) desk: Option<String>,
}

/// So many colleagues. Each force but the home force first gets a manager for its triage desk; of the others
/// one in ten keeps links with agencies, and the rest sort reports.
pub(super) fn colleagues(count: usize, forces: &[Force]) -> Vec<Colleague> {
    let others = forces.get(1..).unwrap_or_default();
    let one = |number: usize| match others.get(number) {
        Some(force) => Colleague {
            name: person(number),
            email: format!("manager@{}.example", force.code),
            role: Role::Manager,
            desk: Some(force.code.clone()),
        },
        None => Colleague {
            name: person(number),
            email: format!("officer{number}@psd.example"),
            role: if number.is_multiple_of(10) { Role::EngagementOfficer } else { Role::TriageOfficer },
            desk: (!number.is_multiple_of(10)).then(|| place(number, forces)).flatten(),
        },
    };
    (0..count).map(one).collect()
}

/// The home force's desk is larger than the others.
fn place(number: usize, forces: &[Force]) -> Option<String> {
    let others = forces.len().saturating_sub(1);
    let at = if others == 0 || number.is_multiple_of(5) { 0 } else { 1 + number % others };
    forces.get(at).map(|force| force.code.clone())
}

/// Sets up many accounts at once, all with one password, which is stretched once: nobody is behind them. Each
/// has a key pair and a second factor of their own.
pub(super) async fn enrol_together(
    app: &App,
    invited: &[Invited],
    password: &str,
) -> Result<Vec<(Staff, TotpSecret)>, Problem> {
    let mut people = Vec::with_capacity(invited.len());
    if invited.is_empty() {
        return Ok(people);
    }
    let new = new_password(app, password.to_owned().into()).await?;
    for some in invited.chunks(TOGETHER) {
        let mut keys = Vec::with_capacity(some.len());
        for one in some {
            let (staff, invitation) = find(app, &one.token).await?;
            let totp = TotpSecret::random();
            let key = take_up(app, &one.token, &staff, &invitation, (&new, &totp, 0)).await?;
            keys.push((invitation.lookup, key));
            people.push((staff, totp));
        }
        app.write(move |tx| keys.iter().try_for_each(|(lookup, key)| settle(tx, lookup, key))).await?;
    }
    Ok(people)
}
