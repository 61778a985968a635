//! What is done to make sure of an agency that applies, and when it suffices.

use serde::{Deserialize, Serialize};

use crate::form::choice::Choice;
use crate::form::reason::invitation::ApplicationReason;
use crate::identity::staff::Staff;
use crate::platform::id::Id;
use crate::platform::time::Day;

/// A check that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Which, by the codes of [`CHECKS`].
    pub check: String,
    /// What came of it, by the codes of [`RESULTS`].
    pub result: String,
    /// Who made it.
    pub staff: Id<Staff>,
    /// On which day.
    pub day: Day,
}

/// The code of the check that the person is known where the agency's main number leads.
const PERSON: &str = "person";
/// The code of the check that the force knows the agency itself.
const FORCE: &str = "force";

/// What can be checked.
pub const CHECKS: &[Choice] = &[
    Choice::hinted(
        "number",
        "Main number found and called back",
        "Find it yourself, not in the application, then call it.",
    ),
    Choice::hinted("register", "On a register of charities or companies", "Look for name and number there."),
    Choice::hinted("website", "Website matches what they wrote", "Find it yourself. Look at who runs it."),
    Choice::hinted(
        PERSON,
        "Person confirmed through the main number",
        "Ask there for the person who applied, and whether they may speak for the agency.",
    ),
    Choice::hinted(
        FORCE,
        "Known to the force",
        "Somebody at the force has worked with this agency and this person.",
    ),
];

/// The code of a result that speaks for an application.
const FITS: &str = "fits";
/// The code of a result that speaks against it.
const DIFFERS: &str = "differs";

/// What can come of a check.
pub const RESULTS: &[Choice] = &[
    Choice::new(FITS, "It fits"),
    Choice::new(DIFFERS, "It does not fit"),
    Choice::new("unclear", "Could not be found out"),
];

/// The last check of this kind: it alone counts.
pub fn latest<'a>(checks: &'a [Check], code: &str) -> Option<&'a Check> {
    checks.iter().rev().find(|check| check.check == code)
}

/// Why an application cannot be approved with these checks; none when it can.
///
/// Whoever is approved leads for an agency in the register. So somebody must have made sure of the person in
/// a way that the application itself cannot have prepared, and nothing may speak against it.
pub fn objection(checks: &[Check]) -> Option<ApplicationReason> {
    let says = |code: &str, result: &str| latest(checks, code).is_some_and(|check| check.result == result);
    if CHECKS.iter().any(|check| says(check.code, DIFFERS)) {
        return Some(ApplicationReason::CheckDiffers);
    }
    if ![PERSON, FORCE].iter().any(|code| says(code, FITS)) {
        return Some(ApplicationReason::PersonUnsure);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::platform::time::Timestamp;

    fn checks(made: &[(&str, &str)]) -> Vec<Check> {
        let staff = "00000000-0000-4000-8000-000000000001".parse().unwrap();
        let day = Timestamp::from_micros(0).day();
        let check = |(check, result): &(&str, &str)| Check {
            check: (*check).into(),
            result: (*result).into(),
            staff,
            day,
        };
        made.iter().map(check).collect()
    }

    #[test]
    fn somebody_must_have_made_sure_of_the_person() {
        let table: [(&[(&str, &str)], bool); 11] = [
            (&[], false),
            (&[("number", "fits"), ("register", "fits"), ("website", "fits")], false),
            (&[("person", "fits")], true),
            (&[("force", "fits")], true),
            (&[("person", "unclear")], false),
            (&[("person", "unclear"), ("force", "fits")], true),
            (&[("person", "fits"), ("website", "unclear")], true),
            (&[("person", "fits"), ("website", "differs")], false),
            (&[("person", "fits"), ("website", "differs"), ("website", "fits")], true),
            (&[("person", "fits"), ("person", "differs")], false),
            (&[("person", "differs"), ("person", "unclear")], false),
        ];
        for (made, fits) in table {
            assert_eq!(objection(&checks(made)).is_none(), fits, "{made:?}");
        }
    }

    #[test]
    fn the_last_check_of_a_kind_counts() {
        let made = checks(&[("website", "fits"), ("number", "fits"), ("website", "differs")]);
        assert_eq!(latest(&made, "website").map(|check| check.result.as_str()), Some("differs"));
        assert_eq!(latest(&made, "person"), None);
    }

    #[test]
    fn checks_are_read_back() {
        let made = checks(&[("website", "fits")]);
        let text = serde_json::to_string(&made).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Check>>(&text).unwrap(), made);
    }
}
