//! Signing in with a password and a one-time code, sessions, and signing out: alike in both areas.

use std::sync::Arc;

use crypto::OpenError;
use crypto::context::SealContext;
use crypto::secret::Secret;
use crypto::token::Token;
use domain::form::text;
use domain::platform::audit::AuditAction;
use domain::platform::id::Id;
use domain::platform::time::{Day, Timestamp};
use store::identity::lock::Lock;
use store::identity::session::Session;
use store::{Snapshot, StoreError, Tx};

use super::area::{AccountArea, broken, event};
use super::lock::open_own_key;
use super::proof::{Proof, prove};
use super::throttle::{Admission, Attempt, Known, SignIn, admit};
use crate::app::Turn;
use crate::problem::TxError;
use crate::{App, Problem};

/// Seconds after which a session ends whatever is done: a working day.
const LONGEST: i64 = 12 * 3_600;

/// Signs somebody in: password and one-time code, both or neither. Unknown addresses take as long and slow
/// down as known ones do, and so do those whose owners may not come in.
///
/// # Errors
/// When the store does not work.
pub async fn sign_in<A: AccountArea>(app: &App, attempt: &Attempt<'_>) -> Result<SignIn, Problem> {
    let email = text::email(attempt.email).unwrap_or_default();
    let account = app.throttle.pseudonym(&A::counted_as(&email));
    let (nobody, today) = (app.random.bytes(), app.now().day());
    let found = app.read(move |snapshot| look_up::<A>(snapshot, &email, (nobody, today))).await?;
    let tried = match admit(app, account, found.as_ref(), attempt).await? {
        Admission::Checked(tried) => tried,
        Admission::Refused(note) => return Ok(SignIn::Refused { note }),
    };
    let lock = found.map(|known| known.lock);
    let Some((entry, proof)) = check_proof(app, &tried.turn, lock.as_ref(), attempt).await? else {
        return Ok(SignIn::Refused { note: tried.fail(app).await? });
    };
    let (device, note) = tried.pass();
    let verifier = lock.map(|lock| lock.verifier).unwrap_or_default();
    let id = entry.owner;
    let begun = begin(app, entry, move |tx| {
        // The password may be another by now, and the account may have been started again.
        let same = A::find_lock(tx, id)?.is_some_and(|lock| lock.verifier == verifier);
        if !same || !A::use_step(tx, id, proof.step)? {
            return Err(Problem::Missing.into());
        }
        if let Some(sealed) = &proof.server_totp {
            A::set_server_totp(tx, id, sealed)?;
        }
        Ok(())
    });
    match begun.await {
        Ok(session) => Ok(SignIn::In { session, device }),
        Err(Problem::Missing) => Ok(SignIn::Refused { note }),
        Err(problem) => Err(problem),
    }
}

/// The account with this address, if its owner may come in. As much is looked up where there is nobody.
fn look_up<A: AccountArea>(
    snapshot: &mut Snapshot<'_>,
    email: &str,
    (nobody, today): ([u8; 16], Day),
) -> Result<Option<Known<A>>, StoreError> {
    let (id, welcome) = A::look_up(snapshot, email, nobody, today)?;
    let (lock, generation) = (A::find_lock(snapshot, id)?, A::generation(snapshot, id)?);
    let known = lock.zip(generation).map(|(lock, generation)| Known { lock, generation });
    Ok(known.filter(|_| welcome))
}

async fn check_proof<A: AccountArea>(
    app: &App,
    turn: &Arc<Turn>,
    lock: Option<&Lock<A>>,
    attempt: &Attempt<'_>,
) -> Result<Option<(Entry<A>, Proof)>, Problem> {
    let proof = prove(app, turn, lock, (attempt.password, attempt.code)).await;
    let opened = proof.and_then(|proof| {
        let Some((lock, proof)) = lock.zip(proof) else { return Ok(None) };
        let key = Some(open_own_key(lock, &proof.guard)?);
        Ok(Some((Entry { owner: lock.owner, key }, proof)))
    });
    match (opened, lock) {
        // Written down; whoever signs in gets the same answer as for anything else that is wrong.
        (Err(Problem::Sealed), Some(lock)) => match broken(app, lock.owner, "account").await {
            Problem::Sealed => Ok(None),
            problem => Err(problem),
        },
        (opened, _) => opened,
    }
}

/// Somebody who has proven who they are.
pub(crate) struct Entry<A> {
    /// Who it is.
    pub(crate) owner: Id<A>,
    /// Their own key; none when what they proved it with gives none.
    pub(crate) key: Option<Secret<32>>,
}

fn key_place<A: AccountArea>(lookup: &str) -> SealContext<'_> {
    SealContext::new(A::SESSIONS, lookup, A::OWN_KEY)
}

