//! Reads Rust source as far as the rules need: what a file names, and how long it is.

use std::fs;
use std::path::{Path, PathBuf};

use super::TOP;

/// A source file with comments and text literals blanked out, line for line.
pub(crate) struct Source {
    /// Path inside the crate, with `/`.
    pub(crate) path: String,
    code: String,
}

/// Something of the crate that is named somewhere, from its root: `["store", "case"]`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its segments. A `*` stands for all that is there.
    pub(crate) segments: Vec<String>,
    pub(crate) line: usize,
}

impl Source {
    /// Every Rust file under `folder`, a path inside the crate.
    pub(crate) fn all(folder: &str) -> Vec<Self> {
        files(&root().join(folder))
            .into_iter()
            .filter(|path| path.strip_suffix(".rs").is_some())
            .map(|path| Self::read(&path))
            .collect()
    }

    /// This text as if it stood in a file.
    pub(crate) fn new(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), code: blanked(text) }
    }

    fn read(path: &str) -> Self {
        let text = fs::read_to_string(root().join(path)).expect("read a source file");
        Self::new(path, &text)
    }

    /// Everything of the crate that the file names, in whole `use` items and in paths within the code, from
    /// the crate's root. `roots` are the modules whose names paths may begin with once they are imported.
    pub(crate) fn named(&self, roots: &[&str]) -> Vec<Named> {
        let tests = self.code.find("mod tests {").unwrap_or(self.code.len());
        let mut found = Vec::new();
        for word in ["crate", "candour", "super", "self"].iter().chain(roots) {
            let places = self.code.match_indices(word).filter(|(at, _)| {
                !self.code[..*at].trim_end().ends_with("::") && self.stands_alone(*at, word.len())
            });
            for (at, _) in places.filter(|(at, _)| self.goes_on(*at, word.len())) {
                let mut leaves = Vec::new();
                tree(&self.code[at..], &mut Vec::new(), &mut leaves);
                let line = self.line(at);
                found.extend(
                    leaves.into_iter().map(|leaf| Named { segments: self.rooted(leaf, at > tests), line }),
                );
            }
        }
        found
    }

    /// The module that the file is, from the top: its floor, its context, its noun.
    pub(crate) fn module(&self) -> Vec<String> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let inside = inside.trim_end_matches("/mod").trim_end_matches("/lib");
        inside.split('/').map(str::to_owned).collect()
    }

    /// Whether a path begins with this word: `use super as above` is one, too, but `self` alone is a value.
    fn goes_on(&self, at: usize, length: usize) -> bool {
        let rest = self.code[at + length..].trim_start();
        let imported = self.code[..at].trim_end().ends_with("use");
        rest.starts_with("::") || (imported && (rest.starts_with("as ") || rest.starts_with(';')))
    }

    /// The same path from the crate's root.
    fn rooted(&self, leaf: Vec<String>, in_tests: bool) -> Vec<String> {
        let mut here = self.module();
        // The modules of the top are in one package, whose root is above them.
        let root = here.first().filter(|floor| !TOP.contains(&floor.as_str())).cloned();
        if in_tests {
            here.push("tests".to_owned());
        }
        let mut relative = false;
        let mut rest = Vec::new();
        for segment in leaf {
            match (segment.as_str(), rest.is_empty()) {
                ("crate", true) => rest.extend(root.clone()),
                ("candour", true) => {}
                ("self", true) => relative = true,
                ("super", true) => {
                    relative = true;
                    here.pop();
                }
                _ => rest.push(segment),
            }
        }
        if relative { here.into_iter().chain(rest).collect() } else { rest }
    }

    /// The lines where a path begins with this crate's name, or an attribute carries it.
    pub(super) fn lines_naming(&self, name: &str) -> Vec<usize> {
        let begins = |rest: &str| rest.starts_with("::") || rest.starts_with('(') || rest.starts_with(" as ");
        let used = |before: &str| before.ends_with("use ") || before.ends_with("extern crate ");
        let named = self.code.match_indices(name).filter(|(at, _)| self.stands_alone(*at, name.len()));
        let found = named.filter(|(at, _)| used(&self.code[..*at]) || begins(&self.code[at + name.len()..]));
        found.map(|(at, _)| self.line(at)).collect()
    }

    /// The lines where this word stands.
    pub(super) fn lines_with(&self, word: &str) -> Vec<usize> {
        let named = self.code.match_indices(word).filter(|(at, _)| self.stands_alone(*at, word.len()));
        named.map(|(at, _)| self.line(at)).collect()
    }

    /// How many lines the file has before its test module.
    pub(super) fn length(&self) -> usize {
        let tests = self.code.find("#[cfg(test)]\nmod tests").unwrap_or(self.code.len());
        self.code[..tests].lines().count()
    }

    fn stands_alone(&self, at: usize, length: usize) -> bool {
        !self.code[..at].ends_with(part_of_name) && !self.code[at + length..].starts_with(part_of_name)
    }

    fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }
}

