//! What the register's use cases share: the lists that fields offer, the history, and undoing what was done as one.

use crate::domain::agency::{self, Agency};
use crate::domain::batch::Batch;
use crate::domain::change::{Change, Deed, Noun};
use crate::domain::id::Id;
use crate::domain::record::{Known, Record};
use crate::domain::role::Permission;
use crate::domain::staff::{Staff, Standing};
use crate::domain::time::Timestamp;
use crate::store::change as rows;
use crate::store::{Snapshot, StoreError, Tx, agency as agencies, contact as contacts, force, staff};

use super::entry::Entry;
use super::problem::Halt;
use super::session::Signed;
use super::{House, Problem};

/// How much history a page shows.
pub(super) const HISTORY: i64 = 100;

/// The flag of a record that tells what moved in a merge, not what an entry says.
pub(super) const MERGED: &str = "merged";

/// The lists that the register's fields offer.
pub(super) fn known(snapshot: &mut Snapshot<'_>) -> Result<Known, StoreError> {
    let lists = force::lists(snapshot)?;
    let staff = staff::all(snapshot)?;
    let may = |person: &Staff| person.standing != Standing::Left && person.role.may(Permission::Engage);
    Ok(Known {
        staff: staff.into_iter().filter(may).collect(),
        forces: lists.forces,
        districts: lists.districts,
    })
}

/// The lists that the register's fields offer.
///
/// # Errors
/// When the database cannot be read.
pub async fn lists(house: &House) -> Result<Known, Problem> {
    Ok(house.store.read(known).await?)
}

/// A change of this moment by this person, for the history.
pub(super) fn change(
    house: &House,
    signed: &Signed,
    noun: Noun,
    subject: &dyn ToString,
    deed: Deed,
) -> Change {
    Change {
        noun,
        subject: subject.to_string(),
        agency: None,
        deed,
        at: house.now(),
        staff: Some(signed.actor.id),
        batch: None,
        before: None,
        after: None,
    }
}

/// A batch and what was changed in it.
#[derive(Debug)]
pub struct BatchView {
    /// The batch.
    pub batch: Batch,
    /// What was changed, with the name of each entry.
    pub changes: Vec<(Change, String)>,
}

/// The latest batches, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn batches(house: &House, signed: &Signed) -> Result<Vec<Batch>, Problem> {
    signed.require(Permission::Engage)?;
    Ok(house.store.read(|snapshot| rows::batches(snapshot, HISTORY)).await?)
}

/// A batch.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn batch(house: &House, signed: &Signed, id: Id<Batch>) -> Result<BatchView, Problem> {
    signed.require(Permission::Engage)?;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let Some(batch) = rows::batch(snapshot, id)? else { return Ok::<_, StoreError>(None) };
        Ok(Some((batch, rows::of_batch(snapshot, id)?)))
    };
    let (batch, changes) = house.store.read(read).await?.ok_or(Problem::Missing)?;
    let name = |change: &Change| {
        let record = change.after.as_ref().or(change.before.as_ref());
        record.map_or("", |record| record.get(agency::NAME)).to_owned()
    };
    let mut changes: Vec<_> = changes.into_iter().map(|change| (name(&change), change)).collect();
    changes.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(BatchView { batch, changes: changes.into_iter().map(|(name, change)| (change, name)).collect() })
}

/// Undoes a batch: every entry that was added in it goes, every field that it changed is as it was before. A field that
/// somebody has changed since keeps their words; an entry that something refers to by now stays. Gives the names of
/// the entries that were not wholly undone.
///
/// # Errors
/// [`Problem::Stale`] when it was undone already.
pub async fn undo(house: &House, signed: &Signed, id: Id<Batch>) -> Result<Vec<String>, Problem> {
    let view = batch(house, signed, id).await?;
    if view.batch.undone.is_some() {
        return Err(Problem::Stale);
    }
    let (random, now, me) = (house.random.clone(), house.now(), signed.actor.id);
    let write = move |tx: &mut Tx<'_>| {
        rows::undo_batch(tx, id, now)?;
        // Looked up here: an import that is still being written may have changed more by now.
        let made = rows::of_batch(tx, id)?;
        let mut left = Vec::new();
        // What was added to an agency goes before the agency itself.
        for noun in [Noun::Contact, Noun::Agency] {
            for change in made.iter().filter(|change| change.noun == noun) {
                let undone = undone(change, now, me);
                if let Some(name) = put_back(tx, &undone)? {
                    left.push(name);
                }
                rows::record(tx, random.as_ref(), &undone)?;
            }
        }
        left.sort();
        Ok::<_, Halt>(left)
    };
    Ok(house.store.write(write).await?)
}

