//! Setting up an account with a one-time link and a passkey alone.

use crypto::passkey::{Owner, RelyingParty};
use crypto::secret::Secret;
use crypto::token::Token;
use domain::form::reason::passkey::PasskeyReason;
use domain::identity::passkey::{Holder, PASSKEY, label};
use domain::platform::audit::AuditAction;
use store::Tx;
use store::identity::passkey as rows;

use super::add::stored;
use super::assertion::Answer;
use super::ceremony::{self, Begun, Purpose, take};
use crate::identity::area::event;
use crate::identity::practitioner::join::{enter, guest};
use crate::problem::TxError;
use crate::{App, Problem};

/// Begins to make a guest's first passkey.
///
/// # Errors
/// [`Problem::Missing`] when the link does not work.
pub async fn begin(app: &App, site: &RelyingParty, link: &Token) -> Result<Begun, Problem> {
    let guest = guest(app, link).await?;
    let (account, address) = (guest.person.id.to_string(), guest.person.email);
    let owner = Owner { account, address, name: guest.person.name };
    let asked = site.begin_making(&owner, &[]);
    ceremony::begin(app, Purpose::Join(guest.lookup), asked, None).await
}

/// Sets up the account with the passkey that was made: the link works no more, and the person is signed in.
///
/// # Errors
/// [`Problem::Missing`] when the link does not work; [`Problem::Invalid`] when the answer cannot be used.
pub async fn finish(app: &App, site: &RelyingParty, link: &Token, answer: &Answer) -> Result<Token, Problem> {
    let guest = guest(app, link).await?;
    let unusable = || Problem::invalid(PASSKEY, PasskeyReason::UnusableToJoin);
    let taken = take(app, &answer.ceremony).await?;
    let taken = taken.filter(|taken| taken.purpose == Purpose::Join(guest.lookup.clone()));
    let state = taken.ok_or_else(unusable)?.state;
    let credential = site.finish_making(&state, &answer.credential).ok_or_else(unusable)?;
    let holder = Holder::Practitioner(guest.person.id);
    // Without a secret from the authenticator nothing would open the key again: then there is none.
    let own = answer.secret().map(|given| (Secret::<32>::random(), given));
    let key = own.as_ref().map(|(own, _)| own.clone());
    let new = stored(app, holder, (&credential, label("", 0).unwrap_or_default()), own);
    let event = event(holder, AuditAction::PasskeyAdded);
    let guards = move |tx: &mut Tx<'_>| {
        if rows::find(tx, &new.passkey.id)?.is_some() {
            return Err(TxError::Problem(Problem::Missing));
        }
        rows::insert(tx, &new)?;
        Ok(tx.record(event.clone())?)
    };
    enter(app, guest, key, guards).await
}
