//! The accounts of an agency's people, as their lead keeps them. Nothing here tells anything about reports.

use domain::form::errors::Errors;
use domain::form::reason::invitation::InvitationReason;
use domain::form::text;
use domain::identity::field::NAME;
use domain::identity::practitioner::{Account, Practitioner};
use domain::identity::staff::Standing;
use domain::platform::id::Id;
use domain::register::contact::EMAIL;
use store::Tx;
use store::identity::practitioner as rows;
use store::register::contact;

use super::invitation::{By, prepare, put};
use super::roll::{self, Act, accounts};
use super::session::SignedIn;
use crate::{App, Problem};

/// The most invitations of one agency that may wait to be used: a lead's account that fell into wrong hands
/// must not be a way to send mail to many.
const MAX_OPEN: usize = 50;

/// The people of the lead's agency who have an account or are invited to one, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person does not lead.
pub async fn list(app: &App, lead: &SignedIn) -> Result<Vec<Account>, Problem> {
    lead.require_lead()?;
    let agency = lead.agency.id;
    let mut all = app.read(move |snapshot| accounts(snapshot, agency)).await?;
    all.retain(|account| account.person.standing != Standing::Left);
    Ok(all)
}

/// Invites a colleague.
///
/// # Errors
/// [`Problem::Missing`] when the person does not lead; [`Problem::Invalid`] with every problem.
pub async fn invite(app: &App, lead: &SignedIn, name: &str, email: &str) -> Result<(), Problem> {
    let open = list(app, lead).await?;
    let open = open.iter().filter(|account| account.person.standing == Standing::Invited).count();
    let mut errors = Errors::default();
    let name = text::line(name, 120).ok().filter(|name| !name.is_empty());
    if name.is_none() {
        errors.add(NAME, InvitationReason::NoName);
    }
    let address = text::email(email);
    if address.is_none() {
        errors.add(EMAIL, InvitationReason::NoEmail);
    } else if open >= MAX_OPEN {
        errors.add(EMAIL, InvitationReason::TooMany);
    }
    let (Some(name), Some(email), true) = (name, address, errors.is_empty()) else {
        return Err(Problem::Invalid(errors));
    };
    let (agency, wanted) = (lead.agency.id, email.clone());
    let (contact, known) = app
        .read(move |snapshot| {
            let people = contact::of_agencies(snapshot, &[agency])?;
            let same = |record: &str| text::email(record).is_some_and(|email| email == wanted);
            let contact = people.iter().find(|one| same(one.record.get(EMAIL))).map(|one| one.id);
            Ok((contact, rows::find_email(snapshot, &wanted)?))
        })
        .await?;
    let id = hide_reason(roll::again(app, known.as_ref()))?;
    let standing = Standing::Invited;
    let person = Practitioner { id, agency, contact, email, name, lead: false, standing };
    let prepared = prepare(app, person, By::Lead(lead.practitioner.id));
    let (lead, now) = (lead.clone(), app.now());
    let write = move |tx: &mut Tx<'_>| {
        // Two that invite at once are counted one after the other; and the agency may be another entry by
        // now.
        let agency = lead.still_leads(tx, now)?.id;
        let invited = rows::of_agency(tx, agency)?;
        if invited.iter().filter(|one| one.standing == Standing::Invited).count() >= MAX_OPEN {
            return Err(Problem::invalid(EMAIL, InvitationReason::TooMany).into());
        }
        put(tx, &prepared.clone().of(agency))
    };
    match app.store.write(write).await.map_err(Problem::from) {
        Err(Problem::Invalid(errors)) if errors.of(EMAIL) == Some(&InvitationReason::TooMany.into()) => {
            Err(Problem::Invalid(errors))
        }
        other => hide_reason(other),
    }
}

/// Whoever else has an account is nothing that a lead is told in so many words.
fn hide_reason<T>(result: Result<T, Problem>) -> Result<T, Problem> {
    match result {
        Err(Problem::Invalid(_)) => Err(Problem::invalid(EMAIL, InvitationReason::NotTaken)),
        result => result,
    }
}

/// Sends a colleague a new link, withdraws their invitation, or ends their account.
///
/// # Errors
/// [`Problem::Missing`] when the person does not lead, the colleague is not of their agency, or it is nothing
/// that a lead can do; [`Problem::Invalid`] when nobody would lead any more; [`Problem::Stale`] when the
/// account stands otherwise by now.
pub async fn act(app: &App, lead: &SignedIn, id: Id<Practitioner>, act: Act) -> Result<(), Problem> {
    let all = list(app, lead).await?;
    let account = all.iter().find(|account| account.person.id == id).ok_or(Problem::Missing)?;
    if !matches!(act, Act::SendAgain | Act::Revoke | Act::End) {
        return Err(Problem::Missing);
    }
    roll::change(app, account.person.clone(), act, By::Lead(lead.practitioner.id)).await
}
