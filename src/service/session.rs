//! Staff signing in and out.

use crate::crypto::OpenError;
use crate::crypto::keypair::PrivateKey;
use crate::crypto::password::{PasswordKeys, stretch};
use crate::crypto::place::Place;
use crate::crypto::secret::Secret;
use crate::crypto::token::Token;
use crate::crypto::totp::TotpSecret;
use crate::domain::audit::{AuditEvent, Deed};
use crate::domain::id::Id;
use crate::domain::role::Permission;
use crate::domain::staff::{Actor, PASSWORD_MAX, Staff, Standing, sign_in_wait};
use crate::domain::text;
use crate::store::session::{self as rows, Session};
use crate::store::staff::StaffKey;
use crate::store::{StoreError, audit, desk, staff};

use super::problem::Halt;
use super::{House, Problem};
use crate::crypto::content::ContentKey;

/// Seconds after which a session ends whatever is done: a working day.
const LONGEST: i64 = 12 * 3_600;

/// Somebody who has signed in, with the key that opens what their desks hold.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who they are and what they may do.
    pub actor: Actor,
    /// What finds their session; it also ties their form tokens to it.
    pub session: String,
    pub(super) private: PrivateKey,
}

impl Signed {
    /// Goes on only when the person's role allows this.
    ///
    /// # Errors
    /// [`Problem::Missing`]: what one may not do does not exist.
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.actor.may(permission) { Ok(()) } else { Err(Problem::Missing) }
    }
}

/// Where a person's private key belongs, sealed under their password.
pub(super) fn private_place(id: &str) -> Place<'_> {
    Place::new("staff_key", id, "private")
}

/// Where a person's second factor belongs.
pub(super) fn totp_place(id: &str) -> Place<'_> {
    Place::new("staff_key", id, "totp")
}

fn session_place(lookup: &str) -> Place<'_> {
    Place::new("session", lookup, "private")
}

/// Signs somebody in: password and one-time code, both or neither.
///
/// # Errors
/// [`Problem::Missing`] for anything that is wrong, and while a wait after failures runs: one answer for all, so that
/// it does not tell which addresses have accounts. Unknown addresses take as long and slow down as known ones do.
pub async fn sign_in(house: &House, email: &str, password: &str, code: &str) -> Result<Token, Problem> {
    let email = text::email(email).unwrap_or_default();
    let account = house.throttle.pseudonym(&email);
    let (lookup, now) = (account.clone(), house.now());
    let (failures, found) = house
        .store
        .read(move |snapshot| {
            let failures = rows::failures(snapshot, &lookup)?;
            let person =
                staff::find_email(snapshot, &email)?.filter(|person| person.standing == Standing::Active);
            let key =
                person.as_ref().map(|person| staff::find_key(snapshot, person.id)).transpose()?.flatten();
            Ok::<_, StoreError>((failures, person.zip(key)))
        })
        .await?;
    if failures.is_some_and(|(_, retry)| retry > now) {
        return Err(Problem::Missing);
    }
    let proven = prove(house, found, password, code).await?;
    match proven {
        Some(proof) => begin(house, account, proof).await,
        None => fail(house, account).await,
    }
}

struct Proof {
    staff: Id<Staff>,
    private: PrivateKey,
    step: i64,
}

async fn prove(
    house: &House,
    found: Option<(Staff, StaffKey)>,
    password: &str,
    code: &str,
) -> Result<Option<Proof>, Problem> {
    let salt = found.as_ref().and_then(|(_, key)| key.salt.as_slice().try_into().ok()).unwrap_or([0; 16]);
    let password: zeroize::Zeroizing<String> =
        password.chars().take(PASSWORD_MAX + 1).collect::<String>().into();
    let keys = house.stretch_password(move || stretch(&password, &salt)).await?;
    let Some((person, key)) = found else { return Ok(None) };
    match check(house, &person, &key, keys, code) {
        Ok(proof) => Ok(proof),
        // Written down; whoever signs in gets the same answer as for anything else that is wrong.
        Err(OpenError) => match house.seal_broken(Some(person.id), &"account").await {
            Problem::Sealed => Ok(None),
            problem => Err(problem),
        },
    }
}

