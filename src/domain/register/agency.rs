//! Organisations that support people, as the register keeps them.

mod field;
mod mark;
mod sort;

use crate::form::key::Key;
use crate::form::reason::register::RegisterReason;
use crate::form::record::{self, Area, Kind, List, Record};
use crate::form::{choice, normalise};
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Day;

pub use crate::platform::agency_type::AGENCY_TYPES;
pub use field::*;
pub use mark::Mark;
pub use sort::AgencySort;

/// An organisation on the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agency {
    /// Its identifier.
    pub id: Id<Agency>,
    /// The entry that it was merged into; none while it stands for itself.
    pub merged_into: Option<Id<Agency>>,
    /// What is written down about it, by the fields of [`AGENCY`].
    pub record: Record,
    /// How often the row has changed.
    pub version: i64,
}

/// Where the working relationship stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Known to exist.
    Prospect,
    /// Asked to register.
    Invited,
    /// Registered.
    Registered,
    /// Not to be called for now.
    Paused,
    /// Closed, or wants nothing more to do with it.
    Left,
}

impl Standing {
    /// Every standing, in the order an agency meets them.
    pub const ALL: [Self; 5] = [Self::Prospect, Self::Invited, Self::Registered, Self::Paused, Self::Left];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Prospect => "prospect",
            Self::Invited => "invited",
            Self::Registered => "registered",
            Self::Paused => "paused",
            Self::Left => "left",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|standing| standing.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        choice::label(STANDINGS, self.code())
    }

    /// Whether the agency counts in coverage and is to be called.
    pub fn is_active(self) -> bool {
        !matches!(self, Self::Paused | Self::Left)
    }
}

/// How often an agency is to be met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Every three months.
    A,
    /// Every six.
    B,
    /// Every twelve.
    C,
}

impl Tier {
    /// Every tier, the closest first.
    pub const ALL: [Self; 3] = [Self::A, Self::B, Self::C];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tier| tier.code() == code)
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        choice::label(TIERS, self.code())
    }

    /// The longest time between two two-way contacts, months.
    pub fn months(self) -> i32 {
        match self {
            Self::A => 3,
            Self::B => 6,
            Self::C => 12,
        }
    }
}

/// Why a record will not do as a whole, by field; none when it will.
///
/// A refuge whose address is known can be found: a withheld address is never written down.
pub fn objection(record: &Record) -> Option<(Key, RegisterReason)> {
    let boxed = normalise::fold(record.get(ADDRESS)).starts_with("po box");
    let hidden = record.flag(WITHHELD);
    if hidden && !record.get(ADDRESS).is_empty() && !boxed {
        return Some((ADDRESS, RegisterReason::AddressWithheld));
    }
    if hidden && !record.get(POSTCODE).is_empty() && !boxed {
        return Some((POSTCODE, RegisterReason::PostcodeWithheld));
    }
    None
}

/// Takes out of a record where a withheld address is, even if the record does not say yet that it is
/// withheld; whether there was something to take out.
pub fn conceal(record: &mut Record) -> bool {
    let mut withheld = record.clone();
    withheld.put(WITHHELD, record::YES);
    let hidden = objection(&withheld).is_some();
    if hidden {
        record.put(ADDRESS, "");
        record.put(POSTCODE, "");
    }
    hidden
}

impl Agency {
    /// A new entry.
    pub fn new(id: Id<Self>, record: Record) -> Self {
        Self { id, merged_into: None, record, version: 0 }
    }

    /// The name it is listed under.
    pub fn name(&self) -> &str {
        self.record.get(NAME)
    }

    /// Where the relationship stands; a prospect when nothing is said.
    pub fn standing(&self) -> Standing {
        Standing::from_code(self.record.get(STATUS)).unwrap_or(Standing::Prospect)
    }

    /// Whether its people may have accounts and come in: it was asked to register or has, and it is not
    /// paused.
    pub fn is_welcome(&self) -> bool {
        self.merged_into.is_none() && matches!(self.standing(), Standing::Invited | Standing::Registered)
    }

