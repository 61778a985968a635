//! What pages weigh on the wire, and how many requests they take on a cold cache.

use crate::app::{Inside, Prepared};
use crate::deployment::Deployment;
use crate::process::Server;
use crate::report::Report;

/// Pages of a journey, and whether they need a draft.
const PAGES: &[(&str, &str, bool)] = &[
    ("start", "/", false),
    ("before the first question", "/before", false),
    ("the story, first question", "/step/1", false),
    ("the signs, longest question", "/step/10", true),
    ("check answers", "/check", true),
    ("sent, with the phrase", "/sent", true),
    ("privacy", "/privacy", false),
];

/// Weighs the pages with and without compression.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let server = deployment.serve();
    let draft = Inside::of(deployment).drafts(1, "mailbox").remove(0);
    for (name, path, drafted) in PAGES {
        if *path == "/sent" {
            let mut sender = server.client();
            draft.cookie.clone_into(&mut sender.cookie);
            sender.post("/check", &draft.form).expect(303);
        }
        let draft = drafted.then_some(&draft);
        let weigh = |accepts| cold(&server, accepts, draft, path);
        let (brotli, gzip, plain) = (weigh("br"), weigh("gzip"), weigh(""));
        let requests = plain.len();
        let cells = [
            (*name).to_owned(),
            brotli.first().copied().unwrap_or_default().to_string(),
            brotli.iter().sum::<usize>().to_string(),
            gzip.iter().sum::<usize>().to_string(),
            plain.iter().sum::<usize>().to_string(),
            requests.to_string(),
        ];
        let head = ["Page", "page alone, br", "cold, br", "cold, gzip", "cold, plain", "requests, cold"];
        report.table("Pages: bytes on the wire, headers included", &head).row(&cells);
        report.keep_value("page KB", deployment.name(), kilobytes(brotli.iter().sum()));
        report.keep_value(
            "page requests",
            deployment.name(),
            f64::from(u32::try_from(requests).expect("a few")),
        );
    }
}

/// The bytes of a page and of everything that it refers to, as a browser with an empty cache asks for it.
pub(crate) fn cold(
    server: &Server,
    accepts: &'static str,
    draft: Option<&Prepared>,
    path: &str,
) -> Vec<usize> {
    let ask = |accepts, path: &str| {
        let mut client = server.client().accepting(accepts);
        client.cookie = draft.map(|draft| draft.cookie.clone()).unwrap_or_default();
        client.get(path).expect(200)
    };
    let html = String::from_utf8(ask("", path).body).expect("a page in UTF-8");
    let parts = references(&html);
    std::iter::once(path).chain(parts).map(|path| ask(accepts, path).bytes).collect()
}

/// What a browser fetches with a page: sheets, scripts, pictures.
fn references(html: &str) -> Vec<&str> {
    let elements = html.split('<').filter(|element| {
        ["link ", "script ", "img ", "source ", "iframe "].iter().any(|name| element.starts_with(name))
    });
    let values = elements.flat_map(|element| element.split([' ', '>']));
    let address = |value: &'_ str| -> Option<usize> {
        ["href=\"", "src=\""].iter().find(|name| value.starts_with(**name)).map(|name| name.len())
    };
    let addresses = values.filter_map(|value| value.get(address(value)?..)?.split('"').next());
    // An icon may stand in the page itself.
    addresses.filter(|address| !address.starts_with("data:")).collect()
}

fn kilobytes(bytes: usize) -> f64 {
    f64::from(u32::try_from(bytes).expect("a small page")) / 1_000.0
}
