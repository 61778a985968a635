//! Signing in tells nothing to those who may not, and ends by itself.

use super::{concern, new_case, next_code};
use crate::support::client::Visitor;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::{Inside, try_sign_in};

/// Seconds after which an idle session ends.
const IDLE: i64 = 900;
/// Seconds after which any session ends.
const LONGEST: i64 = 12 * 3_600;

/// What is left of the refusal once the form token and the note, which differ in every page, and the address
/// typed are taken out.
fn gist(page: &Page, email: &str) -> (u16, String, usize) {
    let token = page.field("token").expect("a form token");
    let note = page.field("note").expect("a note");
    let html = page.html.replace(&token, "").replace(&note, &note.len().to_string()).replace(email, "");
    (page.status, html, page.set_cookies().len())
}

async fn attempt(inside: &Inside, email: &str, password: &str, code: &str) -> Page {
    try_sign_in(&mut inside.visitor(), email, password, code).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_does_not_tell_what_was_wrong_or_who_has_an_account() {
    let inside = Inside::start();
    let ada = inside.account("a.marsh").clone();
    let right = next_code(&inside, &ada);
    let stranger = "n.obody@psd.example";
    let known = gist(&attempt(&inside, &ada.email, "wrong horse battery", &right).await, &ada.email);
    assert_eq!(known.0, 422);
    for (email, password, code) in [
        (stranger, "wrong horse battery", right.as_str()),
        (stranger, ada.password.as_str(), "000000"),
        (ada.email.as_str(), ada.password.as_str(), "000000"),
        (ada.email.as_str(), ada.password.as_str(), ""),
        (ada.email.as_str(), "", right.as_str()),
        ("not an address", "wrong horse battery", right.as_str()),
    ] {
        let answer = attempt(&inside, email, password, code).await;
        assert_eq!(gist(&answer, email), known, "{email}");
    }
    // Somebody who was invited and has not set up their account yet.
    let new = candour::service::identity::staff::new_staff(
        &inside.app,
        "Owen Tarn",
        "o.tarn@psd.example",
        "triage",
    );
    candour::service::identity::staff::invite(&inside.app, new.expect("a person"))
        .await
        .expect("an invitation");
    let answer = attempt(&inside, "o.tarn@psd.example", "wrong horse battery", &right).await;
    assert_eq!(gist(&answer, "o.tarn@psd.example"), known);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_slow_down_for_those_with_an_account_and_without_alike() {
    let inside = Inside::start();
    let ada = inside.account("a.marsh").clone();
    for email in [ada.email.as_str(), "n.obody@psd.example"] {
        for _ in 0..5 {
            assert_eq!(attempt(&inside, email, "wrong horse battery", "000000").await.status, 422);
        }
    }
    // Everything is right, and the wait is still on: nothing tells that it was right.
    let code = ada.code(inside.app.now());
    assert_eq!(attempt(&inside, &ada.email, &ada.password, &code).await.status, 422);
    let code = next_code(&inside, &ada);
    let home = attempt(&inside, &ada.email, &ada.password, &code).await;
    assert_eq!(home.url.path(), "/staff", "after the wait: {}", home.describe());
    // The wait grows to half an hour and no further.
    for _ in 0..16 {
        inside.clock.step(1_810);
        attempt(&inside, &ada.email, "wrong horse battery", "000000").await;
    }
    inside.clock.step(1_770);
    let code = ada.code(inside.app.now());
    assert_eq!(attempt(&inside, &ada.email, &ada.password, &code).await.status, 422);
    let code = next_code(&inside, &ada);
    let home = attempt(&inside, &ada.email, &ada.password, &code).await;
    assert_eq!(home.url.path(), "/staff", "{}", home.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_counts_once() {
    let inside = Inside::start();
    let ada = inside.account("a.marsh").clone();
    let code = next_code(&inside, &ada);
    let first = attempt(&inside, &ada.email, &ada.password, &code).await;
    assert_eq!(first.url.path(), "/staff");
    let again = attempt(&inside, &ada.email, &ada.password, &code).await;
    assert_eq!(again.status, 422, "the same code again");
    let before = ada.code(inside.app.now().plus_seconds(-30));
    assert_eq!(attempt(&inside, &ada.email, &ada.password, &before).await.status, 422, "an older code");
    inside.clock.step(120);
    assert_eq!(attempt(&inside, &ada.email, &ada.password, &code).await.status, 422, "a code of the past");
    // Two at the same moment: one of them is in.
    let code = next_code(&inside, &ada);
    let (one, two) = tokio::join!(
        attempt(&inside, &ada.email, &ada.password, &code),
        attempt(&inside, &ada.email, &ada.password, &code)
    );
    let inside_now = [one, two].iter().filter(|page| page.url.path() == "/staff").count();
    assert_eq!(inside_now, 1);
}

async fn is_signed_in(visitor: &mut Visitor) -> bool {
    visitor.open("/staff").await.url.path() == "/staff"
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_nothing_is_done_and_at_the_end_of_the_day() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    inside.clock.step(IDLE - 1);
    assert!(is_signed_in(&mut officer).await, "a second before");
    inside.clock.step(IDLE + 1);
    assert!(!is_signed_in(&mut officer).await, "a quarter of an hour without a step");
    let mut officer = inside.staff("a.marsh").await;
    for _ in 0..LONGEST / 600 - 1 {
        inside.clock.step(600);
        assert!(is_signed_in(&mut officer).await);
    }
    inside.clock.step(601);
    assert!(!is_signed_in(&mut officer).await, "whatever is done");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_signing_out_the_cookie_opens_nothing() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let case = new_case(&inside, &mut officer).await;
    let page = journey::open(&mut officer, &case).await;
    let mut copy = officer.clone();
    let out = officer.submit_to(&page, "/staff/sign-out", &[]).await;
    assert_eq!(out.url.path(), "/staff/sign-in");
    assert!(!officer.cookies.contains_key("s"));
    for path in ["/staff", "/staff/cases", &case] {
        assert_eq!(copy.open(path).await.url.path(), "/staff/sign-in", "{path}");
    }
    let late = copy.submit_to(&page, "/act", &[("action", "look")]).await;
    assert_eq!(late.url.path(), "/staff/sign-in");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_again_begins_a_session_of_its_own() {
    let inside = Inside::start();
    let mut officer = inside.staff("a.marsh").await;
    let old = officer.cookies["s"].clone();
    let ada = inside.account("a.marsh").clone();
    let code = next_code(&inside, &ada);
    try_sign_in(&mut officer, &ada.email, &ada.password, &code).await;
    assert_ne!(officer.cookies["s"], old);
    let (reference, _) = concern(&inside).await;
    assert!(journey::case(&mut officer, &reference).await.is_some());
}
