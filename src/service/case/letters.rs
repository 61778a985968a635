//! Whom a letter about a case goes to.
//!
//! Everybody at a desk reads the desk's mail. Once somebody there has said that they know the person, a letter to it would tell
//! them that the case they were kept out of has moved. From then on its letters go to each member who may see it, at the address
//! that they sign in with. When nobody may, there is no letter: whoever else could be written to must not learn of it either,
//! and a manager who adds a member to the desk makes somebody who may.

use crate::domain::case::Case;
use crate::domain::id::Id;
use crate::domain::outbox::{Addressee, Notice};
use crate::domain::role::Permission;
use crate::domain::staff::{Staff, Standing};
use crate::service::{House, Problem};
use crate::store::{StoreError, Tx, case as rows, desk, outbox, staff};

/// Puts letters about a case into the outbox. Who may see it is read inside the transaction: a conflict that is declared at the
/// same moment counts.
pub(in crate::service) fn tell(
    tx: &mut Tx<'_>,
    house: &House,
    case: &Case,
    notice: Notice,
) -> Result<(), StoreError> {
    // A desk without an address wants no mail.
    if desk::find(tx, case.desk)?.is_none_or(|desk| desk.email.is_empty()) {
        return Ok(());
    }
    let kept_out = rows::conflicted(tx, case.id)?;
    if kept_out.is_empty() {
        return outbox::enqueue(tx, &house.letter(Addressee::Desk(case.desk), notice, None));
    }
    let members = staff::members(tx, case.desk)?;
    let may_see = members.iter().filter(|person| may(person) && !kept_out.contains(&person.id));
    let letters = may_see.map(|person| house.letter(Addressee::Staff(person.id), notice, None));
    letters.into_iter().try_for_each(|letter| outbox::enqueue(tx, &letter))
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
