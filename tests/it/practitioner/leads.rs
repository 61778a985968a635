//! Leads: they keep colleagues and contacts of their own agency, and nothing else.

use super::{Joined, account, is_in, join, link};
use crate::support::client::Visitor;
use crate::support::page::Page;
use crate::support::premises::Inside;

async fn add(lead: &mut Visitor, name: &str, email: &str) -> Page {
    let page = lead.open("/step/39").await;
    lead.submit_to(&page, "/step/39", &[("name", name), ("email", email)]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_adds_and_removes_colleagues() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut lead = Joined::new(&inside, &mut officer, true).await;
    let wrong = add(&mut lead.visitor, "", "nonsense").await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.html.contains("value=\"nonsense\""), "what was typed is kept");
    inside.clock.step(1);
    let added = add(&mut lead.visitor, "Femi Aldous", "Femi.Aldous@new.example").await;
    assert!(added.text().contains("Invited until"), "{}", added.describe());
    let mut colleague = inside.visitor();
    let (home, _) = join(&inside, &mut colleague, &link(&inside.app).await).await;
    assert_eq!(home.url.path(), "/step/31");
    assert!(home.text().contains("Femi Aldous"), "{}", home.describe());
    assert_eq!(colleague.open("/step/39").await.status, 404, "a colleague does not lead");

    let person = account(&inside, "femi.aldous@new.example").await;
    assert_eq!((person.agency, person.lead, person.contact), (lead.person.agency, false, None));
    let page = lead.visitor.open("/step/39").await;
    let removed = lead.visitor.submit_to(&page, &format!("/step/39/{}", person.id), &[("act", "end")]).await;
    assert!(!removed.text().contains("Femi Aldous"), "{}", removed.describe());
    assert!(!is_in(&mut colleague).await, "out at once");
    // The only lead stays.
    let own = format!("/step/39/{}", lead.person.id);
    let page = lead.visitor.open("/step/39").await;
    let refused = lead.visitor.submit_to(&page, &own, &[("act", "end")]).await;
    assert_eq!(refused.status, 422, "{}", refused.describe());
    assert!(refused.text().contains("cannot remove the only lead"), "{}", refused.describe());
    assert!(is_in(&mut lead.visitor).await);
    let log = super::audit(&inside).await;
    let by_lead = |deed: &str| {
        let rows = log.iter().filter(|row| row.contains(deed) && row.contains(&person.id.to_string()));
        rows.filter(|row| row.contains(&lead.person.id.to_string())).count()
    };
    assert_eq!((by_lead("Invited a practitioner"), by_lead("Ended a practitioner")), (1, 1), "{log:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lead_reaches_nobody_of_another_agency() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut lead = Joined::new(&inside, &mut officer, true).await;
    let other = account(&inside, &inside.demo.practitioners[1].email).await;
    let token = lead.visitor.open("/step/39").await.field("token").expect("a form token");
    for act in ["end", "again", "revoke", "lead", "restart"] {
        let path = format!("/step/39/{}", other.id);
        let answer = lead.visitor.post(&path, &[("token", &token), ("act", act)]).await;
        assert_eq!(answer.status, 404, "{act}");
    }
    for act in ["lead", "unlead", "restart", "nonsense"] {
        let path = format!("/step/39/{}", lead.person.id);
        let answer = lead.visitor.post(&path, &[("token", &token), ("act", act)]).await;
        assert_eq!(answer.status, 404, "{act}: the department decides this");
    }
    let contact = other.contact;
    if let Some(contact) = contact {
        assert_eq!(lead.visitor.open(&format!("/step/40/{contact}")).await.status, 404);
    }
    // Whoever has an account elsewhere: a lead is not told so.
    let taken = add(&mut lead.visitor, "Somebody", &other.email).await;
    assert_eq!(taken.status, 422);
    assert!(taken.text().contains("This address cannot be invited"), "{}", taken.describe());
    assert!(!taken.text().contains("There is an account"), "{}", taken.describe());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_lead_confirms_stands_in_the_register() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let mut lead = Joined::new(&inside, &mut officer, true).await;
    let list = lead.visitor.open("/step/40").await;
    let contact = lead.person.contact.expect("a contact");
    let confirm = format!("/step/40/{contact}/1");
    let done = lead.visitor.submit_to(&list, &confirm, &[]).await;
    assert!(done.text().contains("Confirmed by your agency on"), "{}", done.describe());
    let page = officer.open(&format!("/staff/contacts/{contact}")).await;
    assert!(page.text().contains("Confirmed by the agency on"), "{}", page.describe());
    assert!(page.select(".moj-timeline").join(" ").contains("by the agency itself"), "{}", page.describe());

    // Somebody new becomes the point of contact: there is one.
    let form = lead.visitor.open("/step/40/0").await;
    let new = [("name", "Carys Pell"), ("email", "carys.pell@new.example"), ("spoc", "spoc")];
    let first = lead.visitor.submit(&form, &new).await;
    assert_eq!(first.select(".govuk-tag"), ["Single point of contact"], "{}", first.describe());
    let form = lead.visitor.open(&format!("/step/40/{contact}")).await;
    let second = lead.visitor.submit(&form, &[("spoc", "spoc"), ("phone", "01632 960 001")]).await;
    assert_eq!(second.select(".govuk-tag"), ["Single point of contact"], "{}", second.describe());
    // A form that was open meanwhile takes nothing away.
    let stale = lead.visitor.submit(&form, &[("phone", "01632 960 002")]).await;
    assert_eq!(stale.status, 409, "{}", stale.describe());
    assert!(stale.text().contains("Somebody else changed"), "{}", stale.describe());
    assert!(stale.html.contains("01632 960 002"), "what was typed is kept");
    // Staff save without touching the day: it stays the agency's word; a new day is the department's.
    let edit = officer.open(&format!("/staff/contacts/{contact}")).await;
    let saved = officer.submit_to(&edit, &contact.to_string(), &[("role", "Director")]).await;
    assert!(saved.text().contains("Confirmed by the agency on"), "{}", saved.describe());
    let saved = officer.submit_to(&saved, &contact.to_string(), &[("confirmed", "2026-01-05")]).await;
    assert!(!saved.text().contains("Confirmed by the agency on"), "{}", saved.describe());
    // Gone: no longer on the agency's list, still on the register. The lead's own entry it is: they are out.
    let form = lead.visitor.open(&format!("/step/40/{contact}")).await;
    let gone = lead.visitor.submit(&form, &[("gone", "yes")]).await;
    assert_eq!(gone.url.path(), "/step/30", "{}", gone.describe());
    let kept = officer.open(&format!("/staff/contacts/{contact}")).await;
    assert_ne!(kept.field("left").unwrap_or_default(), "", "{}", kept.describe());
}
