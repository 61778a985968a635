//! The inbox sorted by its columns, and the way back to the same place in it.

use crate::support::database::ENGINES;
use crate::support::journey;
use crate::support::premises::Inside;
use crate::support::sorting::{back, day, direction, place_in, sorts_both_ways};

#[tokio::test(flavor = "multi_thread")]
async fn the_inbox_is_sorted_by_each_column_that_says_so() {
    const RISKS: &[&str] = &["No risk flag", "Possible risk", "Danger now"];
    const STATUSES: &[&str] = &["New", "First look", "In triage", "Waiting for reporter", "For decision"];
    for engine in ENGINES {
        let inside = Inside::on(engine);
        journey::send(&mut inside.visitor(), &[("story", "He waits outside."), ("danger", "now")]).await;
        inside.clock.step(3 * 86_400);
        let sent = journey::send(&mut inside.visitor(), &[("story", "It was long ago.")]).await;
        let mut officer = inside.staff("a.marsh").await;
        let case = journey::case(&mut officer, &journey::reference(&sent)).await.expect("the case");
        let page = journey::open(&mut officer, &case).await;
        let page = officer.submit_to(&page, "/act", &[("action", "look")]).await;
        let ada = inside.database.line("SELECT id AS line FROM staff WHERE email = 'a.marsh@psd.example'");
        officer.submit_to(&page, "/assign", &[("assignee", &ada)]).await;
        let inbox = officer.open("/staff/cases").await;
        assert_eq!(direction(&inbox, "Risk"), "descending", "danger first: {}", inbox.describe());
        let list = "/staff/cases";
        sorts_both_ways(&mut officer, list, "Risk", place_in(RISKS)).await;
        sorts_both_ways(&mut officer, list, "Received", day).await;
        sorts_both_ways(&mut officer, list, "Status", place_in(STATUSES)).await;
        // Those of nobody come before every name.
        let who = |cell: &str| if cell.starts_with("Nobody") { String::new() } else { cell.to_lowercase() };
        sorts_both_ways(&mut officer, list, "Who works on it", who).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_stays_above_and_what_is_sealed_sorts_nothing() {
    let inside = Inside::start();
    let sent =
        journey::send(&mut inside.visitor(), &[("story", "He waits outside."), ("danger", "now")]).await;
    let reference = journey::reference(&sent);
    let mut officer = inside.staff("a.marsh").await;
    let plain = officer.open("/staff/cases").await;
    for query in ["sort=received&direction=ascending", "sort=status", "sort=who"] {
        let page = officer.open(&format!("/staff/cases?{query}")).await;
        let pinned = page.select(".candour-warning-panel").join(" ");
        assert!(pinned.contains(&reference), "{query}: {}", page.describe());
    }
    for sealed in ["story", "reference", "source", "sender", "conflict", "unread"] {
        let page = officer.open(&format!("/staff/cases?sort={sealed}")).await;
        assert_eq!(page.select("main tbody tr"), plain.select("main tbody tr"), "{sealed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_leads_back_to_the_inbox_as_it_was() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let sent =
            journey::send(&mut inside.visitor(), &[("story", "He waits."), ("contact", "mailbox")]).await;
        let reference = journey::reference(&sent);
        let mut officer = inside.staff("a.marsh").await;
        let address = "/staff/cases?status=submitted&sort=received";
        let inbox = officer.open(address).await;
        let place =
            inbox.select("main tbody a").iter().position(|name| *name == reference).expect("the case");
        let case = inbox.attribute("main tbody a", "href").remove(place);
        let row = inbox.attribute("main tbody tr", "id").remove(place);
        let way = format!("{address}#{row}");
        let gate = officer.open(&case).await;
        assert!(gate.url.path().ends_with("/open") && back(&gate) == way, "{}", gate.describe());
        let wrong = officer.submit_to(&gate, "/open", &[]).await;
        assert_eq!((wrong.status, back(&wrong)), (422, way.clone()));
        let page = officer.submit_to(&gate, "/open", &[("knows", "no"), ("reason", "first_look")]).await;
        assert!(page.html.contains("He waits.") && back(&page) == way, "{}", page.describe());
        let moved = officer.submit_to(&page, "/act", &[("action", "look")]).await;
        assert!(moved.text().contains("moved on") && back(&moved) == way, "{}", moved.describe());
        let given = officer.submit_to(&moved, "/assign", &[]).await;
        assert_eq!((given.status, back(&given)), (200, way.clone()));
        let answer = [("words", "Thank you."), ("checked", "yes")];
        let replied = officer.submit_to(&given, "/reply", &answer).await;
        assert_eq!((replied.status, back(&replied)), (200, way), "{}", replied.describe());
        let bare = moved.url.path();
        for hostile in
            ["https://elsewhere.example/", "//elsewhere.example", "/staff/agencies", "/staff/cases/new"]
        {
            let page = officer.open(&format!("{bare}?list={hostile}")).await;
            assert_eq!((page.status, back(&page).as_str()), (200, "/staff/cases"), "{hostile}");
        }
    }
}
