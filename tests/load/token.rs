//! Practitioners who become anonymous: issuing five tokens, taking one, sending a report with the mark; and
//! what the page with the script weighs.

use std::sync::Mutex;
use std::time::Instant;

use candour::command::SystemClock;
use candour::crypto::oprf::{BearerToken, Issuer, Request};
use candour::crypto::secret::Secret;
use candour::crypto::token::Token;
use candour::domain::platform::quarter::Quarter;
use candour::domain::platform::time::Clock;
use candour::service::report::draft;
use candour::service::report::issuer::published;
use candour::service::report::visit::{Visit, save};
use data_encoding::BASE64URL_NOPAD;

use crate::app::{Inside, Prepared, fill};
use crate::blinding::Blinding;
use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::{Figures, milliseconds};
use crate::page;
use crate::process::Server;
use crate::report::Report;
use crate::submit::send;
use crate::table::number;

/// How many sessions ask for tokens at each number of clients.
const COUNT: usize = 300;
/// How many at once.
const CLIENTS: [usize; 2] = [1, 8];
/// How often the mathematics alone is measured.
const ROUNDS: usize = 200;

/// Measures the mathematics alone, then the way through the server.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    mathematics(report);
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    let title = format!("Unlinkable tokens, {}", deployment.name());
    let mut sessions = sessions(deployment, COUNT * CLIENTS.len() + 1);
    let weighed = sessions.pop().expect("a session");
    let mut first = server.client();
    weighed.clone_into(&mut first.cookie);
    // Whoever looks first makes the key.
    first.get("/step/42").expect(200);
    let key = inside.runtime.block_on(published(&inside.app)).expect("the key").expect("a key").key;
    for (clients, sessions) in CLIENTS.into_iter().zip(sessions.chunks(COUNT)) {
        let asked: Vec<Asked> = sessions.iter().map(|cookie| Asked::of(&inside, cookie, &key)).collect();
        let figures = Figures::of(deployment, &server, clients, &asked, ask);
        report.figures(&title, "issuing 5 tokens", clients, &figures);
        let tokens: Vec<BearerToken> = asked.iter().map(|asked| asked.first(&key)).collect();
        let forms: Vec<String> = tokens
            .iter()
            .map(|token| format!("token={}&bearer={}", inside.first_token(), token.to_text()))
            .collect();
        let show = |client: &mut Client, form: &String| {
            client.cookie.clear();
            client.post("/step/42", form).expect(204);
        };
        let figures = Figures::of(deployment, &server, clients, &forms, show);
        report.figures(&title, "taking a token, a draft begins", clients, &figures);
        let drafts: Vec<Prepared> = tokens.into_iter().map(|token| marked(&inside, token)).collect();
        let figures = Figures::of(deployment, &server, clients, &drafts, send);
        report.figures(&title, "sending with the mark", clients, &figures);
    }
    weigh(&server, &weighed, report);
}

fn mathematics(report: &mut Report) {
    let issuer = Issuer::from_seed(&Secret::random()).expect("a key");
    let asked = Blinding::new(5);
    let request = Request::parse(&asked.request).expect("a request");
    let answer = issuer.issue(&request).expect("an answer");
    let (input, output) = asked.finish(&answer, &issuer.public()).expect("tokens").remove(0);
    let token = BearerToken::new(input, output);
    let rows: [(&str, &dyn Fn() -> bool); 3] = [
        ("reading a request for 5", &|| Request::parse(&asked.request).is_some()),
        ("issuing 5 with one proof", &|| issuer.issue(&request).is_some()),
        ("checking 1", &|| issuer.issued(&token)),
    ];
    for (name, work) in rows {
        let mut times: Vec<_> = (0..ROUNDS)
            .map(|_| {
                let begun = Instant::now();
                assert!(work(), "{name}");
                begun.elapsed()
            })
            .collect();
        times.sort();
        let cells = [name.to_owned(), number(milliseconds(times[ROUNDS / 2]))];
        report.table("Unlinkable tokens: the mathematics alone, one core", &["", "p50, ms"]).row(&cells);
    }
}

