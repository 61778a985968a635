//! The reporter's side of the thread: read replies with the phrase, answer with words and files, delete it.

use crypto::content::ContentKey;
use crypto::idempotency::IdempotencyKey;
use crypto::phrase::Phrase;
use crypto::secret::Secret;
use domain::casework::case::command::Command;
use domain::casework::case::facts::Party;
use domain::form::reason::report::ReportReason;
use domain::form::text;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::concern::Concern;
use domain::report::message::{Author, MESSAGE_WORDS, PHRASE, WORDS};
use domain::report::question::STORY;
use store::casework::case;
use store::report::attachment;
use store::report::concern::{self as rows, MAILBOX};
use store::report::message::{self, SealedMessage};
use store::{StoreError, Tx};

use super::answers::{Sealed, answers_place, key_place};
use super::attachment::{open_file, seal_files};
use super::thread::{self, Thread};
use super::visit::{self, OpenVisit, Visit};
use crate::casework::case::decision;
use crate::platform::file::{self, OpenedFile, StoredFile};
use crate::problem::TxError;
use crate::{App, Problem};

/// How often adding a message is tried when the desk writes at the same moment.
const TRIES: usize = 5;

/// Opens the mailbox that a phrase belongs to. The visit is not stored yet.
///
/// # Errors
/// [`Problem::Invalid`] when the words are not a phrase, or open nothing: the two are told apart only as far
/// as the public word list tells them anyway.
pub async fn open(app: &App, typed: &str) -> Result<OpenVisit, Problem> {
    let phrase = Phrase::parse(typed).map_err(|problem| Problem::invalid(PHRASE, problem))?;
    let pepper = app.pepper.clone();
    let keys = app.stretch_phrase(move |memory| phrase.keys(&pepper, memory)).await?;
    let lookup = data_encoding::HEXLOWER.encode(&keys.lookup);
    let found = app
        .read(move |snapshot| {
            let Some(concern) = rows::find_mailbox(snapshot, &lookup)? else { return Ok(None) };
            Ok(Some((concern, rows::keys(snapshot, concern)?)))
        })
        .await?;
    let none = || Problem::invalid(PHRASE, ReportReason::NoMailbox);
    let (concern, wraps) = found.ok_or_else(none)?;
    let wrap = wraps.iter().find(|wrap| wrap.holder == MAILBOX).ok_or_else(none)?;
    let Ok(key) = keys.mailbox.open(&key_place(&concern.to_string(), MAILBOX), &wrap.wrapped) else {
        return Err(app.seal_broken(None, &concern).await);
    };
    let key = Secret::<32>::from_slice(&key).ok_or(Problem::Sealed)?;
    let mut visit = OpenVisit::begin(app, Visit::Mailbox { concern, key: key.to_text().to_string() });
    visit::save(app, &mut visit).await?;
    Ok(visit)
}

/// A mailbox that is open, whatever opened it.
#[derive(Clone, Debug)]
pub struct OpenMailbox {
    pub(crate) concern: Id<Concern>,
    pub(crate) key: ContentKey,
}

impl OpenMailbox {
    /// The mailbox that a phrase opened in this visit.
    ///
    /// # Errors
    /// [`Problem::SessionExpired`] when the visit is not a mailbox.
    pub fn of(visit: &OpenVisit) -> Result<Self, Problem> {
        let Visit::Mailbox { concern, key } = &visit.visit else { return Err(Problem::SessionExpired) };
        Self::new(*concern, key)
    }

    /// The mailbox of a concern whose content key was kept, as text.
    pub(crate) fn new(concern: Id<Concern>, key: &str) -> Result<Self, Problem> {
        let key = Secret::from_text(key).ok_or(Problem::Sealed)?;
        Ok(Self { concern, key: ContentKey::new(key) })
    }
}

/// What the mailbox shows.
#[derive(Debug)]
pub struct MailboxView {
    /// What people quote.
    pub reference: String,
    /// Where the case stands, in plain words.
    pub status: &'static str,
    /// The day the report came.
    pub received: Day,
    /// The report itself, in the reporter's own words.
    pub story: String,
    /// The messages with their files.
    pub thread: Thread,
}

/// The open mailbox.
///
/// # Errors
/// [`Problem::SessionExpired`] when the mailbox was deleted.
pub async fn read(app: &App, mailbox: &OpenMailbox) -> Result<MailboxView, Problem> {
    let OpenMailbox { concern, key } = mailbox.clone();
    let (case, answers, thread) = app
        .read(move |snapshot| {
            if !rows::has_mailbox(snapshot, concern)? {
                return Ok(None);
            }
            let (answers, thread) = (rows::answers(snapshot, concern)?, thread::load(snapshot, concern)?);
            Ok(Some((case::of_concern(snapshot, concern)?, answers, thread)))
        })
        .await?
        .ok_or(Problem::SessionExpired)?;
    let sealed = key.open_value::<Sealed>(&answers_place(&concern.to_string()), &answers);
    let (Ok(sealed), Ok(thread)) = (sealed, thread.open(&key)) else {
        return Err(app.seal_broken(None, &concern).await);
    };
    let (reference, status, received) =
        (case.reference().to_string(), case.status().plain(), case.received());
    let story = sealed.answers.get(STORY).to_owned();
    Ok(MailboxView { reference, status, received, story, thread })
}

