//! Cases: a conflict that is declared wins over whatever else is said or done at that moment.

use super::{Post, ROUNDS, Tally, at_once, overtaken};
use crate::support::client::Visitor;
use crate::support::database::{Database, ENGINES, Engine};
use crate::support::deployment::text_file;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::Inside;

const STORY: &str = "He keeps asking where I live";
const YES: &[(&str, &str)] = &[("knows", "yes")];
const NO: &[(&str, &str)] = &[("knows", "no"), ("reason", "triage")];

/// A case of the triage desk with a mailbox and a file, and two of its officers.
struct Desk {
    inside: Inside,
    ada: Visitor,
    tomas: Visitor,
    case: String,
    phrase: String,
    gate: Page,
}

impl Desk {
    async fn open(engine: Engine) -> Self {
        let inside = Inside::on(engine);
        let (mut ada, tomas) = (inside.staff("a.marsh").await, inside.staff("t.reed").await);
        let answers = [("story", STORY), ("contact", "mailbox")];
        let file = [text_file("note.txt", "What he wrote")];
        let sent = journey::send_with(&mut inside.visitor(), &answers, &file).await;
        let (reference, phrase) = (journey::reference(&sent), journey::phrase(&sent));
        let case = journey::case(&mut ada, &reference).await.expect("the case is in the inbox");
        let gate = ada.open(&format!("{case}/open")).await;
        for table in ["mailbox", "concern_key"] {
            inside.database.run(&format!("CREATE TABLE kept_{table} AS SELECT * FROM {table}"));
        }
        Self { inside, ada, tomas, case, phrase, gate }
    }

    fn database(&self) -> &Database {
        &self.inside.database
    }

    fn id(&self) -> &str {
        self.case.rsplit('/').next().expect("an identifier")
    }

    /// Makes the case as it was before anybody looked.
    fn reset(&self) {
        let id = self.id();
        for statement in [
            format!("DELETE FROM attestation WHERE case_id = '{id}'"),
            format!("DELETE FROM case_opening WHERE case_id = '{id}'"),
            format!("DELETE FROM message WHERE concern_id = (SELECT concern_id FROM case_record WHERE id = '{id}')"),
            format!(
                "UPDATE case_record SET status = 'submitted', assignee_id = NULL, unread = FALSE, conflict = FALSE,
                 has_mailbox = TRUE, version = 1 WHERE id = '{id}'"
            ),
            "DELETE FROM outbox".to_owned(),
            "DELETE FROM audit_event".to_owned(),
            "INSERT INTO mailbox SELECT * FROM kept_mailbox WHERE lookup NOT IN (SELECT lookup FROM mailbox)".to_owned(),
            "INSERT INTO concern_key SELECT * FROM kept_concern_key k WHERE NOT EXISTS (SELECT 1 FROM concern_key c \
             WHERE c.concern_id = k.concern_id AND c.holder = k.holder)"
                .to_owned(),
        ] {
            self.database().run(&statement);
        }
    }

    fn is(&self, what: &str) -> bool {
        self.database().count(what) > 0
    }

