//! The figures beside what we aim for, and beside what others were measured to do on this kind of machine.

use crate::report::Report;
use crate::table::number;

/// Which way is better.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Better {
    More,
    Less,
}
use Better::{Less, More};

/// What we aim for.
const AIMS: &[(&str, &str, Better, f64)] = &[
    ("submits a second, no mailbox", "no mailbox", More, 1_300.0),
    ("CPU of one, ms", "no mailbox CPU", Less, 1.5),
    ("CPU of one with a mailbox, ms", "with a mailbox CPU", Less, 8.0),
    ("short journeys a second", "journeys", More, 300.0),
    ("idle memory, MiB", "idle", Less, 30.0),
    ("cold start, s", "cold start", Less, 0.2),
    ("inbox page over 100,000 cases, ms", "inbox", Less, 5.0),
    ("search over 6,000 agencies, ms (99 of 100)", "search", Less, 50.0),
    ("an agency's page, ms (99 of 100)", "agency", Less, 50.0),
    ("coverage, ms (99 of 100)", "coverage", Less, 200.0),
    ("coverage of one force, ms (99 of 100)", "coverage of a force", Less, 200.0),
    ("who to call, ms (99 of 100)", "calls", Less, 200.0),
    ("6,000 agencies as Excel, s", "export", Less, 10.0),
    ("dry run of 10,000 rows, s", "dry run", Less, 10.0),
    ("heaviest page on a cold cache, KB (14 wished for)", "page KB", Less, 20.0),
];

/// What Hush Line and `GlobaLeaks` were measured to do.
const PEERS: &[(&str, &str, Better, f64, f64)] = &[
    ("submissions a second, best", "no mailbox", More, 37.0, 0.5),
    ("the same with a mailbox", "with a mailbox", More, 37.0, 0.5),
    ("CPU of a submission, ms", "no mailbox CPU", Less, 40.0, 2_000.0),
    ("the same with a mailbox", "with a mailbox CPU", Less, 40.0, 2_000.0),
    ("form page on a cold cache, KB", "page KB", Less, 778.0, 1_170.0),
    ("its requests", "page requests", Less, 16.0, 16.0),
    ("idle memory, MiB", "idle", Less, 186.0, 124.0),
    ("inbox page, ms (theirs over 1,000 cases, ours over 100,000)", "inbox", Less, 84.0, 618.0),
];

/// Compares.
pub(crate) fn tell(report: &mut Report) {
    for (what, name, better, aim) in AIMS {
        let said = |value: f64| {
            let met = if *better == More { value >= *aim } else { value <= *aim };
            number(value) + if met { "" } else { " (missed)" }
        };
        let [sqlite, postgres] = report.both(name).map(|value| value.map_or("–".into(), said));
        report.table("Aims", &["", "aim", "SQLite", "PostgreSQL"]).row(&[
            (*what).into(),
            number(*aim),
            sqlite,
            postgres,
        ]);
    }
    for (what, name, better, hush_line, globaleaks) in PEERS {
        let ours = report.both(name);
        let ratio = |theirs: f64| {
            let times = |value: f64| if *better == More { value / theirs } else { theirs / value };
            let worse = ours.iter().flatten().map(|value| times(*value)).reduce(f64::min);
            worse.map_or(number(theirs), |times| format!("{} ({}×)", number(theirs), number(times)))
        };
        let cells = [
            (*what).to_owned(),
            ratio(*hush_line),
            ratio(*globaleaks),
            ours[0].map_or("–".into(), number),
            ours[1].map_or("–".into(), number),
        ];
        let head =
            ["", "Hush Line (we are … better)", "GlobaLeaks", "Candour, SQLite", "Candour, PostgreSQL"];
        report.table("Beside others, by our slower engine", &head).row(&cells);
    }
}
