//! Two worlds that never meet: engagement and casework.

use std::fs;
use std::path::{Path, PathBuf};

/// What casework is made of. None of it may be named where engagement is served.
const CASEWORK: [&str; 11] = [
    "case",
    "concern",
    "draft",
    "visit",
    "mailbox",
    "message",
    "thread",
    "question",
    "attachment",
    "reference",
    "inbox",
];

/// What engagement is made of, on every floor.
const ENGAGEMENT: [&str; 22] = [
    "agency",
    "application",
    "contact",
    "engagement",
    "material",
    "edition",
    "campaign",
    "change",
    "batch",
    "coverage",
    "calling",
    "record",
    "entry",
    "reach",
    "register",
    "filter",
    "import",
    "practitioner",
    "quarter",
    "request",
    "feedback",
    "survey",
];

/// Of the agencies' own door, what reporting is made of; all else there is engagement.
const REPORTING: [&str; 3] = ["report", "reports", "anonymous"];

/// The parts of the program that engagement is made of may use from casework: nothing but how a file is stored.
const SHARED: [&str; 1] = ["attachment"];

#[test]
fn engagement_names_nothing_of_casework() {
    let mut seen = 0;
    for floor in ["domain", "store", "service", "view/register", "web/register", "view/agency", "web/agency"]
    {
        for file in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(floor)) {
            let path = file.to_string_lossy().into_owned();
            let reporting = REPORTING.iter().any(|noun| path.ends_with(&format!("/agency/{noun}.rs")));
            let own = floor.ends_with("register")
                || (floor.ends_with("/agency") && !reporting)
                || ENGAGEMENT.iter().any(|noun| {
                    path.ends_with(&format!("/{noun}.rs")) || path.contains(&format!("{floor}/{noun}/"))
                });
            if !own {
                continue;
            }
            seen += 1;
            let text = fs::read_to_string(&file).expect("read a source");
            // Within a noun's own folder `super` is that noun, whatever its parts are called.
            let inner = ENGAGEMENT.iter().any(|noun| path.contains(&format!("{floor}/{noun}/")));
            let told = |line: &&str| {
                let line = line.trim_start();
                line.starts_with("use ") && !(inner && line.starts_with("use super::"))
            };
            for line in text.lines().filter(told) {
                // What a list being read in is made of belongs to the list.
                let line = line.replace("import::draft", "import");
                for noun in CASEWORK.iter().filter(|noun| !SHARED.contains(noun)) {
                    let named = ["::", "{", " "].iter().any(|before| {
                        ["::", ";", ",", "}", " "]
                            .iter()
                            .any(|after| line.contains(&format!("{before}{noun}{after}")))
                    });
                    assert!(!named, "{path}: {line}");
                }
            }
        }
    }
    assert!(seen > 30, "the sources were found: {seen}");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else if entry.path().extension().is_some_and(|end| end == "rs") {
            found.push(entry.path());
        }
    }
    found
}