/// Adds the reporter's words and files to the thread, and tells the desk. Says whether they are new: what is
/// sent again with the same key stands already, and the files that came with it this time are not kept.
///
/// # Errors
/// [`Problem::Invalid`] when there is nothing, or too much.
pub async fn write(
    app: &App,
    mailbox: &OpenMailbox,
    form: &IdempotencyKey,
    typed: &str,
    files: &[StoredFile],
) -> Result<bool, Problem> {
    let OpenMailbox { concern, key } = mailbox.clone();
    let words = text::prose(typed, MESSAGE_WORDS).map_err(|problem| Problem::invalid(WORDS, problem))?;
    if words.is_empty() && files.is_empty() {
        return Err(Problem::invalid(WORDS, ReportReason::NoMessage));
    }
    let place = concern.to_string();
    let content = [place.as_str(), &words].into_iter().chain(files.iter().map(|file| file.sha256.as_str()));
    let id = form.id("message", content);
    for _ in 0..TRIES {
        let place = app.read(move |snapshot| message::next_place(snapshot, concern)).await?;
        let sealed = thread::seal(&key, (id, app.now().day()), Author::Reporter, place, &words);
        let files = seal_files(files, &key, Some(sealed.id));
        match app.store.write(insert_message(app, concern, sealed, files)).await {
            // The desk wrote at the same moment: the place is taken.
            Err(TxError::Store(StoreError::Conflict(_))) => {}
            other => return Ok(other?),
        }
    }
    Err(Problem::Busy)
}

fn insert_message(
    app: &App,
    concern: Id<Concern>,
    sealed: SealedMessage,
    files: Vec<attachment::SealedAttachment>,
) -> impl FnMut(&mut Tx<'_>) -> Result<bool, TxError> + Send + 'static + use<> {
    let app = app.clone();
    move |tx| {
        // It may have been deleted meanwhile, in another window.
        if !rows::has_mailbox(tx, concern)? {
            return Err(Problem::SessionExpired.into());
        }
        if message::is_there(tx, sealed.id)? {
            return Ok(false);
        }
        let case = case::of_concern(tx, concern)?;
        message::insert(tx, concern, &sealed)?;
        files.iter().try_for_each(|file| attachment::insert(tx, concern, file))?;
        let heard = Command::ReporterReplied { with_files: !files.is_empty() };
        decision::apply(tx, &app, case, heard, Party::Reporter)?;
        Ok(true)
    }
}

/// A file of the thread, byte for byte.
///
/// # Errors
/// [`Problem::Missing`] when it is not in this mailbox.
pub async fn file(app: &App, mailbox: &OpenMailbox, id: &str) -> Result<OpenedFile, Problem> {
    let OpenMailbox { concern, key } = mailbox.clone();
    let id = id.parse().map_err(|_| Problem::Missing)?;
    let row = app
        .read(move |snapshot| {
            // Once it is deleted, an open window opens nothing any more.
            let there = rows::has_mailbox(snapshot, concern)?;
            if there { attachment::find(snapshot, concern, id) } else { Ok(None) }
        })
        .await?
        .ok_or(Problem::Missing)?;
    let opened = match open_file(&key, &row) {
        Ok(stored) => file::read(app, &stored, false).await,
        Err(_) => Err(Problem::Sealed),
    };
    match opened {
        Err(Problem::Sealed) => Err(app.seal_broken(None, &row.id).await),
        other => other,
    }
}

/// Deletes the mailbox: the phrase opens nothing any more. What was written stays with the desk.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a mailbox.
pub async fn delete(app: &App, visit: &OpenVisit) -> Result<(), Problem> {
    let OpenMailbox { concern, .. } = OpenMailbox::of(visit)?;
    let lookup = visit.token().lookup();
    let inside = app.clone();
    app.write(move |tx| {
        remove(tx, &inside, concern)?;
        Ok(store::report::visit::delete(tx, &lookup)?)
    })
    .await
}

/// Deletes the mailbox of a concern: nobody reads or writes there any more, and the desk sees that it cannot.
pub(crate) fn remove(tx: &mut Tx<'_>, app: &App, concern: Id<Concern>) -> Result<(), TxError> {
    rows::delete_mailbox(tx, concern)?;
    let case = case::of_concern(tx, concern)?;
    decision::apply(tx, app, case, Command::DeleteMailbox, Party::Reporter).map(drop)
}
