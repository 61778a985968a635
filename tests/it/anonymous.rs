//! A practitioner's report that nobody can trace: filed once for each token, on any number of nodes, and tied
//! to nobody by anything that those who run the site can see.

mod linking;
mod night;
mod ties;
mod walk;

use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::deployment::{Deployment, Who, answer, file, open_case};
use crate::support::page::Page;
use crate::support::practitioners::{Bearer, HERE, ask, issue, practitioners, show, sign_out, visitor};

const STORY: [(&str, &str); 1] = [("story", "A client told me about him, and so did another")];

/// One practitioner's tokens, and the form token to show them with; the practitioner is signed out.
async fn issued(base: &str, deployment: &Deployment, who: usize) -> (Vec<Bearer>, String) {
    let all = practitioners(&deployment.database, 20);
    let mut practitioner = visitor(base, &all[who]);
    let issued = issue(&mut practitioner).await;
    sign_out(&mut practitioner).await;
    (issued.tokens, issued.open)
}

async fn send(visitor: &mut Visitor) -> Page {
    let check = answer(visitor, &STORY, &[]).await;
    visitor.submit_to(&check, "/check", &[]).await
}

fn senders(deployment: &Deployment) -> Vec<String> {
    let mut senders = deployment.database.lines("SELECT sender AS line FROM concern");
    senders.sort();
    senders
}

#[tokio::test]
async fn a_marked_report_is_sent_and_read() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let mut deployment = Deployment::new(engine).await;
        let (tokens, open) = issued(deployment.base(), &deployment, 3).await;
        let mut reporter = deployment.visitor();
        assert_eq!(show(&mut reporter, &open, &tokens[0]).await, 204);
        let work = reporter.open("/step/2").await;
        assert_eq!(work.attribute("input[value=agency][checked]", "name"), ["relation"]);
        let filed = file(reporter, &STORY, &[]).await;
        // Anybody's report, for comparison.
        let other = file(deployment.visitor(), &STORY, &[]).await;
        assert_eq!(senders(&deployment), ["public", "verified"]);
        assert_eq!(deployment.database.count("spent_token"), 1);
        assert_eq!(deployment.database.count("concern WHERE practitioner"), 1);
        let mut officer = deployment.sign_in(Who::Officer).await;
        let mark = "Registered practitioner, unlinkable";
        let inbox = officer.open("/staff/cases").await;
        assert_eq!(inbox.text().matches(mark).count(), 1, "{}", inbox.describe());
        for (reference, marked) in [(&filed.reference, true), (&other.reference, false)] {
            let page = open_case(&mut officer, &deployment.case(reference)).await;
            assert_eq!(page.text().contains(mark), marked, "{}", page.describe());
        }
    }
}

#[tokio::test]
async fn a_token_that_was_spent_leaves_the_draft_to_be_sent_without_the_mark() {
    let deployment = Deployment::new(Engine::Sqlite).await;
    let (tokens, open) = issued(deployment.base(), &deployment, 0).await;
    let (mut one, mut other) = (deployment.visitor(), deployment.visitor());
    for visitor in [&mut one, &mut other] {
        assert_eq!(show(visitor, &open, &tokens[0]).await, 204, "looking does not spend it");
    }
    assert_eq!(send(&mut one).await.url.path(), "/sent");
    let refused = send(&mut other).await;
    assert_eq!((refused.status, refused.url.path()), (422, "/check"), "{}", refused.describe());
    assert!(refused.text().contains("Your report is all there"), "{}", refused.describe());
    assert!(refused.text().contains(STORY[0].1), "{}", refused.describe());
    assert_eq!(deployment.database.count("concern"), 1);
    let sent = other.submit_to(&refused, "/check", &[("mark", "without")]).await;
    assert_eq!(sent.url.path(), "/sent", "{}", sent.describe());
    assert_eq!(senders(&deployment), ["public", "verified"]);
    assert_eq!(deployment.database.count("spent_token"), 1);
    assert_eq!(show(&mut deployment.visitor(), &open, &tokens[0]).await, 409, "and is not taken again");
    // A second press of the button finds the receipt.
    assert_eq!(one.open("/check").await.url.path(), "/sent");
}

