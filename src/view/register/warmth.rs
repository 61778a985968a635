//! How much of a place is engaged, as a colour and as words: for the heat table and for the map.

use domain::register::coverage::Cell;

/// How much is engaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Warmth {
    NoneListed,
    NoneEngaged,
    UpToAThird,
    UpToTwoThirds,
    MoreThanTwoThirds,
}

/// How much of a cell is engaged.
pub(super) fn warmth(cell: Cell) -> Warmth {
    match cell {
        Cell::RegisterGap => Warmth::NoneListed,
        Cell::EngagementGap(_) => Warmth::NoneEngaged,
        Cell::Engaged(share) => match share.percent().unwrap_or(0) {
            0..=33 => Warmth::UpToAThird,
            34..=66 => Warmth::UpToTwoThirds,
            _ => Warmth::MoreThanTwoThirds,
        },
    }
}

impl Warmth {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::NoneListed => "candour-heat--none",
            Self::NoneEngaged => "candour-heat--gap",
            Self::UpToAThird => "candour-heat--low",
            Self::UpToTwoThirds => "candour-heat--middle",
            Self::MoreThanTwoThirds => "candour-heat--high",
        }
    }

    pub(super) fn label(self) -> &'static str {
        match self {
            Self::NoneListed => "none listed",
            Self::NoneEngaged => "none engaged",
            Self::UpToAThird => "up to a third",
            Self::UpToTwoThirds => "up to two thirds",
            Self::MoreThanTwoThirds => "over two thirds",
        }
    }
}
