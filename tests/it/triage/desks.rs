//! Who holds a desk's key.

use candour::crypto::totp::TotpSecret;
use candour::service::identity::staff::{invite, new_staff, reset};

use super::{concern, next_code};
use crate::support::client::Visitor;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::{Inside, try_sign_in};

const PASSWORD: &str = "copper kettle lantern";

/// Sets up an account with a one-time link, as a person would, and gives the second factor.
pub(super) async fn set_up(inside: &Inside, link: &str) -> (Page, TotpSecret) {
    let mut visitor = inside.visitor();
    let page = visitor.open(&format!("/staff/enrol/{link}")).await;
    let secret = TotpSecret::from_text(&page.field("secret").expect("a secret")).expect("base 32");
    let code = secret.code(inside.app.now());
    let fields = [("password", PASSWORD), ("again", PASSWORD), ("code", &code)];
    (visitor.submit(&page, &fields).await, secret)
}

pub(super) async fn sign_in(inside: &Inside, email: &str, secret: &TotpSecret) -> Visitor {
    inside.clock.step(30);
    let mut visitor = inside.visitor();
    let home = try_sign_in(&mut visitor, email, PASSWORD, &secret.code(inside.app.now())).await;
    assert_eq!(home.url.path(), "/staff", "{}", home.describe());
    visitor
}

/// Adds somebody to the manager's desk by name.
async fn add(manager: &mut Visitor, name: &str) -> Page {
    let desks = manager.open("/staff/desks").await;
    let desk = manager.open(&desks.attribute("main a[href^='/staff/desks/']", "href")[0]).await;
    let (ids, names) =
        (desk.attribute("select[name=member] option", "value"), desk.select("select[name=member] option"));
    let at = names.iter().position(|known| known.contains(name)).expect("somebody who may join");
    manager.submit_to(&desk, "/members", &[("member", &ids[at])]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_reads_what_came_before_them() {
    let inside = Inside::start();
    let (reference, _) = concern(&inside).await;
    let new = new_staff(&inside.app, "Petra Lowe", "p.lowe@psd.example", "triage").expect("a person");
    let invited = invite(&inside.app, new).await.expect("an invitation");
    let (done, secret) = set_up(&inside, &invited.token.to_text()).await;
    assert_eq!(done.url.path(), "/staff/sign-in", "{}", done.describe());
    let mut petra = sign_in(&inside, "p.lowe@psd.example", &secret).await;
    assert_eq!(journey::case(&mut petra, &reference).await, None, "she is at no desk yet");
    let mut manager = inside.staff("i.vale").await;
    let desk = add(&mut manager, "Petra Lowe").await;
    assert!(
        desk.text().contains("Petra Lowe") && !desk.text().contains("Does not hold it"),
        "{}",
        desk.describe()
    );
    let case = journey::case(&mut petra, &reference).await.expect("the case that came before her");
    let page = journey::open(&mut petra, &case).await;
    assert!(page.text().contains("He keeps asking where I live"), "{}", page.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_reset_sessions_end_and_cases_stay_shut_until_a_colleague_lets_them_in() {
    let inside = Inside::start();
    let (reference, _) = concern(&inside).await;
    let mut ada = inside.staff("a.marsh").await;
    let case = journey::case(&mut ada, &reference).await.expect("the case");
    journey::open(&mut ada, &case).await;
    let link = reset(&inside.app, "a.marsh@psd.example").await.expect("a new link");
    assert_eq!(ada.open(&case).await.url.path(), "/staff/sign-in", "her session has ended");
    let account = inside.account("a.marsh").clone();
    let code = next_code(&inside, &account);
    let old = try_sign_in(&mut inside.visitor(), &account.email, &account.password, &code).await;
    assert_eq!(old.status, 422, "her old password opens nothing");
    let (_, secret) = set_up(&inside, &link.token.to_text()).await;
    let mut ada = sign_in(&inside, &account.email, &secret).await;
    let gate = ada.open(&case).await;
    let shut = ada.submit_to(&gate, "/open", &[("knows", "no"), ("reason", "triage")]).await;
    assert!(shut.status == 404 && !shut.html.contains("He keeps asking"), "{}", shut.describe());
    let mut manager = inside.staff("i.vale").await;
    let desk = add(&mut manager, "Ada Marsh").await;
    assert!(!desk.text().contains("Does not hold it"), "{}", desk.describe());
    let page = ada.open(&case).await;
    assert!(page.html.contains("He keeps asking where I live"), "{}", page.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_whose_role_and_other_desks_allow_it_can_be_added() {
    let inside = Inside::start();
    for (who, outsider) in [("i.vale", "Rhys Calder"), ("r.calder", "Ada Marsh")] {
        let mut manager = inside.staff(who).await;
        let desks = manager.open("/staff/desks").await;
        let desk = manager.open(&desks.attribute("main a[href^='/staff/desks/']", "href")[0]).await;
        let offered = desk.select("select[name=member] option");
        assert!(!offered.iter().any(|name| name.contains(outsider)), "{who}: {offered:?}");
    }
    let mut manager = inside.staff("i.vale").await;
    let desks = manager.open("/staff/desks").await;
    let path = desks.attribute("main a[href^='/staff/desks/']", "href").remove(0);
    let desk = manager.open(&path).await;
    let token = desk.field("token").expect("a form token");
    let everybody = inside.app.store.read(candour::store::identity::staff::all).await.expect("everybody");
    for person in &everybody {
        let id = person.id.to_string();
        let fields = [("token", token.as_str()), ("member", &id)];
        assert_eq!(manager.post(&format!("{path}/members"), &fields).await.status, 422, "{}", person.name);
    }
}
