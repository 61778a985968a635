//! Two worlds that never meet: engagement and casework. On every floor each has folders of its own, so that
//! the rule is one of folders.

use crate::architecture::source::Source;

/// The folders of engagement on a floor.
const ENGAGEMENT: [&str; 1] = ["register"];
/// The folders of casework, and of what reporters say.
const CASEWORK: [&str; 4] = ["report", "casework", "psd", "public"];
/// Of the practitioners' area, what reporting is made of; all else there is engagement.
const REPORTING: [&str; 6] = ["anonymous", "guide", "options", "report", "reports", "signs"];
/// Of that area, what frames the pages of both, and the page that leads to both.
const FRAME: [&str; 3] = ["done", "home", "page"];
/// The floors.
const FLOORS: [&str; 5] = ["domain", "store", "service", "view", "web"];

/// Where engagement names casework after all, and why that is no leak.
const SHARED: &[(&str, &str)] = &[("src/web/agency/account.rs", LEFT_BEHIND)];

/// Why the ways out name a report.
const LEFT_BEHIND: &str = "whoever signs out leaves nothing of a report behind in that browser";

/// Which world something belongs to; what is of neither may be named by both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum World {
    Engagement,
    Casework,
}

#[test]
fn neither_world_names_the_other() {
    let mut seen = 0;
    for source in Source::all("src") {
        seen += usize::from(world(&source.module()).is_some());
        let wrong = wrong(&source);
        assert!(wrong.is_empty(), "{}: {wrong:#?}", source.path);
    }
    assert!(seen > 250, "the sources were found: {seen}");
}

/// Signing in and accounts are alike for everybody.
#[test]
fn accounts_name_neither_world() {
    let shared = ["src/web/account", "src/service/identity/passkey"];
    let sources: Vec<Source> = shared.iter().flat_map(|folder| Source::all(folder)).collect();
    assert!(sources.len() > 10, "the sources were found: {}", sources.len());
    for source in sources.iter().filter(|source| !source.path.ends_with("tests.rs")) {
        let named = source.named(&FLOORS);
        let found: Vec<_> = named.iter().filter(|named| world(&named.segments).is_some()).collect();
        assert!(found.is_empty(), "{}: {found:#?}", source.path);
    }
}

#[test]
fn no_way_of_naming_the_other_world_is_overlooked() {
    for text in [
        "use store::casework::case;",
        "use store::{\n    register::agency,\n    casework::case::{self, Case},\n};",
        "use crate::{platform::file, App,\n  report::concern};",
        "fn found() { crate::report::visit::open() }",
        "use super::super::report::mailbox;",
        "use store::casework as rows;",
        "use crate::report::*;",
        "use store::*;",
        "use store as rows;",
        "mod tests {\n    use super::super::super::report::draft;\n}",
        "use view::psd::inbox::Inbox;",
    ] {
        assert!(!wrong(&Source::new("src/service/register/engagement.rs", text)).is_empty(), "{text}");
    }
    let other = "use store::register::agency;";
    assert!(!wrong(&Source::new("src/service/report/draft.rs", other)).is_empty(), "the other way round");
    for text in [
        "use domain::register::import::draft::Draft;",
        "use store::register::{agency, contact};\nfn case() { agency::find() }",
        "// crate::casework::case\nuse crate::identity::session::Signed;",
        "mod tests {\n    use super::*;\n}",
        "use domain::form::record::{self, Record};\nfn found() { \"store::casework::case\".parse::<u32>() }",
    ] {
        let wrong = wrong(&Source::new("src/service/register/engagement.rs", text));
        assert!(wrong.is_empty(), "{text}: {wrong:?}");
    }
}

/// The world of a path from the top.
fn world(path: &[String]) -> Option<World> {
    let at = |place: usize| path.get(place).map_or("", String::as_str);
    if !FLOORS.contains(&at(0)) {
        return None;
    }
    match at(1) {
        "agency" if REPORTING.contains(&at(2)) => Some(World::Casework),
        "agency" if !at(2).is_empty() && !FRAME.contains(&at(2)) => Some(World::Engagement),
        folder if ENGAGEMENT.contains(&folder) => Some(World::Engagement),
        folder if CASEWORK.contains(&folder) => Some(World::Casework),
        _ => None,
    }
}

/// Everything of the other world that a file names.
fn wrong(source: &Source) -> Vec<String> {
    let Some(here) = world(&source.module()) else { return Vec::new() };
    if SHARED.iter().any(|(file, _)| source.path == *file) {
        return Vec::new();
    }
    let named = source.named(&FLOORS);
    let other = |path: &[String]| {
        // All of a floor, by whatever name, may be anything there.
        let all = path.len() > 1 && path[1] == "*" && FLOORS.contains(&path[0].as_str());
        all || world(path).is_some_and(|there| there != here)
    };
    let wrong = named.iter().filter(|named| other(&named.segments));
    wrong.map(|named| format!("line {}: {}", named.line, named.segments.join("::"))).collect()
}
