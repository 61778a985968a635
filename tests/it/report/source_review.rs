//! Notes for managers: raised when they must be, and seen by managers of the desk alone. Every other page,
//! every log line and every export is the same, byte for byte, whether there is a note or not.

use std::collections::BTreeMap;

use candour::web::route::{of_agency, of_public, of_staff};

use super::{ANSWERS, mine, tell};
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::deployment::{Deployment, Who};
use crate::support::journey::reference;
use crate::support::practitioners::{give_key, practitioners, visitor};

fn about(name: &str) -> Vec<(&str, &str)> {
    ANSWERS.into_iter().filter(|(field, _)| *field != "name").chain([("name", name)]).collect()
}

/// What a manager sees of each note: its address and its row.
async fn notes(manager: &mut Visitor) -> Vec<(String, String)> {
    let page = manager.open("/staff/notices").await;
    assert_eq!((page.status, page.url.path()), (200, "/staff/notices"), "{}", page.describe());
    let addresses = page.attribute("main a[href^='/staff/notices/']", "href");
    addresses.into_iter().zip(page.select("main tbody tr")).collect()
}

#[tokio::test]
async fn the_second_about_one_person_and_the_third_in_a_year_are_told_to_the_manager() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let mut deployment = Deployment::new(engine).await;
        let people = practitioners(&deployment.database, 2);
        for person in &people {
            give_key(&deployment.database, person);
        }
        let mut manager = deployment.sign_in(Who::Manager).await;
        let mut one = visitor(deployment.base(), &people[0]);
        let mut other = visitor(deployment.base(), &people[1]);
        let first = reference(&tell(&mut one, "named", &about("PC Dave Harker")).await);
        // Another person's report about the same is nothing of the kind.
        tell(&mut other, "named", &about("Dave Harker")).await;
        assert!(notes(&mut manager).await.is_empty());
        let second = reference(&tell(&mut one, "agency", &about("Harker, Dave")).await);
        let notice = notes(&mut manager).await.remove(0).0;
        let page = manager.open(&notice).await;
        let text = page.text();
        assert!(text.contains(&first) && text.contains(&second), "{}", page.describe());
        assert!(text.contains("the same police person more than once"), "{}", page.describe());
        assert!(people[0].traces.iter().all(|trace| !page.html.contains(trace.as_str())), "nobody is named");
        // What is not kept with the account counts too, and is not under what is kept; nor does what is taken
        // out stop counting.
        let kept = mine(&mut one).await;
        let page = one.open(&format!("{}/1", kept[0])).await;
        one.submit_to(&page, "/1", &[]).await;
        let mut unkept = about("Somebody else");
        unkept.push(("contact", "none"));
        let third = reference(&tell(&mut one, "named", &unkept).await);
        assert_eq!(mine(&mut one).await, kept[1..]);
        let all = notes(&mut manager).await;
        assert_eq!(all.len(), 2, "{all:?}");
        let (address, row) = all.iter().find(|(_, row)| row.contains(&third)).expect("a note on the third");
        assert!(row.contains("three times or more within twelve months"), "{row}");
        let page = manager.open(address).await;
        assert!(
            [&first, &second, &third].iter().all(|one| page.text().contains(one.as_str())),
            "{}",
            page.describe()
        );
        decided(&mut manager, address).await;
        let mut others = Vec::new();
        for who in [Who::Independent, Who::Officer, Who::Custodian, Who::Authoriser, Who::Administrator] {
            others.push((who, deployment.sign_in(who).await));
        }
        for (who, visitor) in &mut others {
            if *who == Who::Independent {
                assert!(notes(visitor).await.is_empty(), "another desk's manager");
            } else {
                assert_eq!(visitor.get("/staff/notices").await.status, 404, "{who:?}");
            }
            assert_eq!(visitor.get(address).await.status, 404, "{who:?}");
        }
        // Who is no member of the desk any more has lost theirs.
        let email = deployment.account(Who::Manager).await.email;
        let id = deployment.database.line(&format!("SELECT id AS line FROM staff WHERE email = '{email}'"));
        deployment.database.run(&format!("DELETE FROM desk_member WHERE staff_id = '{id}'"));
        assert!(notes(&mut manager).await.is_empty());
        assert_eq!(manager.get(address).await.status, 404);
        assert_eq!(deployment.broken_seals(), 0);
        assert!(!deployment.server().stderr().contains("/staff/notices"));
        assert!(!deployment.server().stdout().contains("/staff/notices"));
    }
}

