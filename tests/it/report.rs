//! Reporting from the practitioners' area: in one's own name, as one's agency; what is kept with the account;
//! and what managers alone are told. Also the shortest way to send, for everybody.

mod at_rest;
mod kept;
mod short;
mod source_review;
mod ways;

use crate::support::client::Visitor;
use crate::support::page::Page;

/// What a practitioner who is signed in has to answer, and whom it is about.
const ANSWERS: [(&str, &str); 4] = [
    ("story", "A client told me about him, and so did another"),
    ("known", "several"),
    ("consent", "unsafe"),
    ("name", "PC Harker"),
];

/// Chooses a way; gives the first question.
async fn begin(visitor: &mut Visitor, way: &str) -> Page {
    let page = visitor.open("/step/41").await;
    assert_eq!((page.status, page.url.path()), (200, "/step/41"), "{}", page.describe());
    let first = visitor.submit_to(&page, "/step/41", &[("way", way)]).await;
    assert_eq!((first.status, first.url.path()), (200, "/step/1"), "{}", first.describe());
    first
}

/// Reports in this way, and gives the page after sending.
async fn tell(visitor: &mut Visitor, way: &str, answers: &[(&str, &str)]) -> Page {
    begin(visitor, way).await;
    crate::support::journey::send(visitor, answers).await
}

/// The addresses of the reports that somebody keeps.
async fn mine(visitor: &mut Visitor) -> Vec<String> {
    let page = visitor.open("/step/43").await;
    assert_eq!((page.status, page.url.path()), (200, "/step/43"), "{}", page.describe());
    page.attribute("main a[href^='/step/43/']", "href")
}
