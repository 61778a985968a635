//! The editions of materials, and the file of each.

use domain::form::record::{Record, Section};
use domain::identity::role::Permission;
use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::register::change::EntityKind;
use domain::register::material::{EDITION, Edition, FILE, Material};
use store::register::{change as changes, material as rows};
use store::{Snapshot, StoreError, Tx};

use super::entry::{self, Entry};
use crate::identity::session::Signed;
use crate::platform::file::{self, OpenedFile, StoredFile, is_same};
use crate::{App, Problem};

/// An edition with all that belongs to it.
#[derive(Debug)]
pub struct EditionView {
    /// The material that it is one of.
    pub material: Material,
    /// The edition.
    pub edition: Edition,
    /// What is known of its file; none when it has none.
    pub file: Option<Attachment>,
}

/// An edition.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed, id: Id<Edition>) -> Result<EditionView, Problem> {
    signed.require(Permission::Engage)?;
    let (material, edition, file) = app
        .read(move |snapshot| {
            let Some(edition) = rows::find_edition(snapshot, id)? else { return Ok(None) };
            let file = rows::file(snapshot, id)?;
            Ok(rows::find(snapshot, edition.material)?.map(|material| (material, edition, file)))
        })
        .await?
        .ok_or(Problem::Missing)?;
    let file = file.map(|text| StoredFile::read(&text)?.attachment()).transpose()?;
    Ok(EditionView { material, edition, file })
}

impl Entry for Edition {
    const NOUN: EntityKind = EntityKind::Edition;
    const FIELDS: &'static [Section] = EDITION;

    fn id(&self) -> Id<Self> {
        self.id
    }

    fn record(&self) -> &Record {
        &self.record
    }

    fn version(&self) -> i64 {
        self.version
    }

    /// The name of its file is not asked, and stays.
    fn with(self, mut answers: Record) -> Self {
        answers.put(FILE, self.record.get(FILE));
        Self { record: answers, ..self }
    }

    fn placed(self, snapshot: &mut Snapshot<'_>) -> Result<Option<Self>, StoreError> {
        Ok(rows::find(snapshot, self.material)?.map(|_| self))
    }

    fn find(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Self>, StoreError> {
        rows::find_edition(snapshot, id)
    }

    fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::insert_edition(tx, self)
    }

    fn save(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::save_edition(tx, self)
    }
}

async fn stored(app: &App, id: Id<Edition>) -> Result<Option<StoredFile>, Problem> {
    let text = app.read(move |snapshot| rows::file(snapshot, id)).await?;
    text.as_deref().map(StoredFile::read).transpose()
}

/// An edition's file, opened.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn open(app: &App, signed: &Signed, id: Id<Edition>) -> Result<OpenedFile, Problem> {
    signed.require(Permission::Engage)?;
    let stored = stored(app, id).await?.ok_or(Problem::Missing)?;
    file::read(app, &stored, false).await
}

/// Gives an edition its file, or takes it away; the one it had goes. Says whether that changes anything: the
/// same file, sent again, does not.
///
/// # Errors
/// [`Problem::Missing`] when there is no such edition; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn attach(
    app: &App,
    signed: &Signed,
    id: Id<Edition>,
    new: Option<&StoredFile>,
) -> Result<bool, Problem> {
    let before = entry::find(app, signed, id).await?;
    let old = stored(app, id).await?;
    if is_same(old.as_ref(), new) {
        return Ok(false);
    }
    let mut record = before.record.clone();
    record.put(FILE, new.map_or("", |file| file.name.as_str()));
    let text = new.map(|file| Ok::<_, Problem>((file.id, file.text()?))).transpose()?;
    let event = entry::change_of(app, signed, &before, &record);
    let edition = Edition { record, ..before };
    app.write(move |tx| {
        rows::save_edition(tx, &edition)?;
        rows::set_file(tx, id, text.as_ref().map(|(file, text)| (*file, text.as_str())))?;
        Ok(changes::record(tx, &event)?)
    })
    .await?;
    if let Some(old) = old {
        old.forget(app).await;
    }
    Ok(true)
}
