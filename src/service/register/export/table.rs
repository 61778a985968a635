//! A list that is exported: its cells, its file, and the line in the log that says who exported it.

use domain::form::record::{Kind, Known, Record, Section};
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::time::Day;
use format::{csv, xlsx};

use crate::identity::session::Signed;
use crate::{App, Problem};

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Text with commas.
    Csv,
    /// A workbook.
    Xlsx,
}

/// What is exported, row by row.
pub(super) type Rows = Vec<Vec<String>>;

/// How many rows of a long list are read at once: what belongs to them is looked up by as many identifiers.
pub(super) const PART: i64 = 10_000;

/// Exports a table, once it is written down who takes which list and how long it is. The first row is
/// headings; a list has a name in the log and one in the workbook.
pub(super) async fn table(
    app: &App,
    signed: &Signed,
    (list, sheet): (&str, &'static str),
    rows: Rows,
    form: Form,
) -> Result<Vec<u8>, Problem> {
    log_export(app, signed, (list, rows.len().saturating_sub(1))).await?;
    blocking(move || match form {
        Form::Csv => csv::write(&rows, true),
        Form::Xlsx => xlsx::write(&rows, sheet),
    })
    .await
}

/// A table with nothing but headings.
pub(super) fn headed(headings: &[&str]) -> Rows {
    vec![headings.iter().map(|heading| (*heading).to_owned()).collect()]
}

/// A day as spreadsheets and the import know it; empty when there is none.
pub(super) fn day(day: Option<Day>) -> String {
    day.map(Day::iso).unwrap_or_default()
}

/// A tick as spreadsheets and the import know it.
pub(super) fn yes(is: bool) -> String {
    if is { "yes" } else { "" }.to_owned()
}

/// Words; empty when there are none.
pub(super) fn or_empty(words: Option<&str>) -> String {
    words.unwrap_or_default().to_owned()
}

/// Writes down who exports which list of the register and how long it is, before they get it.
pub(super) async fn log_export(
    app: &App,
    signed: &Signed,
    (list, rows): (&str, usize),
) -> Result<(), Problem> {
    let event = AuditEvent::new(Some(signed.actor.id), AuditAction::ListExported, &list);
    app.record(event.detailed(&rows.to_string())).await
}

/// Does the writing itself, off the threads that answer.
pub(super) async fn blocking(
    work: impl FnOnce() -> Result<Vec<u8>, String> + Send + 'static,
) -> Result<Vec<u8>, Problem> {
    let written = tokio::task::spawn_blocking(work).await.map_err(|_| Problem::Busy)?;
    written.map_err(Problem::Unavailable)
}

/// The headings of what is written down.
pub(super) fn labels(sections: &'static [Section]) -> impl Iterator<Item = String> {
    sections.iter().flat_map(|section| section.fields).map(|field| field.label.to_owned())
}

/// What is written down, by the order of the fields.
pub(super) fn cells<'a>(
    sections: &'static [Section],
    record: &'a Record,
    known: &'a Known,
) -> impl Iterator<Item = String> + 'a {
    sections.iter().flat_map(|section| section.fields).map(move |field| match field.kind {
        // Days as spreadsheets and the import know them.
        Kind::Day => record.get(field.name).to_owned(),
        _ => field.words(record, known).join("; "),
    })
}
