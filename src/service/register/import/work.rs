//! Going on with lists, a part at a time.

use std::collections::HashMap;

use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::import::{Import, State};
use store::register::import as rows;

use super::check::Check;
use super::key::Key;
use super::write;
use crate::{App, Problem};

/// Seconds for which an import is left alone that could not be gone on with: it must not keep the others.
const PAUSE: i64 = 30;

/// Goes on with lists that wait to be tried or written. Whoever holds the lease runs one; where two do, each
/// part is taken once, by whoever is first.
#[derive(Default)]
pub struct Importer {
    /// What is being tried: what is known of its rows stands nowhere but here, and is found out again by
    /// whoever takes over.
    checks: HashMap<Id<Import>, Check>,
    /// Until when some are left alone.
    paused: HashMap<Id<Import>, Timestamp>,
}

impl Importer {
    /// Does a part of the work on the list that has waited longest; whether there was one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn step(&mut self, app: &App) -> Result<bool, Problem> {
        let now = app.now();
        self.paused.retain(|_, until| *until > now);
        let waiting = app.read(rows::waiting).await?;
        // Taken over, or forgotten.
        self.checks.retain(|id, _| waiting.iter().any(|import| import.id == *id));
        let next = waiting.into_iter().find(|import| !self.paused.contains_key(&import.id));
        let Some(import) = next else { return Ok(false) };
        let id = import.id;
        if let Err(problem) = self.part(app, import).await {
            self.checks.remove(&id);
            // Somebody else went on with it, or its columns were told anew.
            if !matches!(problem, Problem::Stale) {
                tracing::warn!(cause = %problem, "an import stands still for a while");
                self.paused.insert(id, now.plus_seconds(PAUSE));
            }
        }
        Ok(true)
    }

    async fn part(&mut self, app: &App, import: Import) -> Result<(), Problem> {
        if import.state == State::Applying {
            let key = Key::lent(app, import.id).await?;
            return write::part(app, import, &key).await;
        }
        let check = match self.checks.remove(&import.id) {
            Some(check) if check.is_of(&import) => check,
            _ => Check::begin(app, import).await?,
        };
        if let Some(check) = check.part(app).await? {
            self.checks.insert(check.id(), check);
        }
        Ok(())
    }
}

impl std::fmt::Debug for Importer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Importer")
    }
}
