//! Imports: sent, told, tried, written, undone.

use std::time::Duration;

use tokio::time::sleep;

use super::{AGENCY, added, employed, id};
use crate::support::client::{Upload, Visitor};
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;

/// One row of each kind: new, more about it, a change, perhaps a double, one that cannot be read, one that is
/// empty.
const LIST: &str = "Organisation;Service type;Tel;Post code;Key contact;Remarks;Fax\n\
    Quayside Advice;debt advice;01632 960 801;ZE9 9AB;Tomos Pryce;Closed on Fridays;x\n\
    The Quayside Advice Ltd;;01632 960 802;;Hanna Lisle;;\n\
    Kopenick Womens Refuge;IDVA;01632 960 799;;;;\n\
    Lindenhof;refuge;01632 960 788;;;;\n\
    ;GP;01632 960 803;;;;\n\
    ;;;;;;\n";

/// Sends a list; gives the page that asks what its columns hold.
async fn sent(officer: &mut Visitor, name: &str, bytes: &[u8]) -> Page {
    let form = officer.open("/staff/imports").await;
    let file = Upload { field: "file", file_name: name, media_type: "text/csv", bytes };
    officer.upload(&form, "/staff/imports", &[], &[file]).await
}

/// Asks for a page until its work is done.
async fn settled(officer: &mut Visitor, page: Page) -> Page {
    let mut page = page;
    for _ in 0..600 {
        if page.select("progress").is_empty() {
            return page;
        }
        sleep(Duration::from_millis(50)).await;
        let path = page.url.path().to_owned();
        page = officer.open(&path).await;
    }
    panic!("it never ends: {}", page.describe());
}

/// Sends a list and goes as far as the page that tells what becomes of each row.
async fn tried(officer: &mut Visitor, bytes: &[u8]) -> Page {
    let columns = sent(officer, "agencies.csv", bytes).await;
    let page = officer.submit_to(&columns, "/columns", &[]).await;
    let page = settled(officer, page).await;
    assert!(page.text().contains("What becomes of each row"), "{}", page.describe());
    page
}

