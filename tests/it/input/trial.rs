//! A server that is sent bad things, and what must hold after each of them.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use candour::view::component::token::TOKEN;
use reqwest::Method;
use reqwest::header::CONTENT_TYPE;

use crate::support::client::Visitor;
use crate::support::page::Page;
use crate::support::premises::Served;
use crate::support::tally::tally;

/// A word that stands in all that is sent and must not come to rest anywhere.
pub(super) const MARK: &str = "quaggafern";

/// How long a refused file may take to be gone.
const SOON: Duration = Duration::from_secs(20);

/// The type of a form without files.
pub(super) const FORM: &str = "application/x-www-form-urlencoded";

/// A server over fresh premises. It logs as much as it can, and sends no mail: nothing changes by itself.
pub(super) struct Trial {
    pub(super) served: Served,
    /// Somebody who has told their story and stands before the second question.
    pub(super) visitor: Visitor,
    /// The form token of their visit.
    pub(super) token: String,
    before: BTreeMap<String, i64>,
}

impl Trial {
    pub(super) async fn begin() -> Self {
        let quiet = [("CANDOUR__SERVER__ROLES", "public,staff"), ("CANDOUR__LOG__LEVEL", "debug")];
        let served = Served::start(&quiet);
        let mut visitor = served.visitor();
        let page = visitor.open("/step/1").await;
        let page = visitor.submit(&page, &[("story", "Something happened")]).await;
        let token = page.field(TOKEN).expect("a form token");
        let before = tally(&served.server.folder().join("data"));
        Self { served, visitor, token, before }
    }

    /// Takes what is stored by now as the beginning.
    pub(super) fn count_anew(self) -> Self {
        let before = tally(&self.served.server.folder().join("data"));
        Self { before, ..self }
    }

    /// Sends a body as it is, in the visitor's name.
    pub(super) async fn send(&mut self, path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Page {
        let request = self.visitor.request(Method::POST, path);
        let request = if kind.is_empty() { request } else { request.header(CONTENT_TYPE, kind) };
        self.visitor.send(request.body(body.into())).await
    }

    /// That nothing was stored since the beginning, nothing of what was sent is in the log, and the server
    /// goes on.
    pub(super) async fn nothing_came_of_it(&mut self, what: &str) {
        // What had begun to be stored is removed a moment after the answer.
        let (data, end) = (self.served.server.folder().join("data"), Instant::now() + SOON);
        while tally(&data) != self.before && Instant::now() < end {
            tokio::task::yield_now().await;
        }
        assert_eq!(tally(&data), self.before, "{what}");
        let (said, logged) = (self.served.server.stdout(), self.served.server.stderr());
        assert!(!said.contains(MARK) && !logged.contains(MARK), "{what}: {logged}");
        let page = self.visitor.open("/step/2").await;
        assert_eq!((page.status, page.url.path()), (200, "/step/2"), "{what}: {}", page.describe());
    }

    /// Writes bytes as they are and gives all that comes back until the server closes.
    pub(super) fn raw(&self, parts: &[&[u8]]) -> String {
        let address = self.served.server.public.trim_start_matches("http://");
        let mut stream = TcpStream::connect(address).expect("connect");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a timeout");
        for part in parts {
            // The server may close before it has read all: what it said stands then.
            if stream.write_all(part).is_err() {
                break;
            }
        }
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }
}

/// That this is a page for people, with this status: a heading, and a way on.
pub(super) fn assert_clear(page: &Page, status: u16, what: &str) {
    assert_eq!(page.status, status, "{what}: {}", page.describe());
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{what}");
    assert_eq!(page.select("h1").len(), 1, "{what}: {}", page.describe());
    let ways = page.attribute("main a[href]", "href").len() + page.select("main form").len();
    assert!(ways > 0, "{what}: {}", page.describe());
    assert!(page.headers.contains_key("content-security-policy"), "{what}");
    assert_eq!(page.header("cache-control"), "no-store", "{what}");
}
