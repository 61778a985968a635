//! Invented people of agencies with accounts: enough that nobody stands out among them.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crypto::secret::Secret;
use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::form::normalise;
use domain::identity::practitioner::{Practitioner, Rations};
use domain::identity::staff::Standing;
use domain::platform::id::Id;
use domain::platform::quarter::Quarter;
use domain::platform::time::Timestamp;
use domain::register::agency::{Agency, EMAIL, Standing as Relation};
use domain::register::contact::{self, Contact};
use service::identity::lock::{NewPassword, new_password};
use service::identity::practitioner::kept_list;
use service::{App, Problem};
use store::identity::lock::Lock;
use store::identity::practitioner::{self as rows, kept_list as lists, key as keys};
use store::register::{agency as agencies, contact as contacts};
use store::{Snapshot, StoreError, Tx};

use crate::staff::person;

/// How many entries are written at a time.
const TOGETHER: usize = 250;
/// How many accounts an agency has, as far as it goes round.
const OF_AGENCY: usize = 2;
/// How many of them are shown with their passwords: a lead, and a colleague of theirs.
const SHOWN: usize = 2;

/// An account in the practitioners' area of a demonstration.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PractitionerAccount {
    /// The invented person.
    pub name: String,
    /// Their agency, and whether they lead for it, in words.
    pub role: String,
    /// What they sign in with.
    pub email: String,
    /// Their password: made up anew for each demonstration.
    pub password: String,
    secret: String,
}

impl PractitionerAccount {
    /// What their one-time codes are made of; none when the file was changed by hand.
    pub fn secret(&self) -> Option<TotpSecret> {
        TotpSecret::from_text(&self.secret)
    }

    /// The one-time code at this moment.
    pub fn code(&self, now: Timestamp) -> String {
        self.secret().map(|secret| secret.code(now)).unwrap_or_default()
    }
}

/// What one account is made of.
#[derive(Clone)]
struct New {
    person: Practitioner,
    key: Lock<Practitioner>,
    list: Vec<u8>,
    rations: Rations,
}

/// Makes so many accounts in registered agencies, all with the same password, and gives the first of them.
/// Each has been used in this quarter.
///
/// # Errors
/// When the store does not work.
pub(super) async fn make(
    app: &App,
    count: usize,
    tell: &mut dyn FnMut(&str),
) -> Result<Vec<PractitionerAccount>, Problem> {
    let places = app.read(move |snapshot| places(snapshot, count)).await?;
    let password = format!("demo-{}", &*Token::random().to_text().chars().take(12).collect::<String>());
    let new = new_password(app, password.clone().into()).await?;
    let mut shown = Vec::new();
    let mut done = 0;
    for some in places.chunks(TOGETHER) {
        let mut made = Vec::with_capacity(some.len());
        for (number, (agency, contact)) in some.iter().enumerate() {
            let secret = TotpSecret::random();
            let account = account(app, &new, &secret, (agency, contact.as_ref(), done + number));
            if shown.len() < SHOWN {
                let role = if account.person.lead { "leads" } else { "works" };
                shown.push(PractitionerAccount {
                    name: account.person.name.clone(),
                    role: format!("{}, {role} there", agency.name()),
                    email: account.person.email.clone(),
                    password: password.clone(),
                    secret: secret.to_text(),
                });
            }
            made.push(account);
        }
        done += made.len();
        app.write(move |tx| Ok(made.iter().try_for_each(|one| insert(tx, one))?)).await?;
        tell(&format!("{done} of {count} accounts of practitioners"));
    }
    Ok(shown)
}

fn insert(tx: &mut Tx<'_>, new: &New) -> Result<(), StoreError> {
    rows::insert(tx, &new.person)?;
    rows::set_rations(tx, new.person.id, &new.rations)?;
    keys::insert(tx, &new.key)?;
    lists::insert(tx, new.person.id, &new.list)
}

type Place = (Agency, Option<Contact>);

/// Where accounts are to be: registered agencies, some of each, and the contacts who have them.
fn places(snapshot: &mut Snapshot<'_>, count: usize) -> Result<Vec<Place>, StoreError> {
    let ids: Vec<Id<Agency>> = agencies::names(snapshot)?.into_iter().map(|(id, _)| id).collect();
    let mut registered = agencies::those(snapshot, &ids)?;
    registered.retain(|agency| agency.standing() == Relation::Registered);
    let ids: Vec<_> = registered.iter().map(|agency| agency.id).collect();
    let mut people: HashMap<Id<Agency>, Vec<Contact>> = HashMap::new();
    for contact in contacts::of_agencies(snapshot, &ids)? {
        if contact.left().is_none() {
            people.entry(contact.agency).or_default().push(contact);
        }
    }
    registered.retain(|agency| people.contains_key(&agency.id));
    let mut places = Vec::with_capacity(count);
    let rounds = count.div_ceil(OF_AGENCY * registered.len().max(1));
    for round in 0..rounds {
        for agency in &registered {
            for place in 0..OF_AGENCY {
                let contacts = people.get(&agency.id).filter(|_| round == 0);
                let contact = contacts.and_then(|contacts| contacts.get(place)).cloned();
                places.push((agency.clone(), contact));
            }
        }
    }
    places.truncate(count);
    Ok(places)
}

fn account(
    app: &App,
    new: &NewPassword,
    secret: &TotpSecret,
    (agency, contact, number): (&Agency, Option<&Contact>, usize),
) -> New {
    let id: Id<Practitioner> = app.id();
    let name = contact.map_or_else(|| person(number), |contact| contact.name().to_owned());
    let known = contact.map(|contact| contact.record.get(contact::EMAIL).to_owned());
    // Numbered: others of the agency may have the same name.
    let host = normalise::host(agency.record.get(EMAIL));
    let own = format!("{}{number}@{host}", name.to_lowercase().replace(' ', "."));
    let practitioner = Practitioner {
        id,
        agency: agency.id,
        contact: contact.map(|contact| contact.id),
        email: known.filter(|email| !email.is_empty()).unwrap_or(own),
        name,
        lead: number.is_multiple_of(OF_AGENCY),
        standing: Standing::Active,
    };
    let own = Secret::<32>::random();
    let key = new.lock(app, id, &own, (secret, 0));
    let had = 1 + i32::try_from(app.random.below(5)).unwrap_or(0);
    let rations = Rations { quarter: Quarter::of(app.now().day()).code(), had };
    New { person: practitioner, key, list: kept_list::create_empty(&own), rations }
}
