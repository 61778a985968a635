//! What a night leaves of when practitioners signed in: whoever holds the database must not find it beside
//! the day of a report.

use std::collections::BTreeSet;

use candour::worker::{Holder, chores};

use crate::support::database::{Database, ENGINES, Engine};
use crate::support::premises::Inside;

/// Seconds of a step of one-time codes (RFC 6238).
const STEP: i64 = 30;

async fn a_night(inside: &Inside) {
    inside.clock.step(86_400);
    assert!(chores::step(&inside.app, &Holder::new()).await.expect("the chores"));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_code_tells_when_somebody_signed_in() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        inside.practitioner(0).await;
        let step = inside.app.now().seconds() / STEP;
        let near = |inside: &Inside| {
            inside.database.count(&format!(
                "practitioner_key WHERE totp_step BETWEEN {} AND {}",
                step - 2,
                step + 2
            ))
        };
        assert_eq!(near(&inside), 1, "while the code could be shown again it is known");
        a_night(&inside).await;
        assert_eq!(near(&inside), 0, "the half minute in which somebody signed in is still written down");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_tells_who_signed_in_last() {
    let inside = Inside::on(Engine::Postgres);
    for number in [1, 0] {
        inside.practitioner(number).await;
    }
    a_night(&inside).await;
    // What is too long for a row lies in a table of its own, numbered as it was written.
    let outside = "SELECT CAST(CAST(reltoastrelid AS regclass) AS text) AS line FROM pg_class \
                   WHERE oid = CAST('kept_reports' AS regclass)";
    let long = inside.database.line(outside);
    let tables = ["practitioner", "kept_reports", &long, "practitioner_key"];
    let told: Vec<_> =
        tables.into_iter().filter(|table| numbers(&inside.database, table).len() != 1).collect();
    assert!(told.is_empty(), "these tell who came last: {told:?}");
}

/// By which transactions the rows of a table were written.
fn numbers(database: &Database, table: &str) -> BTreeSet<String> {
    database.lines(&format!("SELECT cast(xmin AS text) AS line FROM {table}")).into_iter().collect()
}
