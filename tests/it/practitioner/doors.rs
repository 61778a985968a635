//! Signing in and out: one answer for everything that is wrong, no trace of who was here, and no way back.

use candour::domain::platform::quarter::Quarter;
use candour::store::identity::practitioner;
use candour::store::{Snapshot, StoreError};

use super::{Joined, PASSWORD, account, audit, is_in, join, press};
use crate::support::client::Visitor;
use crate::support::page::Page;
use crate::support::premises::{Inside, try_door};

/// What is left of the refusal once the form token and the note, which differ in every page, and the address
/// typed are taken out.
fn gist(page: &Page, email: &str) -> (u16, String, usize) {
    let token = page.field("token").expect("a form token");
    let note = page.field("note").expect("a note");
    // What fills the page up to its length is no part of it.
    let html = page.html.split("<!--").next().unwrap_or_default();
    assert_eq!(page.html.len() % 1_024, 0, "all weigh the same");
    let html = html.replace(&token, "").replace(&note, &note.len().to_string()).replace(email, "");
    (page.status, html, page.set_cookies().len())
}

async fn attempt(inside: &Inside, email: &str, password: &str, code: &str) -> Page {
    try_door(&mut inside.visitor(), email, password, code).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refusal_does_not_tell_what_was_wrong_or_who_has_an_account() {
    let inside = Inside::start();
    let lead = inside.demo.practitioners[0].clone();
    inside.clock.step(30);
    let right = lead.code(inside.app.now());
    let known = gist(&attempt(&inside, &lead.email, "wrong horse battery", &right).await, &lead.email);
    assert_eq!(known.0, 422);
    let staff = inside.account("a.marsh").clone();
    let of_staff = staff.code(inside.app.now());
    for (email, password, code) in [
        ("n.obody@agency.example", "wrong horse battery", right.as_str()),
        ("n.obody@agency.example", lead.password.as_str(), "000000"),
        (lead.email.as_str(), lead.password.as_str(), "000000"),
        (lead.email.as_str(), "", right.as_str()),
        ("not an address", "wrong horse battery", right.as_str()),
        // What opens the area of the police side opens nothing here.
        (staff.email.as_str(), staff.password.as_str(), of_staff.as_str()),
    ] {
        let answer = attempt(&inside, email, password, code).await;
        assert_eq!(gist(&answer, email), known, "{email}");
    }
    // And the other way round.
    let mut visitor = inside.visitor();
    let page = visitor.open("/staff/sign-in").await;
    let typed = [("email", lead.email.as_str()), ("password", &lead.password), ("code", &right)];
    assert_eq!(visitor.submit(&page, &typed).await.status, 422);
}

/// How often somebody guesses.
const GUESSES: usize = 10_000;
/// From how many sides at once.
const SIDES: usize = 8;

/// Guesses passwords from all sides, one half for the first address, one half for the other.
async fn guess(inside: &Inside, emails: [&str; 2]) {
    let page = inside.visitor().get("/step/30").await;
    let token = page.field("token").expect("a form token");
    let sides = (0..SIDES).map(|side| {
        let (mut visitor, token, email) = (inside.visitor(), token.clone(), emails[side % 2].to_owned());
        tokio::spawn(async move {
            for turn in (side..GUESSES).step_by(SIDES) {
                let password = format!("wrong horse {turn}");
                let typed =
                    [("token", &*token), ("email", &email), ("password", &password), ("code", "000000")];
                assert_eq!(visitor.post("/step/30", &typed).await.status, 422);
            }
        })
    });
    for side in sides.collect::<Vec<_>>() {
        side.await.expect("every guess is refused calmly");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_thousand_failures_slow_nobody_else_down() {
    let inside = Inside::start();
    let [lead, colleague] = [0, 1].map(|number| inside.demo.practitioners[number].clone());
    guess(&inside, [&lead.email, "n.obody@agency.example"]).await;
    let mut colleague_in = inside.visitor();
    let code = colleague.code(inside.app.now());
    let home = try_door(&mut colleague_in, &colleague.email, &colleague.password, &code).await;
    assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
    // Whoever was hammered at shows two codes in a row. Anybody else waits.
    let mut lead_in = inside.visitor();
    let code = lead.code(inside.app.now());
    let refused = try_door(&mut lead_in, &lead.email, &lead.password, &code).await;
    assert_eq!(refused.status, 422);
    inside.clock.step(30);
    let code = lead.code(inside.app.now());
    let typed = [("email", lead.email.as_str()), ("password", &lead.password), ("code", &code)];
    let home = lead_in.submit(&refused, &typed).await;
    assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
    // Four failures for each address, and what was on its way when the fourth was written; the log has no
    // line for the rest.
    let failed = audit(&inside).await.iter().filter(|row| row.contains("Failed to sign in")).count();
    assert!((8..=8 + SIDES).contains(&failed), "{failed}");
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_leaves_no_trace_once_one_has_signed_out() {
    let inside = Inside::start();
    let before = audit(&inside).await.len();
    let person = account(&inside, &inside.demo.practitioners[1].email).await;
    let mut window = inside.practitioner(1).await;
    let mut copy = window.clone();
    let home = window.open("/step/31").await;
    let out = window.submit_to(&home, "/step/45", &[]).await;
    assert_eq!(out.url.path(), "/step/30");
    assert!(!window.cookies.contains_key("p"));
    assert!(!is_in(&mut copy).await, "the cookie opens nothing any more");
    let late = copy.submit_to(&home, "/step/45", &[]).await;
    assert_eq!(late.url.path(), "/step/30", "an open tab leads to sign-in");
    let log = audit(&inside).await;
    // The auditor's own coming in, twice; nothing else.
    assert_eq!(log.len(), before + 1, "{log:#?}");
    assert!(!log.iter().any(|row| row.contains(&person.id.to_string()) || row.contains(&person.email)));
}

#[tokio::test(flavor = "multi_thread")]
async fn everybody_who_signs_in_is_counted_alike() {
    let inside = Inside::start();
    let person = account(&inside, &inside.demo.practitioners[1].email).await;
    let rations = || async {
        let read = move |snapshot: &mut Snapshot<'_>| {
            let list = practitioner::kept_list::find(snapshot, person.id)?;
            Ok::<_, StoreError>((practitioner::rations(snapshot, person.id)?, list.expect("a list")))
        };
        inside.app.store.read(read).await.expect("what is counted")
    };
    let (first, list) = rations().await;
    inside.practitioner(1).await;
    let (second, resealed) = rations().await;
    assert_eq!(second.quarter, Quarter::of(inside.app.now().day()).code());
    let expected = if first.quarter == second.quarter { first.had + 1 } else { 1 };
    assert_eq!(second.had, expected);
    assert_ne!(list, resealed, "what is kept has another seal");
    assert_eq!(list.len(), resealed.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_nothing_is_done_and_can_be_kept() {
    let inside = Inside::start();
    let mut window = inside.practitioner(1).await;
    let home = window.open("/step/31").await;
    inside.clock.step(899);
    let token = home.field("token").expect("a form token");
    assert_eq!(window.post("/step/46", &[("token", &token)]).await.status, 204);
    inside.clock.step(899);
    assert!(is_in(&mut window).await);
    inside.clock.step(901);
    assert!(!is_in(&mut window).await);
}

async fn change(visitor: &mut Visitor, present: &str, password: &str) -> Page {
    let page = visitor.open("/step/44").await;
    let typed = [("present", present), ("password", password), ("again", password)];
    visitor.submit_to(&page, "/step/44/1", &typed).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_signs_everybody_else_out_and_the_old_one_is_gone() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, false).await;
    let (mut other, _) = joined.sign_in(&inside).await;
    assert!(is_in(&mut other).await);
    let new = "harbour meadow compass";
    assert_eq!(change(&mut joined.visitor, "wrong horse battery", new).await.status, 422);
    assert_eq!(change(&mut joined.visitor, PASSWORD, "short").await.status, 422);
    let done = change(&mut joined.visitor, PASSWORD, new).await;
    assert!(done.text().contains("Your password is changed"), "{}", done.describe());
    assert!(is_in(&mut joined.visitor).await && !is_in(&mut other).await);
    assert_eq!(joined.sign_in(&inside).await.1.status, 422, "the old password");
    inside.clock.step(30);
    let code = joined.secret.code(inside.app.now());
    let home = attempt(&inside, &joined.person.email, new, &code).await;
    assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
    let log = audit(&inside).await;
    assert_eq!(log.iter().filter(|row| row.contains("Changed a practitioner’s password")).count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_tab_is_no_way_to_guess_the_password() {
    let inside = Inside::start();
    let mut window = inside.practitioner(1).await;
    let password = inside.demo.practitioners[1].password.clone();
    for _ in 0..6 {
        assert_eq!(change(&mut window, "wrong horse battery", "harbour meadow compass").await.status, 422);
    }
    let waits = change(&mut window, &password, "harbour meadow compass").await;
    assert_eq!(waits.status, 422, "the wait is on: {}", waits.describe());
    assert!(!waits.html.contains(&password));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_elsewhere_keeps_somebody_from_changing_their_password() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, false).await;
    let (mut other, _) = joined.sign_in(&inside).await;
    for _ in 0..8 {
        attempt(&inside, &joined.person.email, "wrong horse battery", "000000").await;
        assert_eq!(change(&mut other, "wrong horse battery", "harbour meadow compass").await.status, 422);
    }
    let done = change(&mut joined.visitor, PASSWORD, "harbour meadow compass").await;
    assert!(done.text().contains("Your password is changed"), "{}", done.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_second_factor_needs_the_password() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, false).await;
    let page = joined.visitor.open("/step/44/2").await;
    let secret = candour::crypto::totp::TotpSecret::from_text(&page.field("secret").expect("a secret"));
    let secret = secret.expect("base 32");
    let code = secret.code(inside.app.now());
    let wrong = joined.visitor.submit(&page, &[("present", "wrong horse battery"), ("code", &code)]).await;
    assert_eq!(wrong.status, 422);
    let done = joined.visitor.submit(&wrong, &[("present", PASSWORD), ("code", &code)]).await;
    assert!(done.text().contains("the app on this phone gives your codes"), "{}", done.describe());
    assert_eq!(joined.sign_in(&inside).await.1.status, 422, "the old app");
    joined.secret = secret;
    let (mut window, home) = joined.sign_in(&inside).await;
    assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
    // Out everywhere.
    let page = window.open("/step/44").await;
    let out = window.submit_to(&page, "/step/44/3", &[]).await;
    assert_eq!(out.url.path(), "/step/30");
    assert!(!is_in(&mut joined.visitor).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_factor_starts_the_account_again_with_nothing_kept() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, true).await;
    let id = joined.person.id;
    let page = officer.open(&format!("/staff/practitioners/{id}")).await;
    assert!(page.text().contains("can never be opened from it again"), "{}", page.describe());
    inside.clock.step(1);
    press(&mut officer, id, "restart").await;
    assert!(!is_in(&mut joined.visitor).await, "the session ends at once");
    assert_eq!(joined.sign_in(&inside).await.1.status, 422, "the old password and code");
    let read = move |snapshot: &mut Snapshot<'_>| practitioner::kept_list::find(snapshot, id);
    let kept = inside.app.store.read::<_, StoreError, _>(read).await.expect("the store");
    assert!(kept.is_none(), "what was kept is gone");
    let link = super::link(&inside.app).await;
    let (home, _) = join(&inside, &mut inside.visitor(), &link).await;
    assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
    let again = account(&inside, &joined.person.email).await;
    assert_eq!((again.id, again.lead), (id, true), "it is the same account");
}
