//! How professional standards handles a concern. A case is closed: it is opened once, and then only
//! [`Case::apply`] changes it, as the [workflow](super::workflow) allows.

pub mod command;
pub mod decision;
pub mod facts;
mod sort;
#[cfg(test)]
mod tests;

use super::status::Status;
use super::workflow::{By, Guard, TRANSITIONS, Transition};
use crate::form::key::Key;
use crate::identity::desk::Desk;
use crate::identity::role::Role;
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Day;
use crate::report::concern::{Concern, Risk};
use crate::report::reference::Reference;

pub use sort::CaseSort;

/// The name of the field for whether somebody knows the person a case is about.
pub const KNOWS: Key = Key::new("knows");
/// The name of the field for why a case is opened.
pub const REASON: Key = Key::new("reason");
/// The name of the field for who works on a case.
pub const ASSIGNEE: Key = Key::new("assignee");
/// The name of the field for the reference of a case that is looked for.
pub const REFERENCE: Key = Key::new("reference");

/// The handling of one concern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case(StoredCase);

/// What a new case begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCase {
    /// Its identifier.
    pub id: Id<Case>,
    /// The concern it handles.
    pub concern: Id<Concern>,
    /// The desk that receives it.
    pub desk: Id<Desk>,
    /// What people quote.
    pub reference: Reference,
    /// How urgent the answers look.
    pub risk: Risk,
    /// The day the concern was received.
    pub received: Day,
    /// The language of the story.
    pub language: String,
    /// Whether files came with it.
    pub has_files: bool,
    /// Whether the reporter can be answered in a mailbox.
    pub has_mailbox: bool,
    /// Whether a sealed source exists.
    pub has_source: bool,
}

/// A case as its row holds it: for the store, and for samples. See [`Case::restore`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own: no two exclude each other")]
pub struct StoredCase {
    /// Its identifier.
    pub id: Id<Case>,
    /// The concern it handles.
    pub concern: Id<Concern>,
    /// The desk that handles it.
    pub desk: Id<Desk>,
    /// What people quote.
    pub reference: Reference,
    /// Where it stands.
    pub status: Status,
    /// Who works on it.
    pub assignee: Option<Id<Staff>>,
    /// How urgent the answers look.
    pub risk: Risk,
    /// The day the concern was received.
    pub received: Day,
    /// The language of the story.
    pub language: String,
    /// Whether files came with it.
    pub has_files: bool,
    /// Whether the reporter can be answered in a mailbox.
    pub has_mailbox: bool,
    /// Whether a sealed source exists.
    pub has_source: bool,
    /// Whether the reporter has written since the desk last looked.
    pub unread: bool,
    /// Whether somebody declared a conflict and the manager has not yet dealt with it.
    pub conflict: bool,
    /// How often the row has changed.
    pub version: i64,
}

impl Case {
    /// Opens the case of a concern that has just been received.
    pub fn open(new: NewCase) -> Self {
        Self(StoredCase {
            id: new.id,
            concern: new.concern,
            desk: new.desk,
            reference: new.reference,
            status: Status::Submitted,
            assignee: None,
            risk: new.risk,
            received: new.received,
            language: new.language,
            has_files: new.has_files,
            has_mailbox: new.has_mailbox,
            has_source: new.has_source,
            unread: false,
            conflict: false,
            version: 1,
        })
    }

    /// Takes a case out of its row. The store is another package, so privacy alone cannot let it in and keep
    /// everybody else out: this is its way in, and a test of the structure holds that nothing but the store
    /// and tests goes through it.
    pub fn restore(stored: StoredCase) -> Self {
        Self(stored)
    }

    /// Gives a case that has never been stored another reference, because the one that was drawn is taken.
    #[must_use]
    pub fn with_reference(self, reference: Reference) -> Self {
        Self(StoredCase { reference, ..self.0 })
    }

    /// Its identifier.
    pub fn id(&self) -> Id<Self> {
        self.0.id
    }

    /// The concern it handles.
    pub fn concern(&self) -> Id<Concern> {
        self.0.concern
    }

    /// The desk that handles it.
    pub fn desk(&self) -> Id<Desk> {
        self.0.desk
    }

    /// What people quote.
    pub fn reference(&self) -> &Reference {
        &self.0.reference
    }

    /// Where it stands.
    pub fn status(&self) -> Status {
        self.0.status
    }

    /// Who works on it.
    pub fn assignee(&self) -> Option<Id<Staff>> {
        self.0.assignee
    }

    /// How urgent the answers look.
    pub fn risk(&self) -> Risk {
        self.0.risk
    }

    /// The day the concern was received.
    pub fn received(&self) -> Day {
        self.0.received
    }

    /// The language of the story.
    pub fn language(&self) -> &str {
        &self.0.language
    }

    /// Whether files came with it.
    pub fn has_files(&self) -> bool {
        self.0.has_files
    }

    /// Whether the reporter can be answered in a mailbox.
    pub fn has_mailbox(&self) -> bool {
        self.0.has_mailbox
    }

    /// Whether a sealed source exists.
    pub fn has_source(&self) -> bool {
        self.0.has_source
    }

    /// Whether the reporter has written since the desk last looked.
    pub fn is_unread(&self) -> bool {
        self.0.unread
    }

    /// Whether somebody declared a conflict and the manager has not yet dealt with it.
    pub fn has_conflict(&self) -> bool {
        self.0.conflict
    }

    /// How often the row has changed.
    pub fn version(&self) -> i64 {
        self.0.version
    }

    /// What a person of this role may do next, in table order: the buttons.
    pub fn actions(&self, role: Role) -> impl Iterator<Item = &'static Transition> {
        let (status, has_mailbox) = (self.status(), self.has_mailbox());
        TRANSITIONS.iter().filter(move |row| {
            row.is_button()
                && row.from == Some(status)
                && (has_mailbox || !row.guards.contains(&Guard::HasMailbox))
                && matches!(row.by, By::Roles(roles) if roles.contains(&role))
        })
    }
}
