//! The police side: signing in, cases, conflicts, desks, mail and the log, as people meet them.

mod accounts;
mod approvals;
mod cases;
mod desks;
mod form_draft;
mod home;
mod letters;
mod new_member;
mod order;
mod running;
mod signing_in;

use candour::demo::Account;

use crate::support::client::Visitor;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::Inside;

/// A concern with a mailbox, its reference and phrase.
async fn concern(inside: &Inside) -> (String, String) {
    let answers = [("story", "He keeps asking where I live"), ("contact", "mailbox")];
    let sent = journey::send(&mut inside.visitor(), &answers).await;
    (journey::reference(&sent), journey::phrase(&sent))
}

/// The address of a new case, by way of somebody's inbox.
async fn new_case(inside: &Inside, staff: &mut Visitor) -> String {
    let (reference, _) = concern(inside).await;
    journey::case(staff, &reference).await.expect("the case is in the inbox")
}

/// The rows of the auditor's page, newest first: who, what, and more.
async fn audit(inside: &Inside) -> Vec<String> {
    let mut auditor = inside.staff("s.whitlock").await;
    auditor.open("/staff/audit").await.select("main tbody tr")
}

/// The code of an account after half a minute has passed.
fn next_code(inside: &Inside, account: &Account) -> String {
    inside.clock.step(30);
    account.code(inside.app.now())
}

/// Whether the page is the one before a case opens.
fn is_gate(page: &Page) -> bool {
    page.url.path().ends_with("/open") && page.text().contains("Before you open")
}
