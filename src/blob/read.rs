//! Reading a file back.

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, Stream, StreamExt, TryStreamExt};
use object_store::ObjectStoreExt;
use zeroize::Zeroizing;

use crypto::OpenError;
use crypto::secret::{PlainBytes, Secret};
use crypto::stream::{CHUNK, HEADER, StreamOpener, TAG};

use crate::blobs::{Blobs, location, place};
use crate::error::BlobError;

const SEALED: usize = CHUNK + TAG;

impl Blobs {
    /// Reads a file as plain chunks, without its padding. The stream ends with an error if the file is not
    /// whole: what came before must then not be taken for the file.
    ///
    /// # Errors
    /// [`BlobError::Missing`] when there is no such file, [`BlobError::Sealed`] when it does not open,
    /// [`BlobError::Unavailable`] when the store does not answer.
    pub async fn open(
        &self,
        id: &str,
        key: &Secret<32>,
        true_size: u64,
    ) -> Result<impl Stream<Item = Result<PlainBytes, BlobError>> + Send + use<>, BlobError> {
        let mut sealed =
            Sealed { bytes: self.store.get(&location(id)).await?.into_stream(), pending: Vec::new() };
        sealed.fill(HEADER).await?;
        let header = sealed.take(HEADER);
        let header = header.as_slice().try_into().map_err(|_| OpenError)?;
        let opener = StreamOpener::new(key, &place(id), header)?;
        let reader = Reader { sealed, opener: Some(opener), left: true_size };
        Ok(stream::try_unfold(reader, Reader::step).try_filter(|plain| std::future::ready(!plain.is_empty())))
    }

    /// Reads a whole file of at most `limit` bytes into memory.
    ///
    /// # Errors
    /// As [`Blobs::open`], and [`BlobError::TooLong`] when `true_size` is above `limit`.
    pub async fn read_all(
        &self,
        id: &str,
        key: &Secret<32>,
        true_size: u64,
        limit: u64,
    ) -> Result<PlainBytes, BlobError> {
        let capacity =
            usize::try_from(true_size).ok().filter(|_| true_size <= limit).ok_or(BlobError::TooLong)?;
        let chunks = self.open(id, key, true_size).await?;
        // All the room at once: growing would leave plain copies behind.
        let whole = Zeroizing::new(Vec::with_capacity(capacity));
        let whole = chunks.try_fold(whole, async |mut whole: PlainBytes, chunk| {
            whole.extend_from_slice(&chunk);
            Ok(whole)
        });
        whole.await
    }
}

/// Sealed bytes as they arrive.
struct Sealed {
    bytes: BoxStream<'static, object_store::Result<Bytes>>,
    pending: Vec<u8>,
}

impl Sealed {
    /// Waits for `wanted` bytes, or for all there are.
    async fn fill(&mut self, wanted: usize) -> Result<(), BlobError> {
        while self.pending.len() < wanted {
            match self.bytes.next().await {
                Some(more) => self.pending.extend_from_slice(&more?),
                None => break,
            }
        }
        Ok(())
    }

    fn take(&mut self, count: usize) -> Vec<u8> {
        self.pending.drain(..count.min(self.pending.len())).collect()
    }
}

struct Reader {
    sealed: Sealed,
    /// Gone after the last chunk.
    opener: Option<StreamOpener>,
    /// True bytes not read yet; what follows is padding.
    left: u64,
}

impl Reader {
    async fn step(mut self) -> Result<Option<(PlainBytes, Self)>, BlobError> {
        let Some(mut opener) = self.opener.take() else { return Ok(None) };
        // One byte more tells whether this chunk is the last.
        self.sealed.fill(SEALED + 1).await?;
        let last = self.sealed.pending.len() <= SEALED;
        let chunk = self.sealed.take(SEALED);
        let mut plain = if last {
            opener.open_last(&chunk)?
        } else {
            let plain = opener.open_next(&chunk)?;
            self.opener = Some(opener);
            plain
        };
        let wanted = usize::try_from(self.left).map_or(plain.len(), |left| left.min(plain.len()));
        plain.truncate(wanted);
        self.left -= wanted as u64;
        if last && self.left > 0 { Err(OpenError.into()) } else { Ok(Some((plain, self))) }
    }
}
