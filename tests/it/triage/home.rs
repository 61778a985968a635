//! The page after signing in: each number leads to exactly its list.

use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::Inside;

/// The numbers on the page, each with its words and its list.
fn numbers(home: &Page) -> Vec<(i64, String, String)> {
    let counts = home.select(".candour-tile__count");
    let words = home.select(".candour-tile__link");
    let lists = home.attribute(".candour-tile__link", "href");
    let all = counts.into_iter().zip(words).zip(lists);
    all.map(|((count, words), list)| (count.trim().parse().expect("a number"), words, list)).collect()
}

/// How many there are on a list: as its heading says, or as its rows are.
fn listed(list: &str, page: &Page) -> i64 {
    assert_eq!(page.status, 200, "{}", page.describe());
    let number = |text: &str| text.split_whitespace().next().and_then(|word| word.parse().ok());
    match list.split('?').next().unwrap_or_default() {
        "/staff/approvals" => rows(page, "Decide"),
        "/staff/helplines" => rows(page, "Not yet"),
        "/staff/mail" => page.select("main tbody td").iter().filter_map(|cell| number(cell)).sum(),
        _ => {
            let headings = page.select("main h2");
            let found = headings.iter().find_map(|heading| number(heading));
            found.unwrap_or_else(|| panic!("no count in {headings:?} of {list}"))
        }
    }
}

fn rows(page: &Page, mark: &str) -> i64 {
    i64::try_from(page.select("main tbody tr").iter().filter(|row| row.contains(mark)).count()).expect("few")
}

async fn home(visitor: &mut Visitor) -> Page {
    let page = visitor.open("/staff").await;
    assert_eq!((page.status, page.url.path()), (200, "/staff"), "{}", page.describe());
    page
}

