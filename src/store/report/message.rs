//! The sealed messages of a concern's thread.

use diesel::prelude::*;

use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::concern::Concern;
use domain::report::message::{Author, Message};

use crate::error::StoreError;
use crate::schema::message;
use crate::{Snapshot, Tx, column};

/// A message as it is stored. Its place in the thread is bound into the seal.
#[derive(Clone)]
pub struct SealedMessage {
    /// Its identifier.
    pub id: Id<Message>,
    /// Its place in the thread, from 0.
    pub place: i32,
    /// Who wrote it.
    pub author: Author,
    /// The day it was written.
    pub day: Day,
    /// The text, sealed under the concern's content key.
    pub body: Vec<u8>,
}

/// Adds a message to a thread; a conflict when its place is taken.
pub fn insert(tx: &mut Tx<'_>, concern: Id<Concern>, new: &SealedMessage) -> Result<(), StoreError> {
    let row = (
        message::id.eq(new.id.to_string()),
        message::concern_id.eq(concern.to_string()),
        message::place.eq(new.place),
        message::author.eq(new.author.code()),
        message::day.eq(new.day.0),
        message::body.eq(&new.body),
    );
    diesel::insert_into(message::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Whether there is a message with this identifier.
pub fn is_there(snapshot: &mut Snapshot<'_>, id: Id<Message>) -> Result<bool, StoreError> {
    let found: Option<String> =
        message::table.find(id.to_string()).select(message::id).first(snapshot.0).optional()?;
    Ok(found.is_some())
}

/// A thread, oldest first.
pub fn thread(snapshot: &mut Snapshot<'_>, concern: Id<Concern>) -> Result<Vec<SealedMessage>, StoreError> {
    type Row = (String, i32, String, time::Date, Vec<u8>);
    let rows: Vec<Row> = message::table
        .filter(message::concern_id.eq(concern.to_string()))
        .order(message::place)
        .select((message::id, message::place, message::author, message::day, message::body))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, place, author, day, body)| {
            let author = column::code(Author::from_code(&author), "message", "author")?;
            Ok(SealedMessage { id: column::id(&id, "message", "id")?, place, author, day: Day(day), body })
        })
        .collect()
}

/// The next free place in a thread.
pub fn next_place(snapshot: &mut Snapshot<'_>, concern: Id<Concern>) -> Result<i32, StoreError> {
    let last: Option<i32> = message::table
        .filter(message::concern_id.eq(concern.to_string()))
        .select(diesel::dsl::max(message::place))
        .first(snapshot.0)?;
    Ok(last.map_or(0, |last| last + 1))
}
