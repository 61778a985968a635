//! Where files are kept.

use std::ffi::OsStr;
use std::fmt;
use std::fs::{DirBuilder, File};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use object_store::RetryConfig;
use object_store::aws::{AmazonS3, AmazonS3Builder};
use tokio::fs::DirEntry;
use zeroize::Zeroizing;

/// How to reach an S3-compatible store.
#[derive(Clone)]
pub struct S3Settings {
    /// Address of the store, `https://…`; the bucket is put after it.
    pub endpoint: String,
    /// Name of the bucket.
    pub bucket: String,
    /// Region, as the store names it.
    pub region: String,
    /// Access key.
    pub access_key: String,
    /// Secret that belongs to the access key.
    pub secret: Zeroizing<String>,
    /// Whether `http://…` is allowed too; only for a store on the same machine.
    pub allow_http: bool,
}

impl S3Settings {
    pub(super) fn client(&self) -> Result<AmazonS3, object_store::Error> {
        let retry =
            RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() };
        AmazonS3Builder::new()
            .with_endpoint(&self.endpoint)
            .with_bucket_name(&self.bucket)
            .with_region(&self.region)
            .with_access_key_id(&self.access_key)
            .with_secret_access_key(self.secret.as_str())
            .with_allow_http(self.allow_http)
            // Not every compatible store knows the request that deletes many at once.
            .with_disable_bulk_delete(true)
            .with_retry(retry)
            .build()
    }
}

impl fmt::Debug for S3Settings {
    /// Without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("S3Settings");
        shown.field("endpoint", &self.endpoint).field("bucket", &self.bucket).finish_non_exhaustive()
    }
}

/// Makes a folder that only this user enters, and makes sure that its name survives a power cut.
pub(super) fn make_private(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    folder.parent().filter(|parent| parent.is_dir()).map_or(Ok(()), |parent| File::open(parent)?.sync_all())
}

/// Whether this is a file that `object_store` was still writing: the name, `#` and a number.
pub(super) fn is_unfinished(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    name.rsplit_once('#')
        .is_some_and(|(_, end)| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()))
}

/// When a file was last written, in seconds since 1970 began.
pub(super) async fn modified(entry: &DirEntry) -> io::Result<i64> {
    let moment = entry.metadata().await?.modified()?;
    let seconds = moment.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Ok(i64::try_from(seconds).unwrap_or(i64::MAX))
}
