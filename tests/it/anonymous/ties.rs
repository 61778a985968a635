//! What is at rest after a practitioner's anonymous report: nothing in it names the person or the agency, and
//! nothing ties issuing to redeeming by order, by time or by size.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use super::{STORY, file};
use crate::support::database::{Database, Engine};
use crate::support::deployment::{Deployment, TRIAGE_MAIL};
use crate::support::member::Member;
use crate::support::practitioners::{issue, practitioners, show, sign_out};

/// Tables that casework, mail and the tokens are written to.
const CASEWORK: [&str; 14] = [
    "concern",
    "concern_key",
    "source",
    "mailbox",
    "attachment",
    "message",
    "case_record",
    "outbox",
    "spent_token",
    "issuer_key",
    "ceremony",
    "sign_in_throttle",
    "audit_event",
    "visit",
];

/// Tables with a row that changes when somebody signs in, and the column that says whose it is.
const OF_PEOPLE: [(&str, &str); 3] =
    [("practitioner", "id"), ("kept_reports", "practitioner_id"), ("passkey", "practitioner_id")];

/// How many have a password, and how many a passkey. Of eight, no two orders are the same by chance.
const MEMBERS: (usize, u8) = (2, 8);

#[tokio::test]
async fn nothing_is_left_that_ties_a_report_to_a_person() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let settings = [
            ("CANDOUR__LOG__LEVEL", "debug"),
            ("CANDOUR__MAIL__SECURITY", "folder"),
            ("CANDOUR__MAIL__FROM", "no-reply@candour.example"),
            ("CANDOUR__MAIL__DELAY_MIN_SECONDS", "0"),
            ("CANDOUR__MAIL__DELAY_MAX_SECONDS", "0"),
        ];
        let mut deployment = Deployment::with(engine, &settings).await;
        let database = deployment.database.clone();
        // Enough others for the mark to be offered.
        let others = practitioners(&database, 20);
        let mut members = members(&deployment).await;
        let known = in_casework(&database);
        report(&deployment, &mut members).await;
        let people: Vec<Vec<String>> = others
            .into_iter()
            .map(|other| [other.traces, vec![other.cookie]].concat())
            .chain(members.into_iter().map(|member| member.traces))
            .collect();
        names_nobody(&database, &known, &people);
        sizes(&database);
        days(&database);
        letters(&deployment).await;
        match engine {
            Engine::Sqlite => overnight(&mut deployment).await,
            Engine::Postgres => order(&mut deployment).await,
        }
        outside(&deployment, &people);
    }
}

/// Those who sign in.
async fn members(deployment: &Deployment) -> Vec<Member> {
    let mut members = Vec::new();
    for _ in 0..MEMBERS.0 {
        members.push(Member::with_password(deployment).await);
    }
    for seed in 0..MEMBERS.1 {
        members.push(Member::with_passkey(deployment, seed).await);
    }
    let passkeys = usize::from(MEMBERS.1);
    let kept =
        [("kept_reports", MEMBERS.0 + passkeys), ("passkey", passkeys), ("practitioner_key", MEMBERS.0)];
    for (table, count) in kept {
        assert_eq!(deployment.database.count(table), count, "{table}");
    }
    members
}

/// Three sign in. One reports, one asks for tokens and does not use them, one looks at nothing; and somebody
/// else reports, who is none of them.
async fn report(deployment: &Deployment, members: &mut [Member]) {
    let database = &deployment.database;
    let before = accounts(database);
    let [reporter, idle, passer] = [0, MEMBERS.0, MEMBERS.0 + 3];
    let mut reporting = members[reporter].sign_in(deployment).await;
    let mut asking = members[idle].sign_in(deployment).await;
    let mut passing = members[passer].sign_in(deployment).await;
    let signed_in = accounts(database);
    counted_alike(&before, &signed_in, &[reporter, idle, passer].map(|who| members[who].traces[0].clone()));
    let everything = everything_of_people(database);
    let issued = issue(&mut reporting).await;
    sign_out(&mut reporting).await;
    issue(&mut asking).await;
    for window in [&mut asking, &mut passing] {
        sign_out(window).await;
    }
    assert_eq!(show(&mut reporting, &issued.open, &issued.tokens[0]).await, 204);
    file(reporting, &STORY, &[]).await;
    file(deployment.visitor(), &STORY, &[]).await;
    assert_eq!(database.count("concern"), 2);
    assert_eq!(accounts(database), signed_in, "accounts are as they were, whoever did what");
    assert_eq!(everything_of_people(database), everything, "and so is all that they keep");
    for member in members {
        let id = &member.traces[0];
        assert_eq!(database.count(&format!("practitioner_session WHERE practitioner_id = '{id}'")), 0);
    }
}

/// Every account, with how often it was used.
fn accounts(database: &Database) -> BTreeSet<(String, i32)> {
    let columns =
        "id || ' ' || agency_id || ' ' || standing || ' ' || quarter || '=' || cast(rations AS text)";
    let lines = database.lines(&format!("SELECT {columns} AS line FROM practitioner"));
    let read = |line: String| {
        let (account, rations) = line.split_once('=').expect("rations");
        (account.to_owned(), rations.parse().expect("a number"))
    };
    lines.into_iter().map(read).collect()
}

