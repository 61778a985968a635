//! Within a minute after everybody has gone, nothing of what they wrote, read or proved who they are with
//! stands in the memory of the server: whoever takes over a machine, or gets a dump of it, learns nothing of
//! what was before.

use std::hint::black_box;
use std::io::Write;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use candour::crypto::secret::Secret;
use candour::crypto::stack;
use futures_util::future::join_all;

use super::search::Search;
use super::{Secrets, keep_phrase, live, visitor};
use crate::support::client::Visitor;
use crate::support::deployment::{Deployment, Who, code, file, open_case, reply};
use crate::support::journey;
use crate::support::memory::{Piece, pieces};
use crate::support::postgres::postgres;
use crate::support::practitioners::guest;
use crate::support::process::Launch;

/// How long what was wiped may take to be gone.
const A_MINUTE: Duration = Duration::from_mins(1);

/// Reporters who write at the same moment.
const CROWD: usize = 12;

/// What a setting says stands in memory as long as the server runs: a search that does not find it is blind.
const STAYS: &str = "the office at the lighthouse";

const SETTINGS: [(&str, &str); 4] = [
    ("CANDOUR__SITE__OPERATOR", STAYS),
    ("CANDOUR__LOG__LEVEL", "debug"),
    ("CANDOUR__MAIL__DELAY_MIN_SECONDS", "0"),
    ("CANDOUR__MAIL__DELAY_MAX_SECONDS", "0"),
];

/// Here one browser keeps its connection open: it is the server that must let go.
#[tokio::test]
async fn nothing_stays_in_memory_on_sqlite() {
    let mut deployment = Deployment::on("", Launch::new(), &SETTINGS).await;
    let (secrets, window) = everybody(&mut deployment).await;
    nothing_stays(&deployment, &secrets).await;
    drop(window);
    what_is_being_sent_is_found(&deployment).await;
}

#[tokio::test]
async fn nothing_stays_in_memory_on_postgresql() {
    let url = postgres().new_database();
    let mut deployment = Deployment::on(&url, Launch::new(), &SETTINGS).await;
    let (secrets, _) = everybody(&mut deployment).await;
    nothing_stays(&deployment, &secrets).await;
}

/// As in production: TLS by Candour itself, and HTTP/2. How long an idle connection of HTTP/2 stays is for
/// the browser to say: here all have closed theirs.
#[tokio::test]
async fn nothing_stays_in_memory_when_encrypted() {
    let mut deployment = Deployment::encrypted("", Launch::new(), &SETTINGS).await;
    let (secrets, _) = everybody(&mut deployment).await;
    nothing_stays(&deployment, &secrets).await;
}

/// All that people do, and their secrets. One window is still open.
async fn everybody(deployment: &mut Deployment) -> (Secrets, Visitor) {
    let mut secrets = Secrets::default();
    live(deployment, &mut secrets).await;
    practitioner(deployment, &mut secrets).await;
    staff(deployment, &mut secrets).await;
    crowd(deployment, &mut secrets).await;
    let window = leaves(deployment, &mut secrets).await;
    (secrets, window)
}

async fn nothing_stays(deployment: &Deployment, secrets: &Secrets) {
    let begun = Instant::now();
    let mut left = found(deployment, secrets);
    println!("at once, {}", told(secrets, &left));
    while !left.is_empty() && begun.elapsed() < A_MINUTE {
        tokio::time::sleep(Duration::from_secs(2)).await;
        left = found(deployment, secrets);
    }
    println!("after {} s, {}", begun.elapsed().as_secs(), told(secrets, &left));
    assert!(left.is_empty(), "{left:#?}");
    let mut setting = Secrets::default();
    setting.keep("a setting", STAYS.as_bytes());
    let places = found(deployment, &setting);
    assert!(places.iter().any(|place| !place.ends_with("[stack]")), "the search is blind: {places:?}");
}

