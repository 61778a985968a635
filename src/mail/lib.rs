//! Floor 3: outgoing mail.
//!
//! A [`Email`] says only that something waits; it never holds content, a reference, a category or the name of
//! a force. The one exception is a copy that the caller has encrypted to the desk's own `OpenPGP`
//! certificate. The [`Mailer`] hands letters to an SMTP server, over TLS that is checked and nothing else, or
//! writes them into a folder. It tries once; when to try again is a rule of [`domain::platform::outbox`].

mod address;
mod folder;
mod letter;
mod settings;
mod smtp;

pub use address::{Address, AddressProblem, Sender};
pub use letter::{Email, LetterBody, private_part};
pub use settings::{MailSettings, MailerProblem, Security, SmtpSettings, Transport};

use std::time::Duration;

use lettre::Message;
use tokio::time::timeout;

use domain::platform::outbox::{Outcome, Reason};
use domain::platform::time::Timestamp;

/// How long one attempt may take, all told: whoever sends keeps a letter to themselves for longer than that.
pub const TIMEOUT: Duration = Duration::from_secs(90);

/// The same, with the goodbye to a mail server.
const LONGEST: Duration = TIMEOUT.saturating_add(smtp::GOODBYE).saturating_add(Duration::from_secs(5));

/// Sends letters.
#[derive(Debug)]
pub struct Mailer {
    settings: MailSettings,
    route: Route,
}

#[derive(Debug)]
enum Route {
    Smtp(smtp::Server),
    Folder(folder::Folder),
}

impl Mailer {
    /// A mailer with these settings. It connects to nothing yet, and needs no async runtime yet.
    ///
    /// # Errors
    /// A root certificate file that cannot be used, no trusted roots at all, or a folder that cannot be made.
    pub fn new(settings: MailSettings) -> Result<Self, MailerProblem> {
        Self::with_patience(settings, TIMEOUT)
    }

    fn with_patience(settings: MailSettings, patience: Duration) -> Result<Self, MailerProblem> {
        let route = match &settings.transport {
            Transport::Smtp(server) => {
                Route::Smtp(smtp::Server::new(server, settings.from.address(), patience)?)
            }
            Transport::Folder(path) => Route::Folder(folder::Folder::new(path)?),
        };
        Ok(Self { settings, route })
    }

    /// Tries once to send a letter, dated `now`. The log gets nothing of it: a line would have the time at
    /// which there was a letter. Whether mail works is told by [`Self::probe`].
    pub async fn send(&self, letter: &Email, now: Timestamp) -> Outcome {
        match letter.render(&self.settings, now) {
            // Whatever the way: a folder on a disk that hangs must not hold a letter for longer either.
            Some(message) => timeout(LONGEST, self.hand_over(letter, &message))
                .await
                .unwrap_or(Outcome::Retry(Reason::TimedOut)),
            None => Outcome::Dead(Reason::Malformed),
        }
    }

    /// Connects and signs in, without a letter.
    ///
    /// # Errors
    /// Why no letter could be sent now.
    pub async fn probe(&self) -> Result<(), Reason> {
        match &self.route {
            Route::Smtp(server) => server.probe().await,
            Route::Folder(_) => Ok(()),
        }
    }

    async fn hand_over(&self, letter: &Email, message: &Message) -> Outcome {
        match &self.route {
            Route::Smtp(server) => server.send(message).await,
            Route::Folder(folder) => folder.write(&letter.id, &message.formatted()).await,
        }
    }
}

#[cfg(test)]
mod tests;
