//! Agencies: found, changed, merged, put back.

use super::{AGENCY, added, id};
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::premises::Inside;

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_found_by_any_part_of_what_is_known() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let page = added(&mut officer, &AGENCY).await;
        let form = officer.open(&format!("{}/contacts/new", page.url.path())).await;
        officer.submit_to(&form, "/contacts/new", &[("name", "Siân Brocklehurst"), ("spoc", "spoc")]).await;
        for words in [
            "kopenick",
            "WOMENS",
            "penick refu",
            "sian",
            "brockle",
            "960777 ",
            "first+monday",
            "01632 960 777",
        ] {
            let list = officer.open(&format!("/staff/agencies?q={}", words.replace(' ', "+"))).await;
            let wanted = !words.contains("960777");
            assert_eq!(list.text().contains("Köpenick"), wanted, "{words}: {}", list.describe());
        }
        let list = officer.open("/staff/agencies?q=kopenik").await;
        assert!(
            list.text().contains("Did you mean") && list.text().contains("Köpenick"),
            "{}",
            list.describe()
        );
        let list =
            officer.open("/staff/agencies?tier=A&type=DA-&spoc=yes&status=registered&q=köpenick").await;
        assert!(
            list.text().contains("1 agency") && list.text().contains("Siân Brocklehurst"),
            "{}",
            list.describe()
        );
        let list = officer.open("/staff/agencies?q=köpenick&spoc=no").await;
        assert!(list.text().contains("No agency is like this"), "{}", list.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agency_is_found_by_its_district_whatever_that_is_called_by_now() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let districts = officer.open("/staff/districts").await;
        officer.submit_to(&districts, "/districts", &[("name", "Ottermouth Vale")]).await;
        let find = "SELECT force_code || '/' || id AS line FROM district WHERE name = 'Ottermouth Vale'";
        let area = inside.database.line(find);
        added(&mut officer, &[&AGENCY[..], &[("areas", &area)]].concat()).await;
        let found = async |officer: &mut Visitor, words: &str| {
            let list = officer.open(&format!("/staff/agencies?q={words}")).await;
            list.select("main tbody").join("").contains("Köpenick")
        };
        for words in ["ottermouth", "OTTERM+vale", "köpenick+ottermouth"] {
            assert!(found(&mut officer, words).await, "{words}");
        }
        assert!(!found(&mut officer, "brightwater+ottermouth").await, "every word must be found");
        let districts = officer.open("/staff/districts").await;
        let own = area.rsplit('/').next().expect("an identifier");
        officer.submit_to(&districts, own, &[("name", "Sandwick")]).await;
        assert!(found(&mut officer, "sandwick").await && !found(&mut officer, "ottermouth").await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_will_not_do_is_said_and_kept() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let form = officer.open("/staff/agencies/new").await;
        let typed = [
            ("name", ""),
            ("email", "nobody at home"),
            ("postcode", "NOWHERE"),
            ("next_review", "soon"),
            ("notes", "Kept words"),
            ("status", "prospect"),
            ("tier", "C"),
        ];
        let page = officer.submit_to(&form, "/new", &typed).await;
        assert_eq!(page.status, 422);
        for said in [
            "Fill in “Name”",
            "Choose at least one answer to “Types”",
            "must be an email address",
            "full postcode",
            "must be a day",
        ] {
            assert!(page.text().contains(said), "{said}: {}", page.describe());
        }
        for kept in ["nobody at home", "NOWHERE", "Kept words"] {
            assert!(page.html.contains(kept), "{kept}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withheld_address_is_never_stored() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let form = officer.open("/staff/agencies/new").await;
        let hidden = [&AGENCY[..], &[("withheld", "yes"), ("address", "3 Quiet Lane")]].concat();
        let page = officer.submit_to(&form, "/new", &hidden).await;
        assert!(page.status == 422 && page.text().contains("never stored"), "{}", page.describe());
        let boxed = [&AGENCY[..], &[("withheld", "yes"), ("address", "PO Box 12, Eastfold")]].concat();
        let page = added(&mut officer, &boxed).await;
        assert!(page.text().contains("PO Box 12"), "{}", page.describe());

        let place = [("name", "Saltmarsh House"), ("address", "7 Otter Lane"), ("postcode", "ZZ9 7AA")];
        let page = added(&mut officer, &[&place, &AGENCY[1..]].concat()).await;
        let form = officer.open(&format!("{}/edit", page.url.path())).await;
        let moved = officer.submit_to(&form, "/edit", &[("address", "8 Otter Lane")]).await;
        let form = officer.open(&format!("{}/edit", moved.url.path())).await;
        let gone = [("withheld", "yes"), ("address", ""), ("postcode", "")];
        let page = officer.submit_to(&form, "/edit", &gone).await;
        assert!(page.text().contains("Your changes are saved"), "{}", page.describe());
        for (table, columns) in [("agency", vec!["record", "search"]), ("change", vec!["before", "after"])] {
            let found = inside.database.rows([(table, columns)]).join("\n");
            assert!(
                found.contains("Saltmarsh") && !found.contains("Otter"),
                "{table}: an old address stays in the history"
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_change_one_agency_lose_nothing() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let (mut birch, mut vale) = (inside.staff("c.birch").await, inside.staff("i.vale").await);
        let page = added(&mut birch, &AGENCY).await;
        let edit = format!("{}/edit", page.url.path());
        let (hers, his) = (vale.open(&edit).await, birch.open(&edit).await);
        let saved = vale.submit_to(&hers, "/edit", &[("phone", "01632 960 111")]).await;
        assert!(saved.text().contains("Your changes are saved"), "{}", saved.describe());
        let late = birch.submit_to(&his, "/edit", &[("notes", "Now on Tuesdays.")]).await;
        assert_eq!(late.status, 409, "{}", late.describe());
        for told in ["Somebody else changed this entry", "01632 960 111", "01632 960 777", "Now on Tuesdays."]
        {
            assert!(late.text().contains(told), "{told}: {}", late.describe());
        }
        let again = birch.submit_to(&late, "/edit", &[("phone", "01632 960 111")]).await;
        assert!(
            again.text().contains("Now on Tuesdays.") && again.text().contains("960 111"),
            "{}",
            again.describe()
        );
        for told in ["Imogen Vale", "Callum Birch", "Meets on the first Monday."] {
            assert!(again.text().contains(told), "the history tells {told}: {}", again.describe());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn doubles_are_suggested_merged_and_parted_again() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let first = added(&mut officer, &AGENCY).await;
        let twin = [
            ("name", "The Kopenick Womens Refuge Ltd"),
            ("types", "DA-COM"),
            ("status", "prospect"),
            ("tier", "C"),
            ("phone", "+44 1632 960777"),
            ("email", "hello@kopenick.example"),
        ];
        let second = added(&mut officer, &twin).await;
        let form = officer.open(&format!("{}/contacts/new", second.url.path())).await;
        officer.submit_to(&form, "/contacts/new", &[("name", "Ines Thorne")]).await;
        let page = officer.open(first.url.path()).await;
        assert!(page.text().contains("the same name, the same phone number"), "{}", page.describe());
        let merge = format!("{}/merge/{}", first.url.path(), id(&second));
        let compare = officer.open(&merge).await;
        assert!(compare.text().contains("hello@kopenick.example"), "{}", compare.describe());
        let whole = officer.submit(&compare, &[]).await;
        for told in
            ["The two entries are merged", "Ines Thorne", "hello@kopenick.example", "community or outreach"]
        {
            assert!(whole.text().contains(told), "{told}: {}", whole.describe());
        }
        let led = officer.open(second.url.path()).await;
        assert_eq!(led.url.path(), first.url.path(), "the merged entry leads to the other");
        let batch = whole.attribute("a[href^='/staff/batches/']", "href").remove(0);
        let batch = officer.open(&batch).await;
        let undone = officer.submit_to(&batch, "/undo", &[]).await;
        assert!(undone.text().contains("All of this is undone"), "{}", undone.describe());
        let parted = officer.open(second.url.path()).await;
        assert!(parted.text().contains("Ines Thorne"), "{}", parted.describe());
        let before = officer.open(first.url.path()).await;
        assert!(!before.text().contains("Ines Thorne"), "{}", before.describe());
        assert!(!before.select(".govuk-summary-list").join("").contains("hello@kopenick.example"));
        let token = batch.field("token").expect("a form token");
        let again = officer.post(&format!("{}/undo", batch.url.path()), &[("token", &token)]).await;
        assert_eq!(again.status, 409, "undone once is undone: {}", again.describe());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn many_are_changed_at_once_and_put_back() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let first = added(&mut officer, &AGENCY).await;
        let second = added(&mut officer, &[&[("name", "Brightwater Advice")], &AGENCY[1..]].concat()).await;
        let list = officer.open("/staff/agencies").await;
        let token = list.field("token").expect("a form token");
        let (one, other) = (id(&first), id(&second));
        let fields = [
            ("token", token.as_str()),
            ("agency", &one),
            ("agency", &other),
            ("tier", "B"),
            ("next_review", "2027-03-01"),
        ];
        let page = officer.post("/staff/agencies", &fields).await;
        let batch = officer.follow(page).await;
        assert!(batch.text().contains("Bulk edit: 2 agencies"), "{}", batch.describe());
        assert!(officer.open(first.url.path()).await.text().contains("1 March 2027"));
        let form = officer.open(&format!("{}/edit", second.url.path())).await;
        officer.submit_to(&form, "/edit", &[("tier", "C")]).await;
        let undone = officer.submit_to(&batch, "/undo", &[]).await;
        assert!(
            undone.text().contains("save for entries") && undone.text().contains("Brightwater"),
            "{}",
            undone.describe()
        );
        let (first, second) = (officer.open(first.url.path()).await, officer.open(second.url.path()).await);
        assert!(
            first.text().contains("A: every 3 months") && !first.select("dd").join("").contains("March 2027")
        );
        assert!(
            second.text().contains("C: every 12 months"),
            "what was changed since stays: {}",
            second.describe()
        );
        let address = "/staff/agencies?q=brightwater&tier=C";
        let list = officer.open(address).await;
        let forms = list.attribute("form[method='post']", "action");
        assert!(forms.contains(&address.to_owned()), "{forms:?}");
        let fields = [("token", token.as_str()), ("agency", &other), ("tier", "B"), ("next_review", "soon")];
        let refused = officer.post(address, &fields).await;
        assert_eq!(refused.status, 422, "{}", refused.describe());
        assert_eq!(refused.attribute("input.candour-choose[checked]", "value"), std::slice::from_ref(&other));
        assert!(!refused.text().contains("Köpenick"), "the filter is kept: {}", refused.describe());
        assert_eq!(refused.field("next_review").as_deref(), Some("soon"), "{}", refused.describe());
        let empty = officer.post("/staff/agencies", &[("token", &token)]).await;
        assert!(
            empty.status == 422 && empty.text().contains("Choose at least one agency"),
            "{}",
            empty.describe()
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_are_kept_for_oneself() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let list = officer.open("/staff/agencies?tier=A&overdue=yes").await;
        let kept = officer.submit_to(&list, "/filters", &[("filter_name", "Late ones")]).await;
        assert!(kept.text().contains("Late ones"), "{}", kept.describe());
        assert!(kept.attribute("main a", "href").iter().any(|href| href.contains("tier=A&overdue=yes")));
        let mut other = inside.staff("i.vale").await;
        assert!(!other.open("/staff/agencies").await.text().contains("Late ones"), "nobody else's");
        let gone = officer.submit_to(&kept, "/remove", &[]).await;
        assert!(!gone.text().contains("Late ones"), "{}", gone.describe());
    }
}
