//! The accounts of an agency's people, as the department keeps them.

use domain::form::reason::account::AccountReason;
use domain::form::reason::invitation::InvitationReason;
use domain::form::text;
use domain::identity::field::{ACT, INVITE};
use domain::identity::practitioner::{Account, Practitioner};
use domain::identity::role::Permission;
use domain::identity::staff::Standing;
use domain::platform::audit::AuditAction;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::contact::{Contact, EMAIL};
use store::identity::practitioner::{self as rows, invitation as links};
use store::register::{agency as agencies, contact};
use store::{Snapshot, StoreError, Tx};

use super::invitation::{By, end, prepare, put};
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// The accounts of an agency's people, with where each stands.
pub(super) fn accounts(snapshot: &mut Snapshot<'_>, agency: Id<Agency>) -> Result<Vec<Account>, StoreError> {
    let until = links::until(snapshot, agency)?;
    let people = rows::of_agency(snapshot, agency)?;
    Ok(people.into_iter().map(|person| Account { until: until.get(&person.id).copied(), person }).collect())
}

/// The accounts of an agency's people, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn of_agency(app: &App, signed: &Signed, id: Id<Agency>) -> Result<Vec<Account>, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| accounts(snapshot, id)).await
}

/// The account of a contact; none when they were never invited.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn of_contact(app: &App, signed: &Signed, id: Id<Contact>) -> Result<Option<Account>, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| {
        let Some(person) = rows::of_contact(snapshot, id)? else { return Ok(None) };
        let until = links::until(snapshot, person.agency)?.get(&person.id).copied();
        Ok(Some(Account { person, until }))
    })
    .await
}

/// An account, with the agency it belongs to.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find(app: &App, signed: &Signed, id: Id<Practitioner>) -> Result<(Account, Agency), Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| {
        let Some(person) = rows::find(snapshot, id)? else { return Ok(None) };
        let until = links::until(snapshot, person.agency)?.get(&id).copied();
        let agency = agencies::find(snapshot, person.agency)?;
        Ok(agency.map(|agency| (Account { person, until }, agency)))
    })
    .await?
    .ok_or(Problem::Missing)
}

/// Invites a contact of the register to an account.
///
/// # Errors
/// [`Problem::Missing`] when there is no such contact; [`Problem::Invalid`] when they have no address or have
/// left, when the address has an account, or when the agency is paused or has left.
pub async fn invite(app: &App, signed: &Signed, id: Id<Contact>, lead: bool) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let found = app.read(move |snapshot| meet(snapshot, id)).await?;
    let (contact, known) = found.ok_or(Problem::Missing)?;
    let Some(email) = text::email(contact.record.get(EMAIL)) else {
        return Err(Problem::invalid(INVITE, InvitationReason::NoKnownEmail));
    };
    if contact.left().is_some() {
        return Err(Problem::invalid(INVITE, InvitationReason::HasLeft));
    }
    let person = Practitioner {
        id: again(app, known.as_ref())?,
        agency: contact.agency,
        contact: Some(id),
        email,
        name: contact.name().to_owned(),
        lead,
        standing: Standing::Invited,
    };
    let prepared = prepare(app, person, By::Staff(signed.actor.id));
    app.write(move |tx| {
        let (now, account) = meet(tx, id)?.ok_or(Problem::Missing)?;
        if now.record != contact.record || account != known {
            return Err(TxError::Problem(Problem::Stale));
        }
        // Their agency may be another entry of the register by now.
        put(tx, &prepared.clone().of(now.agency))
    })
    .await
}

/// A contact, and whoever has an account with their address or had one; none when there is no such contact.
fn meet(
    snapshot: &mut Snapshot<'_>,
    id: Id<Contact>,
) -> Result<Option<(Contact, Option<Practitioner>)>, StoreError> {
    let Some(contact) = contact::find(snapshot, id)? else { return Ok(None) };
    let known = match text::email(contact.record.get(EMAIL)) {
        Some(email) => rows::find_email(snapshot, &email)?,
        None => None,
    };
    Ok(Some((contact, known)))
}

