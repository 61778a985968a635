//! Agencies that ask to be registered: applied, looked at, approved or refused; full; doubles; two who
//! decide.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use candour::domain::identity::application::{A_DAY, OF_DOMAIN};

use crate::support::client::Visitor;
use crate::support::database::{Database, Engine};
use crate::support::deployment::{Deployment, Who, code};
use crate::support::page::Page;
use crate::support::premises::Inside;

const PASSWORD: &str = "copper kettle lantern";
const EMAIL: &str = "femi.aldous@tidewater.example";

/// What is typed into the form; `more` stands instead of what has the same name.
fn typed<'a>(area: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut all = vec![
        ("name", "Tidewater Outreach"),
        ("types", "DA-COM"),
        ("areas", area),
        ("about", "We visit people at home.\r\nAnd we listen."),
        ("website", "www.tidewater.example"),
        ("phone", "01632 960 001"),
        ("who", "Femi Aldous"),
        ("role", "Manager"),
        ("email", EMAIL),
    ];
    all.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
    all.extend(more);
    all
}

/// Fills in the form and sends it: the page that follows.
async fn apply(visitor: &mut Visitor, more: &[(&str, &str)]) -> Page {
    let form = visitor.open("/step/47").await;
    let area = form.attribute("input[name=areas]", "value").remove(0);
    let check = visitor.submit(&form, &typed(&area, more)).await;
    assert_eq!(check.status, 200, "{}", check.describe());
    assert!(check.text().contains("Check your answers before you apply"), "{}", check.describe());
    visitor.submit(&check, &[("do", "send")]).await
}

fn is_received(page: &Page) {
    assert_eq!(page.status, 200, "{}", page.describe());
    assert!(page.text().contains("We have your application"), "{}", page.describe());
}

/// The application with this name, as staff see it.
async fn opened(staff: &mut Visitor, name: &str) -> Page {
    let list = staff.open("/staff/applications?state=waiting").await;
    let links = list.attribute("main tbody a", "href");
    let names = list.select("main tbody a");
    let at = names.iter().position(|known| known == name).unwrap_or_else(|| panic!("{}", list.describe()));
    staff.open(&links[at]).await
}

