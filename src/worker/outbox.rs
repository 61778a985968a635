//! Sending letters: claim in a short transaction, send with none open, settle by token.

use crate::crypto::secret::Secret;
use crate::domain::outbox::{Addressee, Notice, Outcome, Reason, next_attempt};
use crate::mail::{Letter, LetterBody, Mailer};
use crate::service::case::letters;
use crate::service::practitioner::invitation;
use crate::service::{House, Problem, application, digest, throttle};
use crate::store::outbox::{self, Waiting};
use crate::store::{StoreError, desk};

/// How many letters one step takes.
const BATCH: i64 = 10;
/// Seconds for which a letter is ours: longer than any attempt takes.
const LEASE: i64 = 300;

/// Takes the letters that are due and tries each once; says how many there were.
///
/// # Errors
/// When the store does not work. A letter whose outcome could not be written is tried again when its lease ends.
pub async fn step(house: &House, mailer: &Mailer) -> Result<usize, Problem> {
    // Looking costs a read; only what is due costs a write.
    let (now, due) = (house.now(), house.store.read(outbox::next_due).await?);
    if due.is_none_or(|due| due > now) {
        return Ok(0);
    }
    let token = Secret::<16>::random().to_text().to_string();
    let (until, mine) = (now.plus_seconds(LEASE), token.clone());
    let claimed = house.store.write(move |tx| outbox::claim(tx, now, until, &mine, BATCH)).await?;
    for letter in &claimed {
        let outcome = send(house, mailer, letter).await?;
        settle(house, letter, &token, outcome).await?;
    }
    Ok(claimed.len())
}

async fn send(house: &House, mailer: &Mailer, waiting: &Waiting) -> Result<Outcome, Problem> {
    // Those who want no mail any more, or are no longer there, need none of what is waiting.
    let Some(to) = address(house, waiting).await?.and_then(|to| to.parse().ok()) else {
        return Ok(Outcome::Sent);
    };
    let copy = match waiting.notice {
        // What does not open, never will.
        Notice::Invitation => match invitation::token(house, waiting) {
            None => return Ok(Outcome::Dead(Reason::Malformed)),
            token => token,
        },
        _ => waiting.copy.clone().and_then(|copy| String::from_utf8(copy).ok()),
    };
    let Some(body) = LetterBody::of(waiting.notice, copy) else { return Ok(Outcome::Sent) };
    let letter = Letter { id: waiting.id.to_string(), to, body };
    Ok(mailer.send(&letter, house.now()).await)
}

async fn address(house: &House, waiting: &Waiting) -> Result<Option<String>, Problem> {
    if waiting.notice == Notice::SignInsFailed {
        return throttle::address(house, waiting.to).await;
    }
    match waiting.to {
        Addressee::Desk(id) => {
            let desk = house.store.read(move |snapshot| desk::find(snapshot, id)).await?;
            Ok(desk.map(|desk| desk.email))
        }
        Addressee::Staff(id) if waiting.notice == Notice::Digest => digest::address(house, id).await,
        Addressee::Staff(id) => letters::address(house, id).await,
        Addressee::Practitioner(id) => invitation::address(house, id).await,
        Addressee::Application(id) => application::address(house, id).await,
    }
}

async fn settle(house: &House, letter: &Waiting, token: &str, outcome: Outcome) -> Result<(), Problem> {
    let (id, token) = (letter.id, token.to_owned());
    let attempts = u32::try_from(letter.attempts).unwrap_or(u32::MAX);
    let (next, reason) = match outcome {
        Outcome::Sent => {
            let write = move |tx: &mut crate::store::Tx<'_>| outbox::settle_sent(tx, id, &token);
            return Ok(house.store.write::<_, StoreError, _>(write).await?);
        }
        Outcome::Retry(reason) => {
            (next_attempt(attempts, letter.first_due, house.now(), house.random.as_ref()), reason.code())
        }
        Outcome::Dead(reason) => (None, reason.code()),
    };
    let write = move |tx: &mut crate::store::Tx<'_>| outbox::settle_failed(tx, id, &token, next, reason);
    Ok(house.store.write::<_, StoreError, _>(write).await?)
}
