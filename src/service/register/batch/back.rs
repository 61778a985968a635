//! Putting one entry back as it was before a batch changed it.

use domain::form::record::Record;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use domain::register::agency::Agency;
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::part::{Back, Part};
use store::register::{agency as agencies, change as changes, contact as contacts};
use store::{Snapshot, StoreError, Tx};

use crate::Problem;
use crate::problem::TxError;
use crate::register::entry::Entry;
use crate::register::history::MERGED;

/// What putting an entry back has done.
struct Put {
    back: Back,
    /// How its record was and is; nothing when nothing was written.
    written: Option<(Option<Record>, Option<Record>)>,
}

impl Put {
    fn of(whole: bool, written: Option<(Option<Record>, Option<Record>)>) -> Self {
        Self { back: if whole { Back::Whole } else { Back::Left }, written }
    }
}

/// Puts the entry of a change back, as far as nobody has changed or used it since, and writes down what that
/// changed.
pub(super) fn put(
    tx: &mut Tx<'_>,
    part: &Part,
    (staff, at): (Option<Id<Staff>>, Timestamp),
) -> Result<Back, TxError> {
    let change = &part.change;
    let put = match change.noun {
        EntityKind::Contact => taken_back(tx, change, contacts::is_used, contacts::delete)?,
        EntityKind::Agency if change.after.as_ref().is_some_and(|moved| moved.flag(MERGED)) => {
            parted(tx, change)?
        }
        EntityKind::Agency => taken_back(tx, change, agencies::is_used, agencies::delete)?,
        _ => Put::of(false, None),
    };
    if let Some((before, after)) = put.written {
        let event =
            Change { deed: ChangeKind::Undone, at, staff, batch: None, before, after, ..change.clone() };
        changes::record(tx, &event)?;
    }
    Ok(put.back)
}

/// Takes an entry out that was added, unless something refers to it by now; makes one that was changed as it
/// was.
fn taken_back<E: Entry>(
    tx: &mut Tx<'_>,
    change: &Change,
    is_used: impl Fn(&mut Snapshot<'_>, Id<E>) -> Result<bool, StoreError>,
    delete: impl Fn(&mut Tx<'_>, Id<E>) -> Result<(), StoreError>,
) -> Result<Put, TxError> {
    let id = change.subject.parse().map_err(|_| Problem::Missing)?;
    let Some(entry) = E::find(tx, id)? else { return Ok(Put::of(true, None)) };
    let now = entry.record().clone();
    let Some(before) = &change.before else {
        let free = change.after.as_ref() == Some(&now) && !is_used(tx, id)?;
        if free {
            delete(tx, id)?;
        }
        return Ok(Put::of(free, free.then_some((Some(now), None))));
    };
    let mut record = now.clone();
    let whole = restore(&mut record, change.after.as_ref(), before);
    if record == now {
        return Ok(Put::of(whole, None));
    }
    entry.with(record.clone()).save(tx)?;
    Ok(Put::of(whole, Some((Some(now), Some(record)))))
}

/// Makes an entry stand for itself again, with what moved away from it in the merge.
fn parted(tx: &mut Tx<'_>, change: &Change) -> Result<Put, TxError> {
    let id = change.subject.parse().map_err(|_| Problem::Missing)?;
    let (Some(agency), Some(moved)) = (agencies::find(tx, id)?, &change.after) else {
        return Ok(Put::of(false, None));
    };
    let Some(into) = agency.merged_into else { return Ok(Put::of(true, None)) };
    agencies::move_back(tx, moved, id, into)?;
    let record = agency.record.clone();
    agencies::save(tx, &Agency { merged_into: None, ..agency })?;
    Ok(Put::of(true, Some((None, Some(record)))))
}

/// Makes each field that `made` changed from `before` as it was, unless somebody has changed it since. Tells
/// whether all of them are as before.
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
                let pairs: Vec<_> = map.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
                record(&pairs)
            };
            let (before, made) = (of(&before), of(&made));
            let mut now = made.clone();
            prop_assert!(restore(&mut now, Some(&made), &before));
            prop_assert_eq!(now, before);
        }
    }
}