/// Records that the person was confirmed.
async fn vetted(staff: &mut Visitor, page: &Page) -> Page {
    let page = staff.submit_to(page, "/check", &[("check", "person"), ("result", "fits")]).await;
    assert!(page.text().contains("The check is recorded"), "{}", page.describe());
    page
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_form_to_an_account_on_sqlite() {
    from_the_form_to_an_account(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn from_the_form_to_an_account_on_postgres() {
    from_the_form_to_an_account(Engine::Postgres).await;
}

async fn from_the_form_to_an_account(engine: Engine) {
    let mail = [("CANDOUR__MAIL__SECURITY", "folder"), ("CANDOUR__MAIL__FROM", "no-reply@candour.example")];
    let mut deployment = Deployment::with(engine, &mail).await;
    let database = deployment.database.clone();
    let mut visitor = deployment.visitor();
    let form = visitor.open("/step/47").await;
    let area = form.attribute("input[name=areas]", "value").remove(0);
    let wrong = visitor.submit(&form, &typed(&area, &[("phone", "ring us"), ("website", "")])).await;
    assert_eq!(wrong.status, 422, "{}", wrong.describe());
    for kept in [EMAIL, "ring us", "Femi Aldous", "And we listen."] {
        assert!(wrong.html.contains(kept), "{kept} is not lost");
    }
    assert_eq!(wrong.select(".govuk-error-summary li").len(), 2, "phone, and what helps to check");
    let check = visitor.submit(&wrong, &[("phone", "01632 960 001"), ("help", "The refuge knows us")]).await;
    let back = visitor.submit(&check, &[("do", "change")]).await;
    assert_eq!(back.field("phone").as_deref(), Some("01632 960 001"));
    assert_eq!(database.count("application"), 0, "nothing is kept until it is sent");
    let check = visitor.submit(&back, &[]).await;
    is_received(&visitor.submit(&check, &[("do", "send")]).await);
    is_received(&visitor.submit(&check, &[("do", "send")]).await);
    assert_eq!(database.count("application"), 1, "sent twice, it is there once");
    is_received(
        &apply(&mut deployment.visitor(), &[("name", "Claims Helpers"), ("email", "t@claims.example")]).await,
    );

    let mut manager = deployment.sign_in(Who::Manager).await;
    let page = opened(&mut manager, "Tidewater Outreach").await;
    assert!(page.text().contains("And we listen."), "{}", page.describe());
    let early = manager.submit_to(&page, "/approve", &[("entry", "new")]).await;
    assert_eq!(early.status, 422, "{}", early.describe());
    assert!(early.text().contains("First make sure of the person"), "{}", early.describe());
    let page = vetted(&mut manager, &page).await;
    let approved = manager.submit_to(&page, "/approve", &[("entry", "new")]).await;
    assert!(approved.text().contains("The application is approved"), "{}", approved.describe());
    assert_eq!(database.count("agency WHERE status = 'invited'"), 1);
    assert_eq!(database.count("audit_event WHERE deed = 'application_approved' AND staff_id IS NOT NULL"), 1);
    // Somebody who had the page open hears that it was decided, and changes nothing.
    let late = manager.submit_to(&page, "/refuse", &[("reason", "Not known")]).await;
    assert_eq!(late.status, 409, "{}", late.describe());
    assert!(late.text().contains("Somebody changed this meanwhile"), "{}", late.describe());

    let page = opened(&mut manager, "Claims Helpers").await;
    let silent = manager.submit_to(&page, "/refuse", &[("reason", " ")]).await;
    assert_eq!(silent.status, 422, "{}", silent.describe());
    let refused = manager.submit_to(&page, "/refuse", &[("reason", "It sells claims")]).await;
    assert!(refused.text().contains("It sells claims"), "{}", refused.describe());
    assert_eq!(database.count("audit_event WHERE deed = 'application_refused'"), 1);

    invited(&deployment, &database).await;
}

/// The letters either way: one says nothing, the other leads in.
async fn invited(deployment: &Deployment, database: &Database) {
    let data = deployment.launch().data();
    let no = letter(Path::new(&data), "t@claims.example").await;
    for word in ["claims helpers", "sells", "gency", "pplic", "olice", "refus"] {
        assert!(!no.replace("t@claims.example", "").to_lowercase().contains(word), "{word}: {no}");
    }
    let yes = letter(Path::new(&data), EMAIL).await;
    let link = yes.split("/step/48/").nth(1).expect("a link").split_whitespace().next().expect("a token");
    let mut window = deployment.visitor();
    let page = window.open(&format!("/step/48/{link}")).await;
    let secret = page.field("secret").expect("a secret");
    let home =
        window.submit(&page, &[("password", PASSWORD), ("again", PASSWORD), ("code", &code(&secret))]).await;
    assert_eq!((home.status, home.url.path()), (200, "/step/31"), "{}", home.describe());
    assert!(home.text().contains("Tidewater Outreach"), "{}", home.describe());
    assert_eq!(window.open("/step/39").await.status, 200, "whoever applied leads");
    assert_eq!(database.count("outbox WHERE application_id IS NOT NULL"), 0, "the answers are sent");
}

/// The letter to somebody, once it has been sent.
async fn letter(data: &Path, to: &str) -> String {
    let (begun, folder) = (Instant::now(), data.join("mail"));
    loop {
        let files = fs::read_dir(&folder).into_iter().flatten().flatten();
        let letters = files.filter_map(|file| fs::read_to_string(file.path()).ok());
        if let Some(letter) = letters.into_iter().find(|letter| letter.contains(&format!("To: {to}\r\n"))) {
            return letter;
        }
        assert!(begun.elapsed() < Duration::from_secs(30), "no letter came to {to}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn when_it_is_full_nothing_is_lost_and_tomorrow_there_is_room() {
    let inside = Inside::start();
    let mut visitor = inside.visitor();
    for number in 0..OF_DOMAIN {
        let (name, email) = (format!("Tide {number}"), format!("a{number}@tide.example"));
        is_received(&apply(&mut visitor, &[("name", &name), ("email", &email)]).await);
    }
    let full = apply(&mut visitor, &[("name", "Tide again"), ("email", "b@tide.example")]).await;
    assert_eq!(full.status, 503, "{}", full.describe());
    for said in
        ["We cannot take your application just now", "Tide again", "And we listen.", "Try again tomorrow"]
    {
        assert!(full.text().contains(said), "{said}: {}", full.describe());
    }
    is_received(&apply(&mut visitor, &[("email", "b@elsewhere.example")]).await);
    for number in OF_DOMAIN + 1..A_DAY {
        is_received(&apply(&mut visitor, &[("email", &format!("a@agency{number}.example"))]).await);
    }
    let full = visitor.open("/step/47").await;
    assert_eq!(full.status, 503, "{}", full.describe());
    assert!(full.text().contains("We cannot take your application just now"), "{}", full.describe());
    // People sign in all the same.
    assert_eq!(inside.practitioner(0).await.open("/step/31").await.status, 200);
    inside.clock.step(86_400);
    is_received(&apply(&mut inside.visitor(), &[("email", "a@tomorrow.example")]).await);
    let mut officer = inside.staff("c.birch").await;
    let list = officer.open("/staff/applications").await;
    assert_eq!(
        list.select("main tbody tr").len(),
        A_DAY + 4,
        "with those of the demonstration: {}",
        list.describe()
    );
    assert!(list.select("main tbody tr").last().expect("a line").contains("Refused"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_entry_that_is_there_is_offered_and_becomes_the_agency() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let new = officer.open("/staff/agencies/new").await;
    let known = [("name", "Low Tide"), ("types", "DA-COM"), ("phone", "+44 1632 960 777"), ("tier", "B")];
    let known = officer.submit_to(&new, "/new", &known).await;
    let known = known.url.path().to_owned();
    is_received(&apply(&mut inside.visitor(), &[("phone", "(01632) 960777")]).await);
    let page = opened(&mut officer, "Tidewater Outreach").await;
    assert!(page.text().contains("Low Tide: the same phone number"), "{}", page.describe());
    let page = vetted(&mut officer, &page).await;
    let id = known.rsplit('/').next().expect("an identifier");
    let approved = officer.submit_to(&page, "/approve", &[("entry", id)]).await;
    assert!(approved.text().contains("Low Tide"), "{}", approved.describe());
    let agency = officer.open(&known).await;
    for said in ["Invited", "Femi Aldous", "Tier B"] {
        assert!(agency.text().contains(said), "{said}: {}", agency.describe());
    }
    // What an anonymous visitor sends from nowhere is refused like any other form.
    let forged = inside.visitor().post("/step/47", &[("name", "Forged")]).await;
    assert_eq!(forged.status, 403, "{}", forged.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_who_decide_the_second_hears_of_the_first() {
    let inside = Inside::start();
    is_received(&apply(&mut inside.visitor(), &[]).await);
    let (mut officer, mut manager) = (inside.staff("c.birch").await, inside.staff("i.vale").await);
    let page = opened(&mut officer, "Tidewater Outreach").await;
    let page = vetted(&mut officer, &page).await;
    let same = opened(&mut manager, "Tidewater Outreach").await;
    let (one, other) = tokio::join!(
        officer.submit_to(&page, "/approve", &[("entry", "new")]),
        manager.submit_to(&same, "/refuse", &[("reason", "Nobody knows them")]),
    );
    let mut statuses = [one.status, other.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409], "{} {}", one.describe(), other.describe());
    let second = if one.status == 409 { one } else { other };
    assert!(second.text().contains("Somebody changed this meanwhile"), "{}", second.describe());
}
