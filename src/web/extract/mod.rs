//! What handlers ask of a request: who is here, and what was sent.

pub(crate) mod cookie;
pub mod fields;
pub mod from_list;
pub(crate) mod id;
pub mod practitioner;
pub mod present;
pub mod sent_file;
pub mod staff;
pub mod submission;
pub mod upload;
pub mod visit;

pub use fields::{Fields, Guarded};
pub use practitioner::{Lead, Member};
pub use present::Present;
pub use sent_file::SentFile;
pub use staff::Staff;
pub use submission::Submission;
pub use upload::Upload;
pub use visit::{MaybeVisit, ReporterSession};
