//! What is at rest after a practitioner's anonymous report: nothing in it names the person or the agency, and nothing ties
//! issuing to redeeming by order, by time or by size.

use std::collections::BTreeSet;
use std::time::Duration;

use super::{STORY, file};
use crate::support::database::{Database, Engine};
use crate::support::deployment::Deployment;
use crate::support::practitioners::{SignedIn, issue, practitioners, show, sign_out, visitor};

/// Tables that casework, mail and the tokens are written to.
const CASEWORK: [&str; 11] = [
    "concern",
    "concern_key",
    "source",
    "mailbox",
    "attachment",
    "message",
    "case_record",
    "outbox",
    "spent_token",
    "audit_event",
    "visit",
];

#[tokio::test]
async fn nothing_is_left_that_ties_a_report_to_a_person() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let settings = [
            ("CANDOUR__LOG__LEVEL", "debug"),
            ("CANDOUR__MAIL__DELAY_MIN_SECONDS", "0"),
            ("CANDOUR__MAIL__DELAY_MAX_SECONDS", "0"),
        ];
        let mut deployment = Deployment::with(engine, &settings).await;
        // One who reports, one who asks for tokens and does not use them, one who looks at nothing; and others.
        let people = practitioners(&deployment.database, 20);
        let before = of_engagement(&deployment.database);
        let mut reporter = visitor(deployment.base(), &people[5]);
        let issued = issue(&mut reporter).await;
        sign_out(&mut reporter).await;
        let mut idle = visitor(deployment.base(), &people[9]);
        issue(&mut idle).await;
        sign_out(&mut idle).await;
        assert_eq!(show(&mut reporter, &issued.open, &issued.tokens[0]).await, 204);
        file(reporter, &STORY, &[]).await;
        file(deployment.visitor(), &STORY, &[]).await;
        assert_eq!(
            of_engagement(&deployment.database),
            before,
            "accounts are as they were, whoever did what"
        );
        for person in [&people[5], &people[9]] {
            let lookup = person.traces.last().expect("a lookup");
            assert_eq!(
                deployment.database.count(&format!("practitioner_session WHERE lookup = '{lookup}'")),
                0
            );
        }
        in_casework(&deployment.database, &people);
        sizes(&deployment.database);
        days(&deployment.database);
        overnight(&mut deployment).await;
        if engine == Engine::Postgres {
            order(&deployment.database, &people);
        }
        outside(&deployment, &people);
    }
}

/// Every account, whole.
fn of_engagement(database: &Database) -> Vec<String> {
    let columns =
        "id || ' ' || agency_id || ' ' || standing || ' ' || quarter || ' ' || cast(rations AS text)";
    database.lines(&format!("SELECT {columns} AS line FROM practitioner ORDER BY id"))
}

/// The rows of a table as text, bytes as hexadecimal digits.
fn rows(database: &Database, table: &str) -> Vec<String> {
    let row = match database {
        Database::Postgres(_) => {
            return database.lines(&format!("SELECT cast(t AS text) AS line FROM {table} t"));
        }
        Database::Sqlite(_) => database
            .lines(&format!("SELECT 'quote(' || name || ')' AS line FROM pragma_table_info('{table}')"))
            .join(" || ' ' || "),
    };
    database.lines(&format!("SELECT {row} AS line FROM {table}"))
}

/// No row of casework holds anything of any practitioner, in text or in hexadecimal digits.
fn in_casework(database: &Database, people: &[SignedIn]) {
    let mut seen = 0;
    for table in CASEWORK {
        for row in rows(database, table) {
            seen += 1;
            let row = row.to_lowercase();
            for trace in people.iter().flat_map(|person| &person.traces) {
                let hex = data_encoding::HEXLOWER.encode(trace.as_bytes());
                assert!(!row.contains(&trace.to_lowercase()) && !row.contains(&hex), "{table}: {row}");
            }
        }
    }
    assert!(seen > 8, "{seen} rows were looked at");
    // The same search finds what is there.
    let own = rows(database, "practitioner").join("\n").to_lowercase();
    assert!(people.iter().all(|person| own.contains(&person.traces[0])));
}

/// A marked report is as long as anybody's with the same words.
fn sizes(database: &Database) {
    for (table, column) in [("concern", "answers"), ("visit", "sealed"), ("concern_key", "wrapped")] {
        let lengths = database.lines(&format!("SELECT cast(length({column}) AS text) AS line FROM {table}"));
        assert!(lengths.len() >= 2, "{table}: {lengths:?}");
        let different: BTreeSet<_> = lengths.iter().collect();
        assert_eq!(different.len(), 1, "{table}.{column}: {lengths:?}");
    }
    let letters = database.lines("SELECT notice || ' ' || state AS line FROM outbox");
    assert!(
        letters.iter().collect::<BTreeSet<_>>().len() <= 1,
        "both reports send the same letters: {letters:?}"
    );
}

/// Nothing that stays says more than the day; a spent token says the quarter.
fn days(database: &Database) {
    let token = database.line("SELECT digest || ' ' || quarter AS line FROM spent_token");
    let (digest, quarter) = token.split_once(' ').expect("a digest and a quarter");
    assert_eq!((digest.len(), quarter.len()), (64, 6), "{token}");
    let day = database.lines("SELECT cast(received AS text) AS line FROM concern");
    assert!(day.iter().all(|day| day.len() == 10), "{day:?}");
    assert_eq!(rows(database, "spent_token").len(), 1);
}

/// The chores of the next day.
async fn overnight(deployment: &mut Deployment) {
    deployment.stop();
    deployment.database.run("DELETE FROM lease");
    deployment.start();
    for _ in 0..200 {
        if deployment.database.count("lease WHERE name = 'rewriting'") == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the chores were not done");
}

/// PostgreSQL numbers every transaction and puts changed rows behind the others: after a night neither tells who was here.
fn order(database: &Database, people: &[SignedIn]) {
    for table in ["practitioner", "kept_reports"] {
        let numbers = database.lines(&format!("SELECT cast(xmin AS text) AS line FROM {table}"));
        assert!(numbers.iter().collect::<BTreeSet<_>>().len() <= 1, "{table}: {numbers:?}");
    }
    let places = database.lines("SELECT id AS line FROM practitioner ORDER BY ctid");
    let came: Vec<_> = people.iter().map(|person| person.traces[0].clone()).collect();
    assert_eq!(places.len(), came.len());
    assert_ne!(places, came, "in the order in which they came");
}

/// Logs and mail.
fn outside(deployment: &Deployment, people: &[SignedIn]) {
    let folder = deployment.server().folder();
    let mut texts = vec![deployment.server().stdout(), deployment.server().stderr()];
    for letter in std::fs::read_dir(folder.join("data/mail")).into_iter().flatten().flatten() {
        texts.push(std::fs::read_to_string(letter.path()).expect("a letter"));
    }
    assert!(texts[0].len() + texts[1].len() > 1_000, "the log was read");
    for text in texts {
        for person in people {
            for trace in person.traces.iter().chain([&person.cookie]) {
                assert!(!text.contains(trace.as_str()), "{trace}: {text}");
            }
        }
    }
}
