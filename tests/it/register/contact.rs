//! People in agencies.

use super::{AGENCY, added, employed};
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::premises::Inside;

const PERSON: [(&str, &str); 4] = [
    ("name", "Siân Brocklehurst"),
    ("role", "Manager"),
    ("email", "sian@kopenick.example"),
    ("phone", "01632 960 700"),
];

/// Puts a person into a new agency and gives the address of their page.
async fn known(officer: &mut Visitor) -> String {
    let agency = added(officer, &AGENCY).await;
    let page = employed(officer, &agency, &PERSON).await;
    page.attribute("main a[href^='/staff/contacts/']", "href").remove(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_change_one_contact_lose_nothing() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let (mut birch, mut vale) = (inside.staff("c.birch").await, inside.staff("i.vale").await);
        let person = known(&mut birch).await;
        let (hers, his) = (vale.open(&person).await, birch.open(&person).await);
        let saved = vale.submit_to(&hers, &person, &[("phone", "01632 960 111")]).await;
        assert!(saved.text().contains("Your changes are saved"), "{}", saved.describe());
        let typed = [("role", "Deputy manager"), ("email", "s.brocklehurst@kopenick.example")];
        let late = birch.submit_to(&his, &person, &typed).await;
        assert_eq!(late.status, 409, "{}", late.describe());
        for told in ["Somebody else changed this entry", "01632 960 111", "01632 960 700"] {
            assert!(late.text().contains(told), "{told}: {}", late.describe());
        }
        // What he typed stands in the form and beside what is there now; what she wrote is not taken.
        for (field, value) in typed {
            assert_eq!(
                late.form(&person).filled(&[]).iter().find(|(name, _)| name == field).unwrap().1,
                value
            );
            assert!(late.text().contains(value), "{value}: {}", late.describe());
        }
        assert_eq!(inside.database.count("contact WHERE record LIKE '%960 111%'"), 1, "hers stands");
        let again = birch.submit_to(&late, &person, &[("phone", "01632 960 111")]).await;
        for told in ["Deputy manager", "s.brocklehurst@", "960 111", "Imogen Vale", "Callum Birch"] {
            assert!(again.text().contains(told), "{told}: {}", again.describe());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_will_not_do_of_a_contact_is_said_and_kept() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let mut officer = inside.staff("c.birch").await;
        let person = known(&mut officer).await;
        let form = officer.open(&person).await;
        let typed = [("name", ""), ("email", "not here"), ("left", "some day"), ("role", "Kept words")];
        let page = officer.submit_to(&form, &person, &typed).await;
        assert_eq!(page.status, 422, "{}", page.describe());
        for said in ["Fill in “Name”", "must be an email address", "must be a day"] {
            assert!(page.text().contains(said), "{said}: {}", page.describe());
        }
        for kept in ["not here", "some day", "Kept words"] {
            assert!(page.html.contains(kept), "{kept}");
        }
    }
}