/// The change that takes another back.
fn undone(made: &Change, at: Timestamp, staff: Id<Staff>) -> Change {
    Change {
        deed: Deed::Undone,
        at,
        staff: Some(staff),
        before: made.after.clone(),
        after: made.before.clone(),
        batch: None,
        ..made.clone()
    }
}

/// Puts one entry back; its name when something of it stays as it is.
fn put_back(tx: &mut Tx<'_>, change: &Change) -> Result<Option<String>, Halt> {
    match change.noun {
        Noun::Contact => taken_back(tx, change, contacts::is_used, contacts::delete),
        Noun::Agency if change.before.as_ref().is_some_and(|moved| moved.flag(MERGED)) => {
            parted(tx, change)?;
            Ok(None)
        }
        Noun::Agency => taken_back(tx, change, agencies::is_used, agencies::delete),
        _ => Ok(None),
    }
}

/// Takes an entry out that was added, unless something refers to it by now; makes one that was changed as it was.
fn taken_back<E: Entry>(
    tx: &mut Tx<'_>,
    change: &Change,
    is_used: impl Fn(&mut Snapshot<'_>, Id<E>) -> Result<bool, StoreError>,
    delete: impl Fn(&mut Tx<'_>, Id<E>) -> Result<(), StoreError>,
) -> Result<Option<String>, Halt> {
    let id = change.subject.parse().map_err(|_| Problem::Missing)?;
    let Some(entry) = E::find(tx, id)? else { return Ok(None) };
    let name = entry.record().get(agency::NAME).to_owned();
    let Some(before) = &change.after else {
        let free = *entry.record() == change.before.clone().unwrap_or_default() && !is_used(tx, id)?;
        if free {
            delete(tx, id)?;
        }
        return Ok((!free).then_some(name));
    };
    let mut record = entry.record().clone();
    let whole = restore(&mut record, change.before.as_ref(), before);
    entry.with(record).save(tx)?;
    Ok((!whole).then_some(name))
}

/// Makes an entry stand for itself again, with what moved away from it in the merge.
fn parted(tx: &mut Tx<'_>, change: &Change) -> Result<(), Halt> {
    let id = change.subject.parse().map_err(|_| Problem::Missing)?;
    let (Some(agency), Some(moved)) = (agencies::find(tx, id)?, &change.before) else { return Ok(()) };
    let Some(into) = agency.merged_into else { return Ok(()) };
    agencies::move_back(tx, moved, id, into)?;
    Ok(agencies::save(tx, &Agency { merged_into: None, ..agency })?)
}

/// Makes each field that `made` changed from `before` as it was, unless somebody has changed it since. Tells whether all
/// of them are as before.
fn restore(record: &mut Record, made: Option<&Record>, before: &Record) -> bool {
    let Some(made) = made else { return true };
    let mut whole = true;
    for field in made.differences(before) {
        if record.all(field) == made.all(field) {
            record.set(field, before.all(field).to_vec());
        } else {
            whole &= record.all(field) == before.all(field);
        }
    }
    whole
}

/// The entries that an agency's history is made of: itself and those merged into it.
pub(super) fn family(snapshot: &mut Snapshot<'_>, id: Id<Agency>) -> Result<Vec<Id<Agency>>, StoreError> {
    let mut all = vec![id];
    all.extend(agencies::merged_into(snapshot, id)?);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn record(values: &[(&str, &str)]) -> Record {
        let mut record = Record::default();
        for (field, value) in values {
            record.put(field, value);
        }
        record
    }

    #[test]
    fn what_was_changed_since_keeps_its_words() {
        let (before, made) =
            (record(&[("a", "1"), ("b", "1")]), record(&[("a", "2"), ("b", "2"), ("c", "2")]));
        let mut now = record(&[("a", "2"), ("b", "3"), ("c", "2"), ("d", "4")]);
        assert!(!restore(&mut now, Some(&made), &before));
        assert_eq!(now, record(&[("a", "1"), ("b", "3"), ("d", "4")]));
    }

    proptest! {
        #[test]
        fn undone_at_once_is_as_before(
            before in prop::collection::btree_map("[a-d]", "[0-9]{0,2}", 0..4),
            made in prop::collection::btree_map("[a-d]", "[0-9]{0,2}", 0..4),
        ) {
            let of = |map: &std::collections::BTreeMap<String, String>| {
                let mut record = Record::default();
                for (field, value) in map {
            record.put(field, value);
        }
                record
            };
            let (before, made) = (of(&before), of(&made));
            let mut now = made.clone();
            prop_assert!(restore(&mut now, Some(&made), &before));
            prop_assert_eq!(now, before);
        }
    }
}
