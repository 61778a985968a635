//! Identifiers in addresses.

use domain::platform::id::Id;
use service::Problem;

use crate::error::PageError;

/// An identifier from the address; what is none does not exist.
pub(crate) fn parse<T>(id: &str) -> Result<Id<T>, PageError> {
    id.parse().map_err(|_| Problem::Missing.into())
}
