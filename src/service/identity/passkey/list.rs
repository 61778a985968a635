//! The passkeys that lead into an account, and taking one off the list.

use domain::form::reason::passkey::PasskeyReason;
use domain::identity::passkey::{PASSKEY, Passkey, may_be_removed};
use domain::platform::audit::AuditAction;
use domain::platform::id::Id;
use store::identity::passkey as rows;
use store::{Snapshot, StoreError};

use crate::identity::area::{AccountArea, event};
use crate::identity::sign_in::still;
use crate::problem::TxError;
use crate::{App, Problem};

/// What leads into an account.
#[derive(Clone, Debug)]
pub struct SignInMethods {
    /// The passkeys, by name.
    pub passkeys: Vec<Passkey>,
    /// Whether a password and a one-time code do as well.
    pub password: bool,
}

/// What leads into the account of somebody who is signed in.
///
/// # Errors
/// When the store does not work.
pub async fn sign_in_methods<A: AccountArea>(
    app: &App,
    signed: &A::Signed,
) -> Result<SignInMethods, Problem> {
    let (id, _) = A::session(signed);
    app.read(move |snapshot| read::<A>(snapshot, id)).await
}

fn read<A: AccountArea>(snapshot: &mut Snapshot<'_>, id: Id<A>) -> Result<SignInMethods, StoreError> {
    let passkeys = rows::of(snapshot, A::holder(id))?.into_iter().map(|stored| stored.passkey).collect();
    let password = A::find_lock(snapshot, id)?.is_some_and(|lock| !lock.verifier.is_empty());
    Ok(SignInMethods { passkeys, password })
}

/// Removes a passkey; whoever signed in elsewhere is signed out. The session that asks stays.
///
/// # Errors
/// [`Problem::Missing`] when it is none of theirs; [`Problem::Invalid`] on the field `passkey` when it is the
/// last way in.
pub async fn remove<A: AccountArea>(app: &App, signed: &A::Signed, passkey: &str) -> Result<(), Problem> {
    let (id, lookup) = A::session(signed);
    let (passkey, lookup, now) = (passkey.to_owned(), lookup.to_owned(), app.now());
    app.write(move |tx| {
        still(tx, (id, &lookup), now)?;
        let SignInMethods { passkeys, password } = read(tx, id)?;
        if !passkeys.iter().any(|known| known.id == passkey) {
            return Err(TxError::Problem(Problem::Missing));
        }
        if let Err(kept) = may_be_removed(&passkeys, &passkey, password) {
            return Err(Problem::invalid(PASSKEY, PasskeyReason::Stays(kept)).into());
        }
        rows::delete(tx, &passkey)?;
        A::delete_sessions(tx, id, Some(&lookup))?;
        Ok(tx.record(event(A::holder(id), AuditAction::PasskeyRemoved))?)
    })
    .await
}
