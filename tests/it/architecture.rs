//! The rules of the code, held against the source. `src/lib.rs` says what each floor is for.

mod circles;
mod sentence;
pub(crate) mod source;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use self::source::{Source, files, root};

/// The packages, and what each may name of the others. What is not here, the compiler does not let in.
const FLOORS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("format", &["domain"]),
    ("crypto", &["domain"]),
    ("path", &["domain"]),
    ("view", &["domain", "path"]),
    ("store", &["domain", "crypto"]),
    ("blob", &["domain", "format", "crypto"]),
    ("mail", &["domain", "crypto", "path"]),
    ("service", &["domain", "format", "crypto", "view", "store", "blob", "mail"]),
    ("demo", &["domain", "crypto", "store", "service"]),
    ("web", &["domain", "crypto", "path", "view", "store", "mail", "service"]),
    ("worker", &["domain", "crypto", "store", "mail", "service"]),
];

/// Crates that one package only may depend on, so that each can be replaced there.
const CONFINED: &[(&str, &str)] = &[
    ("diesel", "store"),
    ("diesel_migrations", "store"),
    ("actix-web", "web"),
    ("actix-multipart", "web"),
    ("maud", "view"),
    ("object_store", "blob"),
    ("lettre", "mail"),
    ("krilla", "view"),
    ("voprf", "crypto"),
    ("p256", "crypto"),
    ("webauthn-rs", "crypto"),
    ("calamine", "format"),
    ("rust_xlsxwriter", "format"),
    ("csv", "format"),
    ("zip", "format"),
];

/// The modules of the package at the top, which wires the floors together.
pub(crate) const TOP: [&str; 2] = ["command", "config"];

/// File names that say nothing.
const EMPTY_NAMES: [&str; 4] = ["util", "helper", "manager", "common"];

/// The only file that may write HTML as it is.
const RAW_HTML: &str = "src/view/picture.rs";

/// The ways by which the store takes out of a row what otherwise changes by its own rule alone, and the file
/// that may use each.
const RESTORED: &[(&str, &str)] = &[
    ("Case::restore", "src/store/casework/case.rs"),
    ("Approval::restore", "src/store/casework/approval.rs"),
];

/// Characters of a line, of code (which rustfmt sees to) and of a comment.
const WIDEST: usize = 110;

/// Lines of a source file, test modules not counted.
const LONGEST: usize = 400;

#[test]
fn packages_stand_on_lower_floors_alone() {
    let mut known: BTreeSet<&str> = TOP.into_iter().collect();
    for (floor, below) in FLOORS {
        known.insert(floor);
        let manifest = manifest(floor);
        let named: BTreeSet<&str> =
            FLOORS.iter().map(|(name, _)| *name).filter(|name| depends(&manifest, name)).collect();
        assert_eq!(named, below.iter().copied().collect(), "what src/{floor} names");
    }
    let folders = files(&root().join("src")).into_iter().filter_map(|path| {
        let (folder, _) = path.strip_prefix("src/")?.split_once('/')?;
        Some(folder.to_owned())
    });
    let folders: BTreeSet<String> = folders.collect();
    assert_eq!(folders.iter().map(String::as_str).collect::<BTreeSet<_>>(), known, "every folder is a floor");
}

#[test]
fn crates_stay_in_their_package() {
    let floors = FLOORS.iter().map(|(floor, _)| (*floor, manifest(floor)));
    let all: Vec<(&str, String)> = floors.chain([("the top", top_manifest())]).collect();
    for (name, home) in CONFINED {
        let named: Vec<&str> =
            all.iter().filter(|(_, manifest)| depends(manifest, name)).map(|(floor, _)| *floor).collect();
        assert_eq!(named, [*home], "who depends on {name}");
    }
}

#[test]
fn only_commands_read_the_settings() {
    let sources = Source::all("src/config");
    nothing(sources.iter().flat_map(|source| at(source, source.lines_naming("command"), "names command")));
}

#[test]
fn files_name_each_other_in_one_direction() {
    nothing(FLOORS.iter().map(|(floor, _)| *floor).chain(TOP).flat_map(circles::of));
}

#[test]
fn only_view_says_anything() {
    let floors = ["store", "blob", "service", "web", "worker"];
    nothing(floors.iter().flat_map(|floor| sentence::told(&format!("src/{floor}"))));
}

