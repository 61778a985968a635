//! What was told at an engagement goes another way: by the public report form, with a mark, and with nothing
//! that ties it to an engagement or to who opened the form.

use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::journey::{self, reference};
use crate::support::page::Page;
use crate::support::premises::Inside;

const MARK: &str = "Disclosed at an engagement";
const STORY: (&str, &str) = ("story", "At the meeting somebody spoke of visits at night.");

/// The address of the form, as the page for logging an engagement links to it: without where it is served.
async fn address(officer: &mut Visitor) -> String {
    let mut links = Vec::new();
    for path in ["/staff/engagements", "/staff/engagements/new?step=form&kind=EVT"] {
        let page = officer.open(path).await;
        assert!(page.text().contains("no report about anybody"), "{}", page.describe());
        let link = page.attribute("main a[target='_blank']", "href").remove(0);
        let rel = page.attribute("main a[target='_blank']", "rel").remove(0);
        assert!(rel.contains("noreferrer"), "{rel}");
        links.push(link);
    }
    links.dedup();
    let [link] = links.as_slice() else { panic!("always the same: {links:?}") };
    let (_, address) = link.split_once("://").expect("the public origin");
    let address = &address[address.find('/').expect("a path")..];
    assert!(!address.contains('?'), "it says nothing of where it was clicked: {address}");
    address.to_owned()
}

/// Answers the first question at this address and passes the others over; gives the questions asked and the
/// check.
async fn written(reporter: &mut Visitor, address: &str) -> (Vec<String>, Page) {
    let mut page = reporter.open(address).await;
    let mut asked = Vec::new();
    while page.url.path().starts_with("/step/") {
        asked.push(page.select("main h1").remove(0));
        let here = page.url.path().to_owned();
        let answers = if asked.len() == 1 { &[STORY][..] } else { &[] };
        page = reporter.upload(&page, &here, answers, &[]).await;
        assert_ne!(page.url.path(), here, "{}", page.describe());
    }
    (asked, page)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_click_opens_the_report_form_and_triage_sees_the_mark() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let address = address(&mut officer).await;
        let (asked, check) = written(&mut inside.visitor(), "/step/1").await;
        assert!(!check.text().contains(MARK), "{}", check.describe());
        let mut reporter = inside.visitor();
        let wrong = reporter.open(&address).await;
        let wrong = reporter.submit_to(&wrong, &address, &[]).await;
        assert_eq!((wrong.status, wrong.url.path()), (422, address.as_str()), "{}", wrong.describe());
        let (also, check) = written(&mut reporter, &address).await;
        assert_eq!(asked, also, "all that an anonymous reporter is asked");
        assert!(check.text().contains(MARK), "{}", check.describe());
        let sent = reporter.submit_to(&check, "/check", &[]).await;
        let reference = reference(&sent);
        let senders = "SELECT sender AS line FROM concern WHERE sender = 'disclosed'";
        assert_eq!(inside.database.lines(senders), ["disclosed"]);

        let mut triage = inside.staff("a.marsh").await;
        let inbox = triage.open("/staff/cases").await;
        let row = inbox.select("main tbody tr").into_iter().find(|row| row.contains(&reference));
        assert!(row.is_some_and(|row| row.contains(MARK)), "{}", inbox.describe());
        let case = journey::case(&mut triage, &reference).await.expect("in the inbox");
        let page = journey::open(&mut triage, &case).await;
        assert!(page.text().contains(MARK) && page.text().contains(STORY.1), "{}", page.describe());
        for path in ["/staff", "/staff/engagements", "/staff/engaged", "/staff/calls", "/staff/coverage"] {
            let page = officer.open(path).await;
            assert!(!page.text().contains(&reference) && !page.text().contains(MARK), "{}", page.describe());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mark_can_be_given_up_and_a_begun_report_takes_it() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let address = address(&mut inside.staff("c.birch").await).await;
        let before = inside.database.count("concern WHERE sender = 'disclosed'");
        let mut reporter = inside.visitor();
        let (_, check) = written(&mut reporter, &address).await;
        let sent = reporter.submit_to(&check, "/check", &[("mark", "without")]).await;
        reference(&sent);
        assert_eq!(inside.database.count("concern WHERE sender = 'disclosed'"), before);
        let mut begun = inside.visitor();
        journey::write(&mut begun, &[STORY, ("name", "Harker")]).await;
        let first = begun.open(&address).await;
        assert!(first.html.contains(STORY.1), "what was answered is there: {}", first.describe());
        let check = begun.submit_to(&first, &address, &[]).await;
        assert!(check.text().contains(MARK) && check.text().contains("Harker"), "{}", check.describe());
    }
}
