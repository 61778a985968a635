//! `candour staff`: accounts, at the command line of the machine.

use service::identity::staff::{Invited, invite, new_staff, reset, set_register};

use super::build;
use super::terminal::{say, words};
use crate::config::Settings;

/// What can be done with accounts.
#[derive(Clone, Debug, clap::Subcommand)]
pub(super) enum Staff {
    /// Adds somebody and prints their one-time link. To open cases they must then be added to a desk, by a
    /// member of it; an auditor is told which desks are theirs with `candour desk audit`.
    Add {
        /// Their name.
        #[arg(long)]
        name: String,
        /// Their work address: what they sign in with.
        #[arg(long)]
        email: String,
        /// triage, manager, custodian, authoriser, engagement, auditor or administrator.
        #[arg(long)]
        role: String,
    },
    /// Gives somebody the register of a force: its agencies, what is done with them, and how well they are
    /// covered. Engagement officers have it from the start; a manager is given it.
    Register {
        /// The address of an account whose role is engagement or manager.
        #[arg(long)]
        email: String,
        /// The code of a force that is served.
        #[arg(long)]
        force: String,
        /// Takes it away instead.
        #[arg(long)]
        end: bool,
    },
    /// Starts an account again after a forgotten password or a lost second factor, and prints a new one-time
    /// link. Their sessions end. A member of their desk must then add them again: their old key is gone.
    Reset {
        /// The address of the account.
        #[arg(long)]
        email: String,
    },
}

/// Does it.
///
/// # Errors
/// What was given will not do, or the database cannot be opened.
pub(super) async fn staff(settings: Settings, what: Staff) -> anyhow::Result<()> {
    let app = build::app(&settings, &build::server_key(&settings)?)?;
    let invited = match what {
        Staff::Add { name, email, role } => {
            let new = new_staff(&app, &name, &email, &role).map_err(words)?;
            invite(&app, new).await.map_err(words)?
        }
        Staff::Register { email, force, end } => {
            set_register(&app, &email, &force, !end).await.map_err(words)?;
            say(if end {
                "They have the register of this force no more."
            } else {
                "They have the register of this force now."
            });
            return Ok(());
        }
        Staff::Reset { email } => reset(&app, &email).await.map_err(words)?,
    };
    tell(&settings, &invited);
    Ok(())
}

fn tell(settings: &Settings, invited: &Invited) {
    say(&format!(
        "{} ({}). The link works once, for three days:",
        invited.staff.name,
        invited.staff.role.label()
    ));
    say(&format!("{}{}", settings.site.staff_origin, path::staff::enrol(&invited.token.to_text())));
}
