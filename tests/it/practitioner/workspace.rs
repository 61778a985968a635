//! What people of agencies find when they have come in: what they may read and fetch, what they ask for and
//! answer, and that nothing they send touches casework.

use candour::domain::platform::quarter::Quarter;
use candour::domain::register::agency::Agency;
use candour::domain::register::survey::{Answer, LEAST};
use candour::service::App;
use candour::store::identity::practitioner;
use candour::store::register::{agency, survey};
use candour::store::{Snapshot, StoreError, Tx};

use crate::permissions::worlds::CASEWORK;
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;

const WORKSPACE: [&str; 14] = [
    "/step/31",
    "/step/32",
    "/step/32/1",
    "/step/32/2",
    "/step/33",
    "/step/34",
    "/step/34/1",
    "/step/34/2",
    "/step/35",
    "/step/36",
    "/step/37",
    "/step/38",
    "/step/44",
    "/step/49",
];

/// The agency of the practitioner who is at this place among the accounts.
async fn agency_of(inside: &Inside, number: usize) -> Agency {
    let email = inside.demo.practitioners[number].email.clone();
    let read = move |snapshot: &mut Snapshot<'_>| {
        let person = practitioner::find_email(snapshot, &email)?.expect("an account");
        agency::find(snapshot, person.agency)
    };
    inside.app.store.read::<_, StoreError, _>(read).await.expect("the store").expect("an agency")
}

