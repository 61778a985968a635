//! What becomes of accounts when an agency is paused, leaves, or is merged with another.

use candour::domain::identity::practitioner::Practitioner;
use candour::store::identity::lock::Locks;
use candour::store::identity::practitioner;
use candour::store::{Snapshot, StoreError};

use super::{Joined, account, invite, is_in, press, somebody};
use crate::support::client::Visitor;
use crate::support::premises::Inside;

async fn set_status(officer: &mut Visitor, agency: &dyn std::fmt::Display, status: &str) {
    let page = officer.open(&format!("/staff/agencies/{agency}/edit")).await;
    let saved = officer.submit_to(&page, "/edit", &[("status", status)]).await;
    assert_eq!(saved.status, 200, "{}", saved.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn people_of_an_agency_that_is_paused_are_out_at_once() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, true).await;
    let agency = joined.person.agency;
    inside.clock.step(1);
    let page = joined.visitor.open("/step/39").await;
    let invited = joined
        .visitor
        .submit_to(&page, "/step/39", &[("name", "Femi Aldous"), ("email", "femi.aldous@new.example")])
        .await;
    assert!(invited.text().contains("They are invited"), "{}", invited.describe());
    let link = super::link(&inside.app).await;
    assert_eq!(inside.visitor().open(&format!("/step/48/{link}")).await.status, 200);
    for status in ["paused", "left"] {
        let page = joined.visitor.open("/step/39").await;
        set_status(&mut officer, &agency, status).await;
        assert!(!is_in(&mut joined.visitor).await, "{status}");
        assert_eq!(joined.sign_in(&inside).await.1.status, 422, "{status}");
        assert_eq!(inside.visitor().open(&format!("/step/48/{link}")).await.status, 404, "{status}");
        let tab =
            joined.visitor.submit_to(&page, "/step/39", &[("name", "X"), ("email", "x@new.example")]).await;
        assert_eq!(tab.url.path(), "/step/30", "an open tab leads to sign-in: {status}");
        set_status(&mut officer, &agency, "registered").await;
        // The old session is gone for good; the account works again.
        assert!(!is_in(&mut joined.visitor).await, "{status}");
        let (window, home) = joined.sign_in(&inside).await;
        assert_eq!(home.url.path(), "/step/31", "{status}: {}", home.describe());
        joined.visitor = window;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_the_register_says_has_left_is_out_at_once() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, true).await;
    let contact = joined.person.contact.expect("a contact");
    for by_themselves in [false, true] {
        if by_themselves {
            let page = joined.visitor.open(&format!("/step/40/{contact}")).await;
            joined.visitor.submit_to(&page, &format!("/step/40/{contact}"), &[("gone", "yes")]).await;
        } else {
            let today = inside.app.now().day().iso();
            let form = officer.open(&format!("/staff/contacts/{contact}")).await;
            officer.submit_to(&form, &contact.to_string(), &[("left", &today)]).await;
        }
        assert!(!is_in(&mut joined.visitor).await);
        assert_eq!(joined.sign_in(&inside).await.1.status, 422);
        // It was a mistake: the account works again, the session does not.
        let form = officer.open(&format!("/staff/contacts/{contact}")).await;
        officer.submit_to(&form, &contact.to_string(), &[("left", "")]).await;
        assert!(!is_in(&mut joined.visitor).await);
        let (window, home) = joined.sign_in(&inside).await;
        assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
        joined.visitor = window;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_left_is_out_at_once() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, true).await;
    let id = joined.person.id;
    let tab = joined.visitor.open("/step/39").await;
    let done = press(&mut officer, id, "end").await;
    assert!(done.text().contains("Ended"), "{}", done.describe());
    assert!(!is_in(&mut joined.visitor).await);
    let late = joined.visitor.submit_to(&tab, "/step/39", &[("name", "X"), ("email", "x@new.example")]).await;
    assert_eq!(late.url.path(), "/step/30", "an open tab leads to sign-in");
    assert_eq!(joined.sign_in(&inside).await.1.status, 422);
    let nothing = inside.app.store.read(move |snapshot: &mut Snapshot<'_>| {
        let key = Practitioner::find_lock(snapshot, id)?.is_none();
        Ok::<_, StoreError>(key && practitioner::kept_list::find(snapshot, id)?.is_none())
    });
    assert!(nothing.await.expect("the store"), "nothing is left that a password would open");
    // Asked again, later: the same account, set up anew, and not a lead by itself.
    let contact = joined.person.contact.expect("a contact");
    let link = invite(&inside, &mut officer, contact, false).await;
    let (home, _) = super::join(&inside, &mut inside.visitor(), &link).await;
    assert_eq!(home.url.path(), "/step/31");
    let again = account(&inside, &joined.person.email).await;
    assert_eq!((again.id, again.lead), (id, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn people_move_along_when_two_entries_are_made_one_and_back_again() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut joined = Joined::new(&inside, &mut officer, false).await;
    let (from, to) = (joined.person.agency, somebody(&inside, "prospect").await.agency);
    let merge = officer.open(&format!("/staff/agencies/{to}/merge/{from}")).await;
    let merged = officer.submit_to(&merge, &format!("/merge/{from}"), &[]).await;
    assert_eq!(merged.status, 200, "{}", merged.describe());
    assert_eq!(account(&inside, &joined.person.email).await.agency, to);
    assert!(is_in(&mut joined.visitor).await, "the work goes on: the one entry is a registered agency");
    let batches = officer.open("/staff/batches").await;
    let batch = officer.open(&batches.attribute("main td a, main th a", "href")[0]).await;
    officer.submit_to(&batch, "/undo", &[]).await;
    assert_eq!(account(&inside, &joined.person.email).await.agency, from);
    assert!(is_in(&mut joined.visitor).await);
}
