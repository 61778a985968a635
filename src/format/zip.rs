//! Archives (ZIP) of tables.

use std::io::{Cursor, Write};

use crate::csv;

/// Writes an archive of tables as text with commas, each with its name.
///
/// # Errors
/// What the writers say.
pub fn write(tables: &[(&'static str, Vec<Vec<String>>)]) -> Result<Vec<u8>, String> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, rows) in tables {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(format!("{name}.csv"), options).map_err(|error| error.to_string())?;
        archive.write_all(&csv::write(rows, false)?).map_err(|error| error.to_string())?;
    }
    Ok(archive.finish().map_err(|error| error.to_string())?.into_inner())
}
