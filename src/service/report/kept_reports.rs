//! The reports that a practitioner keeps with their account: a list that only their own key opens. Neither
//! the table of concerns nor that of accounts says that the two belong together.

use std::fmt;

use serde::{Deserialize, Serialize};

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::secret::Secret;
use domain::casework::source_review::SourceFacts;
use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::concern::Concern;
use domain::report::message::Author;
use store::casework::case;
use store::identity::practitioner::kept_list as rows;
use store::report::concern::has_mailbox;
use store::report::message;
use store::{Snapshot, StoreError, Tx};

use super::mailbox::{self, OpenMailbox};
use super::visit::Reporting;
use crate::identity::practitioner::kept_list;
use crate::identity::practitioner::session::SignedIn;
use crate::{App, Problem};

/// How many reports an account keeps. With one more the oldest goes from the list: its report and its
/// messages stay with the desk, and nobody reads a reply there any more.
pub const MOST: usize = 60;

/// One of them.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Kept {
    /// What its page is found by: drawn for this list alone, so that an address in a browser's history finds
    /// nothing else.
    #[serde(rename = "i")]
    pub(crate) id: Id<Kept>,
    #[serde(rename = "c")]
    pub(crate) concern: Id<Concern>,
    /// The content key of the concern, as text. Empty when the report is counted by the rule on sources and
    /// not kept.
    #[serde(rename = "k")]
    pub(crate) key: String,
    /// The first day of the month it was sent in.
    #[serde(rename = "m")]
    pub(crate) month: Day,
    /// By what its subject is known again.
    #[serde(rename = "s")]
    pub(crate) subject: Vec<String>,
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Kept")
    }
}

impl Kept {
    /// A new entry, for a report that is sent today.
    pub(crate) fn new(
        app: &App,
        concern: Id<Concern>,
        key: Option<&ContentKey>,
        subject: Vec<String>,
    ) -> Self {
        let key = key.map(|key| key.secret().to_text().to_string()).unwrap_or_default();
        Self { id: app.id(), concern, key, month: month(app.now().day()), subject }
    }

    fn is_kept(&self) -> bool {
        !self.key.is_empty()
    }

    /// As far as the rule on sources looks at it.
    pub(crate) fn source_facts(&self) -> SourceFacts<'_> {
        SourceFacts { month: self.month, subject: &self.subject }
    }
}

/// The first day of a day's month: no more is kept of when a report was sent.
fn month(day: Day) -> Day {
    Day(day.0.replace_day(1).unwrap_or(day.0))
}

/// A list that was opened, and the bytes that it was read from.
pub(crate) struct OpenList {
    practitioner: Id<Practitioner>,
    key: Secret<32>,
    before: Option<Vec<u8>>,
    /// Oldest first.
    pub(crate) entries: Vec<Kept>,
}

/// A list as it is to be written, if it has not changed since it was read.
#[derive(Clone)]
pub(crate) struct ListUpdate {
    practitioner: Id<Practitioner>,
    before: Option<Vec<u8>>,
    sealed: Vec<u8>,
}

impl OpenList {
    /// The list with one more report in it; the oldest goes when there are too many.
    pub(crate) fn adding(mut self, new: Kept) -> ListUpdate {
        self.entries.push(new);
        self.into_update()
    }

    fn into_update(self) -> ListUpdate {
        let sealed = kept_list::seal_entries(&self.key, &self.entries, MOST);
        ListUpdate { practitioner: self.practitioner, before: self.before, sealed }
    }
}

impl ListUpdate {
    /// Writes it.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it has changed since it was read.
    pub(crate) fn write(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let written = match &self.before {
            Some(before) => rows::replace(tx, self.practitioner, before, &self.sealed)?,
            None if rows::find(tx, self.practitioner)?.is_some() => false,
            None => rows::insert(tx, self.practitioner, &self.sealed).map(|()| true)?,
        };
        if written { Ok(()) } else { Err(StoreError::Stale) }
    }
}

/// The list of whoever a draft was begun by; none when their session had no key of their own.
///
/// # Errors
/// [`Problem::Sealed`] when it does not open. That was written down.
pub(crate) async fn of_member(app: &App, member: &Reporting) -> Result<Option<OpenList>, Problem> {
    let Some(key) = member.key.as_deref().and_then(Secret::from_text) else { return Ok(None) };
    open(app, member.practitioner, key).await.map(Some)
}

