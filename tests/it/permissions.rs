//! Who may reach what: every route, called by everybody there is, as a golden table.

mod auditors;
mod cast;
mod inference;
mod log;
mod target;
pub(crate) mod worlds;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs};

use candour::path::agency::is_here;
use candour::web::route::{Entry, of_agency, of_public, of_staff};

use cast::{Cast, PEOPLE, ends_sessions};

use crate::support::database::Engine;

/// What tells the test to write the table anew. Look at the difference before you commit it.
const UPDATE: &str = "UPDATE_GOLDEN";

#[tokio::test(flavor = "multi_thread")]
async fn every_route_answers_everybody_as_the_table_says() {
    let cast = Cast::gather(Engine::Sqlite).await;
    let mut lines = vec![heading()];
    // Signing out ends the sessions that the other calls need: it comes last.
    let (last, first): (Vec<_>, Vec<_>) = entries().partition(|entry| ends_sessions(entry));
    for entry in first.into_iter().chain(last) {
        let mut answers = Vec::new();
        for person in PEOPLE {
            answers.push(cast.call(person, entry).await);
        }
        lines.push(line(entry, &answers));
    }
    let found = lines.join("\n") + "\n";
    if env::var_os(UPDATE).is_some() {
        fs::write(file(), &found).expect("write the table");
    }
    let known = golden();
    let (found, expected): (BTreeSet<_>, BTreeSet<_>) = (found.lines().collect(), known.lines().collect());
    let difference: Vec<_> = found.symmetric_difference(&expected).collect();
    assert!(difference.is_empty(), "{UPDATE}=1 writes the table anew: {difference:#?}");
}

#[test]
fn every_route_has_a_line_and_every_line_a_route() {
    let routes: BTreeSet<String> = entries().map(|entry| format!("{entry:?}")).collect();
    let lines: Vec<String> = rows().into_iter().map(|(route, _)| route).collect();
    let listed: BTreeSet<String> = lines.iter().cloned().collect();
    let difference: Vec<_> = listed.symmetric_difference(&routes).collect();
    assert!(difference.is_empty(), "a route without a line, or a line without a route: {difference:?}");
    assert_eq!(lines.len(), routes.len(), "a line stands twice");
}

/// What must hold whatever the table says: a line written anew must not bless a hole.
#[test]
fn casework_does_not_exist_for_those_it_is_not_for() {
    let outsiders = [
        "custodian",
        "authoriser",
        "engagement",
        "auditor",
        "administrator",
        "triage_elsewhere",
        "manager_elsewhere",
        "triage_conflict",
    ];
    for (route, statuses) in rows().iter().filter(|(route, _)| route.contains("/staff/cases/")) {
        for outsider in outsiders {
            assert_eq!(statuses[place(outsider)], "404", "{outsider}: {route}");
        }
        for stranger in ["nobody", "reporter", "mailbox"] {
            assert_eq!(statuses[place(stranger)], "sign-in", "{stranger}: {route}");
        }
    }
    let inbox = rows().into_iter().find(|(route, _)| route == "GET /staff/cases").expect("the inbox").1;
    for role in ["custodian", "authoriser", "engagement", "auditor", "administrator"] {
        assert_eq!(inbox[place(role)], "404", "{role}");
    }
}

/// The two worlds: who works on cases sees nothing of the links with agencies unless they lead the desk, and
/// who keeps those links sees nothing of cases. Auditors see numbers alone.
#[test]
fn engagement_does_not_exist_for_those_it_is_not_for() {
    let ours = [
        "agencies",
        "contacts",
        "practitioners",
        "applications",
        "batches",
        "districts",
        "calls",
        "coverage",
        "imports",
        "export",
        "materials",
        "editions",
        "campaigns",
        "engagements",
        "engaged",
        "follow-ups",
        "calendar",
        "requests",
        "feedback",
        "survey",
    ];
    let is_ours = |route: &str| {
        let path = route.split_once(" /staff/").map_or("", |(_, path)| path);
        ours.contains(&path.split('/').next().unwrap_or_default())
    };
    let rows = rows();
    let engagement: Vec<_> = rows.iter().filter(|(route, _)| is_ours(route)).collect();
    assert!(engagement.len() > 20, "the routes were found: {}", engagement.len());
    for (route, statuses) in engagement {
        for outsider in ["triage", "custodian", "authoriser", "administrator", "triage_elsewhere"] {
            assert_eq!(statuses[place(outsider)], "404", "{outsider}: {route}");
        }
        let counted = [
            "/staff/coverage",
            "/staff/coverage/numbers.{form}",
            "/staff/survey",
            "/staff/survey/answers.csv",
        ];
        let numbers = if counted.iter().any(|path| route.ends_with(path)) { "200" } else { "404" };
        assert_eq!(statuses[place("auditor")], numbers, "auditor: {route}");
        // A file on its way in is for whoever sent it: in the table that is the manager.
        let sender = if route.contains("{import}") { "manager" } else { "engagement" };
        assert_ne!(statuses[place(sender)], "404", "{sender}: {route}");
    }
}

