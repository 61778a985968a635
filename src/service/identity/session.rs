//! Staff signing in and out.

use std::sync::Arc;

use crypto::context::SealContext;
use crypto::keypair::PrivateKey;
use crypto::token::Token;
use domain::form::text;
use domain::identity::passkey::Holder;
use domain::identity::role::Permission;
use domain::identity::staff::{Actor, Staff, Standing};
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use store::identity::desk;
use store::identity::session::{self as rows, Session};
use store::identity::staff::{self, StaffKey};
use store::{Snapshot, StoreError, Tx};

use super::proof::{Lock, prove};
use super::throttle::{Admission, Attempt, Known, SignIn, admit};
use crate::app::Turn;
use crate::problem::TxError;
use crate::{App, Problem};

/// Seconds after which a session ends whatever is done: a working day.
const LONGEST: i64 = 12 * 3_600;

/// Somebody who has signed in, with the key that opens what their desks hold.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who they are and what they may do.
    pub actor: Actor,
    /// What finds their session; it also ties their form tokens to it.
    pub session: String,
    pub(crate) private: PrivateKey,
}

impl Signed {
    /// Goes on only when the person's role allows this.
    ///
    /// # Errors
    /// [`Problem::Missing`]: what one may not do does not exist.
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.actor.may(permission) { Ok(()) } else { Err(Problem::Missing) }
    }

    /// Reads again, inside a write, who this person is and what they may do by now: since the request came, their session
    /// may have ended, their account may not work any more, and they may be at other desks.
    pub(crate) fn still(
        &self,
        snapshot: &mut Snapshot<'_>,
        now: Timestamp,
        permission: Permission,
    ) -> Result<Actor, TxError> {
        let actor = self.present(snapshot, now)?;
        if actor.may(permission) { Ok(actor) } else { Err(Problem::Missing.into()) }
    }

    /// The same, for what a rule of its own says who may.
    pub(crate) fn present(&self, snapshot: &mut Snapshot<'_>, now: Timestamp) -> Result<Actor, TxError> {
        let session = rows::find(snapshot, &self.session, now)?;
        let session = session.filter(|session| session.staff == self.actor.id).ok_or(Problem::Over)?;
        let person = staff::find(snapshot, session.staff)?;
        let person = person.filter(|person| person.standing == Standing::Active).ok_or(Problem::Over)?;
        let desks = desk::of_member(snapshot, person.id)?;
        Ok(Actor { id: person.id, name: person.name, role: person.role, desks })
    }
}

/// The table of what guards accounts of staff.
pub(crate) const TABLE: &str = "staff_key";

/// Where a person's private key belongs, sealed under their password.
pub(crate) fn private_place(id: &str) -> SealContext<'_> {
    SealContext::new(TABLE, id, "private")
}

/// What guards a person's account.
pub(crate) fn lock(key: &StaffKey) -> Lock {
    Lock {
        table: TABLE,
        row: key.staff.to_string(),
        salt: key.salt.clone(),
        verifier: key.verifier.clone(),
        sealed_totp: key.sealed_totp.clone(),
        totp_step: key.totp_step,
        server_totp: key.server_totp.clone(),
    }
}

fn session_place(lookup: &str) -> SealContext<'_> {
    SealContext::new("session", lookup, "private")
}

/// Signs somebody in: password and one-time code, both or neither. Unknown addresses take as long and slow down as known ones
/// do.
///
/// # Errors
/// When the store does not work.
pub async fn sign_in(app: &App, attempt: &Attempt<'_>) -> Result<SignIn, Problem> {
    let email = text::email(attempt.email).unwrap_or_default();
    let (account, nobody) = (app.throttle.pseudonym(&email), app.id());
    let found = app.store.read(move |snapshot| find(snapshot, &email, nobody)).await?;
    let known = found.as_ref().map(|(person, key, generation)| Known {
        lock: lock(key),
        holder: Holder::Staff(person.id),
        generation: *generation,
    });
    let tried = match admit(app, account, known.as_ref(), attempt).await? {
        Admission::Checked(tried) => tried,
        Admission::Refused(note) => return Ok(SignIn::Refused { note }),
    };
    let verifier = known.map(|known| known.lock.verifier).unwrap_or_default();
    let Some(proven) = proven(app, &tried.turn, found, attempt).await? else {
        return Ok(SignIn::Refused { note: tried.fail(app).await? });
    };
    let (device, note) = tried.pass();
    let Proven { staff: id, private, step, server_totp } = proven;
    let begun = begin(app, id, &private, move |tx| {
        // The password may be another by now, and the account may have been started again.
        let same = staff::find_key(tx, id)?.is_some_and(|key| key.verifier == verifier);
        if !same || !staff::use_step(tx, id, step)? {
            return Err(Problem::Missing.into());
        }
        if let Some(sealed) = &server_totp {
            staff::set_server_totp(tx, id, sealed)?;
        }
        Ok(())
    });
    match begun.await {
        Ok(session) => Ok(SignIn::In { session, device }),
        Err(Problem::Missing) => Ok(SignIn::Refused { note }),
        Err(problem) => Err(problem),
    }
}

