//! Two ways from the choice to the reply, on both engines. The third is told in `anonymous`.

use super::{ANSWERS, begin, mine, tell};
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::deployment::{Deployment, Who, open_case, reply, text_file};
use crate::support::journey::{phrase, reference};
use crate::support::page::Page;
use crate::support::practitioners::{SignedIn, give_key, practitioners, visitor};

/// The length that pages of this area are filled up to a multiple of, bytes.
const WEIGHT: usize = 24 * 1_024;

async fn signed_in(engine: Engine) -> (Deployment, Vec<SignedIn>, Vec<Visitor>) {
    let deployment = Deployment::new(engine).await;
    let people = practitioners(&deployment.database, 3);
    for person in &people {
        give_key(&deployment.database, person);
    }
    let visitors = people.iter().map(|person| visitor(deployment.base(), person)).collect();
    (deployment, people, visitors)
}

#[tokio::test]
async fn a_report_in_ones_own_name_is_answered_and_seen_by_nobody_else_on_sqlite() {
    answered(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_report_in_ones_own_name_is_answered_and_seen_by_nobody_else_on_postgres() {
    answered(Engine::Postgres).await;
}

async fn answered(engine: Engine) {
    for way in ["named", "agency"] {
        let (mut deployment, people, mut visitors) = signed_in(engine).await;
        let lead = people[1].traces[0].clone();
        deployment.database.run(&format!("UPDATE practitioner SET lead = TRUE WHERE id = '{lead}'"));
        let sent = tell(&mut visitors[0], way, &ANSWERS).await;
        assert!(sent.text().contains("look under ‘My reports’"), "{}", sent.describe());
        assert!(sent.select(".govuk-inset-text strong").is_empty(), "no words are shown");
        let reference = reference(&sent);
        assert_eq!(deployment.database.lines("SELECT sender AS line FROM concern"), [way]);
        for table in
            ["concern WHERE practitioner AND agency_type = 'DA-COM'", "source", "mailbox", "kept_reports"]
        {
            assert_eq!(deployment.database.count(table), 1, "{table}");
        }

        let mut officer = deployment.sign_in(Who::Officer).await;
        let case = deployment.case(&reference);
        let page = open_case(&mut officer, &case).await;
        let mark = if way == "named" { "Registered practitioner, by name" } else { "Registered agency" };
        assert!(page.text().contains(mark) && page.text().contains(ANSWERS[0].1), "{}", page.describe());
        for trace in &people[0].traces {
            assert!(!page.html.contains(trace.as_str()), "{trace}: {}", page.describe());
        }
        reply(&mut officer, &case, "Thank you. Which year was that?").await;

        let list = visitors[0].open("/step/43").await;
        assert!(
            list.text().contains(&reference) && list.text().contains("There is a reply."),
            "{}",
            list.describe()
        );
        let own = mine(&mut visitors[0]).await.remove(0);
        let thread = visitors[0].open(&own).await;
        assert!(thread.text().contains("Which year was that?"), "{}", thread.describe());
        assert!(thread.text().contains(ANSWERS[0].1), "{}", thread.describe());
        let file = text_file("notes.txt", "What I wrote down");
        let written = visitors[0].upload(&thread, &own, &[("words", "It was in May.")], &[file]).await;
        assert!(written.text().contains("We have your message."), "{}", written.describe());
        let link = written.attribute("main a[href*='/2/']", "href").remove(0);
        assert_eq!(visitors[0].get(&link).await.body, b"What I wrote down");
        let page = officer.open(&format!("/staff/cases/{case}")).await;
        assert!(page.text().contains("It was in May."), "{}", page.describe());

        // The lead and a colleague see the same as when nothing had been sent.
        for other in &mut visitors[1..] {
            sees_nothing(other, &own, &link).await;
        }
        forgotten(&deployment, &mut visitors[0], &own).await;
        let page = officer.open(&format!("/staff/cases/{case}")).await;
        assert!(
            page.forms().iter().all(|form| !form.action.path().ends_with("/reply")),
            "{}",
            page.describe()
        );
        assert_eq!(deployment.broken_seals(), 0);
    }
}

async fn sees_nothing(other: &mut Visitor, own: &str, link: &str) {
    let page = other.open("/step/43").await;
    assert!(page.text().contains("You keep no report here."), "{}", page.describe());
    for path in [own, &format!("{own}/1"), link] {
        assert_eq!(other.get(path).await.status, 404, "{path}");
    }
    let token = page.field("token").unwrap_or_default();
    for path in [own, &format!("{own}/1")] {
        let status = other.post(path, &[("token", &token), ("words", "x")]).await.status;
        assert!([403, 404].contains(&status), "{path}: {status}");
    }
}

/// Taken out of the account, it is nobody's: the mailbox is gone, the report stays.
async fn forgotten(deployment: &Deployment, owner: &mut Visitor, own: &str) {
    let ask = owner.open(&format!("{own}/1")).await;
    let list = owner.submit_to(&ask, "/1", &[]).await;
    assert!(list.text().contains("You keep no report here."), "{}", list.describe());
    assert_eq!(owner.get(own).await.status, 404);
    assert_eq!((deployment.database.count("mailbox"), deployment.database.count("concern")), (0, 1));
}

#[tokio::test]
async fn what_is_known_is_not_asked_and_what_is_needed_is() {
    let (deployment, _, mut visitors) = signed_in(Engine::Sqlite).await;
    let visitor = &mut visitors[0];
    let ways = visitor.open("/step/41").await;
    assert!(ways.attribute("input[name=way][checked]", "value").is_empty(), "no way is chosen for anybody");
    let refused = visitor.submit_to(&ways, "/step/41", &[]).await;
    assert_eq!(refused.status, 422, "{}", refused.describe());
    assert!(refused.text().contains("Choose how you want to report"), "{}", refused.describe());
    let third = visitor.submit_to(&ways, "/step/41", &[("way", "verified")]).await;
    assert_eq!(third.url.path(), "/step/42", "{}", third.describe());

    let first = begin(visitor, "agency").await;
    let work = visitor.submit(&first, &ANSWERS[..1]).await;
    assert_eq!(work.url.path(), "/step/3", "how they know is known: {}", work.describe());
    let refused = visitor.submit(&work, &[("told", "2-3")]).await;
    assert_eq!(refused.status, 422, "{}", refused.describe());
    for words in ["Choose how you know this", "It is not safe to ask"] {
        assert!(refused.text().contains(words), "{words}: {}", refused.describe());
    }
    assert!(
        refused.html.contains("value=\"2-3\" checked")
            || refused.attribute("input[value='2-3'][checked]", "name") == ["told"]
    );
    // Nor is it sent without, whatever page is left out.
    let check = visitor.open("/check").await;
    let refused = visitor.submit_to(&check, "/check", &[]).await;
    assert_eq!((refused.status, refused.url.path()), (422, "/check"), "{}", refused.describe());
    assert_eq!(refused.attribute(".govuk-error-summary a", "href"), ["#known", "#consent"]);
    let page = visitor.open("/step/3").await;
    visitor.submit(&page, &[("known", "client"), ("consent", "disagrees")]).await;
    // The agency of this test has one type, and its district is not known.
    let part = visitor.open("/step/20").await;
    assert_eq!(part.attribute("select[name=agency_type] option[selected]", "value"), ["DA-COM"]);
    for path in ["/step/2", "/step/4", "/step/18", "/step/22"] {
        assert_eq!(visitor.get(path).await.status, 404, "{path}");
    }
    let contact = visitor.open("/step/21").await;
    assert_eq!(contact.attribute("input[checked]", "value"), ["account"]);
    visitor.submit(&contact, &[("contact", "mailbox")]).await;
    let check = visitor.open("/check").await;
    let sent = visitor.submit_to(&check, "/check", &[]).await;
    assert!(!phrase(&sent).is_empty(), "{}", sent.describe());
    assert!(mine(visitor).await.is_empty(), "it is not kept with the account");
    assert_eq!(deployment.database.count("kept_reports"), 1, "it counts, and opens nothing");
}

/// The public form asks nobody for more than a story, whatever they say of themselves.
#[tokio::test]
async fn a_practitioner_who_is_not_signed_in_needs_only_a_story() {
    let deployment = Deployment::new(Engine::Sqlite).await;
    let mut visitor = deployment.visitor();
    let sent = crate::support::journey::send(&mut visitor, &[ANSWERS[0], ("relation", "agency")]).await;
    assert_eq!(sent.url.path(), "/sent");
    // What only a draft can hold is not taken from a form.
    let mut visitor = deployment.visitor();
    let page = visitor.open("/step/1").await;
    let token = page.field("token").expect("a form token");
    let typed = [("token", token.as_str()), ("story", "x"), ("signed", "yes"), ("contact", "account")];
    visitor.post("/step/1", &typed).await;
    assert_eq!(visitor.get("/step/21").await.status, 404);
    assert_eq!(visitor.get("/step/18").await.status, 200);
}

#[tokio::test]
async fn a_session_without_a_key_of_its_own_offers_words_instead() {
    let deployment = Deployment::new(Engine::Sqlite).await;
    let person = practitioners(&deployment.database, 1).remove(0);
    let mut visitor = visitor(deployment.base(), &person);
    let list = visitor.open("/step/43").await;
    assert!(list.text().contains("signed in with a passkey that cannot open it"), "{}", list.describe());
    let sent = tell(&mut visitor, "named", &[&ANSWERS[..], &[("contact", "mailbox")]].concat()).await;
    assert!(!phrase(&sent).is_empty());
    assert_eq!(deployment.database.count("kept_reports"), 0);
    begin(&mut visitor, "named").await;
    assert_eq!(visitor.get("/step/21").await.status, 404);
    let page = visitor.open("/step/22").await;
    let refused =
        visitor.post("/step/22", &[("token", &page.field("token").unwrap()), ("contact", "account")]).await;
    assert_eq!(refused.status, 422, "{}", refused.describe());
}

#[tokio::test]
async fn every_page_of_such_a_report_weighs_what_pages_of_the_door_weigh() {
    let (deployment, _, mut visitors) = signed_in(Engine::Sqlite).await;
    let mut visitor = visitors.remove(0).with("accept-encoding", "br, gzip");
    for number in [31, 32, 33, 34, 35, 36, 37, 38, 41, 42, 43, 44] {
        assert_eq!(weighed(&visitor.open(&format!("/step/{number}")).await), WEIGHT, "{number}");
    }
    for way in ["agency", "named"] {
        let page = begin(&mut visitor, way).await;
        answers_all(&mut visitor, page).await;
    }
    weighed(&visitor.open("/step/43").await);
    let own = mine(&mut visitor).await.remove(0);
    assert_eq!(weighed(&visitor.open(&own).await), WEIGHT);
    // Without the mark, too: they come from here, whoever they are from then on.
    let page = visitor.open("/step/42").await;
    let page = visitor.submit_to(&page, "/step/42/1", &[]).await;
    assert!(!visitor.cookies.contains_key("p"), "{:?}", visitor.cookies);
    answers_all(&mut visitor, page).await;
    let sender = deployment.database.lines("SELECT sender AS line FROM concern ORDER BY sender");
    assert_eq!(sender, ["agency", "named", "public"]);
    // A page of the public's report goes as it is.
    let mut anybody = deployment.visitor().with("accept-encoding", "br, gzip");
    assert_eq!(anybody.open("/step/1").await.header("content-encoding"), "br");
}

/// Every question, the check and what follows: each page as long as that of a leaflet, but for the check,
/// which holds all that was said.
async fn answers_all(visitor: &mut Visitor, first: Page) {
    let mut page = first;
    let mut seen = 0;
    while page.url.path().starts_with("/step/") {
        assert_eq!(weighed(&page), WEIGHT, "{}", page.url);
        seen += 1;
        let step = page.url.path().to_owned();
        let form = page.form(&step);
        let given: Vec<_> = ANSWERS.into_iter().filter(|(name, _)| form.has(name)).collect();
        page = visitor.upload(&page, &step, &given, &[]).await;
    }
    assert!(seen > 12, "{seen} pages");
    weighed(&page);
    let sent = visitor.submit_to(&page, "/check", &[]).await;
    assert_eq!(sent.url.path(), "/sent", "{}", sent.describe());
    assert_eq!(weighed(&sent), WEIGHT);
}

/// The length of a page, filled up.
fn weighed(page: &Page) -> usize {
    assert_eq!(page.header("content-encoding"), "identity", "{}", page.describe());
    assert_eq!(page.body.len() % WEIGHT, 0, "{} has {} bytes", page.url, page.body.len());
    page.body.len()
}
