//! Whatever people read is said by `view`: below it and beside it stand reasons, codes and names.

use std::fs;

use super::source::{files, root};

/// Where a sentence may stand after all, and why.
const ALLOWED: [(&str, &str); 5] = [
    ("src/service/register/export", "headings of the columns of files"),
    ("src/store/backend.rs", "SQL"),
    ("src/store/expression.rs", "SQL"),
    ("src/store/error.rs", "what an operating system says"),
    ("src/web/authority.rs", "a request over HTTP"),
];

/// Every place under a folder where something is told in a sentence.
pub(super) fn told(folder: &str) -> Vec<String> {
    let is_rust = |path: &String| path.strip_suffix(".rs").is_some() && !is_test(path) && !is_allowed(path);
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path)).expect("a source file");
        sentences(&text).into_iter().map(|line| format!("{path}:{line}: a sentence")).collect::<Vec<_>>()
    };
    files(&root().join(folder)).into_iter().filter(is_rust).flat_map(read).collect()
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/")
}

fn is_allowed(path: &str) -> bool {
    ALLOWED.iter().any(|(start, _)| path.starts_with(start))
}

/// The lines that hold a text of three words or more that begins as a sentence does. Comments, what goes into
/// errors and logs, and the tests at the end of a file are passed over.
fn sentences(text: &str) -> Vec<usize> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let passed_over = ["//", "#[", ".expect("];
    let lines = code.lines().enumerate().filter(|(_, line)| {
        let line = line.trim_start();
        !passed_over.iter().any(|start| line.starts_with(start)) && !line.contains(".expect(\"")
    });
    let said = lines.filter(|(_, line)| line.split('"').skip(1).step_by(2).any(is_sentence));
    said.map(|(index, _)| index + 1).collect()
}

fn is_sentence(words: &str) -> bool {
    words.starts_with(char::is_uppercase) && words.split(' ').count() > 2
}

#[test]
fn a_sentence_is_seen() {
    let code = "fn f() {\n    errors.add(NAME, Empty);\n    let why = \"Give it a name\";\n}\n";
    assert_eq!(sentences(code), [3]);
    assert_eq!(sentences("Reason::Other(\n    \"Say why it is so\",\n)"), [2]);
    assert!(
        sentences("/// \"It is a word\"\nadd(Key::new(\"name\"), \"Two words\", \"no capital letter here\")")
            .is_empty()
    );
    assert!(sentences("#[cfg(test)]\nmod tests {\n    say(\"It is a word\");\n}").is_empty());
}