/// Whoever has this address and an account that works. As much is looked up where there is nobody.
fn find(
    snapshot: &mut Snapshot<'_>,
    email: &str,
    nobody: Id<Staff>,
) -> Result<Option<(Staff, StaffKey, i32)>, StoreError> {
    let person = staff::find_email(snapshot, email)?.filter(|person| person.standing == Standing::Active);
    let id = person.as_ref().map_or(nobody, |person| person.id);
    let (key, generation) = (staff::find_key(snapshot, id)?, staff::generation(snapshot, id)?);
    Ok(person.zip(key).zip(generation).map(|((person, key), generation)| (person, key, generation)))
}

struct Proven {
    staff: Id<Staff>,
    private: PrivateKey,
    step: i64,
    server_totp: Option<Vec<u8>>,
}

async fn proven(
    app: &App,
    turn: &Arc<Turn>,
    found: Option<(Staff, StaffKey, i32)>,
    attempt: &Attempt<'_>,
) -> Result<Option<Proven>, Problem> {
    let lock = found.as_ref().map(|(_, key, _)| lock(key));
    let proof = prove(app, turn, lock.as_ref(), (attempt.password, attempt.code)).await;
    let opened = proof.and_then(|proof| {
        let Some(((person, key, _), proof)) = found.as_ref().zip(proof) else { return Ok(None) };
        let private = proof.guard.open(&private_place(&person.id.to_string()), &key.sealed_private)?;
        let private = PrivateKey::from_slice(&private)?;
        let (step, server_totp) = (proof.step, proof.server_totp);
        Ok(Some(Proven { staff: person.id, private, step, server_totp }))
    });
    match opened {
        // Written down; whoever signs in gets the same answer as for anything else that is wrong.
        Err(Problem::Sealed) => {
            match app.seal_broken(found.map(|(person, ..)| person.id), &"account").await {
                Problem::Sealed => Ok(None),
                problem => Err(problem),
            }
        }
        opened => opened,
    }
}

/// Begins the session of somebody who has proven who they are. `also` is written with it, before it.
///
/// # Errors
/// [`Problem::Missing`] when the account does not work; what `also` ends with.
pub(crate) async fn begin<F>(
    app: &App,
    id: Id<Staff>,
    private: &PrivateKey,
    mut also: F,
) -> Result<Token, Problem>
where
    F: FnMut(&mut Tx<'_>) -> Result<(), TxError> + Send + 'static,
{
    let token = Token::random();
    let (lookup, now) = (token.lookup(), app.now());
    let session = Session {
        sealed_private: token.key().seal(&session_place(&lookup), private.secret().expose()),
        lookup,
        staff: id,
        expires: now.plus_seconds(app.rules.staff_idle),
        ends: now.plus_seconds(LONGEST),
    };
    let write = move |tx: &mut Tx<'_>| {
        also(tx)?;
        if staff::find(tx, id)?.is_none_or(|person| person.standing != Standing::Active) {
            return Err(TxError::Problem(Problem::Missing));
        }
        rows::insert(tx, &session)?;
        Ok(tx.record(AuditEvent::new(Some(id), AuditAction::SignedIn, &""))?)
    };
    app.store.write(write).await?;
    Ok(token)
}

/// Who a cookie's session belongs to; the session's end moves on.
///
/// # Errors
/// [`Problem::Over`] when there is no such session any more.
pub async fn current(app: &App, token: &Token) -> Result<Signed, Problem> {
    let (lookup, now) = (token.lookup(), app.now());
    let found = app
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
        return Err(app.seal_broken(Some(person.id), &"session").await);
    };
    keep(app, &session).await?;
    let actor = Actor { id: person.id, name: person.name, role: person.role, desks };
    Ok(Signed { actor, session: session.lookup, private })
}

async fn keep(app: &App, session: &Session) -> Result<(), Problem> {
    let full = app.now().plus_seconds(app.rules.staff_idle);
    if full.seconds() - session.expires.seconds() < 30 {
        return Ok(());
    }
    let lookup = session.lookup.clone();
    Ok(app.store.write(move |tx| rows::extend(tx, &lookup, full)).await?)
}

/// Ends a session.
///
/// # Errors
/// When the store does not work.
pub async fn sign_out(app: &App, signed: &Signed) -> Result<(), Problem> {
    let (me, lookup) = (signed.actor.id, signed.session.clone());
    let write = move |tx: &mut Tx<'_>| {
        rows::delete(tx, &lookup)?;
        tx.record(AuditEvent::new(Some(me), AuditAction::SignedOut, &""))
    };
    Ok(app.store.write(write).await?)
}
