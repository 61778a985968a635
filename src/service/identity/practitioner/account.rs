//! What guards one's own account: changing the password or the second factor, signing out everywhere.

use zeroize::Zeroizing;

use crypto::content::ContentKey;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::form::reason::account::AccountReason;
use domain::identity::field::{CODE, PRESENT};
use domain::platform::audit::AuditAction;
use store::identity::practitioner::key::{self as keys, PractitionerKey};
use store::identity::practitioner::session as sessions;
use store::platform::audit;
use store::{StoreError, Tx};

use super::session::{SignedIn, TABLE, lock, own_key_place};
use crate::identity::proof::{again, check_password, new_password, seal_for_server, totp_place};
use crate::problem::TxError;
use crate::{App, Problem};

/// A new password, as typed.
pub struct PasswordChange {
    /// The present one.
    pub present: Zeroizing<String>,
    /// The new one.
    pub password: Zeroizing<String>,
    /// The same again.
    pub again: Zeroizing<String>,
}

/// Changes the password. All other sessions end; passkeys stay.
///
/// # Errors
/// [`Problem::Invalid`] with every problem.
pub async fn change_password(app: &App, signed: &SignedIn, typed: PasswordChange) -> Result<(), Problem> {
    let mut errors = Errors::default();
    check_password(&mut errors, &signed.practitioner.email, &typed.password, &typed.again);
    if !errors.is_empty() {
        return Err(Problem::Invalid(errors));
    }
    let (before, old) = prove(app, signed, &typed.present).await?;
    let new = new_password(app, typed.password).await?;
    let id = signed.practitioner.id.to_string();
    let (own, totp) = (own_key_place(&id), totp_place(TABLE, &id));
    let opened =
        old.open(&own, &before.sealed_key).and_then(|key| Ok((key, old.open(&totp, &before.sealed_totp)?)));
    let Ok((key, secret)) = opened else {
        return Err(app.seal_broken(None, &"practitioner account").await);
    };
    let after = PractitionerKey {
        salt: new.salt.to_vec(),
        verifier: new.verifier.to_vec(),
        sealed_key: new.guard.seal(&own, &key),
        sealed_totp: new.guard.seal(&totp, &secret),
        ..before.clone()
    };
    put(app, signed, (before, after), AuditAction::PractitionerPassword).await
}

/// A new second factor, as typed.
pub struct FactorChange {
    /// The present password.
    pub present: Zeroizing<String>,
    /// The new secret, as the app was shown it.
    pub secret: String,
    /// The code that the app makes of it now.
    pub code: String,
}

/// Changes the second factor. All other sessions end.
///
/// # Errors
/// [`Problem::Invalid`] with every problem; [`Problem::Missing`] when the secret is not one of ours.
pub async fn change_factor(app: &App, signed: &SignedIn, typed: &FactorChange) -> Result<(), Problem> {
    let totp = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    let step = totp
        .check(&typed.code, app.now(), 0)
        .ok_or_else(|| Problem::invalid(CODE, AccountReason::WrongCode))?;
    let (before, guard) = prove(app, signed, &typed.present).await?;
    let place = signed.practitioner.id.to_string();
    let after = PractitionerKey {
        sealed_totp: guard.seal(&totp_place(TABLE, &place), totp.secret().expose()),
        totp_step: step,
        server_totp: Some(seal_for_server(app, (TABLE, &place), &totp)),
        ..before.clone()
    };
    put(app, signed, (before, after), AuditAction::PractitionerFactor).await
}

/// What the present password opens, and what it guards.
pub(crate) async fn prove(
    app: &App,
    signed: &SignedIn,
    password: &str,
) -> Result<(PractitionerKey, ContentKey), Problem> {
    let id = signed.practitioner.id;
    let key = app.store.read(move |snapshot| keys::find(snapshot, id)).await?;
    let right = again(app, &signed.session, key.as_ref().map(lock).as_ref(), password).await?;
    key.zip(right).ok_or_else(|| Problem::invalid(PRESENT, AccountReason::WrongPassword))
}

async fn put(
    app: &App,
    signed: &SignedIn,
    (before, after): (PractitionerKey, PractitionerKey),
    deed: AuditAction,
) -> Result<(), Problem> {
    let (lookup, random, now) = (signed.session.clone(), app.random.clone(), app.now());
    let event = app.event(None, deed, &signed.practitioner.id);
    let signed = signed.clone();
    let write = move |tx: &mut Tx<'_>| {
        signed.still(tx, now)?;
        keys::replace(tx, &before.verifier, &after)?;
        sessions::delete_others(tx, after.practitioner, &lookup)?;
        Ok::<_, TxError>(audit::record(tx, random.as_ref(), &event)?)
    };
    Ok(app.store.write(write).await?)
}

/// Ends every session of this person, this one too.
///
/// # Errors
/// When the store does not work.
pub async fn sign_out_everywhere(app: &App, signed: &SignedIn) -> Result<(), Problem> {
    let id = signed.practitioner.id;
    Ok(app.store.write::<_, StoreError, _>(move |tx| sessions::delete_of(tx, id)).await?)
}
