//! What guards one's own account: changing the password or the second factor, signing out everywhere.

use zeroize::Zeroizing;

use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::form::reason::account::AccountReason;
use domain::identity::field::CODE;
use domain::identity::practitioner::Practitioner;
use domain::platform::audit::AuditAction;
use store::identity::lock::Lock;
use store::identity::practitioner::key as keys;
use store::identity::session::Sessions;

use super::session::SignedIn;
use crate::identity::area::{AccountArea, broken, event};
use crate::identity::lock::{new_password, seal_for_server, totp_place};
use crate::identity::proof::{check_password, prove_again};
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
    let (before, old) = prove_again::<Practitioner>(app, signed, &typed.present).await?;
    let new = new_password(app, typed.password).await?;
    let Ok(after) = new.relock(&before, &old) else {
        return Err(broken(app, before.owner, "account").await);
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
    let (before, guard) = prove_again::<Practitioner>(app, signed, &typed.present).await?;
    let place = before.owner.to_string();
    let after = Lock {
        sealed_totp: guard.seal(&totp_place::<Practitioner>(&place), totp.secret().expose()),
        totp_step: step,
        server_totp: Some(seal_for_server(app, before.owner, &totp)),
        ..before.clone()
    };
    put(app, signed, (before, after), AuditAction::PractitionerFactor).await
}

async fn put(
    app: &App,
    signed: &SignedIn,
    (before, after): (Lock<Practitioner>, Lock<Practitioner>),
    deed: AuditAction,
) -> Result<(), Problem> {
    let (lookup, now) = (signed.session.clone(), app.now());
    let signed = signed.clone();
    app.write(move |tx| {
        signed.still(tx, now)?;
        keys::replace(tx, &before.verifier, &after)?;
        Practitioner::delete_sessions(tx, after.owner, Some(&lookup))?;
        Ok(tx.record(event(Practitioner::holder(after.owner), deed))?)
    })
    .await
}

/// Ends every session of this person, this one too.
///
/// # Errors
/// When the store does not work.
pub async fn sign_out_everywhere(app: &App, signed: &SignedIn) -> Result<(), Problem> {
    let id = signed.practitioner.id;
    app.write(move |tx| Ok(Practitioner::delete_sessions(tx, id, None)?)).await
}
