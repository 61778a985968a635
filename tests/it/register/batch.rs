//! What is done as one: imported, looked at a page at a time, undone, written down in the log.

use crate::support::client::{Upload, Visitor};
use crate::support::page::Page;
use crate::support::premises::Inside;

/// How many rows the list has: more than a page shows, and more than one write undoes.
const ROWS: usize = 130;

fn list() -> String {
    let row = |number| format!("Newcomer {number:03} House,Refuge,1 Secret Lane,yes,Ada Marsh\n");
    let rows: String = (0..ROWS).map(row).collect();
    format!("Organisation,Type of service,Address,Address withheld,Contact name\n{rows}")
}

/// The page once the work that it tells of is done.
async fn done(officer: &mut Visitor, mut page: Page) -> Page {
    for _ in 0..600 {
        if page.attribute("progress", "id").is_empty() {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        page = officer.open(page.url.path()).await;
    }
    panic!("it never ends: {}", page.describe())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_list_is_imported_looked_through_and_undone() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let page = officer.open("/staff/imports").await;
    let list = list();
    let file = Upload { field: "file", file_name: "new.csv", media_type: "text/csv", bytes: list.as_bytes() };
    let page = officer.upload(&page, "/staff/imports", &[], &[file]).await;
    let page = officer.submit_to(&page, "/columns", &[]).await;
    let page = done(&mut officer, page).await;
    assert!(page.text().contains("Nothing is written yet"), "{}", page.describe());
    assert!(page.text().contains("The address is withheld") && !page.html.contains("Secret Lane"));
    let page = officer.submit_to(&page, "/apply", &[]).await;
    let batch = done(&mut officer, page).await;

    let path = batch.url.path().to_owned();
    assert!(path.starts_with("/staff/batches/"), "{}", batch.describe());
    assert!(batch.text().contains("Import: new.csv") && batch.text().contains("260 entries"));
    assert!(batch.html.len() < 60_000, "a page of it, not all of it: {}", batch.html.len());
    for told in ["Agency added", "Contact added"] {
        let rows = batch.select("tr");
        assert!(rows.iter().any(|row| row.contains(told) && row.contains("130")), "{told}: {rows:?}");
    }
    assert!(batch.attribute("a", "href").contains(&format!("{path}?page=6")), "{}", batch.describe());
    let agencies = officer.open(&format!("{path}?only=agency-added&page=3")).await;
    assert!(
        agencies.text().contains("Newcomer 100 House") && !agencies.text().contains("Newcomer 099 House")
    );
    assert!(!agencies.select("td").iter().any(|cell| cell.contains("Contact added")));

    // Somebody works with one of them before the rest goes.
    let seventh = agencies.attribute("th a[href^='/staff/agencies/']", "href").remove(7);
    let form = officer.open(&format!("{seventh}/contacts/new")).await;
    officer.submit_to(&form, "/contacts/new", &[("name", "Siân Brocklehurst"), ("spoc", "spoc")]).await;
    let page = officer.submit_to(&batch, "/undo", &[]).await;
    let undone = done(&mut officer, page).await;
    assert!(
        undone.text().contains("save for entries") && undone.text().contains("see 1 entry that stayed"),
        "{}",
        undone.describe()
    );
    let stayed = officer.open(&format!("{path}?only=stays")).await;
    assert!(stayed.text().contains("Newcomer 107 House"), "{}", stayed.describe());
    let left = officer.open("/staff/agencies?q=newcomer").await;
    assert!(left.text().contains("1 agency") && left.text().contains("Siân"), "{}", left.describe());
    let batches = officer.open("/staff/batches").await;
    assert!(batches.text().contains("Undone"), "{}", batches.describe());

    officer.get("/staff/export/contacts.csv?q=newcomer").await;
    let mut auditor = inside.staff("s.whitlock").await;
    let log = auditor.open("/staff/audit").await;
    let rows = log.select("tr");
    let id = path.rsplit('/').next().expect("an identifier");
    for (deed, object, count) in [
        ("Imported a list of agencies", id, "130"),
        ("Undid an import, a merge or a bulk edit", id, "260"),
        ("Exported a list", "contacts", "1"),
    ] {
        let row = rows.iter().find(|row| row.contains(deed)).expect("a line of the log");
        assert!(row.contains("Callum Birch") && row.contains(object) && row.contains(count), "{row}");
    }
    assert!(!log.html.contains("Newcomer") && !log.html.contains("new.csv"), "never what a list holds");
}
