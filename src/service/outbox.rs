//! Mail that waits or could not be sent, as whoever runs the machine sees it: never what it is about.

use crate::domain::audit::Deed;
use crate::domain::desk::Desk;
use crate::domain::outbox::Addressee;
use crate::domain::role::Permission;
use crate::domain::staff::Staff;
use crate::store::outbox::{self as rows, Waiting};
use crate::store::{StoreError, audit, desk, staff};

use super::problem::Halt;
use super::session::Signed;
use super::{House, Problem};

/// What is in the outbox.
#[derive(Debug)]
pub struct OutboxView {
    /// How many letters are waiting.
    pub waiting: i64,
    /// The letters that could not be sent.
    pub dead: Vec<Waiting>,
    /// The desks, for their names.
    pub desks: Vec<Desk>,
    /// Members of staff, for their names.
    pub people: Vec<Staff>,
}

impl OutboxView {
    /// Whom a letter is for; empty when they are no longer there.
    pub fn name(&self, to: Addressee) -> &str {
        match to {
            Addressee::Desk(id) => self.desks.iter().find(|desk| desk.id == id).map_or("", |desk| &desk.name),
            Addressee::Staff(id) => {
                self.people.iter().find(|person| person.id == id).map_or("", |person| &person.name)
            }
            // Who it is belongs to those who keep the links with agencies.
            Addressee::Practitioner(_) | Addressee::Application(_) => "Somebody of an agency",
        }
    }
}

/// The outbox.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn view(house: &House, signed: &Signed) -> Result<OutboxView, Problem> {
    signed.require(Permission::RunMail)?;
    let read = |snapshot: &mut crate::store::Snapshot<'_>| {
        Ok::<_, StoreError>(OutboxView {
            waiting: rows::waiting(snapshot)?,
            dead: rows::dead(snapshot)?,
            desks: desk::all(snapshot)?,
            people: staff::all(snapshot)?,
        })
    };
    Ok(house.store.read(read).await?)
}

/// Sends a dead letter again.
///
/// # Errors
/// [`Problem::Missing`] when there is no such dead letter.
pub async fn revive(house: &House, signed: &Signed, id: &str) -> Result<(), Problem> {
    signed.require(Permission::RunMail)?;
    let id = id.parse().map_err(|_| Problem::Missing)?;
    let (now, random) = (house.now(), house.random.clone());
    let event = house.event(Some(signed.actor.id), Deed::MailRevived, &id);
    let signed = signed.clone();
    let write = move |tx: &mut crate::store::Tx<'_>| {
        signed.still(tx, now, Permission::RunMail)?;
        if !rows::revive(tx, id, now)? {
            return Err(Halt::Problem(Problem::Missing));
        }
        Ok(audit::record(tx, random.as_ref(), &event)?)
    };
    Ok(house.store.write(write).await?)
}
