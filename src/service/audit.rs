//! Reading the audit log.

use crate::domain::role::Permission;
use crate::store::StoreError;
use crate::store::audit::{self as rows, Entry};

use super::session::Signed;
use super::{House, Problem};

/// How many events a page shows.
pub const PAGE: i64 = 100;

/// A page of the log, newest first, and how many events there are.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn page(house: &House, signed: &Signed, page: i64) -> Result<(Vec<Entry>, i64), Problem> {
    signed.require(Permission::ReadAudit)?;
    let read = move |snapshot: &mut crate::store::Snapshot<'_>| {
        Ok::<_, StoreError>((rows::page(snapshot, page.max(0) * PAGE, PAGE)?, rows::count(snapshot)?))
    };
    Ok(house.store.read(read).await?)
}
