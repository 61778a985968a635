//! Files on their way in and out: judged as they stream, sealed as they come.

use serde::{Deserialize, Serialize};

use blob::SealedWriter;
use blob::clean::clean;
use crypto::secret::{PlainBytes, Secret};
use domain::platform::attachment::{Attachment, FileKind, FileName, MAX_FILE_BYTES, padded_size};
use domain::platform::id::Id;
use format::attachment::Judge;

use crate::{App, Problem};

/// What is known of a stored file, with the file's own key. What reporters send is never kept unsealed: with
/// them this is sealed wherever it lies.
#[derive(Clone, Serialize, Deserialize)]
pub struct StoredFile {
    /// Its identifier: also the name of its blob.
    pub id: Id<Attachment>,
    /// The name it came with, made safe to show.
    pub name: String,
    /// The code of its kind.
    pub kind: String,
    /// Its size, bytes.
    pub size: u64,
    /// The SHA-256 digest of its bytes, hexadecimal.
    pub sha256: String,
    /// Where it stands among the files it was sent with, from 0.
    #[serde(default)]
    pub place: usize,
    key: String,
}

impl StoredFile {
    /// The file as people see it.
    ///
    /// # Errors
    /// [`Problem::Sealed`] when the record makes no sense.
    pub fn attachment(&self) -> Result<Attachment, Problem> {
        Ok(Attachment {
            id: self.id,
            name: FileName::parse(&self.name),
            kind: FileKind::from_code(&self.kind).ok_or(Problem::Sealed)?,
            size: self.size,
            sha256: self.sha256.clone(),
        })
    }

    /// Reads what [`Self::text`] made.
    ///
    /// # Errors
    /// [`Problem::Sealed`] when it makes no sense.
    pub(crate) fn read(text: &str) -> Result<Self, Problem> {
        serde_json::from_str(text).map_err(|_| Problem::Sealed)
    }

    /// All that is known of it, to be kept.
    pub(crate) fn text(&self) -> Result<String, Problem> {
        serde_json::to_string(self).map_err(|error| Problem::Unavailable(error.to_string()))
    }

    /// Removes it, once nothing refers to it any more. Should that fail, the sweep takes it later.
    pub(crate) async fn forget(&self, app: &App) {
        if let Err(error) = app.blobs.delete(&self.id.to_string()).await {
            tracing::warn!(cause = %error, "a file that nothing refers to was not removed; the sweep will take it");
        }
    }

    /// Whether it is the same file, sent again.
    #[must_use]
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        (&self.sha256, &self.name) == (&other.sha256, &other.name)
    }

    /// The file at this place among those it was sent with.
    #[must_use]
    pub fn at(self, place: usize) -> Self {
        Self { place, ..self }
    }

    fn key(&self) -> Result<Secret<32>, Problem> {
        Secret::from_text(&self.key).ok_or(Problem::Sealed)
    }
}

impl std::fmt::Debug for StoredFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoredFile({:?})", self.id)
    }
}

/// Whether a file that is to stand in another's place, if both are there, is the same, sent again.
pub(crate) fn is_same(old: Option<&StoredFile>, new: Option<&StoredFile>) -> bool {
    match (old, new) {
        (Some(old), Some(new)) => old.is_same_as(new),
        (old, new) => old.is_none() && new.is_none(),
    }
}

/// A file that is arriving: each chunk is judged and sealed, then forgotten.
pub struct Arriving {
    id: Id<Attachment>,
    name: FileName,
    key: Secret<32>,
    judge: Judge,
    writer: SealedWriter,
}

impl Arriving {
    /// Begins a file.
    ///
    /// # Errors
    /// When the store of files does not work.
    pub async fn begin(app: &App, name: &str) -> Result<Self, Problem> {
        let (id, key) = (app.id(), Secret::random());
        let writer = app.blobs.put(&id.to_string(), &key).await?;
        Ok(Self { id, name: FileName::parse(name), key, judge: Judge::new(), writer })
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Problem::File`] as soon as the file will not do; drop it then: nothing of it stays.
    pub async fn write(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        self.judge.feed(chunk)?;
        Ok(self.writer.write(chunk).await?)
    }

    /// Gives the file up and waits until nothing of it is left.
    ///
    /// # Errors
    /// When the store of files does not work.
    pub async fn abort(self) -> Result<(), Problem> {
        Ok(self.writer.abort().await?)
    }

    /// Ends the file: it is durable when this returns.
    ///
    /// # Errors
    /// [`Problem::File`] when the whole will not do; nothing of it stays.
    pub async fn finish(self) -> Result<StoredFile, Problem> {
        let judged = match self.judge.finish() {
            Ok(judged) => judged,
            Err(problem) => {
                self.writer.abort().await?;
                return Err(problem.into());
            }
        };
        self.writer.finish(padded_size(judged.size)).await?;
        Ok(StoredFile {
            id: self.id,
            name: self.name.as_str().to_owned(),
            kind: judged.kind.code().to_owned(),
            size: judged.size,
            sha256: data_encoding::HEXLOWER.encode(&judged.sha256),
            place: 0,
            key: self.key.to_text().to_string(),
        })
    }
}

impl std::fmt::Debug for Arriving {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Arriving")
    }
}

/// A file that was opened, for sending to a browser.
#[derive(Debug)]
pub struct OpenedFile {
    /// What it is.
    pub attachment: Attachment,
    /// Its bytes.
    pub bytes: PlainBytes,
    /// Whether hidden data was taken out.
    pub cleaned: bool,
}

/// Opens a stored file. `cleaned` asks for a copy without hidden data; a kind that cannot be cleaned, or a
/// file that turns out not to be readable, is a [`Problem::Missing`] then: the original is asked for in its
/// own way.
pub(crate) async fn read(app: &App, file: &StoredFile, cleaned: bool) -> Result<OpenedFile, Problem> {
    let attachment = file.attachment()?;
    let id = file.id.to_string();
    let bytes = app.blobs.read_all(&id, &file.key()?, file.size, MAX_FILE_BYTES).await?;
    if !cleaned {
        return Ok(OpenedFile { attachment, bytes, cleaned });
    }
    let kind = attachment.kind;
    // One at a time with the passwords: both are dear in memory.
    let copy = app.stretch_password(move || clean(kind, &bytes)).await?.map_err(|_| Problem::Missing)?;
    Ok(OpenedFile { attachment, bytes: PlainBytes::new(copy), cleaned })
}
