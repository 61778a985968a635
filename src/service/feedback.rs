//! “You said, we did”: written by the department, read by every agency.

use crate::domain::change::{Change, Deed, Noun};
use crate::domain::feedback::{FEEDBACK, Feedback};
use crate::domain::id::Id;
use crate::domain::record::{self, Known};
use crate::domain::role::Permission;
use crate::store::{Tx, change as changes, feedback as rows};

use super::practitioner::session::SignedIn;
use super::register::{HISTORY, change};
use super::session::Signed;
use super::{House, Problem};

/// How many agencies see: what is older was said long ago.
const SHOWN: usize = 30;

/// What every agency reads, newest first.
///
/// # Errors
/// When the store does not work.
pub async fn shown(house: &House, _: &SignedIn) -> Result<Vec<Feedback>, Problem> {
    let mut all = house.store.read(rows::all).await?;
    all.retain(Feedback::is_shown);
    all.truncate(SHOWN);
    Ok(all)
}

/// Every entry, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(house: &House, signed: &Signed) -> Result<Vec<Feedback>, Problem> {
    signed.require(Permission::Engage)?;
    Ok(house.store.read(rows::all).await?)
}

/// One entry, for changing it.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find(house: &House, signed: &Signed, id: Id<Feedback>) -> Result<Feedback, Problem> {
    signed.require(Permission::Engage)?;
    house.store.read(move |snapshot| rows::find(snapshot, id)).await?.ok_or(Problem::Missing)
}

/// The history of an entry, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn history(house: &House, signed: &Signed, id: Id<Feedback>) -> Result<Vec<Change>, Problem> {
    signed.require(Permission::Engage)?;
    let subject = id.to_string();
    Ok(house.store.read(move |snapshot| changes::of_subject(snapshot, &subject, HISTORY)).await?)
}

/// Adds an entry.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed.
pub async fn add(house: &House, signed: &Signed, typed: &[(String, String)]) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let record = record::parse(FEEDBACK, typed, &Known::default()).map_err(Problem::Invalid)?;
    let new = Feedback { id: house.id(), record, version: 0 };
    let after = Some(new.record.clone());
    let event = Change { after, ..change(house, signed, Noun::Feedback, &new.id, Deed::Added) };
    let random = house.random.clone();
    let write = move |tx: &mut Tx<'_>| {
        rows::insert(tx, &new)?;
        changes::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}

/// Changes an entry that was at `version` when the form was drawn.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it meanwhile.
pub async fn save(
    house: &House,
    signed: &Signed,
    (id, version): (Id<Feedback>, i64),
    typed: &[(String, String)],
) -> Result<(), Problem> {
    let before = find(house, signed, id).await?;
    let record = record::parse(FEEDBACK, typed, &Known::default()).map_err(Problem::Invalid)?;
    if before.version != version {
        return Err(Problem::Stale);
    }
    if before.record == record {
        return Ok(());
    }
    let event = Change {
        before: Some(before.record.clone()),
        after: Some(record.clone()),
        ..change(house, signed, Noun::Feedback, &id, Deed::Changed)
    };
    let (after, random) = (Feedback { record, ..before }, house.random.clone());
    let write = move |tx: &mut Tx<'_>| {
        rows::save(tx, &after)?;
        changes::record(tx, random.as_ref(), &event)
    };
    Ok(house.store.write(write).await?)
}
