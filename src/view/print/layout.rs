//! Where things go on the paper: lines are broken, blocks are stacked, and type shrinks until all of it fits.

use super::face::{Faces, Weight};

/// A colour: red, green, blue.
pub type Colour = [u8; 3];
/// Running text.
pub const BLACK: Colour = [0x0b, 0x0c, 0x0c];
/// Headings and rules: the one colour of the pages.
pub const TEAL: Colour = [0x0b, 0x5d, 0x66];
/// The ground of the box.
pub const PALE: Colour = [0xee, 0xf5, 0xf5];

/// How type looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// How heavy.
    pub weight: Weight,
    /// Points.
    pub size: f32,
    /// Its colour.
    pub colour: Colour,
}

impl Style {
    /// The distance between two lines, points.
    pub(super) fn leading(self) -> f32 {
        self.size * if self.size > 18.0 { 1.18 } else { 1.35 }
    }
}

/// A rectangle, points from the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// From the left.
    pub x: f32,
    /// From the top.
    pub y: f32,
    /// Wide.
    pub width: f32,
    /// High.
    pub height: f32,
}

/// One line of text, or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// From the left, points.
    pub x: f32,
    /// The base line, points from the top.
    pub y: f32,
    /// What it says. It ends in a space when words of the same paragraph follow.
    pub text: String,
    /// How it looks.
    pub style: Style,
}

/// What a piece is to somebody who hears the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Role {
    /// The title.
    Title,
    /// A heading below it.
    Heading,
    /// A paragraph.
    Paragraph,
    /// An entry of a list; those next to each other are one list.
    Entry,
    /// A code to scan, with what it says.
    Code(String),
    /// Nothing: it is there for the eye.
    Decoration,
}

/// What a piece looks like.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// Lines of text.
    Text(Vec<Run>),
    /// A filled rectangle.
    Block(Area, Colour),
    /// Rows of dark and light squares.
    Squares(Area, Vec<Vec<bool>>),
}

/// One thing on the paper. Pieces are in the order in which they are read.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The page, from 0.
    pub page: usize,
    /// What it is.
    pub role: Role,
    /// What it looks like.
    pub look: Look,
}

/// Breaks `text` into lines of at most `width`, at spaces; a word that is wider than a line is broken where
/// it must be. A line end in the text stays one. Every line but the last ends in a space, so that words stay
/// apart when heard.
pub fn lines(text: &str, width: f32, measure: impl Fn(&str) -> f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for word in paragraph.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if measure(&longer) <= width {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = broken(word, width, &measure, &mut lines);
        }
        lines.push(line);
    }
    lines.retain(|line| !line.is_empty());
    let last = lines.len().saturating_sub(1);
    lines.iter_mut().take(last).for_each(|line| line.push(' '));
    lines
}

/// Breaks one word; its full lines go to `lines`, its rest is given back.
fn broken(word: &str, width: f32, measure: &impl Fn(&str) -> f32, lines: &mut Vec<String>) -> String {
    let mut part = String::new();
    for c in word.chars() {
        part.push(c);
        if measure(&part) > width && part.chars().count() > 1 {
            part.pop();
            lines.push(std::mem::replace(&mut part, c.to_string()));
        }
    }
    part
}

/// Stacks blocks on a page from the top down.
pub(super) struct Stack<'a> {
    pub(super) faces: &'a Faces,
    pub(super) page: usize,
    pub(super) x: f32,
    pub(super) width: f32,
    /// How far down the page is filled.
    pub(super) y: f32,
    pub(super) pieces: Vec<Piece>,
}

impl Stack<'_> {
    /// Leaves room.
    pub(super) fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// Adds something that takes no room of the stack.
    pub(super) fn put(&mut self, role: Role, look: Look) {
        self.pieces.push(Piece { page: self.page, role, look });
    }

    /// Adds text as wide as the stack, or as `width` says.
    pub(super) fn text(&mut self, role: Role, text: &str, style: Style, width: Option<f32>) {
        let runs = self.runs(text, style, width.unwrap_or(self.width));
        if !runs.is_empty() {
            self.put(role, Look::Text(runs));
        }
    }

    /// Breaks text into lines, takes their room, and gives them back.
    pub(super) fn runs(&mut self, text: &str, style: Style, width: f32) -> Vec<Run> {
        let faces = self.faces;
        let printable = faces.printable(text);
        let lines = lines(&printable, width, |line| faces.width(line, style.weight, style.size));
        let mut runs = Vec::new();
        for text in lines {
            self.y += style.leading();
            // The base line stands above the foot of its line by what letters hang down and half the lead.
            let y = self.y - (style.leading() - style.size) / 2.0 - style.size * 0.21;
            runs.push(Run { x: self.x, y, text, style });
        }
        runs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[expect(clippy::cast_precision_loss, reason = "short lines")]
    fn count(text: &str) -> f32 {
        text.chars().count() as f32
    }

    #[test]
    fn lines_break_at_spaces() {
        assert_eq!(lines("one two three", 7.0, count), ["one two ", "three"]);
        assert_eq!(lines("one\ntwo", 7.0, count), ["one ", "two"]);
        assert_eq!(lines("a https://example", 6.0, count), ["a ", "https: ", "//exam ", "ple"]);
        assert_eq!(lines("", 7.0, count), [""; 0]);
    }

    proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_letter_is_lost(text in "[a-z ]{0,80}", width in 1_u8..20) {
            let lines = lines(&text, f32::from(width), count);
            prop_assert!(lines.iter().all(|line| count(line.trim_end()) <= f32::from(width)));
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
        }
    }
}
