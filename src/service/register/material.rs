//! Leaflets, posters and slides: their editions, and to whom they were handed out.

use std::collections::HashMap;

pub use store::register::material::Handout;

use domain::form::record::{Record, Section};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::change::{Change, EntityKind};
use domain::register::material::{Edition, MATERIAL, Material};
use store::register::{change as changes, material as rows};
use store::{Snapshot, StoreError, Tx};

use super::entry::Entry;
use super::history::HISTORY;
use crate::identity::session::Signed;
use crate::{App, Problem};

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
pub async fn list(app: &App, signed: &Signed) -> Result<Vec<MaterialLine>, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let totals = rows::totals(snapshot, today)?;
        let mut editions: HashMap<_, Vec<_>> = HashMap::new();
        for edition in rows::editions(snapshot, None)? {
            let handed = totals.get(&edition.id).copied().unwrap_or_default();
            editions.entry(edition.material).or_default().push((edition, handed));
        }
        let line = |material: Material| MaterialLine {
            editions: editions.remove(&material.id).unwrap_or_default(),
            material,
        };
        Ok(rows::all(snapshot)?.into_iter().map(line).collect())
    })
    .await
}

/// Every edition with what it is called where its material is not named: by title of the material, and of
/// each those that can be handed out longest first.
pub(crate) fn labelled(snapshot: &mut Snapshot<'_>) -> Result<Vec<(Edition, String)>, StoreError> {
    let editions = rows::editions(snapshot, None)?;
    let of = |material: &Material| {
        let its = editions.iter().filter(|edition| edition.material == material.id);
        its.map(|edition| (edition.clone(), edition.full_title(material))).collect::<Vec<_>>()
    };
    Ok(rows::all(snapshot)?.iter().flat_map(of).collect())
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
pub async fn view(app: &App, signed: &Signed, id: Id<Material>) -> Result<MaterialView, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let Some(material) = rows::find(snapshot, id)? else { return Ok(None) };
        let totals = rows::totals(snapshot, today)?;
        let handouts = rows::handouts(snapshot, id, today, HISTORY)?;
        let mut history = changes::of_subject(snapshot, &id.to_string(), HISTORY)?;
        let mut editions = Vec::new();
        for edition in rows::editions(snapshot, Some(id))? {
            history.extend(changes::of_subject(snapshot, &edition.id.to_string(), HISTORY)?);
            let handed = totals.get(&edition.id).copied().unwrap_or_default();
            editions.push((edition, handed));
        }
        history.sort_by_key(|change| std::cmp::Reverse(change.at));
        Ok(Some(MaterialView { material, editions, handouts, history }))
    })
    .await?
    .ok_or(Problem::Missing)
}

impl Entry for Material {
    const NOUN: EntityKind = EntityKind::Material;
    const FIELDS: &'static [Section] = MATERIAL;

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
