//! Which desk gets a letter, and what stands in it.

use crate::mail::{SOON, as_text, header, over_starttls, over_tls};
use crate::support::journey;
use crate::support::premises::Served;
use crate::support::smtp::{Mail, Smtp};

const STORY: &str = "The constable waits outside Harrow Green library";

/// Answers that tell much, none of which may travel.
const ANSWERS: [(&str, &str); 5] = [
    ("story", STORY),
    ("sign", "W03"),
    ("danger", "now"),
    ("place", "Harrow Green"),
    ("name", "Quillfeather"),
];

/// The letters of the demonstration's own concerns: three at the triage desk and one more, and one elsewhere.
const WAITING: usize = 5;

fn start(settings: &[(&'static str, String)]) -> Served {
    Served::start(&as_text(settings))
}

fn receive(server: &Smtp) -> Mail {
    server.receive(SOON).expect("a letter")
}

/// Takes the letters that wait since before the test, and looks at where they go.
fn take_waiting(server: &Smtp) {
    let mut to: Vec<String> = (0..WAITING).map(|_| receive(server).to.remove(0)).collect();
    to.sort();
    let expected = [&["independent@policingbody.example"][..], &["triage@psd.example"; 4]].concat();
    assert_eq!(to, expected);
}

#[tokio::test]
async fn a_concern_is_told_to_its_desk_in_a_letter_that_says_nothing() {
    let smtp = Smtp::start();
    let served = start(&over_starttls(&smtp));
    take_waiting(&smtp);
    let sent = journey::send(&mut served.visitor(), &ANSWERS).await;
    let mail = receive(&smtp);
    assert_eq!(
        (mail.from.as_str(), mail.to.as_slice()),
        ("no-reply@portal.example", &["triage@psd.example".into()][..])
    );
    assert_eq!(header(&mail, "Subject"), "Something is waiting for you");
    assert_eq!(header(&mail, "Reply-To"), "no-reply@portal.example");
    assert_eq!(header(&mail, "Auto-Submitted"), "auto-generated");
    let id = header(&mail, "Message-ID");
    assert!(id.starts_with('<') && id.ends_with("@portal.example>") && id.len() > 40, "{id}");
    let text = String::from_utf8_lossy(&mail.raw).to_lowercase();
    let reference = journey::reference(&sent).to_lowercase();
    let words = STORY.split(' ').filter(|word| word.len() > 6).map(str::to_lowercase);
    let told = ["northmere", "police", "w03", "danger", "risk", "sexual", "abuse", "concern", "quillfeather"];
    for word in words.chain(told.map(str::to_owned)).chain([reference]) {
        assert!(!text.contains(&word), "{word} stands in the letter:\n{text}");
    }
    assert!(text.contains("/staff"), "{text}");
    assert!(!served.server.stderr().contains("psd.example"), "{}", served.server.stderr());
}

#[tokio::test]
async fn what_is_about_professional_standards_never_reaches_the_triage_desk() {
    let smtp = Smtp::start();
    let served = start(&over_tls(&smtp));
    take_waiting(&smtp);
    let answers = [&ANSWERS[..], &[("standards", "yes"), ("contact", "mailbox")]].concat();
    let mut reporter = served.visitor();
    let sent = journey::send(&mut reporter, &answers).await;
    let reference = journey::reference(&sent);
    assert_eq!(receive(&smtp).to, ["independent@policingbody.example"]);
    let mut outside = served.staff("r.calder").await;
    let case = journey::case(&mut outside, &reference).await.expect("the case is at the independent desk");
    journey::open(&mut outside, &case).await;
    for who in ["a.marsh", "t.reed", "i.vale"] {
        let mut inside = served.staff(who).await;
        assert_eq!(journey::case(&mut inside, &reference).await, None, "{who}");
        assert_eq!(inside.get(&case).await.status, 404, "{who}");
        assert!(!inside.open("/staff").await.html.contains(&reference), "{who}");
    }
    // Nor does a later word of the reporter, or a conflict, reach the triage desk.
    let thread = journey::mailbox(&mut reporter, &journey::phrase(&sent)).await;
    reporter.submit_to(&thread, "/thread", &[("words", "There is more")]).await;
    assert_eq!(receive(&smtp).to, ["independent@policingbody.example"]);
    let again = outside.open(&case).await;
    let last = outside.submit_to(&again, "/open", &[]).await;
    // There was nobody else at that desk: no letter tells anybody, and the page asks for a colleague.
    assert!(last.text().contains("Nobody else at your desk may see it now"), "{}", last.describe());
    assert_eq!(smtp.kept(), WAITING + 2);
}

#[tokio::test]
async fn every_kind_of_letter_looks_the_same() {
    let smtp = Smtp::start();
    let served = start(&over_starttls(&smtp));
    take_waiting(&smtp);
    let mut reporter = served.visitor();
    let sent = journey::send(&mut reporter, &[("story", STORY), ("contact", "mailbox")]).await;
    let first = receive(&smtp);
    let thread = journey::mailbox(&mut reporter, &journey::phrase(&sent)).await;
    reporter.submit_to(&thread, "/thread", &[("words", "There is more")]).await;
    let second = receive(&smtp);
    let mut officer = served.staff("t.reed").await;
    let case = journey::case(&mut officer, &journey::reference(&sent)).await.expect("the case");
    let gate = officer.open(&case).await;
    officer.submit_to(&gate, "/open", &[("knows", "yes")]).await;
    // Not to the desk: he reads its mail too.
    let mut third = [receive(&smtp), receive(&smtp)];
    third.sort_by_key(|mail| mail.to.clone());
    assert_eq!(
        third.each_ref().map(|mail| mail.to[0].as_str()),
        ["a.marsh@psd.example", "i.vale@psd.example"]
    );
    let like = |mail: &Mail| {
        let text = String::from_utf8_lossy(&mail.raw).into_owned();
        let text = text.replace(&header(mail, "Message-ID"), "ID").replace(&header(mail, "Date"), "DATE");
        text.replace(&header(mail, "To"), "TO")
    };
    assert_eq!(like(&first), like(&second));
    assert!(third.iter().all(|mail| like(mail) == like(&first)));
}
