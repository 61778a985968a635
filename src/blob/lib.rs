//! Floor 3: sealed files, in a folder or in an S3-compatible store.
//!
//! Only sealed bytes leave this floor: a file is sealed chunk by chunk while it streams in, padded to a size
//! bucket, and stored as `files/{id}`. Its name, kind and true size are the database's, sealed there.

mod blobs;
pub mod clean;
mod error;
mod read;
mod settings;
mod write;

pub use blobs::Blobs;
pub use error::BlobError;
pub use settings::S3Settings;
pub use write::SealedWriter;

#[cfg(test)]
mod s3_tests;
#[cfg(test)]
mod tests;
