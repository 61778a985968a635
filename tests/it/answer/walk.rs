//! What people do that is written down.

use super::rig::Rig;
use crate::support::client::Visitor;
use crate::support::deployment::text_file;
use crate::support::page::Page;

const NOTE: &str = "What she wrote to me that evening";
const LATER: &str = "He was outside my house again";

/// A report with a file and a mailbox, and later words with another file.
pub(super) async fn report(rig: &mut Rig) {
    let mut reporter = rig.visitor();
    let story = reporter.open("/step/1").await;
    rig.press(&mut reporter, &story, ("/step/1", &[("story", "It began in spring")]), &[]).await;
    let files = rig.open(&mut reporter, "/step/17").await;
    let note = [text_file("note.txt", NOTE)];
    rig.press(&mut reporter, &files, ("/step/17", &[]), &note).await;
    let check = rig.open(&mut reporter, "/check").await;
    assert_eq!(check.text().matches("note.txt").count(), 1, "{}", check.describe());
    let contact = rig.open(&mut reporter, "/step/18").await;
    rig.press(&mut reporter, &contact, ("/step/18", &[("contact", "mailbox")]), &[]).await;
    let check = rig.open(&mut reporter, "/check").await;
    let sent = rig.press(&mut reporter, &check, ("/check", &[]), &[]).await;
    assert_eq!(sent.url.path(), "/sent", "{}", sent.describe());
    let phrase = sent.select(".govuk-inset-text strong").remove(0);
    let kept = [("phrase", phrase.as_str()), ("action", "kept")];
    rig.press(&mut reporter, &sent, ("/sent", &kept), &[]).await;
    let asked = rig.open(&mut reporter, "/reply").await;
    let thread = rig.press(&mut reporter, &asked, ("/reply", &[("phrase", &phrase)]), &[]).await;
    assert!(thread.text().contains("It began in spring"), "{}", thread.describe());
    let letter = [text_file("letter.txt", LATER)];
    let thread = rig.press(&mut reporter, &thread, ("/thread", &[("words", LATER)]), &letter).await;
    for once in [LATER, "letter.txt"] {
        assert_eq!(thread.text().matches(once).count(), 1, "{once}: {}", thread.describe());
    }
    downloads(&mut reporter, &thread, "/thread/", LATER).await;
}

/// The last file on the page that a link beginning like this leads to.
async fn downloads(visitor: &mut Visitor, page: &Page, begins: &str, content: &str) {
    let links = page.attribute("main a", "href");
    let file = links.iter().rfind(|link| link.starts_with(begins) && link.contains("file"));
    let file = visitor.get(file.unwrap_or_else(|| panic!("a file: {links:?}"))).await;
    assert_eq!((file.status, file.html.as_str()), (200, content), "{}", file.describe());
}

/// The case of that report: opened, answered, given away, moved on.
pub(super) async fn triage(rig: &mut Rig) {
    let mut officer = rig.staff("a.marsh").await;
    let case = rig.database.line(
        "SELECT c.id AS line FROM case_record c WHERE c.has_files AND c.has_mailbox AND c.unread
         AND (SELECT count(*) FROM message m WHERE m.concern_id = c.concern_id) = 1
         AND (SELECT count(*) FROM attachment a WHERE a.concern_id = c.concern_id) = 2
         ORDER BY c.received DESC LIMIT 1",
    );
    let case = format!("/staff/cases/{case}");
    let gate = officer.open(&format!("{case}/open")).await;
    let open = [("knows", "no"), ("reason", "first_look")];
    let page = rig.press(&mut officer, &gate, ("/open", &open), &[]).await;
    assert!(page.text().contains("It began in spring"), "{}", page.describe());
    let files = page.attribute("main a[href$='/original']", "href");
    assert_eq!(files.len(), 2, "{files:?}");
    for link in files {
        let file = officer.get(&link).await;
        assert!(file.status == 200 && [NOTE, LATER].contains(&file.html.as_str()), "{}", file.describe());
    }
    let words = "Thank you. Two of us have read what you wrote";
    let page = rig.press(&mut officer, &page, ("/reply", &[("words", words), ("checked", "yes")]), &[]).await;
    assert_eq!(page.text().matches(words).count(), 1, "{}", page.describe());
    let me = rig.database.line("SELECT id AS line FROM staff WHERE email LIKE 'a.marsh%'");
    rig.press(&mut officer, &page, ("/assign", &[("assignee", &me)]), &[]).await;
    let page = rig.open(&mut officer, &case).await;
    rig.press(&mut officer, &page, ("/act", &[("action", "look")]), &[]).await;
    let page = rig.open(&mut officer, &case).await;
    assert!(page.text().contains("First look") && page.text().contains("Ada Marsh"), "{}", page.describe());
}

/// Adds something at this address, and gives the page that follows.
async fn add(rig: &mut Rig, officer: &mut Visitor, path: &str, answers: &[(&str, &str)]) -> Page {
    let form = rig.open(officer, path).await;
    let action = path.split('?').next().unwrap_or_default();
    let page = rig.press(officer, &form, (action, answers), &[]).await;
    assert_eq!(page.status, 200, "{path}: {}", page.describe());
    page
}

