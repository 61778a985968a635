//! Passkeys: the list on one's own account, and taking one off it.
//!
//! A passkey signs in alone. Where the authenticator also gives a secret of its own (the extension `prf`), the passkey opens
//! what the owner's password opens: a practitioner's own key, or the private key of somebody on the police side.

pub mod add;
mod answer;
mod assertion;
mod ceremony;
pub mod join;
pub mod sign_in;

use crypto::context::SealContext;
use domain::form::reason::passkey::PasskeyReason;
use domain::identity::passkey::{Holder, PASSKEY, Passkey, may_be_removed};
use domain::identity::staff::Standing;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::time::Timestamp;
use store::identity::practitioner::{self, key as keys, session as practitioner_sessions};
use store::identity::{passkey as rows, session, staff};
use store::platform::audit;
use store::{Snapshot, StoreError, Tx};

use crate::problem::TxError;
use crate::{App, Problem};

pub use answer::Answer;
pub use ceremony::Begun;

/// What leads into an account.
#[derive(Clone, Debug)]
pub struct Ways {
    /// The passkeys, by name.
    pub passkeys: Vec<Passkey>,
    /// Whether a password and a one-time code do as well.
    pub password: bool,
}

/// What leads into somebody's account.
///
/// # Errors
/// When the store does not work.
pub async fn ways(app: &App, holder: Holder) -> Result<Ways, Problem> {
    Ok(app.store.read(move |snapshot| read(snapshot, holder)).await?)
}

fn read(snapshot: &mut Snapshot<'_>, holder: Holder) -> Result<Ways, StoreError> {
    let passkeys = rows::of(snapshot, holder)?.into_iter().map(|stored| stored.passkey).collect();
    let password = match holder {
        Holder::Staff(id) => staff::find_key(snapshot, id)?.is_some_and(|key| !key.verifier.is_empty()),
        Holder::Practitioner(id) => keys::find(snapshot, id)?.is_some(),
    };
    Ok(Ways { passkeys, password })
}

/// Removes a passkey; whoever signed in elsewhere is signed out. `session` is the one that asks, and stays.
///
/// # Errors
/// [`Problem::Missing`] when it is none of theirs; [`Problem::Invalid`] on the field `passkey` when it is the last way in.
pub async fn remove(app: &App, holder: Holder, session: &str, id: &str) -> Result<(), Problem> {
    let (event, random) = (event(app, holder, AuditAction::PasskeyRemoved), app.random.clone());
    let (id, lookup, now) = (id.to_owned(), session.to_owned(), app.now());
    let write = move |tx: &mut Tx<'_>| {
        still(tx, holder, &lookup, now)?;
        let Ways { passkeys, password } = read(tx, holder)?;
        if !passkeys.iter().any(|passkey| passkey.id == id) {
            return Err(TxError::Problem(Problem::Missing));
        }
        if let Err(kept) = may_be_removed(&passkeys, &id, password) {
            return Err(Problem::invalid(PASSKEY, PasskeyReason::Stays(kept)).into());
        }
        rows::delete(tx, &id)?;
        match holder {
            Holder::Staff(staff) => session::delete_others(tx, staff, &lookup)?,
            Holder::Practitioner(id) => practitioner_sessions::delete_others(tx, id, &lookup)?,
        }
        Ok(audit::record(tx, random.as_ref(), &event)?)
    };
    Ok(app.store.write(write).await?)
}

/// The audit event of what is done to somebody's passkeys. Only staff are actors of the log.
fn event(app: &App, holder: Holder, deed: AuditAction) -> AuditEvent {
    match holder {
        Holder::Staff(id) => app.event(Some(id), deed, &""),
        Holder::Practitioner(id) => app.event(None, deed, &id),
    }
}

/// Where an owner's own key belongs, sealed under what their authenticator gives.
fn key_place(id: &str) -> SealContext<'_> {
    SealContext::new("passkey", id, "key")
}

/// Goes on only while the session that asks has not ended: it may have been, from elsewhere, a moment ago.
fn still(snapshot: &mut Snapshot<'_>, holder: Holder, lookup: &str, now: Timestamp) -> Result<(), TxError> {
    let there = match holder {
        Holder::Staff(id) => session::find(snapshot, lookup, now)?.is_some_and(|one| one.staff == id),
        Holder::Practitioner(id) => {
            let one = practitioner_sessions::find(snapshot, lookup, now)?;
            one.is_some_and(|one| one.practitioner == id)
        }
    };
    if there { Ok(()) } else { Err(Problem::Over.into()) }
}

/// Whether an account works.
fn works(snapshot: &mut Snapshot<'_>, holder: Holder) -> Result<bool, StoreError> {
    let standing = match holder {
        Holder::Staff(id) => staff::find(snapshot, id)?.map(|person| person.standing),
        Holder::Practitioner(id) => practitioner::find(snapshot, id)?.map(|person| person.standing),
    };
    Ok(standing == Some(Standing::Active))
}

#[cfg(test)]
mod tests;
