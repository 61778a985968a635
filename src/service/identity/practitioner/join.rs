//! Setting up an account with a one-time link.

pub use crate::identity::proof::Enrolment;

use crypto::secret::Secret;
use crypto::token::Token;
use domain::identity::practitioner::{LinkState, Practitioner};
use domain::identity::staff::Standing;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::register::agency::{Agency, Standing as Relation};
use store::Tx;
use store::identity::practitioner::invitation::{self as links, Invitation};
use store::identity::practitioner::{self as rows, key as keys};
use store::register::agency as agencies;

use super::invitation::rise;
use super::session::has_left;
use crate::identity::lock::new_password;
use crate::identity::proof::check;
use crate::identity::sign_in::{Entry, begin};
use crate::problem::TxError;
use crate::{App, Problem};

/// How often it is written down that somebody came with the same link that works no more.
const TOLD: i32 = 10;

/// Somebody who came with a link that works.
#[derive(Debug)]
pub struct Guest {
    /// Who was invited.
    pub person: Practitioner,
    /// The agency they work for.
    pub agency: Agency,
    /// What finds the link.
    pub(crate) lookup: String,
}

/// Whom a one-time link invites. That somebody came with one that was used, withdrawn or ran out is written
/// down.
///
/// # Errors
/// [`Problem::Missing`] when it does not work, for whatever reason.
pub async fn guest(app: &App, token: &Token) -> Result<Guest, Problem> {
    let (lookup, today) = (token.lookup(), app.now().day());
    let found = app
        .read(move |snapshot| {
            let Some(link) = links::find(snapshot, &lookup)? else { return Ok(None) };
            let Some(person) = rows::find(snapshot, link.practitioner)? else { return Ok(None) };
            if has_left(snapshot, &person, today)? {
                return Ok(None);
            }
            let agency = agencies::find(snapshot, person.agency)?;
            Ok(agency.map(|agency| (link, person, agency)))
        })
        .await?;
    let (link, person, agency) = found.ok_or(Problem::Missing)?;
    if let Some(reason) = refusal(&link, app) {
        refuse(app, &link, reason).await?;
        return Err(Problem::Missing);
    }
    if person.standing != Standing::Invited || !agency.is_welcome() {
        return Err(Problem::Missing);
    }
    Ok(Guest { person, agency, lookup: link.lookup })
}

/// Why a link does not work; none when it does.
fn refusal(link: &Invitation, app: &App) -> Option<&'static str> {
    match link.state {
        LinkState::Open if link.expires > app.now() => None,
        LinkState::Open => Some("expired"),
        LinkState::Used | LinkState::Revoked => Some(link.state.code()),
    }
}

async fn refuse(app: &App, link: &Invitation, reason: &str) -> Result<(), Problem> {
    let event = AuditEvent::new(None, AuditAction::LinkRefused, &link.practitioner).detailed(reason);
    let lookup = link.lookup.clone();
    app.write(move |tx| {
        if links::refuse(tx, &lookup, TOLD)? {
            tx.record(event.clone())?;
        }
        Ok(())
    })
    .await
}

/// Sets a password and a second factor with a one-time link, which then works no more, and signs the person
/// in. The first of an agency's people to do so makes it a registered one.
///
/// # Errors
/// [`Problem::Invalid`] with every problem; [`Problem::Missing`] when the link does not work.
pub async fn join(app: &App, token: &Token, typed: Enrolment) -> Result<Token, Problem> {
    let guest = guest(app, token).await?;
    let (totp, step) = check(&guest.person.email, &typed, app.now())?;
    let new = new_password(app, typed.password).await?;
    let own = Secret::<32>::random();
    let lock = new.lock(app, guest.person.id, &own, (&totp, step));
    enter(app, guest, Some(own), move |tx| Ok(keys::insert(tx, &lock)?)).await
}

/// Lets a guest in for good: uses the link up and begins their first session. `guards` writes what guards the
/// account from now on; `key` is their own key, if that opens it.
pub(crate) async fn enter<F>(
    app: &App,
    guest: Guest,
    key: Option<Secret<32>>,
    mut guards: F,
) -> Result<Token, Problem>
where
    F: FnMut(&mut Tx<'_>) -> Result<(), TxError> + Send + 'static,
{
    let Guest { person, lookup, .. } = guest;
    let entry = Entry { owner: person.id, key };
    let also = move |tx: &mut Tx<'_>| {
        admit(tx, &lookup)?;
        guards(tx)?;
        let agency = rows::find(tx, person.id)?.ok_or(Problem::Missing)?.agency;
        rise(tx, agency, Relation::Registered, None)?;
        Ok::<_, TxError>(tx.record(AuditEvent::new(None, AuditAction::PractitionerJoined, &person.id))?)
    };
    begin(app, entry, also).await
}

/// Uses the link up and makes the account one that works.
fn admit(tx: &mut Tx<'_>, lookup: &str) -> Result<(), TxError> {
    let link = links::find(tx, lookup)?.ok_or(Problem::Missing)?;
    let person = rows::find(tx, link.practitioner)?.filter(|person| person.standing == Standing::Invited);
    let person = person.ok_or(Problem::Missing)?;
    if !links::use_up(tx, lookup, tx.now())? {
        return Err(Problem::Missing.into());
    }
    Ok(rows::save(tx, &Practitioner { standing: Standing::Active, ..person })?)
}
