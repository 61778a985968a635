//! Materials, their editions, and to whom they were handed out.

use std::collections::HashMap;

use diesel::prelude::*;

use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::engagement::Engagement;
use domain::register::material::{Edition, Material};

use crate::error::StoreError;
use crate::schema::{agency, engagement, engagement_agency, engagement_material, material, material_edition};
use crate::{Snapshot, Tx, column};

/// Material that was handed out once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// What was handed out.
    pub edition: Id<Edition>,
    /// The engagement it was handed out at.
    pub engagement: Id<Engagement>,
    /// When.
    pub day: Day,
    /// How many.
    pub quantity: i32,
    /// To whom, by name.
    pub agencies: Vec<(Id<Agency>, String)>,
}

/// Adds a material.
pub fn insert(tx: &mut Tx<'_>, new: &Material) -> Result<(), StoreError> {
    let row = (
        material::id.eq(new.id.to_string()),
        material::name.eq(new.name()),
        material::record.eq(column::json(&new.record)?),
        material::version.eq(new.version),
    );
    diesel::insert_into(material::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes a changed material; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save(tx: &mut Tx<'_>, changed: &Material) -> Result<(), StoreError> {
    let before = material::id.eq(changed.id.to_string()).and(material::version.eq(changed.version));
    let set = (
        material::name.eq(changed.name()),
        material::record.eq(column::json(&changed.record)?),
        material::version.eq(changed.version + 1),
    );
    column::one_changed(diesel::update(material::table.filter(before)).set(set).execute(tx.0.0)?)
}

type Row = (String, String, i64);

/// A material.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Material>) -> Result<Option<Material>, StoreError> {
    let columns = (material::id, material::record, material::version);
    let row: Option<Row> =
        material::table.find(id.to_string()).select(columns).first(snapshot.0).optional()?;
    row.map(into_material).transpose()
}

/// Every material, by name.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Material>, StoreError> {
    let columns = (material::id, material::record, material::version);
    let ordered = material::table.order((material::name, material::id));
    let rows: Vec<Row> = ordered.select(columns).load(snapshot.0)?;
    rows.into_iter().map(into_material).collect()
}

fn into_material((id, record, version): Row) -> Result<Material, StoreError> {
    const TABLE: &str = "material";
    let record = column::from_json(&record, TABLE, "record")?;
    Ok(Material { id: column::id(&id, TABLE, "id")?, record, version })
}

