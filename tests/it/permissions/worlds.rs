//! Two worlds that never meet, seen from outside: every page of engagement and of the practitioners' area is
//! opened with the tables of casework taken away, and says what it said before.

use std::collections::BTreeSet;

use candour::web::route::{Entry, of_agency, of_staff};

use super::cast::Cast;
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::premises::try_door;
use crate::support::schema::{self, columns};

/// The tables of casework. No page of engagement may need one of them.
pub(crate) const CASEWORK: [&str; 16] = [
    "concern",
    "concern_key",
    "source",
    "mailbox",
    "message",
    "attachment",
    "case_record",
    "attestation",
    "case_opening",
    "visit",
    "desk_key",
    "desk_key_wrap",
    "kept_reports",
    "spent_token",
    "source_review",
    "approval",
];

/// The tables that stay, of those that the register does not have alone.
const SHARED: [&str; 28] = [
    "force",
    "district",
    "setting",
    "helpline",
    "content",
    "staff",
    "staff_key",
    "invitation",
    "session",
    "sign_in_throttle",
    "desk",
    "desk_force",
    "desk_member",
    "register_access",
    "outbox",
    "lease",
    "audit_event",
    "audit_scope",
    "auditor_desk",
    "practitioner",
    "practitioner_key",
    "practitioner_invitation",
    "practitioner_session",
    "passkey",
    "ceremony",
    "form_draft",
    "application",
    "issuer_key",
];

/// Where the police side is not engagement, by how the addresses begin, and why.
const NOT_ENGAGEMENT: [(&str, &str); 6] = [
    ("/staff/cases", "casework itself"),
    ("/staff/approvals", "what takes two people, on casework above all"),
    ("/staff/notices", "what managers are told of reports"),
    ("/staff/desks", "who works on cases"),
    ("/staff/mail", "letters that were not sent, for administrators"),
    ("/staff/audit", "what was done, for auditors"),
];

/// The pages of the practitioners' area that cannot do without casework, and why. Beside these it is sending
/// a form alone: beginning a report (the form itself is casework), showing a token, and signing in (what an
/// account keeps gets another seal, whatever people come for).
const MEETING: [(&str, &str); 4] = [
    ("/step/43", "My reports: the list that the account keeps"),
    ("/step/43/{report}", "the messages about one of them"),
    ("/step/43/{report}/1", "asks whether to take one out"),
    ("/step/43/{report}/2/{file}", "a file of theirs"),
];

/// Who opens the pages.
const PEOPLE: [&str; 4] = ["nobody", "engagement", "practitioner", "lead"];

#[tokio::test(flavor = "multi_thread")]
async fn no_page_of_engagement_needs_casework() {
    for engine in ENGINES {
        let cast = Cast::gather(engine).await;
        let feed = feed(&mut cast.inside.staff("c.birch").await).await;
        let mut before = Vec::new();
        for entry in pages() {
            let answers = answers(&cast, entry).await;
            let opens = answers.iter().any(|answer| ["200", "303"].contains(&answer.as_str()));
            assert!(opens, "{entry:?}: nobody sees it: {answers:?}");
            before.push((entry, answers));
        }
        assert!(before.len() > 80, "the pages were found: {}", before.len());
        assert_eq!(cast.inside.visitor().open(&feed).await.status, 200);

        for table in CASEWORK {
            cast.inside.database.run(&format!("ALTER TABLE {table} RENAME TO {table}_gone"));
        }
        for (entry, before) in before {
            let after = answers(&cast, entry).await;
            if MEETING.iter().any(|(pattern, _)| *pattern == entry.pattern) {
                // The tables are gone indeed; and nothing stands in the list that need not.
                assert!(after.iter().any(|answer| answer.starts_with('5')), "{entry:?}: {after:?}");
            } else {
                assert_eq!(after, before, "{entry:?}");
            }
        }
        assert_eq!(cast.inside.visitor().open(&feed).await.status, 200);
        signing_in_reseals(&cast).await;
    }
}

/// What has to be named when it is new: a table that neither list has would be no part of the proof.
#[test]
fn every_table_belongs_to_a_world_or_to_both() {
    let known: BTreeSet<String> = CASEWORK.iter().chain(&SHARED).map(ToString::to_string).collect();
    let texts = [schema::PLATFORM, schema::IDENTITY, schema::REPORT, schema::CASEWORK];
    let tables = texts.into_iter().flat_map(columns);
    let tables: BTreeSet<String> = tables.map(|(table, ..)| table).collect();
    let difference: Vec<_> = tables.symmetric_difference(&known).collect();
    assert!(difference.is_empty(), "{difference:?}");
}

/// Every page of the practitioners' area, and every page of the police side that is engagement.
fn pages() -> impl Iterator<Item = &'static Entry> {
    let other = |entry: &&Entry| NOT_ENGAGEMENT.iter().any(|(start, _)| entry.pattern.starts_with(start));
    // The calendar's secret address is made by the test: see [`feed`].
    let feed = |entry: &&Entry| entry.pattern.starts_with("/calendar/");
    let staff = of_staff().filter(move |entry| !other(entry) && !feed(entry));
    of_agency().chain(staff).filter(|entry| (entry.method)().as_str() == "GET")
}

async fn answers(cast: &Cast, entry: &Entry) -> Vec<String> {
    // A file on its way in is for whoever sent it: in the table that is the manager.
    let sender = entry.pattern.contains("{import}").then_some("manager");
    let mut answers = Vec::new();
    for person in PEOPLE.into_iter().chain(sender) {
        answers.push(cast.call(person, entry).await);
    }
    answers
}

/// The secret address of somebody's calendar.
async fn feed(officer: &mut Visitor) -> String {
    let calendar = officer.open("/staff/calendar").await;
    let shown = officer.submit_to(&calendar, "/calendar/feed", &[]).await;
    let address = shown.html.split(['"', '>', '<']).find_map(|part| {
        let at = part.strip_suffix(".ics")?.find("/calendar/")?;
        Some(part[at..].to_owned())
    });
    address.unwrap_or_else(|| panic!("an address: {}", shown.describe()))
}

async fn signing_in_reseals(cast: &Cast) {
    let inside = &cast.inside;
    inside.clock.step(30);
    let member = &inside.demo.practitioners[1];
    let code = member.code(inside.app.now());
    let page = try_door(&mut inside.visitor(), &member.email, &member.password, &code).await;
    assert!(page.status >= 500, "{}", page.describe());
}
