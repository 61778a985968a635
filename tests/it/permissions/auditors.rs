//! Which desks an auditor reads of: how somebody is made the auditor of one, and what the upgrade makes of a
//! log that knew of no desks.

use std::fs;

use crate::support::database::{ENGINES, Engine};
use crate::support::premises::{Inside, furnished};

const SCOPES: &str =
    "SELECT scope || ' ' || event_id || ' ' || CAST(at AS TEXT) AS line FROM audit_scope ORDER BY 1";
const AUDITORS: &str = "SELECT staff_id || ' ' || desk_id AS line FROM auditor_desk ORDER BY 1";

#[tokio::test(flavor = "multi_thread")]
async fn past_events_get_the_desks_that_they_would_have_today() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for who in ["a.marsh", "r.calder", "c.birch", "s.whitlock"] {
            inside.staff(who).await;
        }
        let (scopes, auditors) = (inside.database.lines(SCOPES), inside.database.lines(AUDITORS));
        assert!(scopes.len() > 10 && auditors.len() == 3, "{scopes:?} {auditors:?}");
        again(&inside, engine);
        assert_eq!(inside.database.lines(SCOPES), scopes, "{engine:?}");
        assert_eq!(inside.database.lines(AUDITORS), auditors, "{engine:?}");
        // With a second triage desk nothing says whose auditor it is: better none than the wrong one.
        inside.database.run("UPDATE desk SET kind = 'triage' WHERE kind = 'authoriser'");
        again(&inside, engine);
        assert_eq!(inside.database.count("auditor_desk"), 0, "{engine:?}");
    }
}

/// Takes the upgrade back and does it again.
fn again(inside: &Inside, engine: Engine) {
    let engine = if engine == Engine::Sqlite { "sqlite" } else { "postgres" };
    for way in ["down", "up"] {
        let path = format!(
            "{}/migrations/{engine}/2026-11-30-000008_audit_scope/{way}.sql",
            env!("CARGO_MANIFEST_DIR")
        );
        let text = fs::read_to_string(path).expect("read the migration");
        let code: Vec<_> = text.lines().filter(|line| !line.starts_with("--")).collect();
        for statement in code.join("\n").split(';').filter(|statement| !statement.trim().is_empty()) {
            inside.database.run(statement);
        }
    }
}

#[test]
fn an_auditor_is_given_desks_at_the_command_line() {
    let (launch, _) = furnished(&[]);
    let audit = |arguments: &[&str]| launch.with_args(&[&["desk", "audit"], arguments].concat()).run();
    let (desk, auditor) = ("--desk=Triage desk", "--auditor=s.whitlock@inspect.example");
    for (arguments, reason) in [
        (["--desk=Night desk", auditor], "There is no desk with this name"),
        ([desk, "--auditor=a.marsh@psd.example"], "No auditor has this address"),
        (["--desk=Independent desk", auditor], "Nobody can audit a triage desk and an independent desk"),
    ] {
        let refused = audit(&arguments);
        assert_eq!(refused.status.code(), Some(1), "{arguments:?}");
        assert!(refused.stderr.contains(reason), "{arguments:?}: {}", refused.stderr);
    }
    let ended = audit(&[desk, auditor, "--end"]);
    assert!(ended.status.success() && ended.stdout.contains("no more"), "{}", ended.stderr);
    let given = audit(&["--desk=Independent desk", auditor]);
    assert!(given.status.success() && given.stdout.contains("audit this desk now"), "{}", given.stderr);
    assert_eq!(audit(&[desk, auditor]).status.code(), Some(1), "not both, whichever came first");
}
