//! `candour mail`: tries the mail settings.

use anyhow::{Context, bail};

use crypto::secret::Secret;
use domain::platform::outbox::Outcome;
use domain::platform::time::Clock;
use mail::{Email, LetterBody};

use super::ambient::SystemClock;
use super::build;
use super::terminal::say;
use crate::config::Settings;

/// What can be done with mail.
#[derive(Clone, Debug, clap::Subcommand)]
pub(super) enum Mail {
    /// Sends one test letter, at once, and says what came of it.
    Test {
        /// Whom to send it to.
        #[arg(long)]
        to: String,
    },
}

/// Does it.
///
/// # Errors
/// The letter was not sent: why, is said.
pub(super) async fn mail(settings: Settings, what: Mail) -> anyhow::Result<()> {
    let Mail::Test { to } = what;
    build::folder(&settings)?;
    let to = to.parse().with_context(|| format!("{to} is no address that mail can be sent to"))?;
    let id = data_encoding::HEXLOWER.encode(Secret::<16>::random().expose());
    let letter = Email { id, to, body: LetterBody::Test };
    match build::mailer(&settings)?.send(&letter, SystemClock.now()).await {
        Outcome::Sent => say("The letter was taken."),
        Outcome::Retry(reason) | Outcome::Dead(reason) => bail!("the letter was not sent: {reason}"),
        Outcome::Unwanted => bail!("the letter was not sent: nobody wants it"),
    }
    Ok(())
}
