//! The engagement side, as those use it who keep it: the register, imports, the ledger, coverage. All of it
//! on both engines.

mod agency;
mod batch;
mod contact;
mod coverage;
mod disclosure;
mod export;
mod fate;
mod fault;
mod import;
mod ledger;
mod merge;
mod office;
mod order;
mod world;

use crate::support::client::Visitor;
use crate::support::page::Page;

const AGENCY: [(&str, &str); 6] = [
    ("name", "Köpenick Women’s Refuge"),
    ("types", "DA-REF"),
    ("status", "registered"),
    ("tier", "A"),
    ("phone", "01632 960 777"),
    ("notes", "Meets on the first Monday."),
];

/// Adds an agency and gives its page.
async fn added(officer: &mut Visitor, answers: &[(&str, &str)]) -> Page {
    let form = officer.open("/staff/agencies/new").await;
    let page = officer.submit_to(&form, "/new", answers).await;
    assert!(page.text().contains("It is on the register"), "{}", page.describe());
    page
}

/// Adds somebody to the agency of this page, and gives the page of the agency.
async fn employed(officer: &mut Visitor, agency: &Page, answers: &[(&str, &str)]) -> Page {
    let form = officer.open(&format!("{}/contacts/new", agency.url.path())).await;
    officer.submit_to(&form, "/contacts/new", answers).await
}

/// The last part of the address of a page.
fn id(page: &Page) -> String {
    page.url.path().rsplit('/').next().expect("an identifier").to_owned()
}
