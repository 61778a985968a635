//! Leaflets, posters and slides: their editions, their files, and to whom they were handed out.

use std::collections::HashMap;

use crate::domain::attachment::Attachment;
use crate::domain::change::{Change, Deed, Noun};
use crate::domain::id::Id;
use crate::domain::material::{EDITION, Edition, FILE, MATERIAL, Material};
use crate::domain::record;
use crate::domain::role::Permission;
use crate::store::material as rows;
use crate::store::{Snapshot, StoreError, Tx, change as changes};

pub use crate::store::material::Handout;

use super::file::{self, OpenedFile, StoredFile};
use super::register::{HISTORY, change, known};
use super::session::Signed;
use super::{House, Problem};

/// A material with its editions.
#[derive(Debug)]
pub struct MaterialLine {
    /// The material.
    pub material: Material,
    /// Its editions, and how many of each were handed out.
    pub editions: Vec<(Edition, i64)>,
}

/// Every material, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(house: &House, signed: &Signed) -> Result<Vec<MaterialLine>, Problem> {
    signed.require(Permission::Engage)?;
    let read = |snapshot: &mut Snapshot<'_>| {
        let totals = rows::totals(snapshot)?;
        let mut editions: HashMap<_, Vec<_>> = HashMap::new();
        for edition in rows::editions(snapshot, None)? {
            let handed = totals.get(&edition.id).copied().unwrap_or_default();
            editions.entry(edition.material).or_default().push((edition, handed));
        }
        let line = |material: Material| MaterialLine {
            editions: editions.remove(&material.id).unwrap_or_default(),
            material,
        };
        Ok::<_, StoreError>(rows::all(snapshot)?.into_iter().map(line).collect())
    };
    Ok(house.store.read(read).await?)
}

/// A material with all that belongs to it.
#[derive(Debug)]
pub struct MaterialView {
    /// The material.
    pub material: Material,
    /// Its editions, and how many of each were handed out.
    pub editions: Vec<(Edition, i64)>,
    /// When and to whom they were handed out, newest first.
    pub handouts: Vec<Handout>,
    /// Its history and that of its editions, newest first.
    pub history: Vec<Change>,
}

/// A material.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(house: &House, signed: &Signed, id: Id<Material>) -> Result<MaterialView, Problem> {
    signed.require(Permission::Engage)?;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let Some(material) = rows::find(snapshot, id)? else { return Ok::<_, StoreError>(None) };
        let totals = rows::totals(snapshot)?;
        let handouts = rows::handouts(snapshot, id, HISTORY)?;
        let mut history = changes::of_subject(snapshot, &id.to_string(), HISTORY)?;
        let mut editions = Vec::new();
        for edition in rows::editions(snapshot, Some(id))? {
            history.extend(changes::of_subject(snapshot, &edition.id.to_string(), HISTORY)?);
            let handed = totals.get(&edition.id).copied().unwrap_or_default();
            editions.push((edition, handed));
        }
        history.sort_by_key(|change| std::cmp::Reverse(change.at));
        Ok(Some(MaterialView { material, editions, handouts, history }))
    };
    house.store.read(read).await?.ok_or(Problem::Missing)
}

/// One material, for changing it.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find(house: &House, signed: &Signed, id: Id<Material>) -> Result<Material, Problem> {
    signed.require(Permission::Engage)?;
    house.store.read(move |snapshot| rows::find(snapshot, id)).await?.ok_or(Problem::Missing)
}

/// Adds a material.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed.
pub async fn add(
    house: &House,
    signed: &Signed,
    typed: &[(String, String)],
) -> Result<Id<Material>, Problem> {
    signed.require(Permission::Engage)?;
    let known = house.store.read(known).await?;
    let record = record::parse(MATERIAL, typed, &known).map_err(Problem::Invalid)?;
    let material = Material { id: house.id(), record, version: 0 };
    let (id, random) = (material.id, house.random.clone());
    let after = Some(material.record.clone());
    let event = Change { after, ..change(house, signed, Noun::Material, &id, Deed::Added) };
    let write = move |tx: &mut Tx<'_>| {
        rows::insert(tx, &material)?;
        changes::record(tx, random.as_ref(), &event)
    };
    house.store.write(write).await?;
    Ok(id)
}

/// Changes a material that was at `version` when the form was drawn.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn save(
    house: &House,
    signed: &Signed,
    id: Id<Material>,
    version: i64,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    let before = find(house, signed, id).await?;
    let known = house.store.read(known).await?;
    let record = record::parse(MATERIAL, typed, &known).map_err(Problem::Invalid)?;
    if before.version != version {
        return Err(Problem::Stale);
    }
    if before.record == record {
        return Ok(());
    }
    let event = Change {
        before: Some(before.record.clone()),
        after: Some(record.clone()),
        ..change(house, signed, Noun::Material, &id, Deed::Changed)
    };
    let (material, random) = (Material { record, ..before }, house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        rows::save(tx, &material)?;
        changes::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}

