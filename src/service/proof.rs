//! That somebody is who they say: a password and a one-time code, both or neither. Staff and practitioners prove it the same
//! way, and failures slow both down.

use zeroize::Zeroizing;

use crate::crypto::OpenError;
use crate::crypto::content::ContentKey;
use crate::crypto::password::stretch;
use crate::crypto::place::Place;
use crate::crypto::secret::Secret;
use crate::crypto::totp::TotpSecret;
use crate::domain::audit::{AuditEvent, Deed};
use crate::domain::form::Errors;
use crate::domain::staff::{PASSWORD_MAX, password_problem, sign_in_wait};
use crate::domain::time::Timestamp;
use crate::store::session as rows;
use crate::store::{Snapshot, StoreError, Tx, audit};

use super::{House, Problem};

/// What guards an account, as its row holds it.
pub(super) struct Lock {
    /// The table of the row: `staff_key`, `practitioner_key`.
    pub(super) table: &'static str,
    /// Whose row it is.
    pub(super) row: String,
    /// The password's salt.
    pub(super) salt: Vec<u8>,
    /// The password's verifier.
    pub(super) verifier: Vec<u8>,
    /// The second factor's secret, sealed under the key that the password gives.
    pub(super) sealed_totp: Vec<u8>,
    /// The last step whose code was used.
    pub(super) totp_step: i64,
}

/// What the right password and code give.
pub(super) struct Proof {
    /// Opens what is sealed under the password.
    pub(super) guard: ContentKey,
    /// The step of the code, to be used up.
    pub(super) step: i64,
}

/// Where the second factor of a row belongs.
pub(super) fn totp_place<'a>(table: &'a str, row: &'a str) -> Place<'a> {
    Place::new(table, row, "totp")
}

/// What the right password opens; none when it is wrong or there is no such account, which takes as long.
pub(super) async fn guard(
    house: &House,
    lock: Option<&Lock>,
    password: &str,
) -> Result<Option<ContentKey>, Problem> {
    let salt = lock.and_then(|lock| lock.salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
    let password: Zeroizing<String> = password.chars().take(PASSWORD_MAX + 1).collect::<String>().into();
    let keys = house.stretch_password(move || stretch(&password, &salt)).await?;
    let right = |lock: &&Lock| Secret::from_slice(&lock.verifier) == Some(Secret::new(keys.verifier));
    Ok(lock.filter(right).map(|_| ContentKey::new(keys.key)))
}

/// The proof that it is this person; none when the password or the code is wrong or there is no such account, which takes
/// as long.
///
/// # Errors
/// [`Problem::Sealed`] when the password is right and what it guards does not open.
pub(super) async fn prove(
    house: &House,
    lock: Option<&Lock>,
    password: &str,
    code: &str,
) -> Result<Option<Proof>, Problem> {
    let Some((lock, guard)) = lock.zip(guard(house, lock, password).await?) else { return Ok(None) };
    let totp = guard.open(&totp_place(lock.table, &lock.row), &lock.sealed_totp)?;
    let totp = TotpSecret::from_slice(&totp).ok_or(OpenError)?;
    Ok(totp.check(code, house.now(), lock.totp_step).map(|step| Proof { guard, step }))
}

/// What a new password gives.
pub(super) struct NewPassword {
    /// The password's salt.
    pub(super) salt: [u8; 16],
    /// What tells whether it is right.
    pub(super) verifier: [u8; 32],
    /// What seals what it guards.
    pub(super) guard: ContentKey,
}

/// Stretches a new password with a new salt.
pub(super) async fn new_password(house: &House, password: Zeroizing<String>) -> Result<NewPassword, Problem> {
    let salt = *Secret::<16>::random().expose();
    let keys = house.stretch_password(move || stretch(&password, &salt)).await?;
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
pub(super) fn check_password(errors: &mut Errors, email: &str, password: &str, again: &str) {
    if let Some(problem) = password_problem(password, email) {
        errors.add("password", problem);
    }
    if password != again {
        errors.add("again", "Type the same password again");
    }
}

/// Checks what somebody typed to set up the account with this address: the step of the code.
pub(super) fn check(email: &str, typed: &Enrolment, now: Timestamp) -> Result<(TotpSecret, i64), Problem> {
    let totp = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    let mut errors = Errors::default();
    check_password(&mut errors, email, &typed.password, &typed.again);
    let step = totp.check(&typed.code, now, 0);
    if step.is_none() {
        errors.add("code", WRONG_CODE);
    }
    match step {
        Some(step) if errors.is_empty() => Ok((totp, step)),
        _ => Err(Problem::Invalid(errors)),
    }
}

/// What is said of a code that does not fit.
pub(super) const WRONG_CODE: &str = "Type the six-digit code that your app shows now";

/// Whether failures made somebody wait who tries again now.
pub(super) fn must_wait(
    snapshot: &mut Snapshot<'_>,
    account: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(rows::failures(snapshot, account)?.is_some_and(|(_, retry)| retry > now))
}

/// What the present password of somebody who is signed in opens; none when it is wrong or they have to wait. Failures count
/// as those to sign in do: an open tab must not be a way to guess the password.
pub(super) async fn again(
    house: &House,
    account: String,
    lock: Option<&Lock>,
    password: &str,
) -> Result<Option<ContentKey>, Problem> {
    let (lookup, now) = (account.clone(), house.now());
    if house.store.read(move |snapshot| must_wait(snapshot, &lookup, now)).await? {
        return Ok(None);
    }
    let right = guard(house, lock, password).await?;
    if right.is_some() {
        house.store.write::<_, StoreError, _>(move |tx| rows::clear_failures(tx, &account)).await?;
    } else {
        fail(house, account).await?;
    }
    Ok(right)
}

/// What is said when the present password does not fit, whatever the reason.
pub(super) const WRONG_PASSWORD: &str =
    "Your present password is not right, or you need to wait before you try again";

/// Writes a failure down: the next try counts later.
pub(super) async fn fail(house: &House, account: String) -> Result<(), Problem> {
    let (now, event, random) =
        (house.now(), house.event(None, Deed::SignInFailed, &""), house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        // Counted inside the transaction: tries that run side by side each count.
        let failures = rows::failures(tx, &account)?.map_or(0, |(failures, _)| failures) + 1;
        rows::set_failures(tx, &account, failures, now.plus_seconds(sign_in_wait(failures)))?;
        audit::record(tx, random.as_ref(), &AuditEvent { detail: failures.to_string(), ..event.clone() })
    };
    Ok(house.store.write(write).await?)
}
