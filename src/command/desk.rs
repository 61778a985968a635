//! `candour desk`: desks, at the command line of the machine.

use anyhow::{Context, bail};

use zeroize::Zeroizing;

use crypto::keypair::PrivateKey;
use crypto::secret::Secret;
use domain::identity::desk::DeskKind;
use service::App;
use service::identity::setup::{NewDesk, add_desk, recover};
use service::platform::audit::assign;
use store::StoreError;
use store::identity::{desk as desks, staff};

use super::build;
use super::terminal::{say, words};
use crate::config::Settings;

/// What can be done with desks.
#[derive(Clone, Debug, clap::Subcommand)]
pub(super) enum Desk {
    /// Adds a desk with a key of its own, for its first members.
    Add {
        /// triage, independent, custodian or authoriser.
        #[arg(long)]
        kind: String,
        /// Its name.
        #[arg(long)]
        name: String,
        /// Where its mail goes; may be left out.
        #[arg(long, default_value = "")]
        email: String,
        /// The code of a force whose concerns it receives; may be given several times.
        #[arg(long)]
        force: Vec<String>,
        /// The address of a first member; may be given several times.
        #[arg(long, required = true)]
        member: Vec<String>,
    },
    /// Gives somebody the keys of a desk with the recovery key, for when nobody is left who holds them. Reads
    /// the key from the standard input, so that it stands in no list of processes and no history.
    Recover {
        /// The name of the desk.
        #[arg(long)]
        desk: String,
        /// The address of an account whose role fits the desk.
        #[arg(long)]
        member: String,
    },
    /// Lets an auditor read in the audit log what is done at a desk. Nobody can audit a triage desk and an
    /// independent desk.
    Audit {
        /// The name of the desk.
        #[arg(long)]
        desk: String,
        /// The address of an account whose role is auditor.
        #[arg(long)]
        auditor: String,
        /// Ends it instead.
        #[arg(long)]
        end: bool,
    },
    /// Lists every desk and its members. Members are added on the desk's own page, by somebody who holds its
    /// key.
    Members,
}

/// Does it.
///
/// # Errors
/// What was given will not do, or the database cannot be opened.
pub(super) async fn desk(settings: Settings, what: Desk) -> anyhow::Result<()> {
    let app = build::app(&settings, &build::server_key(&settings)?)?;
    match what {
        Desk::Add { kind, name, email, force, member } => {
            let kind = DeskKind::from_code(&kind)
                .context("a desk is triage, independent, custodian or authoriser")?;
            if kind.receives() == force.is_empty() {
                bail!(
                    "triage and independent desks name their forces; custodian and authoriser desks name none"
                );
            }
            add_desk(&app, &NewDesk { kind, name, email, forces: force, members: member })
                .await
                .map_err(words)?;
            say("The desk is made.");
        }
        Desk::Recover { desk, member } => {
            recover(&app, &typed_key()?, &desk, &member).await.map_err(words)?;
            say("They hold the keys of the desk now.");
        }
        Desk::Audit { desk, auditor, end } => {
            assign(&app, &desk, &auditor, !end).await.map_err(words)?;
            say(if end { "They audit this desk no more." } else { "They audit this desk now." });
        }
        Desk::Members => members(&app).await?,
    }
    Ok(())
}

fn typed_key() -> anyhow::Result<PrivateKey> {
    say("Recovery key:");
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().read_line(&mut line)?;
    let key =
        Secret::<32>::from_text(line.trim()).context("this is not a recovery key: 43 letters and digits")?;
    Ok(PrivateKey::new(key))
}

async fn members(app: &App) -> anyhow::Result<()> {
    let desks = app
        .store
        .read(|snapshot| {
            let all = desks::all(snapshot)?;
            all.into_iter()
                .map(|desk| Ok((staff::members(snapshot, desk.id)?, desk)))
                .collect::<Result<Vec<_>, StoreError>>()
        })
        .await?;
    for (members, desk) in desks {
        say(&format!("{} ({})", desk.name, desk.kind.code()));
        for member in members {
            say(&format!("    {:<30} {:<40} {}", member.name, member.email, member.standing.code()));
        }
    }
    Ok(())
}
