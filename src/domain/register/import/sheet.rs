//! A table as it came, with the mess around it taken off: where its headings are, and which rows follow them.

use serde::{Deserialize, Serialize};

use super::{MAX_ROWS, column};
use crate::form::normalise;
pub use crate::form::reason::file::SheetProblem;

/// How many rows are looked at to find the headings.
const LOOK: usize = 30;

/// A row as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRow {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its cells; cells at the end may be missing.
    pub cells: Vec<String>,
}

impl SheetRow {
    /// The text of a cell; empty when there is none.
    pub fn cell(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", String::as_str)
    }

    /// How many cells have something in them.
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.filled() == 0
    }
}

/// A table with headings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// A heading for each column.
    pub headings: Vec<String>,
    /// The rows below the headings, empty ones too.
    pub rows: Vec<SheetRow>,
    /// What is to be told of how it was read, in whole sentences.
    pub told: Vec<String>,
}

impl Sheet {
    /// Finds the headings among rows as they came; `told` is what is to be told of how they were read.
    ///
    /// # Errors
    /// When nothing is in the rows, or they are more than are read.
    pub fn of(mut lines: Vec<SheetRow>, mut told: Vec<String>) -> Result<Self, SheetProblem> {
        let at = heading_at(&lines).ok_or(SheetProblem::Empty)?;
        let rows = lines.split_off(at + 1);
        let Some(top) = lines.pop() else { return Err(SheetProblem::Empty) };
        let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(top.cells.len());
        let mut headings: Vec<String> = (0..width).map(|index| top.cell(index).to_owned()).collect();
        let (mut rows, mut above) = (rows, lines);
        if above.last().is_some_and(|line| line.filled() > 1)
            && let Some(groups) = above.pop()
        {
            headings = grouped(&groups, &headings);
        }
        if rows.first().is_some_and(|line| is_second(&headings, line)) {
            let second = rows.remove(0);
            let seconds: Vec<String> = (0..width).map(|index| second.cell(index).to_owned()).collect();
            headings = grouped(&SheetRow { number: top.number, cells: headings }, &seconds);
            told.push(format!("Rows {} and {} together are the headings.", top.number, second.number));
        }
        for line in above.iter().filter(|line| !line.is_empty()) {
            let words: Vec<&str> =
                line.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
            told.push(format!(
                "Row {} stands above the headings and is left out: “{}”.",
                line.number,
                words.join(" ")
            ));
        }
        for (index, heading) in headings.iter_mut().enumerate().filter(|(_, heading)| heading.is_empty()) {
            *heading = format!("Column {}", letters(index));
        }
        if !column::is_known(&headings) {
            told.push(format!(
                "Is row {} the row of headings? None of its words is known as one.",
                top.number
            ));
        }
        if rows.len() > MAX_ROWS {
            return Err(SheetProblem::TooLong);
        }
        Ok(Self { headings, rows, told })
    }

    /// By what the same columns are known again in another file.
    pub fn signature(&self) -> String {
        self.headings.iter().map(|heading| normalise::fold(heading)).collect::<Vec<_>>().join("|")
    }

    /// The first few different values of a column.
    pub fn samples(&self, index: usize) -> Vec<&str> {
        let mut found: Vec<&str> = Vec::new();
        for cell in self.rows.iter().map(|row| row.cell(index)).filter(|cell| !cell.is_empty()) {
            if !found.contains(&cell) {
                found.push(cell);
            }
            if found.len() == 3 {
                break;
            }
        }
        found
    }
}

/// The first row in which most cells are filled.
fn heading_at(lines: &[SheetRow]) -> Option<usize> {
    let widest = lines.iter().take(LOOK).map(SheetRow::filled).max().filter(|widest| *widest > 0);
    // All that stands at the top may be blank.
    let Some(widest) = widest else { return lines.iter().position(|line| !line.is_empty()) };
    lines.iter().position(|line| line.filled() * 2 > widest)
}

/// Headings under headings that stand over several columns.
fn grouped(groups: &SheetRow, headings: &[String]) -> Vec<String> {
    let mut group = "";
    let join = |(index, heading): (usize, &String)| {
        if !groups.cell(index).is_empty() {
            group = groups.cell(index);
        }
        match (group, heading.as_str()) {
            (group, "") => {
                groups.cells.get(index).filter(|cell| !cell.is_empty()).map_or("", |_| group).to_owned()
            }
            ("", heading) => heading.to_owned(),
            (group, heading) => format!("{group} {heading}"),
        }
    };
    headings.iter().enumerate().map(join).collect()
}

/// Whether a row is a second row of headings: it stands under the gaps of the first, and its words are known
/// headings.
fn is_second(headings: &[String], line: &SheetRow) -> bool {
    let gaps = headings.iter().enumerate().filter(|(_, heading)| heading.is_empty());
    let under = gaps.clone().filter(|(index, _)| !line.cell(*index).is_empty()).count();
    let words = line.cells.iter().filter(|cell| !cell.is_empty());
    under > 0
        && under == gaps.count()
        && words.clone().all(|cell| !cell.contains(|c: char| c == '@' || c.is_ascii_digit()))
        && words.filter(|cell| column::is_known(std::slice::from_ref(*cell))).count() > 1
}

/// The letters of a column in a spreadsheet: A, B … Z, AA.
fn letters(index: usize) -> String {
    let letter = |place: usize| char::from(b'A' + u8::try_from(place % 26).unwrap_or(0));
    match index / 26 {
        0 => letter(index).to_string(),
        above => format!("{}{}", letter(above - 1), letter(index)),
    }
}
