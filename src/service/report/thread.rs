//! The messages of a concern, sealed and opened.

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::context::SealContext;
use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::concern::Concern;
use domain::report::message::{Author, Message};
use store::report::attachment::{self, SealedAttachment};
use store::report::message::{self, SealedMessage};
use store::{Snapshot, StoreError};

use super::attachment::open_file as open_stored;

/// A thread that was opened: what came with the concern itself, then the messages.
#[derive(Debug, Default)]
pub struct Thread {
    /// The files that came with the concern.
    pub files: Vec<Attachment>,
    /// The messages, oldest first, each with its files.
    pub messages: Vec<(Message, Vec<Attachment>)>,
}

/// A thread as it is stored.
pub(crate) struct SealedThread {
    messages: Vec<SealedMessage>,
    files: Vec<SealedAttachment>,
}

/// Loads a thread.
pub(crate) fn load(snapshot: &mut Snapshot<'_>, concern: Id<Concern>) -> Result<SealedThread, StoreError> {
    Ok(SealedThread {
        messages: message::thread(snapshot, concern)?,
        files: attachment::of_concern(snapshot, concern)?,
    })
}

/// Seals a message of this day for its place in the thread.
pub fn seal(
    key: &ContentKey,
    (id, day): (Id<Message>, Day),
    author: Author,
    place: i32,
    words: &str,
) -> SealedMessage {
    let row = id.to_string();
    let body = key.seal(&body_place(&row, author, place), words.as_bytes());
    SealedMessage { id, place, author, day, body }
}

impl SealedThread {
    /// Opens every message and every file's details.
    pub(crate) fn open(&self, key: &ContentKey) -> Result<Thread, OpenError> {
        let files = self.files.iter().map(|row| Ok((row.message, open_file(key, row)?)));
        let mut files = files.collect::<Result<Vec<_>, OpenError>>()?;
        files.sort_by_key(|(_, (place, _))| *place);
        let of = |message: Option<Id<Message>>| {
            files
                .iter()
                .filter(|(with, _)| *with == message)
                .map(|(_, (_, file))| file.clone())
                .collect::<Vec<_>>()
        };
        let open = |row: &SealedMessage| {
            let plain = key.open(&body_place(&row.id.to_string(), row.author, row.place), &row.body)?;
            let text = String::from_utf8(plain.to_vec()).map_err(|_| OpenError)?;
            Ok((Message { id: row.id, author: row.author, day: row.day, text }, of(Some(row.id))))
        };
        let messages = self.messages.iter().map(open).collect::<Result<_, OpenError>>()?;
        Ok(Thread { files: of(None), messages })
    }
}

/// Who wrote a message and where it stands are bound into its seal: it cannot be given another author or
/// place.
fn body_place(row: &str, author: Author, place: i32) -> SealContext<'_> {
    let column = match author {
        Author::Reporter => "body of reporter",
        Author::Desk => "body of desk",
    };
    SealContext { version: i64::from(place), ..SealContext::new("message", row, column) }
}

fn open_file(key: &ContentKey, row: &SealedAttachment) -> Result<(usize, Attachment), OpenError> {
    let file = open_stored(key, row)?;
    Ok((file.place, file.attachment().map_err(|_| OpenError)?))
}
