//! The register as a list that is imported is held against it.

use std::collections::{BTreeSet, HashMap};

use crate::platform::id::Id;
use crate::register::agency::{Agency, Mark};
use crate::register::contact::Contact;

/// The register, for finding what rows are about.
#[derive(Clone, Debug, Default)]
pub struct Register {
    pub(super) agencies: Vec<(Agency, Vec<(Mark, String)>)>,
    pub(super) contacts: HashMap<Id<Agency>, Vec<Contact>>,
    index: HashMap<(Mark, String), Vec<usize>>,
}

impl Register {
    /// Indexes the register.
    pub fn new(agencies: Vec<Agency>, contacts: Vec<Contact>) -> Self {
        let mut register = Self::default();
        for agency in agencies.into_iter().filter(|agency| agency.merged_into.is_none()) {
            let (at, marks) = (register.agencies.len(), agency.marks());
            for mark in &marks {
                register.index.entry(mark.clone()).or_default().push(at);
            }
            register.agencies.push((agency, marks));
        }
        for contact in contacts {
            register.contacts.entry(contact.agency).or_default().push(contact);
        }
        register
    }

    /// The marks of an agency, by its place.
    pub(super) fn marks(&self, at: usize) -> &[(Mark, String)] {
        self.agencies.get(at).map_or(&[], |(_, marks)| marks)
    }

    /// The agencies that share a mark with these.
    pub(super) fn sharing(&self, marks: &[(Mark, String)]) -> BTreeSet<usize> {
        marks.iter().filter_map(|mark| self.index.get(mark)).flatten().copied().collect()
    }

    /// What the register knows of an agency with these marks.
    pub(super) fn find(&self, marks: &[(Mark, String)]) -> Match {
        let found: Vec<(usize, Vec<Mark>)> = self
            .sharing(marks)
            .into_iter()
            .filter_map(|at| self.agencies.get(at).map(|(_, others)| (at, shared(marks, others))))
            .collect();
        let strong = |at: usize| self.agencies.get(at).is_some_and(|(_, others)| is_same(marks, others));
        let same: Vec<usize> = found.iter().map(|(at, _)| *at).filter(|at| strong(*at)).collect();
        match (same.as_slice(), found.is_empty()) {
            ([one], _) => Match::Same(*one),
            (_, true) => Match::New,
            _ => {
                let mut found = found;
                found.sort_by_key(|(at, shared)| {
                    (shared.first().copied(), std::cmp::Reverse(shared.len()), *at)
                });
                Match::Perhaps(found)
            }
        }
    }
}

/// What the register knows of an agency: the place of its entry, or of those that may be it.
pub(super) enum Match {
    /// It is this one.
    Same(usize),
    /// It may be one of these.
    Perhaps(Vec<(usize, Vec<Mark>)>),
    /// It knows nothing like it.
    New,
}

/// What two entries share, the most telling first.
pub(super) fn shared(ones: &[(Mark, String)], others: &[(Mark, String)]) -> Vec<Mark> {
    let mut marks: Vec<Mark> =
        ones.iter().filter(|mark| others.contains(mark)).map(|(mark, _)| *mark).collect();
    marks.sort();
    marks.dedup();
    marks
}

/// Whether two entries are one beyond doubt: the same charity; or the same name, and either something else
/// that is the same or nothing that says otherwise.
pub(super) fn is_same(ones: &[(Mark, String)], others: &[(Mark, String)]) -> bool {
    let shared = shared(ones, others);
    let differ = |mark: Mark| {
        let of = |marks: &[(Mark, String)]| marks.iter().any(|(known, _)| *known == mark);
        of(ones) && of(others) && !shared.contains(&mark)
    };
    shared.contains(&Mark::Charity)
        || shared.contains(&Mark::Name)
            && (shared.len() > 1 || !(differ(Mark::Postcode) || differ(Mark::Charity)))
}
