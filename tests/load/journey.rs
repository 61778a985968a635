//! Whole journeys: from the start page to the page after sending.

use candour::view::component::token::TOKEN;

use crate::CLIENTS;
use crate::app::{Inside, WORDS};
use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::memory;
use crate::report::Report;

/// How many journeys at each number of clients: short ones, and through all questions.
const SHORT: usize = 1_000;
const LONG: usize = 240;

/// What is answered to each question of a long journey, as a form.
const ANSWERS: &[(&str, &str)] = &[
    ("2", "relation=me"),
    ("7", "name=&number=&rank=PC&team=Harrow+Green&looks=&met=He+came+about+a+break-in"),
    ("8", "role=officer"),
    ("9", "standards=no"),
    ("10", "sign=W03&sign=W05&sign=W06"),
    ("11", "when=now&when_words="),
    ("12", "place=At+home+and+by+phone"),
    ("13", "others=My+sister&told_already=none"),
    ("17", ""),
    ("14", "danger=later&partner=no"),
    ("15", "young=no"),
    ("16", "wish=stop&wish=investigate&needs="),
    ("18", "contact=none"),
];

const BOUNDARY: &str = "a-boundary-of-the-measurement";

/// Makes short and long journeys.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    let title = format!("Journeys, {}", deployment.name());
    Figures::of(deployment, &server, 4, &[(); 50], |client, ()| short(client, &inside));
    server.forget_peak();
    for clients in CLIENTS {
        let figures =
            Figures::of(deployment, &server, clients, &[(); SHORT], |client, ()| short(client, &inside));
        report.figures(&title, "short (7 requests)", clients, &figures);
        report.keep(deployment.name(), "journeys", &figures);
    }
    for clients in CLIENTS {
        let figures =
            Figures::of(deployment, &server, clients, &[(); LONG], |client, ()| long(client, &inside));
        report.figures(&title, "all questions (33 requests)", clients, &figures);
    }
    memory::peak(deployment, &server, "32 clients on journeys", report);
}

fn short(client: &mut Client, inside: &Inside) {
    begin(client, inside);
    finish(client, inside);
}

fn long(client: &mut Client, inside: &Inside) {
    let mut at = begin(client, inside);
    for (code, answers) in ANSWERS {
        assert_eq!(at, format!("/step/{code}"));
        client.get(&at).expect(200);
        let token = inside.token(&client.cookie);
        let answer = if answers.is_empty() {
            client.send(&at, &format!("multipart/form-data; boundary={BOUNDARY}"), no_file(&token).as_bytes())
        } else {
            client.post(&at, &format!("{TOKEN}={token}&{answers}"))
        };
        at = answer.expect(303).location;
    }
    assert_eq!(at, "/check");
    finish(client, inside);
}

/// From the start page to the first answer; where that leads.
fn begin(client: &mut Client, inside: &Inside) -> String {
    client.cookie.clear();
    for path in ["/", "/before", "/step/1"] {
        client.get(path).expect(200);
    }
    let story = WORDS.repeat(2).replace(' ', "+");
    client.post("/step/1", &format!("{TOKEN}={}&story={story}", inside.first_token())).expect(303).location
}

/// From the check to the page after sending.
fn finish(client: &mut Client, inside: &Inside) {
    client.get("/check").expect(200);
    let sent = client.post("/check", &format!("{TOKEN}={}", inside.token(&client.cookie))).expect(303);
    client.get(&sent.location).expect(200);
}

/// What a browser sends when no file was chosen.
fn no_file(token: &str) -> String {
    let part = |name: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{value}\r\n")
    };
    let file = part("files", "; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    let (token, action) = (part(TOKEN, &format!("\r\n\r\n{token}")), part("action", "\r\n\r\ncontinue"));
    format!("{token}{file}{action}--{BOUNDARY}--\r\n")
}
