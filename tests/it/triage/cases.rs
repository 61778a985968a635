//! Opening a case, moving it on, giving it to somebody, answering, and stepping back from it.

use super::{audit, concern, is_gate, new_case};
use crate::support::client::Visitor;
use crate::support::journey;
use crate::support::premises::Inside;

#[tokio::test(flavor = "multi_thread")]
async fn a_case_opens_after_the_question_and_for_one_session() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let case = new_case(&inside, &mut officer).await;
    let gate = officer.open(&case).await;
    assert!(is_gate(&gate) && !gate.html.contains("He keeps asking"), "{}", gate.describe());
    for (answers, wrong) in [
        (&[][..], "Say whether you know"),
        (&[("knows", "no")][..], "Choose why"),
        (&[("reason", "triage")][..], "Say whether you know"),
    ] {
        let page = officer.submit_to(&gate, "/open", answers).await;
        assert!(page.status == 422 && page.text().contains(wrong), "{}", page.describe());
    }
    assert!(is_gate(&officer.open(&case).await), "still closed");
    for path in ["act", "assign", "reply"] {
        let token = gate.field("token").expect("a form token");
        let fields = [("token", token.as_str()), ("action", "look"), ("words", "x"), ("checked", "yes")];
        let page = officer.post(&format!("{case}/{path}"), &fields).await;
        assert!((300..500).contains(&page.status), "{path}: {}", page.describe());
    }
    let page = journey::open(&mut officer, &case).await;
    assert!(page.html.contains("He keeps asking where I live"));
    assert!(page.text().contains("OFFICIAL–SENSITIVE") || page.text().contains("OFFICIAL-SENSITIVE"));
    assert!(page.text().contains("New"), "nothing was moved on before it was open: {}", page.describe());
    assert!(is_gate(&inside.staff("a.marsh").await.open(&case).await), "another session asks again");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_look_is_in_the_log() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let case = new_case(&inside, &mut officer).await;
    let id = case.rsplit('/').next().expect("an identifier").to_owned();
    journey::open(&mut officer, &case).await;
    officer.open(&case).await;
    officer.open(&case).await;
    let rows: Vec<String> = audit(&inside).await.into_iter().filter(|row| row.contains(&id)).collect();
    let count = |what: &str| rows.iter().filter(|row| row.contains(what)).count();
    assert_eq!((count("Opened a case"), count("Viewed a case")), (1, 3), "{rows:#?}");
    assert!(rows.iter().all(|row| row.contains("Ada Marsh")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.contains("First look")), "with the reason: {rows:#?}");
    assert!(rows.iter().all(|row| !row.contains("asking")), "and without a word of it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changed_meanwhile_is_not_overwritten() {
    let inside = Inside::start();
    let (mut ada, mut tomas) = (inside.staff("a.marsh").await, inside.staff("t.reed").await);
    let case = new_case(&inside, &mut ada).await;
    let hers = journey::open(&mut ada, &case).await;
    let his = journey::open(&mut tomas, &case).await;
    let moved = ada.submit_to(&hers, "/act", &[("action", "look")]).await;
    assert!(moved.text().contains("First look") && moved.text().contains("moved on"), "{}", moved.describe());
    let late = tomas.submit_to(&his, "/act", &[("action", "look")]).await;
    assert_eq!(late.status, 409);
    assert!(late.text().contains("Somebody changed this meanwhile"), "{}", late.describe());
    let now = late.attribute("main a", "href");
    assert!(now.contains(&case), "a way to how it is now: {now:?}");
    let late = tomas.submit_to(&his, "/assign", &[]).await;
    assert_eq!(late.status, 409, "{}", late.describe());
    let fresh = tomas.open(&case).await;
    assert!(fresh.text().contains("First look"));
}

