//! The rules of the house, held against the source. `src/lib.rs` says what each floor is for.

pub(crate) mod source;

use std::collections::BTreeSet;

use self::source::{Source, files, root};

/// Top modules and their floors. A module imports only from floors below its own.
const FLOORS: &[(&str, u8)] = &[
    ("domain", 0),
    ("crypto", 1),
    ("path", 1),
    ("view", 2),
    ("store", 3),
    ("blob", 3),
    ("mail", 3),
    ("service", 4),
    ("web", 5),
    ("worker", 5),
    ("command", 6),
    ("main", 6),
];

/// Crates that may be named in one module only, so that each can be replaced there.
const CONFINED: &[(&str, &str)] = &[
    ("diesel", "store"),
    ("diesel_migrations", "store"),
    ("actix_web", "web"),
    ("actix_multipart", "web"),
    ("maud", "view"),
    ("object_store", "blob"),
    ("lettre", "mail"),
    ("krilla", "view"),
    ("voprf", "crypto"),
    ("p256", "crypto"),
    ("webauthn_rs", "crypto"),
];

/// File names that say nothing.
const EMPTY_NAMES: [&str; 4] = ["util", "helper", "manager", "common"];

/// The only file that may write HTML as it is.
const RAW_HTML: &str = "src/view/picture.rs";

/// Lines of a source file, test modules not counted.
const LONGEST: usize = 400;

#[test]
fn imports_go_down() {
    nothing(Source::all("src").iter().flat_map(wrong_edges));
}

#[test]
fn every_module_is_on_a_floor() {
    let known = |module: &str| floor(module).is_some() || module == "config" || module == "lib";
    let sources = Source::all("src");
    let homeless = sources.iter().filter(|source| !known(source.module()));
    nothing(homeless.map(|source| format!("{}: give {} a floor", source.path, source.module())));
}

#[test]
fn crates_stay_in_their_module() {
    nothing(Source::all("src").iter().flat_map(strays));
}

#[test]
fn raw_html_is_written_in_one_file() {
    let sources = Source::all("src");
    let others = sources.iter().filter(|source| source.path != RAW_HTML);
    nothing(others.flat_map(|source| at(source, source.lines_with("PreEscaped"), "PreEscaped")));
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
fn file_names_say_something() {
    let files = files(&root().join("src")).into_iter().chain(files(&root().join("tests/it")));
    nothing(files.filter(|path| says_nothing(path)));
}

#[test]
fn files_are_short() {
    let tests = |source: &Source| source.path.ends_with("tests.rs") || source.path.contains("/tests/");
    let long = |source: &Source| source.length() > LONGEST && !tests(source);
    nothing(
        Source::all("src")
            .iter()
            .filter(|source| long(source))
            .map(|source| format!("{}: {} lines", source.path, source.length())),
    );
}

#[test]
fn an_upward_edge_is_seen() {
    let text = "use crate::domain::time;\nuse crate::{\n    domain::{id, time},\n    store::tx,\n};\n// use crate::web\n";
    let offences = wrong_edges(&Source::new("src/view/page.rs", text));
    assert_eq!(offences, ["src/view/page.rs:2: view may not name store"]);
}

#[test]
fn a_sideways_edge_is_seen() {
    let sideways =
        Source::new("src/store/concern.rs", "fn f() {\n    crate::mail::send(\"crate::web\");\n}\n");
    assert_eq!(wrong_edges(&sideways), ["src/store/concern.rs:2: store may not name mail"]);
    let inside =
        Source::new("src/store/concern.rs", "use crate::store::tx::Tx;\nuse super::super::crypto;\n");
    assert_eq!(wrong_edges(&inside), [""; 0]);
    let above = Source::new("src/store/psd/concern.rs", "use super::super::super::service::concern;\n");
    assert_eq!(wrong_edges(&above), ["src/store/psd/concern.rs:1: store may not name service"]);
}

#[test]
fn configuration_is_read_by_commands_only() {
    assert_eq!(wrong_edges(&Source::new("src/command/serve.rs", "use crate::config::Config;")), [""; 0]);
    assert_eq!(wrong_edges(&Source::new("src/main.rs", "use candour::command;")), [""; 0]);
    let handler = Source::new("src/web/server.rs", "use crate::config::Config;");
    assert_eq!(wrong_edges(&handler), ["src/web/server.rs:1: web may not name config"]);
}

#[test]
fn a_stray_crate_is_seen() {
    let text = "use diesel::prelude::*;\n#[diesel(table_name = x)]\nlet diesel = 'd';\n/* maud::html */ let s = r#\"maud::\"#;\n";
    let offences = strays(&Source::new("src/service/concern.rs", text));
    assert_eq!(offences, ["src/service/concern.rs:1: diesel", "src/service/concern.rs:2: diesel"]);
    assert_eq!(strays(&Source::new("src/store/mod.rs", text)), [""; 0]);
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

fn wrong_edges(source: &Source) -> Vec<String> {
    if source.path == "src/lib.rs" {
        return at(source, source.lines_with("use"), "lib.rs names modules only");
    }
    let edges =
        source.edges().into_iter().filter(|edge| floor(&edge.module).is_some() || edge.module == "config");
    let wrong = edges.filter(|edge| !may_name(source.module(), &edge.module));
    wrong
        .map(|edge| {
            format!("{}:{}: {} may not name {}", source.path, edge.line, source.module(), edge.module)
        })
        .collect()
}

/// Configuration stands beside the floors: it may name whatever it fills in, and only commands may name it.
fn may_name(from: &str, to: &str) -> bool {
    let command = |module: &str| module == "command" || module == "main";
    if from == to {
        return true;
    }
    if to == "config" {
        return command(from);
    }
    if from == "config" {
        return !command(to);
    }
    from == "main" || floor(to) < floor(from)
}

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(name, _)| *name == module).map(|(_, floor)| *floor)
}

fn strays(source: &Source) -> Vec<String> {
    let elsewhere = CONFINED.iter().filter(|(_, home)| source.module() != *home);
    elsewhere.flat_map(|(name, _)| at(source, source.lines_naming(name), name)).collect()
}

fn at(source: &Source, lines: Vec<usize>, what: &str) -> Vec<String> {
    lines.into_iter().map(|line| format!("{}:{line}: {what}", source.path)).collect()
}

fn says_nothing(path: &str) -> bool {
    path.trim_end_matches(".rs")
        .split(['/', '_'])
        .any(|word| EMPTY_NAMES.contains(&word.trim_end_matches('s')))
}
