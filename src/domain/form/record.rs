//! What the register keeps, as data: for each noun one table of fields, which its form, its parser, its
//! history, its import and its export all read.

use super::errors::Errors;
use super::field::{self as engine, Own};
use super::reason::field::FieldReason;
use crate::identity::staff::Staff;
use crate::platform::force::{District, Force};
use crate::platform::id::Id;
use crate::platform::position::Position;

pub use super::field::field;
pub(crate) use super::field::{hinted, needed, plain};
pub use super::values::{Record, YES};

/// One thing to fill in.
pub type Field = engine::Field<List>;
/// What a field takes.
pub type Kind = engine::Kind<List>;
/// A group of fields, under a heading.
pub type Section = engine::Section<List>;

/// What the register takes beside: from the lists of [`Known`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// A member of staff.
    Staff,
    /// Forces, whole or by district: see [`Area`].
    Areas,
}

impl Own for List {
    type Lists = Known;

    fn read(self, typed: &str, known: &Known) -> Option<String> {
        match self {
            Self::Staff => known.staff.iter().map(|person| person.id.to_string()).find(|id| id == typed),
            Self::Areas => known.areas().into_iter().map(|(_, code)| code).find(|code| code == typed),
        }
    }

    fn word(self, value: &str, known: &Known) -> String {
        match self {
            Self::Staff => match known.person(value) {
                "" => "Somebody who has left".into(),
                name => name.to_owned(),
            },
            Self::Areas => known.area(value),
        }
    }

    fn takes_many(self) -> bool {
        self == Self::Areas
    }

    fn not_offered(field: &Field) -> FieldReason {
        FieldReason::NotListed { label: field.label }
    }
}

/// A part of the country: a force, or one of its districts. Written as the force's code, or the code, a slash
/// and the district's identifier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Area {
    /// The code of the force.
    pub force: String,
    /// The district; none for the whole force.
    pub district: Option<Id<District>>,
}

impl Area {
    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        match code.split_once('/') {
            None if code.is_empty() => None,
            None => Some(Self { force: code.to_owned(), district: None }),
            Some((force, district)) => {
                Some(Self { force: force.to_owned(), district: Some(district.parse().ok()?) })
            }
        }
    }

    /// What is stored.
    pub fn code(&self) -> String {
        match self.district {
            None => self.force.clone(),
            Some(district) => format!("{}/{district}", self.force),
        }
    }
}

/// The lists that a deployment fills: what [`List::Staff`] and [`List::Areas`] offer.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Those who can own, lead and verify.
    pub staff: Vec<Staff>,
    /// The forces that are served.
    pub forces: Vec<Force>,
    /// Their districts.
    pub districts: Vec<District>,
}

impl Known {
    /// A name for an area; its code when it is no longer known.
    pub fn area(&self, code: &str) -> String {
        let Some(area) = Area::from_code(code) else { return code.to_owned() };
        let force = self.forces.iter().find(|force| force.code == area.force);
        let force = force.map_or(area.force.as_str(), |force| force.name.as_str());
        match area.district {
            None => format!("{force} (all)"),
            Some(id) => match self.districts.iter().find(|district| district.id == id) {
                Some(district) if self.forces.len() == 1 => district.name.clone(),
                Some(district) => format!("{}, {force}", district.name),
                None => code.to_owned(),
            },
        }
    }

    /// A name for an area among those beside it: of a district without its force, of a force as it is.
    pub fn short_name<'a>(&'a self, area: &'a Area) -> &'a str {
        match area.district {
            None => self.forces.iter().find(|force| force.code == area.force).map(|force| &force.name),
            Some(id) => self.districts.iter().find(|known| known.id == id).map(|known| &known.name),
        }
        .map_or(area.force.as_str(), String::as_str)
    }

    /// Where an area stands on the map among those beside it.
    pub fn position(&self, area: &Area) -> Option<Position> {
        match area.district {
            None => self.forces.iter().find(|force| force.code == area.force)?.position,
            Some(id) => self.districts.iter().find(|known| known.id == id)?.position,
        }
    }

    /// Every area that can be chosen, with its code.
    pub fn areas(&self) -> Vec<(String, String)> {
        let mut areas = Vec::new();
        for force in &self.forces {
            let of_force = self.districts.iter().filter(|district| district.force == force.code);
            let districts = of_force.map(|district| format!("{}/{}", force.code, district.id));
            areas.extend([force.code.clone()].into_iter().chain(districts));
        }
        areas.into_iter().map(|code| (self.area(&code), code)).collect()
    }

    /// A name for a member of staff; empty when they are no longer known.
    pub fn person(&self, id: &str) -> &str {
        self.staff.iter().find(|person| person.id.to_string() == id).map_or("", |person| person.name.as_str())
    }
}

/// Reads what was typed for `sections`: either the record, cleaned, or every problem. Fields that are not in
/// `typed` stay empty; names that are no field's are left out.
///
/// # Errors
/// One for each field that will not do.
pub fn parse(sections: &[Section], typed: &[(String, String)], known: &Known) -> Result<Record, Errors> {
    engine::parse(sections.iter().flat_map(|section| section.fields), typed, known)
}

/// What was typed, as typed: for showing it again beside the problems.
pub fn typed(sections: &[Section], typed: &[(String, String)]) -> Record {
    engine::typed(sections.iter().flat_map(|section| section.fields), typed)
}

#[cfg(test)]
mod tests;
