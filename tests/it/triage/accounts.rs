//! One-time links.

use candour::service::identity::staff::{Invited, invite, new_staff, reset};

use super::desks::{set_up, sign_in};
use crate::support::premises::Inside;

const EMAIL: &str = "o.tarn@psd.example";

async fn invited(inside: &Inside) -> Invited {
    let new = new_staff(&inside.app, "Owen Tarn", EMAIL, "triage").expect("a person");
    invite(&inside.app, new).await.expect("an invitation")
}

async fn is_gone(inside: &Inside, link: &str) -> bool {
    let page = inside.visitor().open(&format!("/staff/enrol/{link}")).await;
    page.status == 404 && page.text().contains("This link does not work any more")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_works_once() {
    let inside = Inside::start();
    let link = invited(&inside).await.token.to_text().to_string();
    let mut second = inside.visitor();
    let other_tab = second.open(&format!("/staff/enrol/{link}")).await;
    let (done, secret) = set_up(&inside, &link).await;
    assert_eq!(done.url.path(), "/staff/sign-in", "{}", done.describe());
    assert!(is_gone(&inside, &link).await);
    let fields =
        [("password", "another kettle lantern"), ("again", "another kettle lantern"), ("code", "000000")];
    assert_eq!(second.submit(&other_tab, &fields).await.status, 404, "nor does the page that was open");
    sign_in(&inside, EMAIL, &secret).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_runs_out_and_a_new_one_replaces_it() {
    let inside = Inside::start();
    let first = invited(&inside).await.token.to_text().to_string();
    assert!(!is_gone(&inside, &first).await);
    let second = reset(&inside.app, EMAIL).await.expect("a new link").token.to_text().to_string();
    assert!(is_gone(&inside, &first).await, "the old one stops");
    inside.clock.step(3 * 86_400 - 1);
    assert!(!is_gone(&inside, &second).await);
    inside.clock.step(1);
    assert!(is_gone(&inside, &second).await, "after three days");
    for link in ["x", "", &"A".repeat(43), "%00", "..%2f"] {
        let page = inside.visitor().open(&format!("/staff/enrol/{link}")).await;
        assert_eq!(page.status, 404, "{link}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_weak_password_or_a_wrong_code_sets_nothing_up() {
    let inside = Inside::start();
    let link = invited(&inside).await.token.to_text().to_string();
    let mut visitor = inside.visitor();
    let page = visitor.open(&format!("/staff/enrol/{link}")).await;
    let good = "copper kettle lantern";
    for (password, again, reason) in [
        ("short", "short", "12 characters or more"),
        ("passwordpassword", "passwordpassword", "harder to guess"),
        ("o.tarn-o.tarn-o.tarn", "o.tarn-o.tarn-o.tarn", "harder to guess"),
        (good, "copper kettle", "Type the same password again"),
        (good, good, "six-digit code"),
    ] {
        let fields = [("password", password), ("again", again), ("code", "000000")];
        let refused = visitor.submit(&page, &fields).await;
        assert!(refused.status == 422 && refused.text().contains(reason), "{}", refused.describe());
        assert!(!refused.html.contains(password) || password == "short", "a password is never shown again");
    }
    let (done, _) = set_up(&inside, &link).await;
    assert_eq!(done.url.path(), "/staff/sign-in", "the link still works: {}", done.describe());
}
