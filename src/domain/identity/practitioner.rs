//! People with accounts on the agencies' side.

use std::collections::BTreeSet;

use super::staff::Standing;
use crate::platform::force::{District, Lists};
use crate::platform::id::Id;
use crate::platform::quarter::Quarter;
use crate::platform::time::Timestamp;
use crate::register::agency::{Agency, TYPES};
use crate::register::contact::Contact;

/// Somebody who works for a registered agency and has an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Practitioner {
    /// Their identifier.
    pub id: Id<Practitioner>,
    /// The agency they work for.
    pub agency: Id<Agency>,
    /// The contact of the register that they are, if they are one.
    pub contact: Option<Id<Contact>>,
    /// Their work address, folded: what they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// Whether they lead for their agency: they add and remove colleagues, and keep its contacts right.
    pub lead: bool,
    /// Whether they have an account that works.
    pub standing: Standing,
}

/// What a practitioner's agency does and where, as far as their reports may tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workplace {
    /// The codes of its types.
    pub types: Vec<String>,
    /// The districts that it works in, in order of their identifiers.
    pub districts: Vec<Id<District>>,
}

impl Workplace {
    /// An agency's. One that works in a whole force works in each of its districts.
    pub fn of(agency: &Agency, lists: &Lists) -> Self {
        let areas = agency.areas();
        let works = |district: &District| {
            areas.iter().any(|area| match area.district {
                Some(id) => id == district.id,
                None => area.force == district.force,
            })
        };
        let districts: BTreeSet<Id<District>> =
            lists.districts.iter().filter(|district| works(district)).map(|one| one.id).collect();
        Self { types: agency.record.all(TYPES).to_vec(), districts: districts.into_iter().collect() }
    }
}

/// Whether a one-time link still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// Nobody has used it.
    Open,
    /// An account was set up with it.
    Used,
    /// It was withdrawn, or a newer one took its place.
    Revoked,
}

impl LinkState {
    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Used => "used",
            Self::Revoked => "revoked",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Open, Self::Used, Self::Revoked].into_iter().find(|state| state.code() == code)
    }
}

/// An account as those see it who keep the list of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Whose it is.
    pub person: Practitioner,
    /// Until when their one-time link works, or worked; none when there is no link that waits to be used.
    pub until: Option<Timestamp>,
}

/// Where an account stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccountState {
    /// They have a link that works until then.
    Invited(Timestamp),
    /// Their link ran out then, unused.
    RanOut(Timestamp),
    /// They can sign in.
    Active,
    /// The account, or the invitation to one, has ended.
    Ended,
}

impl Account {
    /// Where it stands at this moment.
    pub fn state(&self, now: Timestamp) -> AccountState {
        match (self.person.standing, self.until) {
            (Standing::Active, _) => AccountState::Active,
            (Standing::Invited, Some(until)) if until > now => AccountState::Invited(until),
            (Standing::Invited, Some(until)) => AccountState::RanOut(until),
            (Standing::Invited, None) | (Standing::Left, _) => AccountState::Ended,
        }
    }
}

/// How many sessions of an account may have unlinkable tokens issued in one quarter.
pub const RATIONS: i32 = 20;

/// How many rations an account has had, and in which quarter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rations {
    /// The code of the quarter that was counted last; empty before the first.
    pub quarter: String,
    /// How many in it, up to [`RATIONS`].
    pub had: i32,
}

impl Rations {
    /// Counts a sign-in: what stands then, and whether the session gets a ration.
    ///
    /// It counts for everybody and whatever they came for, so that the number never tells who went on to the
    /// anonymous way.
    #[must_use]
    pub fn at_sign_in(&self, now: Quarter) -> (Self, bool) {
        let quarter = now.code();
        let had = if self.quarter == quarter { self.had } else { 0 };
        (Self { quarter, had: (had + 1).min(RATIONS) }, had < RATIONS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::record::Record;
    use crate::platform::time::Day;
    use crate::register::agency::AREAS;

    fn quarter(day: &str) -> Quarter {
        Quarter::of(Day::parse_iso(day).unwrap())
    }

    #[test]
    fn a_quarter_has_so_many_rations_and_no_more() {
        let mut rations = Rations::default();
        let autumn = quarter("2026-11-22");
        for number in 1..=RATIONS {
            let granted;
            (rations, granted) = rations.at_sign_in(autumn);
            assert!(granted, "{number}");
            assert_eq!(rations, Rations { quarter: "2026Q4".into(), had: number });
        }
        let (more, granted) = rations.at_sign_in(autumn);
        assert!(!granted && more == rations, "the number goes no further");
        let (new, granted) = more.at_sign_in(quarter("2027-01-01"));
        assert!(granted);
        assert_eq!(new, Rations { quarter: "2027Q1".into(), had: 1 });
    }

    #[test]
    fn an_account_stands_somewhere() {
        let now = Timestamp::from_micros(1_800_000_000_000_000);
        let account = |standing, until| Account {
            person: Practitioner {
                id: "00000000-0000-4000-8000-000000000001".parse().unwrap(),
                agency: "00000000-0000-4000-8000-000000000002".parse().unwrap(),
                contact: None,
                email: "m.lund@agency.example".into(),
                name: "Mina Lund".into(),
                lead: false,
                standing,
            },
            until,
        };
        let (later, earlier) = (now.plus_seconds(1), now.plus_seconds(-1));
        for (standing, until, expected) in [
            (Standing::Invited, Some(later), AccountState::Invited(later)),
            (Standing::Invited, Some(now), AccountState::RanOut(now)),
            (Standing::Invited, Some(earlier), AccountState::RanOut(earlier)),
            (Standing::Invited, None, AccountState::Ended),
            (Standing::Active, Some(later), AccountState::Active),
            (Standing::Left, Some(later), AccountState::Ended),
        ] {
            assert_eq!(account(standing, until).state(now), expected);
        }
    }

    #[test]
    fn codes_of_links_are_read_back() {
        for state in [LinkState::Open, LinkState::Used, LinkState::Revoked] {
            assert_eq!(LinkState::from_code(state.code()), Some(state));
        }
        assert_eq!(LinkState::from_code(""), None);
    }

    #[test]
    fn a_workplace_is_in_every_district_of_a_force_that_it_covers() {
        let id = |number: u8| format!("00000000-0000-4000-8000-0000000000{number:02}").parse().unwrap();
        let district = |number, force: &str| District {
            id: id(number),
            force: force.into(),
            name: "x".into(),
            position: None,
        };
        let districts = vec![district(1, "a"), district(2, "a"), district(3, "b")];
        let lists = Lists { forces: Vec::new(), districts };
        let (one, two) = (lists.districts[0].id, lists.districts[1].id);
        for (areas, found) in [
            (vec![format!("a/{one}")], vec![one]),
            (vec!["b".to_owned()], vec![lists.districts[2].id]),
            (vec!["a".to_owned()], vec![one, two]),
            (vec![format!("a/{one}"), format!("a/{two}")], vec![one, two]),
            (vec![], vec![]),
            (vec!["elsewhere".to_owned()], vec![]),
        ] {
            let mut record = Record::default();
            record.add(TYPES, "DA-REF");
            for area in &areas {
                record.add(AREAS, area);
            }
            let workplace = Workplace::of(
                &Agency::new("00000000-0000-4000-8000-000000000009".parse().unwrap(), record),
                &lists,
            );
            assert_eq!((workplace.types.len(), workplace.districts), (1, found), "{areas:?}");
        }
    }
}
