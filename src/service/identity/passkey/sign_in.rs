//! Signing in with a passkey alone.

use crypto::passkey::RelyingParty;
use crypto::token::Token;

use super::assertion::{Answer, prove};
use super::ceremony::{self, Begun, Purpose};
use crate::identity::area::AccountArea;
use crate::identity::sign_in::{Entry, begin as begin_session};
use crate::{App, Problem};

/// Asks for a passkey, whoever's it is.
///
/// # Errors
/// When the store does not work.
pub async fn begin<A: AccountArea>(app: &App, site: &RelyingParty) -> Result<Begun, Problem> {
    ceremony::begin(app, Purpose::SignIn(A::AREA), site.begin_using(), None).await
}

/// Signs somebody in.
///
/// # Errors
/// [`Problem::Missing`] for anything that is wrong, and when the account has ended, they may not come in, or
/// the authenticator does not open a key that they need: one answer for all.
pub async fn finish<A: AccountArea>(
    app: &App,
    site: &RelyingParty,
    answer: &Answer,
) -> Result<Token, Problem> {
    let proven = prove(app, site, &Purpose::SignIn(A::AREA), answer).await?;
    let proven = proven.ok_or(Problem::Missing)?;
    let owner = A::held_by(proven.holder).ok_or(Problem::Missing)?;
    let entry: Entry<A> = Entry { owner, key: proven.key.clone() };
    begin_session(app, entry, move |tx| proven.write(tx)).await
}