    /// That what Ada declared stands: for good, in the case, and in every window of hers.
    async fn stands(&mut self, how: &str) {
        let id = self.id().to_owned();
        let ada = "(SELECT id FROM staff WHERE email LIKE 'a.marsh@%')";
        let mine = format!("case_id = '{id}' AND staff_id = {ada}");
        assert!(
            self.is(&format!("attestation WHERE {mine} AND conflict")),
            "{how}: what was declared is gone"
        );
        assert!(
            self.is(&format!("case_record WHERE id = '{id}' AND conflict")),
            "{how}: the desk is not told"
        );
        assert!(
            !self.is(&format!("case_record WHERE id = '{id}' AND assignee_id = {ada}")),
            "{how}: it is hers"
        );
        let open = format!("case_opening o JOIN session s ON s.lookup = o.session WHERE o.case_id = '{id}'");
        assert!(
            !self.is(&format!("{open} AND s.staff_id = {ada}")),
            "{how}: it is open in a session of hers"
        );
        let page = self.ada.open(&self.case).await;
        assert!(page.status == 404 && !page.html.contains(STORY), "{how}: {}", page.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_declared_conflict_is_never_overwritten() {
    for engine in ENGINES {
        let mut desk = Desk::open(engine).await;
        let (mut tally, mut open) = (Tally::default(), 0);
        for round in 0..ROUNDS {
            desk.reset();
            let no = Post::of(&desk.ada, &desk.gate, "/open", NO);
            let yes = Post::of(&desk.ada, &desk.gate, "/open", YES);
            let (no, yes) = at_once(desk.database(), round, no, yes).await;
            tally.count(&no, &yes);
            assert!(yes.text().contains("Thank you for saying so"), "{}", yes.describe());
            open += usize::from(desk.ada.open(&desk.case).await.html.contains(STORY));
        }
        tally.say("“no” and “yes”", desk.database());
        assert_eq!(open, 0, "of {ROUNDS} rounds so many ended with the case open on {engine:?}");
        desk.stands("“no” and “yes”").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_meets_a_declared_conflict_comes_before_it_or_not_at_all() {
    for engine in ENGINES {
        let mut desk = Desk::open(engine).await;
        for what in ["look", "file", "reply", "act", "yes", "assign"] {
            let mut tally = Tally::default();
            for round in 0..ROUNDS {
                desk.reset();
                let page = journey::open(&mut desk.ada, &desk.case).await;
                let his = journey::open(&mut desk.tomas, &desk.case).await;
                let ada = desk.database().line("SELECT id AS line FROM staff WHERE email LIKE 'a.marsh@%'");
                let original = page.attribute("a[href$='/original']", "href").remove(0);
                let this = match what {
                    "look" => Post::get(&desk.ada, &desk.case),
                    "file" => Post::get(&desk.ada, &original),
                    "reply" => {
                        Post::of(&desk.ada, &page, "/reply", &[("words", "We read it"), ("checked", "yes")])
                    }
                    "act" => Post::of(&desk.ada, &page, "/act", &[("action", "look")]),
                    "assign" => Post::of(&desk.tomas, &his, "/assign", &[("assignee", &ada)]),
                    _ => Post::of(&desk.ada, &desk.gate, "/open", YES),
                };
                let yes = Post::of(&desk.ada, &desk.gate, "/open", YES);
                let (this, yes) = at_once(desk.database(), round, this, yes).await;
                tally.count(&this, &yes);
                assert!(yes.text().contains("Thank you for saying so"), "{what}: {}", yes.describe());
                let done = matches!(this.status, 200 | 303);
                for (of, deed, table) in [
                    ("reply", "reply_sent", "message"),
                    ("act", "case_moved", "case_record WHERE status <> 'submitted'"),
                ] {
                    if what == of {
                        let told = desk.database().count(&format!("audit_event WHERE deed = '{deed}'"));
                        let rows = desk.database().count(table);
                        assert_eq!(told == 1, done, "{what}: {}", this.describe());
                        assert!(of != "reply" || rows == told, "{what}: {rows} and {told}");
                    }
                }
                let told = desk.database().count("audit_event WHERE deed = 'conflict_declared'");
                // The two others of the desk are told.
                assert_eq!((told, desk.database().count("outbox")), (1, 2), "{what}: said once, told once");
                desk.stands(what).await;
            }
            tally.say(&format!("{what} and “yes”"), desk.database());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_move_a_case_on_one_is_told_and_of_two_who_answer_both_are_heard() {
    for engine in ENGINES {
        let mut desk = Desk::open(engine).await;
        for what in ["act", "assign", "reply"] {
            let mut tally = Tally::default();
            for round in 0..ROUNDS {
                desk.reset();
                let hers = journey::open(&mut desk.ada, &desk.case).await;
                let his = journey::open(&mut desk.tomas, &desk.case).await;
                let ada = desk.database().line("SELECT id AS line FROM staff WHERE email LIKE 'a.marsh@%'");
                let answers: &[(&str, &str)] = match what {
                    "act" => &[("action", "look")],
                    "assign" => &[("assignee", &ada)],
                    _ => &[("words", "We read it"), ("checked", "yes")],
                };
                let action = format!("/{what}");
                let one = Post::of(&desk.ada, &hers, &action, answers);
                let other = Post::of(&desk.tomas, &his, &action, answers);
                let (one, other) = at_once(desk.database(), round, one, other).await;
                tally.count(&one, &other);
                let mut both = [one.status, other.status];
                both.sort_unstable();
                if what == "reply" {
                    assert_eq!(
                        (both, desk.database().count("message")),
                        ([303, 303], 2),
                        "{}",
                        one.describe()
                    );
                } else {
                    assert_eq!(both, [303, 409], "{what}: {} {}", one.describe(), other.describe());
                    assert_eq!(desk.database().count("case_record WHERE version = 2"), 1, "{what}");
                }
            }
            tally.say(&format!("{what} twice"), desk.database());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_written_into_a_mailbox_that_is_gone() {
    for engine in ENGINES {
        let mut desk = Desk::open(engine).await;
        for what in ["words", "reply", "delete"] {
            let mut tally = Tally::default();
            for round in 0..ROUNDS {
                desk.reset();
                let mut reporter = desk.inside.visitor();
                let thread = journey::mailbox(&mut reporter, &desk.phrase).await;
                let page = reporter.open("/thread/delete").await;
                let delete = Post::of(&reporter, &page, "/thread/delete", &[]);
                let case = journey::open(&mut desk.ada, &desk.case).await;
                let this = match what {
                    "words" => Post::of(&reporter, &thread, "/thread", &[("words", "Tomorrow is better")]),
                    "reply" => {
                        Post::of(&desk.ada, &case, "/reply", &[("words", "We read it"), ("checked", "yes")])
                    }
                    _ => Post::of(&reporter, &page, "/thread/delete", &[]),
                };
                let (this, delete) = at_once(desk.database(), round, this, delete).await;
                tally.count(&this, &delete);
                let id = desk.id().to_owned();
                assert!(!desk.is(&format!("case_record WHERE id = '{id}' AND has_mailbox")), "{what}");
                let concern = format!("concern_id = (SELECT concern_id FROM case_record WHERE id = '{id}')");
                assert!(!desk.is(&format!("mailbox WHERE {concern}")), "{what}");
                let written = desk.database().count(&format!("message WHERE {concern}"));
                // Whoever finds that the mailbox is gone is led elsewhere.
                let on = if what == "words" { "/thread".to_owned() } else { desk.case.clone() };
                let done = what != "delete" && this.location().is_some_and(|to| to.path() == on);
                assert_eq!(written, usize::from(done), "{what}: {}", this.describe());
            }
            tally.say(&format!("{what} and a mailbox that is deleted"), desk.database());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_for_a_mailbox_that_was_deleted_a_moment_ago_are_not_kept() {
    // One who writes at a time: so it is certain who was first. On the other engine either may be; the pairs
    // are above.
    let desk = Desk::open(Engine::Sqlite).await;
    desk.reset();
    let mut reporter = desk.inside.visitor();
    let thread = journey::mailbox(&mut reporter, &desk.phrase).await;
    let words = Post::of(&reporter, &thread, "/thread", &[("words", "Tomorrow is better")]);
    let concern = format!("concern_id = (SELECT concern_id FROM case_record WHERE id = '{}')", desk.id());
    let gone = [format!("DELETE FROM mailbox WHERE {concern}")];
    let answer = overtaken(desk.database(), &gone, words.send()).await;
    let kept = desk.database().count(&format!("message WHERE {concern}"));
    assert_eq!(kept, 0, "{}", answer.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_overtaken_opens_nothing_and_writes_nothing() {
    for engine in ENGINES {
        let mut desk = Desk::open(engine).await;
        let ada = desk.database().line("SELECT id AS line FROM staff WHERE email LIKE 'a.marsh@%'");
        let id = desk.id().to_owned();
        let conflict = [
            format!("DELETE FROM attestation WHERE case_id = '{id}' AND staff_id = '{ada}'"),
            format!("INSERT INTO attestation (case_id, staff_id, conflict) VALUES ('{id}', '{ada}', TRUE)"),
            format!("UPDATE case_record SET conflict = TRUE, version = version + 1 WHERE id = '{id}'"),
        ];
        let away = [format!("DELETE FROM session WHERE staff_id = '{ada}'")];
        let left = [format!("UPDATE staff SET standing = 'invited' WHERE id = '{ada}'")];
        let moved = [format!("DELETE FROM desk_member WHERE staff_id = '{ada}'")];
        let mut done = Vec::new();
        for (how, by) in
            [("conflict", &conflict[..]), ("session", &away), ("account", &left), ("desk", &moved)]
        {
            for what in ["no", "look", "file", "act"] {
                desk.reset();
                let page = journey::open(&mut desk.ada, &desk.case).await;
                let original = page.attribute("a[href$='/original']", "href").remove(0);
                if what == "no" {
                    desk.reset();
                }
                desk.database().run("DELETE FROM audit_event");
                let this = match what {
                    "no" => Post::of(&desk.ada, &desk.gate, "/open", NO),
                    "look" => Post::get(&desk.ada, &desk.case),
                    "file" => Post::get(&desk.ada, &original),
                    _ => Post::of(&desk.ada, &page, "/act", &[("action", "look")]),
                };
                let answer = overtaken(desk.database(), by, this.send()).await;
                let shown = answer.html.contains(STORY) || answer.html.contains("What he wrote");
                let moved = desk.database().count("audit_event WHERE deed = 'case_moved'");
                let said =
                    format!("attestation WHERE case_id = '{id}' AND staff_id = '{ada}' AND NOT conflict");
                // On PostgreSQL two that write at once come in either order; what is opened is looked at
                // again after that.
                let open = what == "no" && desk.is(&said);
                let wrote =
                    if engine == Engine::Sqlite { open || moved > 0 } else { open && how == "conflict" };
                if shown || wrote {
                    done.push(format!("{what} after {how}"));
                }
                println!("{what} after {how} on {engine:?}: {}", answer.status);
                desk.database().run(&format!("UPDATE staff SET standing = 'active' WHERE id = '{ada}'"));
                if how == "desk" {
                    desk.database().run(&format!(
                        "INSERT INTO desk_member (desk_id, staff_id) SELECT desk_id, '{ada}' FROM case_record WHERE id = '{id}'"
                    ));
                }
                if how == "session" {
                    desk.ada = desk.inside.staff("a.marsh").await;
                    desk.gate = {
                        desk.reset();
                        desk.ada.open(&format!("{}/open", desk.case)).await
                    };
                }
            }
        }
        assert_eq!(done, [""; 0], "by somebody who was overtaken, on {engine:?}");
    }
}
