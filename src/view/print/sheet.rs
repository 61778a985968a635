//! What is on the leaflet and the poster.

use domain::form::record::Record;
use domain::platform::content::{Helpline, INVITATION, PARAGRAPHS, TITLE};

use super::face::{Faces, Weight};
use super::layout::{Area, BLACK, Look, PALE, Piece, Role, Stack, Style, TEAL};
use super::paper::{MM, Paper, Side, Sizes};
use super::pdf::{self, PrintError};

/// What is printed.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The force's own words, by the fields of [`LEAFLET`](domain::platform::content::LEAFLET).
    pub words: Record,
    /// The services that help.
    pub helplines: Vec<Helpline>,
    /// The public address.
    pub address: String,
    /// The address as rows of dark and light squares.
    pub code: Vec<Vec<bool>>,
    /// Who answers for it.
    pub operator: String,
}

impl Sheet {
    /// The document.
    ///
    /// # Errors
    /// When the fonts that are built in are broken, or the document would not be accessible.
    pub fn print(&self, paper: Paper) -> Result<Vec<u8>, PrintError> {
        let faces = Faces::new().ok_or(PrintError::Font)?;
        let title = faces.printable(self.words.get(TITLE));
        pdf::write(&title, paper, &self.fitted(&faces, paper))
    }

    /// The pieces of every side, with type as large as will fit on it.
    pub(super) fn fitted(&self, faces: &Faces, paper: Paper) -> Vec<Piece> {
        const SCALES: [f32; 10] = [1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55];
        let mut pieces = Vec::new();
        for (page, side) in paper.sides().iter().enumerate() {
            let mut laid = Vec::new();
            for scale in SCALES {
                let fits;
                (laid, fits) = self.laid(faces, paper, paper.sizes(scale), (page, *side));
                if fits {
                    break;
                }
            }
            pieces.extend(laid);
        }
        pieces
    }

    /// The pieces of one side at these sizes, and whether they fit.
    fn laid(
        &self,
        faces: &Faces,
        paper: Paper,
        sizes: Sizes,
        (page, side): (usize, Side),
    ) -> (Vec<Piece>, bool) {
        let ((width, height), margin) = (paper.size(), sizes.margin);
        let width = width - 2.0 * margin;
        let mut stack = Stack { faces, page, x: margin, width, y: margin, pieces: Vec::new() };
        band(&mut stack, paper);
        stack.gap(sizes.body * 0.5);
        match side {
            Side::Front => self.front(&mut stack, sizes),
            Side::Back => self.services(&mut stack, sizes),
            Side::Whole => {
                self.front(&mut stack, sizes);
                stack.gap(sizes.body);
                self.services_in_columns(&mut stack, sizes);
            }
        }
        if side == Side::Front {
            let fits = stack.y <= height - margin;
            return (stack.pieces, fits);
        }
        let fits = stack.y <= height - margin - sizes.small * 2.0;
        stack.y = height - margin - sizes.small;
        stack.text(Role::Paragraph, &self.operator, quiet(sizes), None);
        (stack.pieces, fits)
    }

    fn front(&self, stack: &mut Stack, sizes: Sizes) {
        let title = Style { weight: Weight::Bold, size: sizes.title, colour: TEAL };
        stack.text(Role::Title, self.words.get(TITLE), title, None);
        for field in PARAGRAPHS {
            stack.gap(sizes.body * 0.75);
            stack.text(Role::Paragraph, self.words.get(field), body(sizes), None);
        }
        stack.gap(sizes.body * 1.25);
        self.invitation(stack, sizes);
    }

    /// The box with the address and the code to scan.
    fn invitation(&self, stack: &mut Stack, sizes: Sizes) {
        let (inside, top, first) = (sizes.body, stack.y, stack.pieces.len());
        let (x, width) = (stack.x, stack.width);
        let text_width = width - sizes.code - 3.0 * inside;
        stack.x = x + inside;
        self.address(stack, sizes, text_width);
        // Laid once to learn its height, and again in the middle.
        let text_height = stack.y - top;
        let height = text_height.max(sizes.code) + 2.0 * inside;
        stack.pieces.truncate(first);
        stack.y = top + (height - text_height) / 2.0;
        self.address(stack, sizes, text_width);
        let code = Area {
            x: x + width - sizes.code - inside,
            y: top + (height - sizes.code) / 2.0,
            width: sizes.code,
            height: sizes.code,
        };
        let says = format!("Code to scan. It leads to {}", self.address);
        stack.put(Role::Code(says), Look::Squares(code, self.code.clone()));
        // The ground is drawn first, whatever is read first.
        let ground = Area { x, y: top, width, height };
        let ground = Piece { page: stack.page, role: Role::Decoration, look: Look::Block(ground, PALE) };
        stack.pieces.insert(first, ground);
        (stack.x, stack.y) = (x, top + height);
    }

