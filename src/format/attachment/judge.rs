//! Judging a file while it streams in.

use std::fmt;

use sha2::{Digest, Sha256};

use domain::platform::attachment::{FileKind, FileProblem, MAX_FILE_BYTES};

use super::media::{self, Looks};
use super::text::{self, TextReader};
use super::{polyglot, zip};

/// How much of the start is kept: signatures and comments are there.
const HEAD: usize = 64 * 1024;
/// How much of the end is kept: the longest place a ZIP end record can hide in.
const TAIL: usize = 66 * 1024;
/// How much of the end of a ZIP is kept: a directory of 10,000 entries with long names.
const ZIP_TAIL: usize = 1024 * 1024;

/// Judges a file from its bytes, whatever the size of the chunks they come in. Memory stays flat: the start
/// and the end are kept, at most about 2 MiB.
pub struct Judge {
    head: Vec<u8>,
    /// The last bytes; between `keep` and twice as many.
    tail: Vec<u8>,
    looks: Option<Looks>,
    text: Option<TextReader>,
    size: u64,
    hash: Sha256,
}

/// What an accepted file is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its kind, by content.
    pub kind: FileKind,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
}

impl Judge {
    /// A judge that has seen nothing yet.
    pub fn new() -> Self {
        Self { head: Vec::new(), tail: Vec::new(), looks: None, text: None, size: 0, hash: Sha256::new() }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// The file is already known not to be acceptable: no further bytes need be read.
    pub fn feed(&mut self, chunk: &[u8]) -> Result<(), FileProblem> {
        // The verdict must not hang on how the bytes were cut: first the head, then the rest up to the limit.
        let (to_head, rest) = chunk.split_at(chunk.len().min(HEAD - self.head.len()));
        self.head.extend_from_slice(to_head);
        self.take(to_head)?;
        if self.head.len() == HEAD && self.looks.is_none() {
            self.judge_head()?;
        }
        self.take(rest)
    }

    /// Gives the verdict on the whole file.
    ///
    /// # Errors
    /// Why the file is not accepted.
    pub fn finish(mut self) -> Result<Judged, FileProblem> {
        if self.size == 0 {
            return Err(FileProblem::Empty);
        }
        let looks = match self.looks {
            Some(looks) => looks,
            None => self.judge_head()?,
        };
        let kind = self.judge_end(looks)?;
        Ok(Judged { kind, size: self.size, sha256: self.hash.finalize().into() })
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), FileProblem> {
        let room = usize::try_from(MAX_FILE_BYTES.saturating_sub(self.size)).unwrap_or(usize::MAX);
        let within = bytes.get(..room).unwrap_or(bytes);
        if let Some(text) = &mut self.text {
            text.feed(within)?;
        }
        if bytes.len() > room {
            return Err(FileProblem::TooLarge);
        }
        self.size += bytes.len() as u64;
        self.hash.update(bytes);
        self.keep_tail(bytes);
        Ok(())
    }

    fn keep_tail(&mut self, bytes: &[u8]) {
        let keep = self.tail_length();
        let last = bytes.get(bytes.len().saturating_sub(keep)..).unwrap_or_default();
        if self.tail.len() + last.len() > keep * 2 {
            let drop = (self.tail.len() + last.len()).saturating_sub(keep).min(self.tail.len());
            self.tail.drain(..drop);
        }
        self.tail.extend_from_slice(last);
    }

    fn tail_length(&self) -> usize {
        if self.head.starts_with(b"PK") { ZIP_TAIL } else { TAIL }
    }

    fn judge_head(&mut self) -> Result<Looks, FileProblem> {
        let head = self.head.as_slice();
        let looks = media::look(head)?;
        match looks {
            Looks::Text if text::looks_active(head) => return Err(FileProblem::WrongKind),
            Looks::Text => {
                let mut reader = TextReader::new(head);
                reader.feed(head)?;
                self.text = Some(reader);
            }
            Looks::Kind(_) | Looks::Zip => {}
        }
        let picture =
            matches!(looks, Looks::Kind(FileKind::Jpeg | FileKind::Png | FileKind::Webp | FileKind::Heic));
        if polyglot::head_is_mixed(head, looks == Looks::Kind(FileKind::Pdf), picture) {
            return Err(FileProblem::Mixed);
        }
        self.looks = Some(looks);
        Ok(looks)
    }

    fn judge_end(&self, looks: Looks) -> Result<FileKind, FileProblem> {
        let start = self.tail.len().saturating_sub(self.tail_length());
        let tail = self.tail.get(start..).unwrap_or_default();
        let kind = match looks {
            Looks::Zip => return zip::judge(&self.head, tail, self.size),
            Looks::Kind(kind) => kind,
            Looks::Text => {
                self.text.as_ref().map_or(Ok(()), TextReader::finish)?;
                FileKind::Text
            }
        };
        if polyglot::tail_is_mixed(tail) { Err(FileProblem::Mixed) } else { Ok(kind) }
    }
}

impl Default for Judge {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Judge {
    /// Without the content it holds.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Judge").field("size", &self.size).finish_non_exhaustive()
    }
}