/// How many of the secrets are found, and which.
fn told(secrets: &Secrets, found: &[String]) -> String {
    let is_found = |name: &&String| found.iter().any(|place| place.starts_with(name.as_str()));
    let names: Vec<_> = secrets.0.keys().filter(is_found).collect();
    format!("{} of {}: {names:?}", names.len(), secrets.0.len())
}

/// Which secrets stand in the memory of the server, and where.
fn found(deployment: &Deployment, secrets: &Secrets) -> Vec<String> {
    let search = Search::new(&secrets.0);
    let mut found = Vec::new();
    for piece in pieces(deployment.server().pid()) {
        let names = search.in_bytes(&piece.bytes).into_iter();
        found.extend(names.map(|name| format!("{name} after {:x} {}", piece.start, piece.place)));
    }
    found
}

/// Somebody of an agency makes an account, signs out and in, reports in their name and signs out.
async fn practitioner(deployment: &Deployment, secrets: &mut Secrets) {
    let guest = guest(&deployment.database);
    secrets.keep_token("a one-time link", guest.link.rsplit('/').next().expect("a token"));
    let mut window = visitor(deployment, secrets);
    let page = window.open(&guest.link).await;
    let secret = page.field("secret").expect("a secret");
    secrets.keep_token("a practitioner's second factor", &secret);
    let password = secrets.word("a practitioner's password");
    let typed = [("password", password.as_str()), ("again", &password), ("code", &code(&secret))];
    let home = window.submit(&page, &typed).await;
    secrets.keep_traces(&window, &home);
    window.submit_to(&home, "/step/45", &[]).await;
    // A code counts once. Waiting half a minute for the next one would prove nothing here.
    deployment.database.run("UPDATE practitioner_key SET totp_step = 0");
    let door = window.open("/step/30").await;
    let typed = [("email", guest.email.as_str()), ("password", &password), ("code", &code(&secret))];
    let home = window.submit(&door, &typed).await;
    assert_eq!(home.url.path(), "/step/31", "{}", home.describe());
    secrets.keep_traces(&window, &home);
    reports(&mut window, secrets).await;
    let home = window.open("/step/31").await;
    let out = window.submit_to(&home, "/step/45", &[]).await;
    assert_eq!(out.url.path(), "/step/30", "{}", out.describe());
}

/// A report in a practitioner's name, read again and added to.
async fn reports(window: &mut Visitor, secrets: &mut Secrets) {
    let ways = window.open("/step/41").await;
    window.submit_to(&ways, "/step/41", &[("way", "named")]).await;
    let (story, name) = (secrets.word("a practitioner's story"), secrets.word("a practitioner's name"));
    let answers =
        [("story", story.as_str()), ("known", "several"), ("consent", "unsafe"), ("name", name.as_str())];
    let sent = journey::send(window, &answers).await;
    secrets.keep_traces(window, &sent);
    let list = window.open("/step/43").await;
    let own = list.attribute("main a[href^='/step/43/']", "href").remove(0);
    let thread = window.open(&own).await;
    assert!(thread.text().contains(&story), "{}", thread.describe());
    let words = secrets.word("a practitioner's message");
    let written = window.upload(&thread, &own, &[("words", words.as_str())], &[]).await;
    assert!(written.text().contains(&words), "{}", written.describe());
}

/// An officer reads what came, answers, and signs out.
async fn staff(deployment: &mut Deployment, secrets: &mut Secrets) {
    let story = secrets.word("a story that is read");
    let sent = file(visitor(deployment, secrets), &[("story", &story), ("contact", "mailbox")], &[]).await;
    keep_phrase(secrets, &sent.phrase.expect("a phrase"));
    let mut officer = deployment.sign_in(Who::Officer).await;
    let case = deployment.case(&sent.reference);
    let page = open_case(&mut officer, &case).await;
    assert!(page.text().contains(&story), "{}", page.describe());
    secrets.keep_traces(&officer, &page);
    reply(&mut officer, &case, &secrets.word("an officer's reply")).await;
    let out = officer.submit_to(&page, "/staff/sign-out", &[]).await;
    assert_eq!(out.url.path(), "/staff/sign-in", "{}", out.describe());
}

