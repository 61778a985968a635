//! That somebody is who they say: a password and a one-time code, both or neither. Staff and practitioners prove it the same
//! way, and failures slow both down.

use std::sync::Arc;

use zeroize::Zeroizing;

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::context::SealContext;
use crypto::password::stretch;
use crypto::secret::Secret;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::form::reason::account::AccountReason;
use domain::identity::field::{AGAIN, CODE, PASSWORD};
use domain::identity::staff::{PASSWORD_MAX, password_problem};
use domain::identity::throttle::Lane;
use domain::platform::time::Timestamp;

pub(crate) use super::lock::Lock;
use super::lock::server_totp_place;
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

/// Where the second factor of a row belongs.
pub fn totp_place<'a>(table: &'a str, row: &'a str) -> SealContext<'a> {
    SealContext::new(table, row, "totp")
}

/// Seals a second factor under the server's own key, so that a code can be checked before any password is stretched.
///
/// It gives little away. Whoever has database and server key can make codes, and signs in nowhere with them alone; whoever has
/// the database and a password opens the other copy, and needs no code to open what the password seals.
pub fn seal_for_server(app: &App, (table, row): (&str, &str), totp: &TotpSecret) -> Vec<u8> {
    app.factors.seal(&server_totp_place(table, row), totp.secret().expose())
}

/// What the right password opens; none when it is wrong or there is no such account, which takes as long.
async fn guard(
    app: &App,
    turn: &Arc<Turn>,
    lock: Option<&Lock>,
    password: &str,
) -> Result<Option<ContentKey>, Problem> {
    let salt = lock.and_then(|lock| lock.salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
    let password: Zeroizing<String> = password.chars().take(PASSWORD_MAX + 1).collect::<String>().into();
    let keys = app.stretch_in(turn, move || stretch(&password, &salt)).await?;
    let right = |lock: &&Lock| Secret::from_slice(&lock.verifier) == Some(Secret::new(keys.verifier));
    Ok(lock.filter(right).map(|_| ContentKey::new(keys.key)))
}

/// The proof that it is this person; none when the password or the code is wrong or there is no such account, which takes
/// as long.
///
/// # Errors
/// [`Problem::Sealed`] when the password is right and what it guards does not open.
pub(crate) async fn prove(
    app: &App,
    turn: &Arc<Turn>,
    lock: Option<&Lock>,
    (password, code): (&str, &str),
) -> Result<Option<Proof>, Problem> {
    let Some((lock, guard)) = lock.zip(guard(app, turn, lock, password).await?) else { return Ok(None) };
    let totp = guard.open(&totp_place(lock.table, &lock.row), &lock.sealed_totp)?;
    let totp = TotpSecret::from_slice(&totp).ok_or(OpenError)?;
    let Some(step) = totp.check(code, app.now(), lock.totp_step) else { return Ok(None) };
    let known = lock.factor(app).is_some_and(|known| known == totp);
    let server_totp = (!known).then(|| seal_for_server(app, (lock.table, &lock.row), &totp));
    Ok(Some(Proof { guard, step, server_totp }))
}

/// What a new password gives.
pub struct NewPassword {
    /// The password's salt.
    pub salt: [u8; 16],
    /// What tells whether it is right.
    pub verifier: [u8; 32],
    /// What seals what it guards.
    pub guard: ContentKey,
}

/// Stretches a new password with a new salt.
pub async fn new_password(app: &App, password: Zeroizing<String>) -> Result<NewPassword, Problem> {
    let salt = *Secret::<16>::random().expose();
    let keys = app.stretch_password(move || stretch(&password, &salt)).await?;
    Ok(NewPassword { salt, verifier: keys.verifier, guard: ContentKey::new(keys.key) })
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

/// What the present password of somebody who is signed in opens; none when it is wrong or they have to wait. An open tab must
/// not be a way to guess the password, so failures count; by session, so that nobody elsewhere makes them wait.
pub(crate) async fn again(
    app: &App,
    session: &str,
    lock: Option<&Lock>,
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
