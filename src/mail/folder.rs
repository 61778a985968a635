//! Letters as files, for a demonstration or for another program to fetch.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tokio::fs::{OpenOptions, rename};
use tokio::io::AsyncWriteExt;

use domain::platform::outbox::{Outcome, Reason};

use crate::settings::MailerProblem;

/// A folder that only this user may look into.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// Makes the folder if it is not there. One that is there and open to others is refused, not closed: it
    /// may be somebody else's.
    pub(super) fn new(path: &Path) -> Result<Self, MailerProblem> {
        DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(MailerProblem::Folder)?;
        let mode = std::fs::metadata(path).map_err(MailerProblem::Folder)?.permissions().mode();
        if mode & 0o777 == mode & 0o700 {
            Ok(Self(path.to_path_buf()))
        } else {
            Err(MailerProblem::FolderOpen)
        }
    }

    /// Writes `<id>.eml`. The same letter again replaces its file.
    pub(super) async fn write(&self, id: &str, bytes: &[u8]) -> Outcome {
        match self.replace(id, bytes).await {
            Ok(()) => Outcome::Sent,
            Err(_) => Outcome::Retry(Reason::Folder),
        }
    }

    /// A reader of the folder never meets half a letter: the name appears when all is written.
    async fn replace(&self, id: &str, bytes: &[u8]) -> io::Result<()> {
        let unfinished = self.0.join(format!(".{id}.part"));
        let mut file =
            OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&unfinished).await?;
        file.write_all(bytes).await?;
        file.sync_all().await?;
        rename(&unfinished, self.0.join(format!("{id}.eml"))).await
    }
}