/// An edition with the material that it is one of.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find_edition(
    house: &House,
    signed: &Signed,
    id: Id<Edition>,
) -> Result<(Material, Edition), Problem> {
    signed.require(Permission::Engage)?;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let Some(edition) = rows::find_edition(snapshot, id)? else { return Ok::<_, StoreError>(None) };
        Ok(rows::find(snapshot, edition.material)?.map(|material| (material, edition)))
    };
    house.store.read(read).await?.ok_or(Problem::Missing)
}

/// Adds an edition to a material.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed.
pub async fn add_edition(
    house: &House,
    signed: &Signed,
    material: Id<Material>,
    typed: &[(String, String)],
) -> Result<Id<Edition>, Problem> {
    let material = find(house, signed, material).await?.id;
    let known = house.store.read(known).await?;
    let record = record::parse(EDITION, typed, &known).map_err(Problem::Invalid)?;
    let edition = Edition { id: house.id(), material, record, version: 0 };
    let (id, random) = (edition.id, house.random.clone());
    let after = Some(edition.record.clone());
    let event = Change { after, ..change(house, signed, Noun::Edition, &id, Deed::Added) };
    let write = move |tx: &mut Tx<'_>| {
        rows::insert_edition(tx, &edition)?;
        changes::record(tx, random.as_ref(), &event)
    };
    house.store.write(write).await?;
    Ok(id)
}

/// Changes an edition that was at `version` when the form was drawn. Its file stays.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn save_edition(
    house: &House,
    signed: &Signed,
    id: Id<Edition>,
    version: i64,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    let (_, before) = find_edition(house, signed, id).await?;
    let known = house.store.read(known).await?;
    let mut record = record::parse(EDITION, typed, &known).map_err(Problem::Invalid)?;
    record.put(FILE, before.record.get(FILE));
    if before.version != version {
        return Err(Problem::Stale);
    }
    if before.record == record {
        return Ok(());
    }
    let event = edited(house, signed, &before, &record);
    let (edition, random) = (Edition { record, ..before }, house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        rows::save_edition(tx, &edition)?;
        changes::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}

fn edited(house: &House, signed: &Signed, before: &Edition, after: &record::Record) -> Change {
    Change {
        before: Some(before.record.clone()),
        after: Some(after.clone()),
        ..change(house, signed, Noun::Edition, &before.id, Deed::Changed)
    }
}

/// What is known of an edition's file; none when it has none.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn attachment(
    house: &House,
    signed: &Signed,
    id: Id<Edition>,
) -> Result<Option<Attachment>, Problem> {
    signed.require(Permission::Engage)?;
    stored(house, id).await?.map(|file| file.attachment()).transpose()
}

async fn stored(house: &House, id: Id<Edition>) -> Result<Option<StoredFile>, Problem> {
    let text = house.store.read(move |snapshot| rows::file(snapshot, id)).await?;
    text.map(|text| serde_json::from_str(&text).map_err(|_| Problem::Sealed)).transpose()
}

/// An edition's file, opened.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn open(house: &House, signed: &Signed, id: Id<Edition>) -> Result<OpenedFile, Problem> {
    signed.require(Permission::Engage)?;
    let stored = stored(house, id).await?.ok_or(Problem::Missing)?;
    file::read(house, &stored, false).await
}

/// Gives an edition its file, or takes it away. The one it had goes.
///
/// # Errors
/// [`Problem::Missing`] when there is no such edition; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn attach(
    house: &House,
    signed: &Signed,
    id: Id<Edition>,
    new: Option<&StoredFile>,
) -> Result<(), Problem> {
    let (_, before) = find_edition(house, signed, id).await?;
    let old = stored(house, id).await?;
    if old.is_none() && new.is_none() {
        return Ok(());
    }
    let mut record = before.record.clone();
    record.put(FILE, new.map_or("", |file| file.name.as_str()));
    let text = new.map(|file| serde_json::to_string(file).map(|text| (file.id, text)));
    let text = text.transpose().map_err(|error| Problem::Unavailable(error.to_string()))?;
    let event = edited(house, signed, &before, &record);
    let (edition, random) = (Edition { record, ..before }, house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        rows::save_edition(tx, &edition)?;
        rows::set_file(tx, id, text.as_ref().map(|(file, text)| (*file, text.as_str())))?;
        changes::record(tx, random.as_ref(), &event)
    };
    house.store.write(write).await?;
    if let Some(old) = old
        && let Err(error) = house.blobs.delete(&old.id.to_string()).await
    {
        tracing::warn!(cause = %error, "the file of an edition was not removed; the sweep will take it");
    }
    Ok(())
}