    /// How often it is to be met; once a year when nothing is said.
    pub fn tier(&self) -> Tier {
        Tier::from_code(self.record.get(TIER)).unwrap_or(Tier::C)
    }

    /// Who looks after it.
    pub fn owner(&self) -> Option<Id<Staff>> {
        self.record.id(OWNER)
    }

    /// The day of its next review.
    pub fn next_review(&self) -> Option<Day> {
        self.record.day(NEXT_REVIEW)
    }

    /// Where it works.
    pub fn areas(&self) -> Vec<Area> {
        self.record.all(AREAS).iter().filter_map(|code| Area::from_code(code)).collect()
    }

    /// What it is found by: names, address, types and notes, folded. The names of its districts are looked up
    /// where it is looked for.
    pub fn search(&self) -> String {
        let fields = [NAME, TRADING_NAME, PARENT, ADDRESS, POSTCODE, EMAIL, PHONE, WEBSITE, CHARITY, NOTES];
        let words = fields.iter().map(|field| normalise::fold(self.record.get(field)));
        let types =
            self.record.all(TYPES).iter().map(|code| normalise::fold(choice::label(AGENCY_TYPES, code)));
        words.chain(types).filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" | ")
    }

    /// The marks by which another entry for the same agency is found: each a kind and a value.
    pub fn marks(&self) -> Vec<(Mark, String)> {
        marks(&self.record)
    }
}

/// The marks of what is written down about an agency: each a kind and a value.
pub fn marks(record: &Record) -> Vec<(Mark, String)> {
    let names = [NAME, TRADING_NAME].map(|field| (Mark::Name, normalise::name_mark(record.get(field))));
    let domains = [EMAIL, WEBSITE]
        .map(|field| (Mark::Domain, normalise::domain_mark(record.get(field)).unwrap_or_default()));
    let rest = [
        (Mark::Postcode, record.get(POSTCODE).to_owned()),
        (Mark::Phone, normalise::phone_mark(record.get(PHONE))),
        (Mark::Charity, record.get(CHARITY).chars().filter(char::is_ascii_digit).collect()),
    ];
    let mut marks: Vec<_> =
        names.into_iter().chain(domains).chain(rest).filter(|(_, value)| !value.is_empty()).collect();
    marks.sort();
    marks.dedup();
    marks
}

/// What stands after a merge: what `kept` says, filled up with what only `other` says. Fields that hold many
/// values hold both; both notes are kept.
pub fn merged(kept: &Record, other: &Record) -> Record {
    let (mut kept, mut other) = (kept.clone(), other.clone());
    // One of the two knew that the address must not be known.
    if kept.flag(WITHHELD) || other.flag(WITHHELD) {
        conceal(&mut kept);
        conceal(&mut other);
    }
    let (kept, other) = (&kept, &other);
    let mut whole = kept.clone();
    for field in AGENCY.iter().flat_map(|section| section.fields) {
        match field.kind {
            Kind::Many(_) | Kind::Own(List::Areas) => {
                other.all(field.name).iter().for_each(|value| whole.add(field.name, value));
            }
            Kind::Prose(_) if !kept.get(field.name).is_empty() && !other.get(field.name).is_empty() => {
                let both = format!("{}\n\n{}", kept.get(field.name), other.get(field.name));
                whole.put(field.name, &both);
            }
            _ if kept.get(field.name).is_empty() => whole.put(field.name, other.get(field.name)),
            _ => {}
        }
    }
    // One of the two knew that it had been asked, or has registered: its people keep their accounts.
    let standing = |record: &Record| Standing::from_code(record.get(STATUS)).filter(|one| one.is_active());
    if let (Some(known), Some(further)) = (standing(kept), standing(other)) {
        whole.put(STATUS, known.max(further).code());
    }
    whole
}
