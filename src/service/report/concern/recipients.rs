//! Whom a concern is sealed to.

use domain::identity::desk::{Desk, DeskKind};
use store::identity::desk::{self, CurrentKey};
use store::{Snapshot, StoreError};

use crate::{App, Problem};

/// Whom a concern is sealed to.
pub struct Recipients {
    /// The desk.
    pub desk: Desk,
    pub(crate) key: CurrentKey,
    pub(crate) custodian: Option<CurrentKey>,
    pub(crate) authoriser: Option<CurrentKey>,
}

/// Whom a concern about this force is sealed to.
pub async fn recipients(
    app: &App,
    kind: DeskKind,
    force: Option<&str>,
    with_source: bool,
) -> Result<Recipients, Problem> {
    let force = force.map(str::to_owned);
    let found = app.read(move |snapshot| find(snapshot, kind, force.as_deref(), with_source)).await?;
    found.ok_or_else(|| Problem::Unavailable("no desk receives this concern".into()))
}

fn find(
    snapshot: &mut Snapshot<'_>,
    kind: DeskKind,
    force: Option<&str>,
    with_source: bool,
) -> Result<Option<Recipients>, StoreError> {
    let Some(desk) = desk::receiving(snapshot, kind, force)? else { return Ok(None) };
    let Some(key) = desk::current_key(snapshot, desk.id)? else { return Ok(None) };
    let mut recipients = Recipients { desk, key, custodian: None, authoriser: None };
    // Most people do not say who they are: then nobody need be found to keep it.
    if with_source {
        recipients.custodian = key_of(snapshot, DeskKind::Custodian)?;
        recipients.authoriser = key_of(snapshot, DeskKind::Authoriser)?;
    }
    Ok(Some(recipients))
}

fn key_of(snapshot: &mut Snapshot<'_>, kind: DeskKind) -> Result<Option<CurrentKey>, StoreError> {
    let desk = desk::find_kind(snapshot, kind)?;
    desk.map_or(Ok(None), |desk| desk::current_key(snapshot, desk.id))
}
