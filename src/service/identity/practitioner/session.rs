//! Practitioners who are signed in.
//!
//! That somebody signed in is written nowhere once the session has ended: a log of when practitioners were
//! here would say which of them may have sent the report that came that day.

use crypto::OpenError;
use crypto::passkey::Owner;
use crypto::secret::Secret;
use crypto::token::Token;
use domain::identity::passkey::{Holder, SignInArea};
use domain::identity::practitioner::Practitioner;
use domain::identity::staff::Standing;
use domain::platform::id::Id;
use domain::platform::quarter::Quarter;
use domain::platform::time::{Day, Timestamp};
use domain::register::agency::Agency;
use store::identity::practitioner::{self, kept_list as lists};
use store::identity::session::{Session, Sessions};
use store::register::{agency, contact};
use store::{Snapshot, StoreError, Tx};

use super::kept_list;
use crate::identity::area::AccountArea;
use crate::identity::sign_in::still;
use crate::problem::TxError;
use crate::{App, Problem};

/// A practitioner who has signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who they are.
    pub practitioner: Practitioner,
    /// The agency they work for.
    pub agency: Agency,
    /// What finds their session; it also ties their form tokens to it.
    pub session: String,
    /// Whether unlinkable tokens may still be issued in this session.
    pub ration: bool,
    /// Their own key, which opens what they keep here; none when they came by a passkey that gives no key.
    pub(crate) key: Option<Secret<32>>,
}

impl SignedIn {
    /// Goes on only for somebody who leads for their agency.
    ///
    /// # Errors
    /// [`Problem::Missing`]: what one may not do does not exist.
    pub fn require_lead(&self) -> Result<(), Problem> {
        if self.practitioner.lead { Ok(()) } else { Err(Problem::Missing) }
    }

    /// Reads again, inside a write, who this person is and for whom they work by now: they may have left, and
    /// their agency may be paused or another entry of the register.
    pub(crate) fn still(
        &self,
        snapshot: &mut Snapshot<'_>,
        now: Timestamp,
    ) -> Result<(Practitioner, Agency), TxError> {
        still::<Practitioner>(snapshot, Practitioner::session(self), now)
    }

    /// The same for what only a lead may do.
    pub(crate) fn still_leads(&self, snapshot: &mut Snapshot<'_>, now: Timestamp) -> Result<Agency, TxError> {
        let (person, agency) = self.still(snapshot, now)?;
        if person.lead { Ok(agency) } else { Err(Problem::Missing.into()) }
    }

    /// Whether what they keep here can be opened.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }
}

/// What a person's coming in changes of what they keep here.
#[derive(Debug)]
pub struct KeptList {
    old: Option<Vec<u8>>,
    /// The same in another seal, or the first; none when their key is not there or does not open it.
    new: Option<Vec<u8>>,
}

impl AccountArea for Practitioner {
    type Person = (Practitioner, Agency);
    type Signed = SignedIn;
    type Arrival = KeptList;

    const AREA: SignInArea = SignInArea::Agency;
    // A passkey that gives no key lets them in all the same: they keep nothing then.
    const NEEDS_KEY: bool = false;
    const LOGS_VISITS: bool = false;
    const THEIRS: &'static str = "practitioner ";

    fn holder(id: Id<Self>) -> Holder {
        Holder::Practitioner(id)
    }

    fn held_by(holder: Holder) -> Option<Id<Self>> {
        match holder {
            Holder::Practitioner(id) => Some(id),
            Holder::Staff(_) => None,
        }
    }

    fn counted_as(email: &str) -> String {
        format!("practitioner {email}")
    }

    fn look_up(
        snapshot: &mut Snapshot<'_>,
        email: &str,
        nobody: [u8; 16],
        today: Day,
    ) -> Result<(Id<Self>, bool), StoreError> {
        let person = practitioner::find_email(snapshot, email)?;
        let id = person.map_or(Id::from_bytes(nobody), |person| person.id);
        let welcome = load_active(snapshot, id, today)?.is_some();
        if !welcome {
            contact::find(snapshot, Id::from_bytes(nobody))?;
            agency::find(snapshot, Id::from_bytes(nobody))?;
        }
        Ok((id, welcome))
    }

