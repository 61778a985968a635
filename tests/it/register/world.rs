//! Two worlds that never meet: engagement and casework.

use crate::architecture::source::Source;

/// What casework is made of. None of it may be named where engagement is served. How a file is stored (`attachment`) is not
/// of it: evidence and materials are stored in the same way.
const CASEWORK: [&str; 19] = [
    "anonymous",
    "case",
    "concern",
    "conflict",
    "draft",
    "inbox",
    "kept",
    "mailbox",
    "message",
    "question",
    "reference",
    "reply",
    "report",
    "reports",
    "sender",
    "sent",
    "source_review",
    "thread",
    "visit",
];

/// What engagement is made of, on every floor.
const ENGAGEMENT: [&str; 33] = [
    "agency",
    "application",
    "batch",
    "calendar",
    "calling",
    "campaign",
    "change",
    "contact",
    "content",
    "coverage",
    "digest",
    "district",
    "edition",
    "engaged",
    "engagement",
    "entry",
    "evidence",
    "export",
    "feed",
    "feedback",
    "filter",
    "follow_up",
    "import",
    "log",
    "material",
    "practitioner",
    "quarter",
    "reach",
    "record",
    "referral",
    "register",
    "request",
    "survey",
];

/// Floors where a noun is a module of the floor's own.
const FLOORS: [&str; 3] = ["domain", "store", "service"];
/// Floors where it is a module of a part of the site.
const SITE: [&str; 2] = ["view", "web"];

/// The parts of the site that are not engagement.
const WORLDS: [&str; 2] = ["psd", "public"];

/// Of the agencies' own door, what reporting is made of; all else there is engagement.
const REPORTING: [&str; 3] = ["report", "reports", "anonymous"];

/// Where engagement names casework after all, and why that is no leak.
const SHARED: &[(&str, &str, &str)] = &[
    (
        "src/service/practitioner/session.rs",
        "kept",
        "whoever signs in at the agencies' own door opens, with their own key, the list of the reports that they keep",
    ),
    ("src/web/agency/session.rs", "report", LEFT_BEHIND),
    ("src/web/agency/account.rs", "report", LEFT_BEHIND),
];

/// Why the ways out name a report.
const LEFT_BEHIND: &str = "whoever signs out leaves nothing of a report behind in that browser";

#[test]
fn engagement_names_nothing_of_casework() {
    let mut seen = 0;
    for source in Source::all("src").iter().filter(|source| is_engagement(&source.path)) {
        seen += 1;
        let wrong: Vec<_> = wrong(source);
        assert!(wrong.is_empty(), "{}: {wrong:#?}", source.path);
    }
    assert!(seen > 100, "the sources were found: {seen}");
}

#[test]
fn no_way_of_naming_casework_is_overlooked() {
    for text in [
        "use crate::store::case;",
        "use crate::store::{\n    agency,\n    case::{self, Case},\n};",
        "use crate::{domain::id::Id, service::{House,\n  concern}};",
        "fn found() { crate::service::visit::open() }",
        "use crate::service;\nfn found() { service::draft::begin() }",
        "use super::mailbox;",
        "fn found() { super::mailbox::open() }",
        "use super::super::store::schema::{agency, concern};",
        "use crate::service as all;",
        "use crate::{store as rows, domain::id::Id};",
        "use crate::service::*;",
        "mod tests {\n    use super::super::draft;\n}",
        "use crate::view::psd::inbox::Inbox;",
    ] {
        assert!(!wrong(&Source::new("src/service/engagement.rs", text)).is_empty(), "{text}");
    }
    for text in [
        "use crate::domain::import::draft::Draft;",
        "use crate::store::{agency, contact};\nfn case() { agency::find() }",
        "// crate::service::case\nuse crate::web::psd::{form_token, told};",
        "mod tests {\n    use super::*;\n}",
        "use crate::domain::record::{self, Record};\nfn found() { \"crate::store::case\".parse::<u32>() }",
    ] {
        let wrong = wrong(&Source::new("src/service/engagement.rs", text));
        assert!(wrong.is_empty(), "{text}: {wrong:?}");
    }
}

/// Whether a file serves engagement.
fn is_engagement(path: &str) -> bool {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    match inside.split('/').collect::<Vec<_>>().as_slice() {
        [floor, noun, ..] if FLOORS.contains(floor) => ENGAGEMENT.contains(noun),
        [floor, "register", ..] => SITE.contains(floor),
        [floor, "agency", noun, ..] => SITE.contains(floor) && !REPORTING.contains(noun),
        _ => false,
    }
}

/// Everything of casework that a file names.
fn wrong(source: &Source) -> Vec<String> {
    let roots: Vec<&str> = FLOORS.into_iter().chain(SITE).collect();
    let named = source.named(&roots);
    let wrong = named.iter().filter_map(|named| {
        let noun = casework(&named.segments)?;
        let shared = SHARED.iter().any(|(file, shared, _)| source.path == *file && noun == *shared);
        (!shared).then(|| format!("line {}: {}", named.line, named.segments.join("::")))
    });
    wrong.collect()
}

/// The noun of casework in a path from the crate's root. Within a noun of engagement parts may be called as they like: the
/// draft of an import is no report.
fn casework(path: &[String]) -> Option<&str> {
    let (floor, inside) = path.split_first()?;
    let (on_floor, on_site) = (FLOORS.contains(&floor.as_str()), SITE.contains(&floor.as_str()));
    let at = |place: usize| inside.get(place).map_or("", String::as_str);
    let of_door = at(0) == "agency" && !REPORTING.contains(&at(1));
    let ours = if on_floor { ENGAGEMENT.contains(&at(0)) } else { at(0) == "register" || of_door };
    if ours || !(on_floor || on_site) {
        return None;
    }
    // All of a floor, or of a part of the site, by whatever name, may be anything there.
    let whole = at(0) == "*" || (on_site && (at(1) == "*" || (at(1).is_empty() && WORLDS.contains(&at(0)))));
    if whole {
        return Some("*");
    }
    inside.iter().map(String::as_str).find(|noun| CASEWORK.contains(noun))
}
