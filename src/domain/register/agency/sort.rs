//! What lists of agencies can be sorted by.

use crate::platform::order::SortKey;

/// What lists of agencies can be sorted by. Agencies alike in it are listed by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AgencySort {
    /// Its name.
    #[default]
    Name,
    /// How often it is to be met: most often first.
    Tier,
    /// Where the relationship stands, in the order in which an agency gets there.
    Standing,
    /// When it was last met: those never met first, then those longest ago.
    Met,
    /// When it was last informed without being met: those never informed first.
    Informed,
}

impl SortKey for AgencySort {
    const ALL: &'static [Self] = &[Self::Name, Self::Tier, Self::Standing, Self::Met, Self::Informed];

    fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Tier => "tier",
            Self::Standing => "status",
            Self::Met => "met",
            Self::Informed => "informed",
        }
    }
}