#[tokio::test]
async fn one_token_at_two_nodes_at_once_is_filed_with_the_mark_once() {
    let deployment = Deployment::new(Engine::Postgres).await;
    let second = deployment.launch().args(&["serve"]).start();
    let bases = [deployment.base().to_owned(), second.public.clone()];
    // Nodes agree on the key, also when both are asked for it first.
    let (tokens, open) = issued(&bases[1], &deployment, 7).await;
    for token in tokens {
        let mut ready = Vec::new();
        for base in bases.iter().cycle().take(6) {
            let mut visitor = Visitor::new(base);
            assert_eq!(show(&mut visitor, &open, &token).await, 204);
            let check = answer(&mut visitor, &STORY, &[]).await;
            ready.push((visitor, check));
        }
        let sends = ready.iter_mut().map(|(visitor, check)| visitor.submit_to(check, "/check", &[]));
        let answers = futures_util::future::join_all(sends).await;
        let sent = answers.iter().filter(|page| page.url.path() == "/sent").count();
        let refused = answers.iter().filter(|page| page.status == 422).count();
        let seen: Vec<_> = answers.iter().map(Page::describe).collect();
        assert_eq!((sent, refused), (1, 5), "{seen:?}");
    }
    assert_eq!(senders(&deployment), ["verified"; 5]);
    assert_eq!(deployment.database.count("spent_token"), 5);
}

#[tokio::test]
async fn what_is_not_for_them_is_refused_calmly() {
    let deployment = Deployment::new(Engine::Sqlite).await;
    let few = practitioners(&deployment.database, 19);
    let mut one = visitor(deployment.base(), &few[0]);
    let page = one.open(HERE).await;
    assert!(page.text().contains("Only 19 practitioners could have sent"), "{}", page.describe());
    assert!(page.attribute("[data-key]", "data-key").is_empty(), "{}", page.describe());
    let token = page.field("token").expect("a form token");
    let request = crate::support::blinding::Blinding::new(5).request;
    assert_eq!(ask(&mut one, (&token, ""), &request).await.status, 404, "too few");
    let more = practitioners(&deployment.database, 2);
    let mut other = visitor(deployment.base(), &more[0]);
    for token in ["forged", &token] {
        assert_eq!(ask(&mut other, (token, ""), &request).await.status, 403, "another session's form token");
    }
    let page = other.open(HERE).await;
    let told = |name: &str| page.attribute(".candour-anonymous", name).remove(0);
    let (token, key, open) = (told("data-token"), told("data-key"), told("data-open"));
    for wrong in [&request[..100], &[], &[0; 167][..]] {
        assert_eq!(ask(&mut other, (&token, &key), wrong).await.status, 422, "no request");
    }
    let old = "032f04f83ca5528e7c7d7b0d7eaf56f1c51c43be8b18e1198860aee37f2d5f0704";
    assert_eq!(ask(&mut other, (&token, old), &request).await.status, 409, "the key of another quarter");
    assert_eq!(ask(&mut other, (&token, &key), &request).await.status, 200);
    assert_eq!(ask(&mut other, (&token, &key), &request).await.status, 409, "a second time");
    let again = other.open(HERE).await;
    assert!(again.text().contains("There is no mark left for you in this session"), "{}", again.describe());
    // Signed in, nobody can show a token: the session would be there to see.
    let token = Bearer { input: [1; 32], output: [2; 32] };
    let own = other.open(HERE).await.field("token").expect("a form token");
    for form in [&open, &own] {
        assert_eq!(show(&mut other, form, &token).await, 403);
    }
    assert_eq!(show(&mut deployment.visitor(), &open, &token).await, 422, "made up");
    // Signed out, nobody is issued any.
    let mut stranger = deployment.visitor();
    assert_eq!(stranger.get(HERE).await.status, 303);
    assert_eq!(ask(&mut stranger, (&open, &key), &request).await.status, 303);
    assert_eq!(deployment.database.count("spent_token"), 0);
}

#[test]
fn the_scripts_mathematics_are_the_servers() {
    crate::support::browser::run("oprf", &[]);
}
