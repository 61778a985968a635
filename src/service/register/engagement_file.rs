//! The evidence file of an engagement: a sign-in sheet, a photo of a stall. Sealed under a key of its own.

use domain::form::record::Record;
use domain::identity::role::Permission;
use domain::platform::attachment::{Attachment, FileName};
use domain::platform::id::Id;
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::engagement::{EVIDENCE, Engagement};
use store::register::{change as changes, engagement as engagements, engagement_file as rows};

use super::history::change;
use crate::identity::session::Signed;
use crate::platform::file::{self, OpenedFile, StoredFile, is_same};
use crate::{App, Problem};

/// A file as people see it, from what is kept of it.
pub(crate) fn attachment(text: &str) -> Result<Attachment, Problem> {
    StoredFile::read(text)?.attachment()
}

/// Puts a file, or none, in place of the one an engagement has. Says whether that changes anything: the same
/// file, sent again, does not. A file that is not kept is not removed here.
///
/// # Errors
/// [`Problem::Stale`] when somebody changed the engagement meanwhile; [`Problem::Missing`] when there is
/// none.
pub async fn put(
    app: &App,
    signed: &Signed,
    id: Id<Engagement>,
    file: Option<&StoredFile>,
) -> Result<bool, Problem> {
    signed.require(Permission::Engage)?;
    let found = app.read(move |snapshot| engagements::find(snapshot, id)).await?;
    let version = found.ok_or(Problem::Missing)?.version;
    let old = stored_file(app, id).await?;
    if is_same(old.as_ref(), file) {
        return Ok(false);
    }
    let new = file.map(|file| Ok::<_, Problem>((file.id, file.text()?))).transpose()?;
    let named = |file: Option<&StoredFile>| {
        let mut record = Record::default();
        record.put(
            EVIDENCE,
            file.map(|file| FileName::parse(&file.name).to_string()).unwrap_or_default().as_str(),
        );
        Some(record)
    };
    let event = Change {
        before: named(old.as_ref()),
        after: named(file),
        ..change(app, signed, EntityKind::Engagement, &id, ChangeKind::Changed)
    };
    app.write(move |tx| {
        rows::put(tx, id, version, new.as_ref().map(|(id, details)| (*id, details.as_str())))?;
        Ok(changes::record(tx, &event)?)
    })
    .await?;
    if let Some(old) = old {
        old.forget(app).await;
    }
    Ok(true)
}

/// The file of an engagement as it is kept, for whoever takes it away.
pub(crate) async fn stored_file(app: &App, id: Id<Engagement>) -> Result<Option<StoredFile>, Problem> {
    let found = app.read(move |snapshot| rows::find(snapshot, id)).await?;
    found.as_deref().map(StoredFile::read).transpose()
}

/// Opens the file of an engagement.
///
/// # Errors
/// [`Problem::Missing`] when it has none, or the person's role does not allow it.
pub async fn open(app: &App, signed: &Signed, id: Id<Engagement>) -> Result<OpenedFile, Problem> {
    signed.require(Permission::Engage)?;
    let found = app.read(move |snapshot| rows::find(snapshot, id)).await?.ok_or(Problem::Missing)?;
    file::read(app, &StoredFile::read(&found)?, false).await
}
