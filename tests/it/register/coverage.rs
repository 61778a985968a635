//! Who to call next, and where nobody has been met.

use super::{AGENCY, added};
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;

#[tokio::test(flavor = "multi_thread")]
async fn who_to_call_says_why_and_can_wait() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        added(&mut officer, &AGENCY).await;
        let mut found = None;
        for page in 1..5 {
            let calls = officer.open(&format!("/staff/calls?page={page}")).await;
            let links = calls.attribute("a[href*='/snooze']", "href");
            if let Some(at) = calls.select("tbody tr").iter().position(|call| call.contains("Köpenick")) {
                let call = &calls.select("tbody tr")[at];
                assert!(
                    call.contains("Nobody has met them yet") && call.contains("No point of contact"),
                    "{call}"
                );
                found = Some(links[at].clone());
                break;
            }
        }
        let snooze = found.expect("a new agency is to be called");
        let form = officer.open(&snooze).await;
        let page = officer
            .submit_to(&form, "/snooze", &[("until", "yesterday"), ("reason", "They move house")])
            .await;
        assert!(page.status == 422 && page.html.contains("They move house"), "{}", page.describe());
        let until = inside.app.now().day().plus_days(30).iso();
        let page =
            officer.submit_to(&form, "/snooze", &[("until", &until), ("reason", "They move house")]).await;
        assert!(
            page.text().contains("Left out for now") && page.text().contains("They move house"),
            "{}",
            page.describe()
        );
        assert!(!page.select("tbody tr").iter().any(|call| call.contains("Köpenick")));
        inside.clock.step(31 * 86_400);
        let mut later = inside.staff("c.birch").await;
        assert!(!later.open("/staff/calls").await.text().contains("They move house"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn coverage_shows_gaps_and_leads_to_who_stands_behind_them() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        // One language's name begins with that of another, and their numbers differ.
        for (name, language) in [("Amber Way", "rom"), ("Birch Way", "ron"), ("Cedar Way", "ron")] {
            let answers =
                [("name", name), ("types", "OTHER"), ("languages", language), ("status", "registered")];
            added(&mut officer, &answers).await;
        }
        let page = officer.open("/staff/coverage").await;
        assert!(
            page.text().contains("Active agencies") && page.html.matches("<svg").count() == 2,
            "{}",
            page.describe()
        );
        let number = |text: &str| text.split(' ').find_map(|word| word.parse::<usize>().ok());
        let listed = |list: &Page| {
            let titles = list.select("h2.govuk-heading-m");
            titles.iter().find(|text| text.contains("agenc")).and_then(|text| number(text)).expect("how many")
        };
        let first = officer.open(&page.attribute(".candour-heat a", "href")[0]).await;
        let agency =
            officer.open(&first.attribute("main table a[href^='/staff/agencies/']", "href")[0]).await;
        let edit = officer.open(&agency.attribute("main a[href*='/edit']", "href")[0]).await;
        officer.submit_to(&edit, "/edit", &[("status", "paused")]).await;
        let page = officer.open("/staff/coverage").await;
        let mut others = 0;
        let cells = page.select(".candour-heat a").into_iter().zip(page.attribute(".candour-heat a", "href"));
        for (numbers, cell) in cells {
            let active = numbers.rsplit(' ').next().and_then(number).expect("a number");
            let behind = officer.open(&cell).await;
            assert_eq!(listed(&behind), active, "{cell}: {}", behind.describe());
            let tags = behind.select(".moj-filter__tag");
            assert!(tags.iter().any(|tag| tag.ends_with("Active")), "{tags:?}");
            assert!(!tags.iter().any(|tag| tag.ends_with('-')), "groups of types stand in words: {tags:?}");
            let all = officer.open(&cell.replace("&active=yes", "")).await;
            others += listed(&all) - active;
        }
        assert!(others > 0, "who is paused stands on the list of all");
        // So do the figures at the top, and the rows of tiers and languages.
        let figures = ".govuk-summary-list a";
        let figures: Vec<_> = page.select(figures).into_iter().zip(page.attribute(figures, "href")).collect();
        assert_eq!(figures.len(), 4, "all, never met, with and without point of contact: {figures:?}");
        let rows = "main tbody a[href*='language='], main tbody a[href*='tier=']";
        let rows: Vec<_> = page.select(rows).into_iter().zip(page.attribute(rows, "href")).collect();
        assert!(rows.len() > 7, "{rows:?}");
        let lines = page.select("main tbody tr");
        for (told, href) in figures.into_iter().chain(rows) {
            // A name is that of a row, whose first number it is.
            let named = told.chars().any(char::is_alphabetic);
            let told_row = format!("{told} ");
            let line = lines.iter().find_map(|line| line.strip_prefix(&told_row).filter(|_| named));
            let count = line.map_or_else(|| number(&told), number).expect("a number");
            let behind = officer.open(&href).await;
            assert_eq!(listed(&behind), count, "{told} {href}: {}", behind.describe());
        }
        let mut auditor = inside.staff("s.whitlock").await;
        let seen = auditor.open("/staff/coverage").await;
        assert!(
            seen.status == 200 && seen.attribute("main a[href*='/staff/agencies']", "href").is_empty(),
            "numbers alone"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_reach_of_a_force_is_that_of_its_own_agencies() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let today = inside.app.now().day();
        let form = officer.open("/staff/engagements/new?step=form&kind=EVT").await;
        let stall = [("day", today.iso()), ("reach", "4321".to_owned())];
        let stall = stall.each_ref().map(|(name, value)| (*name, value.as_str()));
        let page = officer.submit_to(&form, "/new", &stall).await;
        assert!(page.text().contains("The engagement is in the ledger"), "{}", page.describe());
        let reached = |page: &Page| {
            let rows = page.select(".govuk-summary-list__row");
            let row = rows.iter().find(|row| row.contains("People reached directly")).expect("the row");
            row.split_whitespace().last().and_then(|word| word.parse::<i64>().ok()).expect("a number")
        };
        let written = |of: &str| {
            let from = today.plus_months(-12).iso();
            let sum = inside.database.line(&format!(
                "SELECT cast(coalesce(sum(e.reach), 0) AS text) AS line FROM engagement e
                 WHERE e.day > '{from}' AND e.day <= '{}' {of}",
                today.iso()
            ));
            sum.parse::<i64>().expect("a number")
        };
        let all = reached(&officer.open("/staff/coverage").await);
        assert_eq!(all, written(""));
        let forces = inside.database.lines("SELECT DISTINCT force_code AS line FROM agency_area");
        assert!(!forces.is_empty(), "agencies work somewhere");
        for force in forces {
            let page = officer.open(&format!("/staff/coverage?force={force}")).await;
            let there = format!(
                "AND EXISTS (SELECT 1 FROM engagement_agency l JOIN agency_area a ON a.agency_id = l.agency_id
                 WHERE l.engagement_id = e.id AND a.force_code = '{force}')"
            );
            assert_eq!(reached(&page), written(&there), "{force}");
            assert!(reached(&page) <= all - 4321, "what was done with nobody of it is left out");
        }
    }
}