    fn address(&self, stack: &mut Stack, sizes: Sizes, width: f32) {
        // An address that is broken is typed wrong: it is set smaller instead, as long as it can be read.
        let full = stack.faces.width(self.shown_address(), Weight::Bold, sizes.body);
        let size = (sizes.body * 0.999 * width / full).clamp(LEAST.min(sizes.body), sizes.body);
        let bold = Style { weight: Weight::Bold, size, ..body(sizes) };
        stack.text(Role::Heading, self.words.get(INVITATION), heading(sizes), Some(width));
        stack.gap(sizes.body * 0.5);
        stack.text(Role::Paragraph, "Scan the code, or go to", body(sizes), Some(width));
        stack.text(Role::Paragraph, self.shown_address(), bold, Some(width));
    }

    /// The address as people type it.
    fn shown_address(&self) -> &str {
        self.address.strip_prefix("https://").unwrap_or(&self.address)
    }

    /// The services that help, one below the other.
    fn services(&self, stack: &mut Stack, sizes: Sizes) {
        stack.text(Role::Heading, HELP, heading(sizes), None);
        for helpline in &self.helplines {
            stack.gap(sizes.small * 0.55);
            service(stack, helpline, sizes, true);
        }
    }

    /// The services that help, in two columns, without their notes.
    fn services_in_columns(&self, stack: &mut Stack, sizes: Sizes) {
        stack.text(Role::Heading, HELP, heading(sizes), None);
        let (x, width, top, mut deepest) = (stack.x, stack.width, stack.y, stack.y);
        let gutter = sizes.body * 1.5;
        stack.width = (width - gutter) / 2.0;
        for column in self.helplines.chunks(self.helplines.len().div_ceil(2).max(1)) {
            stack.y = top;
            for helpline in column {
                stack.gap(sizes.small * 0.45);
                service(stack, helpline, sizes, false);
            }
            deepest = deepest.max(stack.y);
            stack.x += stack.width + gutter;
        }
        (stack.x, stack.width, stack.y) = (x, width, deepest);
    }
}

/// One service: its name, perhaps what it is for, and its number at the right.
fn service(stack: &mut Stack, helpline: &Helpline, sizes: Sizes, notes: bool) {
    let plain = Style { weight: Weight::Regular, size: sizes.small, colour: BLACK };
    let bold = Style { weight: Weight::Bold, ..plain };
    let number = stack.faces.printable(&helpline.number);
    let number_width = stack.faces.width(&number, bold.weight, bold.size);
    let text_width = stack.width - number_width - sizes.small;
    let first = if notes { bold } else { plain };
    let mut runs = stack.runs(&helpline.name, first, text_width);
    let line = runs.first().map_or(stack.y, |run| run.y);
    if notes {
        runs.extend(stack.runs(&helpline.note, plain, text_width));
    }
    for run in &mut runs {
        run.text = format!("{} ", run.text.trim_end());
    }
    let x = stack.x + stack.width - number_width;
    runs.push(crate::print::layout::Run { x, y: line, text: number, style: Style { colour: TEAL, ..bold } });
    stack.put(Role::Entry, Look::Text(runs));
}

/// The smallest type that an address is set in, points.
const LEAST: f32 = 8.0;
const HELP: &str = "People who listen and help";

fn heading(sizes: Sizes) -> Style {
    Style { weight: Weight::Bold, size: sizes.heading, colour: TEAL }
}

fn body(sizes: Sizes) -> Style {
    Style { weight: Weight::Regular, size: sizes.body, colour: BLACK }
}

fn quiet(sizes: Sizes) -> Style {
    Style { weight: Weight::Regular, size: sizes.small, colour: TEAL }
}

/// The band of colour along the top.
fn band(stack: &mut Stack, paper: Paper) {
    let (width, height) = (paper.size().0, 3.0 * MM);
    stack.put(Role::Decoration, Look::Block(Area { x: 0.0, y: 0.0, width, height }, TEAL));
}

#[cfg(test)]
mod tests;
