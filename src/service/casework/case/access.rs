//! What is looked at again in each step: that a case is still this person's to see, and open to them.

use domain::casework::case::Case;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use store::Snapshot;
use store::casework::case as rows;

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// A case that was opened in this session, before anything is prepared for a write. The write looks again.
pub(super) async fn find_opened(app: &App, signed: &Signed, id: Id<Case>) -> Result<Case, Problem> {
    signed.require(Permission::Casework)?;
    let (signed, now) = (signed.clone(), app.now());
    Ok(app.store.read(move |snapshot| recheck_open(snapshot, &signed, id, now)).await?)
}

/// What every write about a case checks again: that this person is still signed in, that the case is one of
/// their desk's, and that they did not say meanwhile that they know the person. Gives the case as it is now.
pub(super) fn recheck(
    snapshot: &mut Snapshot<'_>,
    signed: &Signed,
    id: Id<Case>,
    now: Timestamp,
) -> Result<Case, TxError> {
    let actor = signed.still(snapshot, now, Permission::Casework)?;
    rows::find(snapshot, &actor, id)?.ok_or(TxError::Problem(Problem::Missing))
}

/// The same for what needs the case to be open in this session.
pub(super) fn recheck_open(
    snapshot: &mut Snapshot<'_>,
    signed: &Signed,
    id: Id<Case>,
    now: Timestamp,
) -> Result<Case, TxError> {
    let case = recheck(snapshot, signed, id, now)?;
    let reason = rows::opening(snapshot, &signed.session, id)?;
    reason.map(|_| case).ok_or(TxError::Problem(Problem::NotOpened))
}
