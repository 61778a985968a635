//! Words that a force may write itself.

use diesel::prelude::*;

use domain::form::record::Record;

use crate::error::StoreError;
use crate::schema::content;
use crate::{Snapshot, Tx, column};

/// Words and how often they have changed; none when nobody has written any.
pub fn find(snapshot: &mut Snapshot<'_>, name: &str) -> Result<Option<(Record, i64)>, StoreError> {
    let row: Option<(String, i64)> =
        content::table.find(name).select((content::record, content::version)).first(snapshot.0).optional()?;
    row.map(|(record, version)| Ok((column::from_json(&record, "content", "record")?, version))).transpose()
}

/// Writes words that were at `version`, 0 for none; [`StoreError::Stale`] when somebody else changed them
/// meanwhile.
pub fn save(tx: &mut Tx<'_>, name: &str, record: &Record, version: i64) -> Result<(), StoreError> {
    let (text, next) = (column::json(record)?, version + 1);
    let before = content::table.filter(content::name.eq(name).and(content::version.eq(version)));
    let set = (content::record.eq(&text), content::version.eq(next));
    if version > 0 {
        return column::one_changed(diesel::update(before).set(set).execute(tx.0.0)?);
    }
    if find(tx, name)?.is_some() {
        return Err(StoreError::Stale);
    }
    diesel::insert_into(content::table).values((content::name.eq(name), set.0, set.1)).execute(tx.0.0)?;
    Ok(())
}
