//! Approvals: what one person may not do alone. One asks, another decides, and each [`purpose`] says who may.
//! An approval is closed: it is asked for once, and then only [`Approval::apply`] changes it.

pub mod decision;
pub mod new_member;
pub mod purpose;
#[cfg(test)]
mod tests;

use purpose::Purpose;

use crate::identity::desk::Desk;
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Timestamp;

/// What one person asks for and another decides on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval(StoredApproval);

/// An approval as its row holds it: for the store, and for samples. See [`Approval::restore`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredApproval {
    /// Its identifier.
    pub id: Id<Approval>,
    /// What it allows.
    pub purpose: &'static Purpose,
    /// What it is about: the identifier of a case, or of whatever else the purpose is for. Nothing that can
    /// be read.
    pub subject: String,
    /// The desk whose matter it is; none when it is no desk's.
    pub desk: Option<Id<Desk>>,
    /// Who asked.
    pub first: Id<Staff>,
    /// When they asked.
    pub asked: Timestamp,
    /// Who decided; none as long as nobody did.
    pub second: Option<Id<Staff>>,
    /// When it was decided or withdrawn.
    pub decided: Option<Timestamp>,
    /// Where it stands.
    pub state: State,
    /// Until when it can be decided.
    pub expires: Timestamp,
    /// When what it allows was done; none as long as it was not. It allows it once.
    pub used: Option<Timestamp>,
    /// How often the row has changed.
    pub version: i64,
}

/// Where an approval stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Somebody has asked, and nobody has decided.
    Waiting,
    /// A second person has approved it.
    Approved,
    /// A second person has refused it.
    Refused,
    /// Who asked has taken it back.
    Withdrawn,
    /// Nobody decided in time. It is written down some minutes late: ask [`Approval::state`].
    Expired,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 5] = [Self::Waiting, Self::Approved, Self::Refused, Self::Withdrawn, Self::Expired];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What staff read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Approved => "Approved",
            Self::Refused => "Refused",
            Self::Withdrawn => "Withdrawn",
            Self::Expired => "Expired",
        }
    }
}

impl Approval {
    /// Takes an approval out of its row. The store is another package, so privacy alone cannot let it in and
    /// keep everybody else out: this is its way in, and a test of the structure holds that nothing but the
    /// store and tests goes through it.
    pub fn restore(stored: StoredApproval) -> Self {
        Self(stored)
    }

    /// Its identifier.
    pub fn id(&self) -> Id<Self> {
        self.0.id
    }

    /// What it allows.
    pub fn purpose(&self) -> &'static Purpose {
        self.0.purpose
    }

    /// What it is about, as an identifier.
    pub fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The desk whose matter it is; none when it is no desk's.
    pub fn desk(&self) -> Option<Id<Desk>> {
        self.0.desk
    }

    /// Who asked.
    pub fn first(&self) -> Id<Staff> {
        self.0.first
    }

    /// When they asked.
    pub fn asked(&self) -> Timestamp {
        self.0.asked
    }

    /// Who decided; none as long as nobody did.
    pub fn second(&self) -> Option<Id<Staff>> {
        self.0.second
    }

    /// When it was decided or withdrawn.
    pub fn decided(&self) -> Option<Timestamp> {
        self.0.decided
    }

    /// Where its row says that it stands: for the store alone.
    pub fn stored_state(&self) -> State {
        self.0.state
    }

    /// Where it stands at this moment.
    pub fn state(&self, now: Timestamp) -> State {
        match self.0.state {
            State::Waiting if self.0.expires <= now => State::Expired,
            state => state,
        }
    }

    /// Until when it can be decided.
    pub fn expires(&self) -> Timestamp {
        self.0.expires
    }

    /// When what it allows was done; none as long as it was not.
    pub fn used(&self) -> Option<Timestamp> {
        self.0.used
    }

    /// How often the row has changed.
    pub fn version(&self) -> i64 {
        self.0.version
    }
}
