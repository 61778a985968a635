//! Sessions, of staff and of practitioners.

use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use crate::error::StoreError;
use crate::{Snapshot, Tx};

/// A session. Its token is in the person's cookie alone; without it, nothing here opens anything.
#[derive(Clone)]
pub struct Session<A: Sessions> {
    /// What finds it: the digest of the token.
    pub lookup: String,
    /// Whose it is.
    pub owner: Id<A>,
    /// Their own key, sealed under the token; none when they came by a passkey that gives no key. Staff
    /// always bring theirs.
    pub sealed_key: Option<Vec<u8>>,
    /// What may still be issued in it.
    pub ration: A::Ration,
    /// When it ends if nothing is done.
    pub expires: Timestamp,
    /// When it ends whatever is done.
    pub ends: Timestamp,
}

/// The table of the sessions of some people.
pub trait Sessions: Clone + Send + Sync + 'static {
    /// What may be issued in a session: to practitioners, unlinkable tokens; to staff nothing.
    type Ration: Copy + Default + Send + Sync;
    /// What seals call the table.
    const SESSIONS: &'static str;

    /// Begins a session.
    fn insert_session(tx: &mut Tx<'_>, new: &Session<Self>) -> Result<(), StoreError>;

    /// A session that has not ended.
    fn find_session(
        snapshot: &mut Snapshot<'_>,
        lookup: &str,
        now: Timestamp,
    ) -> Result<Option<Session<Self>>, StoreError>;

    /// Moves the end of a session on.
    fn extend_session(tx: &mut Tx<'_>, lookup: &str, expires: Timestamp) -> Result<(), StoreError>;

    /// Ends a session.
    fn delete_session(tx: &mut Tx<'_>, lookup: &str) -> Result<(), StoreError>;

    /// Ends every session of a person but the one with this lookup, if there is one. What their browsers kept
    /// from before and what was begun in any session counts for nothing.
    fn delete_sessions(tx: &mut Tx<'_>, owner: Id<Self>, but: Option<&str>) -> Result<(), StoreError>;

    /// Ends the sessions whose time has run out.
    fn sweep_sessions(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError>;
}
