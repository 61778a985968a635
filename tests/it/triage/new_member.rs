//! One more custodian or authoriser: it takes two people, and the recovery key stays in its safe.

use candour::service::identity::staff::{invite, new_staff};

use super::desks::{set_up, sign_in};
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;

const DAY: i64 = 86_400;

/// A custodian with an account and no desk.
async fn newcomer(inside: &Inside, name: &str, email: &str) -> Visitor {
    let new = new_staff(&inside.app, name, email, "custodian").expect("a person");
    let invited = invite(&inside.app, new).await.expect("an invitation");
    let (_, secret) = set_up(inside, &invited.token.to_text()).await;
    sign_in(inside, email, &secret).await
}

/// The page of the only desk that somebody is at.
async fn desk(visitor: &mut Visitor) -> Page {
    let desks = visitor.open("/staff/desks").await;
    visitor.open(&desks.attribute("main a[href^='/staff/desks/']", "href")[0]).await
}

/// Asks that somebody who can be chosen by name becomes a member. Gives the page of the approval.
async fn ask(visitor: &mut Visitor, name: &str) -> Page {
    let desk = desk(visitor).await;
    let names = desk.select("select[name=member] option");
    let at = names.iter().position(|known| known.contains(name)).expect("somebody who may join");
    let chosen = desk.attribute("select[name=member] option", "value")[at].clone();
    let page = visitor.submit_to(&desk, "/members", &[("member", &chosen)]).await;
    assert!(page.text().contains("Somebody else decides on it"), "{}", page.describe());
    page
}

async fn decide(visitor: &mut Visitor, path: &str, action: &str) -> Page {
    let page = visitor.open(path).await;
    visitor.submit_to(&page, path, &[("action", action)]).await
}