/// The rows of the list with the group that each stands in.
fn called(page: &Page) -> Vec<(String, String)> {
    let groups = page.select("caption");
    let tables = page.select("tbody");
    groups.into_iter().zip(tables).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_grouped_by_its_reasons_and_a_call_is_logged_on_its_row() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let close = [&[("tier", "A")], &AGENCY[..]].concat();
        added(&mut officer, &close).await;
        let page = officer.open("/staff/calls?tier=A").await;
        let (groups, places) =
            (called(&page), ["Promised", "Asked by", "Tier A", "Gaps", "On the list", "To complete"]);
        let order: Vec<_> = groups
            .iter()
            .map(|(group, _)| {
                places.iter().position(|place| group.starts_with(place)).expect("a known group")
            })
            .collect();
        assert!(order.is_sorted() && !order.is_empty(), "{groups:?}");
        let closest = groups.iter().find(|(group, _)| group.starts_with("Tier A")).expect("tier A");
        assert!(closest.1.contains("Köpenick"), "never met, and of tier A: {closest:?}");
        let counted: usize = groups.iter().map(|(_, rows)| rows.matches("Log a call:").count()).sum();
        assert!(page.text().contains(&format!("{counted} agenc")), "{}", page.describe());
        // Two fields on the row; what is missing is asked for, and what was typed is kept.
        let agency = inside.database.line("SELECT id AS line FROM agency WHERE name LIKE 'K_penick%'");
        let form = format!("/staff/calls/{agency}/log");
        let refused = officer.submit_to(&page, &form, &[("next_contact", "2027-02-30")]).await;
        assert_eq!(refused.status, 422, "{}", refused.describe());
        let said = [("questions", "They would like posters."), ("next_contact", "2027-03-03")];
        let logged = officer.submit_to(&refused, &form, &said).await;
        assert_eq!((logged.status, logged.url.path()), (200, "/staff/calls"), "{}", logged.describe());
        let again = officer.submit_to(&refused, &form, &said).await;
        assert_eq!(again.status, 200, "{}", again.describe());
        let calls = "SELECT count(*) || '' AS line FROM engagement WHERE kind = 'MTG' AND next_contact = '2027-03-03'";
        assert_eq!(inside.database.line(calls), "1", "sent twice, it is logged once");
        let page = officer.open("/staff/calls?tier=A").await;
        let met = called(&page).into_iter().find(|(group, _)| group.starts_with("Tier A"));
        assert!(met.is_none_or(|(_, rows)| !rows.contains("Köpenick")), "it has been spoken to");
    }
}
