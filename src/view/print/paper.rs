//! The papers that are printed on, and how large things are on them.

/// A millimetre, in points.
pub(super) const MM: f32 = 72.0 / 25.4;

/// The two things that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// Two pages of A5: our words, and on the back the services that help.
    Leaflet,
    /// One page of A4.
    Poster,
}

/// What one side of a paper holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Our words.
    Front,
    /// The services that help.
    Back,
    /// Both.
    Whole,
}

/// Sizes of one paper, points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) margin: f32,
    pub(super) title: f32,
    pub(super) body: f32,
    pub(super) heading: f32,
    pub(super) small: f32,
    pub(super) code: f32,
}

impl Paper {
    /// Its size, points: ISO 216.
    pub(super) fn size(self) -> (f32, f32) {
        match self {
            Self::Leaflet => (148.0 * MM, 210.0 * MM),
            Self::Poster => (210.0 * MM, 297.0 * MM),
        }
    }

    /// What it is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Leaflet => "Leaflet",
            Self::Poster => "Poster",
        }
    }

    /// What its sides hold, page by page.
    pub(super) fn sides(self) -> &'static [Side] {
        match self {
            Self::Leaflet => &[Side::Front, Side::Back],
            Self::Poster => &[Side::Whole],
        }
    }

    /// How large things are on it, with its type this much larger or smaller.
    pub(super) fn sizes(self, scale: f32) -> Sizes {
        let (margin, title, body, heading, small, code) = match self {
            Self::Leaflet => (36.0, 31.0, 15.0, 18.0, 10.5, 128.0),
            Self::Poster => (52.0, 46.0, 18.0, 21.0, 12.0, 168.0),
        };
        let [title, body, heading, small] = [title, body, heading, small].map(|size: f32| size * scale);
        Sizes { margin, title, body, heading, small, code }
    }
}
