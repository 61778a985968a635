//! An invented register and ledger, small to look at or as large as a country's to measure.

use domain::identity::role::Role;
use domain::identity::staff::{Staff, Standing};
use domain::platform::force::Force;
use domain::platform::id::Id;
use service::{App, Problem};
use store::identity::staff;
use store::platform::force;

use crate::Size;
use crate::agency::{self, agencies_of};
use crate::contact::{self, contacts_of};
use crate::engagement::Ledger;
use crate::force::{forces, new_districts};
use crate::land::lands;
use crate::roster::roster;
use crate::staff::{Colleague, colleagues};

/// How many entries are written at a time.
const TOGETHER: usize = 250;

/// How much was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Agencies.
    pub agencies: usize,
    /// Contacts in them.
    pub contacts: usize,
    /// Engagements.
    pub engagements: usize,
}

impl std::fmt::Display for Filled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { agencies, contacts, engagements } = self;
        write!(f, "{agencies} agencies with {contacts} contacts and {engagements} engagements")
    }
}

/// Makes agencies, contacts and engagements of this size, and the forces, districts and staff that are
/// missing for them. `tell` hears how far it is.
///
/// # Errors
/// When the store does not work.
pub async fn fill(app: &App, size: Size, tell: &mut dyn FnMut(&str)) -> Result<Filled, Problem> {
    add_forces(app, size.forces).await?;
    let officers = engaged(app, size.staff).await?;
    let lands = lands(&app.read(force::lists).await?);
    let made = agencies_of(app, (roster(&lands, size.agencies), &lands), &officers);
    agency::insert(app, &made, tell).await?;
    let people = contacts_of(app, &made, size.contacts);
    contact::insert(app, &people, tell).await?;
    let ledger = Ledger::new(app, &lands, &officers, (&made, &people));
    let engagements = ledger.fill(size.engagements, tell).await?;
    Ok(Filled { agencies: made.len(), contacts: people.iter().map(Vec::len).sum(), engagements })
}

/// Invented forces that are not known yet, each with districts.
async fn add_forces(app: &App, count: usize) -> Result<(), Problem> {
    let known = app.read(force::all).await?;
    let new = forces(count).into_iter().filter(|new| !known.iter().any(|force| force.code == new.code));
    for new in new {
        let districts = new_districts(app, &new);
        app.write(move |tx| {
            force::insert(tx, &Force { served: true, ..new.clone() })?;
            Ok(districts.iter().try_for_each(|district| force::insert_district(tx, district))?)
        })
        .await?;
    }
    Ok(())
}

/// The engagement officers among so many staff: they own agencies and lead engagements. Colleagues who are
/// missing for that many are added, without an account.
async fn engaged(app: &App, count: usize) -> Result<Vec<Id<Staff>>, Problem> {
    let known = app.read(staff::all).await?.len();
    let person = |new: Colleague| Staff {
        id: app.id(),
        email: new.email,
        name: new.name,
        role: new.role,
        standing: Standing::Invited,
    };
    let new: Vec<Staff> = colleagues(count.saturating_sub(known), &[]).into_iter().map(person).collect();
    for some in new.chunks(TOGETHER) {
        let some = some.to_vec();
        app.write(move |tx| Ok(some.iter().try_for_each(|person| staff::insert(tx, person))?)).await?;
    }
    let all = app.read(staff::all).await?;
    let engaged = all.into_iter().filter(|person| person.role == Role::EngagementOfficer);
    Ok(engaged.map(|person| person.id).collect())
}