/// The names of a desk's members who hold its key.
fn holders(desk: &Page) -> Vec<String> {
    let rows = desk.select("tbody tr").into_iter().filter(|row| row.ends_with("Holds it"));
    rows.map(|row| row.split(" Custodian").next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_custodian_is_asked_for_approved_and_given_the_key() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let (mut noor, mut lena) = (inside.staff("n.aspinall").await, inside.staff("l.firth").await);
        let mut petra = newcomer(&inside, "Petra Lowe", "p.lowe@psd.example").await;
        assert!(petra.open("/staff/desks").await.text().contains("You are a member of no desk"));
        let alone = desk(&mut noor).await;
        assert!(alone.text().contains("You are the only member"), "{}", alone.describe());
        assert_eq!(alone.attribute("main form[action$='/members']", "action").len(), 1);
        assert!(!alone.html.contains("name=\"certificate\""), "it gets no reports: {}", alone.describe());

        // What Noor asks for she does not decide on, and nothing is given before somebody else has.
        let asked = ask(&mut noor, "Petra Lowe").await;
        let path = asked.url.path().to_owned();
        assert_eq!(ask(&mut noor, "Petra Lowe").await.url.path(), path, "asked again it is the same");
        let token = asked.field("token").expect("a form token");
        let post = |action: &'static str| {
            [("token", token.clone()), ("version", "1".into()), ("action", action.into())]
        };
        let fields = post("approve");
        let fields = fields.each_ref().map(|(name, value): &(&str, String)| (*name, value.as_str()));
        assert_eq!(noor.post(&path, &fields).await.status, 409);
        assert_eq!(noor.post(&format!("{path}/member"), &fields).await.status, 409);
        assert_eq!(holders(&desk(&mut noor).await), ["Noor Aspinall"]);

        // Lena holds the other half. She is told by letter and on her first page.
        let letters = "SELECT count(*) AS line FROM outbox WHERE notice = 'approval_waiting'";
        assert_eq!(inside.database.line(&letters.replace("count(*)", "cast(count(*) AS text)")), "2");
        assert!(lena.open("/staff").await.text().contains("1 Approvals for you to decide"));
        let seen = lena.open(&path).await;
        assert!(seen.text().contains("Petra Lowe, Custodians"), "{}", seen.describe());
        let approved = decide(&mut lena, &path, "approve").await;
        assert!(approved.text().contains("This is written down"), "{}", approved.describe());
        assert!(!approved.html.contains("/member\""), "Lena has no key to give: {}", approved.describe());
        assert_eq!(lena.post(&format!("{path}/member"), &fields).await.status, 403, "another's token");
        assert_eq!(petra.open("/staff/desks").await.select("tbody tr").len(), 0, "not yet");

        assert!(noor.open("/staff").await.text().contains("1 Approved, for you to finish"));
        let page = noor.open(&path).await;
        let desk_page = noor.submit_to(&page, "/member", &[]).await;
        assert_eq!(holders(&desk_page), ["Noor Aspinall", "Petra Lowe"], "{}", desk_page.describe());
        // It was for once: after Petra's account was reset, somebody has to approve again.
        let again = noor.submit_to(&page, "/member", &[]).await;
        assert_eq!(again.status, 409, "{}", again.describe());
        assert!(again.text().contains("This was done already") || again.text().contains("This has changed"));

        // Petra holds the key itself, not only a place at the desk: she gives it on.
        let mut quinn = newcomer(&inside, "Quinn Ashby", "q.ashby@psd.example").await;
        let path = ask(&mut petra, "Quinn Ashby").await.url.path().to_owned();
        let approved = decide(&mut noor, &path, "approve").await;
        assert!(
            approved.text().contains("This is written down"),
            "a colleague will do: {}",
            approved.describe()
        );
        let page = petra.open(&path).await;
        let desk_page = petra.submit_to(&page, "/member", &[]).await;
        assert_eq!(holders(&desk_page).len(), 3, "{}", desk_page.describe());
        assert_eq!(desk(&mut quinn).await.status, 200);
        let log = inside
            .database
            .line("SELECT cast(count(*) AS text) AS line FROM audit_event WHERE deed = 'approval_used'");
        assert_eq!(log, "2");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_refused_or_is_late_gives_nobody_a_key() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        newcomer(&inside, "Petra Lowe", "p.lowe@psd.example").await;
        let (mut noor, mut lena) = (inside.staff("n.aspinall").await, inside.staff("l.firth").await);
        let refused = ask(&mut noor, "Petra Lowe").await.url.path().to_owned();
        decide(&mut lena, &refused, "refuse").await;
        let page = noor.open(&refused).await;
        assert!(page.text().contains("Refused") && !page.html.contains("/member\""), "{}", page.describe());
        let late = ask(&mut noor, "Petra Lowe").await.url.path().to_owned();
        assert_ne!(late, refused, "what is over can be asked for anew");
        decide(&mut lena, &late, "approve").await;
        let page = noor.open(&late).await;
        assert!(page.html.contains("/member\""), "{}", page.describe());
        inside.clock.step(7 * DAY);
        let mut noor = inside.staff("n.aspinall").await;
        let after = noor.open(&late).await;
        assert!(!after.html.contains("/member\""), "{}", after.describe());
        let token = desk(&mut noor).await.field("token").expect("a form token");
        let fields = [("token", token.as_str()), ("version", "2")];
        let page = noor.post(&format!("{late}/member"), &fields).await;
        assert!(
            page.status == 409 && page.text().contains("The time for this is over"),
            "{}",
            page.describe()
        );
        assert_eq!(holders(&desk(&mut noor).await), ["Noor Aspinall"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whose_account_was_started_again_meanwhile_gets_no_key() {
    let inside = Inside::start();
    newcomer(&inside, "Petra Lowe", "p.lowe@psd.example").await;
    let (mut noor, mut lena) = (inside.staff("n.aspinall").await, inside.staff("l.firth").await);
    let path = ask(&mut noor, "Petra Lowe").await.url.path().to_owned();
    decide(&mut lena, &path, "approve").await;
    candour::service::identity::staff::reset(&inside.app, "p.lowe@psd.example").await.expect("a new link");
    let page = noor.open(&path).await;
    let answer = noor.submit_to(&page, "/member", &[]).await;
    assert!(answer.status >= 400, "{}", answer.describe());
    assert_eq!(holders(&desk(&mut noor).await), ["Noor Aspinall"]);
}
