//! A reporter's visit: what their one cookie opens. A draft, a receipt, or a mailbox.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crypto::context::SealContext;
use crypto::oprf::BearerToken;
use crypto::token::Token;
use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::report::concern::Concern;
use domain::report::form::Answers;
use domain::report::question::Extent;
use domain::report::sender::SenderKind;
use store::report::visit::{self as rows, SealedVisit};
use store::{StoreError, Tx};

use crate::platform::file::StoredFile;
use crate::{App, Problem};

/// What a visit holds. It lives in one row, sealed under a key that only the cookie gives, and is wiped when
/// the reporter leaves, when they send, and when they have been idle.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Visit {
    /// A report that is being written.
    Draft {
        /// What was answered so far.
        answers: Answers,
        /// The files that were added so far.
        files: Vec<StoredFile>,
        /// The codes of the questions that were answered or passed over.
        #[serde(default)]
        seen: BTreeSet<String>,
        /// Whether the check of all answers was reached: then a change leads back to it.
        #[serde(default)]
        checked: bool,
        /// How much is asked.
        #[serde(default)]
        extent: Extent,
        /// As whom it is sent.
        #[serde(default)]
        sender: Sender,
    },
    /// A report that was sent.
    Sent {
        /// What people quote.
        reference: String,
        /// How the reporter may be answered.
        reply: Answerable,
        /// As whom it was sent.
        #[serde(default)]
        sender: SenderKind,
        /// Whether it was begun in the practitioners' area.
        #[serde(default, rename = "door")]
        from_area: bool,
        /// Whether it went to the independent desk.
        #[serde(default)]
        independent: bool,
    },
    /// A mailbox that the phrase opened.
    Mailbox {
        /// The concern.
        concern: Id<Concern>,
        /// Its content key, as text.
        key: String,
    },
}

/// As whom a draft is sent, with what that takes.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub enum Sender {
    /// As anybody.
    #[default]
    Public,
    /// As anybody, by somebody who came through the practitioners' area.
    Unmarked,
    /// As a registered practitioner in their own name.
    Named {
        /// Who it is, and for which agency.
        member: Reporting,
        /// Their name.
        name: String,
        /// Their work address.
        email: String,
    },
    /// As a registered agency.
    Agency {
        /// For which agency, and who may keep it.
        member: Reporting,
    },
    /// As a registered practitioner, nobody knows which.
    Verified {
        /// The token that says so. It is spent when the report is sent.
        token: BearerToken,
    },
    /// As anybody, about what was told at an engagement.
    Disclosed,
}

impl Sender {
    /// What stands in clear with the report.
    pub fn kind(&self) -> SenderKind {
        match self {
            Self::Public | Self::Unmarked => SenderKind::Public,
            Self::Named { .. } => SenderKind::Named,
            Self::Agency { .. } => SenderKind::Agency,
            Self::Verified { .. } => SenderKind::Verified,
            Self::Disclosed => SenderKind::Disclosed,
        }
    }

    /// The practitioner whose session it was begun in, where that is known.
    pub(crate) fn member(&self) -> Option<&Reporting> {
        match self {
            Self::Named { member, .. } | Self::Agency { member } => Some(member),
            Self::Public | Self::Unmarked | Self::Verified { .. } | Self::Disclosed => None,
        }
    }
}

/// A practitioner who reports in their own name or as their agency.
#[derive(Clone, Serialize, Deserialize)]
pub struct Reporting {
    /// Their account, which must work when the report is sent.
    pub(crate) practitioner: Id<Practitioner>,
    /// The name of their agency.
    pub(crate) agency: String,
    /// Their own key, as text; none when their session has none.
    pub(crate) key: Option<String>,
    /// How often all their sessions had been ended at once when the draft was begun.
    #[serde(default)]
    pub(crate) generation: i32,
}

impl std::fmt::Debug for Reporting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Reporting")
    }
}

/// How somebody who has just sent a report may be answered.
#[derive(Clone, Serialize, Deserialize)]
pub enum Answerable {
    /// Not at all.
    No,
    /// By the rules that they gave.
    Safely,
    /// In a mailbox: its words are shown until they were typed again or given up.
    Phrase(String),
    /// In a mailbox whose words they have.
    Kept,
    /// In a mailbox whose words they gave up.
    GivenUp,
    /// In a mailbox that only their account opens.
    Account,
}

