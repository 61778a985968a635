//! The class names in use, found by reading the sources that draw the pages.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::{fs, io};

const FAMILIES: [&str; 4] = ["govuk-", "moj-", "candour-", "js-"];

/// Names found so far. One that ends in `-` or `_` (`"govuk-tag--{colour}"`) stands for all that begin with
/// it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    whole: BTreeSet<String>,
    beginnings: BTreeSet<String>,
}

impl Names {
    /// Adds every class name in `text`.
    pub(crate) fn read(&mut self, text: &str) {
        for word in text.split(|c: char| !(c.is_ascii_alphanumeric() || "_!-".contains(c))) {
            if !FAMILIES.iter().any(|family| word.len() > family.len() && word.starts_with(family)) {
                continue;
            }
            let kind = if word.ends_with(['-', '_']) { &mut self.beginnings } else { &mut self.whole };
            kind.insert(word.to_owned());
        }
    }

    /// Adds the class names in all Rust files under `folder`, without the folders named in `except`.
    pub(crate) fn read_folder(&mut self, folder: &Path, except: &[&str]) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                if !except.iter().any(|name| path.file_name() == Some(OsStr::new(name))) {
                    self.read_folder(&path, except)?;
                }
            } else if path.extension() == Some(OsStr::new("rs")) {
                self.read(&fs::read_to_string(&path)?);
            }
        }
        Ok(())
    }

    /// Whether `class` is in use.
    pub(crate) fn hold(&self, class: &str) -> bool {
        self.whole.contains(class)
            || self.beginnings.iter().any(|beginning| class.starts_with(beginning.as_str()))
    }
}