async fn open(app: &App, practitioner: Id<Practitioner>, key: Secret<32>) -> Result<OpenList, Problem> {
    let before = app.read(move |snapshot| rows::find(snapshot, practitioner)).await?;
    let entries = before.as_deref().map_or_else(|| Ok(Vec::new()), |sealed| kept_list::entries(&key, sealed));
    match entries {
        Ok(entries) => Ok(OpenList { practitioner, key, before, entries }),
        Err(OpenError) => Err(app.seal_broken(None, &"kept reports").await),
    }
}

async fn own(app: &App, signed: &SignedIn) -> Result<OpenList, Problem> {
    let key = signed.key.clone().ok_or(Problem::Missing)?;
    open(app, signed.practitioner.id, key).await
}

/// A report that is kept, as its owner sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What its page is found by.
    pub id: String,
    /// What people quote.
    pub reference: String,
    /// The first day of the month it was sent in.
    pub month: Day,
    /// Where the case stands, in plain words.
    pub status: &'static str,
    /// Whether the desk has written.
    pub replied: bool,
    /// Whether the last word is the desk's.
    pub waits: bool,
}

/// What a practitioner keeps, newest first. Only they see it: not their lead, not their colleagues.
///
/// # Errors
/// [`Problem::Missing`] when this session has no key of their own; [`Problem::Sealed`] when the list does not
/// open.
pub async fn list(app: &App, signed: &SignedIn) -> Result<Vec<Report>, Problem> {
    let entries = own(app, signed).await?.entries;
    app.read(move |snapshot| {
        let kept = entries.iter().rev().filter(|entry| entry.is_kept());
        let reports = kept.map(|entry| report(snapshot, entry));
        let reports = reports.collect::<Result<Vec<_>, StoreError>>()?;
        Ok(reports.into_iter().flatten().collect())
    })
    .await
}

/// None when the concern, or its mailbox, is no more.
fn report(snapshot: &mut Snapshot<'_>, entry: &Kept) -> Result<Option<Report>, StoreError> {
    if !has_mailbox(snapshot, entry.concern)? {
        return Ok(None);
    }
    let case = case::of_concern(snapshot, entry.concern)?;
    let thread = message::thread(snapshot, entry.concern)?;
    let replied = thread.iter().any(|message| message.author == Author::Desk);
    Ok(Some(Report {
        id: Id::to_string(&entry.id),
        reference: case.reference().to_string(),
        month: entry.month,
        status: case.status().plain(),
        replied,
        waits: thread.last().is_some_and(|message| message.author == Author::Desk),
    }))
}

/// The mailbox of one of them.
///
/// # Errors
/// [`Problem::Missing`] when there is no such report in the list, or this session cannot open the list.
pub async fn open_mailbox(app: &App, signed: &SignedIn, id: &str) -> Result<OpenMailbox, Problem> {
    let entries = own(app, signed).await?.entries;
    let found = entries.iter().find(|entry| entry.is_kept() && Id::to_string(&entry.id) == id);
    let entry = found.ok_or(Problem::Missing)?;
    let mailbox = OpenMailbox::new(entry.concern, &entry.key)?;
    let concern = entry.concern;
    if app.read(move |snapshot| has_mailbox(snapshot, concern)).await? {
        Ok(mailbox)
    } else {
        Err(Problem::Missing)
    }
}

/// Takes a report out of the list, and deletes its mailbox: nobody could open it any more, and the desk is to
/// see that. The report and the messages stay with the desk, and the report stays counted by the rule on
/// sources.
///
/// # Errors
/// [`Problem::Missing`] when there is no such report; [`Problem::Stale`] when the list keeps changing
/// meanwhile.
pub async fn forget(app: &App, signed: &SignedIn, id: &str) -> Result<(), Problem> {
    let mut list = own(app, signed).await?;
    let entry = list.entries.iter_mut().find(|entry| entry.is_kept() && Id::to_string(&entry.id) == id);
    let entry = entry.ok_or(Problem::Missing)?;
    entry.key.clear();
    let concern = entry.concern;
    let (changed, inside) = (list.into_update(), app.clone());
    app.write(move |tx| {
        changed.write(tx)?;
        if has_mailbox(tx, concern)? {
            mailbox::remove(tx, &inside, concern)?;
        }
        Ok(())
    })
    .await
}
