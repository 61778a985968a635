//! Device cookies: of no use to anybody else, of little use to a thief, of none after the password was
//! changed.

use super::{Owner, WRONG};
use crate::support::client::Visitor;
use crate::support::database::{ENGINES, Engine};
use crate::support::premises::Inside;

/// A browser that has nothing but this device cookie.
fn thief(inside: &Inside, owner: &Owner, cookie: &str) -> Visitor {
    let mut visitor = inside.visitor();
    visitor.cookies.insert(owner.cookie.to_owned(), cookie.to_owned());
    visitor
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_cookie_is_of_no_use_for_anybody_else() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for (owner, other) in [
            (Owner::of_staff(&inside, "a.marsh"), Owner::of_staff(&inside, "s.whitlock")),
            (Owner::of_agency(&inside, 0), Owner::of_agency(&inside, 1)),
        ] {
            let theirs = other.known_browser(&inside).await.cookies[other.cookie].clone();
            let mine = owner.known_browser(&inside).await.cookies[owner.cookie].clone();
            owner.is_hammered_at(&inside).await;
            for cookie in [theirs.as_str(), "", "forged", &mine[1..], &"A".repeat(64)] {
                let page = owner.comes(&inside, &mut thief(&inside, &owner, cookie)).await;
                owner.is_refused(&page);
            }
            owner.is_in(&owner.comes(&inside, &mut thief(&inside, &owner, &mine)).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_cookie_goes_to_the_page_that_signs_in_and_nowhere_else() {
    let inside = Inside::on(Engine::Sqlite);
    for owner in Owner::both(&inside) {
        let browser = owner.known_browser(&inside).await;
        let sent = |path: &str| {
            let request = browser.request(reqwest::Method::GET, path).build().expect("a request");
            request.headers().contains_key("cookie")
        };
        assert!(sent(owner.page) && sent(&format!("{}/2", owner.page)));
        for path in
            ["/", "/step/1", "/step/3", "/step/31", "/step/300", "/check", "/reply", "/staff", "/staff/cases"]
        {
            assert!(!sent(path), "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stolen_device_cookie_gives_five_guesses_a_day_and_no_way_in() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for owner in Owner::both(&inside) {
            let mut known = owner.known_browser(&inside).await;
            let stolen = known.cookies[owner.cookie].clone();
            // By itself it signs nobody in.
            let mut window = thief(&inside, &owner, &stolen);
            assert_eq!(window.open(owner.home).await.url.path(), owner.page);
            owner.is_hammered_at(&inside).await;
            let before = super::failures(&inside);
            for _ in 0..20 {
                owner.is_refused(&owner.attempt(&mut window, WRONG, "000000").await);
            }
            assert_eq!(super::failures(&inside) - before, 5);
            // From then on it is as good as none, also for its owner, who shows two codes as on a new
            // browser.
            let refused = owner.comes(&inside, &mut known).await;
            owner.is_refused(&refused);
            let code = owner.next_code(&inside);
            owner.is_in(&owner.again(&mut known, &refused, &owner.password, &code).await);
            assert_ne!(known.cookies[owner.cookie], stolen, "the owner's browser has another one now");
            owner.is_in(&owner.comes(&inside, &mut known).await);
            owner.is_refused(&owner.comes(&inside, &mut window).await);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_cookie_ends_with_the_password_and_with_all_sessions() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut owner = Owner::of_agency(&inside, 0);
        let new = "harbour meadow compass";
        for act in ["password", "everywhere"] {
            let old = owner.known_browser(&inside).await.cookies[owner.cookie].clone();
            let mut window = inside.visitor();
            owner.is_in(&owner.comes(&inside, &mut window).await);
            let page = window.open("/step/44").await;
            let done = match act {
                "password" => {
                    let typed = [("present", owner.password.as_str()), ("password", new), ("again", new)];
                    window.submit_to(&page, "/step/44/1", &typed).await
                }
                _ => window.submit_to(&page, "/step/44/3", &[]).await,
            };
            assert_eq!(done.status, 200, "{}", done.describe());
            if act == "password" {
                owner.password = new.into();
            }
            owner.is_hammered_at(&inside).await;
            owner.is_refused(&owner.comes(&inside, &mut thief(&inside, &owner, &old)).await);
            inside.clock.step(3_700);
            owner.is_in(&owner.comes(&inside, &mut thief(&inside, &owner, &old)).await);
            inside.clock.step(2 * 86_400);
            inside.database.run("DELETE FROM sign_in_throttle");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_cookie_of_staff_ends_with_a_passkey_that_is_taken_away() {
    let inside = Inside::on(Engine::Sqlite);
    let owner = Owner::of_staff(&inside, "a.marsh");
    let old = owner.known_browser(&inside).await.cookies[owner.cookie].clone();
    owner.equip(&inside, 3).await;
    owner.is_hammered_at(&inside).await;
    let mut window = thief(&inside, &owner, &old);
    owner.is_in(&owner.comes(&inside, &mut window).await);
    let page = window.open("/staff/account").await;
    let removed = window.submit_to(&page, "/staff/account/passkeys/remove", &[]).await;
    assert!(removed.text().contains("signed out everywhere else"), "{}", removed.describe());
    owner.is_refused(&owner.comes(&inside, &mut thief(&inside, &owner, &old)).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_device_cookie_runs_out() {
    let inside = Inside::on(Engine::Sqlite);
    for owner in Owner::both(&inside) {
        let old = owner.known_browser(&inside).await.cookies[owner.cookie].clone();
        for (days, works) in [(59, true), (61, false)] {
            inside.clock.step(days * 86_400);
            owner.is_hammered_at(&inside).await;
            let page = owner.comes(&inside, &mut thief(&inside, &owner, &old)).await;
            assert_eq!(page.url.path() == owner.home, works, "{days}: {}", page.describe());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_of_before_is_let_in_and_has_the_codes_lane_from_then_on() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        inside.database.run("UPDATE staff_key SET server_totp = NULL");
        inside.database.run("UPDATE practitioner_key SET server_totp = NULL");
        for owner in Owner::both(&inside) {
            let two_codes = async || {
                let mut window = inside.visitor();
                let refused = owner.comes(&inside, &mut window).await;
                owner.is_refused(&refused);
                let code = owner.next_code(&inside);
                owner.again(&mut window, &refused, &owner.password, &code).await
            };
            owner.is_hammered_at(&inside).await;
            owner.is_refused(&two_codes().await);
            inside.clock.step(3_700);
            owner.is_in(&owner.comes(&inside, &mut inside.visitor()).await);
            owner.is_hammered_at(&inside).await;
            owner.is_in(&two_codes().await);
        }
    }
}
