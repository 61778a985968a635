//! Staff who are signed in.

use crypto::keypair::PrivateKey;
use crypto::passkey::Owner;
use crypto::secret::Secret;
use domain::identity::passkey::{Holder, SignInArea};
use domain::identity::role::{Permission, Role};
use domain::identity::staff::{Actor, Staff, Standing};
use domain::platform::id::Id;
use domain::platform::time::{Day, Timestamp};
use store::identity::session::Session;
use store::identity::{desk, register_access, staff};
use store::{Snapshot, StoreError, Tx};

use super::area::AccountArea;
use super::sign_in::still;
use crate::problem::TxError;
use crate::{App, Problem};

/// Somebody who has signed in, with the key that opens what their desks hold.
#[derive(Clone, Debug)]
pub struct Signed {
    /// Who they are and what they may do.
    pub actor: Actor,
    /// What finds their session; it also ties their form tokens to it.
    pub session: String,
    pub(crate) private: PrivateKey,
}

impl Signed {
    /// Goes on only when the person's role allows this.
    ///
    /// # Errors
    /// [`Problem::Missing`]: what one may not do does not exist.
    pub fn require(&self, permission: Permission) -> Result<(), Problem> {
        if self.actor.may(permission) { Ok(()) } else { Err(Problem::Missing) }
    }

    /// Reads again, inside a write, who this person is and what they may do by now: since the request came,
    /// their session may have ended, their account may not work any more, and they may be at other desks.
    pub(crate) fn still(
        &self,
        snapshot: &mut Snapshot<'_>,
        now: Timestamp,
        permission: Permission,
    ) -> Result<Actor, TxError> {
        let actor = self.present(snapshot, now)?;
        if actor.may(permission) { Ok(actor) } else { Err(Problem::Missing.into()) }
    }

    /// The same, for what a rule of its own says who may.
    pub(crate) fn present(&self, snapshot: &mut Snapshot<'_>, now: Timestamp) -> Result<Actor, TxError> {
        still::<Staff>(snapshot, Staff::session(self), now)
    }
}

impl AccountArea for Staff {
    type Person = Actor;
    type Signed = Signed;
    type Arrival = ();

    const AREA: SignInArea = SignInArea::Staff;
    // Without it none of what their desks hold can be read.
    const NEEDS_KEY: bool = true;
    const LOGS_VISITS: bool = true;
    const THEIRS: &'static str = "";

    fn holder(id: Id<Self>) -> Holder {
        Holder::Staff(id)
    }

    fn held_by(holder: Holder) -> Option<Id<Self>> {
        match holder {
            Holder::Staff(id) => Some(id),
            Holder::Practitioner(_) => None,
        }
    }

    fn counted_as(email: &str) -> String {
        email.to_owned()
    }

    fn look_up(
        snapshot: &mut Snapshot<'_>,
        email: &str,
        nobody: [u8; 16],
        _: Day,
    ) -> Result<(Id<Self>, bool), StoreError> {
        let person = staff::find_email(snapshot, email)?;
        let person = person.filter(|person| person.standing == Standing::Active);
        Ok(person.map_or((Id::from_bytes(nobody), false), |person| (person.id, true)))
    }

    fn generation(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<i32>, StoreError> {
        staff::generation(snapshot, id)
    }

    fn load_person(snapshot: &mut Snapshot<'_>, id: Id<Self>, _: Day) -> Result<Option<Actor>, StoreError> {
        let person = staff::find(snapshot, id)?.filter(|person| person.standing == Standing::Active);
        let Some(person) = person else { return Ok(None) };
        let desks = desk::of_member(snapshot, id)?;
        let register = match person.role {
            Role::Auditor => register_access::of_auditor(snapshot, id)?,
            _ => register_access::of_staff(snapshot, id)?,
        };
        Ok(Some(Actor { id, name: person.name, role: person.role, desks, register }))
    }

    fn owner(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Owner>, StoreError> {
        let owner = |person: Staff| Owner {
            account: Self::holder(id).account(),
            address: person.email,
            name: person.name,
        };
        Ok(staff::find(snapshot, id)?.map(owner))
    }

    async fn prepare(_: &App, _: Id<Self>, _: Option<&Secret<32>>) -> Result<(), Problem> {
        Ok(())
    }

    fn settle(_: &mut Tx<'_>, _: Id<Self>, _: Day, (): &()) -> Result<(), TxError> {
        Ok(())
    }

    fn signed_in(actor: Actor, session: Session<Self>, key: Option<Secret<32>>) -> Option<Signed> {
        Some(Signed { actor, session: session.lookup, private: PrivateKey::new(key?) })
    }

    fn session(signed: &Signed) -> (Id<Self>, &str) {
        (signed.actor.id, &signed.session)
    }

    fn own_key(signed: &Signed) -> Option<&Secret<32>> {
        Some(signed.private.secret())
    }
}