/// How many rows are told to have each fate.
fn rows(page: &Page, fate: &str) -> usize {
    let row = page.select("table")[0].clone();
    let after = row.split_once(&format!("{fate} ")).map_or("0", |(_, after)| after);
    after.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_tried_decided_written_and_taken_back() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let known = added(&mut officer, &AGENCY).await;
        let twin = [&[("name", "Linden House")], &AGENCY[1..4], &[("phone", "01632 960788")]].concat();
        let twin = added(&mut officer, &twin).await;
        let before = inside.database.count("agency");

        let columns = sent(&mut officer, "agencies.csv", LIST.as_bytes()).await;
        assert!(columns.text().contains("Quayside Advice"), "{}", columns.describe());
        let none = ["column-0", "column-1", "column-2", "column-3", "column-4", "column-5", "column-6"];
        let refused = officer.submit_to(&columns, "/columns", &none.map(|column| (column, ""))).await;
        assert!(
            refused.status == 422 && refused.text().contains("holds the names"),
            "{}",
            refused.describe()
        );
        let page = officer.submit_to(&columns, "/columns", &[("column-6", "")]).await;
        let page = settled(&mut officer, page).await;
        let fates = ["New", "Update", "Already there?", "Cannot be read", "Goes with another row", "Empty"];
        let found = fates.map(|fate| rows(&page, fate));
        assert_eq!((found, rows(&page, "All rows")), ([1; 6], 6), "{}", page.describe());
        assert!(page.text().contains("left these columns out: Fax"), "{}", page.describe());
        assert_eq!(inside.database.count("agency"), before, "nothing is written yet");

        let row = page.attribute("select[name^='row-']", "name").remove(0);
        let kept = officer.submit_to(&page, "/choices", &[(&row, id(&twin).as_str())]).await;
        assert!(kept.text().contains("Your choices are kept"), "{}", kept.describe());
        let written = officer.submit_to(&kept, "/apply", &[]).await;
        let batch = settled(&mut officer, written).await;
        assert!(batch.text().contains("Import: agencies.csv"), "{}", batch.describe());
        assert_eq!(inside.database.count("agency"), before + 1);
        let list = officer.open("/staff/agencies?q=hanna+lisle").await;
        assert!(list.text().contains("Quayside Advice"), "{}", list.describe());
        let changed = officer.open(known.url.path()).await;
        assert!(changed.text().contains("01632 960 799"), "{}", changed.describe());
        let double = officer.open(twin.url.path()).await;
        assert!(double.text().contains("Lindenhof"), "{}", double.describe());

        // What was left out stays left out the next time, and there is nothing more to do.
        let again = tried(&mut officer, LIST.as_bytes()).await;
        assert!(again.text().contains("left these columns out: Fax"), "{}", again.describe());
        assert_eq!([rows(&again, "New"), rows(&again, "Update")], [0, 0], "{}", again.describe());
        assert!(again.text().contains("There is nothing to write"), "{}", again.describe());

        let undone = officer.submit_to(&batch, "/undo", &[]).await;
        assert!(undone.text().contains("All of this is undone"), "{}", undone.describe());
        assert_eq!(inside.database.count("agency"), before);
        let back = officer.open(known.url.path()).await;
        assert!(back.text().contains("01632 960 777"), "{}", back.describe());
        // History tells the other number; what stands does not.
        let stands = |page: &Page| page.select(".govuk-summary-list").join("");
        assert!(!stands(&back).contains("960 799"), "{}", back.describe());
        let parted = officer.open(twin.url.path()).await;
        assert!(!stands(&parted).contains("Lindenhof"), "{}", parted.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_list_is_refused_and_a_list_is_its_senders_alone() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        for (bytes, said) in [
            (&b""[..], "has no rows"),
            (b"%PDF-1.7", "cannot be read"),
            (b"PK\x03\x04broken", "cannot be read"),
        ] {
            let page = sent(&mut officer, "list.csv", bytes).await;
            assert!(page.status == 422 && page.text().contains(said), "{said}: {}", page.describe());
        }
        let columns = sent(&mut officer, "ours.csv", LIST.as_bytes()).await;
        let mut other = inside.staff("i.vale").await;
        assert_eq!(other.open(columns.url.path()).await.status, 404);
        let start = officer.open("/staff/imports").await;
        assert!(start.text().contains("ours.csv: its columns are to be told"), "{}", start.describe());
        let start = other.open("/staff/imports").await;
        assert!(!start.text().contains("ours.csv"), "{}", start.describe());
        let page = officer.submit_to(&columns, "/columns", &[]).await;
        let page = settled(&mut officer, page).await;
        let token = page.field("token").expect("a form token");
        let apply = format!("{}/apply", page.url.path());
        let first = officer.post(&apply, &[("token", &token)]).await;
        let second = officer.post(&apply, &[("token", &token)]).await;
        assert_eq!((first.status, second.status), (303, 409), "{}", second.describe());
        settled(&mut officer, first.clone()).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_exported_can_be_imported_again() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &[&AGENCY[..], &[("named", "yes")]].concat()).await;
        employed(&mut officer, &agency, &[("name", "Ines Thorne"), ("spoc", "spoc")]).await;
        let all = inside.database.count("agency");
        // The public part has those alone that agree to be named and are still worked with.
        let public = "agency WHERE record LIKE '%\"named\":[\"yes\"]%' AND status NOT IN ('paused', 'left')";
        let named = inside.database.count(public);
        let files = [
            ("agencies.csv", all),
            ("agencies.xlsx", all),
            ("open-referral.json", named),
            ("open-referral.zip", named),
        ];
        for (file, all) in files {
            let written = officer.get(&format!("/staff/export/{file}")).await;
            assert_eq!(written.status, 200, "{file}");
            let page = tried(&mut officer, &written.body).await;
            let found = ["New", "Cannot be read"].map(|fate| rows(&page, fate));
            assert_eq!((found, rows(&page, "All rows")), ([0, 0], all), "{file}: {}", page.describe());
        }
        let people = officer.get("/staff/export/contacts.csv").await;
        assert!(people.html.contains("Ines Thorne"), "{}", people.html);
    }
}
