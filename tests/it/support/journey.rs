//! The ways through the pages that many tests begin with.

use super::client::{Upload, Visitor};
use super::page::Page;

/// The page for whoever says that somebody is in danger now.
pub(crate) const DANGER: &str = "/step/28";

/// Answers the questions one after another, leaving out what is not in `answers`, up to the check of all
/// answers.
pub(crate) async fn write(visitor: &mut Visitor, answers: &[(&str, &str)]) -> Page {
    write_with(visitor, answers, &[]).await
}

/// The same, with files on the page that takes them.
pub(crate) async fn write_with(
    visitor: &mut Visitor,
    answers: &[(&str, &str)],
    files: &[Upload<'_>],
) -> Page {
    let mut page = visitor.open("/step/1").await;
    while page.url.path().starts_with("/step/") {
        let step = page.url.path().to_owned();
        if step == DANGER {
            page = visitor.open(&page.attribute("main a.govuk-button", "href").remove(0)).await;
            continue;
        }
        let asked = page.attribute("main [name]", "name");
        let here: Vec<_> =
            answers.iter().copied().filter(|(name, _)| asked.iter().any(|known| known == name)).collect();
        let files = if asked.iter().any(|name| name == "files") { files } else { &[] };
        page = visitor.upload(&page, &step, &here, files).await;
        assert_ne!(page.url.path(), step, "{}", page.describe());
    }
    assert_eq!((page.status, page.url.path()), (200, "/check"), "{}", page.describe());
    page
}

/// Writes and sends a concern; gives the page after sending.
pub(crate) async fn send(visitor: &mut Visitor, answers: &[(&str, &str)]) -> Page {
    send_with(visitor, answers, &[]).await
}

/// The same, with files.
pub(crate) async fn send_with(visitor: &mut Visitor, answers: &[(&str, &str)], files: &[Upload<'_>]) -> Page {
    let check = write_with(visitor, answers, files).await;
    let sent = visitor.submit_to(&check, "/check", &[]).await;
    assert_eq!((sent.status, sent.url.path()), (200, "/sent"), "{}", sent.describe());
    sent
}

/// The reference on a page: `CND-XXXX-XXX`.
pub(crate) fn reference(page: &Page) -> String {
    let at = page.html.find("CND-").unwrap_or_else(|| panic!("no reference on {}", page.describe()));
    page.html[at..at + "CND-XXXX-XXX".len()].to_owned()
}

/// The seven words on the page after sending.
pub(crate) fn phrase(page: &Page) -> String {
    let words = page.select(".govuk-inset-text strong");
    words.into_iter().next().unwrap_or_else(|| panic!("no phrase on {}", page.describe()))
}

/// Opens the mailbox of these words.
pub(crate) async fn mailbox(visitor: &mut Visitor, phrase: &str) -> Page {
    let page = visitor.open("/reply").await;
    let thread = visitor.submit(&page, &[("phrase", phrase)]).await;
    assert_eq!((thread.status, thread.url.path()), (200, "/thread"), "{}", thread.describe());
    thread
}

/// The address of a case by its reference, if this member of staff has it in their inbox.
pub(crate) async fn case(staff: &mut Visitor, reference: &str) -> Option<String> {
    let inbox = staff.open("/staff/cases").await;
    assert_eq!(inbox.url.path(), "/staff/cases", "{}", inbox.describe());
    let names = inbox.select("a.candour-whole");
    let addresses = inbox.attribute("a.candour-whole", "href");
    let address =
        names.into_iter().zip(addresses).find_map(|(name, to)| (name == reference).then_some(to))?;
    // The address in the inbox also says the way back.
    address.split('?').next().map(ToOwned::to_owned)
}

/// Passes the question before a case, with no conflict to declare, and gives the case.
pub(crate) async fn open(staff: &mut Visitor, case: &str) -> Page {
    let gate = staff.open(case).await;
    let page = staff.submit_to(&gate, "/open", &[("knows", "no"), ("reason", "first_look")]).await;
    let path = case.split('?').next().unwrap_or_default();
    assert_eq!((page.status, page.url.path()), (200, path), "{}", page.describe());
    page
}