/// The identifier for whoever has this address: a new one, or that of an account that has ended.
pub(crate) fn again(app: &App, known: Option<&Practitioner>) -> Result<Id<Practitioner>, Problem> {
    match known {
        None => Ok(app.id()),
        Some(known) if known.standing == Standing::Left => Ok(known.id),
        Some(_) => Err(Problem::invalid(INVITE, AccountReason::AddressTaken)),
    }
}

/// What can be done to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Sends a new link to somebody who was invited; the old one works no more.
    SendAgain,
    /// Withdraws an invitation.
    Revoke,
    /// Makes somebody lead for their agency.
    MakeLead,
    /// Lets somebody lead no more.
    EndLead,
    /// Ends an account: the person has left.
    End,
    /// Starts an account again after a lost factor: sessions end, what was kept is gone, a new link goes out.
    Restart,
}

impl Act {
    /// Every act.
    pub const ALL: [Self; 6] =
        [Self::SendAgain, Self::Revoke, Self::MakeLead, Self::EndLead, Self::End, Self::Restart];

    /// What forms send.
    pub fn code(self) -> &'static str {
        match self {
            Self::SendAgain => "again",
            Self::Revoke => "revoke",
            Self::MakeLead => "lead",
            Self::EndLead => "unlead",
            Self::End => "end",
            Self::Restart => "restart",
        }
    }

    /// Reads what a form sent.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.code() == code)
    }

    /// Whether it can be done to an account that stands so.
    fn fits(self, standing: Standing) -> bool {
        match self {
            Self::SendAgain | Self::Revoke => standing == Standing::Invited,
            Self::MakeLead | Self::EndLead => standing != Standing::Left,
            Self::End | Self::Restart => standing == Standing::Active,
        }
    }
}

/// Does something to an account.
///
/// # Errors
/// [`Problem::Missing`] when there is no such account; [`Problem::Stale`] when it does not stand as it did.
pub async fn act(app: &App, signed: &Signed, id: Id<Practitioner>, act: Act) -> Result<(), Problem> {
    let (Account { person, .. }, _) = find(app, signed, id).await?;
    change(app, person, act, By::Staff(signed.actor.id)).await
}

/// Does something to an account that was read just now.
pub(super) async fn change(app: &App, person: Practitioner, act: Act, by: By) -> Result<(), Problem> {
    if !act.fits(person.standing) {
        return Err(Problem::Stale);
    }
    let prepared = prepare(app, person.clone(), by);
    let event = |deed| by.event(deed, person.id);
    let event = match act {
        Act::SendAgain => None,
        Act::Revoke => Some(event(AuditAction::InvitationRevoked)),
        Act::End => Some(event(AuditAction::PractitionerLeft)),
        Act::Restart => Some(event(AuditAction::PractitionerRestarted)),
        Act::MakeLead | Act::EndLead => Some(event(AuditAction::LeadChanged).detailed(act.code())),
    };
    app.write(move |tx| {
        if rows::find(tx, person.id)?.as_ref() != Some(&person) {
            return Err(TxError::Problem(Problem::Stale));
        }
        if let By::Lead(lead) = by {
            leads(tx, lead, &person, act)?;
        }
        match act {
            Act::SendAgain => put(tx, &prepared)?,
            Act::Revoke | Act::End => end(tx, &person)?,
            Act::MakeLead => rows::save(tx, &Practitioner { lead: true, ..person.clone() })?,
            Act::EndLead => rows::save(tx, &Practitioner { lead: false, ..person.clone() })?,
            Act::Restart => {
                end(tx, &person)?;
                put(tx, &prepared)?;
            }
        }
        if let Some(event) = &event {
            tx.record(event.clone())?;
        }
        Ok(())
    })
    .await
}

/// Goes on only when a colleague still leads for the agency, and somebody will when it is done.
fn leads(tx: &mut Tx<'_>, lead: Id<Practitioner>, person: &Practitioner, act: Act) -> Result<(), TxError> {
    let all = rows::of_agency(tx, person.agency)?;
    let mut leads = all.iter().filter(|one| one.lead && one.standing == Standing::Active);
    if !leads.clone().any(|one| one.id == lead) {
        return Err(Problem::Missing.into());
    }
    if act == Act::End && person.lead && leads.all(|one| one.id == person.id) {
        return Err(Problem::invalid(ACT, InvitationReason::OnlyLead).into());
    }
    Ok(())
}
