//! Opening what is sealed.

use crypto::content::ContentKey;
use crypto::keypair::PrivateKey;
use crypto::secret::Secret;
use domain::casework::case::Case;
use domain::casework::case::command::Command;
use domain::identity::staff::Staff;
use domain::platform::attachment::Attachment;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::force::Lists;
use domain::platform::id::Id;
use domain::report::form::Answers;
use store::Snapshot;
use store::identity::desk::{self as desks, Wrap};
use store::identity::staff;
use store::platform::audit::{self, Entry};
use store::platform::force;
use store::report::attachment::{self, SealedAttachment};
use store::report::concern::{self as concerns, ClearFacts, ConcernKey, desk_holder};

use super::access::{find_opened, recheck_open};
use super::decision;
use crate::identity::desk;
use crate::identity::session::Signed;
use crate::platform::file::{self as files, OpenedFile};
use crate::problem::TxError;
use crate::report::answers::{Sealed, answers_place, key_place};
use crate::report::attachment::open_file;
use crate::report::thread::{self, SealedThread, Thread};
use crate::{App, Problem};

/// A case with its content, for one page and no longer.
#[derive(Debug)]
pub struct OpenCase {
    /// The case.
    pub case: Case,
    /// What was answered.
    pub answers: Answers,
    /// What is kept in clear.
    pub facts: ClearFacts,
    /// The lists that give codes their names.
    pub lists: Lists,
    /// Files and messages.
    pub thread: Thread,
    /// The members of the desk.
    pub members: Vec<Staff>,
    /// What was done to the case, newest first.
    pub history: Vec<Entry>,
}

/// How much history a page shows.
const HISTORY: i64 = 200;

struct Loaded {
    answers: Vec<u8>,
    facts: ClearFacts,
    lists: Lists,
    thread: SealedThread,
    members: Vec<Staff>,
    history: Vec<Entry>,
}

/// Opens a case: every view is written to the audit log before anything is shown.
///
/// # Errors
/// [`Problem::NotOpened`] when the conflict question has not been answered in this session;
/// [`Problem::Sealed`] when the content was changed.
pub async fn open_case(app: &App, signed: &Signed, id: Id<Case>) -> Result<OpenCase, Problem> {
    let case = find_opened(app, signed, id).await?;
    let key = content_key(app, signed, &case).await?;
    let case = record_view(app, signed, id).await?;
    let (concern, desk, present, now) = (case.concern(), case.desk(), signed.clone(), app.now());
    let loaded = app
        .store
        .read(move |snapshot| {
            // After it was written down, somebody may have said in another window that they know the person.
            recheck_open(snapshot, &present, id, now)?;
            Ok::<_, TxError>(Loaded {
                answers: concerns::answers(snapshot, concern)?,
                facts: concerns::clear_facts(snapshot, concern)?,
                lists: Lists { forces: force::all(snapshot)?, ..force::lists(snapshot)? },
                thread: thread::load(snapshot, concern)?,
                members: staff::members(snapshot, desk)?,
                history: audit::of_object(snapshot, &id.to_string(), HISTORY)?,
            })
        })
        .await?;
    let sealed = key.open_value::<Sealed>(&answers_place(&concern.to_string()), &loaded.answers);
    let (Ok(sealed), Ok(thread)) = (sealed, loaded.thread.open(&key)) else {
        return Err(app.seal_broken(Some(signed.actor.id), &id).await);
    };
    let Loaded { facts, lists, members, history, .. } = loaded;
    Ok(OpenCase { case, answers: sealed.answers, facts, lists, thread, members, history })
}

async fn record_view(app: &App, signed: &Signed, id: Id<Case>) -> Result<Case, Problem> {
    let (signed, inside, now) = (signed.clone(), app.clone(), app.now());
    app.write(move |tx| {
        let case = recheck_open(tx, &signed, id, now)?;
        decision::apply(tx, &inside, case, Command::View, decision::party(&signed))
    })
    .await
}

/// The key of a case's content: through the person's key and the desk's.
pub(super) async fn content_key(app: &App, signed: &Signed, case: &Case) -> Result<ContentKey, Problem> {
    let (concern, desk, me) = (case.concern(), case.desk(), signed.actor.id.to_string());
    let (keys, wraps) = app
        .read(move |snapshot| Ok((concerns::keys(snapshot, concern)?, desks::wraps(snapshot, desk, &me)?)))
        .await?;
    let Some((wrap, key)) = matching(&wraps, &keys) else { return Err(Problem::Missing) };
    let private = desk::unwrap(app, signed, wrap).await?;
    match open_key(&private, case, key) {
        Some(key) => Ok(key),
        None => Err(app.seal_broken(Some(signed.actor.id), &case.id()).await),
    }
}

fn matching<'a>(wraps: &'a [Wrap], keys: &'a [ConcernKey]) -> Option<(&'a Wrap, &'a ConcernKey)> {
    wraps.iter().find_map(|wrap| {
        let holder = desk_holder(wrap.key);
        keys.iter().find(|key| key.holder == holder).map(|key| (wrap, key))
    })
}

fn open_key(private: &PrivateKey, case: &Case, key: &ConcernKey) -> Option<ContentKey> {
    let plain = private.open(&key_place(&case.concern().to_string(), &key.holder), &key.wrapped).ok()?;
    Secret::from_slice(&plain).map(ContentKey::new)
}

/// Opens a file of a case: cleaned of hidden data, or byte for byte as it came.
///
/// # Errors
/// [`Problem::Missing`] when it is not a file of this case, or cannot be cleaned.
pub async fn file(
    app: &App,
    signed: &Signed,
    id: Id<Case>,
    file: Id<Attachment>,
    cleaned: bool,
) -> Result<OpenedFile, Problem> {
    let case = find_opened(app, signed, id).await?;
    let key = content_key(app, signed, &case).await?;
    let event = AuditEvent::new(Some(signed.actor.id), AuditAction::FileOpened, &id);
    let event = event.detailed(if cleaned { "cleaned" } else { "original" });
    let row = taken_out(app, signed, &case, (file, event)).await?;
    let Ok(stored) = open_file(&key, &row) else {
        return Err(app.seal_broken(Some(signed.actor.id), &file).await);
    };
    match files::read(app, &stored, cleaned).await {
        Err(Problem::Sealed) => Err(app.seal_broken(Some(signed.actor.id), &file).await),
        other => other,
    }
}

/// Writes down that a file is opened, and gives what is needed to open it: in that order, and only as long as
/// the case is open to this person.
async fn taken_out(
    app: &App,
    signed: &Signed,
    case: &Case,
    (file, event): (Id<Attachment>, AuditEvent),
) -> Result<SealedAttachment, Problem> {
    let (id, concern, now) = (case.id(), case.concern(), app.now());
    let present = signed.clone();
    app.write(move |tx| {
        recheck_open(tx, &present, id, now)?;
        attachment::find(tx, concern, file)?.ok_or(Problem::Missing)?;
        Ok(tx.record(event.clone())?)
    })
    .await?;
    let present = signed.clone();
    let read = move |snapshot: &mut Snapshot<'_>| {
        recheck_open(snapshot, &present, id, now)?;
        Ok::<_, TxError>(attachment::find(snapshot, concern, file)?.ok_or(Problem::Missing)?)
    };
    Ok(app.store.read(read).await?)
}
