//! Workbooks of the Office Open XML kind (XLSX). Cells are read one by one: a sheet that claims to be vast
//! costs nothing.

use std::io::{Cursor, Read, copy, sink};

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};

use domain::form::record::YES;
use domain::platform::time::Day;
use domain::register::import::sheet::{SheetProblem, SheetRow};
use domain::register::import::{MAX_COLUMNS, MAX_ROWS};

/// The most that a workbook may unpack to, in bytes.
pub(super) const MAX_UNPACKED: u64 = 200 * 1024 * 1024;

/// The rows of the first sheet with something on it, and what is to be told of how it was read.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<SheetRow>, Vec<String>), SheetProblem> {
    if unpacked(bytes)? > MAX_UNPACKED {
        return Err(SheetProblem::TooLong);
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| SheetProblem::Unreadable)?;
    let names = book.sheet_names();
    for name in &names {
        let lines = sheet(&mut book, name)?;
        if lines.is_empty() {
            continue;
        }
        let others = names.iter().filter(|other| *other != name).map(|other| format!("“{other}”"));
        let others: Vec<String> = others.collect();
        let told = format!("Only the sheet “{name}” is read, not {}.", others.join(", "));
        return Ok((lines, if others.is_empty() { Vec::new() } else { vec![told] }));
    }
    Err(SheetProblem::Empty)
}

/// How much an archive really unpacks to, counted up to a little more than is allowed.
pub(super) fn unpacked(bytes: &[u8]) -> Result<u64, SheetProblem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| SheetProblem::Unreadable)?;
    let mut total = 0;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|_| SheetProblem::Unreadable)?;
        let read = copy(&mut file.take(MAX_UNPACKED + 1 - total), &mut sink());
        total += read.map_err(|_| SheetProblem::Unreadable)?;
        if total > MAX_UNPACKED {
            break;
        }
    }
    Ok(total)
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<SheetRow>, SheetProblem> {
    // A sheet without cells, such as a chart, is none.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(Vec::new()) };
    let mut lines: Vec<SheetRow> = Vec::new();
    while let Some(cell) = cells.next_cell().map_err(|_| SheetProblem::Unreadable)? {
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) =
            (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX));
        if column >= MAX_COLUMNS {
            return Err(SheetProblem::TooWide);
        }
        if row >= MAX_ROWS + 50 {
            return Err(SheetProblem::TooLong);
        }
        while lines.len() <= row {
            let number = u32::try_from(lines.len() + 1).unwrap_or(u32::MAX);
            lines.push(SheetRow { number, cells: Vec::new() });
        }
        if let Some(line) = lines.get_mut(row) {
            while line.cells.len() < column {
                line.cells.push(String::new());
            }
            line.cells.truncate(column);
            line.cells.push(text);
        }
    }
    Ok(lines)
}

/// A cell as a person would type it.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // Numbers of telephones and charities are whole: they are not to end in “.0”.
        DataRef::Float(number) => number.to_string(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => YES.to_owned(),
        DataRef::Bool(false) => "no".to_owned(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        // As the sheet shows it: whoever reads the row tells of it.
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day(moment: &ExcelDateTime) -> String {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    let iso = format!("{year:04}-{month:02}-{day:02}");
    if moment.is_datetime() && Day::parse_iso(&iso).is_some() { iso } else { moment.as_f64().to_string() }
}

/// Writes a workbook in which every cell is text.
///
/// # Errors
/// What the writer says.
pub fn write(rows: &[Vec<String>], name: &str) -> Result<Vec<u8>, String> {
    let told = |error: rust_xlsxwriter::XlsxError| error.to_string();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).map_err(told)?;
    let bold = Format::new().set_bold();
    for (number, row) in (0_u32..).zip(rows) {
        for (column, cell) in (0_u16..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            // What one cell of a workbook holds at most.
            let cell: String = cell.chars().take(32_000).collect();
            match number {
                0 => sheet.write_string_with_format(number, column, cell, &bold).map_err(told)?,
                _ => sheet.write_string(number, column, cell).map_err(told)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 1).map_err(told)?;
    book.save_to_buffer().map_err(told)
}

#[cfg(test)]
mod tests {
    use calamine::Data;

    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let bytes = write(&[vec!["Name".into()], vec!["=1+1".into()]], "Agencies").unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(
            book.worksheet_range("Agencies").unwrap().get_value((1, 0)),
            Some(&Data::String("=1+1".into()))
        );
        assert!(book.worksheet_formula("Agencies").unwrap().is_empty());
    }
}