/// Many write at the same moment, so that much is in use at once. Every other one leaves.
async fn crowd(deployment: &Deployment, secrets: &mut Secrets) {
    let mut windows = Vec::new();
    for _ in 0..CROWD {
        let mut window = visitor(deployment, secrets);
        let page = window.open("/step/1").await;
        let story = secrets.word("a story in a crowd");
        let post = window.filled(&page.form("/step/1"), &[("story", &story)], &[]);
        windows.push((window, page, post));
    }
    let send = windows.iter_mut().map(|(window, _, post)| window.send(post.try_clone().expect("a form")));
    for answer in join_all(send).await {
        assert_eq!(answer.status, 303, "{}", answer.describe());
    }
    for (number, (mut window, page, _)) in windows.into_iter().enumerate() {
        secrets.keep_traces(&window, &page);
        if number % 2 == 0 {
            assert_eq!(window.get("/leave").await.status, 303);
        }
    }
}

/// With script: the page is blank before the answer comes. The window stays open.
async fn leaves(deployment: &Deployment, secrets: &mut Secrets) -> Visitor {
    let mut window = visitor(deployment, secrets);
    let story = secrets.word("a story that was left");
    let page = window.open("/step/1").await;
    let page = window.submit(&page, &[("story", &story)]).await;
    secrets.keep_traces(&window, &page);
    assert_eq!(window.post("/leave", &[]).await.status, 204);
    window
}

/// A request that has begun is there as long as it is waited for, and goes with its connection.
async fn what_is_being_sent_is_found(deployment: &Deployment) {
    let mut secrets = Secrets::default();
    let story = secrets.word("a story that is on its way");
    let host = deployment.base().trim_start_matches("http://");
    let mut half = TcpStream::connect(host).expect("connect");
    write!(half, "POST /step/1 HTTP/1.1\r\nHost: {host}\r\nContent-Length: 5000\r\n").expect("send");
    write!(half, "Content-Type: application/x-www-form-urlencoded\r\n\r\nstory={story}").expect("send");
    let begun = Instant::now();
    while found(deployment, &secrets).is_empty() {
        assert!(begun.elapsed() < A_MINUTE, "the search is blind");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    drop(half);
    nothing_stays(deployment, &secrets).await;
}

/// How much of the stack the call needs that leaves something there.
const ROOM: usize = 64 * 1024;

#[test]
fn what_a_call_leaves_on_the_stack_is_wiped() {
    // What is looked for stands nowhere else as it is.
    let inverse = Secret::<32>::random().expose().map(|byte| !byte).to_vec();
    leave(&inverse);
    assert!(is_on_stack(&inverse), "the search is blind");
    stack::wipe();
    assert!(!is_on_stack(&inverse));
}

/// Has the bytes on the stack, far below the caller, and returns.
#[expect(clippy::large_stack_arrays, reason = "it is the stack that is to be written to")]
#[inline(never)]
fn leave(inverse: &[u8]) {
    let mut room = [0_u8; ROOM];
    for (byte, inverse) in room.iter_mut().zip(inverse) {
        *byte = !inverse;
    }
    black_box(&mut room);
}

fn is_on_stack(inverse: &[u8]) -> bool {
    let here = std::ptr::from_ref(&inverse).addr() as u64;
    let below = |piece: &Piece| {
        let within = |at: u64| usize::try_from(at.saturating_sub(piece.start)).expect("an address");
        let (from, to) = (within(here - 2 * ROOM as u64), within(here));
        piece.bytes.get(from..to.min(piece.bytes.len())).map(<[u8]>::to_vec).unwrap_or_default()
    };
    let is_it = |bytes: &[u8]| bytes.iter().zip(inverse).all(|(byte, inverse)| *byte == !inverse);
    pieces(std::process::id()).any(|piece| below(&piece).windows(inverse.len()).any(is_it))
}
