//! Problems of forms are told as reasons: only `view` puts them into words.

use std::fs;

use super::source::{files, root};

/// What takes a problem.
const TAKERS: [&str; 4] = ["Problem::invalid(", "Errors::one(", "errors.add(", "problems.add("];

/// Every place under a folder where a problem is told in a sentence.
pub(super) fn told(folder: &str) -> Vec<String> {
    let rust = files(&root().join(folder)).into_iter().filter(|path| path.strip_suffix(".rs").is_some());
    let read = |path: String| {
        let text = fs::read_to_string(root().join(&path)).expect("a source file");
        sentences(&code(&text))
            .into_iter()
            .map(|line| format!("{path}:{line}: a sentence"))
            .collect::<Vec<_>>()
    };
    rust.flat_map(read).collect()
}

/// The text without comments, line for line.
fn code(text: &str) -> String {
    let line = |line: &str| if line.trim_start().starts_with("//") { String::new() } else { line.to_owned() };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The lines of calls that take a problem and are given a text of several words.
fn sentences(text: &str) -> Vec<usize> {
    let calls =
        TAKERS.iter().flat_map(|taker| text.match_indices(taker).map(|(at, _)| (at, at + taker.len())));
    let told =
        calls.filter(|(_, begin)| text_in(arguments(&text[*begin..])).any(|words| words.contains(' ')));
    told.map(|(at, _)| text[..at].matches('\n').count() + 1).collect()
}

/// What stands before the parenthesis that closes a call.
fn arguments(rest: &str) -> &str {
    let (mut depth, mut quoted) = (1, false);
    for (at, letter) in rest.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &rest[..at];
        }
    }
    rest
}

/// The text literals of some code that holds no escaped quotation mark.
fn text_in(code: &str) -> impl Iterator<Item = &str> {
    code.split('"').skip(1).step_by(2)
}

#[test]
fn a_sentence_is_seen() {
    let code = "fn f() {\n    errors.add(NAME, Empty);\n    Problem::invalid(NAME, &format!(\"Give {it} (all)\"))\n}\n";
    assert_eq!(sentences(code), [3]);
    assert_eq!(sentences("Errors::one(\n    NAME,\n    \"Say why\",\n)"), [1]);
    assert!(sentences("errors.add(Key::new(\"name\"), Empty); say(\"It is done\")").is_empty());
}
