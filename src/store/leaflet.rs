//! For the tests: something that can be handed out.

use diesel::prelude::*;

use crate::domain::id::Id;
use crate::domain::material::{Edition, Material};

use super::Tx;
use super::error::StoreError;
use super::schema::{material, material_edition};

/// Adds a leaflet with one edition.
pub(crate) fn insert_leaflet(
    tx: &mut Tx<'_>,
    material: Id<Material>,
    edition: Id<Edition>,
    title: &str,
) -> Result<(), StoreError> {
    let row = (
        material::id.eq(material.to_string()),
        material::name.eq(title),
        material::record.eq("{}"),
        material::version.eq(0_i64),
    );
    diesel::insert_into(material::table).values(row).execute(tx.0.0)?;
    let row = (
        material_edition::id.eq(edition.to_string()),
        material_edition::material_id.eq(material.to_string()),
        material_edition::record.eq(r#"{"label":["2"],"language":["eng"]}"#),
        material_edition::version.eq(0_i64),
    );
    diesel::insert_into(material_edition::table).values(row).execute(tx.0.0)?;
    Ok(())
}
