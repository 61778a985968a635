//! Practitioners' sessions.
//!
//! That somebody signed in is written nowhere once the session has ended: a log of when practitioners were here would say
//! which of them may have sent the report that came that day.

use std::sync::Arc;

use crypto::OpenError;
use crypto::context::SealContext;
use crypto::secret::Secret;
use crypto::token::Token;
use domain::form::text;
use domain::identity::passkey::Holder;
use domain::identity::practitioner::Practitioner;
use domain::identity::staff::Standing;
use domain::platform::id::Id;
use domain::platform::quarter::Quarter;
use domain::platform::time::{Day, Timestamp};
use domain::register::agency::Agency;
use domain::register::contact::Contact;
use store::identity::practitioner::key::{self as keys, PractitionerKey};
use store::identity::practitioner::session::{self as rows, Session};
use store::identity::practitioner::{self, kept_list as lists};
use store::register::{agency, contact};
use store::{Snapshot, StoreError, Tx};

use super::kept_list;
use crate::app::Turn;
use crate::identity::proof::{Lock, Proof, prove};
use crate::identity::throttle::{Admission, Attempt, Known, SignIn, admit};
use crate::problem::TxError;
use crate::{App, Problem};

/// Seconds after which a session ends whatever is done: a working day.
const LONGEST: i64 = 12 * 3_600;

/// A practitioner who has signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who they are.
    pub practitioner: Practitioner,
    /// The agency they work for.
    pub agency: Agency,
    /// What finds their session; it also ties their form tokens to it.
    pub session: String,
    /// Whether unlinkable tokens may still be issued in this session.
    pub ration: bool,
    /// Their own key, which opens what they keep here; none when they came by a passkey that gives no key.
    pub(crate) key: Option<Secret<32>>,
}

impl SignedIn {
    /// Goes on only for somebody who leads for their agency.
    ///
    /// # Errors
    /// [`Problem::Missing`]: what one may not do does not exist.
    pub fn require_lead(&self) -> Result<(), Problem> {
        if self.practitioner.lead { Ok(()) } else { Err(Problem::Missing) }
    }

    /// Reads again, inside a write, who this person is and for whom they work by now: since the request came, their session
    /// may have ended, they may have left, and their agency may be paused or another entry of the register.
    pub(crate) fn still(
        &self,
        snapshot: &mut Snapshot<'_>,
        now: Timestamp,
    ) -> Result<(Practitioner, Agency), TxError> {
        let id = self.practitioner.id;
        let session = rows::find(snapshot, &self.session, now)?;
        session.filter(|session| session.practitioner == id).ok_or(Problem::Over)?;
        Ok(welcome(snapshot, id, now.day())?.ok_or(Problem::Over)?)
    }

    /// The same for what only a lead may do.
    pub(crate) fn still_leads(&self, snapshot: &mut Snapshot<'_>, now: Timestamp) -> Result<Agency, TxError> {
        let (person, agency) = self.still(snapshot, now)?;
        if person.lead { Ok(agency) } else { Err(Problem::Missing.into()) }
    }

    /// Whether what they keep here can be opened.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }
}

/// Whether an agency's people may come in.
pub fn is_welcome(agency: &Agency) -> bool {
    agency.is_welcome()
}

fn key_place(lookup: &str) -> SealContext<'_> {
    SealContext::new("practitioner_session", lookup, "key")
}

/// A new session, and the token for the cookie.
pub(crate) fn new(
    app: &App,
    practitioner: Id<Practitioner>,
    key: Option<&Secret<32>>,
    ration: bool,
) -> (Token, Session) {
    let token = Token::random();
    let (lookup, now) = (token.lookup(), app.now());
    let sealed_key = key.map(|key| token.key().seal(&key_place(&lookup), key.expose()));
    let expires = now.plus_seconds(app.rules.staff_idle);
    let ends = now.plus_seconds(LONGEST);
    (token, Session { lookup, practitioner, sealed_key, ration, expires, ends })
}

/// The table of what guards accounts of practitioners.
pub const TABLE: &str = "practitioner_key";

/// Where a practitioner's own key belongs, sealed under their password.
pub fn own_key_place(id: &str) -> SealContext<'_> {
    SealContext::new(TABLE, id, "key")
}

/// What guards an account.
pub(super) fn lock(key: &PractitionerKey) -> Lock {
    Lock {
        table: TABLE,
        row: key.practitioner.to_string(),
        salt: key.salt.clone(),
        verifier: key.verifier.clone(),
        sealed_totp: key.sealed_totp.clone(),
        totp_step: key.totp_step,
        server_totp: key.server_totp.clone(),
    }
}