impl std::fmt::Debug for Answerable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Answerable")
    }
}

/// An open visit, with what is needed to save it.
#[derive(Clone, Debug)]
pub struct OpenVisit {
    /// What it holds.
    pub visit: Visit,
    token: Token,
    version: i64,
    expires: Timestamp,
}

impl OpenVisit {
    /// A visit that is not stored yet.
    pub fn begin(app: &App, visit: Visit) -> Self {
        let expires = app.now().plus_seconds(app.rules.visit_idle);
        Self { visit, token: Token::random(), version: 0, expires }
    }

    /// Whether it was begun in the practitioners' area: then its pages weigh what the pages there weigh.
    pub fn is_from_area(&self) -> bool {
        match &self.visit {
            Visit::Draft { sender, .. } => !matches!(sender, Sender::Public | Sender::Disclosed),
            Visit::Sent { from_area, .. } => *from_area,
            Visit::Mailbox { .. } => false,
        }
    }

    /// The cookie's token.
    pub fn token(&self) -> &Token {
        &self.token
    }

    /// The same visit once it holds something else, and the row that makes it so.
    pub(crate) fn becoming(&self, app: &App, visit: Visit) -> (Self, SealedVisit) {
        let mut next =
            Self { visit, token: self.token.clone(), version: self.version, expires: self.expires };
        let row = next.sealed(app);
        (next.version, next.expires) = (row.version, row.expires);
        (next, row)
    }

    /// The visit as the next version of its row.
    pub(crate) fn sealed(&self, app: &App) -> SealedVisit {
        let (lookup, version) = (self.token.lookup(), self.version + 1);
        let sealed = self.token.key().seal_value(&place(&lookup, version), &self.visit);
        SealedVisit { lookup, sealed, version, expires: app.now().plus_seconds(app.rules.visit_idle) }
    }
}

fn place(lookup: &str, version: i64) -> SealContext<'_> {
    SealContext { version, ..SealContext::new("visit", lookup, "sealed") }
}

/// Writes a visit, new or changed, within a transaction.
pub(crate) fn put(tx: &mut Tx<'_>, row: &SealedVisit) -> Result<(), StoreError> {
    if row.version == 1 { rows::insert(tx, row) } else { rows::save(tx, row) }
}

/// The visit that a cookie opens.
///
/// # Errors
/// [`Problem::SessionExpired`] when it was left or ran out; [`Problem::Sealed`] when its row was changed.
pub async fn open(app: &App, token: &Token) -> Result<OpenVisit, Problem> {
    let (lookup, now) = (token.lookup(), app.now());
    let row = app.read(move |snapshot| rows::find(snapshot, &lookup, now)).await?;
    let row = row.ok_or(Problem::SessionExpired)?;
    let Ok(visit) = token.key().open_value(&place(&row.lookup, row.version), &row.sealed) else {
        return Err(app.seal_broken(None, &"visit").await);
    };
    Ok(OpenVisit { visit, token: token.clone(), version: row.version, expires: row.expires })
}

/// Saves a visit and moves its end on.
///
/// # Errors
/// [`Problem::Stale`] when it was saved meanwhile, from another tab.
pub async fn save(app: &App, visit: &mut OpenVisit) -> Result<(), Problem> {
    let row = visit.sealed(app);
    visit.version = row.version;
    visit.expires = row.expires;
    app.write(move |tx| Ok(put(tx, &row)?)).await
}

/// How often a change is made again when another window changed the visit at the same moment.
const TRIES: usize = 4;

/// Changes a visit and saves it. When another window, or a second press of a button, was first, the change is
/// made again on what there is then: nothing that was answered is lost.
///
/// # Errors
/// What `change` returns; [`Problem::Stale`] when others keep being first.
pub async fn change<T>(
    app: &App,
    visit: &mut OpenVisit,
    change: impl Fn(&mut Visit) -> Result<T, Problem>,
) -> Result<T, Problem> {
    for _ in 0..TRIES {
        let changed = change(&mut visit.visit)?;
        match save(app, visit).await {
            Err(Problem::Stale) => *visit = open(app, visit.token()).await?,
            saved => return saved.map(|()| changed),
        }
    }
    Err(Problem::Stale)
}