/// Practitioners who are signed in: the cookies, `name=value`.
fn sessions(deployment: &Deployment, count: usize) -> Vec<String> {
    let agency = "00000000-0000-4000-8000-00000000a000";
    let record = r#"{"name":["Harbour"],"types":["DA-COM"],"status":["registered"],"tier":["A"]}"#;
    let mut statements = format!(
        "INSERT INTO agency (id, name, sort, record, search, status, tier, isa, pathway, version) VALUES \
         ('{agency}', 'Harbour', 'harbour', '{record}', 'harbour', 'registered', 'A', 'none', FALSE, 1);"
    );
    let quarter = Quarter::of(SystemClock.now().day()).code();
    let mut cookies = Vec::with_capacity(count);
    for number in 0..count {
        let (id, token) = (format!("00000000-0000-4000-8000-{number:012x}"), Token::random());
        statements += &format!(
            "INSERT INTO practitioner (id, agency_id, email, name, lead, standing, quarter, rations, surveyed) VALUES \
             ('{id}', '{agency}', '{number}@harbour.example', 'Isla', FALSE, 'active', '{quarter}', 1, ''); \
             INSERT INTO practitioner_session (lookup, practitioner_id, ration, expires_at, ends_at) VALUES \
             ('{}', '{id}', TRUE, '2099-01-01 00:00:00', '2099-01-01 00:00:00');",
            token.lookup()
        );
        cookies.push(format!("p={}", *token.to_text()));
    }
    deployment.run(&format!("BEGIN; {statements} COMMIT;"));
    cookies
}

/// Somebody who asks for tokens, and the answer once it is there.
struct Asked {
    cookie: String,
    form: String,
    blinding: Blinding,
    answer: Mutex<Vec<u8>>,
}

impl Asked {
    fn of(inside: &Inside, cookie: &str, key: &str) -> Self {
        let blinding = Blinding::new(5);
        let request = BASE64URL_NOPAD.encode(&blinding.request);
        let form = format!("token={}&key={key}&request={request}", inside.token(cookie));
        Self { cookie: cookie.to_owned(), form, blinding, answer: Mutex::default() }
    }

    fn first(&self, key: &str) -> BearerToken {
        let answer = self.answer.lock().expect("an answer");
        let (input, output) = self.blinding.finish(&answer, key).expect("tokens").remove(0);
        BearerToken::new(input, output)
    }
}

fn ask(client: &mut Client, asked: &Asked) {
    asked.cookie.clone_into(&mut client.cookie);
    *asked.answer.lock().expect("a place") = client.post("/step/42/tokens", &asked.form).expect(200).body;
}

/// A draft with the mark, ready to be sent.
fn marked(inside: &Inside, token: BearerToken) -> Prepared {
    let visit = inside.runtime.block_on(async {
        let mut visit = draft::begin_verified(&inside.app, token).await.expect("a draft");
        if let Visit::Draft { answers, .. } = &mut visit.visit {
            fill(answers, "none");
        }
        save(&inside.app, &mut visit).await.expect("save a draft");
        visit
    });
    inside.prepared(&visit)
}

/// The page with its sheet and both scripts.
fn weigh(server: &Server, cookie: &str, report: &mut Report) {
    let visit = Prepared { cookie: cookie.to_owned(), form: String::new() };
    let weigh = |accepts| page::cold(server, accepts, Some(&visit), "/step/42");
    let (brotli, plain) = (weigh("br"), weigh(""));
    let cells = [
        "becoming anonymous".to_owned(),
        brotli.first().copied().unwrap_or_default().to_string(),
        brotli.iter().sum::<usize>().to_string(),
        plain.iter().sum::<usize>().to_string(),
        plain.len().to_string(),
    ];
    let head = ["Page with the script", "page alone", "cold, br", "cold, plain", "requests, cold"];
    report.table("The page with the script: bytes on the wire, headers included", &head).row(&cells);
}