/// Signs somebody in: password and one-time code, both or neither. Unknown addresses take as long and slow down as known ones
/// do, and so do those whose agency is paused or left.
///
/// # Errors
/// When the store does not work.
pub async fn sign_in(app: &App, attempt: &Attempt<'_>) -> Result<SignIn, Problem> {
    let email = text::email(attempt.email).unwrap_or_default();
    // Not as for staff with the same address: nobody who hammers one door slows the other down.
    let account = app.throttle.pseudonym(&format!("practitioner {email}"));
    let (nobody, today) = (Nobody::new(app), app.now().day());
    let found = app.store.read(move |snapshot| look_up(snapshot, &email, (&nobody, today))).await?;
    let known = found.as_ref().map(|(key, generation)| Known {
        lock: lock(key),
        holder: Holder::Practitioner(key.practitioner),
        generation: *generation,
    });
    let tried = match admit(app, account, known.as_ref(), attempt).await? {
        Admission::Checked(tried) => tried,
        Admission::Refused(note) => return Ok(SignIn::Refused { note }),
    };
    let verifier = known.map(|known| known.lock.verifier).unwrap_or_default();
    let key = found.map(|(key, _)| key);
    let Some((entry, proof)) = proven(app, &tried.turn, key, attempt).await? else {
        return Ok(SignIn::Refused { note: tried.fail(app).await? });
    };
    let (device, note) = tried.pass();
    let id = entry.practitioner;
    let begun = begin(app, entry, move |tx| {
        // The password may be another by now.
        let same = keys::find(tx, id)?.is_some_and(|key| key.verifier == verifier);
        if !same || !keys::use_step(tx, id, proof.step)? {
            return Err(Problem::Missing.into());
        }
        if let Some(sealed) = &proof.server_totp {
            keys::set_server_totp(tx, id, sealed)?;
        }
        Ok(())
    });
    match begun.await {
        Ok(session) => Ok(SignIn::In { session, device }),
        Err(Problem::Missing) => Ok(SignIn::Refused { note }),
        Err(problem) => Err(problem),
    }
}

/// Identifiers that nobody has.
struct Nobody {
    practitioner: Id<Practitioner>,
    agency: Id<Agency>,
    contact: Id<Contact>,
}

impl Nobody {
    fn new(app: &App) -> Self {
        Self { practitioner: app.id(), agency: app.id(), contact: app.id() }
    }
}

/// What guards the account with this address, if its owner may come in. As much is looked up where there is nobody.
fn look_up(
    snapshot: &mut Snapshot<'_>,
    email: &str,
    (nobody, today): (&Nobody, Day),
) -> Result<Option<(PractitionerKey, i32)>, StoreError> {
    let person = practitioner::find_email(snapshot, email)?;
    let id = person.map_or(nobody.practitioner, |person| person.id);
    let welcome = welcome(snapshot, id, today)?;
    if welcome.is_none() {
        contact::find(snapshot, nobody.contact)?;
        agency::find(snapshot, nobody.agency)?;
    }
    let (key, generation) = (keys::find(snapshot, id)?, practitioner::generation(snapshot, id)?);
    Ok(welcome.and(key).zip(generation))
}

/// A practitioner whose account works, with their agency, if its people may come in and they still work there.
pub(crate) fn welcome(
    snapshot: &mut Snapshot<'_>,
    id: Id<Practitioner>,
    today: Day,
) -> Result<Option<(Practitioner, Agency)>, StoreError> {
    let person = practitioner::find(snapshot, id)?.filter(|person| person.standing == Standing::Active);
    let Some(person) = person else { return Ok(None) };
    if has_left(snapshot, &person, today)? {
        return Ok(None);
    }
    let agency = agency::find(snapshot, person.agency)?.filter(is_welcome);
    Ok(agency.map(|agency| (person, agency)))
}

/// Whether the register says that somebody does not work for their agency any more.
pub(crate) fn has_left(
    snapshot: &mut Snapshot<'_>,
    person: &Practitioner,
    today: Day,
) -> Result<bool, StoreError> {
    let Some(id) = person.contact else { return Ok(false) };
    Ok(contact::find(snapshot, id)?.is_some_and(|contact| contact.has_left(today)))
}

async fn proven(
    app: &App,
    turn: &Arc<Turn>,
    key: Option<PractitionerKey>,
    attempt: &Attempt<'_>,
) -> Result<Option<(Entry, Proof)>, Problem> {
    let lock = key.as_ref().map(lock);
    let proof = prove(app, turn, lock.as_ref(), (attempt.password, attempt.code)).await;
    let opened = proof.and_then(|proof| {
        let Some((key, proof)) = key.as_ref().zip(proof) else { return Ok(None) };
        let id = key.practitioner;
        let own = proof.guard.open(&own_key_place(&id.to_string()), &key.sealed_key)?;
        let own = Secret::from_slice(&own).ok_or(OpenError)?;
        Ok(Some((Entry { practitioner: id, key: Some(own) }, proof)))
    });
    match opened {
        // Written down; whoever signs in gets the same answer as for anything else that is wrong.
        Err(Problem::Sealed) => match app.seal_broken(None, &"practitioner account").await {
            Problem::Sealed => Ok(None),
            problem => Err(problem),
        },
        opened => opened,
    }
}

