//! Two entries merged: what moves, what is never kept, and in which order it is undone.

use super::{AGENCY, added, id};
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;
use crate::support::schema::{self, ALL};

/// Adds an agency that says this.
async fn named(officer: &mut Visitor, name: &str, more: &[(&str, &str)]) -> Page {
    added(officer, &[&[("name", name)], &AGENCY[1..4], more].concat()).await
}

/// Merges two, and gives the page of what was changed.
async fn merged(inside: &Inside, officer: &mut Visitor, other: &Page, kept: &Page) -> Page {
    // No two at the same moment.
    inside.clock.step(1);
    let compare = officer.open(&format!("{}/merge/{}", kept.url.path(), id(other))).await;
    let whole = officer.submit(&compare, &[]).await;
    assert!(whole.text().contains("The two entries are merged"), "{}", whole.describe());
    let batch = whole.attribute("a[href^='/staff/batches/']", "href").remove(0);
    officer.open(&batch).await
}

async fn undone(officer: &mut Visitor, batch: &Page) {
    let batch = officer.open(batch.url.path()).await;
    let undone = officer.submit_to(&batch, "/undo", &[]).await;
    assert!(undone.text().contains("All of this is undone"), "{}", undone.describe());
}

/// All that is kept, in one text.
fn kept(inside: &Inside) -> String {
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for (table, column, ..) in ALL.into_iter().flat_map(schema::columns) {
        match tables.last_mut().filter(|(name, _)| *name == table) {
            Some((_, columns)) => columns.push(column),
            None => tables.push((table, vec![column])),
        }
    }
    let tables = tables
        .iter()
        .map(|(table, columns)| (table.as_str(), columns.iter().map(String::as_str).collect::<Vec<_>>()));
    inside.database.rows(tables).join("\n")
}

