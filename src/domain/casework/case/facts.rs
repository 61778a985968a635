//! What the rules of a case need to know beside the case itself, and whom letters about it go to.
//!
//! Everybody at a desk reads the desk's mail. Once somebody there has said that they know the person, a
//! letter to it would tell them that the case they were kept out of has moved. From then on its letters go to
//! each member who may see it, at the address that they sign in with. When nobody may, there is no letter:
//! whoever else could be written to must not learn of it either, and a manager who adds a member to the desk
//! makes somebody who may. Whoever is the last to say so is asked to see to that.

use crate::identity::desk::Desk;
use crate::identity::role::{Permission, Role};
use crate::identity::staff::{Staff, Standing};
use crate::platform::id::Id;
use crate::platform::outbox::Addressee;
use crate::platform::time::Timestamp;

/// Who wants something done to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Whoever made the report.
    Reporter,
    /// A member of staff.
    Staff(Id<Staff>, Role),
}

impl Party {
    /// Who it is; none for the reporter, who is nobody here.
    pub fn staff(self) -> Option<Id<Staff>> {
        match self {
            Self::Staff(id, _) => Some(id),
            Self::Reporter => None,
        }
    }
}

/// The desk of a case at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskFacts {
    /// The desk.
    pub id: Id<Desk>,
    /// Whether it has an address. One without wants no mail.
    pub wants_mail: bool,
    /// Its members.
    pub members: Vec<Staff>,
    /// Everybody who said that they know the person the case is about, whether they are at the desk or not.
    pub kept_out: Vec<Id<Staff>>,
}

/// What a decision rests on. The write that decides reads it inside its transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Who wants it done.
    pub by: Party,
    /// When.
    pub now: Timestamp,
    /// Who is at the desk.
    pub desk: DeskFacts,
}

/// Whether somebody works on cases and has an account that works.
pub fn works_on_cases(person: &Staff) -> bool {
    person.standing == Standing::Active && person.role.may(Permission::Casework)
}

impl DeskFacts {
    /// Whether somebody is at the desk.
    pub fn has_member(&self, id: Id<Staff>) -> bool {
        self.members.iter().any(|member| member.id == id)
    }

    /// Whether somebody said that they know the person.
    pub fn is_kept_out(&self, id: Id<Staff>) -> bool {
        self.kept_out.contains(&id)
    }

    /// Everybody at the desk who may see the case.
    pub fn readers(&self) -> impl Iterator<Item = &Staff> {
        self.members.iter().filter(|person| works_on_cases(person) && !self.is_kept_out(person.id))
    }

    /// Whom a letter about the case goes to.
    pub fn addressees(&self) -> Vec<Addressee> {
        match (self.wants_mail, self.kept_out.is_empty()) {
            (false, _) => Vec::new(),
            (true, true) => vec![Addressee::Desk(self.id)],
            (true, false) => self.readers().map(|person| Addressee::Staff(person.id)).collect(),
        }
    }

    /// The same desk once this person has been kept out.
    pub(super) fn keeping_out(&self, id: Id<Staff>) -> Self {
        let mut desk = self.clone();
        desk.kept_out.push(id);
        desk
    }
}
