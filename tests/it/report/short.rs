//! The shortest way from the story to sending, what it must not skip, and where a report goes.

use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::journey::{DANGER, case, open, reference};
use crate::support::page::Page;
use crate::support::premises::Inside;

const STORY: &str = "He came back off duty and asked me to keep it between us.";
const INDEPENDENT: &str = "goes to the independent team, not to professional standards";

/// Sends the page's form, pressing one of its buttons, and gives the page that it leads to.
async fn press(visitor: &mut Visitor, page: &Page, button: &str, answers: &[(&str, &str)]) -> Page {
    let here = page.url.path().to_owned();
    let pressed = [&[("action", button)], answers].concat();
    visitor.submit_to(page, &here, &pressed).await
}

/// The first question, answered with *Send this now*.
async fn told(visitor: &mut Visitor) -> Page {
    let page = visitor.open("/step/1").await;
    press(visitor, &page, "send", &[("story", STORY)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_shortest_report_needs_five_pages() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut visitor = inside.visitor();
        let mut page = visitor.open("/step/1").await;
        assert_eq!(page.select("main button").first().map(String::as_str), Some("Send this now"));
        let mut pages = Vec::new();
        while page.url.path() != "/sent" {
            pages.push(page.url.path().to_owned());
            page = match page.url.path() {
                "/step/1" => press(&mut visitor, &page, "send", &[("story", STORY)]).await,
                "/step/18" => visitor.submit_to(&page, "/step/18", &[("contact", "none")]).await,
                path => visitor.submit_to(&page, path, &[]).await,
            };
        }
        assert_eq!(pages, ["/step/1", "/step/9", "/step/14", "/step/18", "/check"]);
        let mut officer = inside.staff("a.marsh").await;
        let address = case(&mut officer, &reference(&page)).await.expect("triage has it");
        assert!(open(&mut officer, &address).await.text().contains(STORY));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn neither_way_loses_what_was_typed() {
    let inside = Inside::start();
    let mut visitor = inside.visitor();
    let page = told(&mut visitor).await;
    assert_eq!(page.url.path(), "/step/9");
    visitor.submit(&page, &[("standards", "no")]).await;
    // Back, and the long way after all.
    let first = visitor.open("/step/1").await;
    assert!(first.html.contains(STORY));
    let page = press(&mut visitor, &first, "more", &[]).await;
    assert_eq!(page.url.path(), "/step/2");
    let page = visitor.submit(&page, &[("relation", "me")]).await;
    assert_eq!(page.url.path(), "/step/7");
    let page = visitor.submit(&page, &[("name", "Robin Quillfeather")]).await;
    // The last question of a part: what was said before is not asked again.
    let page = visitor.submit(&page, &[]).await;
    assert_eq!(
        (page.url.path(), page.select(".govuk-caption-l").remove(0).as_str()),
        ("/step/9", "Part 2 of 4: the person")
    );
    assert_eq!(page.attribute("input[checked]", "value"), ["no"]);
    let page = press(&mut visitor, &page, "send", &[]).await;
    assert_eq!(page.url.path(), "/step/14", "what decides and was not met yet");
    let page = visitor.submit(&page, &[]).await;
    let check = visitor.submit(&page, &[]).await;
    assert_eq!(check.url.path(), "/check");
    for said in [STORY, "Robin Quillfeather", "It is happening, or happened, to me"] {
        assert!(check.text().contains(said), "{said}: {}", check.describe());
    }
    // From the check on to what was left out, and from any page of it back.
    let page = press(&mut visitor, &check, "more", &[]).await;
    assert_eq!(page.url.path(), "/step/10");
    let check = press(&mut visitor, &page, "send", &[("sign", "W03")]).await;
    assert_eq!(check.url.path(), "/check");
    assert!(check.text().contains("Contacts you more than the case needs"), "{}", check.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_in_danger_now_is_told_what_to_do_before_anything_else() {
    let inside = Inside::start();
    let mut visitor = inside.visitor();
    let page = told(&mut visitor).await;
    let page = visitor.submit(&page, &[]).await;
    assert_eq!(page.url.path(), "/step/14");
    let page = visitor.submit(&page, &[("danger", "now")]).await;
    assert_eq!(page.url.path(), DANGER);
    for said in ["999", "55", "Nobody reads your report straight away", "Services that can help"] {
        assert!(page.text().contains(said), "{said}: {}", page.describe());
    }
    let page = visitor.open(&page.attribute("main a.govuk-button", "href").remove(0)).await;
    assert_eq!(page.url.path(), "/step/18");
    let check = visitor.submit(&page, &[]).await;
    assert!(check.text().contains("someone is in danger now"), "{}", check.describe());
    // Whoever takes it back is not sent there again.
    let page = visitor.open("/step/14").await;
    let check = visitor.submit(&page, &[("danger", "no")]).await;
    assert_eq!(check.url.path(), "/check");
    assert!(!check.text().contains("someone is in danger now"), "{}", check.describe());
    // Nobody without a draft has anything to see there.
    assert_eq!(inside.visitor().open(DANGER).await.url.path(), "/gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_names_professional_standards_reads_who_gets_it_from_there_on() {
    let inside = Inside::start();
    for (answer, independent) in [("yes", true), ("no", false), ("unsure", false)] {
        let mut visitor = inside.visitor();
        let page = told(&mut visitor).await;
        assert!(page.text().contains("If it could be someone there, choose yes"), "{}", page.describe());
        let mut page = visitor.submit(&page, &[("standards", answer)]).await;
        while page.url.path() != "/sent" {
            assert_eq!(page.text().contains(INDEPENDENT), independent, "{answer}: {}", page.describe());
            page = visitor.submit_to(&page, page.url.path(), &[]).await;
        }
        assert_eq!(page.text().contains("went to the independent team"), independent, "{}", page.describe());
        assert_eq!(page.text().contains("read on working days"), !independent, "{}", page.describe());
        let mut officer = inside.staff("a.marsh").await;
        assert_eq!(case(&mut officer, &reference(&page)).await.is_none(), independent, "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_to_be_reached_that_nobody_can_open_is_not_taken() {
    let inside = Inside::start();
    let mut visitor = inside.visitor();
    let page = told(&mut visitor).await;
    visitor.submit(&page, &[]).await;
    let page = visitor.open("/step/18").await;
    assert_eq!(page.attribute("main input[type=radio]", "value"), ["none", "mailbox"]);
    let refused = visitor.submit(&page, &[("contact", "safe")]).await;
    assert_eq!(refused.status, 422, "{}", refused.describe());
    assert_eq!(visitor.get("/step/19").await.status, 404);
}
