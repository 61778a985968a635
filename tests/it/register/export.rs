//! Lists as files: what is shown, as filtered, and nothing that a spreadsheet takes for a formula.

use super::{AGENCY, added, employed, id};
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::page::Page;
use crate::support::premises::Inside;

/// The lines of a list, headings first.
async fn lines(officer: &mut Visitor, path: &str) -> Vec<String> {
    let written = officer.get(path).await;
    assert_eq!(written.status, 200, "{path}: {}", written.describe());
    assert!(written.header("content-disposition").contains("attachment"), "{path}");
    let text = written.html.trim_start_matches('\u{feff}').trim_end().to_owned();
    text.split("\r\n").map(ToOwned::to_owned).collect()
}

/// The address of a page's link to its list as text.
fn link(page: &Page) -> String {
    let links = page.attribute("main details a[href*='.csv']", "href");
    let [only] = links.as_slice() else { panic!("one list: {links:?} {}", page.describe()) };
    assert_eq!(page.attribute("main details a[href*='.xlsx']", "href"), [only.replace(".csv", ".xlsx")]);
    only.clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_ledger_is_exported_as_filtered() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &AGENCY).await;
        let agency = employed(&mut officer, &agency, &[("name", "Ines Thorne")]).await;
        let (today, code) = (inside.app.now().day(), id(&agency));
        let form = officer.open(&format!("/staff/engagements/new?step=form&kind=BRF&agency={code}")).await;
        let person = form.attribute("input[name='contact']", "value").remove(0);
        let answers = [
            ("day", today.iso()),
            ("place", "=1+1".to_owned()),
            ("questions", "@SUM(A1)".to_owned()),
            ("contact", person),
            ("task-1", "+1+cmd".to_owned()),
            ("due-1", today.plus_days(9).iso()),
        ];
        let answers: Vec<(&str, &str)> =
            answers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let logged = officer.submit_to(&form, "/new", &answers).await;
        assert!(logged.text().contains("The engagement is in the ledger"), "{}", logged.describe());

        let list = officer.open("/staff/engagements?q=köpenick&kind=BRF").await;
        let all = lines(&mut officer, &link(&list)).await;
        assert_eq!(all.len(), 2, "{all:#?}");
        for told in
            ["Briefing", "Köpenick", "Ines Thorne", "Callum Birch", ",'=1+1,", "'@SUM(A1)", &today.iso()]
        {
            assert!(all[1].contains(told), "{told}: {}", all[1]);
        }
        let none = lines(&mut officer, "/staff/export/engagements.csv?q=köpenick&kind=VIS").await;
        assert_eq!(none.len(), 1, "headings alone: {none:#?}");
        let whole = lines(&mut officer, "/staff/export/engagements.csv").await;
        // Some say more than one line.
        assert!(
            whole.len() > inside.database.count("engagement"),
            "every one, on whichever page: {}",
            whole.len()
        );

        let matrix = officer.open("/staff/engaged?q=köpenick").await;
        let engaged = lines(&mut officer, &link(&matrix)).await;
        assert_eq!(engaged.len(), 2, "{engaged:#?}");
        for told in ["Köpenick", "Briefing", "Callum Birch", "'@SUM(A1)"] {
            assert!(engaged[1].contains(told), "{told}: {}", engaged[1]);
        }

        let mine = officer.open("/staff/follow-ups").await;
        let (mine, all) = (
            lines(&mut officer, &link(&mine)).await,
            lines(&mut officer, "/staff/export/follow-ups.csv?who=all").await,
        );
        let task = |lines: &[String]| {
            lines.iter().any(|line| line.starts_with("'+1+cmd,") && line.contains("To do"))
        };
        assert!(task(&mine) && task(&all), "{mine:#?}");
        let mut manager = inside.staff("i.vale").await;
        let others = lines(&mut manager, "/staff/export/follow-ups.csv").await;
        assert!(!task(&others) && others.len() < all.len(), "only their own: {others:#?}");
        assert_eq!(all.len(), inside.database.count("follow_up") + 1);

        let workbook = officer.get("/staff/export/engagements.xlsx?q=köpenick").await;
        assert!(workbook.status == 200 && workbook.body.starts_with(b"PK"), "{}", workbook.describe());
        let event = "audit_event WHERE deed = 'list_written_out' AND object = 'engagements'";
        assert_eq!(inside.database.count(event), 4, "who took which list is written down");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plans_are_exported_as_they_are_shown() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        added(&mut officer, &AGENCY).await;
        let calls = officer.open("/staff/calls").await;
        let all = lines(&mut officer, &link(&calls)).await;
        let shown = calls.select("main h2.govuk-heading-m").remove(0);
        assert_eq!(format!("{} agencies", all.len() - 1), shown, "all of them, on whichever page");
        let new = all.iter().find(|line| line.contains("Köpenick")).expect("a new agency is to be called");
        assert!(new.contains("Nobody has met them yet") && new.contains("No point of contact"), "{new}");
        let mine = lines(&mut officer, "/staff/export/calls.csv?mine=yes").await;
        assert!(mine.len() < all.len() && !mine.iter().any(|line| line.contains("Köpenick")), "{mine:#?}");

        let campaigns = officer.open("/staff/campaigns").await;
        let all = lines(&mut officer, &link(&campaigns)).await;
        assert!(all.len() > inside.database.count("campaign"), "{all:#?}");
        let (reached, of) = ("SELECT campaign_id AS line FROM campaign_target", "/staff/campaigns/");
        let campaign = officer.open(&format!("{of}{}", inside.database.lines(reached)[0])).await;
        let targets = lines(&mut officer, &link(&campaign)).await;
        let name =
            &campaign.select("main td a[href^='/staff/agencies/'], main th a[href^='/staff/agencies/']")[0];
        assert!(targets[1].contains(name.as_str()), "those not reached first: {} {name}", targets[1]);
        let summary = campaign.text();
        let done = targets.iter().filter(|line| line.contains(",Reached,")).count();
        let told = format!("{done} of {} agencies reached", targets.len() - 1);
        assert!(summary.contains(&told), "{told}: {}", campaign.describe());

        let material = "SELECT material_id AS line FROM material_edition JOIN engagement_material \
             ON edition_id = material_edition.id";
        let material = inside.database.lines(material).remove(0);
        let page = officer.open(&format!("/staff/materials/{material}")).await;
        let handed = lines(&mut officer, &link(&page)).await;
        let all = format!(
            "engagement_material JOIN material_edition ON edition_id = material_edition.id WHERE material_id = '{material}'"
        );
        assert_eq!(handed.len() - 1, inside.database.count(&all), "{handed:#?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn coverage_is_exported_in_numbers_for_the_auditor_too() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let agency = added(&mut officer, &[&AGENCY[..], &[("languages", "urd")]].concat()).await;
        let name = agency.select("h1").remove(0);
        let mut auditor = inside.staff("s.whitlock").await;
        let page = auditor.open("/staff/coverage?months=3").await;
        let numbers = lines(&mut auditor, &link(&page)).await;
        let figures = page.select(".govuk-summary-list__row");
        for figure in ["Active agencies", "Never met", "With a point of contact"] {
            let shown = figures.iter().find(|row| row.contains(figure)).expect("a figure");
            let shown =
                shown.split_whitespace().find_map(|word| word.parse::<usize>().ok()).expect("a number");
            let written = format!("All agencies,,,{},{shown}", figure.trim_end_matches(" agencies"));
            assert!(numbers.contains(&written), "{written}: {numbers:#?}");
        }
        assert!(numbers.iter().all(|line| !line.contains(&name)), "no agency is named");
        for file in ["engagements.csv", "engaged.csv", "follow-ups.csv", "calls.csv", "campaigns.xlsx"] {
            assert_eq!(auditor.get(&format!("/staff/export/{file}")).await.status, 404, "{file}");
        }
        assert_eq!(officer.get("/staff/export/engagements.pdf").await.status, 404);
        assert_eq!(officer.get("/staff/coverage/numbers.pdf").await.status, 404);
    }
}
