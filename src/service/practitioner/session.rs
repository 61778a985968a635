//! Practitioners' sessions.
//!
//! That somebody signed in is written nowhere once the session has ended: a log of when practitioners were here would say
//! which of them may have sent the report that came that day.

use crate::crypto::place::Place;
use crate::crypto::secret::Secret;
use crate::crypto::token::Token;
use crate::domain::agency::{Agency, Standing as Relation};
use crate::domain::id::Id;
use crate::domain::practitioner::Practitioner;
use crate::domain::staff::Standing;
use crate::service::{House, Problem};
use crate::store::practitioner::session::{self as rows, Session};
use crate::store::{StoreError, Tx, agency, practitioner};

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
    pub(in crate::service) key: Option<Secret<32>>,
}

impl SignedIn {
    /// Goes on only for somebody who leads for their agency.
    ///
    /// # Errors
    /// [`Problem::Missing`]: what one may not do does not exist.
    pub fn require_lead(&self) -> Result<(), Problem> {
        if self.practitioner.lead { Ok(()) } else { Err(Problem::Missing) }
    }

    /// Whether what they keep here can be opened.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }
}

/// Whether an agency's people may come in.
pub fn is_welcome(agency: &Agency) -> bool {
    agency.merged_into.is_none() && matches!(agency.standing(), Relation::Invited | Relation::Registered)
}

fn key_place(lookup: &str) -> Place<'_> {
    Place::new("practitioner_session", lookup, "key")
}

/// A new session, ready to be written by [`put`], and the token for the cookie.
pub(in crate::service) fn new(
    house: &House,
    practitioner: Id<Practitioner>,
    key: Option<&Secret<32>>,
    ration: bool,
) -> (Token, Session) {
    let token = Token::random();
    let (lookup, now) = (token.lookup(), house.now());
    let sealed_key = key.map(|key| token.key().seal(&key_place(&lookup), key.expose()));
    let expires = now.plus_seconds(house.rules.staff_idle);
    let ends = now.plus_seconds(LONGEST);
    (token, Session { lookup, practitioner, sealed_key, ration, expires, ends })
}

/// Writes a session.
pub(in crate::service) fn put(tx: &mut Tx<'_>, session: &Session) -> Result<(), StoreError> {
    rows::insert(tx, session)
}

/// Who a cookie's session belongs to; the session's end moves on.
///
/// # Errors
/// [`Problem::Over`] when there is no such session any more, the account no longer works, or the agency is paused or left.
pub async fn current(house: &House, token: &Token) -> Result<SignedIn, Problem> {
    let (lookup, now) = (token.lookup(), house.now());
    let found = house
        .store
        .read(move |snapshot| {
            let Some(session) = rows::find(snapshot, &lookup, now)? else { return Ok(None) };
            let person = practitioner::find(snapshot, session.practitioner)?;
            let Some(person) = person.filter(|person| person.standing == Standing::Active) else {
                return Ok(None);
            };
            let agency = agency::find(snapshot, person.agency)?.filter(is_welcome);
            Ok::<_, StoreError>(agency.map(|agency| (session, person, agency)))
        })
        .await?;
    let (session, practitioner, agency) = found.ok_or(Problem::Over)?;
    let key = session.sealed_key.as_ref().map(|sealed| open(token, &session.lookup, sealed));
    let Ok(key) = key.transpose() else {
        return Err(house.seal_broken(None, &"practitioner session").await);
    };
    keep(house, &session).await?;
    Ok(SignedIn { practitioner, agency, session: session.lookup, ration: session.ration, key })
}

fn open(token: &Token, lookup: &str, sealed: &[u8]) -> Result<Secret<32>, crate::crypto::OpenError> {
    let key = token.key().open(&key_place(lookup), sealed)?;
    Secret::from_slice(&key).ok_or(crate::crypto::OpenError)
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
pub async fn sign_out(house: &House, signed: &SignedIn) -> Result<(), Problem> {
    let lookup = signed.session.clone();
    Ok(house.store.write(move |tx| rows::delete(tx, &lookup)).await?)
}
