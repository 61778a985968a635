//! Storing a file while it streams in.

use std::fs::{File, FileTimes};
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};
use std::{fmt, io};

use bytes::Bytes;
use object_store::buffered::BufWriter;
use tokio::io::AsyncWriteExt;
use tokio::runtime::Handle;
use zeroize::Zeroizing;

use crypto::secret::Secret;
use crypto::stream::{CHUNK, StreamSealer};

use crate::blobs::{Blobs, location, place};
use crate::error::BlobError;

/// Parts on their way to the store at one time.
const IN_FLIGHT: usize = 2;

impl Blobs {
    /// Starts to store a file under `id`, sealed under `key`. Nothing is there before
    /// [`SealedWriter::finish`] returned; one that is dropped leaves nothing behind.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the store does not take it.
    pub async fn put(&self, id: &str, key: &Secret<32>) -> Result<SealedWriter, BlobError> {
        let (sealer, header) = StreamSealer::new(key, &place(id));
        let output = BufWriter::with_capacity(self.store.clone(), location(id), self.part);
        let mut writer = SealedWriter {
            output: Some(output.with_max_concurrency(IN_FLIGHT)),
            sealer: Some(sealer),
            pending: Zeroizing::new(Vec::with_capacity(CHUNK)),
            plain: 0,
            sealed: 0,
            intact: true,
            file: self.folder.as_ref().map(|folder| folder.join(id)),
        };
        writer.send(header.to_vec()).await?;
        Ok(writer)
    }
}

/// A file on its way into the store. Holds one plain chunk and a few sealed parts, whatever its size.
pub struct SealedWriter {
    /// Gone once finished or aborted.
    output: Option<BufWriter>,
    sealer: Option<StreamSealer>,
    /// At most one chunk: the last one is known only at the end.
    pending: Zeroizing<Vec<u8>>,
    plain: u64,
    sealed: u64,
    /// False once a part was lost: such a file must never be finished.
    intact: bool,
    /// Where it will lie, when the store is a folder.
    file: Option<PathBuf>,
}

impl SealedWriter {
    /// Takes the next plain bytes.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the store does not take them; the file is then lost.
    pub async fn write(&mut self, plain: &[u8]) -> Result<(), BlobError> {
        self.plain += plain.len() as u64;
        let mut rest = plain;
        while !rest.is_empty() {
            self.seal_full_chunk().await?;
            let (now, after) = rest.split_at(rest.len().min(CHUNK - self.pending.len()));
            self.pending.extend_from_slice(now);
            rest = after;
        }
        Ok(())
    }

    /// Pads the plain bytes with zeros to `padded_to` in all (none if there are more already), stores the
    /// file durably and returns its sealed size in bytes. The caller keeps the true size.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the store does not take it; nothing is left behind.
    pub async fn finish(mut self, padded_to: u64) -> Result<u64, BlobError> {
        let zeros = [0; 4096];
        while self.plain < padded_to {
            let missing = usize::try_from(padded_to - self.plain).unwrap_or(zeros.len());
            self.write(zeros.get(..missing).unwrap_or(&zeros)).await?;
        }
        if let Some(sealer) = self.sealer.take() {
            let last = sealer.seal_last(&self.pending)?;
            self.send(last).await?;
        }
        if let Some(output) = &mut self.output {
            output.shutdown().await?;
        }
        self.output = None;
        if let Some(file) = self.file.take() {
            tokio::task::spawn_blocking(move || keep_the_day(&file)).await.map_err(io::Error::other)??;
        }
        Ok(self.sealed)
    }

    /// Gives the file up and waits until nothing of it is left.
    ///
    /// # Errors
    /// [`BlobError::Unavailable`] when the store does not remove what it has.
    pub async fn abort(mut self) -> Result<(), BlobError> {
        match self.output.take() {
            Some(mut output) => Ok(output.abort().await?),
            None => Ok(()),
        }
    }

    async fn seal_full_chunk(&mut self) -> Result<(), BlobError> {
        let (Some(chunk), Some(sealer)) = (self.pending.first_chunk(), &mut self.sealer) else {
            return Ok(());
        };
        let bytes = sealer.seal_next(chunk)?;
        self.pending.clear();
        self.send(bytes).await
    }

    async fn send(&mut self, sealed: Vec<u8>) -> Result<(), BlobError> {
        self.sealed += sealed.len() as u64;
        let output = self.output.as_mut().filter(|_| self.intact).ok_or_else(lost)?;
        self.intact = false;
        output.put(Bytes::from(sealed)).await?;
        self.intact = true;
        Ok(())
    }
}

/// Leaves of a file's times only the day: the minute would tell when somebody sat at the form.
fn keep_the_day(file: &Path) -> io::Result<()> {
    let file = File::options().write(true).open(file)?;
    let since = file.metadata()?.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let day = UNIX_EPOCH + Duration::from_hours(since.as_secs() / 86_400 * 24);
    file.set_times(FileTimes::new().set_accessed(day).set_modified(day))
}

fn lost() -> BlobError {
    BlobError::Unavailable("a part of the file was lost".into())
}

impl Drop for SealedWriter {
    fn drop(&mut self) {
        let (Some(mut output), Ok(runtime)) = (self.output.take(), Handle::try_current()) else { return };
        // A folder cleans up by itself; an S3 store must be told. Nobody is left to hear of a failure.
        runtime.spawn(async move { output.abort().await.ok() });
    }
}

impl fmt::Debug for SealedWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SealedWriter").field("plain", &self.plain).finish_non_exhaustive()
    }
}