/// Somebody who has proven who they are.
pub(crate) struct Entry {
    /// Who it is.
    pub(crate) practitioner: Id<Practitioner>,
    /// Their own key; none when what they proved it with gives none.
    pub(crate) key: Option<Secret<32>>,
}

/// Begins the session of somebody who has proven who they are. `also` is written with it, before it.
///
/// Whatever they came for, the rations go up by one and what they keep here gets another seal.
///
/// # Errors
/// [`Problem::Missing`] when the account does not work or the agency's people may not come in; what `also` ends with.
pub(crate) async fn begin<F>(app: &App, entry: Entry, mut also: F) -> Result<Token, Problem>
where
    F: FnMut(&mut Tx<'_>) -> Result<(), TxError> + Send + 'static,
{
    let Entry { practitioner: id, key } = entry;
    let old = app.store.read(move |snapshot| lists::find(snapshot, id)).await?;
    let list = match (&key, &old) {
        (Some(key), Some(old)) => match kept_list::reseal(key, old) {
            Ok(list) => Some(list),
            // Written down. It keeps nobody out: it stays as it is, and does not open.
            Err(OpenError) => match app.seal_broken(None, &"kept reports").await {
                Problem::Sealed => None,
                problem => return Err(problem),
            },
        },
        (Some(key), None) => Some(kept_list::create_empty(key)),
        (None, _) => None,
    };
    let (token, session) = new(app, id, key.as_ref(), false);
    let today = app.now().day();
    let quarter = Quarter::of(today);
    let write = move |tx: &mut Tx<'_>| {
        also(tx)?;
        if welcome(tx, id, today)?.is_none() {
            return Err(TxError::Problem(Problem::Missing));
        }
        let (rations, ration) = practitioner::rations(tx, id)?.at_sign_in(quarter);
        practitioner::set_rations(tx, id, &rations)?;
        match (&old, &list) {
            // When it has just been changed elsewhere, it has another seal already.
            (Some(old), Some(list)) => {
                lists::replace(tx, id, old, list)?;
            }
            (None, Some(list)) if lists::find(tx, id)?.is_none() => lists::insert(tx, id, list)?,
            _ => {}
        }
        Ok(rows::insert(tx, &Session { ration, ..session.clone() })?)
    };
    app.store.write(write).await?;
    Ok(token)
}

/// Who a cookie's session belongs to; the session's end moves on.
///
/// # Errors
/// [`Problem::Over`] when there is no such session any more, the account no longer works, or the agency is paused or left.
pub async fn current(app: &App, token: &Token) -> Result<SignedIn, Problem> {
    let (lookup, now) = (token.lookup(), app.now());
    let found = app
        .store
        .read(move |snapshot| {
            let Some(session) = rows::find(snapshot, &lookup, now)? else { return Ok(None) };
            let welcome = welcome(snapshot, session.practitioner, now.day())?;
            Ok::<_, StoreError>(welcome.map(|(person, agency)| (session, person, agency)))
        })
        .await?;
    let (session, practitioner, agency) = found.ok_or(Problem::Over)?;
    let key = session.sealed_key.as_ref().map(|sealed| open(token, &session.lookup, sealed));
    let Ok(key) = key.transpose() else {
        return Err(app.seal_broken(None, &"practitioner session").await);
    };
    keep(app, &session).await?;
    Ok(SignedIn { practitioner, agency, session: session.lookup, ration: session.ration, key })
}

fn open(token: &Token, lookup: &str, sealed: &[u8]) -> Result<Secret<32>, OpenError> {
    let key = token.key().open(&key_place(lookup), sealed)?;
    Secret::from_slice(&key).ok_or(OpenError)
}

async fn keep(app: &App, session: &Session) -> Result<(), Problem> {
    let full = app.now().plus_seconds(app.rules.staff_idle);
    if full.seconds() - session.expires.seconds() < 30 {
        return Ok(());
    }
    let lookup = session.lookup.clone();
    Ok(app.store.write(move |tx| rows::extend(tx, &lookup, full)).await?)
}

/// Ends the session of a cookie.
///
/// # Errors
/// When the store does not work.
pub async fn leave(app: &App, token: &Token) -> Result<(), Problem> {
    let lookup = token.lookup();
    Ok(app.store.write(move |tx| rows::delete(tx, &lookup)).await?)
}

/// Signs somebody out.
///
/// # Errors
/// When the store does not work.
pub async fn sign_out(app: &App, signed: &SignedIn) -> Result<(), Problem> {
    let lookup = signed.session.clone();
    Ok(app.store.write(move |tx| rows::delete(tx, &lookup)).await?)
}
