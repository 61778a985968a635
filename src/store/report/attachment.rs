//! Files that came with a concern or a message. Their bytes are in the blob store; here are their sealed
//! details.

use diesel::prelude::*;

use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::report::concern::Concern;
use domain::report::message::Message;

use crate::error::StoreError;
use crate::schema::attachment;
use crate::{Snapshot, Tx, column};

/// A file as it is stored.
#[derive(Clone)]
pub struct SealedAttachment {
    /// Its identifier: also the name of its blob.
    pub id: Id<Attachment>,
    /// The message it came with; none when it came with the concern.
    pub message: Option<Id<Message>>,
    /// Name, kind, size, digest and key, sealed under the concern's content key.
    pub details: Vec<u8>,
}

type Row = (String, Option<String>, Vec<u8>);

/// Adds a file.
pub fn insert(tx: &mut Tx<'_>, concern: Id<Concern>, new: &SealedAttachment) -> Result<(), StoreError> {
    let row = (
        attachment::id.eq(new.id.to_string()),
        attachment::concern_id.eq(concern.to_string()),
        attachment::message_id.eq(new.message.map(|id| id.to_string())),
        attachment::details.eq(&new.details),
    );
    diesel::insert_into(attachment::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// The files of a concern and its thread.
pub fn of_concern(
    snapshot: &mut Snapshot<'_>,
    concern: Id<Concern>,
) -> Result<Vec<SealedAttachment>, StoreError> {
    let rows: Vec<Row> = attachment::table
        .filter(attachment::concern_id.eq(concern.to_string()))
        .order(attachment::id)
        .select((attachment::id, attachment::message_id, attachment::details))
        .load(snapshot.0)?;
    rows.into_iter().map(into_attachment).collect()
}

/// One file of a concern.
pub fn find(
    snapshot: &mut Snapshot<'_>,
    concern: Id<Concern>,
    id: Id<Attachment>,
) -> Result<Option<SealedAttachment>, StoreError> {
    let row: Option<Row> = attachment::table
        .find(id.to_string())
        .filter(attachment::concern_id.eq(concern.to_string()))
        .select((attachment::id, attachment::message_id, attachment::details))
        .first(snapshot.0)
        .optional()?;
    row.map(into_attachment).transpose()
}

/// Which of these identifiers belong to files that are kept.
pub fn find_existing(snapshot: &mut Snapshot<'_>, ids: &[String]) -> Result<Vec<String>, StoreError> {
    Ok(attachment::table.filter(attachment::id.eq_any(ids)).select(attachment::id).load(snapshot.0)?)
}

fn into_attachment((id, message, details): Row) -> Result<SealedAttachment, StoreError> {
    Ok(SealedAttachment {
        id: column::id(&id, "attachment", "id")?,
        message: column::id_if(message.as_deref(), "attachment", "message_id")?,
        details,
    })
}