/// The proof that it is this person; none when the password or the code is wrong.
fn check(
    house: &House,
    person: &Staff,
    key: &StaffKey,
    keys: PasswordKeys,
    code: &str,
) -> Result<Option<Proof>, OpenError> {
    if Secret::from_slice(&key.verifier) != Some(Secret::new(keys.verifier)) {
        return Ok(None);
    }
    let (id, guard) = (person.id.to_string(), ContentKey::new(keys.key));
    let totp = guard.open(&totp_place(&id), &key.sealed_totp)?;
    let totp = TotpSecret::from_slice(&totp).ok_or(OpenError)?;
    let private = PrivateKey::from_slice(&guard.open(&private_place(&id), &key.sealed_private)?)?;
    let step = totp.check(code, house.now(), key.totp_step);
    Ok(step.map(|step| Proof { staff: person.id, private, step }))
}

async fn begin(house: &House, account: String, proof: Proof) -> Result<Token, Problem> {
    let token = Token::random();
    let (lookup, now) = (token.lookup(), house.now());
    let session = Session {
        sealed_private: token.key().seal(&session_place(&lookup), proof.private.secret().expose()),
        lookup,
        staff: proof.staff,
        expires: now.plus_seconds(house.rules.staff_idle),
        ends: now.plus_seconds(LONGEST),
    };
    let (event, random) = (house.event(Some(proof.staff), Deed::SignedIn, &""), house.random.clone());
    let write = move |tx: &mut crate::store::Tx<'_>| {
        if !staff::use_step(tx, proof.staff, proof.step)? {
            return Err(Halt::Problem(Problem::Missing));
        }
        rows::clear_failures(tx, &account)?;
        rows::insert(tx, &session)?;
        Ok(audit::record(tx, random.as_ref(), &event)?)
    };
    house.store.write(write).await?;
    Ok(token)
}

async fn fail(house: &House, account: String) -> Result<Token, Problem> {
    let (now, event, random) =
        (house.now(), house.event(None, Deed::SignInFailed, &""), house.random.clone());
    let write = move |tx: &mut crate::store::Tx<'_>| {
        // Counted inside the transaction: tries that run side by side each count.
        let failures = rows::failures(tx, &account)?.map_or(0, |(failures, _)| failures) + 1;
        rows::set_failures(tx, &account, failures, now.plus_seconds(sign_in_wait(failures)))?;
        audit::record(tx, random.as_ref(), &AuditEvent { detail: failures.to_string(), ..event.clone() })
    };
    house.store.write(write).await?;
    Err(Problem::Missing)
}

/// Who a cookie's session belongs to; the session's end moves on.
///
/// # Errors
/// [`Problem::Over`] when there is no such session any more.
pub async fn current(house: &House, token: &Token) -> Result<Signed, Problem> {
    let (lookup, now) = (token.lookup(), house.now());
    let found = house
        .store
        .read(move |snapshot| {
            let Some(session) = rows::find(snapshot, &lookup, now)? else { return Ok(None) };
            let person =
                staff::find(snapshot, session.staff)?.filter(|person| person.standing == Standing::Active);
            let desks = desk::of_member(snapshot, session.staff)?;
            Ok::<_, StoreError>(person.map(|person| (session, person, desks)))
        })
        .await?;
    let (session, person, desks) = found.ok_or(Problem::Over)?;
    let private = token.key().open(&session_place(&session.lookup), &session.sealed_private);
    let Ok(private) = private.and_then(|private| PrivateKey::from_slice(&private)) else {
        return Err(house.seal_broken(Some(person.id), &"session").await);
    };
    keep(house, &session).await?;
    let actor = Actor { id: person.id, name: person.name, role: person.role, desks };
    Ok(Signed { actor, session: session.lookup, private })
}

async fn keep(house: &House, session: &Session) -> Result<(), Problem> {
    let full = house.now().plus_seconds(house.rules.staff_idle);
    if full.seconds() - session.expires.seconds() < 30 {
        return Ok(());
    }
    let lookup = session.lookup.clone();
    Ok(house.store.write(move |tx| rows::extend(tx, &lookup, full)).await?)
}

/// Ends a session.
///
/// # Errors
/// When the store does not work.
pub async fn sign_out(house: &House, signed: &Signed) -> Result<(), Problem> {
    let (lookup, random) = (signed.session.clone(), house.random.clone());
    let event = house.event(Some(signed.actor.id), Deed::SignedOut, &"");
    let write = move |tx: &mut crate::store::Tx<'_>| {
        rows::delete(tx, &lookup)?;
        audit::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}