/// Everything that is added to the register, some of it changed.
pub(super) async fn register(rig: &mut Rig) {
    let mut officer = rig.staff("c.birch").await;
    let me = rig.database.line("SELECT id AS line FROM staff WHERE email LIKE 'c.birch%'");
    let answers = [("name", "Köpenick Refuge"), ("types", "DA-REF"), ("status", "registered"), ("tier", "A")];
    let agency = add(rig, &mut officer, "/staff/agencies/new", &answers).await;
    let agency = agency.url.path().to_owned();
    let id = agency.rsplit('/').next().unwrap_or_default().to_owned();
    add(rig, &mut officer, &format!("{agency}/contacts/new"), &[("name", "Ines Thorne")]).await;
    let edit = rig.open(&mut officer, &format!("{agency}/edit")).await;
    let saved = rig.press(&mut officer, &edit, ("/edit", &[("phone", "01632 960 777")]), &[]).await;
    assert!(saved.text().contains("960 777"), "{}", saved.describe());
    let page = rig.open(&mut officer, &agency).await;
    let task = [("task", "Call Ines Thorne"), ("due", "2030-01-15"), ("owner", me.as_str())];
    let page = rig.press(&mut officer, &page, ("/follow-ups", &task), &[]).await;
    assert!(page.text().contains("Call Ines Thorne"), "{}", page.describe());

    let path = format!("/staff/engagements/new?step=form&kind=BRF&agency={id}");
    let answers =
        [("day", "2026-01-15"), ("place", "Town hall"), ("task-1", "Send slides"), ("due-1", "2030-01-15")];
    let met = add(rig, &mut officer, &path, &answers).await;
    let words = "Everybody who came";
    let page = rig.press(&mut officer, &met, ("/file", &[]), &[text_file("names.txt", words)]).await;
    assert!(page.text().contains("names.txt"), "{}", page.describe());
    let address = format!("{}/file", met.url.path());
    assert_eq!(officer.get(&address).await.html, words);

    let material =
        add(rig, &mut officer, "/staff/materials/new", &[("name", "Pocket signs"), ("form", "card")]).await;
    let path = format!("{}/editions/new", material.url.path());
    add(rig, &mut officer, &path, &[("label", "3"), ("language", "pol")]).await;
    let edition = rig.database.line(
        "SELECT e.id AS line FROM material_edition e JOIN material m ON m.id = e.material_id WHERE m.name LIKE 'Pocket signs%'",
    );
    let form = rig.open(&mut officer, &format!("/staff/editions/{edition}")).await;
    let card = [text_file("card.txt", "Know the signs")];
    let page = rig.press(&mut officer, &form, ("/file", &[]), &card).await;
    assert!(page.text().contains("card.txt"), "{}", page.describe());
    assert_eq!(officer.get(&format!("/staff/editions/{edition}/file")).await.html, "Know the signs");

    let answers =
        [("name", "Winter cards"), ("side", "external"), ("begins", "2026-01-15"), ("planned", "2")];
    let campaign = add(rig, &mut officer, "/staff/campaigns/new", &answers).await;
    let targets = rig.open(&mut officer, &format!("{}/targets?q=köpenick", campaign.url.path())).await;
    rig.press(&mut officer, &targets, ("/targets", &[]), &[]).await;
    let answers = [("said", "You are hard to reach"), ("did", "One number for all"), ("day", "2026-01-15")];
    add(rig, &mut officer, "/staff/feedback/new", &answers).await;
    let form = rig.open(&mut officer, "/staff/districts").await;
    let force = form.attribute("select[name='force'] option:not([value=''])", "value").remove(0);
    let district = [("force", force.as_str()), ("name", "Lower Wick")];
    let page = rig.press(&mut officer, &form, ("/staff/districts", &district), &[]).await;
    assert_eq!(page.status, 200, "{}", page.describe());
    assert_eq!(page.html.matches("value=\"Lower Wick\"").count(), 1, "{}", page.describe());
    let list = rig.open(&mut officer, "/staff/agencies?q=köpenick").await;
    let bulk = [("agency", id.as_str()), ("tier", "B")];
    let batch = rig.press(&mut officer, &list, ("/staff/agencies", &bulk), &[]).await;
    assert!(batch.text().contains("Köpenick"), "{}", batch.describe());
}

/// What a lead of an agency writes down and asks for.
pub(super) async fn agency(rig: &mut Rig) {
    let mut lead = rig.practitioner(0).await;
    let form = rig.open(&mut lead, "/step/34/1").await;
    let asked = rig.press(&mut lead, &form, ("/step/34/1", &[]), &[]).await;
    assert!(asked.text().contains("We have it"), "{}", asked.describe());
    let form = rig.open(&mut lead, "/step/40/0").await;
    let contact = [("name", "Jo Quill"), ("role", "Advocate")];
    let page = rig.press(&mut lead, &form, ("/step/40/0", &contact), &[]).await;
    assert_eq!(page.text().matches("This is right Jo Quill").count(), 1, "{}", page.describe());
    let form = rig.open(&mut lead, "/step/39").await;
    let colleague = [("name", "Femi Aldous"), ("email", "femi.aldous@agency.example")];
    let page = rig.press(&mut lead, &form, ("/step/39", &colleague), &[]).await;
    assert!(page.text().contains("Femi Aldous"), "{}", page.describe());
}