#[tokio::test(flavor = "multi_thread")]
async fn each_number_is_that_of_its_list() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        journey::send(&mut inside.visitor(), &[("story", "He waits outside."), ("danger", "now")]).await;
        let mut seen = 0;
        for who in ["a.marsh", "i.vale", "r.calder", "c.birch", "s.whitlock", "j.harker"] {
            let mut person = inside.staff(who).await;
            let page = home(&mut person).await;
            for (count, words, list) in numbers(&page) {
                let there = person.open(&list).await;
                assert_eq!(count, listed(&list, &there), "{who}: {words} at {list}");
                seen += usize::from(count > 0);
            }
            assert!(
                page.text().contains("Nothing waits")
                    || !numbers(&page).iter().all(|(count, ..)| *count == 0)
                    || who == "s.whitlock",
                "{who}: {}",
                page.describe()
            );
        }
        assert!(seen > 8, "there is something to count: {seen}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_auditor_reads_the_week_by_kind() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        inside.staff("a.marsh").await;
        let mut auditor = inside.staff("s.whitlock").await;
        let page = home(&mut auditor).await;
        let (kinds, counts) = (page.attribute("main th a", "href"), page.select("main tbody td"));
        assert!(kinds.len() > 1 && kinds.len() == counts.len(), "{}", page.describe());
        for (list, count) in kinds.iter().zip(&counts) {
            let log = auditor.open(list).await;
            // To look is written down too.
            let entries = log.select("main tbody tr").len();
            assert_eq!(entries.to_string(), count.trim(), "{list}: {}", log.describe());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn danger_that_nobody_works_on_stands_above_the_list() {
    let inside = Inside::start();
    let sent =
        journey::send(&mut inside.visitor(), &[("story", "He waits outside."), ("danger", "now")]).await;
    let reference = journey::reference(&sent);
    let mut officer = inside.staff("a.marsh").await;
    let inbox = officer.open("/staff/cases?status=decision").await;
    let pinned = inbox.select(".candour-warning-panel").join(" ");
    assert!(pinned.contains(&reference) && pinned.contains("nobody works on it"), "{}", inbox.describe());
    let first = officer.open("/staff/cases").await.select("tbody tr").remove(0);
    assert!(first.contains("Danger now"), "danger comes first: {first}");
    let case = journey::case(&mut officer, &reference).await.expect("the case");
    journey::open(&mut officer, &case).await;
    let page = officer.open(&case).await;
    let me = page.attribute("select[name=assignee] option", "value");
    let ada = inside.database.line("SELECT id AS line FROM staff WHERE email = 'a.marsh@psd.example'");
    assert!(me.contains(&ada), "{me:?}");
    officer.submit_to(&page, "/assign", &[("assignee", &ada)]).await;
    let inbox = officer.open("/staff/cases").await;
    assert!(!inbox.select(".candour-warning-panel").join(" ").contains(&reference), "{}", inbox.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_is_found_by_its_reference_by_those_who_may_see_it() {
    let inside = Inside::start();
    let answers = [("story", "One of your own."), ("standards", "yes")];
    let theirs = journey::reference(&journey::send(&mut inside.visitor(), &answers).await);
    let ours = journey::reference(&journey::send(&mut inside.visitor(), &answers[..1]).await);
    let mut officer = inside.staff("a.marsh").await;
    let sloppy = ours.to_lowercase().replace('-', " ");
    let inbox = officer.open("/staff/cases").await;
    let found = officer.submit(&inbox, &[("reference", &sloppy)]).await;
    assert!(found.text().contains(&ours), "{}", found.describe());
    let mut told = Vec::new();
    for nothing in [theirs.as_str(), "CND-0000-000", "what he said"] {
        let page = officer.submit(&inbox, &[("reference", nothing)]).await;
        assert_eq!((page.status, page.url.path()), (422, "/staff/cases"), "{}", page.describe());
        told.push(page.select(".govuk-error-summary").remove(0));
    }
    told.dedup();
    assert_eq!(told.len(), 1, "another desk's case is as if it were not: {told:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_narrowed_gone_through_and_exported() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for _ in 0..3 {
            inside.staff("a.marsh").await;
        }
        let mut auditor = inside.staff("s.whitlock").await;
        let whole = auditor.open("/staff/audit").await;
        let older = whole.attribute("a[rel=next]", "href");
        let mut rows = whole.select("tbody tr");
        let mut next = older.into_iter().next();
        while let Some(place) = next {
            let page = auditor.open(&place).await;
            assert!(!page.attribute("a[rel=first]", "href").is_empty(), "{}", page.describe());
            rows.extend(page.select("tbody tr"));
            next = page.attribute("a[rel=next]", "href").into_iter().next();
        }
        let lines = "SELECT count(DISTINCT event_id) || '' AS line FROM audit_scope WHERE scope = 'all' OR scope IN
            (SELECT desk_id FROM auditor_desk d JOIN staff s ON s.id = d.staff_id WHERE s.email LIKE 's.whitlock%')";
        assert_eq!(rows.len().to_string(), inside.database.line(lines), "every entry once, on {engine:?}");
        let ada = inside.database.line("SELECT id AS line FROM staff WHERE email = 'a.marsh@psd.example'");
        let narrowed = format!("person={ada}&action=signed_in");
        let page = auditor.open(&format!("/staff/audit?{narrowed}")).await;
        let found = page.select("tbody tr");
        assert!(found.len() >= 3 && found.iter().all(|row| row.contains("Ada Marsh")), "{}", page.describe());
        assert!(found.iter().all(|row| row.contains("Signed in")), "{}", page.describe());
        assert_eq!(page.select(".moj-filter__tag").len(), 2);
        let none = auditor.open("/staff/audit?from=2001-01-01&to=2001-01-02").await;
        assert!(none.text().contains("Nothing like this"), "{}", none.describe());
        let file = auditor.get(&format!("/staff/audit/export?{narrowed}")).await;
        assert_eq!(file.html.lines().count(), found.len() + 1, "{}", file.html);
        let log = auditor.open("/staff/audit?action=list_written_out").await;
        assert!(
            log.select("tbody tr")[0].contains("audit"),
            "who takes it out is written down: {}",
            log.describe()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn help_names_the_managers_of_ones_own_desk_and_who_runs_the_site() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        for (who, knows, not) in [
            ("a.marsh", &["i.vale@", "j.harker@"][..], &["r.calder@", "c.birch@", "a.marsh@"][..]),
            ("i.vale", &["j.harker@"], &["r.calder@", "a.marsh@", "i.vale@"]),
            ("c.birch", &["j.harker@"], &["i.vale@", "a.marsh@"]),
            ("n.aspinall", &["j.harker@"], &["l.firth@", "i.vale@"]),
            ("j.harker", &["Nobody but you runs this site"], &["i.vale@", "j.harker@"]),
        ] {
            let mut person = inside.staff(who).await;
            let page = home(&mut person).await;
            let help = page.attribute("footer a", "href").into_iter().find(|href| href.ends_with("/help"));
            let help = person.open(&help.expect("a way to the help")).await;
            let ask = help.text();
            for words in knows {
                assert!(ask.contains(words), "{who}: {words}: {}", help.describe());
            }
            for words in not {
                assert!(!ask.contains(words), "{who}: {words}: {}", help.describe());
            }
        }
    }
}