/// The practitioners' area and that of the police side are two: a session of one is nothing in the other.
#[test]
fn a_session_of_one_door_opens_nothing_of_the_other() {
    let members = ["practitioner", "lead"];
    let (mut staff, mut agency) = (0, 0);
    for (route, statuses) in rows() {
        let nobody = &statuses[place("nobody")];
        if route.contains(" /staff") {
            staff += 1;
            for member in members {
                assert_eq!(&statuses[place(member)], nobody, "{member}: {route}");
            }
        } else if route.split_once(' ').is_some_and(|(_, path)| is_here(path)) {
            agency += 1;
            for person in PEOPLE.iter().filter(|person| !members.contains(person)) {
                assert_eq!(&statuses[place(person)], nobody, "{person}: {route}");
            }
        }
    }
    assert!(staff > 40 && agency > 10, "the routes were found: {staff}, {agency}");
}

/// What a lead keeps does not exist for their colleagues.
#[test]
fn colleagues_do_not_keep_what_a_lead_keeps() {
    let kept = |path: &str| ["/step/39", "/step/40"].iter().any(|start| path.starts_with(start));
    let rows = rows();
    let kept: Vec<_> =
        rows.iter().filter(|(route, _)| route.split_once(' ').is_some_and(|(_, path)| kept(path))).collect();
    assert!(kept.len() > 5, "the routes were found: {}", kept.len());
    for (route, statuses) in kept {
        assert_eq!(statuses[place("practitioner")], "404", "{route}");
        assert_ne!(statuses[place("lead")], "404", "{route}");
    }
}

/// A report that somebody keeps does not exist for anybody else of their agency, nor does a notice to
/// managers for anybody else of the police side: not for triage of the same desk, not for another desk's
/// manager.
#[test]
fn what_is_for_one_alone_does_not_exist_for_others() {
    let rows = rows();
    let of = |part: &str| rows.iter().filter(|(route, _)| route.contains(part)).collect::<Vec<_>>();
    let kept = of("/step/43/{report}");
    assert_eq!(kept.len(), 5, "{kept:?}");
    for (route, statuses) in kept {
        assert_eq!(statuses[place("lead")], "404", "{route}");
        assert!(["200", "303", "422"].contains(&statuses[place("practitioner")].as_str()), "{route}");
    }
    let notices = of("/staff/notices");
    assert_eq!(notices.len(), 3, "{notices:?}");
    for (route, statuses) in notices {
        for person in PEOPLE.iter().filter(|person| !["nobody", "reporter", "mailbox"].contains(person)) {
            let is_list = route.ends_with("/staff/notices");
            let may = *person == "manager" || (is_list && *person == "manager_elsewhere");
            let signed_out = ["practitioner", "lead"].contains(person);
            if !signed_out {
                assert_eq!(statuses[place(person)] != "404", may, "{person}: {route}");
            }
        }
    }
}

#[test]
fn nobody_reaches_a_staff_page_without_signing_in() {
    let open =
        ["/staff/sign-in", "/staff/sign-in/question", "/staff/sign-in/passkey", "/staff/enrol/{token}"];
    for (route, statuses) in rows() {
        if route.contains(" /staff") && !open.iter().any(|path| route.ends_with(path)) {
            assert_eq!(statuses[place("nobody")], "sign-in", "{route}");
        }
    }
}

fn entries() -> impl Iterator<Item = &'static Entry> {
    of_public().chain(of_agency()).chain(of_staff())
}

fn heading() -> String {
    let mut line = format!("{:<50}", "");
    for person in PEOPLE {
        write!(line, " {person}").expect("write to a string");
    }
    line
}

fn line(entry: &Entry, answers: &[String]) -> String {
    let mut line = format!("{:<50}", format!("{entry:?}"));
    for (person, answer) in PEOPLE.iter().zip(answers) {
        write!(line, " {answer:<width$}", width = person.len()).expect("write to a string");
    }
    line.trim_end().to_owned()
}

/// The lines of the table: the route, and an answer for each of [`PEOPLE`].
fn rows() -> Vec<(String, Vec<String>)> {
    let row = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        (words[..2].join(" "), words[2..].iter().map(ToString::to_string).collect())
    };
    golden().lines().skip(1).map(row).collect()
}

fn place(person: &str) -> usize {
    PEOPLE.iter().position(|known| *known == person).expect("a person of the table")
}

fn golden() -> String {
    fs::read_to_string(file()).expect("read the table")
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/permissions.txt")
}
