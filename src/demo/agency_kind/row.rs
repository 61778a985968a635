//! What one type of agency is like.

/// Of how many there can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Most {
    /// One in a force, for all of it.
    OneInForce,
    /// One in a district.
    OneInDistrict,
    /// As many as come.
    Many,
}

/// What agencies of a type are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AgencyKind {
    /// The code of the type.
    pub(crate) code: &'static str,
    /// How many of them there are, compared with the other types.
    pub(crate) share: usize,
    /// How many there can be.
    pub(crate) most: Most,
    /// The code of the tier that most of them have.
    pub(crate) tier: &'static str,
    /// What they are called: `{w}` is a word of their own, `{t}` their town, `{d}` their district, `{f}` the
    /// force's part of the country.
    pub(crate) names: &'static [&'static str],
    /// What they are part of, written like a name; nothing when they stand for themselves.
    pub(crate) parent: &'static str,
    /// What people do there, who leads first.
    pub(crate) jobs: &'static [&'static str],
    /// Whom they work for.
    pub(crate) groups: &'static [&'static str],
    /// Other types that they may be at the same time.
    pub(crate) also: &'static [&'static str],
}

impl AgencyKind {
    pub(super) const fn new(code: &'static str, share: usize, most: Most, tier: &'static str) -> Self {
        Self { code, share, most, tier, names: &[], parent: "", jobs: &[], groups: &[], also: &[] }
    }

    pub(super) const fn named(self, names: &'static [&'static str]) -> Self {
        Self { names, ..self }
    }

    pub(super) const fn part_of(self, parent: &'static str) -> Self {
        Self { parent, ..self }
    }

    pub(super) const fn staffed(self, jobs: &'static [&'static str]) -> Self {
        Self { jobs, ..self }
    }

    pub(super) const fn helping(self, groups: &'static [&'static str]) -> Self {
        Self { groups, ..self }
    }

    pub(super) const fn perhaps(self, also: &'static [&'static str]) -> Self {
        Self { also, ..self }
    }

    /// Whether its address must not be known.
    pub(crate) fn is_hidden(&self) -> bool {
        self.code == "DA-REF"
    }

    /// Whether it is a public body, or part of one.
    pub(crate) fn is_public(&self) -> bool {
        self.code.starts_with("ST-") || !self.parent.is_empty()
    }
}
