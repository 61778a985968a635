//! Signing in with a passkey alone.

use crypto::keypair::PrivateKey;
use crypto::passkey::RelyingParty;
use crypto::token::Token;
use domain::identity::passkey::{Door, Holder};

use super::answer::Answer;
use super::assertion::prove;
use super::ceremony::{self, Begun, Purpose};
use crate::identity::practitioner::session::{Entry, begin as begin_practitioner};
use crate::identity::session::begin as begin_staff;
use crate::{App, Problem};

/// Asks for a passkey, whoever's it is.
///
/// # Errors
/// When the store does not work.
pub async fn begin(app: &App, site: &RelyingParty, door: Door) -> Result<Begun, Problem> {
    ceremony::begin(app, Purpose::SignIn(door), site.begin_using(), None).await
}

/// Signs in somebody of an agency.
///
/// # Errors
/// [`Problem::Missing`] for anything that is wrong, and when the account has ended or the agency is paused or left: one answer
/// for all.
pub async fn practitioner(app: &App, site: &RelyingParty, answer: &Answer) -> Result<Token, Problem> {
    let proven = prove(app, site, &Purpose::SignIn(Door::Agency), answer).await?;
    let proven = proven.ok_or(Problem::Missing)?;
    let Holder::Practitioner(id) = proven.holder else { return Err(Problem::Missing) };
    let entry = Entry { practitioner: id, key: proven.key.clone() };
    begin_practitioner(app, entry, move |tx| proven.write(tx)).await
}

/// Signs in somebody on the police side.
///
/// # Errors
/// [`Problem::Missing`] for anything that is wrong, also when the authenticator does not open their private key.
pub async fn staff(app: &App, site: &RelyingParty, answer: &Answer) -> Result<Token, Problem> {
    let proven = prove(app, site, &Purpose::SignIn(Door::Staff), answer).await?;
    let proven = proven.ok_or(Problem::Missing)?;
    let (Holder::Staff(id), Some(key)) = (proven.holder, proven.key.clone()) else {
        return Err(Problem::Missing);
    };
    begin_staff(app, id, &PrivateKey::new(key), move |tx| proven.write(tx)).await
}