/// A new session, and the token for the cookie.
fn new<A: AccountArea>(app: &App, entry: &Entry<A>) -> (Token, Session<A>) {
    let token = Token::random();
    let (lookup, now) = (token.lookup(), app.now());
    let seal = |key: &Secret<32>| token.key().seal(&key_place::<A>(&lookup), key.expose());
    let sealed_key = entry.key.as_ref().map(seal);
    let (expires, ends) = (now.plus_seconds(app.rules.staff_idle), now.plus_seconds(LONGEST));
    let ration = A::Ration::default();
    (token, Session { lookup, owner: entry.owner, sealed_key, ration, expires, ends })
}

/// Begins the session of somebody who has proven who they are. `also` is written with it, before it.
///
/// # Errors
/// [`Problem::Missing`] when they may not come in, or lack the key that they need; what `also` ends with.
pub(crate) async fn begin<A, F>(app: &App, entry: Entry<A>, mut also: F) -> Result<Token, Problem>
where
    A: AccountArea,
    F: FnMut(&mut Tx<'_>) -> Result<(), TxError> + Send + 'static,
{
    if A::NEEDS_KEY && entry.key.is_none() {
        return Err(Problem::Missing);
    }
    let id = entry.owner;
    let arrival = A::prepare(app, id, entry.key.as_ref()).await?;
    let (token, session) = new(app, &entry);
    let today = app.now().day();
    app.write(move |tx| {
        also(tx)?;
        if A::load_person(tx, id, today)?.is_none() {
            return Err(TxError::Problem(Problem::Missing));
        }
        let ration = A::settle(tx, id, today, &arrival)?;
        A::insert_session(tx, &Session { ration, ..session.clone() })?;
        Ok(log_visit::<A>(tx, id, AuditAction::SignedIn)?)
    })
    .await?;
    Ok(token)
}

/// Who a cookie's session belongs to; the session's end moves on.
///
/// # Errors
/// [`Problem::SessionExpired`] when there is no such session any more, or its owner may not come in any more.
pub async fn current<A: AccountArea>(app: &App, token: &Token) -> Result<A::Signed, Problem> {
    let (lookup, now) = (token.lookup(), app.now());
    let (session, person) = app
        .read(move |snapshot| {
            let Some(session) = A::find_session(snapshot, &lookup, now)? else { return Ok(None) };
            let person = A::load_person(snapshot, session.owner, now.day())?;
            Ok(person.map(|person| (session, person)))
        })
        .await?
        .ok_or(Problem::SessionExpired)?;
    let key = session.sealed_key.as_ref().map(|sealed| open::<A>(token, &session.lookup, sealed));
    let Ok(key) = key.transpose() else {
        return Err(broken(app, session.owner, "session").await);
    };
    keep(app, &session).await?;
    A::signed_in(person, session, key).ok_or(Problem::SessionExpired)
}

fn open<A: AccountArea>(token: &Token, lookup: &str, sealed: &[u8]) -> Result<Secret<32>, OpenError> {
    let key = token.key().open(&key_place::<A>(lookup), sealed)?;
    Secret::from_slice(&key).ok_or(OpenError)
}

async fn keep<A: AccountArea>(app: &App, session: &Session<A>) -> Result<(), Problem> {
    let full = app.now().plus_seconds(app.rules.staff_idle);
    if full.seconds() - session.expires.seconds() < 30 {
        return Ok(());
    }
    let lookup = session.lookup.clone();
    app.write(move |tx| Ok(A::extend_session(tx, &lookup, full)?)).await
}

/// Reads again, inside a write, who somebody is by now: since the request came, their session may have ended,
/// their account may not work any more, and what goes with it may be other.
pub(crate) fn still<A: AccountArea>(
    snapshot: &mut Snapshot<'_>,
    (id, lookup): (Id<A>, &str),
    now: Timestamp,
) -> Result<A::Person, TxError> {
    let session = A::find_session(snapshot, lookup, now)?;
    session.filter(|session| session.owner == id).ok_or(Problem::SessionExpired)?;
    Ok(A::load_person(snapshot, id, now.day())?.ok_or(Problem::SessionExpired)?)
}

/// Ends a session.
///
/// # Errors
/// When the store does not work.
pub async fn sign_out<A: AccountArea>(app: &App, signed: &A::Signed) -> Result<(), Problem> {
    let (id, lookup) = A::session(signed);
    let lookup = lookup.to_owned();
    app.write(move |tx| {
        A::delete_session(tx, &lookup)?;
        Ok(log_visit::<A>(tx, id, AuditAction::SignedOut)?)
    })
    .await
}

fn log_visit<A: AccountArea>(tx: &mut Tx<'_>, id: Id<A>, deed: AuditAction) -> Result<(), StoreError> {
    if A::LOGS_VISITS { tx.record(event(A::holder(id), deed)) } else { Ok(()) }
}