#[test]
fn raw_html_is_written_in_one_file() {
    let sources = Source::all("src");
    let others = sources.iter().filter(|source| source.path != RAW_HTML);
    nothing(others.flat_map(|source| at(source, source.lines_with("PreEscaped"), "PreEscaped")));
}

#[test]
fn what_changes_by_its_rule_alone_is_restored_by_the_store() {
    let sources = Source::all("src");
    for (way, home) in RESTORED {
        let others = sources.iter().filter(|source| source.path != *home && !is_test(source));
        nothing(others.flat_map(|source| at(source, source.lines_with(way), way)));
    }
}

#[test]
fn both_engines_have_the_same_migrations() {
    let names = |engine: &str| -> BTreeSet<String> {
        let folder = format!("migrations/{engine}");
        let inside = |path: String| path.trim_start_matches(&folder).to_owned();
        files(&root().join(&folder)).into_iter().map(inside).collect()
    };
    let (sqlite, postgres) = (names("sqlite"), names("postgres"));
    nothing(
        sqlite.symmetric_difference(&postgres).map(|name| format!("migrations/*{name}: one engine only")),
    );
}

#[test]
fn files_named_in_the_readme_exist() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let quoted = readme.split('`').skip(1).step_by(2);
    let is_source = |word: &&str| Path::new(word).extension().is_some_and(|extension| extension == "rs");
    let named = quoted.filter(is_source).filter(|word| !word.contains(char::is_whitespace));
    let missing =
        named.filter(|name| !["src", ""].iter().any(|under| root().join(under).join(name).is_file()));
    nothing(missing.map(|name| format!("README.md names {name}, which is not there")));
}

#[test]
fn file_names_say_something() {
    let files = files(&root().join("src")).into_iter().chain(files(&root().join("tests/it")));
    nothing(files.filter(|path| says_nothing(path)));
}

#[test]
fn files_are_short() {
    let long = |source: &Source| source.length() > LONGEST && !is_test(source);
    nothing(
        Source::all("src")
            .iter()
            .filter(|source| long(source))
            .map(|source| format!("{}: {} lines", source.path, source.length())),
    );
}

#[test]
fn comments_are_as_wide_as_code() {
    let paths = ["src", "tests/it", "tests/load"].iter().flat_map(|folder| files(&root().join(folder)));
    let wide = paths.filter(|path| path.strip_suffix(".rs").is_some()).flat_map(|path| {
        let text = fs::read_to_string(root().join(&path)).unwrap();
        let wide = text.lines().enumerate().filter(|(_, line)| is_wide_comment(line));
        wide.map(|(index, _)| format!("{path}:{}: a comment of more than {WIDEST} characters", index + 1))
            .collect::<Vec<_>>()
    });
    nothing(wide);
}

/// Tables cannot be broken.
fn is_wide_comment(line: &str) -> bool {
    let line = line.trim_end();
    let is_comment = line.trim_start().starts_with("//");
    is_comment && !line.contains("//! |") && !line.contains("/// |") && line.chars().count() > WIDEST
}

#[test]
fn an_empty_name_is_seen() {
    assert!(says_nothing("src/web/form_helpers.rs"));
    assert!(!says_nothing("src/view/commonwealth.rs"));
}

/// Fails with the list unless it is empty.
fn nothing(offences: impl Iterator<Item = String>) {
    let offences: Vec<_> = offences.collect();
    assert!(offences.is_empty(), "\n{}", offences.join("\n"));
}

/// The packages that `src/FLOOR` is made of when it is no test.
fn manifest(floor: &str) -> String {
    dependencies(&root().join("src").join(floor).join("Cargo.toml"))
}

fn top_manifest() -> String {
    dependencies(&root().join("Cargo.toml"))
}

fn dependencies(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a manifest");
    let (_, rest) = text.split_once("\n[dependencies]\n").expect("dependencies");
    rest.split("\n[").next().unwrap_or(rest).to_owned()
}

fn depends(manifest: &str, name: &str) -> bool {
    manifest.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', ' '])))
}

fn is_test(source: &Source) -> bool {
    source.path.ends_with("tests.rs") || source.path.contains("/tests/")
}

fn at(source: &Source, lines: Vec<usize>, what: &str) -> Vec<String> {
    lines.into_iter().map(|line| format!("{}:{line}: {what}", source.path)).collect()
}

fn says_nothing(path: &str) -> bool {
    path.trim_end_matches(".rs")
        .split(['/', '_'])
        .any(|word| EMPTY_NAMES.contains(&word.trim_end_matches('s')))
}
