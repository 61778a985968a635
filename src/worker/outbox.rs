//! Sending letters: claim one in a short transaction, send with none open, settle by token.
//!
//! A letter is claimed when it is begun and not before, so there is never one that was claimed and must be
//! given back: whoever is told to stop finishes what is on its way. Slow mail goes side by side instead
//! (`AT_ONCE`).

use crypto::secret::Secret;
use domain::platform::outbox::{Addressee, Notice, Outcome, Reason, next_attempt};
use mail::{Email, LetterBody, Mailer};
use service::casework::approval;
use service::casework::case::letters;
use service::identity::practitioner::invitation;
use service::identity::{application, throttle};
use service::register::digest;
use service::{App, Problem};
use store::identity::desk;
use store::platform::outbox::{self, QueuedEmail};
use store::{StoreError, Tx};

/// How many letters a node sends at a time: a mail server that is slow to answer must not hold up all others.
pub(super) const AT_ONCE: usize = 4;
/// Seconds for which a letter is ours: twice what an attempt may take, so that nobody else takes it while it
/// is on its way.
#[expect(clippy::cast_possible_wrap, reason = "some minutes")]
const LEASE: i64 = 2 * mail::TIMEOUT.as_secs() as i64;

/// Takes one letter that is due and tries it once; says how many that were: one, or none when none is due or
/// it became somebody else's. What nobody wants is taken off on the way, and counts for nothing. Several may
/// do so side by side, here and on other nodes.
///
/// # Errors
/// When the store does not work. A letter whose outcome could not be written is tried again when its lease
/// ends.
pub async fn step(app: &App, mailer: &Mailer) -> Result<usize, Problem> {
    loop {
        let Some((letter, token)) = claim(app).await? else { return Ok(0) };
        let outcome = send(app, mailer, &letter).await?;
        let ours = settle(app, &letter, &token, outcome).await?;
        if outcome != Outcome::Unwanted {
            return Ok(usize::from(ours));
        }
    }
}

/// Takes a letter that is due, and what shows that it is ours.
async fn claim(app: &App) -> Result<Option<(QueuedEmail, String)>, Problem> {
    // Looking costs a read; only what is due costs a write.
    let (now, due) = (app.now(), app.store.read(outbox::next_due).await?);
    if due.is_none_or(|due| due > now) {
        return Ok(None);
    }
    let token = Secret::<16>::random().to_text().to_string();
    let (until, mine) = (now.plus_seconds(LEASE), token.clone());
    let claimed = app.store.write(move |tx| outbox::claim(tx, now, until, &mine, 1)).await?;
    Ok(claimed.into_iter().next().map(|letter| (letter, token)))
}

async fn send(app: &App, mailer: &Mailer, waiting: &QueuedEmail) -> Result<Outcome, Problem> {
    // Those who want no mail any more, or are no longer there, need none of what is waiting.
    let Some(to) = address(app, waiting).await?.and_then(|to| to.parse().ok()) else {
        return Ok(Outcome::Unwanted);
    };
    let copy = match waiting.notice {
        // What does not open, never will.
        Notice::Invitation => match invitation::token(app, waiting) {
            None => return Ok(Outcome::Dead(Reason::Malformed)),
            token => token,
        },
        _ => waiting.copy.clone().and_then(|copy| String::from_utf8(copy).ok()),
    };
    let Some(body) = LetterBody::of(waiting.notice, copy) else { return Ok(Outcome::Unwanted) };
    let letter = Email { id: waiting.id.to_string(), to, body };
    Ok(mailer.send(&letter, app.now()).await)
}

async fn address(app: &App, waiting: &QueuedEmail) -> Result<Option<String>, Problem> {
    if waiting.notice == Notice::SignInsFailed {
        return throttle::address(app, waiting.to).await;
    }
    match waiting.to {
        Addressee::Desk(id) => {
            let desk = app.store.read(move |snapshot| desk::find(snapshot, id)).await?;
            Ok(desk.map(|desk| desk.email))
        }
        Addressee::Staff(id) if waiting.notice == Notice::Digest => digest::address(app, id).await,
        Addressee::Staff(id) if waiting.notice == Notice::ApprovalWaiting => approval::address(app, id).await,
        Addressee::Staff(id) => letters::address(app, id).await,
        Addressee::Practitioner(id) => invitation::address(app, id).await,
        Addressee::Application(id) => application::address(app, id).await,
    }
}

/// Writes down what came of a letter; whether it was still ours.
async fn settle(app: &App, letter: &QueuedEmail, token: &str, outcome: Outcome) -> Result<bool, Problem> {
    let (id, token) = (letter.id, token.to_owned());
    let attempts = u32::try_from(letter.attempts).unwrap_or(u32::MAX);
    let (next, reason) = match outcome {
        Outcome::Sent | Outcome::Unwanted => {
            let write = move |tx: &mut Tx<'_>| outbox::settle_gone(tx, id, &token);
            return Ok(app.store.write::<_, StoreError, _>(write).await?);
        }
        Outcome::Retry(reason) => {
            (next_attempt(attempts, letter.first_due, app.now(), app.random.as_ref()), reason.code())
        }
        Outcome::Dead(reason) => (None, reason.code()),
    };
    let write = move |tx: &mut Tx<'_>| outbox::settle_failed(tx, id, &token, next, reason);
    Ok(app.store.write::<_, StoreError, _>(write).await?)
}