/// Whether a text tells the address that must not be known, as written or folded.
fn tells(text: &str) -> bool {
    let text = text.to_lowercase();
    text.contains("otter lane") || text.contains("zz9 7aa")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withheld_address_is_nowhere_after_a_merge() {
    for engine in ENGINES {
        for refuge_stays in [true, false] {
            let inside = Inside::on(engine);
            let mut officer = inside.staff("c.birch").await;
            let refuge = named(&mut officer, "Saltmarsh House", &[("withheld", "yes")]).await;
            let lane = [("address", "7 Otter Lane"), ("postcode", "ZZ9 7AA")];
            let open = named(&mut officer, "Saltmarsh Haven", &lane).await;
            let form = officer.open(&format!("{}/edit", open.url.path())).await;
            officer.submit_to(&form, "/edit", &[("address", "8 Otter Lane")]).await;
            let third = named(&mut officer, "Saltmarsh Ltd", &[("address", "9 Otter Lane")]).await;
            merged(&inside, &mut officer, &third, &open).await;
            assert!(kept(&inside).contains("9 Otter Lane"), "what is not withheld is kept");

            let (stays, goes) = if refuge_stays { (&refuge, &open) } else { (&open, &refuge) };
            let compare = officer.open(&format!("{}/merge/{}", stays.url.path(), id(goes))).await;
            let told = "Undoing this will not bring that address back";
            assert!(compare.text().contains(told), "{}", compare.describe());
            let batch = merged(&inside, &mut officer, goes, stays).await;
            let page = officer.open(stays.url.path()).await;
            for page in [&batch, &page] {
                assert!(!tells(&page.html), "{}", page.describe());
            }
            assert!(!batch.text().contains("→ nothing"), "a merge changes no field: {}", batch.describe());
            let found = kept(&inside);
            assert!(found.contains("Saltmarsh Haven") && !tells(&found));
            undone(&mut officer, &batch).await;
            assert!(!tells(&kept(&inside)), "undoing brings it back");
            let parted = officer.open(open.url.path()).await;
            assert!(parted.text().contains("Saltmarsh Haven"), "{}", parted.describe());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_merged_earlier_loses_its_address_when_it_is_withheld_later() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let first = named(&mut officer, "Saltmarsh House", &[("address", "7 Otter Lane")]).await;
        let second = named(&mut officer, "Saltmarsh Ltd", &[("address", "9 Otter Lane")]).await;
        merged(&inside, &mut officer, &second, &first).await;
        let form = officer.open(&format!("{}/edit", first.url.path())).await;
        officer.submit_to(&form, "/edit", &[("withheld", "yes"), ("address", "")]).await;
        let found = kept(&inside);
        assert!(found.contains("Saltmarsh Ltd") && !tells(&found));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn merges_are_undone_the_latest_first() {
    for engine in ENGINES {
        for chained in [true, false] {
            let inside = Inside::on(engine);
            let mut officer = inside.staff("c.birch").await;
            let whole = named(&mut officer, "Alder Rooms", &[]).await;
            let (birch, cedar) = (
                named(&mut officer, "Birch Rooms", &[]).await,
                named(&mut officer, "Cedar Rooms", &[]).await,
            );
            let with = format!("agency={}&agency={}", id(&birch), id(&cedar));
            let form = officer.open(&format!("/staff/engagements/new?step=form&kind=BRF&{with}")).await;
            let today = inside.app.now().day().iso();
            let met = officer.submit_to(&form, "/new", &[("day", &today)]).await;
            let first = merged(&inside, &mut officer, &birch, &whole).await;
            let second = if chained {
                merged(&inside, &mut officer, &whole, &cedar).await
            } else {
                merged(&inside, &mut officer, &cedar, &whole).await
            };

            let token = first.field("token").expect("a form token");
            let early = officer.post(&format!("{}/undo", first.url.path()), &[("token", &token)]).await;
            assert_eq!(early.status, 422, "{}", early.describe());
            assert!(early.text().contains("Undo that before you undo this"), "{}", early.describe());
            let led = early.attribute("main .govuk-inset-text a", "href");
            assert_eq!(led, [second.url.path()], "{}", early.describe());
            assert!(early.forms().iter().all(|form| !form.action.path().ends_with("/undo")));

            undone(&mut officer, &second).await;
            undone(&mut officer, &first).await;
            let met = officer.open(met.url.path()).await;
            for with in ["Birch Rooms", "Cedar Rooms"] {
                assert!(met.text().contains(with), "{with}: {}", met.describe());
            }
            let rows = inside.database.lines(&format!(
                "SELECT agency_id AS line FROM engagement_agency WHERE engagement_id = '{}'",
                id(&met)
            ));
            assert!(rows.len() == 2 && rows.contains(&id(&birch)) && rows.contains(&id(&cedar)), "{rows:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_agency_asked_for_moves_along_and_back() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let whole = named(&mut officer, "Alder Rooms", &[]).await;
        let other = named(&mut officer, "Birch Rooms", &[]).await;
        let all = inside.database.run(&format!("UPDATE request SET agency_id = '{}'", id(&other)));
        assert!(all > 0, "somebody asked for something");
        let of = |page: &Page| inside.database.count(&format!("request WHERE agency_id = '{}'", id(page)));
        let batch = merged(&inside, &mut officer, &other, &whole).await;
        assert_eq!((of(&whole), of(&other)), (all, 0));
        undone(&mut officer, &batch).await;
        assert_eq!((of(&whole), of(&other)), (0, all));
    }
}

/// Leaves an agency out of the calls for so many days.
async fn left_out(inside: &Inside, officer: &mut Visitor, agency: &Page, days: i64, reason: &str) -> Page {
    let form = officer.open(&format!("/staff/calls/{}/snooze", id(agency))).await;
    let until = inside.app.now().day().plus_days(days).iso();
    officer.submit_to(&form, "/snooze", &[("until", &until), ("reason", reason)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_longer_time_of_two_that_are_left_out_counts_for_the_whole() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let whole = named(&mut officer, "Alder Rooms", &[]).await;
        let other = named(&mut officer, "Birch Rooms", &[]).await;
        left_out(&inside, &mut officer, &other, 30, "They move house").await;
        for own in [None, Some(10), Some(60)] {
            if let Some(days) = own {
                left_out(&inside, &mut officer, &whole, days, "They are on leave").await;
            }
            let reason = if own == Some(60) { "They are on leave" } else { "They move house" };
            let batch = merged(&inside, &mut officer, &other, &whole).await;
            let calls = officer.open("/staff/calls").await.text();
            for told in ["They move house", "They are on leave"] {
                assert_eq!(calls.contains(told), told == reason, "{own:?} {told}: {calls}");
            }
            assert!(calls.contains("Alder Rooms") && !calls.contains("Birch Rooms"), "{calls}");
            undone(&mut officer, &batch).await;
            let of = |page: &Page| {
                let reasons = format!("SELECT reason AS line FROM snooze WHERE agency_id = '{}'", id(page));
                inside.database.lines(&reasons).join("")
            };
            let before = if own.is_some() { "They are on leave" } else { "" };
            assert_eq!(
                (of(&whole), of(&other)),
                (before.to_owned(), "They move house".to_owned()),
                "{own:?}"
            );
        }
        merged(&inside, &mut officer, &other, &whole).await;
        let calls = officer.open("/staff/calls").await;
        let again = officer.submit_to(&calls, &format!("{}/snooze", id(&whole)), &[]).await;
        assert_eq!(again.status, 200, "suggested again: {}", again.describe());
        assert_eq!(inside.database.count(&format!("snooze WHERE agency_id = '{}'", id(&whole))), 0);
    }
}
