//! Something to be done after an engagement, or asked for by an agency.

mod sort;

use super::agency::Agency;
use super::engagement::Engagement;
use crate::form::errors::Errors;
use crate::form::key::Key;
use crate::form::reason::field::FieldReason;
use crate::form::record::{self, Kind, Known, List, Record, Section, needed, plain};
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Day;

pub use sort::FollowUpSort;

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// Its identifier.
    pub id: Id<FollowUp>,
    /// The engagement it follows from.
    pub engagement: Option<Id<Engagement>>,
    /// The agency it is about.
    pub agency: Option<Id<Agency>>,
    /// What to do.
    pub task: String,
    /// Who does it.
    pub owner: Option<Id<Staff>>,
    /// By when.
    pub due: Day,
    /// When it was done.
    pub done: Option<Day>,
    /// How often the row has changed.
    pub version: i64,
}

/// The name of the field for what to do.
pub const TASK: Key = Key::new("task");
/// The name of the field for who does it.
pub const OWNER: Key = Key::new("owner");
/// The name of the field for the day by which it is to be done.
pub const DUE: Key = Key::new("due");

const BY_WHEN: &str = "By when";

/// What is asked about something to be done.
pub const FOLLOW_UP: &[Section] = &[Section {
    title: "Follow-up",
    fields: &[
        needed(TASK, "What to do", "Nothing from a case.", Kind::Line(300)),
        plain(OWNER, "Who does it", Kind::Own(List::Staff)),
        needed(DUE, BY_WHEN, "", Kind::Day),
    ],
}];

/// What was asked for: a follow-up without its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What to do.
    pub task: String,
    /// Who does it.
    pub owner: Option<Id<Staff>>,
    /// By when.
    pub due: Day,
}

impl Task {
    /// Reads what was typed.
    ///
    /// # Errors
    /// One for each field that will not do.
    pub fn parse(typed: &[(String, String)], known: &Known) -> Result<Self, Errors> {
        let record = record::parse(FOLLOW_UP, typed, known)?;
        Self::of(&record).ok_or_else(|| Errors::one(DUE, FieldReason::Empty { label: BY_WHEN }))
    }

    fn of(record: &Record) -> Option<Self> {
        Some(Self { task: record.get(TASK).to_owned(), owner: record.id(OWNER), due: record.day(DUE)? })
    }
}

impl FollowUp {
    /// What is written down about it, by the fields of [`FOLLOW_UP`].
    pub fn record(&self) -> Record {
        let mut record = Record::default();
        record.put(TASK, &self.task);
        record.put(OWNER, &self.owner.map(|id| id.to_string()).unwrap_or_default());
        record.put(DUE, &self.due.iso());
        record
    }

    /// Whether it should have been done before `today`.
    pub fn is_overdue(&self, today: Day) -> bool {
        self.done.is_none() && self.due < today
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    fn typed(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn a_task_says_what_and_by_when() {
        let known = Known::default();
        let task = Task::parse(&typed(&[(TASK.name(), " Send slides "), (DUE.name(), "3 12 2026")]), &known)
            .unwrap();
        assert_eq!(task, Task { task: "Send slides".into(), owner: None, due: Day(date!(2026 - 12 - 03)) });
        let id = "3f2b8c1e-0000-4000-8000-000000000001".parse().unwrap();
        let Task { task, owner, due } = task;
        let kept = FollowUp { id, engagement: None, agency: None, task, owner, due, done: None, version: 0 };
        let record = kept.record();
        assert_eq!((record.get(TASK), record.get(OWNER), record.day(DUE)), ("Send slides", "", Some(due)));
        let errors = Task::parse(&typed(&[(OWNER.name(), "nobody")]), &known).unwrap_err();
        assert!([TASK, OWNER, DUE].iter().all(|field| errors.of(*field).is_some()), "{errors:?}");
    }

    #[test]
    fn what_is_due_today_is_not_overdue() {
        let due = Day(date!(2026 - 12 - 03));
        let id = "3f2b8c1e-0000-4000-8000-000000000001".parse().unwrap();
        let open = FollowUp {
            id,
            engagement: None,
            agency: None,
            task: "Call".into(),
            owner: None,
            due,
            done: None,
            version: 0,
        };
        assert!(!open.is_overdue(due) && open.is_overdue(due.plus_days(1)));
        assert!(!FollowUp { done: Some(due), ..open }.is_overdue(due.plus_days(9)));
    }
}