async fn decided(manager: &mut Visitor, address: &str) {
    let page = manager.open(address).await;
    let refused = manager.submit_to(&page, address, &[]).await;
    assert_eq!(refused.status, 422, "{}", refused.describe());
    let done = manager.submit_to(&page, address, &[("decision", "advice")]).await;
    assert!(done.text().contains("Advice sought, "), "{}", done.describe());
    let row = notes(manager).await.pop().expect("a note");
    assert!(row.0 == address && row.1.contains("Advice sought, "), "the decided one stands last: {row:?}");
}

#[tokio::test]
async fn nobody_else_sees_that_there_is_one() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let mut deployment = Deployment::with(engine, &[("CANDOUR__LOG__LEVEL", "debug")]).await;
        let person = practitioners(&deployment.database, 1).remove(0);
        give_key(&deployment.database, &person);
        let mut manager = deployment.sign_in(Who::Manager).await;
        let mut one = visitor(deployment.base(), &person);
        let officer = deployment.sign_in(Who::Officer).await;
        let administrator = deployment.sign_in(Who::Administrator).await;
        let mut seen_by = BTreeMap::from([("officer", officer), ("administrator", administrator)]);
        let audit = deployment.database.count("audit_event");
        let letters = deployment.database.count("outbox");
        tell(&mut one, "named", &about("Dave Harker")).await;
        let one_letter = deployment.database.count("outbox") - letters;
        tell(&mut one, "named", &about("Dave Harker")).await;
        assert_eq!(deployment.database.count("source_review"), 1);
        assert_eq!(deployment.database.count("audit_event"), audit, "no audit event");
        assert_eq!(deployment.database.count("outbox") - letters, 2 * one_letter, "no letter");
        let address = notes(&mut manager).await.remove(0).0;
        let page = manager.open(&address).await;
        manager.submit_to(&page, &address, &[("decision", "referred")]).await;
        assert_eq!(deployment.database.count("audit_event"), audit, "a decision is no event either");

        seen_by.insert("manager", manager);
        seen_by.insert("practitioner", one);
        seen_by.insert("anybody", deployment.visitor());
        // What is made when it is first asked for, such as the key on the privacy page, is there from now on.
        all_pages(&mut seen_by).await;
        let with = all_pages(&mut seen_by).await;
        deployment.database.run("DELETE FROM source_review");
        let without = all_pages(&mut seen_by).await;
        assert!(with.len() > 60, "{} pages", with.len());
        for (address, page) in &with {
            assert_eq!(Some(page), without.get(address), "{address:?}");
        }
        let log = deployment.server().stdout() + &deployment.server().stderr();
        assert!(log.contains("/staff/mail"), "the log was read");
        for word in ["notice", "review", "source_"] {
            let found: Vec<_> = log.lines().filter(|line| line.contains(word)).collect();
            assert!(found.is_empty(), "{word}: {found:?}");
        }
    }
}

/// Pages that end the visit, or hold what is drawn by lot for each: a second factor, the number of an
/// application.
const SELF_MADE: [&str; 3] = ["/leave", "/step/44/2", "/step/47"];

/// Every page of the table of routes without parameters, but those of notices, for each of these people. What
/// differs from one drawing to the next is left out: form tokens.
async fn all_pages(people: &mut BTreeMap<&'static str, Visitor>) -> BTreeMap<(String, String), String> {
    let mut pages = BTreeMap::new();
    for (who, visitor) in people {
        for entry in of_public().chain(of_agency()).chain(of_staff()) {
            let path = entry.pattern;
            let is_page = (entry.method)().as_str() == "GET" && !path.contains('{');
            if is_page && !path.starts_with("/staff/notices") && !SELF_MADE.contains(&path) {
                let page = visitor.get(path).await;
                pages.insert(((*who).to_owned(), path.to_owned()), without_tokens(&page.html));
            }
        }
        for path in ["/staff/export/agencies.csv", "/staff/export/engagements.csv"] {
            let page = visitor.get(path).await;
            pages.insert(((*who).to_owned(), path.to_owned()), without_tokens(&page.html));
        }
    }
    pages
}

fn without_tokens(html: &str) -> String {
    let mut text = html.to_owned();
    for mark in ["name=\"token\" value=\"", "data-token=\"", "data-open=\""] {
        let mut parts = text.split(mark);
        let mut left = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            left += part.split_once('"').map_or("", |(_, rest)| rest);
        }
        text = left;
    }
    text
}
