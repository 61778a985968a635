//! One-time links: guessed, replayed, withdrawn, replaced, run out. All get the same calm page.

use candour::crypto::token::Token;

use super::{Joined, account, audit, invite, is_in, join, letters, press, somebody};
use crate::support::page::Page;
use crate::support::premises::Inside;

/// Seconds for which a link works.
const LASTS: i64 = 7 * 86_400;

/// What a page says, without what differs in each.
fn gist(page: &Page) -> (u16, String) {
    (page.status, page.text())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_that_does_not_work_looks_the_same() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let contact = somebody(&inside, "registered").await;
    let mut visitor = inside.visitor();
    let guessed = visitor.open(&format!("/step/48/{}", &*Token::random().to_text())).await;
    let calm = gist(&guessed);
    assert_eq!(calm.0, 404);
    assert!(calm.1.contains("This link does not work"), "{}", guessed.describe());
    for nonsense in ["x", "..", "%00", "%F0%9F%99%82", &"a".repeat(3_000)] {
        let page = visitor.get(&format!("/step/48/{nonsense}")).await;
        assert!((400..500).contains(&page.status), "{}", page.describe());
    }

    // Replaced by a newer one.
    let first = invite(&inside, &mut officer, contact.id, false).await;
    let person = account(&inside, contact.record.get("email")).await;
    inside.clock.step(1);
    press(&mut officer, person.id, "again").await;
    assert_eq!(letters(&inside.app).await.len(), 1, "the older letter is not sent any more");
    assert_eq!(gist(&visitor.open(&format!("/step/48/{first}")).await), calm);

    // Withdrawn.
    let second = super::link(&inside.app).await;
    assert_eq!(visitor.open(&format!("/step/48/{second}")).await.status, 200);
    press(&mut officer, person.id, "revoke").await;
    assert!(letters(&inside.app).await.is_empty());
    assert_eq!(gist(&visitor.open(&format!("/step/48/{second}")).await), calm);

    // Run out: a second before it works, then no more, and the page that was open then takes nothing.
    let third = invite(&inside, &mut officer, contact.id, false).await;
    inside.clock.step(LASTS - 2);
    let open = visitor.open(&format!("/step/48/{third}")).await;
    assert_eq!(open.status, 200, "{}", open.describe());
    inside.clock.step(3);
    assert_eq!(gist(&visitor.open(&format!("/step/48/{third}")).await), calm);
    let late = visitor.submit(&open, &[("password", super::PASSWORD), ("again", super::PASSWORD)]).await;
    assert_eq!(gist(&late), calm);

    // Used.
    let mut officer = inside.staff("c.birch").await;
    press(&mut officer, person.id, "again").await;
    let fourth = super::link(&inside.app).await;
    let (home, _) = join(&inside, &mut visitor, &fourth).await;
    assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
    let mut thief = inside.visitor();
    assert_eq!(gist(&thief.open(&format!("/step/48/{fourth}")).await), calm);

    let log = audit(&inside).await;
    let told = |reason: &str| {
        let rows = log.iter().filter(|row| row.contains("Came with a link that no longer works"));
        rows.filter(|row| row.contains(&person.id.to_string()) && row.contains(reason)).count()
    };
    assert_eq!((told("withdrawn"), told("run out"), told("been used")), (2, 2, 1), "{log:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_is_used_once_however_many_come_at_a_time() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let contact = somebody(&inside, "registered").await;
    let link = invite(&inside, &mut officer, contact.id, false).await;
    let (mut one, mut two) = (inside.visitor(), inside.visitor());
    let ((first, _), (second, _)) =
        tokio::join!(join(&inside, &mut one, &link), join(&inside, &mut two, &link));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 404], "{}\n{}", first.describe(), second.describe());
    let signed_in = [is_in(&mut one).await, is_in(&mut two).await];
    assert_eq!(signed_in.iter().filter(|inside| **inside).count(), 1);
    // Coming back with it again and again does not fill the log.
    for _ in 0..30 {
        assert_eq!(one.open(&format!("/step/48/{link}")).await.status, 404);
    }
    let log = audit(&inside).await;
    let told = log.iter().filter(|row| row.contains("Came with a link")).count();
    assert!((9..=10).contains(&told), "{told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_typed_is_checked_and_nothing_is_lost_by_a_mistake() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let contact = somebody(&inside, "registered").await;
    let link = invite(&inside, &mut officer, contact.id, false).await;
    let mut visitor = inside.visitor();
    let page = visitor.open(&format!("/step/48/{link}")).await;
    let secret = page.field("secret");
    let wrong = visitor.submit(&page, &[("password", "short"), ("again", "other"), ("code", "000000")]).await;
    assert_eq!(wrong.status, 422);
    for words in ["12 characters or more", "Type the same password again", "six-digit code"] {
        assert!(wrong.text().contains(words), "{words}: {}", wrong.describe());
    }
    assert_eq!(wrong.field("secret"), secret, "the app need not be set up again");
    // A form without our token: what was typed may hold a password, and is not shown again.
    let forged = visitor.post(&format!("/step/48/{link}"), &[("password", super::PASSWORD)]).await;
    assert_eq!(forged.status, 403);
    assert!(!forged.html.contains(super::PASSWORD), "{}", forged.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_registered_when_the_first_of_its_people_joins() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let contact = somebody(&inside, "prospect").await;
    let page = format!("/staff/agencies/{}", contact.agency);
    let link = invite(&inside, &mut officer, contact.id, true).await;
    let agency = officer.open(&page).await;
    assert!(
        agency.select(".moj-timeline").join(" ").contains("Status: Prospect → Invited"),
        "{}",
        agency.describe()
    );
    assert!(agency.text().contains("Invited until"), "{}", agency.describe());
    join(&inside, &mut inside.visitor(), &link).await;
    let agency = officer.open(&page).await;
    let history = agency.select(".moj-timeline").join(" ");
    assert!(history.contains("Status: Invited → Registered"), "{history}");
    assert!(history.contains("by the agency itself"), "{history}");
    assert!(agency.text().contains("Has an account"), "{}", agency.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_have_left_or_have_an_account_are_not_invited() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let joined = Joined::new(&inside, &mut officer, false).await;
    let contact = joined.person.contact.expect("a contact");
    let page = officer.open(&format!("/staff/contacts/{contact}")).await;
    assert!(page.text().contains("Has an account"), "{}", page.describe());
    assert!(page.attribute("form[action$='/invite']", "action").is_empty());
    // The form of a page that was open before.
    let token = page.field("token").expect("a form token");
    let again = officer.post(&format!("/staff/contacts/{contact}/invite"), &[("token", &token)]).await;
    assert_eq!(again.status, 422, "{}", again.describe());
    assert!(again.text().contains("There is an account with this address"), "{}", again.describe());
}
