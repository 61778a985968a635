//! What guards accounts, of staff and of practitioners.

use domain::platform::id::Id;

use crate::error::StoreError;
use crate::{Snapshot, Tx};

/// What guards an account: what the password gives seals its owner's own key and their second factor.
#[derive(Clone)]
pub struct Lock<A> {
    /// Whose it is.
    pub owner: Id<A>,
    /// The password's salt.
    pub salt: Vec<u8>,
    /// The password's verifier; empty while none was set.
    pub verifier: Vec<u8>,
    /// Their own key, sealed under the key that the password gives.
    pub sealed_key: Vec<u8>,
    /// The second factor's secret, sealed under the key that the password gives.
    pub sealed_totp: Vec<u8>,
    /// The last step whose code was used.
    pub totp_step: i64,
    /// The second factor's secret once more, sealed under a key of the server; none until it is known.
    pub server_totp: Option<Vec<u8>>,
}

/// The table of what guards the accounts of some people.
pub trait Locks: Clone + Send + Sync + 'static {
    /// What seals call the table.
    const LOCKS: &'static str;
    /// What seals call the place of their own key, here and in a session.
    const OWN_KEY: &'static str;

    /// What guards this account; none when no row does.
    fn find_lock(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Lock<Self>>, StoreError>;

    /// Uses up a code's step: false when this step, or a later one, was used before.
    fn use_step(tx: &mut Tx<'_>, id: Id<Self>, step: i64) -> Result<bool, StoreError>;

    /// Writes the second factor's secret as the server keeps it.
    fn set_server_totp(tx: &mut Tx<'_>, id: Id<Self>, sealed: &[u8]) -> Result<(), StoreError>;
}
