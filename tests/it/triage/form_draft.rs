//! Drafts of long forms: nothing that was typed is lost with the session, and only who typed it opens it.

use candour::service::identity::staff::reset;
use candour::worker::{Holder, chores};

use super::concern;
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::Inside;

const DAY: i64 = 86_400;
const NEW: &str = "/staff/agencies/new";

/// Presses *Save as draft* on the form of this page, filled in so.
async fn keep(visitor: &mut Visitor, form: &Page, page: &str, typed: &[(&str, &str)]) -> Page {
    let drawn = form.forms().into_iter().find(|one| one.has("draft_page")).expect("a form with a draft");
    let is_typed = |name: &str| typed.iter().any(|(known, _)| *known == name);
    let rest = drawn.fields.iter().filter(|(name, _)| !is_typed(name));
    let mut fields: Vec<_> = rest.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert!(fields.contains(&("draft_page", page)), "{fields:?}");
    fields.extend(typed);
    let saved = visitor.post("/staff/drafts", &fields).await;
    assert_eq!(saved.status, 303, "{}", saved.describe());
    visitor.open(&format!("{page}?draft")).await
}

fn offers(page: &Page) -> bool {
    page.text().contains("You have a draft of this from")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_is_there_again_after_signing_in_and_gone_when_it_is_sent() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let form = officer.open(NEW).await;
        assert_eq!(form.attribute("main form[data-draft]", "data-draft"), ["/staff/drafts"]);
        assert_eq!(form.attribute("button[formaction]", "formaction"), ["/staff/drafts"]);
        assert!(!offers(&form));
        let typed = [("name", "Köpenick Refuge"), ("types", "DA-REF"), ("notes", "Ask for Wren")];
        let kept = keep(&mut officer, &form, NEW, &typed).await;
        assert!(kept.html.contains("Köpenick Refuge"), "{}", kept.describe());
        assert!(kept.text().contains("Nothing is sent yet"), "{}", kept.describe());

        // A thief of the database reads neither what nor where.
        let row = inside.database.line("SELECT lookup AS line FROM form_draft");
        assert!(row.len() == 64 && !row.contains("agencies"), "{row}");
        assert_eq!(
            inside.database.line("SELECT cast(length(sealed) AS text) AS line FROM form_draft").len(),
            4
        );

        // The session ends; a colleague has nothing of it.
        inside.clock.step(DAY);
        let mut colleague = inside.staff("i.vale").await;
        assert!(!offers(&colleague.open(NEW).await));
        assert!(!colleague.open(&format!("{NEW}?draft")).await.html.contains("Köpenick"));
        let mut officer = inside.staff("c.birch").await;
        let again = officer.open(NEW).await;
        assert!(offers(&again) && !again.html.contains("Köpenick"), "{}", again.describe());
        let restored = officer.open(&format!("{NEW}?draft")).await;
        assert_eq!(restored.field("name").as_deref(), Some("Köpenick Refuge"));
        let more = [("status", "registered"), ("tier", "A")];
        let added = officer.submit_to(&restored, "/new", &more).await;
        assert!(added.text().contains("Köpenick Refuge"), "{}", added.describe());
        assert_eq!(inside.database.count("form_draft"), 0);
        assert!(!offers(&officer.open(NEW).await));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_an_entry_that_somebody_else_changed_says_so() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let (mut officer, mut other) = (inside.staff("c.birch").await, inside.staff("i.vale").await);
        let list = officer.open("/staff/agencies").await;
        let row = list.attribute("main table a[href^='/staff/agencies/']", "href")[0].clone();
        let path = format!("{}/edit", row.split('?').next().unwrap_or_default());
        let form = officer.open(&path).await;
        keep(&mut officer, &form, &path, &[("name", "Wren House"), ("types", "OTHER")]).await;
        let theirs = other.open(&path).await;
        other.submit_to(&theirs, "/edit", &[("notes", "Moved to the quay")]).await;
        let restored = officer.open(&format!("{path}?draft")).await;
        let answer = officer.submit_to(&restored, "/edit", &[]).await;
        assert_eq!(answer.status, 409, "{}", answer.describe());
        assert!(answer.text().contains("Moved to the quay") && answer.html.contains("Wren House"));
        assert!(offers(&answer), "what was not saved is still a draft: {}", answer.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engagement_keeps_its_kind_and_its_agencies() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let page = "/staff/engagements/new";
    let form = officer.open(&format!("{page}?step=form&kind=EVT")).await;
    let kept = keep(&mut officer, &form, page, &[("reach", "4321")]).await;
    assert_eq!(kept.field("reach").as_deref(), Some("4321"), "{}", kept.describe());
    assert_eq!(kept.field("kind").as_deref(), Some("EVT"));
    let sent = officer.submit_to(&kept, "/new", &[]).await;
    assert!(sent.text().contains("The engagement is in the ledger"), "{}", sent.describe());
    assert_eq!(inside.database.count("form_draft"), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_a_reporter_waits_behind_the_question_of_its_case() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let (reference, _) = concern(&inside).await;
        let mut ada = inside.staff("a.marsh").await;
        let case = journey::case(&mut ada, &reference).await.expect("the case");
        let open = journey::open(&mut ada, &case).await;
        let words = [("words", "Thank you for what you told us")];
        let kept = keep(&mut ada, &open, &case, &words).await;
        assert!(kept.html.contains("Thank you for what you told us"), "{}", kept.describe());
        inside.clock.step(DAY);
        let mut ada = inside.staff("a.marsh").await;
        let gate = ada.open(&format!("{case}?draft")).await;
        assert!(
            gate.url.path().ends_with("/open") && !gate.html.contains("Thank you"),
            "{}",
            gate.describe()
        );
        let open = journey::open(&mut ada, &case).await;
        assert!(offers(&open), "{}", open.describe());
        let restored = ada.open(&format!("{case}?draft")).await;
        let sent = ada.submit_to(&restored, "/reply", &[("checked", "yes")]).await;
        assert!(sent.text().contains("Thank you for what you told us"), "{}", sent.describe());
        assert_eq!(inside.database.count("form_draft"), 0, "{}", sent.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_ends_by_hand_by_time_by_number_and_with_the_key() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let form = officer.open(NEW).await;
        let token = form.field("token").expect("a form token");
        let quietly =
            [("token", token.as_str()), ("draft_page", NEW), ("name", "Wren House"), ("quietly", "yes")];
        assert_eq!(officer.post("/staff/drafts", &quietly).await.status, 204);
        assert_eq!(inside.database.count("form_draft"), 1);
        assert_eq!(officer.post("/staff/drafts", &quietly).await.status, 204, "again, in its place");
        assert_eq!(inside.database.count("form_draft"), 1);
        let deleted = officer.post("/staff/drafts/delete", &quietly).await;
        assert_eq!(deleted.status, 303, "{}", deleted.describe());
        assert!(!offers(&officer.open(NEW).await));
        assert_eq!(inside.database.count("form_draft"), 0);

        for page in ["https://elsewhere.example/staff/x", "//elsewhere.example", "/step/1", "/staff/../x", ""]
        {
            let fields = [("token", token.as_str()), ("draft_page", page), ("name", "Wren House")];
            assert_eq!(officer.post("/staff/drafts", &fields).await.status, 404, "{page}");
            assert_eq!(officer.post("/staff/drafts/delete", &fields).await.status, 404, "{page}");
        }
        let long = "x".repeat(1_100_000);
        let fields = [("token", token.as_str()), ("draft_page", NEW), ("notes", long.as_str())];
        assert_eq!(officer.post("/staff/drafts", &fields).await.status, 413);

        for number in 0..23 {
            let page = format!("/staff/agencies/{number}");
            let fields = [("token", token.as_str()), ("draft_page", page.as_str()), ("quietly", "yes")];
            officer.post("/staff/drafts", &fields).await;
            inside.clock.step(1);
        }
        assert_eq!(inside.database.count("form_draft"), 20);
        inside.clock.step(14 * DAY);
        chores::step(&inside.app, &Holder::new()).await.expect("chores");
        assert_eq!(inside.database.count("form_draft"), 0);

        let mut officer = inside.staff("c.birch").await;
        let form = officer.open(NEW).await;
        keep(&mut officer, &form, NEW, &[("name", "Wren House")]).await;
        reset(&inside.app, "c.birch@psd.example").await.expect("a new link");
        assert_eq!(inside.database.count("form_draft"), 0, "nobody can open it any more");
    }
}
