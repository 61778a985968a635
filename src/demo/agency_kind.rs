//! What invented agencies of each type are like: how many there are, what they are called, who works there.

mod care;
mod row;
mod state;
mod support;

pub(super) use row::{AgencyKind, Most};

/// Every type: first those that support people who were harmed, then care, then the state's own.
pub(super) fn all() -> impl Iterator<Item = &'static AgencyKind> + Clone {
    support::KINDS.iter().chain(care::KINDS).chain(state::KINDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::platform::agency_type::AGENCY_TYPES;
    use domain::register::agency::{CLIENT_GROUP_LIST, Tier};
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn every_type_has_its_own_names_and_jobs() {
        let codes: BTreeSet<_> = all().map(|kind| kind.code).collect();
        assert_eq!(codes, AGENCY_TYPES.iter().map(|kind| kind.code).collect(), "each once");
        assert_eq!(all().count(), AGENCY_TYPES.len());
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        for kind in all() {
            assert!(kind.share > 0 && kind.names.len() >= 2 && kind.jobs.len() >= 3, "{}", kind.code);
            assert!(Tier::from_code(kind.tier).is_some(), "{}", kind.code);
            for name in kind.names {
                assert!(names.insert(name, kind.code).is_none(), "{name} is of two types");
                let own = ["{w}", "{t}", "{d}", "{f}"].iter().any(|place| name.contains(place));
                assert!(own, "{name} says nothing of its own");
            }
            for group in kind.groups {
                assert!(CLIENT_GROUP_LIST.iter().any(|one| one.code == *group), "{group}");
            }
            for also in kind.also {
                assert!(codes.contains(also) && *also != kind.code, "{also}");
            }
        }
    }

    #[test]
    fn what_there_may_be_many_of_does_not_run_out_of_names() {
        for kind in all().filter(|kind| kind.most == Most::Many) {
            assert!(kind.names.iter().any(|name| name.contains("{w}")), "{}", kind.code);
        }
    }

    #[test]
    fn a_refuge_does_not_tell_its_town() {
        for kind in all().filter(|kind| kind.is_hidden()) {
            assert!(kind.names.iter().all(|name| !name.contains("{t}") && !name.contains("{d}")));
        }
        assert_eq!(all().filter(|kind| kind.is_hidden()).count(), 1);
    }
}
