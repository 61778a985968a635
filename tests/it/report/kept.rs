//! The list that an account keeps: always of one size, changed by whoever comes second too, and told to
//! nobody.

use super::{ANSWERS, begin, mine, tell};
use crate::support::database::Engine;
use crate::support::deployment::Deployment;
use crate::support::journey;
use crate::support::practitioners::{give_key, practitioners, visitor};

#[tokio::test]
async fn the_list_is_of_one_size_and_two_windows_at_once_lose_nothing() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let deployment = Deployment::new(engine).await;
        let person = practitioners(&deployment.database, 1).remove(0);
        give_key(&deployment.database, &person);
        let bytes = || deployment.database.bytes("kept_reports", "sealed", "1 = 1");
        let mut one = visitor(deployment.base(), &person);
        tell(&mut one, "named", &ANSWERS).await;
        let before = bytes();
        let mut ready = Vec::new();
        for way in ["named", "agency", "named", "agency"] {
            let mut window = visitor(deployment.base(), &person);
            begin(&mut window, way).await;
            let check = journey::write(&mut window, &ANSWERS).await;
            ready.push((window, check));
        }
        let sends = ready.iter_mut().map(|(window, check)| window.submit_to(check, "/check", &[]));
        let answers = futures_util::future::join_all(sends).await;
        let sent = answers.iter().filter(|page| page.url.path() == "/sent").count();
        // Whoever was too often second is asked to press again, and nothing is lost.
        assert!(answers.iter().all(|page| page.url.path() == "/sent" || page.status == 503), "{engine:?}");
        let (kept, stored) = (mine(&mut one).await.len(), deployment.database.count("concern"));
        assert_eq!((kept, stored), (1 + sent, 1 + sent), "{engine:?}");
        assert!(sent >= 2, "{engine:?}: {sent}");
        let after = bytes();
        assert_eq!(before.len(), after.len(), "{engine:?}");
        assert_ne!(before, after);
        assert_eq!(deployment.broken_seals(), 0);
    }
}

#[tokio::test]
async fn a_list_that_was_changed_from_outside_does_not_hold_a_report_back() {
    let deployment = Deployment::new(Engine::Sqlite).await;
    let person = practitioners(&deployment.database, 1).remove(0);
    give_key(&deployment.database, &person);
    let mut one = visitor(deployment.base(), &person);
    tell(&mut one, "named", &ANSWERS).await;
    begin(&mut one, "named").await;
    let check = journey::write(&mut one, &ANSWERS).await;
    deployment.database.set_bytes("kept_reports", "sealed", "1 = 1", &vec![1; 16_425]);
    let refused = one.submit_to(&check, "/check", &[]).await;
    assert_eq!((refused.status, refused.url.path()), (422, "/check"), "{}", refused.describe());
    assert!(refused.text().contains("Choose another answer"), "{}", refused.describe());
    let page = one.open("/step/21").await;
    let check = one.submit(&page, &[("contact", "none")]).await;
    assert_eq!(one.submit_to(&check, "/check", &[]).await.url.path(), "/sent");
    assert!(deployment.broken_seals() > 0);
}

#[tokio::test]
async fn what_was_begun_goes_with_the_session() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let deployment = Deployment::new(engine).await;
        let person = practitioners(&deployment.database, 1).remove(0);
        give_key(&deployment.database, &person);
        let count = |table: &str| deployment.database.count(table);
        // One browser: the report goes when they sign out of it, also one that was just sent. Somebody else's
        // next there finds nothing.
        let mut one = visitor(deployment.base(), &person);
        let mut elsewhere = visitor(deployment.base(), &person);
        begin(&mut elsewhere, "agency").await;
        let check = journey::write(&mut elsewhere, &ANSWERS).await;
        tell(&mut one, "named", &ANSWERS).await;
        assert_eq!((count("concern"), count("visit")), (1, 2), "{engine:?}");
        let account = one.open("/step/44").await;
        let out = one.submit_to(&account, "/step/44/3", &[]).await;
        assert_eq!(out.url.path(), "/step/30", "{}", out.describe());
        assert_eq!(count("visit"), 1, "{engine:?}");
        assert!(one.cookies.is_empty(), "{:?}", one.cookies);
        // Another browser: what was begun there is not sent as theirs.
        let refused = elsewhere.submit_to(&check, "/check", &[]).await;
        assert_eq!(refused.status, 422, "{}", refused.describe());
        assert!(refused.text().contains("Your account does not work any more"), "{}", refused.describe());
        assert_eq!(count("concern"), 1, "{engine:?}");
    }
}

#[tokio::test]
async fn the_way_out_of_the_site_ends_the_session_too() {
    let deployment = Deployment::new(Engine::Sqlite).await;
    for (person, script) in practitioners(&deployment.database, 2).iter().zip([false, true]) {
        let mut one = visitor(deployment.base(), person);
        begin(&mut one, "named").await;
        let mut back = one.clone();
        let left = if script { one.post("/leave", &[]).await } else { one.get("/leave").await };
        assert_eq!(left.status, if script { 204 } else { 303 }, "{}", left.describe());
        assert!(one.cookies.is_empty(), "{:?}", one.cookies);
        assert_eq!(back.open("/step/31").await.url.path(), "/step/30");
        assert_eq!(deployment.database.count("visit"), 0);
    }
    assert_eq!(deployment.database.count("practitioner_session"), 0);
}

#[tokio::test]
async fn who_has_left_meanwhile_can_send_without_name_and_agency() {
    for end in [
        "UPDATE practitioner SET standing = 'left'",
        "UPDATE agency SET record = replace(record, 'registered', 'paused')",
    ] {
        let deployment = Deployment::new(Engine::Sqlite).await;
        let person = practitioners(&deployment.database, 1).remove(0);
        give_key(&deployment.database, &person);
        let mut one = visitor(deployment.base(), &person);
        begin(&mut one, "named").await;
        let check = journey::write(&mut one, &ANSWERS).await;
        deployment.database.run(end);
        let refused = one.submit_to(&check, "/check", &[]).await;
        assert_eq!(refused.status, 422, "{}", refused.describe());
        assert!(refused.text().contains("Your account does not work any more"), "{}", refused.describe());
        let sent = one.submit_to(&refused, "/check", &[("mark", "without")]).await;
        assert_eq!(sent.url.path(), "/sent", "{}", sent.describe());
        assert_eq!(deployment.database.lines("SELECT sender AS line FROM concern"), ["public"]);
        assert_eq!((deployment.database.count("source"), deployment.database.count("kept_reports")), (0, 0));
    }
}
