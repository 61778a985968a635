//! The whole way in on both engines: invited from the register, a letter, an account, signed in and out.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use candour::domain::identity::practitioner::LinkState;

use super::PASSWORD;
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::deployment::{Deployment, Who, code};
use crate::support::page::Page;

const EMAIL: &str = "femi.aldous@harbour.example";

#[tokio::test(flavor = "multi_thread")]
async fn the_way_in_on_sqlite() {
    the_way_in(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_way_in_on_postgres() {
    the_way_in(Engine::Postgres).await;
}

async fn the_way_in(engine: Engine) {
    let mut deployment = Deployment::with(
        engine,
        &[("CANDOUR__MAIL__SECURITY", "folder"), ("CANDOUR__MAIL__FROM", "no-reply@candour.example")],
    )
    .await;
    let mut manager = deployment.sign_in(Who::Manager).await;
    let contact = contact(&mut manager).await;
    manager.submit_to(&contact, "/invite", &[("lead", "yes")]).await;
    assert_eq!(deployment.database.count("agency WHERE status = 'invited'"), 1);
    // What opens the link is not in the database, sent or not: the letter's row goes once it is sent.
    let is_settled = || deployment.database.count("outbox WHERE practitioner_id IS NOT NULL") == 0;
    let letter = letter(Path::new(&deployment.launch().data()), is_settled).await;
    assert!(letter.contains(&format!("To: {EMAIL}\r\n")), "{letter}");
    assert!(letter.contains("Subject: Something is waiting for you\r\n"), "{letter}");
    for word in ["Femi", "Aldous", "Harbour Women", "olice", "gency", "account", "report"] {
        assert!(!letter.contains(word), "{word}: {letter}");
    }
    let link = letter.split("/step/48/").nth(1).expect("a link").split_whitespace().next().expect("a token");
    let open = format!("practitioner_invitation WHERE state = '{}'", LinkState::Open.code());
    assert_eq!(deployment.database.count(&open), 1);

    let mut window = deployment.visitor();
    let page = window.open(&format!("/step/48/{link}")).await;
    let secret = page.field("secret").expect("a secret");
    let typed = [("password", PASSWORD), ("again", PASSWORD), ("code", &code(&secret))];
    let home = window.submit(&page, &typed).await;
    is_home(&home);
    assert_eq!(deployment.database.count("agency WHERE status = 'registered'"), 1);
    assert_eq!(deployment.database.count(&open), 0);
    let out = window.submit_to(&home, "/step/45", &[]).await;
    assert_eq!(out.url.path(), "/step/30", "{}", out.describe());
    assert_eq!(deployment.database.count("practitioner_session"), 0, "nothing is left of the session");
    let again = window.open(&format!("/step/48/{link}")).await;
    assert_eq!(again.status, 404, "{}", again.describe());
    assert_eq!(deployment.database.count("audit_event WHERE deed = 'link_refused'"), 1);

    // A code counts once. Waiting half a minute for the next one would prove nothing here.
    deployment.database.run("UPDATE practitioner_key SET totp_step = 0");
    let home = sign_in(&mut window, &code(&secret)).await;
    is_home(&home);
    assert_eq!(deployment.database.line("SELECT cast(rations AS text) AS line FROM practitioner"), "2");
    assert_eq!(deployment.database.count("audit_event WHERE deed = 'signed_in'"), signed_in(&deployment));

    // The lead has a letter sent to a colleague; the agency is paused, and all that is over.
    let page = window.open("/step/39").await;
    let added = window
        .submit_to(&page, "/step/39", &[("name", "Jo Quill"), ("email", "jo.quill@harbour.example")])
        .await;
    assert!(added.text().contains("Invited until"), "{}", added.describe());
    let agency = manager.open(&agency_of(&contact)).await;
    let edit = manager.open(&agency.attribute("main a[href$='/edit']", "href")[0]).await;
    manager.submit_to(&edit, "/edit", &[("status", "paused")]).await;
    assert_eq!(deployment.database.count("practitioner_session"), 0, "the sessions ended with the pause");
    let home = window.open("/step/31").await;
    assert_eq!(home.url.path(), "/step/30", "{}", home.describe());
    assert_eq!(sign_in(&mut window, &code(&secret)).await.status, 422);
}

fn is_home(page: &Page) {
    assert_eq!((page.status, page.url.path()), (200, "/step/31"), "{}", page.describe());
    assert!(
        page.text().contains("Femi Aldous") && page.text().contains("Harbour Women"),
        "{}",
        page.describe()
    );
}

async fn sign_in(window: &mut Visitor, code: &str) -> Page {
    let page = window.open("/step/30").await;
    window.submit(&page, &[("email", EMAIL), ("password", PASSWORD), ("code", code)]).await
}

/// How often staff have signed in: what is counted beside it was a practitioner.
fn signed_in(deployment: &Deployment) -> usize {
    deployment.database.count("audit_event WHERE deed = 'signed_in' AND staff_id IS NOT NULL")
}

/// A contact of a new agency that is only known, on their page.
async fn contact(manager: &mut Visitor) -> Page {
    let page = manager.open("/staff/agencies/new").await;
    let typed = [("name", "Harbour Women"), ("types", "DA-COM"), ("status", "prospect"), ("tier", "A")];
    let agency = manager.submit_to(&page, "/new", &typed).await;
    let page = manager.open(&agency.attribute("main a[href$='/contacts/new']", "href")[0]).await;
    let agency =
        manager.submit_to(&page, "/contacts/new", &[("name", "Femi Aldous"), ("email", EMAIL)]).await;
    manager.open(&agency.attribute("main a[href^='/staff/contacts/']", "href")[0]).await
}

fn agency_of(contact: &Page) -> String {
    contact.attribute("a[href^='/staff/agencies/']", "href").remove(0)
}

/// The letter that invites, once it has been sent and this holds.
async fn letter(data: &Path, is_settled: impl Fn() -> bool) -> String {
    let (begun, folder) = (Instant::now(), data.join("mail"));
    loop {
        let files = fs::read_dir(&folder).into_iter().flatten().flatten();
        let letters = files.filter_map(|file| fs::read_to_string(file.path()).ok());
        let found = letters.into_iter().find(|letter| letter.contains("/step/48/"));
        if let Some(letter) = found.filter(|_| is_settled()) {
            return letter;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "no letter came, or its row stays");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
