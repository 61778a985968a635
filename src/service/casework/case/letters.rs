//! Whom a letter about a case goes to.
//!
//! Everybody at a desk reads the desk's mail. Once somebody there has said that they know the person, a letter to it would tell
//! them that the case they were kept out of has moved. From then on its letters go to each member who may see it, at the address
//! that they sign in with. When nobody may, there is no letter: whoever else could be written to must not learn of it either,
//! and a manager who adds a member to the desk makes somebody who may. Whoever is the last to say so is asked to see to that.

use domain::casework::case::Case;
use domain::identity::role::Permission;
use domain::identity::staff::{Staff, Standing};
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice};
use store::casework::case as rows;
use store::identity::{desk, staff};
use store::platform::outbox;
use store::{Snapshot, StoreError, Tx};

use crate::{House, Problem};

/// Puts letters about a case into the outbox. Who may see it is read inside the transaction: a conflict that is declared at the
/// same moment counts.
pub(crate) fn tell(tx: &mut Tx<'_>, house: &House, case: &Case, notice: Notice) -> Result<(), StoreError> {
    // A desk without an address wants no mail.
    if desk::find(tx, case.desk)?.is_none_or(|desk| desk.email.is_empty()) {
        return Ok(());
    }
    if rows::conflicted(tx, case.id)?.is_empty() {
        return outbox::enqueue(tx, &house.letter(Addressee::Desk(case.desk), notice, None));
    }
    for person in those_who_may_see(tx, case)? {
        outbox::enqueue(tx, &house.letter(Addressee::Staff(person.id), notice, None))?;
    }
    Ok(())
}

/// Whether anybody may see a case. Whoever is the last to say that they know the person is told when nobody is left, since no
/// letter can say so.
///
/// # Errors
/// When the store does not work.
pub async fn are_others(house: &House, case: &Case) -> Result<bool, Problem> {
    let case = case.clone();
    let people = house.store.read(move |snapshot| those_who_may_see(snapshot, &case)).await?;
    Ok(!people.is_empty())
}

fn those_who_may_see(snapshot: &mut Snapshot<'_>, case: &Case) -> Result<Vec<Staff>, StoreError> {
    let kept_out = rows::conflicted(snapshot, case.id)?;
    let members = staff::members(snapshot, case.desk)?.into_iter();
    Ok(members.filter(|person| may(person) && !kept_out.contains(&person.id)).collect())
}

fn may(person: &Staff) -> bool {
    person.standing == Standing::Active && person.role.may(Permission::Casework)
}

/// Where letters about cases reach somebody; none when they work on cases no more.
///
/// # Errors
/// When the store does not work.
pub async fn address(house: &House, id: Id<Staff>) -> Result<Option<String>, Problem> {
    let person = house.store.read(move |snapshot| staff::find(snapshot, id)).await?;
    Ok(person.filter(may).map(|person| person.email))
}
