//! Open Referral UK: how directories of services hand their lists to each other (Human Services Data
//! Specification 3, as JSON or as a ZIP of CSV tables).

mod directory;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use read::read;
pub use write::{json, tables};

/// The most that tables of a ZIP may unpack to, in bytes.
const MAX_UNPACKED: u64 = 100 * 1024 * 1024;

/// The tables that are read and written.
const TABLES: [&str; 12] = [
    "organizations",
    "organization_identifiers",
    "services",
    "contacts",
    "phones",
    "locations",
    "addresses",
    "service_at_locations",
    "service_areas",
    "languages",
    "attributes",
    "taxonomy_terms",
];
