//! Lists of the register sorted by their columns, and the way back to the same place in them.

use crate::support::client::Visitor;
use crate::support::database::{ENGINES, Engine};
use crate::support::premises::Inside;
use crate::support::sorting::{back, day, direction, heading, place_in, sorts_both_ways, walk};

fn text(cell: &str) -> String {
    cell.to_lowercase()
}

fn number(cell: &str) -> String {
    format!("{:0>9}", cell.trim())
}

async fn officer(engine: Engine) -> (Inside, Visitor) {
    let inside = Inside::on(engine);
    let officer = inside.staff("c.birch").await;
    (inside, officer)
}

#[tokio::test(flavor = "multi_thread")]
async fn agencies_are_sorted_by_each_column_that_says_so() {
    const STANDINGS: &[&str] = &["Prospect", "Invited", "Registered", "Paused", "Left"];
    for engine in ENGINES {
        let (_inside, mut officer) = officer(engine).await;
        let list = "/staff/agencies";
        sorts_both_ways(&mut officer, list, "Agency", text).await;
        sorts_both_ways(&mut officer, list, "Tier", text).await;
        sorts_both_ways(&mut officer, list, "Last met", day).await;
        let labels = officer.open(list).await.select("main select[name=status] option");
        assert!(
            STANDINGS.iter().all(|known| labels.iter().any(|label| label.starts_with(known))),
            "{labels:?}"
        );
        sorts_both_ways(&mut officer, list, "Status", place_in(STANDINGS)).await;
        let list = "/staff/engaged";
        sorts_both_ways(&mut officer, list, "Last met", day).await;
        sorts_both_ways(&mut officer, list, "Last informed", day).await;
        sorts_both_ways(&mut officer, list, "Agency", text).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_and_follow_ups_are_sorted_by_each_column_that_says_so() {
    for engine in ENGINES {
        let (_inside, mut officer) = officer(engine).await;
        let list = "/staff/engagements";
        sorts_both_ways(&mut officer, list, "Day", day).await;
        sorts_both_ways(&mut officer, list, "What", str::to_owned).await;
        sorts_both_ways(&mut officer, list, "Led by", text).await;
        sorts_both_ways(&mut officer, list, "People reached", number).await;
        let list = "/staff/follow-ups?who=all";
        let page = officer.open(list).await;
        let edit = officer.open(&page.attribute("main tbody a[href*='/edit']", "href")[1]).await;
        officer.submit_to(&edit, "/edit", &[("owner", "")]).await;
        sorts_both_ways(&mut officer, list, "Due", day).await;
        sorts_both_ways(&mut officer, list, "Who", text).await;
        sorts_both_ways(&mut officer, list, "What to do", text).await;
        let done = |cell: &str| cell.starts_with("Done").to_string();
        sorts_both_ways(&mut officer, list, "State", done).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_files_keep_the_order_and_nonsense_is_the_default() {
    for engine in ENGINES {
        let (_inside, mut officer) = officer(engine).await;
        let narrowed = walk(&mut officer, "/staff/agencies?tier=A", "Agency").await;
        let by_day = heading(&narrowed.first, "Last met");
        assert!(by_day.contains("tier=A") && by_day.contains("sort=met"), "{by_day}");
        let sorted = walk(&mut officer, &by_day, "Agency").await;
        assert_ne!(sorted.cells, narrowed.cells);
        let searched = officer.submit(&sorted.first, &[("q", "a")]).await;
        assert_eq!(direction(&searched, "Last met"), "ascending", "{}", searched.describe());
        let file = sorted.first.attribute("main details a[href*='agencies.csv']", "href").remove(0);
        let file = officer.get(&file).await;
        let lines: Vec<&str> = file.html.trim_start_matches('\u{feff}').split("\r\n").collect();
        let places =
            sorted.cells.iter().map(|name| lines.iter().position(|line| line.contains(name.as_str())));
        let places: Vec<_> = places.map(|place| place.expect("in the file")).collect();
        assert!(places.is_sorted(), "the file has the order of the list: {places:?}");
        for nonsense in
            ["sort=record", "sort=name%3Bdrop", "sort=informed'--&direction=up", "direction=sideways"]
        {
            let page = walk(&mut officer, &format!("/staff/agencies?tier=A&{nonsense}"), "Agency").await;
            assert_eq!(page.cells, narrowed.cells, "{nonsense}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_row_leads_to_a_page_and_back_to_the_same_place() {
    for engine in ENGINES {
        let (_inside, mut officer) = officer(engine).await;
        for (list, link) in [
            ("/staff/agencies?active=yes&sort=met&direction=descending", "main tbody a"),
            ("/staff/engaged?sort=informed&page=2", "main tbody tr:nth-child(3) a"),
            ("/staff/engagements?sort=reached&page=2", "main tbody a"),
            ("/staff/follow-ups?who=all&sort=who", "main tbody tr:nth-child(2) a"),
            ("/staff/calls?tier=B", "main tbody a[href*='/agencies/']"),
        ] {
            let before = officer.open(list).await;
            let links = before.attribute(link, "href");
            assert!(!links.is_empty(), "{list}: {}", before.describe());
            let entry = officer.open(&links[0]).await;
            assert_eq!(entry.status, 200, "{}", entry.describe());
            let way = back(&entry);
            let (same, row) = way.split_once('#').expect("a row");
            assert_eq!(same, list);
            let again = officer.open(&way).await;
            assert_eq!(again.select("main tbody tr"), before.select("main tbody tr"), "{list}");
            assert!(!again.attribute(&format!("main [id='{row}']"), "id").is_empty(), "{list}: {row}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_has_done_something_comes_back_too() {
    for engine in ENGINES {
        let (_inside, mut officer) = officer(engine).await;
        let list = officer.open("/staff/agencies?tier=A&sort=met").await;
        let entry = officer.open(&list.attribute("main tbody a", "href")[0]).await;
        let way = back(&entry);
        let edit = officer.open(&entry.attribute("main a[href*='/edit']", "href")[0]).await;
        assert_eq!(back(&edit), way);
        let wrong = officer.submit_to(&edit, "/edit", &[("name", "")]).await;
        assert_eq!((wrong.status, back(&wrong)), (422, way.clone()));
        let saved = officer.submit_to(&edit, "/edit", &[("notes", "Rings on Mondays.")]).await;
        assert!(saved.text().contains("Your changes are saved"), "{}", saved.describe());
        assert_eq!(back(&saved), way);

        let all = "/staff/follow-ups?who=all&sort=due&direction=descending";
        let list = officer.open(all).await;
        let task = list.attribute("main tbody form", "action").remove(0);
        let task = task.split('?').next().expect("an address").to_owned();
        let settled = officer.submit_to(&list, &task, &[("do", "done")]).await;
        let to = settled.via.last().map(|page| page.header("location").to_owned()).unwrap_or_default();
        assert_eq!(to, format!("{all}#{}", list.attribute("main tbody tr", "id")[0]));
        let edit = officer.open(&settled.attribute("main tbody a[href*='/edit']", "href")[0]).await;
        let saved = officer.submit_to(&edit, "/edit", &[("task", "Send the slides")]).await;
        assert!(saved.url.as_str().contains("who=all&sort=due"), "{}", saved.url);
        assert!(saved.text().contains("Your changes are saved") && saved.text().contains("Send the slides"));

        let calls = officer.open("/staff/calls?tier=B").await;
        let log = calls.attribute("main tbody form", "action").remove(0);
        let log = log.split('?').next().expect("an address").to_owned();
        let logged = officer.submit_to(&calls, &log, &[("questions", "All is well.")]).await;
        assert!(logged.url.as_str().contains("/staff/calls?tier=B&done="), "{}", logged.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hostile_way_back_is_not_followed() {
    let (_inside, mut officer) = officer(Engine::Sqlite).await;
    let list = officer.open("/staff/agencies").await;
    let agency = list.attribute("main tbody a", "href")[0].split('?').next().expect("an address").to_owned();
    let tasks = officer.open("/staff/follow-ups?who=all").await;
    let token = tasks.field("token").expect("a token");
    let task = tasks.attribute("main tbody form", "action").remove(0);
    let task = task.split('?').next().expect("an address").to_owned();
    for hostile in [
        "https://elsewhere.example/",
        "//elsewhere.example/staff/agencies",
        "%2F%2Felsewhere.example",
        "javascript:alert(1)",
        "/staff/sign-out",
        "/staff/cases?status=triage",
        "/staff/agencies%0d%0aset-cookie:x",
        "/staff/agencies/../../leave",
    ] {
        let page = officer.open(&format!("{agency}?list={hostile}")).await;
        assert_eq!((page.status, back(&page).as_str()), (200, "/staff/agencies"), "{hostile}");
        assert!(!page.html.contains("elsewhere.example"), "{hostile}");
        let fields = [("token", token.as_str()), ("back", "mine"), ("do", "done")];
        let settled = officer.post(&format!("{task}?list={hostile}"), &fields).await;
        assert_eq!(settled.header("location"), "/staff/follow-ups", "{hostile}");
    }
    let smuggled = "/staff/agencies%3Ftier%3DA%26next%3D%2F%2Felsewhere.example%23row-%22%3E%3Cscript";
    let page = officer.open(&format!("{agency}?list={smuggled}")).await;
    assert_eq!(back(&page), "/staff/agencies?tier=A", "only what the filter says is left");
}
