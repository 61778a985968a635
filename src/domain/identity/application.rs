//! Agencies that ask to be registered, and how the department makes sure of who they are.

mod check;
mod field;

use super::staff::Staff;
use crate::form::normalise;
use crate::form::record::Record;
use crate::platform::id::Id;
use crate::platform::time::Day;
use crate::register::agency::Agency;

pub use check::{CHECKS, Check, RESULTS, latest, objection};
pub use field::*;

/// Somebody asks, on behalf of an agency, that it be registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its identifier.
    pub id: Id<Application>,
    /// What they wrote, by the fields of [`APPLICATION`].
    pub record: Record,
    /// What was done to make sure of it, in the order in which it was done.
    pub checks: Vec<Check>,
    /// Where it stands.
    pub state: State,
    /// The day it came.
    pub made: Day,
    /// The day it was decided.
    pub decided: Option<Day>,
    /// Who decided it; none while nobody has, and when they have left.
    pub staff: Option<Id<Staff>>,
    /// Why it was refused, for the department alone; empty otherwise.
    pub reason: String,
    /// The agency on the register that it became.
    pub agency: Option<Id<Agency>>,
    /// How often the row has changed.
    pub version: i64,
}

/// Where an application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Nobody has decided.
    Waiting,
    /// The agency was invited.
    Approved,
    /// The agency was not invited.
    Refused,
}

impl State {
    /// Every state, in the order of the list.
    pub const ALL: [Self; 3] = [Self::Waiting, Self::Approved, Self::Refused];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Approved => "approved",
            Self::Refused => "refused",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        match self {
            Self::Waiting => "Waiting",
            Self::Approved => "Approved",
            Self::Refused => "Refused",
        }
    }
}

/// How many days after the decision what is not needed any more is deleted: all of a refused application, the
/// free text of an approved one.
pub const KEPT: i64 = 90;

/// How many working days people are told that an answer takes.
pub const ANSWERED_WITHIN: u32 = 10;

/// The most applications that wait from one mail domain of an organisation.
pub const OF_DOMAIN: usize = 3;
/// The most that wait from one provider at which anybody has an address.
pub const OF_PROVIDER: usize = 10;
/// The most that wait in all.
pub const WAITING: usize = 200;
/// The most that come in one day.
pub const A_DAY: usize = 25;

/// Whether applications are taken just now, from whomever: so many wait, so many came today.
pub fn is_open(waiting: usize, today: usize) -> bool {
    waiting < WAITING && today < A_DAY
}

/// Whether an application from this address is taken, beside those that wait with these addresses, on a day
/// on which so many came. Nothing is known of who sends it: this alone keeps a flood out.
pub fn has_room<'a>(email: &str, waiting: impl Iterator<Item = &'a str> + Clone, today: usize) -> bool {
    let most = if normalise::is_personal(email) { OF_PROVIDER } else { OF_DOMAIN };
    let beside = waiting.clone().filter(|other| normalise::host(other) == normalise::host(email)).count();
    is_open(waiting.count(), today) && beside < most
}

impl Application {
    /// A new one.
    pub fn new(id: Id<Self>, record: Record, made: Day) -> Self {
        Self {
            id,
            record,
            checks: Vec::new(),
            state: State::Waiting,
            made,
            decided: None,
            staff: None,
            reason: String::new(),
            agency: None,
            version: 0,
        }
    }

    /// The name of the agency.
    pub fn name(&self) -> &str {
        self.record.get(NAME)
    }

    /// Where the answer goes.
    pub fn email(&self) -> &str {
        self.record.get(EMAIL)
    }
}

/// What is left of an approved application after [`KEPT`] days: what the register holds as well, without free
/// text.
#[must_use]
pub fn without_text(record: &Record) -> Record {
    let mut left = record.clone();
    for field in [ABOUT, HELP] {
        left.put(field, "");
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
        }
        assert_eq!(State::from_code("lost"), None);
    }

    #[test]
    fn a_flood_finds_no_room_and_others_do() {
        let many = |email: &str, count: usize| vec![email.to_owned(); count];
        let spread = |count: usize| (0..count).map(|number| format!("a@agency{number}.example")).collect();
        let table: [(&str, Vec<String>, usize, bool); 13] = [
            ("jo@harbour.example", vec![], 0, true),
            ("jo@harbour.example", many("mo@harbour.example", OF_DOMAIN - 1), 0, true),
            ("jo@harbour.example", many("mo@harbour.example", OF_DOMAIN), 0, false),
            ("jo@HARBOUR.example", many("mo@harbour.example", OF_DOMAIN), 0, false),
            ("jo@tide.example", many("mo@harbour.example", OF_DOMAIN), 0, true),
            ("jo@sub.harbour.example", many("mo@harbour.example", OF_DOMAIN), 0, true),
            ("jo@gmail.com", many("mo@gmail.com", OF_PROVIDER - 1), 0, true),
            ("jo@gmail.com", many("mo@gmail.com", OF_PROVIDER), 0, false),
            ("jo@outlook.com", many("mo@gmail.com", OF_PROVIDER), 0, true),
            ("jo@harbour.example", spread(WAITING - 1), 0, true),
            ("jo@harbour.example", spread(WAITING), 0, false),
            ("jo@harbour.example", vec![], A_DAY - 1, true),
            ("jo@harbour.example", vec![], A_DAY, false),
        ];
        for (email, waiting, today, fits) in table {
            let waiting_now = waiting.iter().map(String::as_str);
            let told = (email, waiting.len(), today);
            assert_eq!(has_room(email, waiting_now, today), fits, "{told:?}");
        }
    }

    #[test]
    fn free_text_goes_and_the_rest_stays() {
        let mut record = Record::default();
        for (field, value) in
            [(NAME, "Tide"), (ABOUT, "We listen"), (HELP, "Ask Ann"), (PHONE, "01632 960 001")]
        {
            record.put(field, value);
        }
        let left = without_text(&record);
        assert_eq!(record.differences(&left), [ABOUT, HELP]);
        assert!(left.get(ABOUT).is_empty() && left.get(HELP).is_empty());
    }
}
