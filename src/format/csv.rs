//! Text with columns: commas, semicolons, tabs or bars, in whatever way of writing letters the program used
//! that saved it.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::formula;
use domain::register::import::sheet::{SheetProblem, SheetRow};
use domain::register::import::{MAX_COLUMNS, MAX_ROWS};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How many bytes are looked at to find the delimiter.
const LOOK: usize = 64 * 1024;

/// The rows of a text, and what is to be told of how it was read.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<SheetRow>, Vec<String>), SheetProblem> {
    let (text, told) = decode(bytes);
    let delimiter = delimiter(&text);
    Ok((lines(&text, delimiter)?, told.into_iter().collect()))
}

/// The text: by its mark at the start, else as UTF-8, else as Windows wrote it in western Europe.
fn decode(bytes: &[u8]) -> (String, Option<String>) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return (encoding.decode(bytes).0.into_owned(), None);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), None);
    }
    let told = "The file is not UTF-8. It was read as Windows-1252: look at accents and pound signs.";
    (WINDOWS_1252.decode(bytes).0.into_owned(), Some(told.into()))
}

/// The delimiter by which most rows have the same number of cells, and more than one.
fn delimiter(text: &str) -> u8 {
    let bytes = text.as_bytes();
    let sample = bytes.get(..LOOK.min(bytes.len())).unwrap_or(bytes);
    let score = |delimiter: u8| {
        let widths: Vec<usize> = reader(sample, delimiter)
            .into_byte_records()
            .filter_map(Result::ok)
            .map(|record| record.len())
            .take(50)
            .collect();
        let agreeing = |width: usize| widths.iter().filter(|other| **other == width).count();
        let best = widths.iter().filter(|width| **width > 1).map(|width| (agreeing(*width), *width)).max();
        best.unwrap_or_default()
    };
    // The first of equals.
    DELIMITERS.into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

fn reader(bytes: &[u8], delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).has_headers(false).from_reader(bytes)
}

fn lines(text: &str, delimiter: u8) -> Result<Vec<SheetRow>, SheetProblem> {
    let (mut reader, mut record) = (reader(text.as_bytes(), delimiter), csv::StringRecord::new());
    let (mut lines, mut number) = (Vec::new(), 0);
    while reader.read_record(&mut record).map_err(|_| SheetProblem::Unreadable)? {
        // The reader leaves empty lines out. They count, so that a row has the number that a spreadsheet
        // shows.
        let start = record.position().and_then(|place| usize::try_from(place.byte()).ok()).unwrap_or(0);
        let rest = text.get(start..).unwrap_or_default();
        // The reader stops between the two signs of a line's end.
        let ended = start.checked_sub(1).and_then(|before| text.as_bytes().get(before)) == Some(&b'\r');
        for _ in 0..empty_lines(rest.strip_prefix('\n').filter(|_| ended).unwrap_or(rest)) {
            number += 1;
            lines.push(SheetRow { number, cells: Vec::new() });
        }
        number += 1;
        if record.len() > MAX_COLUMNS {
            return Err(SheetProblem::TooWide);
        }
        lines.push(SheetRow { number, cells: record.iter().map(ToOwned::to_owned).collect() });
        if lines.len() > MAX_ROWS + 50 {
            return Err(SheetProblem::TooLong);
        }
    }
    Ok(lines)
}

/// How many empty lines a text begins with.
fn empty_lines(text: &str) -> usize {
    let (mut count, mut rest) = (0, text);
    while let Some(after) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\n', '\r'])) {
        (count, rest) = (count + 1, after);
        if count > MAX_ROWS {
            break;
        }
    }
    count
}

/// Writes text with commas; `marked` puts a mark at the start. The mark at the start tells spreadsheets that
/// it is UTF-8.
///
/// # Errors
/// What the writer says.
pub fn write(rows: &[Vec<String>], marked: bool) -> Result<Vec<u8>, String> {
    let start = if marked { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
    for row in rows {
        writer.write_record(row.iter().map(|cell| formula::mark(cell))).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let written =
            write(&[vec!["Name".into()], vec!["\u{200b}＝1+1".into()], vec!["+44 1632 960001".into()]], true);
        let text = String::from_utf8(written.unwrap()).unwrap();
        assert_eq!(text, "\u{feff}Name\r\n'\u{200b}＝1+1\r\n+44 1632 960001\r\n");
    }

    proptest! {
        #[test]
        fn whatever_is_written_begins_harmlessly(cell in "\\PC{0,20}|[=+@\t-].{0,9}") {
            let written = write(&[vec![cell.clone(), String::from("x")]], false).unwrap();
            // As a spreadsheet reads it: a quote that the cell itself begins with is its first character.
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(written.as_slice());
            let read = reader.records().next().unwrap().unwrap();
            let bare = &read[0];
            prop_assert_eq!(bare, formula::mark(&cell));
            let number = bare.starts_with('+') && formula::mark(&cell) == cell;
            prop_assert!(number || !bare.starts_with(['=', '+', '-', '@', '\t', '\r']), "{bare}");
        }
    }
}
