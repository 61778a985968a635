//! The store of sealed files: where each lies, and what can be done with all of them.

use std::path::{Path as FilePath, PathBuf};
use std::sync::Arc;

use futures_util::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};

use crypto::context::SealContext;
use domain::platform::time::Timestamp;

use crate::error::BlobError;
use crate::settings::{self, S3Settings};

/// The folder, or the start of every object's name.
const FILES: &str = "files";

/// The store of sealed files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    pub(super) store: Arc<dyn ObjectStore>,
    /// Bytes sent at a time; S3 takes no parts below 5 MiB.
    pub(super) part: usize,
    /// The folder, when it is one.
    pub(super) folder: Option<PathBuf>,
}

impl Blobs {
    /// Files in a folder, which is made for this user alone if it is not there. A file that was acknowledged
    /// is on the disk, and so is its name.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the folder cannot be made or read.
    pub fn local(folder: &FilePath) -> Result<Self, BlobError> {
        settings::make_private(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        let folder = folder.join(FILES);
        settings::make_private(&folder)?;
        Ok(Self { store: Arc::new(store), part: 256 * 1024, folder: Some(folder) })
    }

    /// Files in a bucket of an S3-compatible store. The bucket should have a rule that drops uploads left
    /// unfinished for a day: after a crash nobody else will.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the settings do not make a client; the store is not asked yet.
    pub fn s3(settings: &S3Settings) -> Result<Self, BlobError> {
        Ok(Self { store: Arc::new(settings.client()?), part: 5 * 1024 * 1024, folder: None })
    }

    /// How much room there is for more, in bytes; none when files do not lie in a folder here.
    pub fn free(&self) -> Option<u64> {
        let disk = rustix::fs::statvfs(self.folder.as_ref()?).ok()?;
        Some(disk.f_bavail.saturating_mul(disk.f_frsize))
    }

    /// Removes a file. One that is not there is fine.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the store does not do it.
    pub async fn delete(&self, id: &str) -> Result<(), BlobError> {
        match self.store.delete(&location(id)).await.map_err(BlobError::from) {
            Err(BlobError::Missing) => Ok(()),
            other => other,
        }
    }

    /// The ids of all files stored before `moment`, for finding those that no row knows.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the store does not tell.
    pub async fn list(&self, older_than: Timestamp) -> Result<Vec<String>, BlobError> {
        let before = older_than.seconds();
        let files = self.store.list(Some(&Path::from(FILES)));
        let ids = files.try_filter_map(|file| async move {
            let old = file.last_modified.timestamp() < before;
            Ok(old.then(|| file.location.filename().map(str::to_owned)).flatten())
        });
        Ok(ids.try_collect().await?)
    }

    /// Removes what a crash left half-written in the folder before `moment`; returns how many. In an S3 store
    /// this is the bucket's own rule.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the folder cannot be read.
    pub async fn sweep_unfinished(&self, older_than: Timestamp) -> Result<usize, BlobError> {
        let Some(folder) = &self.folder else { return Ok(0) };
        let mut swept = 0;
        let mut entries = tokio::fs::read_dir(folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            if settings::is_unfinished(&entry.file_name())
                && settings::modified(&entry).await? < older_than.seconds()
            {
                tokio::fs::remove_file(entry.path()).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

pub(super) fn location(id: &str) -> Path {
    Path::from_iter([FILES, id])
}

pub(super) fn place(id: &str) -> SealContext<'_> {
    SealContext::new(FILES, id, "content")
}
