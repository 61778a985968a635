//! What takes two people: on both engines, whoever comes at the same moment.

use candour::domain::casework::approval::Approval;
use candour::domain::casework::approval::decision::NewApproval;
use candour::domain::casework::approval::purpose::{DESK_KEY, NON_REFERRAL, Purpose};
use candour::domain::platform::id::Id;
use candour::service::casework::approval;
use candour::service::identity::session::Signed;
use candour::store::casework::approval as rows;
use candour::store::{StoreError, Tx};

use super::{audit, new_case};
use crate::pairs::{Post, ROUNDS, at_once};
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;

const DAY: i64 = 86_400;

/// Asks for an approval at the desk of whoever asks. No page does so yet. Gives its address.
async fn ask(inside: &Inside, who: &Signed, purpose: &'static Purpose, subject: &str) -> String {
    let id: Id<Approval> = inside.app.id();
    let (subject, desk) = (subject.to_owned(), who.actor.desks.first().copied());
    let new = NewApproval { id, purpose, subject, desk };
    approval::ask(&inside.app, who, new).await.expect("it is asked for");
    format!("/staff/approvals/{id}")
}

/// Posts a decision with a good token, whatever the page offers.
async fn post(visitor: &mut Visitor, path: &str, action: &str, version: &str) -> Page {
    let list = visitor.open("/staff/approvals").await;
    let token = list.field("token").expect("a form token");
    let fields = [("token", token.as_str()), ("action", action), ("version", version)];
    visitor.post(path, &fields).await
}

fn buttons(page: &Page) -> Vec<String> {
    page.attribute("main button[name=action]", "value")
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_at_once_one_does() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let manager = inside.signed("i.vale").await;
        let (mut ada, mut tomas) = (inside.staff("a.marsh").await, inside.staff("t.reed").await);
        for round in 0..ROUNDS {
            let path = ask(&inside, &manager, &DESK_KEY, &manager.actor.desks[0].to_string()).await;
            let (hers, his) = (ada.open(&path).await, tomas.open(&path).await);
            assert_eq!(buttons(&hers), ["approve", "refuse"], "{}", hers.describe());
            let one = Post::of(&ada, &hers, &path, &[("action", "approve")]);
            let other = Post::of(&tomas, &his, &path, &[("action", "refuse")]);
            let (one, other) = at_once(&inside.database, round, one, other).await;
            let mut both = [one.status, other.status];
            both.sort_unstable();
            assert_eq!(both, [303, 409], "{}\n{}", one.describe(), other.describe());
            let late = if one.status == 409 { &one } else { &other };
            assert!(late.text().contains("This is settled already"), "{}", late.describe());
            let state = if one.status == 303 { "approved" } else { "refused" };
            let id = path.rsplit('/').next().expect("an identifier");
            let row = format!("approval WHERE id = '{id}' AND state = '{state}' AND version = 2");
            assert_eq!(inside.database.count(&row), 1, "{}", late.describe());
            let told = format!("audit_event WHERE object = '{id}' AND deed <> 'approval_asked'");
            assert_eq!(inside.database.count(&told), 1, "written down once");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_decides_twice_or_on_what_they_asked_for() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let signed = inside.signed("i.vale").await;
        let (mut manager, mut ada) = (inside.staff("i.vale").await, inside.staff("a.marsh").await);
        let path = ask(&inside, &signed, &DESK_KEY, &signed.actor.desks[0].to_string()).await;
        let page = manager.open(&path).await;
        assert_eq!(buttons(&page), ["withdraw"], "{}", page.describe());
        let own = post(&mut manager, &path, "approve", "1").await;
        assert!(own.status == 409 && own.text().contains("You asked for this"), "{}", own.describe());
        let list = ada.open("/staff/approvals").await;
        assert_eq!(list.select("main tbody tr").len(), 1, "{}", list.describe());
        let page = ada.open(&path).await;
        let done = ada.submit_to(&page, &path, &[("action", "approve")]).await;
        assert!(done.text().contains("Approved") && done.text().contains("Ada Marsh"), "{}", done.describe());
        for action in ["approve", "refuse"] {
            let again = post(&mut ada, &path, action, "2").await;
            assert!(again.status == 409 && again.text().contains("settled"), "{}", again.describe());
        }
        let list = ada.open("/staff/approvals").await;
        assert!(list.text().contains("Nothing waits for you"), "{}", list.describe());
        let log = audit(&inside).await;
        for words in ["Asked for an approval", "Approved what somebody else asked for"] {
            let rows = log.iter().filter(|row| row.contains(words) && row.contains("key of a desk"));
            assert_eq!(rows.count(), 1, "{words}: {log:#?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_knows_the_person_neither_sees_nor_decides() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let (officer, colleague) = (inside.signed("a.marsh").await, inside.signed("t.reed").await);
        let (mut ada, mut manager) = (inside.staff("a.marsh").await, inside.staff("i.vale").await);
        let case = new_case(&inside, &mut ada).await;
        let id = case.rsplit('/').next().expect("an identifier").to_owned();
        let hers = ask(&inside, &officer, &NON_REFERRAL, &id).await;
        let his = ask(&inside, &colleague, &NON_REFERRAL, &id).await;
        let list = manager.open("/staff/approvals").await;
        assert_eq!(list.select("main tbody tr").len(), 2, "{}", list.describe());

        declare(&mut ada, &case).await;
        assert_eq!(ada.open(&hers).await.status, 404, "nor what she asked for herself");
        let refused = post(&mut manager, &hers, "approve", "1").await;
        assert_eq!(refused.status, 409, "{}", refused.describe());
        assert!(refused.text().contains("know the person"), "{}", refused.describe());

        declare(&mut manager, &case).await;
        let refused = post(&mut manager, &his, "approve", "1").await;
        assert_eq!(refused.status, 404, "{}", refused.describe());
        let list = manager.open("/staff/approvals").await;
        assert!(list.text().contains("Nothing waits for you"), "{}", list.describe());
        assert_eq!(inside.database.count("approval WHERE state = 'waiting'"), 2);
    }
}

async fn declare(staff: &mut Visitor, case: &str) {
    let gate = staff.open(case).await;
    let page = staff.submit_to(&gate, "/open", &[("knows", "yes")]).await;
    assert!(page.text().contains("Thank you for saying so"), "{}", page.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_decided_on_in_time_is_over() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let officer = inside.signed("a.marsh").await;
        let path = ask(&inside, &officer, &NON_REFERRAL, "no case").await;
        inside.clock.step(DAY);
        is_over(&inside, &path).await;
        let now = inside.app.now();
        let write = move |tx: &mut Tx<'_>| rows::expire(tx, now);
        inside.app.store.write::<_, StoreError, _>(write).await.expect("the chore");
        assert_eq!(inside.database.count("approval WHERE state = 'expired'"), 1, "{engine:?}");
        is_over(&inside, &path).await;
    }
}

/// That it can only be looked at.
async fn is_over(inside: &Inside, path: &str) {
    let mut manager = inside.staff("i.vale").await;
    let page = manager.open(path).await;
    assert!(page.text().contains("Expired") && buttons(&page).is_empty(), "{}", page.describe());
    let version = inside.database.line("SELECT CAST(version AS TEXT) AS line FROM approval");
    let late = post(&mut manager, path, "approve", &version).await;
    assert!(late.status == 409 && late.text().contains("is over"), "{}", late.describe());
}
