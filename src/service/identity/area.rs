//! The two areas that people sign in to: the department's, for staff, and the practitioners' area, for
//! practitioners.

use std::future::Future;

use crypto::passkey::Owner;
use crypto::secret::Secret;
use domain::identity::passkey::{Holder, SignInArea};
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::time::Day;
use store::identity::lock::Locks;
use store::identity::session::{Session, Sessions};
use store::{Snapshot, StoreError, Tx};

use crate::problem::TxError;
use crate::{App, Problem};

/// An area that people sign in to, named by whom it is for. Signing in, sessions, passkeys and what guards
/// accounts are written once for both; here stands in what the two differ.
pub trait AccountArea: Locks + Sessions {
    /// Who somebody is by now, with what their pages need.
    type Person: Send;
    /// Somebody who is signed in.
    type Signed: Clone + Send + Sync + 'static;
    /// What is made ready before somebody comes in, and written as they do.
    type Arrival: Send + 'static;

    /// Where they sign in.
    const AREA: SignInArea;
    /// Whether nobody comes in whose own key does not open.
    const NEEDS_KEY: bool;
    /// Whether coming and going is written down.
    const LOGS_VISITS: bool;
    /// How the audit log begins the name of what is theirs.
    const THEIRS: &'static str;

    /// Whose passkeys an account has.
    fn holder(id: Id<Self>) -> Holder;

    /// The account whose passkeys these are; none when it is of the other area.
    fn held_by(holder: Holder) -> Option<Id<Self>>;

    /// Under what failures with an address are counted: nobody who hammers one area slows the other down.
    fn counted_as(email: &str) -> String;

    /// The account with this address, and whether its owner may come in. As much is looked up where there is
    /// nobody, under identifiers that these random bytes give.
    fn look_up(
        snapshot: &mut Snapshot<'_>,
        email: &str,
        nobody: [u8; 16],
        today: Day,
    ) -> Result<(Id<Self>, bool), StoreError>;

    /// How often all sessions of an account were ended at once; none when there is no such account.
    fn generation(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<i32>, StoreError>;

    /// Who somebody is whose account works; none when they may not come in.
    fn load_person(
        snapshot: &mut Snapshot<'_>,
        id: Id<Self>,
        today: Day,
    ) -> Result<Option<Self::Person>, StoreError>;

    /// How a device names an account.
    fn owner(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Owner>, StoreError>;

    /// Makes ready what [`settle`](AccountArea::settle) writes.
    fn prepare(
        app: &App,
        id: Id<Self>,
        key: Option<&Secret<32>>,
    ) -> impl Future<Output = Result<Self::Arrival, Problem>> + Send;

    /// Writes what somebody's coming in changes, and tells what may be issued to them in this session.
    fn settle(
        tx: &mut Tx<'_>,
        id: Id<Self>,
        today: Day,
        arrival: &Self::Arrival,
    ) -> Result<Self::Ration, TxError>;

    /// Somebody who is signed in; none without a key that they need.
    fn signed_in(
        person: Self::Person,
        session: Session<Self>,
        key: Option<Secret<32>>,
    ) -> Option<Self::Signed>;

    /// Whose session it is, and what finds it.
    fn session(signed: &Self::Signed) -> (Id<Self>, &str);

    /// Their own key, where it was opened as they signed in.
    fn own_key(signed: &Self::Signed) -> Option<&Secret<32>>;
}

/// The audit event of what somebody does with their own account. Only staff are actors of the log.
pub(crate) fn event(holder: Holder, deed: AuditAction) -> AuditEvent {
    match holder {
        Holder::Staff(id) => AuditEvent::new(Some(id), deed, &""),
        Holder::Practitioner(id) => AuditEvent::new(None, deed, &id),
    }
}

/// Whom the audit log names.
pub(crate) fn actor(holder: Holder) -> Option<Id<Staff>> {
    match holder {
        Holder::Staff(id) => Some(id),
        Holder::Practitioner(_) => None,
    }
}

/// Writes down that something of somebody's did not open.
pub(crate) async fn broken<A: AccountArea>(app: &App, id: Id<A>, what: &str) -> Problem {
    app.seal_broken(actor(A::holder(id)), &format!("{}{what}", A::THEIRS)).await
}
