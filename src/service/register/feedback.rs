//! “You said, we did”: written by the department, read by every agency.

use domain::form::record::{Record, Section};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::change::{Change, EntityKind};
use domain::register::feedback::{FEEDBACK, Feedback};
use store::register::{change as changes, feedback as rows};
use store::{Snapshot, StoreError, Tx};

use super::entry::Entry;
use super::history::HISTORY;
use crate::identity::practitioner::session::SignedIn;
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many agencies see: what is older was said long ago.
const SHOWN: usize = 30;

/// What every agency reads, newest first.
///
/// # Errors
/// When the store does not work.
pub async fn list_shown(app: &App, _: &SignedIn) -> Result<Vec<Feedback>, Problem> {
    let mut all = app.read(rows::all).await?;
    all.retain(Feedback::is_shown);
    all.truncate(SHOWN);
    Ok(all)
}

/// Every entry, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(app: &App, signed: &Signed) -> Result<Vec<Feedback>, Problem> {
    signed.require(Permission::Engage)?;
    app.read(rows::all).await
}

/// The history of an entry, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn history(app: &App, signed: &Signed, id: Id<Feedback>) -> Result<Vec<Change>, Problem> {
    signed.require(Permission::Engage)?;
    let subject = id.to_string();
    app.read(move |snapshot| changes::of_subject(snapshot, &subject, HISTORY)).await
}

impl Entry for Feedback {
    const NOUN: EntityKind = EntityKind::Feedback;
    const FIELDS: &'static [Section] = FEEDBACK;

    fn id(&self) -> Id<Self> {
        self.id
    }

    fn record(&self) -> &Record {
        &self.record
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn with(self, answers: Record) -> Self {
        Self { record: answers, ..self }
    }

    fn find(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Self>, StoreError> {
        rows::find(snapshot, id)
    }

    fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::insert(tx, self)
    }

    fn save(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::save(tx, self)
    }
}
