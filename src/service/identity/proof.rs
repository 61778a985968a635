//! That somebody is who they say: a password and a one-time code, both or neither. Staff and practitioners
//! prove it the same way, and failures slow both down.

use std::sync::Arc;

use zeroize::Zeroizing;

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::password::stretch;
use crypto::secret::Secret;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::form::reason::account::AccountReason;
use domain::identity::field::{AGAIN, CODE, PASSWORD, PRESENT};
use domain::identity::staff::{PASSWORD_MAX, password_problem};
use domain::identity::throttle::Lane;
use domain::platform::time::Timestamp;
use store::identity::lock::{Lock, Locks};

use super::area::AccountArea;
use super::lock::{factor, seal_for_server, totp_place};
use super::throttle;
use crate::app::Turn;
use crate::{App, Problem};

/// What the right password and code give.
pub(crate) struct Proof {
    /// Opens what is sealed under the password.
    pub(crate) guard: ContentKey,
    /// The step of the code, to be used up.
    pub(crate) step: i64,
    /// The second factor sealed for the server, where it has none that opens: to be written.
    pub(crate) server_totp: Option<Vec<u8>>,
}

/// What the right password opens; none when it is wrong or there is no such account, which takes as long.
async fn guard<A: Locks>(
    app: &App,
    turn: &Arc<Turn>,
    lock: Option<&Lock<A>>,
    password: &str,
) -> Result<Option<ContentKey>, Problem> {
    let salt = lock.and_then(|lock| lock.salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
    let password: Zeroizing<String> = password.chars().take(PASSWORD_MAX + 1).collect::<String>().into();
    let keys = app.stretch_in(turn, move || stretch(&password, &salt)).await?;
    let right = |lock: &&Lock<A>| Secret::from_slice(&lock.verifier) == Some(Secret::new(keys.verifier));
    Ok(lock.filter(right).map(|_| ContentKey::new(keys.key)))
}

/// The proof that it is this person; none when the password or the code is wrong or there is no such account,
/// which takes as long.
///
/// # Errors
/// [`Problem::Sealed`] when the password is right and what it guards does not open.
pub(crate) async fn prove<A: Locks>(
    app: &App,
    turn: &Arc<Turn>,
    lock: Option<&Lock<A>>,
    (password, code): (&str, &str),
) -> Result<Option<Proof>, Problem> {
    let Some((lock, guard)) = lock.zip(guard(app, turn, lock, password).await?) else { return Ok(None) };
    let totp = guard.open(&totp_place::<A>(&lock.owner.to_string()), &lock.sealed_totp)?;
    let totp = TotpSecret::from_slice(&totp).ok_or(OpenError)?;
    let Some(step) = totp.check(code, app.now(), lock.totp_step) else { return Ok(None) };
    let known = factor(app, lock).is_some_and(|known| known == totp);
    let server_totp = (!known).then(|| seal_for_server(app, lock.owner, &totp));
    Ok(Some(Proof { guard, step, server_totp }))
}

/// What somebody types to set up their account.
pub struct Enrolment {
    /// The new password.
    pub password: Zeroizing<String>,
    /// The same again.
    pub again: Zeroizing<String>,
    /// The second factor's secret, as their app was shown it.
    pub secret: String,
    /// The app's present code.
    pub code: String,
}

/// Checks a new password, typed twice, of the account with this address.
pub(crate) fn check_password(errors: &mut Errors, email: &str, password: &str, again: &str) {
    if let Some(problem) = password_problem(password, email) {
        errors.add(PASSWORD, AccountReason::Password(problem));
    }
    if password != again {
        errors.add(AGAIN, AccountReason::AgainDiffers);
    }
}

/// Checks what somebody typed to set up the account with this address: the step of the code.
pub(crate) fn check(email: &str, typed: &Enrolment, now: Timestamp) -> Result<(TotpSecret, i64), Problem> {
    let totp = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    let mut errors = Errors::default();
    check_password(&mut errors, email, &typed.password, &typed.again);
    let step = totp.check(&typed.code, now, 0);
    if step.is_none() {
        errors.add(CODE, AccountReason::WrongCode);
    }
    match step {
        Some(step) if errors.is_empty() => Ok((totp, step)),
        _ => Err(Problem::Invalid(errors)),
    }
}

/// What guards the account of somebody who is signed in, and what their present password opens. An open tab
/// must not be a way to guess the password, so failures count; by session, so that nobody elsewhere makes
/// them wait.
///
/// # Errors
/// [`Problem::Invalid`] on the field `present` when it is wrong or they have to wait.
pub(crate) async fn prove_again<A: AccountArea>(
    app: &App,
    signed: &A::Signed,
    password: &str,
) -> Result<(Lock<A>, ContentKey), Problem> {
    let (id, session) = A::session(signed);
    let lock = app.read(move |snapshot| A::find_lock(snapshot, id)).await?;
    let right = again(app, session, lock.as_ref(), password).await?;
    lock.zip(right).ok_or_else(|| Problem::invalid(PRESENT, AccountReason::WrongPassword))
}

async fn again<A: AccountArea>(
    app: &App,
    session: &str,
    lock: Option<&Lock<A>>,
    password: &str,
) -> Result<Option<ContentKey>, Problem> {
    let name = app.throttle.pseudonym(&format!("session {session}"));
    if throttle::is_shut(app, &name).await? {
        return Ok(None);
    }
    let turn = app.turn().await?;
    // Others of this session may have failed while this one waited for its turn.
    if throttle::is_shut(app, &name).await? {
        return Ok(None);
    }
    let right = guard(app, &turn, lock, password).await?;
    if right.is_none() {
        throttle::fail(app, (Lane::Session, name), None).await?;
    }
    Ok(right)
}
