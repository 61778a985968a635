//! Answering a reporter.

use crypto::idempotency::IdempotencyKey;
use domain::casework::case::Case;
use domain::casework::case::command::Command;
use domain::form::errors::Errors;
use domain::form::reason::casework::CaseworkReason;
use domain::form::text;
use domain::platform::id::Id;
use domain::report::message::{Author, CHECKED, MESSAGE_WORDS, WORDS, tasking};
use store::report::message::{self, SealedMessage};
use store::{StoreError, Tx};

use super::access::{find_opened, recheck_open};
use super::content::content_key;
use super::decision;
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::report::thread;
use crate::{App, Problem};

/// How often adding a message is tried when the reporter writes at the same moment.
const TRIES: usize = 5;

/// Sends a message to the reporter's mailbox, once for each `form`. `checked` is the officer's word that it
/// sets no task.
///
/// # Errors
/// [`Problem::Invalid`] when it is empty, sets a task, or was not checked; [`Problem::Missing`] when there is
/// no mailbox (any more).
pub async fn reply(
    app: &App,
    signed: &Signed,
    id: Id<Case>,
    form: &IdempotencyKey,
    (typed, checked): (&str, bool),
) -> Result<(), Problem> {
    let case = find_opened(app, signed, id).await?;
    if !case.has_mailbox() {
        return Err(Problem::Missing);
    }
    let words = parse(typed, checked).map_err(Problem::Invalid)?;
    let key = content_key(app, signed, &case).await?;
    let message = form.id("message", [id.to_string().as_str(), &words]);
    for _ in 0..TRIES {
        let concern = case.concern();
        let place = app.read(move |snapshot| message::next_place(snapshot, concern)).await?;
        let sealed = thread::seal(&key, (message, app.now().day()), Author::Desk, place, &words);
        match app.store.write(insert_reply(app, signed, id, sealed)).await {
            // The reporter wrote at the same moment: the place is taken.
            Err(TxError::Store(StoreError::Conflict(_))) => {}
            other => return Ok(other?),
        }
    }
    Err(Problem::Busy)
}

fn parse(typed: &str, checked: bool) -> Result<String, Errors> {
    let mut errors = Errors::default();
    let words = text::prose(typed, MESSAGE_WORDS);
    match &words {
        Ok(words) if words.is_empty() => errors.add(WORDS, CaseworkReason::NoMessage),
        Ok(words) => {
            let found = tasking(words);
            if !found.is_empty() {
                errors.add(WORDS, CaseworkReason::Tasking(found));
            }
        }
        Err(problem) => errors.add(WORDS, *problem),
    }
    if !checked {
        errors.add(CHECKED, CaseworkReason::NotChecked);
    }
    errors.or(words.unwrap_or_default())
}

fn insert_reply(
    app: &App,
    signed: &Signed,
    id: Id<Case>,
    sealed: SealedMessage,
) -> impl FnMut(&mut Tx<'_>) -> Result<(), TxError> + Send + 'static + use<> {
    let (signed, app, now) = (signed.clone(), app.clone(), app.now());
    move |tx| {
        let case = recheck_open(tx, &signed, id, now)?;
        if message::is_there(tx, sealed.id)? {
            return Ok(());
        }
        if !case.has_mailbox() {
            return Err(TxError::Problem(Problem::Missing));
        }
        message::insert(tx, case.concern(), &sealed)?;
        decision::apply(tx, &app, case, Command::Reply, decision::party(&signed)).map(drop)
    }
}
