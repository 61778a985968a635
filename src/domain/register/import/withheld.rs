//! Where a refuge is must not be written down: neither in the fields for it nor in a note.

use crate::form::record::Record;
use crate::register::agency::{self, NOTES, WITHHELD};

/// What stands before an address or a postcode that went to the notes.
const PLACES: [&str; 2] = ["Address: ", "Postcode: "];

/// Takes an address out that must not be written down; whether there was one.
pub(super) fn conceal(record: &mut Record) -> bool {
    record.flag(WITHHELD) && agency::conceal(record)
}

/// Does the same to what several rows say together: one of them may have put an address into the notes before
/// another said that it is withheld.
pub(super) fn conceal_all(record: &mut Record) -> bool {
    let hidden = conceal(record);
    if !record.flag(WITHHELD) {
        return hidden;
    }
    let notes = without_places(record.get(NOTES));
    let noted = notes != record.get(NOTES);
    record.put(NOTES, &notes);
    hidden || noted
}

/// Notes without addresses and postcodes that found no other place.
pub(super) fn without_places(notes: &str) -> String {
    without_new_places(notes, "")
}

/// The same, save for those that stood in earlier notes.
pub(super) fn without_new_places(notes: &str, earlier: &str) -> String {
    let is_place = |line: &&str| PLACES.iter().any(|place| line.trim_start().starts_with(place));
    let is_new = |line: &&str| !earlier.split('\n').any(|known| known.trim() == line.trim());
    notes.split('\n').filter(|line| !(is_place(line) && is_new(line))).collect::<Vec<_>>().join("\n")
}
