//! Which events the audit log shows, as its address says it.

use domain::platform::audit::AuditAction;
use domain::platform::time::Day;

/// The field for who did it.
pub const PERSON: &str = "person";
/// The field for what was done.
pub const ACTION: &str = "action";
/// The field for the first day.
pub const FROM: &str = "from";
/// The field for the last day.
pub const TO: &str = "to";
/// The field for what it was done to.
pub const OBJECT: &str = "object";
/// The field for the place from which older events are shown.
pub const AFTER: &str = "after";

/// Which events were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sifted {
    /// Only what this person did, by identifier.
    pub person: String,
    /// Only this.
    pub action: Option<AuditAction>,
    /// Only on this day or later.
    pub from: Option<Day>,
    /// Only on this day or earlier.
    pub to: Option<Day>,
    /// Only what was done to this object, by identifier.
    pub object: String,
}

impl Sifted {
    /// Reads the address's query, and the place from which older events are shown. What makes no sense counts
    /// as not given.
    pub fn read(query: &[(String, String)]) -> (Self, &str) {
        let value = |field: &str| path::value(query, field).trim();
        let sifted = Self {
            person: value(PERSON).to_owned(),
            action: AuditAction::from_code(value(ACTION)),
            from: Day::parse(value(FROM)),
            to: Day::parse(value(TO)),
            object: value(OBJECT).chars().take(100).collect(),
        };
        (sifted, value(AFTER))
    }

    /// What the address says of these events, without a place.
    pub fn query(&self) -> String {
        let day = |day: Option<Day>| day.map(Day::iso).unwrap_or_default();
        path::query(&[
            (PERSON, &self.person),
            (ACTION, self.action.map_or("", AuditAction::code)),
            (FROM, &day(self.from)),
            (TO, &day(self.to)),
            (OBJECT, &self.object),
        ])
    }

    /// The address of these events, from a place on; from the newest on when it is empty.
    pub fn href(&self, after: &str) -> String {
        let queries = [self.query(), path::query(&[(AFTER, after)])];
        let given: Vec<String> = queries.into_iter().filter(|query| !query.is_empty()).collect();
        let log = path::staff::audit();
        if given.is_empty() { log } else { format!("{log}?{}", given.join("&")) }
    }

    /// Whether nothing narrows the log.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_back() {
        let all = Sifted {
            person: "3f2b".into(),
            action: Some(AuditAction::CaseOpened),
            from: Day::parse("2026-11-01"),
            to: Day::parse("2026-11-30"),
            object: "77".into(),
        };
        for sifted in [all.clone(), Sifted { action: None, ..all }, Sifted::default()] {
            let href = sifted.href("5-x");
            let pairs = href.split_once('?').unwrap().1.split('&').filter_map(|pair| pair.split_once('='));
            let pairs: Vec<_> = pairs
                .map(|(name, value)| (name.to_owned(), value.replace("%2D", "-").replace("%5F", "_")))
                .collect();
            assert_eq!(Sifted::read(&pairs), (sifted, "5-x"), "{href}");
        }
        assert_eq!(Sifted::default().href(""), "/staff/audit");
    }
}