/// Adds an edition, without a file.
pub fn insert_edition(tx: &mut Tx<'_>, new: &Edition) -> Result<(), StoreError> {
    let row = (
        material_edition::id.eq(new.id.to_string()),
        material_edition::material_id.eq(new.material.to_string()),
        material_edition::record.eq(column::json(&new.record)?),
        material_edition::expires.eq(new.expires().map(|day| day.0)),
        material_edition::version.eq(new.version),
    );
    diesel::insert_into(material_edition::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Writes a changed edition; [`StoreError::Stale`] when somebody else changed it meanwhile.
pub fn save_edition(tx: &mut Tx<'_>, changed: &Edition) -> Result<(), StoreError> {
    let id = material_edition::id.eq(changed.id.to_string());
    let before = id.and(material_edition::version.eq(changed.version));
    let set = (
        material_edition::record.eq(column::json(&changed.record)?),
        material_edition::expires.eq(changed.expires().map(|day| day.0)),
        material_edition::version.eq(changed.version + 1),
    );
    column::one_changed(diesel::update(material_edition::table.filter(before)).set(set).execute(tx.0.0)?)
}

type EditionRow = (String, String, String, i64);
type EditionColumns = (
    material_edition::id,
    material_edition::material_id,
    material_edition::record,
    material_edition::version,
);
const EDITION_COLUMNS: EditionColumns = (
    material_edition::id,
    material_edition::material_id,
    material_edition::record,
    material_edition::version,
);

/// An edition.
pub fn find_edition(snapshot: &mut Snapshot<'_>, id: Id<Edition>) -> Result<Option<Edition>, StoreError> {
    let found = material_edition::table.find(id.to_string()).select(EDITION_COLUMNS);
    let row: Option<EditionRow> = found.first(snapshot.0).optional()?;
    row.map(into_edition).transpose()
}

/// The editions of one material, or of all: those that can be handed out longest first.
pub fn editions(snapshot: &mut Snapshot<'_>, of: Option<Id<Material>>) -> Result<Vec<Edition>, StoreError> {
    let mut query = material_edition::table.select(EDITION_COLUMNS).into_boxed();
    if let Some(material) = of {
        query = query.filter(material_edition::material_id.eq(material.to_string()));
    }
    let rows: Vec<EditionRow> = query.load(snapshot.0)?;
    let mut editions = rows.into_iter().map(into_edition).collect::<Result<Vec<_>, _>>()?;
    editions.sort_by_cached_key(|edition| {
        (edition.expires().is_some(), std::cmp::Reverse(edition.expires()), edition.title(), edition.id)
    });
    Ok(editions)
}

fn into_edition((id, material, record, version): EditionRow) -> Result<Edition, StoreError> {
    const TABLE: &str = "material_edition";
    Ok(Edition {
        id: column::id(&id, TABLE, "id")?,
        material: column::id(&material, TABLE, "material_id")?,
        record: column::from_json(&record, TABLE, "record")?,
        version,
    })
}

/// Gives an edition its file, or takes it away. `file` is its identifier and all that is known of it.
pub fn set_file(
    tx: &mut Tx<'_>,
    edition: Id<Edition>,
    file: Option<(Id<Attachment>, &str)>,
) -> Result<(), StoreError> {
    let set = (
        material_edition::file_id.eq(file.map(|(id, _)| id.to_string())),
        material_edition::file.eq(file.map(|(_, known)| known)),
    );
    let row = material_edition::table.find(edition.to_string());
    column::one_changed(diesel::update(row).set(set).execute(tx.0.0)?)
}

/// All that is known of an edition's file; none when it has none.
pub fn file(snapshot: &mut Snapshot<'_>, edition: Id<Edition>) -> Result<Option<String>, StoreError> {
    let row = material_edition::table.find(edition.to_string()).select(material_edition::file);
    Ok(row.first::<Option<String>>(snapshot.0).optional()?.flatten())
}

/// Which of these identifiers belong to files of editions.
pub fn known_files(snapshot: &mut Snapshot<'_>, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let kept = material_edition::table.filter(material_edition::file_id.eq_any(ids));
    let rows: Vec<Option<String>> = kept.select(material_edition::file_id).load(snapshot.0)?;
    Ok(rows.into_iter().flatten().collect())
}

/// How many of each edition were handed out up to `today`; those that never were are missing.
pub fn totals(snapshot: &mut Snapshot<'_>, today: Day) -> Result<HashMap<Id<Edition>, i64>, StoreError> {
    // Few are planned: to leave them out is quicker than to look up the day of every handout.
    let planned = engagement::table.filter(engagement::day.gt(today.0)).select(engagement::id);
    let rows: Vec<(String, Option<i64>)> = engagement_material::table
        .filter(diesel::dsl::not(engagement_material::engagement_id.eq_any(planned)))
        .group_by(engagement_material::edition_id)
        .select((engagement_material::edition_id, diesel::dsl::sum(engagement_material::quantity)))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, total)| {
            Ok((column::id(&id, "engagement_material", "edition_id")?, total.unwrap_or_default()))
        })
        .collect()
}

/// When and to whom the editions of a material were handed out up to `today`, newest first.
pub fn handouts(
    snapshot: &mut Snapshot<'_>,
    of: Id<Material>,
    today: Day,
    limit: i64,
) -> Result<Vec<Handout>, StoreError> {
    const TABLE: &str = "engagement_material";
    let rows: Vec<(String, String, i32, time::Date)> = engagement_material::table
        .inner_join(engagement::table)
        .inner_join(material_edition::table)
        .filter(material_edition::material_id.eq(of.to_string()).and(engagement::day.le(today.0)))
        .order((engagement::day.desc(), engagement::id, material_edition::id))
        .limit(limit)
        .select((
            engagement_material::edition_id,
            engagement_material::engagement_id,
            engagement_material::quantity,
            engagement::day,
        ))
        .load(snapshot.0)?;
    let ids: Vec<&str> = rows.iter().map(|(_, engagement, ..)| engagement.as_str()).collect();
    let mut to = Receivers::new();
    for part in ids.chunks(PART) {
        to.extend(receivers(snapshot, part)?);
    }
    rows.into_iter()
        .map(|(edition, engagement, quantity, day)| {
            Ok(Handout {
                edition: column::id(&edition, TABLE, "edition_id")?,
                engagement: column::id(&engagement, TABLE, "engagement_id")?,
                day: Day(day),
                quantity,
                agencies: to.get(&engagement).cloned().unwrap_or_default(),
            })
        })
        .collect()
}

/// How many engagements are looked up at once: an engine takes so many values in one query and no more.
const PART: usize = 10_000;

type Receivers = HashMap<String, Vec<(Id<Agency>, String)>>;

/// The agencies of these engagements, by name.
fn receivers(snapshot: &mut Snapshot<'_>, engagements: &[&str]) -> Result<Receivers, StoreError> {
    let rows: Vec<(String, String, String)> = engagement_agency::table
        .inner_join(agency::table)
        .filter(engagement_agency::engagement_id.eq_any(engagements))
        .order((agency::sort, agency::id))
        .select((engagement_agency::engagement_id, agency::id, agency::name))
        .load(snapshot.0)?;
    let mut receivers = Receivers::new();
    for (engagement, agency, name) in rows {
        let agency = column::id(&agency, "agency", "id")?;
        receivers.entry(engagement).or_default().push((agency, name));
    }
    Ok(receivers)
}