    fn generation(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<i32>, StoreError> {
        practitioner::generation(snapshot, id)
    }

    fn load_person(
        snapshot: &mut Snapshot<'_>,
        id: Id<Self>,
        today: Day,
    ) -> Result<Option<Self::Person>, StoreError> {
        load_active(snapshot, id, today)
    }

    fn owner(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Owner>, StoreError> {
        let owner = |person: Practitioner| Owner {
            account: id.to_string(),
            address: person.email,
            name: person.name,
        };
        Ok(practitioner::find(snapshot, id)?.map(owner))
    }

    /// Whatever they come for, what they keep here gets another seal.
    async fn prepare(app: &App, id: Id<Self>, key: Option<&Secret<32>>) -> Result<KeptList, Problem> {
        let old = app.read(move |snapshot| lists::find(snapshot, id)).await?;
        let new = match (key, &old) {
            (Some(key), Some(old)) => match kept_list::reseal(key, old) {
                Ok(list) => Some(list),
                // Written down. It keeps nobody out: it stays as it is, and does not open.
                Err(OpenError) => match app.seal_broken(None, &"kept reports").await {
                    Problem::Sealed => None,
                    problem => return Err(problem),
                },
            },
            (Some(key), None) => Some(kept_list::create_empty(key)),
            (None, _) => None,
        };
        Ok(KeptList { old, new })
    }

    /// Whatever they come for, the rations go up by one.
    fn settle(tx: &mut Tx<'_>, id: Id<Self>, today: Day, list: &KeptList) -> Result<bool, TxError> {
        let (rations, ration) = practitioner::rations(tx, id)?.at_sign_in(Quarter::of(today));
        practitioner::set_rations(tx, id, &rations)?;
        match (&list.old, &list.new) {
            // When it has just been changed elsewhere, it has another seal already.
            (Some(old), Some(new)) => {
                lists::replace(tx, id, old, new)?;
            }
            (None, Some(new)) if lists::find(tx, id)?.is_none() => lists::insert(tx, id, new)?,
            _ => {}
        }
        Ok(ration)
    }

    fn signed_in(
        (practitioner, agency): Self::Person,
        session: Session<Self>,
        key: Option<Secret<32>>,
    ) -> Option<SignedIn> {
        Some(SignedIn { practitioner, agency, session: session.lookup, ration: session.ration, key })
    }

    fn session(signed: &SignedIn) -> (Id<Self>, &str) {
        (signed.practitioner.id, &signed.session)
    }

    fn own_key(signed: &SignedIn) -> Option<&Secret<32>> {
        signed.key.as_ref()
    }
}

/// A practitioner whose account works, with their agency, if its people may come in and they still work
/// there.
pub(crate) fn load_active(
    snapshot: &mut Snapshot<'_>,
    id: Id<Practitioner>,
    today: Day,
) -> Result<Option<(Practitioner, Agency)>, StoreError> {
    let person = practitioner::find(snapshot, id)?.filter(|person| person.standing == Standing::Active);
    let Some(person) = person else { return Ok(None) };
    if has_left(snapshot, &person, today)? {
        return Ok(None);
    }
    let agency = agency::find(snapshot, person.agency)?.filter(Agency::is_welcome);
    Ok(agency.map(|agency| (person, agency)))
}

/// Whether the register says that somebody does not work for their agency any more.
pub(crate) fn has_left(
    snapshot: &mut Snapshot<'_>,
    person: &Practitioner,
    today: Day,
) -> Result<bool, StoreError> {
    let Some(id) = person.contact else { return Ok(false) };
    Ok(contact::find(snapshot, id)?.is_some_and(|contact| contact.has_left(today)))
}

/// Ends the session of a cookie.
///
/// # Errors
/// When the store does not work.
pub async fn leave(app: &App, token: &Token) -> Result<(), Problem> {
    let lookup = token.lookup();
    app.write(move |tx| Ok(Practitioner::delete_session(tx, &lookup)?)).await
}
