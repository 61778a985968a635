//! The details of the files of a concern, sealed and opened.

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::context::SealContext;
use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::report::message::Message;
use store::report::attachment::SealedAttachment;

use crate::platform::file::StoredFile;

/// Opens the details of a file, which are bound to the message it came with: it cannot be passed off as
/// another's.
pub(crate) fn open_file(key: &ContentKey, row: &SealedAttachment) -> Result<StoredFile, OpenError> {
    let (id, column) = file_place(row.id, row.message);
    key.open_value(&SealContext::new("attachment", &id, &column), &row.details)
}

/// The row and the column of a file's details. A file that came with the concern has no message.
fn file_place(id: Id<Attachment>, message: Option<Id<Message>>) -> (String, String) {
    let column = message.map_or_else(|| "details".into(), |message| format!("details with {message}"));
    (id.to_string(), column)
}

/// Seals the details of files, their keys among them; their bytes stay where they are. `message` is the one
/// they came with; none when they came with the concern.
pub fn seal_files(
    files: &[StoredFile],
    key: &ContentKey,
    message: Option<Id<Message>>,
) -> Vec<SealedAttachment> {
    let seal = |(place, file): (usize, &StoredFile)| {
        let (id, column) = file_place(file.id, message);
        let details = key.seal_value(&SealContext::new("attachment", &id, &column), &file.clone().at(place));
        SealedAttachment { id: file.id, message, details }
    };
    files.iter().enumerate().map(seal).collect()
}