/// Changes what the register says of the agency.
async fn put(app: &App, mut agency: Agency, fields: &'static [(&'static str, &'static str)]) {
    for (field, value) in fields {
        agency.record.put(field, value);
    }
    let write = move |tx: &mut Tx<'_>| agency::save(tx, &agency);
    app.store.write::<_, StoreError, _>(write).await.expect("the register");
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_lead_is_offered_what_a_lead_keeps() {
    let inside = Inside::start();
    for (number, leads) in [(0, true), (1, false)] {
        let home = inside.practitioner(number).await.open("/step/31").await;
        for address in ["/step/39", "/step/40"] {
            let links = home.attribute(&format!("a[href='{address}']"), "href");
            assert_eq!(!links.is_empty(), leads, "{number} {address}: {}", home.describe());
        }
        for address in &WORKSPACE[1..] {
            if !address.ends_with("/1") && !address.ends_with("/2") {
                assert!(!home.attribute(&format!("a[href='{address}']"), "href").is_empty(), "{address}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn help_names_whoever_looks_after_the_agency_while_they_are_here() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut member = inside.practitioner(1).await;
        let agency = agency_of(&inside, 1).await;
        let owner = inside.database.line("SELECT id AS line FROM staff WHERE name = 'Callum Birch'");
        let owned = async |owner: String| {
            let mut agency = agency.clone();
            agency.record.put("owner", &owner);
            let write = move |tx: &mut Tx<'_>| {
                let version = agency::find(tx, agency.id)?.expect("the agency").version;
                agency::save(tx, &Agency { version, ..agency.clone() })
            };
            inside.app.store.write::<_, StoreError, _>(write).await.expect("the register");
        };
        owned(owner.clone()).await;
        let help = member.open("/step/49").await;
        for said in ["Callum Birch", "c.birch@psd.example", "call 999", "What happens with what you send"] {
            assert!(help.text().contains(said), "{said}: {}", help.describe());
        }
        for lead_only in ["/step/39", "/step/40"] {
            assert!(help.attribute(&format!("main a[href='{lead_only}']"), "href").is_empty(), "{lead_only}");
        }
        inside.database.run(&format!("UPDATE staff SET standing = 'left' WHERE id = '{owner}'"));
        let help = member.open("/step/49").await;
        assert!(!help.text().contains("Birch"), "whoever has left is not to be asked: {}", help.describe());
        assert!(help.text().contains("Nobody is named for your agency yet"), "{}", help.describe());
        owned(String::new()).await;
        let help = member.open("/step/49").await;
        assert!(help.text().contains("Nobody is named for your agency yet"), "{}", help.describe());
        let mut lead = inside.practitioner(0).await;
        let help = lead.open("/step/49").await;
        assert!(!help.attribute("main a[href='/step/40']", "href").is_empty(), "{}", help.describe());
    }
}

/// The pages themselves are opened without casework in `permissions::worlds`.
#[tokio::test(flavor = "multi_thread")]
async fn what_agencies_send_needs_no_table_of_casework() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut lead = inside.practitioner(0).await;
        for table in CASEWORK {
            inside.database.run(&format!("ALTER TABLE {table} RENAME TO {table}_gone"));
        }
        // What needs one of them says so: the tables are gone indeed.
        let mut reporter = inside.visitor();
        let story = reporter.open("/step/1").await;
        assert!(reporter.submit(&story, &[("story", "Something happened")]).await.status >= 500);

        let asked = ask_for_materials(&mut lead, &[]).await;
        assert!(asked.text().contains("We have it"), "{}", asked.describe());
        let briefing = lead.open("/step/34/1").await;
        let asked = lead.submit(&briefing, &[]).await;
        assert!(asked.text().contains("We have it"), "{}", asked.describe());
        assert!(answer(&mut lead, "4").await.text().contains("Thank you"));
        let form = lead.open("/step/39").await;
        let colleague = [("name", "Jo Quill"), ("email", "jo.quill@agency.example")];
        let invited = lead.submit_to(&form, "/step/39", &colleague).await;
        assert!(invited.text().contains("They are invited"), "{}", invited.describe());
        let contacts = lead.open("/step/40").await;
        let confirmed = lead.submit_to(&contacts, "/1", &[]).await;
        assert!(confirmed.text().contains("confirmed by your agency"), "{}", confirmed.describe());
        let home = lead.open("/step/31").await;
        let out = lead.submit_to(&home, "/step/45", &[]).await;
        assert_eq!(out.url.path(), "/step/30", "{}", out.describe());
    }
}

async fn ask_for_materials(visitor: &mut Visitor, more: &[(&str, &str)]) -> Page {
    let form = visitor.open("/step/34/2").await;
    let typed = [("leaflets", "37"), ("person", "Anya Holt"), ("delivery", "call")];
    let given = |name: &str| more.iter().any(|(known, _)| *known == name);
    let typed = typed.into_iter().filter(|(name, _)| !given(name));
    visitor.submit(&form, &typed.chain(more.iter().copied()).collect::<Vec<_>>()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_is_something_to_do_until_it_is_done() {
    let inside = Inside::start();
    let (mut member, mut officer) = (inside.practitioner(1).await, inside.staff("c.birch").await);
    let agency = agency_of(&inside, 1).await;
    let wrong = ask_for_materials(&mut member, &[("leaflets", "many")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("value=\"many\""), "what was typed is kept: {}", wrong.describe());
    let asked = ask_for_materials(&mut member, &[]).await;
    assert!(asked.text().contains("We have it"), "{}", asked.describe());

    let page = officer.open(&format!("/staff/agencies/{}", agency.id)).await;
    assert!(page.text().contains("Asked by the agency: 37 leaflets"), "{}", page.describe());
    let calls = officer.open("/staff/calls").await;
    assert!(calls.text().contains("Asked by the agency on"), "{}", calls.describe());
    let mut found = None;
    for address in page.attribute("main a[href^='/staff/requests/']", "href") {
        let request = officer.open(&address).await;
        if request.text().contains("37") {
            found = Some(request);
        }
    }
    let request = found.expect("the page of the request");
    assert!(request.text().contains("Anya Holt"), "{}", request.describe());
    let done =
        request.forms().into_iter().find(|form| form.action.path().contains("/follow-ups/")).expect("a form");
    officer.submit_to(&request, done.action.path(), &[("do", "done")]).await;
    let again = officer.open(request.url.path()).await;
    assert!(again.text().contains("Done on"), "{}", again.describe());
    let seen = member.open("/step/34").await;
    assert!(seen.text().contains("Done"), "{}", seen.describe());
    // It is the agency that asked: who of it did is not written down.
    let person = inside.demo.practitioners[1].email.clone();
    let columns = inside.database().lines("SELECT name AS line FROM pragma_table_info('request')");
    assert!(
        !columns.iter().any(|column| column.contains("practitioner") || column.contains("staff")),
        "{columns:?}"
    );
    assert_eq!(inside.database().count(&format!("request WHERE record LIKE '%{person}%'")), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withheld_address_is_not_taken() {
    let inside = Inside::start();
    put(&inside.app, agency_of(&inside, 1).await, &[("withheld", "yes"), ("address", ""), ("postcode", "")])
        .await;
    let mut member = inside.practitioner(1).await;
    let post = |send_to| [("delivery", "post"), ("send_to", send_to)];
    let refused = ask_for_materials(&mut member, &post("12 Quillberry Street")).await;
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Your address is withheld"), "{}", refused.describe());
    assert_eq!(inside.database().count("request WHERE record LIKE '%Quillberry%'"), 0);
    let boxed = ask_for_materials(&mut member, &post("PO Box 40, Quillberry")).await;
    assert!(boxed.text().contains("We have it"), "{}", boxed.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_an_end_to_what_can_be_asked_for() {
    let inside = Inside::start();
    let mut member = inside.practitioner(1).await;
    let mut refused = None;
    for _ in 0..12 {
        let page = ask_for_materials(&mut member, &[]).await;
        if page.status == 422 {
            refused = Some(page);
            break;
        }
    }
    let refused = refused.expect("an end");
    assert!(refused.text().contains("We still have several requests"), "{}", refused.describe());
}

async fn answer(visitor: &mut Visitor, mark: &str) -> Page {
    let page = visitor.open("/step/38").await;
    visitor.submit(&page, &[("knows", mark), ("confident", mark), ("able", mark)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn each_answers_once_a_quarter_and_nothing_says_who() {
    let inside = Inside::start();
    let mut member = inside.practitioner(1).await;
    let quarter = Quarter::of(inside.app.now().day()).code();
    let count = || inside.database().count(&format!("survey_answer WHERE quarter = '{quarter}'"));
    let form = member.open("/step/38").await;
    let missing = member.submit(&form, &[("knows", "4")]).await;
    assert_eq!((missing.status, count()), (422, 0));
    assert!(answer(&mut member, "4").await.text().contains("Thank you"));
    assert_eq!(count(), 1);
    // An open tab, or a request made by hand: the first answer stands.
    let marks = [("knows", "1"), ("confident", "1"), ("able", "1")];
    let late = member.submit(&form, &marks).await;
    assert!(late.text().contains("You have answered"), "{}", late.describe());
    assert_eq!(count(), 1);
    let columns = inside.database().lines("SELECT name AS line FROM pragma_table_info('survey_answer')");
    assert_eq!(columns, ["id", "quarter", "agency_type", "knows", "confident", "able"]);
    // The quarter is not over: nobody sees anything of it.
    let results = inside.staff("c.birch").await.open("/staff/survey").await;
    let now = Quarter::of(inside.app.now().day()).to_string();
    assert!(!results.select("main h2").contains(&now), "{}", results.describe());
    // In the next quarter everybody is asked again.
    inside.clock.step(100 * 86_400);
    let mut member = inside.practitioner(1).await;
    assert!(answer(&mut member, "2").await.text().contains("Thank you"));
    assert_eq!(inside.database().count(&format!("survey_answer WHERE quarter > '{quarter}'")), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn few_answers_are_not_shown_nor_given_away() {
    let inside = Inside::start();
    inside.database().run("DELETE FROM survey_answer");
    let quarter = Quarter::of(inside.app.now().day()).previous();
    let few = LEAST - 1;
    let groups = [("DA-", few), ("SV-", 6), ("HE-", 9)];
    let app = inside.app.clone();
    let write = move |tx: &mut Tx<'_>| {
        for (group, count) in groups {
            for _ in 0..count {
                let answer = Answer { quarter: quarter.code(), group: group.to_owned(), marks: [5, 3, 1] };
                survey::insert(tx, app.id(), &answer)?;
            }
        }
        Ok::<_, StoreError>(())
    };
    inside.app.store.write(write).await.expect("answers");
    let mut auditor = inside.staff("s.whitlock").await;
    let page = auditor.open("/staff/survey").await;
    let row = |name: &str| {
        let rows = page.select("main tbody tr");
        rows.into_iter().find(|row| row.trim_start().starts_with(name)).expect("a row")
    };
    assert!(row("All").contains("19") && row("Health").contains("Mean 5.0"), "{}", page.describe());
    for hidden in ["Domestic abuse", "Sexual violence", "Exploitation"] {
        assert!(row(hidden).contains("Not shown") && !row(hidden).contains("Mean"), "{}", row(hidden));
    }
    let file = auditor.open("/staff/survey/answers.csv").await;
    assert!(file.html.contains("All,") && file.html.contains(",19,5.0,"), "{}", file.html);
    assert!(!file.html.contains(&format!(",{few},")) && !file.html.contains(",6,"), "{}", file.html);
    assert_eq!(inside.staff("a.marsh").await.open("/staff/survey").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_reads_of_itself_and_not_what_was_noted() {
    let inside = Inside::start();
    let (own, mut officer) = (agency_of(&inside, 1).await, inside.staff("c.birch").await);
    let mut member = inside.practitioner(1).await;
    let list = officer.open("/staff/agencies").await;
    let others = list.attribute("main a[href^='/staff/agencies/']", "href");
    let other = others.iter().find_map(|link| {
        let id = link.strip_prefix("/staff/agencies/")?.split('?').next()?;
        (id.len() == 36 && id != own.id.to_string()).then(|| id.to_owned())
    });
    let other = other.expect("another agency");
    let name = officer.open(&format!("/staff/agencies/{other}")).await.select("h1").remove(0);
    let token = list.field("token").expect("a form token");
    let id = own.id.to_string();
    let today = inside.app.now().day();
    let (day, next) = (today.iso(), today.plus_days(30).iso());
    let typed = [
        ("token", token.as_str()),
        ("kind", "MTG"),
        ("agency", &id),
        ("agency", &other),
        ("day", &day),
        ("place", "Quillberry Hall"),
        ("questions", "Somebody asked about zebrafinches"),
        ("agreed", "A secret plan"),
        ("topics", "signs"),
        ("next_contact", &next),
    ];
    let logged = officer.post("/staff/engagements/new", &typed).await;
    let logged = officer.follow(logged).await;
    assert!(logged.text().contains("Quillberry Hall"), "{}", logged.describe());
    let page = member.open("/step/33").await;
    assert!(page.text().contains("Liaison meeting or surgery"), "{}", page.describe());
    assert!(page.text().contains("Warning signs"), "{}", page.describe());
    for hidden in ["Quillberry", "zebrafinch", "secret plan", name.trim()] {
        assert!(!page.text().contains(hidden), "{hidden}: {}", page.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_run_out_or_is_still_being_written_is_not_offered() {
    let inside = Inside::start();
    let mut member = inside.practitioner(1).await;
    let mut officer = inside.staff("c.birch").await;
    let leaflet = member.open("/step/32/1").await;
    assert_eq!((leaflet.status, leaflet.header("content-type")), (200, "application/pdf"));
    assert_eq!(member.open("/step/32/00000000-0000-4000-8000-000000000000").await.status, 404);

    let form = officer.open("/staff/feedback/new").await;
    let day = inside.app.now().day().iso();
    let said =
        [("said", "Zebrafinches sing too loud"), ("did", "We close the window"), ("day", day.as_str())];
    let wrong = officer.submit(&form, &said[..1]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("Zebrafinches"), "what was typed is kept");
    let list = officer.submit(&form, &[&said[..], &[("held", "yes")]].concat()).await;
    assert!(list.text().contains("Zebrafinches"), "{}", list.describe());
    assert!(!member.open("/step/35").await.text().contains("Zebrafinches"));
    let mut entry = None;
    for address in list.attribute("main td a, main th a", "href") {
        let page = officer.open(&address).await;
        if page.html.contains("Zebrafinches") {
            entry = Some(page);
        }
    }
    let entry = entry.expect("the entry");
    let token = entry.field("token").expect("a form token");
    let shown = [&[("token", token.as_str()), ("version", "0")], &said[..]].concat();
    let saved = officer.post(entry.url.path(), &shown).await;
    assert_eq!(saved.status, 303, "{}", saved.describe());
    assert!(member.open("/step/35").await.text().contains("We close the window"));
    // A form that was open meanwhile takes nothing away, and the history says what stood before.
    let other = [("said", "Zebrafinches sing too loud"), ("did", "We let them"), ("day", day.as_str())];
    let other = [&[("token", token.as_str()), ("version", "0")], &other[..]].concat();
    assert_eq!(officer.post(entry.url.path(), &other).await.status, 409);
    // The same form, sent again, asks for what stands.
    assert_eq!(officer.post(entry.url.path(), &shown).await.status, 303);
    let history = officer.open(entry.url.path()).await.select(".moj-timeline").join(" ");
    assert!(history.contains("Do not show it to agencies"), "{history}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_material_is_fetched_while_it_holds_and_no_trace_is_left() {
    let inside = Inside::start();
    let (mut member, mut officer) = (inside.practitioner(1).await, inside.staff("c.birch").await);
    let materials = officer.open("/staff/materials").await;
    let material = materials.attribute("main th a", "href").remove(0);
    let page = officer.open(&material).await;
    let edition = page.attribute("main a[href^='/staff/editions/']", "href").remove(0);
    let form = officer.open(&edition).await;
    let kept = [("expires", "")];
    officer.submit_to(&form, &edition, &kept).await;
    let form = officer.open(&edition).await;
    let file = crate::support::client::Upload {
        field: "files",
        file_name: "signs.txt",
        media_type: "text/plain",
        bytes: b"Know the signs",
    };
    officer.upload(&form, "/file", &[], &[file]).await;
    let id = edition.rsplit('/').next().expect("an identifier").to_owned();
    let list = member.open("/step/32").await;
    assert!(!list.attribute(&format!("a[href='/step/32/{id}']"), "href").is_empty(), "{}", list.describe());
    let events = || inside.database().count("audit_event");
    let before = events();
    let fetched = member.open(&format!("/step/32/{id}")).await;
    assert!(fetched.status == 200 && fetched.html.contains("Know the signs"), "{}", fetched.describe());
    assert_eq!(events(), before, "who fetched it is written nowhere");
    let form = officer.open(&edition).await;
    officer.submit_to(&form, &edition, &[("expires", "2020-01-01")]).await;
    assert_eq!(member.open(&format!("/step/32/{id}")).await.status, 404, "it has run out");
    assert!(!member.open("/step/32").await.html.contains(&id));
}
