//! The ledger: what was done with whom, what follows from it, what was handed out, campaigns and the
//! calendar.

use super::{AGENCY, added, employed, id};
use crate::support::client::{Upload, Visitor};
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;

/// The form for logging something with this agency.
async fn form(officer: &mut Visitor, kind: &str, agency: &Page) -> Page {
    let agency = id(agency);
    officer.open(&format!("/staff/engagements/new?step=form&kind={kind}&agency={agency}")).await
}

/// Logs a briefing of this agency on a day, and gives its page.
async fn logged(officer: &mut Visitor, agency: &Page, answers: &[(&str, &str)]) -> Page {
    let form = form(officer, "BRF", agency).await;
    let page = officer.submit_to(&form, "/new", answers).await;
    assert!(page.text().contains("The engagement is in the ledger"), "{}", page.describe());
    page
}

#[tokio::test(flavor = "multi_thread")]
async fn a_briefing_is_logged_found_and_followed_up() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let agency = employed(&mut officer, &agency, &[("name", "Ines Thorne")]).await;
        let today = inside.app.now().day();
        let (yesterday, soon) = (today.plus_days(-1).iso(), today.plus_days(9).iso());
        let form = form(&mut officer, "BRF", &agency).await;
        let person = form.attribute("input[name='contact']", "value").remove(0);
        let answers = [
            ("day", yesterday.as_str()),
            ("place", "Ärztehaus, Room 2"),
            ("reach", "12"),
            ("questions", "Who reads what we send?"),
            ("contact", &person),
            ("task-1", "Send the slides of today"),
            ("due-1", &soon),
        ];
        let page = officer.submit_to(&form, "/new", &answers).await;
        for told in [
            "Köpenick",
            "Ines Thorne",
            "Ärztehaus, Room 2",
            "Who reads what we send?",
            "Send the slides of today",
        ] {
            assert!(page.text().contains(told), "{told}: {}", page.describe());
        }
        for (query, count) in
            [("q=arztehaus", 1), ("q=köpenick+ärzte&kind=BRF", 1), ("q=ärztehaus&kind=VIS", 0)]
        {
            let list = officer.open(&format!("/staff/engagements?{query}")).await;
            let found = list.attribute("main tbody a[href^='/staff/engagements/']", "href").len();
            assert_eq!(found, count, "{query}: {}", list.describe());
        }
        let met = officer.open(agency.url.path()).await;
        assert!(met.text().contains("Send the slides of today"), "{}", met.describe());
        let tasks = officer.open("/staff/follow-ups").await;
        let mine =
            tasks.select("main tbody tr").into_iter().find(|row| row.contains("Send the slides of today"));
        assert!(mine.is_some_and(|row| row.contains("Köpenick")), "{}", tasks.describe());
        let task =
            inside.database.line("SELECT id AS line FROM follow_up WHERE task = 'Send the slides of today'");
        let settled = officer.submit_to(&page, &task, &[("do", "done")]).await;
        assert!(settled.text().contains("Reopen Send the slides of today"), "{}", settled.describe());
        let matrix = officer.open("/staff/engaged?q=köpenick").await;
        assert!(
            matrix.text().contains("Köpenick") && matrix.text().contains("Briefing"),
            "{}",
            matrix.describe()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_follow_up_stands_with_every_agency_of_its_engagement_and_can_be_changed() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let first = added(&mut officer, &AGENCY).await;
        let second = added(&mut officer, &[&[("name", "Brightwater Advice")], &AGENCY[1..]].concat()).await;
        let with = format!("agency={}&agency={}", id(&first), id(&second));
        let form = officer.open(&format!("/staff/engagements/new?step=form&kind=BRF&{with}")).await;
        let today = inside.app.now().day();
        let (day, soon) = (today.iso(), today.plus_days(9).iso());
        let answers = [("day", day.as_str()), ("task-1", "Send the otter slides"), ("due-1", &soon)];
        officer.submit_to(&form, "/new", &answers).await;
        for agency in [&first, &second] {
            let page = officer.open(agency.url.path()).await;
            assert!(page.text().contains("Send the otter slides"), "{}", page.describe());
        }
        let task =
            inside.database.line("SELECT id AS line FROM follow_up WHERE task = 'Send the otter slides'");
        let edit = format!("/staff/follow-ups/{task}/edit");
        let (hers, his) = (officer.open(&edit).await, officer.open(&edit).await);
        let wrong =
            officer.submit_to(&hers, "/edit", &[("task", "Send the otter film"), ("due", "soon")]).await;
        assert!(wrong.status == 422 && wrong.html.contains("Send the otter film"), "{}", wrong.describe());
        let later = today.plus_days(20).iso();
        let changed = [("task", "Send the otter film"), ("owner", ""), ("due", later.as_str())];
        let saved = officer.submit_to(&wrong, "/edit", &changed).await;
        assert!(saved.text().contains("Your changes are saved"), "{}", saved.describe());
        let row = "SELECT task || ' ' || due || coalesce(owner_id, '') AS line FROM follow_up WHERE id =";
        assert_eq!(inside.database.line(&format!("{row} '{task}'")), format!("Send the otter film {later}"));
        let late = officer.submit_to(&his, "/edit", &[("task", "Send nothing")]).await;
        assert!(late.status == 409 && late.text().contains("Send the otter film"), "{}", late.describe());
        let page = officer.open(second.url.path()).await;
        let settled = officer.submit_to(&page, &task, &[("do", "done")]).await;
        assert_eq!(settled.url.path(), second.url.path(), "back where it was said: {}", settled.describe());
        assert!(!settled.text().contains("Send the otter film"), "{}", settled.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_change_one_engagement_lose_nothing() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let (mut birch, mut vale) = (inside.staff("c.birch").await, inside.staff("i.vale").await);
        let agency = added(&mut birch, &AGENCY).await;
        let today = inside.app.now().day().iso();
        let page = logged(&mut birch, &agency, &[("day", &today), ("place", "Hall")]).await;
        let edit = format!("{}/edit", page.url.path());
        let (hers, his) = (vale.open(&edit).await, birch.open(&edit).await);
        let saved = vale.submit_to(&hers, "/edit", &[("place", "Library")]).await;
        assert!(saved.text().contains("Your changes are saved"), "{}", saved.describe());
        let late = birch.submit_to(&his, "/edit", &[("questions", "Is it safe?")]).await;
        assert_eq!(late.status, 409, "{}", late.describe());
        for told in ["Somebody else changed this entry", "Library", "Hall", "Is it safe?"] {
            assert!(late.text().contains(told), "{told}: {}", late.describe());
        }
        let again = birch.submit_to(&late, "/edit", &[("place", "Library")]).await;
        for told in ["Is it safe?", "Library", "Imogen Vale", "Callum Birch"] {
            assert!(again.text().contains(told), "{told}: {}", again.describe());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_will_not_do_in_the_ledger_is_said_and_kept() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let form = form(&mut officer, "BRF", &agency).await;
        let typed = [("day", "one of these days"), ("reach", "many"), ("place", "Kept words")];
        let page = officer.submit_to(&form, "/new", &typed).await;
        assert_eq!(page.status, 422, "{}", page.describe());
        for kept in ["one of these days", "many", "Kept words"] {
            assert!(page.html.contains(kept), "{kept}");
        }
        assert_eq!(inside.database.count("engagement WHERE record LIKE '%Kept words%'"), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_evidence_file_is_kept_and_taken_away() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let today = inside.app.now().day().iso();
        let page = logged(&mut officer, &agency, &[("day", &today)]).await;
        let words = "Everybody who came: Ünal, Siân";
        let file = Upload {
            field: "files",
            file_name: "names.txt",
            media_type: "text/plain",
            bytes: words.as_bytes(),
        };
        let kept = officer.upload(&page, "/file", &[], &[file]).await;
        assert!(kept.text().contains("names.txt"), "{}", kept.describe());
        let address = format!("{}/file", page.url.path());
        assert_eq!(officer.get(&address).await.html, words);
        let gone = officer.submit_to(&kept, "/file/remove", &[]).await;
        assert!(gone.text().contains("The evidence file is changed"), "{}", gone.describe());
        assert_eq!(officer.get(&address).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_campaign_counts_what_was_handed_out_to_its_targets() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let today = inside.app.now().day().iso();

        let form = officer.open("/staff/materials/new").await;
        let answers = [("name", "Know the signs, pocket size"), ("form", "card")];
        let material = officer.submit_to(&form, "/new", &answers).await;
        let form = officer.open(&format!("{}/editions/new", material.url.path())).await;
        officer.submit_to(&form, "/editions/new", &[("label", "3"), ("language", "pol")]).await;

        let form = officer.open("/staff/campaigns/new").await;
        let answers = [("name", "Winter cards"), ("side", "external"), ("begins", &today), ("planned", "2")];
        let campaign = officer.submit_to(&form, "/new", &answers).await;
        let targets = officer.open(&format!("{}/targets?q=köpenick", campaign.url.path())).await;
        let aimed = officer.submit_to(&targets, "/targets", &[]).await;
        assert!(aimed.text().contains("Köpenick"), "{}", aimed.describe());

        let form = super::ledger::form(&mut officer, "BRF", &agency).await;
        let edition = inside.database.line(
            "SELECT e.id AS line FROM material_edition e JOIN material m ON m.id = e.material_id
             WHERE m.name LIKE 'Know the signs, pocket%'",
        );
        let answers = [
            ("day", today.as_str()),
            ("campaign", &id(&campaign)),
            ("edition-1", &edition),
            ("quantity-1", "40"),
        ];
        let page = officer.submit_to(&form, "/new", &answers).await;
        assert!(page.text().contains("pocket size, version 3, Polish"), "{}", page.describe());
        let campaign = officer.open(campaign.url.path()).await;
        assert!(campaign.text().contains("1 of 2 sessions held"), "{}", campaign.describe());
        let material = officer.open(material.url.path()).await;
        assert!(material.text().contains("40"), "{}", material.describe());
        let met = officer.open(agency.url.path()).await;
        assert!(met.text().contains("pocket size, version 3, Polish"), "{}", met.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_calendar_has_a_secret_address() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let today = inside.app.now().day().iso();
        let me = inside.database.line("SELECT id AS line FROM staff WHERE email LIKE 'c.birch%'");
        logged(&mut officer, &agency, &[("day", &today), ("lead", &me)]).await;
        let calendar = officer.open("/staff/calendar").await;
        assert!(calendar.text().contains("Köpenick"), "{}", calendar.describe());
        let shown = officer.submit_to(&calendar, "/calendar/feed", &[]).await;
        let address = shown.html.split('"').chain(shown.html.split(['>', '<'])).find_map(|part| {
            let name = part.strip_suffix(".ics")?;
            name.find("/calendar/").map(|at| part[at..].to_owned())
        });
        let address = address.unwrap_or_else(|| panic!("an address: {}", shown.describe()));
        let mut program = inside.visitor();
        let feed = program.get(&address).await;
        assert!(feed.status == 200 && feed.html.contains("BEGIN:VCALENDAR"), "{}", feed.html);
        let stopped = officer.submit_to(&shown, "/feed/remove", &[]).await;
        assert!(stopped.text().contains("does not work any more"), "{}", stopped.describe());
        assert_eq!(program.get(&address).await.status, 404);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_planned_says_so_and_is_not_counted() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let later = inside.app.now().day().plus_days(30).iso();
        let page = logged(&mut officer, &agency, &[("day", &later)]).await;
        assert!(
            page.select(".candour-tags").iter().any(|tags| tags.contains("Planned")),
            "{}",
            page.describe()
        );
        let met = officer.open(agency.url.path()).await;
        for told in ["Never met, and nothing was ever sent", "0 engagements so far", "Planned", "Overdue"] {
            assert!(met.text().contains(told), "{told}: {}", met.describe());
        }
        let listed = officer.open("/staff/agencies?overdue=yes&q=köpenick").await;
        assert!(listed.text().contains("Köpenick"), "{}", listed.describe());
        inside.clock.step(31 * 86_400);
        let mut officer = inside.staff("c.birch").await;
        let met = officer.open(agency.url.path()).await;
        assert!(
            met.text().contains("1 engagement so far") && !met.text().contains("Planned"),
            "{}",
            met.describe()
        );
        let listed = officer.open("/staff/agencies?overdue=yes&q=köpenick").await;
        assert!(
            !listed.select("main table").iter().any(|rows| rows.contains("Köpenick")),
            "{}",
            listed.describe()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_logged_by_mistake_is_deleted_when_that_is_confirmed() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let today = inside.app.now().day().iso();
        let typed = [("day", today.as_str()), ("task-1", "Send the slides of today"), ("due-1", &today)];
        let page = logged(&mut officer, &agency, &typed).await;
        let asked = officer.open(&page.attribute("main a[href$='/delete']", "href")[0]).await;
        for told in
            ["Delete this engagement?", "Köpenick", "Its follow-up goes with it", "You cannot undo this"]
        {
            assert!(asked.text().contains(told), "{told}: {}", asked.describe());
        }
        let edit = officer.open(&format!("{}/edit", page.url.path())).await;
        officer.submit_to(&edit, "/edit", &[("place", "Hall")]).await;
        let late = officer.submit_to(&asked, "/delete", &[]).await;
        assert_eq!(late.status, 409, "somebody changed it meanwhile: {}", late.describe());
        let asked = officer.open(&format!("{}/delete", page.url.path())).await;
        let list = officer.submit_to(&asked, "/delete", &[]).await;
        assert!(list.text().contains("The engagement is deleted"), "{}", list.describe());
        assert_eq!(officer.get(page.url.path()).await.status, 404);
        assert_eq!(inside.database.count("follow_up WHERE task = 'Send the slides of today'"), 0);
        let left = officer.open(agency.url.path()).await;
        for told in ["Deleted", "Engagement Briefing", "Nothing was done with this agency yet"] {
            assert!(left.text().contains(told), "{told}: {}", left.describe());
        }
    }
}