async fn act(staff: &mut Visitor, case: &str, action: &str) -> u16 {
    let page = staff.open(case).await;
    let (token, version) = (page.field("token").expect("a token"), page.field("version").expect("a version"));
    let fields = [("token", token.as_str()), ("version", &version), ("action", action)];
    staff.post(&format!("{case}/act"), &fields).await.status
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_moves_as_the_table_says_and_in_no_other_way() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let case = new_case(&inside, &mut officer).await;
    journey::open(&mut officer, &case).await;
    let way = [
        (&["sort", "ask", "hear", "hand", "return", "nonsense", ""][..], "look"),
        (&["look", "ask", "hear", "hand", "return"][..], "sort"),
        (&["look", "sort", "hear", "return"][..], "ask"),
        (&["look", "sort", "ask", "hear", "hand"][..], "return"),
        (&["look", "sort", "hear", "return"][..], "hand"),
        (&["look", "sort", "ask", "hear", "hand"][..], "return"),
    ];
    for (refused, allowed) in way {
        for action in refused {
            let status = act(&mut officer, &case, action).await;
            assert!(status == 409 || status == 404, "{action} before {allowed}: {status}");
        }
        let buttons = officer.open(&case).await.attribute("button[name=action]", "value");
        assert!(buttons.iter().any(|button| button == allowed), "{buttons:?}");
        assert!(buttons.iter().all(|button| !refused.contains(&button.as_str())), "{buttons:?}");
        assert_eq!(act(&mut officer, &case, allowed).await, 303, "{allowed}");
    }
    let log = audit(&inside).await;
    assert_eq!(log.iter().filter(|row| row.contains("Moved a case on")).count(), way.len(), "{log:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reporter_s_answer_moves_a_waiting_case_and_marks_it() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let (reference, phrase) = concern(&inside).await;
    let case = journey::case(&mut officer, &reference).await.expect("the case");
    journey::open(&mut officer, &case).await;
    for action in ["look", "sort", "ask"] {
        assert_eq!(act(&mut officer, &case, action).await, 303, "{action}");
    }
    let page = officer.open(&case).await;
    let sent =
        officer.submit_to(&page, "/reply", &[("words", "Is today a good day?"), ("checked", "yes")]).await;
    assert!(sent.text().contains("Your message is in the reporter’s mailbox"), "{}", sent.describe());
    let mut reporter = inside.visitor();
    let thread = journey::mailbox(&mut reporter, &phrase).await;
    assert!(thread.text().contains("Is today a good day?"), "{}", thread.describe());
    assert!(thread.text().contains("We have asked you something"), "{}", thread.describe());
    assert!(!thread.html.contains("Marsh"), "never who wrote it");
    let thread = reporter.submit_to(&thread, "/thread", &[("words", "Tomorrow is better")]).await;
    assert!(thread.text().contains("Tomorrow is better"), "{}", thread.describe());
    let inbox = officer.open("/staff/cases?new=yes").await;
    assert!(inbox.html.contains(&reference), "{}", inbox.describe());
    let page = officer.open(&case).await;
    assert!(
        page.text().contains("In triage") && page.text().contains("Tomorrow is better"),
        "{}",
        page.describe()
    );
    let delete = reporter.open("/thread/delete").await;
    let gone = reporter.submit_to(&delete, "/thread/delete", &[]).await;
    assert_eq!(gone.status, 200, "{}", gone.describe());
    let page = reporter.open("/reply").await;
    assert_eq!(
        reporter.submit(&page, &[("phrase", &phrase)]).await.status,
        422,
        "the words open nothing now"
    );
    let page = officer.open(&case).await;
    assert!(page.text().contains("Tomorrow is better"), "what was written stays: {}", page.describe());
    assert!(page.text().contains("no mailbox"), "{}", page.describe());
    let token = page.field("token").expect("a form token");
    let fields = [("token", token.as_str()), ("words", "Thank you"), ("checked", "yes")];
    assert_eq!(officer.post(&format!("{case}/reply"), &fields).await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_sets_a_task_is_not_sent() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let (reference, phrase) = concern(&inside).await;
    let case = journey::case(&mut officer, &reference).await.expect("the case");
    let page = journey::open(&mut officer, &case).await;
    let refusals = [
        ("Could you FIND  out where he lives?", true, "find out"),
        ("Please keep in touch with him.", true, "keep in touch"),
        ("Go back\nand see.", true, "go back"),
        ("Is today a good day?", false, "Confirm that your message does not set a task"),
        ("", true, "Write a message"),
        (&"word ".repeat(2_001), true, "2,000 words or fewer"),
    ];
    for (words, checked, reason) in refusals {
        let answers: &[_] =
            if checked { &[("words", words), ("checked", "yes")] } else { &[("words", words)] };
        let refused = officer.submit_to(&page, "/reply", answers).await;
        assert_eq!(refused.status, 422, "{reason}");
        let summary = refused.select(".govuk-error-summary").join(" ");
        assert!(summary.contains(reason), "{summary}");
        assert_eq!(refused.field("words").unwrap_or_default().replace('\r', ""), words, "it is kept");
    }
    let thread = journey::mailbox(&mut inside.visitor(), &phrase).await;
    assert!(!thread.text().contains("We wrote"), "{}", thread.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_who_knows_the_person_is_kept_out_and_the_manager_finds_another() {
    let inside = Inside::start();
    let (mut ada, mut manager) = (inside.staff("a.marsh").await, inside.staff("i.vale").await);
    let case = new_case(&inside, &mut ada).await;
    let open = journey::open(&mut ada, &case).await;
    let id = open.attribute("select[name=assignee] option", "value");
    let names = open.select("select[name=assignee] option");
    let of = |name: &str| id[names.iter().position(|known| known == name).expect("a member")].clone();
    let (hers, his) = (of("Ada Marsh"), of("Tomas Reed"));
    ada.submit_to(&open, "/assign", &[("assignee", &hers)]).await;
    let open = ada.open(&case).await;
    let page = ada.submit_to(&open, "/open", &[]).await;
    assert_eq!(page.url.path(), format!("{case}/open"));
    let forms = open.forms().into_iter().filter(|form| form.action.path().ends_with("/open")).count();
    assert_eq!(forms, 1, "the case offers to say so at any time");
    assert!(page.text().contains("You will not see this case again"), "{}", page.describe());
    for path in [case.clone(), format!("{case}/open"), format!("{case}/files/x")] {
        assert_eq!(ada.get(&path).await.status, 404, "{path}");
    }
    assert!(!ada.open("/staff/cases").await.html.contains(&case));
    let mut again = inside.staff("a.marsh").await;
    assert_eq!(again.get(&case).await.status, 404, "in every session");

    let inbox = manager.open("/staff/cases").await;
    assert!(inbox.text().contains("Conflict declared: give to somebody else"), "{}", inbox.describe());
    let page = journey::open(&mut manager, &case).await;
    let refused = manager.submit_to(&page, "/assign", &[("assignee", &hers)]).await;
    assert!(
        refused.status == 422 && refused.text().contains("may not work on this case"),
        "{}",
        refused.describe()
    );
    let given = manager.submit_to(&page, "/assign", &[("assignee", &his)]).await;
    assert!(given.text().contains("The case has been given on"), "{}", given.describe());
    assert!(!manager.open("/staff/cases").await.text().contains("Conflict declared"));
    let mut tomas = inside.staff("t.reed").await;
    assert!(tomas.open("/staff/cases?mine=yes").await.html.contains(&case));
    let log = audit(&inside).await;
    assert!(
        log.iter().any(|row| row.contains("Ada Marsh") && row.contains("Declared a conflict")),
        "{log:#?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_given_to_members_of_its_desk_only() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let case = new_case(&inside, &mut officer).await;
    let page = journey::open(&mut officer, &case).await;
    let names = page.select("select[name=assignee] option");
    assert_eq!(names.iter().filter(|name| *name != "Nobody").count(), 3, "{names:?}");
    let outsider = candour::domain::platform::id::Id::<candour::domain::identity::staff::Staff>::random(
        &candour::command::SystemRandom,
    );
    for assignee in ["nonsense", &outsider.to_string()] {
        let refused = officer.submit_to(&page, "/assign", &[("assignee", assignee)]).await;
        assert_eq!(refused.status, 422, "{assignee}");
        assert!(refused.text().contains("Choose a member of the desk"), "{}", refused.describe());
    }
}
