//! How much memory the server takes, and how soon it answers.

use std::time::Duration;

use candour::domain::platform::attachment::MAX_FILE_BYTES;
use candour::view::component::file_upload::FILES;
use candour::view::component::token::TOKEN;

use crate::app::{Inside, Prepared};
use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::{Figures, milliseconds};
use crate::process::Server;
use crate::report::Report;
use crate::table::number;

const TITLE: &str = "Memory of Candour, MiB resident";
const BOUNDARY: &str = "a-boundary-of-the-measurement";
/// The question that takes files.
const FILE_STEP: &str = "/step/17";
/// How many send a file at the same time.
const UPLOADS: usize = 10;

/// Starts the server a few times: how long until the first page, and what it takes when nobody asks for
/// anything.
pub(crate) fn start(deployment: &Deployment, report: &mut Report) {
    let mut times: Vec<Duration> = (0..7).map(|_| deployment.serve().cold_start).collect();
    times.sort();
    let (middle, longest) = (milliseconds(times[3]), milliseconds(times[6]));
    let head =
        ["Cold start, from the start of the process to the first page", "median, ms", "longest of 7, ms"];
    report.table("Cold start", &head).row(&[deployment.name().into(), number(middle), number(longest)]);
    report.keep_value("cold start", deployment.name(), middle / 1_000.0);
    let server = deployment.serve();
    row(deployment, "after the first page", &server, report);
    crate::wait(Duration::from_secs(10));
    report.keep_value("idle", deployment.name(), mebibytes(server.memory().0));
    row(deployment, "10 seconds later, idle", &server, report);
}

/// Notes the most memory that was taken since the peak was forgotten.
pub(crate) fn peak(deployment: &Deployment, server: &Server, after: &str, report: &mut Report) {
    row(deployment, &format!("after {after}"), server, report);
}

/// Sends files of the greatest size side by side, twice: what grows with the number of bytes would show.
pub(crate) fn uploads(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    for round in ["1 file of 25 MB", "10 files of 25 MB at once", "10 more"] {
        let clients = if round.starts_with("1 ") { 1 } else { UPLOADS };
        let drafts = inside.drafts(clients, "none");
        let forms: Vec<(Prepared, Vec<u8>)> =
            drafts.into_iter().map(|draft| (draft.clone(), form(&inside.token(&draft.cookie)))).collect();
        server.forget_peak();
        let figures = Figures::of(deployment, &server, clients, &forms, upload);
        row(deployment, round, &server, report);
        report.figures(&format!("Uploads, {}", deployment.name()), round, clients, &figures);
    }
}

fn upload(client: &mut Client, (draft, form): &(Prepared, Vec<u8>)) {
    draft.cookie.clone_into(&mut client.cookie);
    let answer = client.send(FILE_STEP, &format!("multipart/form-data; boundary={BOUNDARY}"), form);
    assert_eq!(answer.expect(303).location, FILE_STEP);
}

/// A form with a film of the greatest size: a true beginning, then noise.
fn form(token: &str) -> Vec<u8> {
    let part = |name: &str, rest: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{rest}")
    };
    let size = usize::try_from(MAX_FILE_BYTES).expect("fits");
    let mut form = (part(TOKEN, &format!("\r\n\r\n{token}\r\n"))
        + &part("action", "\r\n\r\nadd\r\n")
        + &part(FILES.name(), "; filename=\"film.mp4\"\r\nContent-Type: video/mp4\r\n\r\n"))
        .into_bytes();
    let start = form.len();
    form.extend_from_slice(b"\0\0\0\x18ftypisom\0\0\x02\0isommp41");
    let mut state = 1_u64;
    while form.len() < start + size {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        form.extend_from_slice(&state.to_le_bytes()[4..]);
    }
    form.truncate(start + size);
    form.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    form
}

fn row(deployment: &Deployment, when: &str, server: &Server, report: &mut Report) {
    let (now, most) = server.memory();
    let what = format!("{}: {when}", deployment.name());
    report.table(TITLE, &["", "now", "most"]).row(&[what, number(mebibytes(now)), number(mebibytes(most))]);
}

fn mebibytes(kibibytes: u64) -> f64 {
    f64::from(u32::try_from(kibibytes).expect("fits")) / 1_024.0
}
