//! The type that is printed: Liberation Sans, as wide as the Arial of the pages.

use krilla::text::Font;
use rustybuzz::{Face, UnicodeBuffer, shape};

const REGULAR: &[u8] = include_bytes!("../../../static/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../static/fonts/LiberationSans-Bold.ttf");

/// How heavy letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    #[default]
    Regular,
    /// Headings, names.
    Bold,
}

impl Weight {
    fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
        }
    }

    /// The font, for writing.
    pub(super) fn font(self) -> Option<Font> {
        Font::new(self.bytes().into(), 0)
    }
}

/// Measures text in both weights.
pub(super) struct Faces {
    regular: Face<'static>,
    bold: Face<'static>,
}

impl Faces {
    /// The faces; none when the fonts that are built in are broken.
    pub(super) fn new() -> Option<Self> {
        Some(Self { regular: Face::from_slice(REGULAR, 0)?, bold: Face::from_slice(BOLD, 0)? })
    }

    /// How wide `text` is at `size` points, in points.
    pub(super) fn width(&self, text: &str, weight: Weight, size: f32) -> f32 {
        let face = match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        };
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        let advances: i32 =
            shape(face, &[], buffer).glyph_positions().iter().map(|glyph| glyph.x_advance).sum();
        // A line has some thousand units: far from where a float begins to round.
        #[expect(clippy::cast_precision_loss, reason = "see above")]
        let (advances, units) = (advances as f32, face.units_per_em() as f32);
        advances * size / units
    }

    /// `text` with a question mark for whatever the font has no letter for.
    pub(super) fn printable(&self, text: &str) -> String {
        let shown = |c: char| if self.has(c) { c } else { '?' };
        text.chars().map(shown).collect()
    }

    fn has(&self, c: char) -> bool {
        c == '\n' || self.regular.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }
}

/// The first character that cannot be printed; none when all can.
pub fn unprintable(text: &str) -> Option<char> {
    let faces = Faces::new()?;
    text.chars().find(|c| !faces.has(*c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn welsh_is_printed_and_faces_are_not() {
        assert_eq!(unprintable("Ŵyth tŷ, “dŵr” – £5 ’n ôl\n"), None);
        assert_eq!(unprintable("a 😀"), Some('😀'));
        assert_eq!(Faces::new().unwrap().printable("a 😀 b"), "a ? b");
    }

    #[test]
    fn width_grows_with_size_and_weight() {
        let faces = Faces::new().unwrap();
        let width = |weight, size| faces.width("Helplines", weight, size);
        assert!((width(Weight::Regular, 20.0) - 2.0 * width(Weight::Regular, 10.0)).abs() < 0.01);
        assert!(width(Weight::Bold, 10.0) > width(Weight::Regular, 10.0));
    }
}
