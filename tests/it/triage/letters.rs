//! Who is written to about a case that somebody at the desk must not know of any more.

use super::concern;
use crate::support::client::Visitor;
use crate::support::database::ENGINES;
use crate::support::journey;
use crate::support::premises::Inside;

/// Says that they know the person.
async fn declare(inside: &Inside, who: &str, case: &str) -> String {
    let mut officer = inside.staff(who).await;
    let gate = officer.open(&format!("{case}/open")).await;
    let page = officer.submit_to(&gate, "/open", &[("knows", "yes")]).await;
    assert!(page.text().contains("You will not see this case again"), "{}", page.describe());
    page.text()
}

async fn write(inside: &Inside, phrase: &str, words: &str) {
    let mut reporter: Visitor = inside.visitor();
    let thread = journey::mailbox(&mut reporter, phrase).await;
    let thread = reporter.submit_to(&thread, "/thread", &[("words", words)]).await;
    assert!(thread.text().contains(words), "{}", thread.describe());
}

/// Whom the letters go to that wait; takes them away.
fn letters(inside: &Inside) -> Vec<String> {
    let to = "SELECT COALESCE(staff.email, 'the desk') AS line FROM outbox LEFT JOIN staff ON staff.id = outbox.staff_id \
              ORDER BY 1";
    let letters = inside.database.lines(to);
    inside.database.run("DELETE FROM outbox");
    letters
}

#[tokio::test(flavor = "multi_thread")]
async fn letters_about_a_case_go_to_those_who_may_see_it() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        letters(&inside);
        let (reference, phrase) = concern(&inside).await;
        assert_eq!(letters(&inside), ["the desk"], "a new report is for everybody there");
        let case = journey::case(&mut inside.staff("i.vale").await, &reference).await.expect("the case");
        write(&inside, &phrase, "Before").await;
        assert_eq!(letters(&inside), ["the desk"], "nobody is kept out of it");

        let said = declare(&inside, "t.reed", &case).await;
        assert!(said.contains("somebody else must take over"), "{said}");
        assert_eq!(letters(&inside), ["a.marsh@psd.example", "i.vale@psd.example"]);
        write(&inside, &phrase, "After").await;
        assert_eq!(letters(&inside), ["a.marsh@psd.example", "i.vale@psd.example"]);
        declare(&inside, "a.marsh", &case).await;
        assert_eq!(letters(&inside), ["i.vale@psd.example"], "who was kept out before does not hear of it");
        // Nobody may see it any more: whoever else could be written to must not learn of it.
        let said = declare(&inside, "i.vale", &case).await;
        assert!(said.contains("Nobody else at your desk may see it now"), "{said}");
        write(&inside, &phrase, "And again").await;
        assert_eq!(letters(&inside), [""; 0]);
        // Another case of the same desk is as any other.
        concern(&inside).await;
        assert_eq!(letters(&inside), ["the desk"]);
    }
}