/// Whoever has signed in has one ration more, whatever they came for, and nobody else has.
fn counted_alike(before: &BTreeSet<(String, i32)>, after: &BTreeSet<(String, i32)>, who: &[String]) {
    let came = |account: &str| who.iter().any(|id| account.starts_with(id.as_str()));
    let expected = before.iter().map(|(account, had)| (account.clone(), had + i32::from(came(account))));
    assert_eq!(*after, expected.collect());
    assert_eq!(after.difference(before).count(), who.len());
}

/// All that accounts have in rows of their own, but for sessions.
fn everything_of_people(database: &Database) -> Vec<String> {
    let tables = OF_PEOPLE.iter().map(|(table, _)| *table).chain(["practitioner_key"]);
    let mut all: Vec<String> = tables.flat_map(|table| rows(database, table)).collect();
    all.sort();
    all
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

/// Every row of casework, with its table.
fn in_casework(database: &Database) -> BTreeSet<(&'static str, String)> {
    CASEWORK
        .iter()
        .flat_map(|table| rows(database, table).into_iter().map(move |row| (*table, row)))
        .collect()
}

/// No row of casework that has come since holds anything of any practitioner, in text or in hexadecimal
/// digits.
fn names_nobody(database: &Database, known: &BTreeSet<(&str, String)>, people: &[Vec<String>]) {
    let all = in_casework(database);
    let new: Vec<_> = all.iter().filter(|(table, row)| !known.contains(&(*table, row.clone()))).collect();
    assert!(new.len() > 8, "{} rows were looked at", new.len());
    for (table, row) in new {
        let row = row.to_lowercase();
        for trace in people.iter().flatten() {
            let hex = data_encoding::HEXLOWER.encode(trace.as_bytes());
            assert!(!row.contains(&trace.to_lowercase()) && !row.contains(&hex), "{table}: {row}");
        }
    }
    // The same search finds what is there.
    let own = rows(database, "practitioner").join("\n").to_lowercase();
    assert!(people.iter().all(|traces| own.contains(&traces[0])));
}

/// A marked report is as long as anybody's with the same words.
fn sizes(database: &Database) {
    for (table, column) in [("concern", "answers"), ("visit", "sealed"), ("concern_key", "wrapped")] {
        let lengths = database.lines(&format!("SELECT cast(length({column}) AS text) AS line FROM {table}"));
        assert!(lengths.len() >= 2, "{table}: {lengths:?}");
        let different: BTreeSet<_> = lengths.iter().collect();
        assert_eq!(different.len(), 1, "{table}.{column}: {lengths:?}");
    }
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

/// The chores of the next day: they have begun.
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

/// PostgreSQL numbers every transaction and puts changed rows behind the others: after a night neither tells
/// who was here.
async fn order(deployment: &mut Deployment) {
    let database = deployment.database.clone();
    let places = |(table, whose): (&str, &str)| {
        database.lines(&format!("SELECT {whose} AS line FROM {table} ORDER BY ctid"))
    };
    let came = OF_PEOPLE.map(places);
    for ((table, _), came) in OF_PEOPLE.iter().zip(&came) {
        assert!(came.len() >= usize::from(MEMBERS.1), "{table}: {came:?}");
        assert!(
            numbers(&database, table).len() > 1,
            "{table}: before the night the order is there to be read"
        );
    }
    overnight(deployment).await;
    for ((table, whose), came) in OF_PEOPLE.into_iter().zip(&came) {
        written_at_once(&database, table).await;
        assert_ne!(&places((table, whose)), came, "{table}: in the order in which they came");
    }
}

/// One transaction has written all rows of a table, or does so soon.
async fn written_at_once(database: &Database, table: &str) {
    for _ in 0..200 {
        if numbers(database, table).len() == 1 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{table}: {:?}", numbers(database, table));
}

/// By which transactions the rows of a table were written.
fn numbers(database: &Database, table: &str) -> BTreeSet<String> {
    database.lines(&format!("SELECT cast(xmin AS text) AS line FROM {table}")).into_iter().collect()
}

/// The letters that lie in the folder.
fn lying(deployment: &Deployment) -> Vec<String> {
    let folder = deployment.server().folder().join("data/mail");
    let files = fs::read_dir(folder).expect("a folder of mail").flatten().map(|file| file.path());
    let whole = files.filter(|file| file.extension().is_some_and(|end| end == "eml"));
    whole.map(|file| fs::read_to_string(file).expect("a letter")).collect()
}

/// Both reports send the desk one letter each, and one is as long as the other.
async fn letters(deployment: &Deployment) {
    let to_the_desk = format!("To: {TRIAGE_MAIL}\r\n");
    for _ in 0..600 {
        let letters = lying(deployment);
        let sizes: Vec<_> =
            letters.iter().filter(|letter| letter.contains(&to_the_desk)).map(String::len).collect();
        assert!(sizes.len() <= 2, "{letters:#?}");
        if deployment.database.count("outbox") == 0 {
            assert_eq!(sizes.len(), 2, "{letters:#?}");
            assert_eq!(sizes[0], sizes[1], "{letters:#?}");
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the letters were not sent");
}

/// Logs and mail.
fn outside(deployment: &Deployment, people: &[Vec<String>]) {
    let texts =
        [lying(deployment), vec![deployment.server().stdout(), deployment.server().stderr()]].concat();
    let log: usize = texts.iter().rev().take(2).map(String::len).sum();
    assert!(log > 1_000, "the log was read");
    for text in texts {
        for trace in people.iter().flatten() {
            assert!(!text.contains(trace.as_str()), "{trace}: {text}");
        }
    }
}
