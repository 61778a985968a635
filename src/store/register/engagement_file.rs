//! The evidence file of an engagement. Its bytes are in the blob store; here is what opens them.

use diesel::prelude::*;

use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::register::engagement::Engagement;

use crate::error::StoreError;
use crate::schema::engagement;
use crate::{Snapshot, Tx, column};

/// Sets or takes away the file of an engagement that is at `version`; [`StoreError::Stale`] when somebody
/// else changed it meanwhile. `file` is the identifier of the blob, and what is known of it as JSON.
pub fn put(
    tx: &mut Tx<'_>,
    id: Id<Engagement>,
    version: i64,
    file: Option<(Id<Attachment>, &str)>,
) -> Result<(), StoreError> {
    let before = engagement::id.eq(id.to_string()).and(engagement::version.eq(version));
    let set = (
        engagement::version.eq(version + 1),
        engagement::file_id.eq(file.map(|(id, _)| id.to_string())),
        engagement::file.eq(file.map(|(_, details)| details.to_owned())),
    );
    column::one_changed(diesel::update(engagement::table.filter(before)).set(set).execute(tx.0.0)?)
}

/// What is known of the file of an engagement, as JSON; none when it has none.
pub fn find(snapshot: &mut Snapshot<'_>, id: Id<Engagement>) -> Result<Option<String>, StoreError> {
    let row: Option<Option<String>> =
        engagement::table.find(id.to_string()).select(engagement::file).first(snapshot.0).optional()?;
    Ok(row.flatten())
}

/// Which of these identifiers belong to files that are kept.
pub fn find_existing(snapshot: &mut Snapshot<'_>, ids: &[String]) -> Result<Vec<String>, StoreError> {
    let rows: Vec<Option<String>> = engagement::table
        .filter(engagement::file_id.eq_any(ids))
        .select(engagement::file_id)
        .load(snapshot.0)?;
    Ok(rows.into_iter().flatten().collect())
}
