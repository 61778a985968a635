//! A concern as plain text, for the copy that is mailed to a desk under its own certificate.

use domain::platform::force::Lists;
use domain::report::form::{Answers, Question};
use domain::report::question;
use domain::report::reference::Reference;

/// The text of a concern with so many files. The caller wipes it.
pub fn concern_copy(reference: &Reference, words: &Answers, lists: &Lists, files: usize) -> String {
    let mut lines = vec!["OFFICIAL-SENSITIVE".to_owned(), reference.to_string()];
    for field in question::applicable(words, lists).flat_map(Question::fields) {
        let said = field.words(words, lists);
        if !said.is_empty() {
            lines.extend([String::new(), field.label.to_owned(), said.join("\n")]);
        }
    }
    if files > 0 {
        lines.extend([String::new(), format!("Files: {files}. Open the case to see them.")]);
    }
    lines.join("\n")
}
