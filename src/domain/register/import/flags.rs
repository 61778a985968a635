//! Yes and no, as rows say them of the register's flags. A flag of the register is set or it is not; a row
//! can also say nothing, which leaves it as it is.

use crate::form::key::Key;
use crate::form::record::{Kind, Record, YES};
use crate::register::agency::{AGENCY, NAMED, WITHHELD};
use crate::register::contact::{SPOC, SPOCS};

/// What a draft holds for a flag that the file says is not so. No entry keeps it: there, a flag that is not
/// set is empty.
pub(super) const NO: &str = "no";

/// What stands of a flag when rows contradict each other, whatever their order; none when the first of them
/// stands.
pub(super) fn safer(field: Key) -> Option<&'static str> {
    match field {
        // Where a refuge is must not be told because one of two rows was careless.
        WITHHELD => Some(YES),
        // Nobody is to be named in public on a consent that is in doubt.
        NAMED => Some(NO),
        _ => None,
    }
}

/// A record of a draft as an entry would keep it.
pub(super) fn as_entry(record: &Record) -> Record {
    let mut kept = record.clone();
    let fields = AGENCY.iter().flat_map(|section| section.fields);
    let flags = fields.filter(|field| matches!(field.kind, Kind::Flag)).map(|field| field.name);
    for field in flags.chain([SPOC]).filter(|field| record.get(field) == NO) {
        kept.put(field, "");
    }
    kept
}

/// Puts onto an agency that a row says no to a flag. Whether the flag stays nonetheless, which is to be told:
/// that an address is withheld is taken back by nobody but a person who thinks of that agency. A column of a
/// list may be filled with “no” by a program for want of anything better, and from then on the address of a
/// refuge would be written down and published.
pub(super) fn deny(record: &mut Record, field: Key) -> bool {
    if field == WITHHELD {
        return record.flag(WITHHELD);
    }
    record.put(field, "");
    false
}

/// Puts onto a contact that a row says they are not the single point of contact. A deputy is none: they stay
/// a deputy.
pub(super) fn deny_spoc(record: &mut Record) {
    if SPOCS.first().is_some_and(|spoc| record.get(SPOC) == spoc.code) {
        record.put(SPOC, "");
    }
}