/// The crate's folder.
pub(super) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder, as sorted paths inside the crate; none when there is no such folder.
pub(super) fn files(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            let inside = entry.path().strip_prefix(root()).expect("inside the crate").to_owned();
            found.push(inside.to_str().expect("a path in UTF-8").to_owned());
        }
    }
    found.sort();
    found
}

fn part_of_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Reads one path, or a tree of them in braces, and adds every leaf; gives what follows.
fn tree<'a>(text: &'a str, above: &mut Vec<String>, leaves: &mut Vec<Vec<String>>) -> &'a str {
    let (depth, mut rest) = (above.len(), text.trim_start());
    let mut closed = false;
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            rest = group.trim_start();
            while !rest.is_empty() && !rest.starts_with('}') {
                rest = tree(rest, above, leaves).trim_start().trim_start_matches(',').trim_start();
            }
            rest = rest.strip_prefix('}').unwrap_or(rest);
            closed = true;
            break;
        }
        let name: String =
            rest.chars().take_while(|letter| part_of_name(*letter) || *letter == '*').collect();
        if name.is_empty() {
            break;
        }
        rest = &rest[name.len()..];
        above.push(name);
        // What follows a turbofish is no path.
        match rest.trim_start().strip_prefix("::").map(str::trim_start) {
            Some(next) if !next.starts_with('<') => rest = next,
            _ => break,
        }
    }
    let alias = rest.trim_start().strip_prefix("as ").map(str::trim_start);
    if !closed {
        let mut leaf = above.clone();
        // A module under another name may be anything in it.
        if alias.is_some() {
            leaf.push("*".to_owned());
        }
        leaves.push(leaf);
    }
    above.truncate(depth);
    match alias {
        Some(alias) => alias.trim_start_matches(part_of_name),
        // Whatever this is, go on behind it.
        None if rest.len() == text.len() => rest.get(1..).unwrap_or_default(),
        None => rest,
    }
}

/// The code with comments, text and character literals replaced by spaces; lines stay where they are.
fn blanked(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let skipped = skipped(rest, code.strip_suffix('b').unwrap_or(&code).ends_with(part_of_name));
        if skipped == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..skipped].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
            rest = &rest[skipped..];
        }
    }
    code
}

/// The length of the comment or literal that begins here; 0 when it is code.
fn skipped(rest: &str, in_name: bool) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(rest.len(), |end| end + 2);
    }
    if let Some(inside) = rest.strip_prefix('"') {
        return 1 + escaped(inside, '"');
    }
    if !in_name && (rest.starts_with("r\"") || rest.starts_with("r#")) {
        return raw(&rest[1..]).map_or(0, |length| length + 1);
    }
    character(rest)
}

/// The length up to and with the closing quote.
fn escaped(text: &str, quote: char) -> usize {
    let mut backslash = false;
    let end = text.find(|letter: char| {
        let closes = letter == quote && !backslash;
        backslash = letter == '\\' && !backslash;
        closes
    });
    end.map_or(text.len(), |end| end + 1)
}

/// The length of `#"…"#` with any number of hashes; `None` for a raw name such as `r#type`.
fn raw(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let inside = text[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(hashes + 1 + inside.find(&close).map_or(inside.len(), |end| end + close.len()))
}

/// The length of a character literal; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let Some(inside) = rest.strip_prefix('\'') else { return 0 };
    if inside.starts_with('\\') {
        return 1 + escaped(inside, '\'');
    }
    let length = inside.chars().next().map_or(0, char::len_utf8);
    if inside[length..].starts_with('\'') { length + 2 } else { 0 }
}
