//! Passkeys over HTTP, on both engines: added after the password, used alone, one ceremony once, on any node;
//! gone when removed.

use crate::support::authenticator::{Authenticator, VERIFIED};
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::deployment::{Deployment, Who};
use crate::support::page::Page;
use crate::support::passkey::{ORIGIN, STAFF, answer, question, send, sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_with_a_passkey_on_sqlite() {
    a_passkey_of_staff(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_sign_in_with_a_passkey_on_postgres() {
    a_passkey_of_staff(Engine::Postgres).await;
}

async fn a_passkey_of_staff(engine: Engine) {
    let mut deployment = Deployment::new(engine).await;
    let mut phone = Authenticator::new(ORIGIN, 7);
    phone.counter = 1;
    let mut manager = deployment.sign_in(Who::Manager).await;
    let page = manager.open("/staff/account").await;
    assert!(page.text().contains("You have none."), "{}", page.describe());
    let refused = question(&mut manager, &page, "question", &[("proof", "wrong horse battery")]).await;
    assert!(refused["error"].as_str().is_some_and(|words| words.contains("not right")), "{refused}");
    let password = deployment.accounts[&Who::Manager].password.clone();
    let asked = question(&mut manager, &page, "question", &[("proof", &password)]).await;
    let made = phone.make(&asked["options"]);
    let mut fields = answer(&asked, &made, &phone);
    fields.push(("label", "Phone".into()));
    let added = send(&mut manager, &page, "/staff/account/passkeys", &fields).await;
    assert!(added.text().contains("The passkey is added"), "{}", added.describe());
    assert_eq!(deployment.database.count("passkey WHERE sealed_key IS NOT NULL AND label = 'Phone'"), 1);

    let mut window = deployment.visitor();
    let home = signed_in(&mut window, &mut phone, 2).await;
    assert_eq!((home.status, home.url.path()), (200, "/staff"), "{}", home.describe());
    assert_eq!(deployment.database.count("ceremony"), 0, "each was taken");
    let with_counter = "passkey WHERE credential LIKE '%\"counter\":2%'";
    assert_eq!(deployment.database.count(with_counter), 1);
    let copied = signed_in(&mut deployment.visitor(), &mut phone, 2).await;
    assert_eq!(copied.status, 422, "{}", copied.describe());
    assert_eq!(deployment.database.count("audit_event WHERE deed = 'passkey_cloned'"), 1);

    let page = manager.open("/staff/account").await;
    let removed = manager.submit_to(&page, "/staff/account/passkeys/remove", &[]).await;
    assert!(removed.text().contains("The passkey is removed"), "{}", removed.describe());
    assert_eq!(window.open("/staff").await.url.path(), "/staff/sign-in", "the other session ended");
    assert_eq!(signed_in(&mut deployment.visitor(), &mut phone, 3).await.status, 422);
}

#[tokio::test(flavor = "multi_thread")]
async fn ceremonies_are_good_once_on_any_node() {
    let mut deployment = Deployment::new(Engine::Postgres).await;
    let other = deployment.launch().args(&["serve"]).start();
    let mut phone = Authenticator::new(ORIGIN, 8);
    let mut manager = deployment.sign_in(Who::Manager).await;
    let page = manager.open("/staff/account").await;
    let password = deployment.accounts[&Who::Manager].password.clone();
    let asked = question(&mut manager, &page, "question", &[("proof", &password)]).await;
    let made = phone.make(&asked["options"]);
    let fields = answer(&asked, &made, &phone);
    let mut elsewhere = manager.moved(&other.public);
    let there = elsewhere.open("/staff/account").await;
    let added = send(&mut elsewhere, &there, "/staff/account/passkeys", &fields).await;
    assert!(added.text().contains("The passkey is added"), "{}", added.describe());
    let again = send(&mut manager, &page, "/staff/account/passkeys", &fields).await;
    assert_eq!(again.status, 422, "{}", again.describe());
    assert!(again.text().contains("sent twice"), "{}", again.describe());

    // Begun at one node, answered at both: one lets in.
    let mut window = deployment.visitor();
    let page = window.get("/staff/sign-in").await;
    let asked = question(&mut window, &page, "question", &[]).await;
    let used = phone.get(&asked["options"]);
    let fields = answer(&asked, &used, &phone);
    let mut other = window.moved(&other.public);
    let there = other.get("/staff/sign-in").await;
    let (one, two) = tokio::join!(
        send(&mut window, &page, "/sign-in/passkey", &fields),
        send(&mut other, &there, "/sign-in/passkey", &fields)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 422]);
    // Nobody who only stands beside the device.
    phone.flags &= !VERIFIED;
    assert_eq!(signed_in(&mut deployment.visitor(), &mut phone, 0).await.status, 422);
}

/// Signs in with a passkey whose counter stands here.
async fn signed_in(window: &mut Visitor, phone: &mut Authenticator, counter: u32) -> Page {
    phone.counter = counter;
    sign_in(window, phone, STAFF).await
}