/// Moves the end of a visit on, unless that was done a moment ago.
///
/// # Errors
/// When the store does not work.
pub async fn keep(app: &App, visit: &OpenVisit) -> Result<(), Problem> {
    let full = app.now().plus_seconds(app.rules.visit_idle);
    if full.seconds() - visit.expires.seconds() < 60 {
        return Ok(());
    }
    let lookup = visit.token.lookup();
    app.write(move |tx| Ok(rows::extend(tx, &lookup, full)?)).await
}

/// Ends a visit: the row is wiped, and with it the only keys of files that were not sent.
///
/// # Errors
/// When the store does not work.
pub async fn leave(app: &App, token: &Token) -> Result<(), Problem> {
    match open(app, token).await {
        Ok(OpenVisit { visit: Visit::Draft { files, .. }, version, .. }) => {
            wipe(app, token, version, files).await
        }
        _ => wipe(app, token, 0, Vec::new()).await,
    }
}

/// Wipes a visit, and the files that it had at `version`.
async fn wipe(app: &App, token: &Token, version: i64, files: Vec<StoredFile>) -> Result<(), Problem> {
    let lookup = token.lookup();
    if app
        .write(move |tx| {
            // What was sent in another window meanwhile has its files in a report.
            let same = rows::version(tx, &lookup)? == Some(version);
            Ok(rows::delete(tx, &lookup).map(|()| same)?)
        })
        .await?
    {
        for file in files {
            // Without its key the file is noise already; the sweep takes what stays.
            file.forget(app).await;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::file::Arriving;
    use crate::report::draft;
    use crate::trial::Trial;

    async fn note(app: &App) -> StoredFile {
        let mut arriving = Arriving::begin(app, "note.txt").await.unwrap();
        arriving.write(b"What he wrote").await.unwrap();
        arriving.finish().await.unwrap()
    }

    async fn files(app: &App) -> usize {
        app.blobs.list(Timestamp::from_micros(4_000_000_000_000_000)).await.unwrap().len()
    }

    #[tokio::test]
    async fn whoever_leaves_takes_no_file_along_that_was_sent_in_another_window() {
        let trial = Trial::new();
        let (app, mut visit) = (&trial.app, draft::begin(&trial.app));
        let file = note(app).await;
        draft::add_files(app, &mut visit, std::slice::from_ref(&file)).await.unwrap();
        let before = visit.version;
        // Another window sends it, between the look at the visit and its end.
        let sent = Visit::Sent {
            reference: "CND-2222-222".into(),
            reply: Answerable::No,
            sender: SenderKind::Public,
            from_area: false,
            independent: false,
        };
        change(app, &mut visit, |visit| {
            *visit = sent.clone();
            Ok(())
        })
        .await
        .unwrap();
        wipe(app, visit.token(), before, vec![file]).await.unwrap();
        assert!(
            matches!(open(app, visit.token()).await, Err(Problem::SessionExpired)),
            "the visit has ended"
        );
        assert_eq!(files(app).await, 1, "the file belongs to a report by now");
    }

    #[tokio::test]
    async fn whoever_leaves_a_draft_takes_its_files_along() {
        let trial = Trial::new();
        let (app, mut visit) = (&trial.app, draft::begin(&trial.app));
        let file = note(app).await;
        draft::add_files(app, &mut visit, &[file]).await.unwrap();
        leave(app, visit.token()).await.unwrap();
        assert_eq!(files(app).await, 0);
    }

    #[tokio::test]
    async fn a_file_that_is_sent_again_is_in_the_draft_once() {
        let trial = Trial::new();
        let (app, mut visit) = (&trial.app, draft::begin(&trial.app));
        let (first, again) = (note(app).await, note(app).await);
        let added = draft::add_files(app, &mut visit, std::slice::from_ref(&first)).await.unwrap();
        assert_eq!((added.kept, added.full), (vec![first.id], false));
        let added = draft::add_files(app, &mut visit, &[again]).await.unwrap();
        assert!(added.kept.is_empty() && !added.full, "{added:?}");
        assert_eq!(draft::parts(&visit).unwrap().1.len(), 1);
    }
}
