//! What is at rest after reports in a name and as an agency: nothing that is kept in clear with a concern
//! names the person or the agency, nor do logs and letters.

use super::{ANSWERS, tell};
use crate::support::database::{Database, Engine};
use crate::support::deployment::Deployment;
use crate::support::practitioners::{SignedIn, give_key, practitioners, visitor};

/// Tables that a report is written to, and the list that keeps it.
const TABLES: [&str; 12] = [
    "concern",
    "concern_key",
    "source",
    "mailbox",
    "attachment",
    "message",
    "case_record",
    "outbox",
    "audit_event",
    "visit",
    "source_review",
    "kept_reports",
];

#[tokio::test]
async fn nothing_in_clear_ties_a_report_to_a_name_or_an_agency() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let settings = [("CANDOUR__LOG__LEVEL", "debug")];
        let deployment = Deployment::with(engine, &settings).await;
        let people = practitioners(&deployment.database, 2);
        for (person, way) in people.iter().zip(["named", "agency"]) {
            give_key(&deployment.database, person);
            let mut visitor = visitor(deployment.base(), person);
            // Twice about the same person: a manager who has set up an account is told.
            tell(&mut visitor, way, &ANSWERS).await;
            tell(&mut visitor, way, &ANSWERS).await;
        }
        assert_eq!(deployment.database.count("source"), 4);
        let mut seen = 0;
        for table in TABLES {
            for row in rows(&deployment.database, table) {
                seen += 1;
                searched(table, &row, &people);
            }
        }
        assert!(seen > 20, "{seen} rows were looked at");
        concerns_are_not_named_elsewhere(&deployment.database);
        let (out, err) = (deployment.server().stdout(), deployment.server().stderr());
        assert!(out.len() + err.len() > 1_000, "the log was read");
        for text in [out, err] {
            for trace in people.iter().flat_map(|person| person.traces.iter().chain([&person.cookie])) {
                assert!(!text.contains(trace.as_str()), "{trace}");
            }
        }
    }
}

/// A row of casework holds nothing of a practitioner; the list that is kept holds whose it is, and nothing of
/// a concern.
fn searched(table: &str, row: &str, people: &[SignedIn]) {
    let row = row.to_lowercase();
    for trace in people.iter().flat_map(|person| &person.traces) {
        let hex = data_encoding::HEXLOWER.encode(trace.as_bytes());
        let own = table == "kept_reports" && people.iter().any(|person| person.traces[0] == *trace);
        let found = row.contains(&trace.to_lowercase()) || row.contains(&hex);
        assert!(!found || own, "{table}: {trace}");
    }
}

/// No row of the accounts, of what they keep or of notes to managers names a concern or a case in clear.
fn concerns_are_not_named_elsewhere(database: &Database) {
    let mut ids = database.lines("SELECT id AS line FROM concern");
    ids.extend(database.lines("SELECT id AS line FROM case_record"));
    ids.extend(database.lines("SELECT reference AS line FROM case_record"));
    for table in
        ["practitioner", "practitioner_session", "kept_reports", "source_review", "agency", "audit_event"]
    {
        for row in rows(database, table) {
            let row = row.to_lowercase();
            for id in &ids {
                let hex = data_encoding::HEXLOWER.encode(id.as_bytes());
                assert!(!row.contains(&id.to_lowercase()) && !row.contains(&hex), "{table}: {id}");
            }
        }
    }
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
