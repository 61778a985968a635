//! A table out of a file, whichever format it has.

use domain::register::import::sheet::{Sheet, SheetProblem, SheetRow};
use domain::register::import::{MAX_BYTES, MAX_ROWS};

use crate::{csv, formula, open_referral, xlsx};

/// Reads a file, judged by what is in it and not by its name.
///
/// # Errors
/// When it is no table, or longer than is read.
pub fn read(bytes: &[u8]) -> Result<Sheet, SheetProblem> {
    if bytes.len() > MAX_BYTES {
        return Err(SheetProblem::TooLong);
    }
    let archive = bytes.starts_with(b"PK\x03\x04");
    if archive && xlsx::unpacked(bytes)? > xlsx::MAX_UNPACKED {
        return Err(SheetProblem::TooLong);
    }
    if let Some(mut sheet) = open_referral::read(bytes) {
        tidy_all(&mut sheet.rows);
        return if sheet.rows.len() > MAX_ROWS { Err(SheetProblem::TooLong) } else { Ok(sheet) };
    }
    // Old workbooks and documents begin so; text never does.
    let is_old = bytes.starts_with(b"\xd0\xcf\x11\xe0") || bytes.starts_with(b"%PDF");
    let (mut lines, told) = match archive {
        true => xlsx::read(bytes)?,
        false if is_old => return Err(SheetProblem::Unreadable),
        false => csv::read(bytes)?,
    };
    tidy_all(&mut lines);
    Sheet::of(lines, told)
}

fn tidy_all(lines: &mut [SheetRow]) {
    lines.iter_mut().flat_map(|line| &mut line.cells).for_each(|cell| *cell = tidy(cell));
}

/// A cell without what cannot be seen.
fn tidy(cell: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}');
    let seen = cell.replace("\r\n", "\n").replace('\r', "\n");
    let seen = seen.chars().filter(|c| !hidden(*c) && (!c.is_control() || *c == '\n' || *c == '\t'));
    let seen: String = seen.map(|c| if c == '\u{a0}' || c == '\t' { ' ' } else { c }).collect();
    let seen = seen.trim();
    // What was put before it when it was exported, so that no spreadsheet takes it for a formula.
    formula::unmark(seen).to_owned()
}

#[cfg(test)]
mod tests;
