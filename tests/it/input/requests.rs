//! Requests that no browser makes: odd methods, endless addresses, line ends where none belong.

use reqwest::Method;

use crate::input::trial::{FORM, MARK, Trial, assert_clear};

#[tokio::test]
async fn addresses_that_are_not_there_have_a_page() {
    let mut trial = Trial::begin().await;
    let long = format!("/{}", MARK.repeat(1_000));
    let deep = "/step".repeat(500);
    let paths = [
        "/step/0",
        "/step/999",
        "/step/-1",
        "/step/1%00",
        "/step/1%20",
        "/step/%FF",
        "/step/quaggafern",
        "/step/1%2F..%2F2",
        "/step//1",
        "/STEP/1",
        "/step/1/",
        "/..%2f..%2fserver.key",
        "/.git/config",
        "/server.key",
        "/candour.db",
        "/files/quaggafern",
        "/thread/files/quaggafern/original",
        "/assets",
        "/staff/",
        "/staff/cases/",
        "/staff/nowhere",
        "/staff/enrol/quaggafern",
        "/quaggafern%0d%0aSet-Cookie:%20x=1",
        "/%E2%80%AEquaggafern",
        &long,
        &deep,
    ];
    for path in paths {
        assert_clear(&trial.visitor.get(path).await, 404, path);
        let answer = trial.send(path, FORM, format!("token={}&story={MARK}", trial.token)).await;
        assert!((400..500).contains(&answer.status), "{path}: {}", answer.describe());
        assert_eq!(answer.select("h1").len(), 1, "{path}: {}", answer.describe());
    }
    trial.nothing_came_of_it("addresses that are not there").await;
    for path in ["/step/3", "/step/6", "/step/19"] {
        assert_clear(&trial.visitor.get(path).await, 404, "a question that is not for this reporter");
    }
    let page = trial.visitor.get(&format!("/step/1?{MARK}={MARK}%0d%0a&story={MARK}")).await;
    assert_eq!(page.status, 200);
    assert!(!page.html.contains(MARK), "an address is not echoed");
    trial.nothing_came_of_it("words in an address").await;
}

#[tokio::test]
async fn methods_that_a_page_does_not_have_do_nothing() {
    let mut trial = Trial::begin().await;
    let methods = ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "QUAGGAFERN"];
    for method in methods {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        for path in ["/", "/step/1", "/check", "/thread", "/leave", "/staff", "/staff/sign-in", "/nowhere"] {
            let request = trial.visitor.request(method.clone(), path).body(format!("story={MARK}"));
            let page = trial.visitor.send(request).await;
            assert_clear(&page, 404, &format!("{method} {path}"));
        }
    }
    for path in ["/step/17/remove", "/stay", "/staff/sign-out", "/staff/cases/x/act", "/staff/mail/again"] {
        assert_clear(&trial.visitor.get(path).await, 404, path);
    }
    for path in ["/", "/before", "/help", "/staff", "/staff/audit"] {
        let page = trial.send(path, FORM, format!("token={}", trial.token)).await;
        assert_clear(&page, 404, &format!("POST {path}"));
    }
    trial.nothing_came_of_it("other methods").await;
    for (name, value) in [("x-http-method-override", "POST"), ("x-method-override", "DELETE")] {
        let request = trial.visitor.request(Method::GET, "/leave?_method=POST").header(name, value);
        assert!(request.build().is_ok());
        let request = trial.visitor.request(Method::GET, "/check?_method=POST").header(name, value);
        assert_eq!(trial.visitor.send(request).await.status, 200, "{name} is not read");
    }
    trial.nothing_came_of_it("a method in disguise").await;
}

#[tokio::test]
async fn what_a_page_tells_of_itself_is_told_without_the_page() {
    let mut trial = Trial::begin().await;
    for path in ["/", "/step/1", "/help", "/staff/sign-in"] {
        let request = trial.visitor.request(Method::HEAD, path);
        let page = trial.visitor.send(request).await;
        assert_eq!((page.status, page.body.len()), (200, 0), "{path}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{path}");
    }
    trial.nothing_came_of_it("heads").await;
}

#[tokio::test]
async fn line_ends_never_reach_a_header() {
    let mut trial = Trial::begin().await;
    let crlf = "%0d%0aSet-Cookie:%20evil=1%0d%0a%0d%0a<h1>";
    let token = trial.token.clone();
    let forms = [
        ("/step/1", format!("token={token}&story={MARK}{crlf}&action={crlf}")),
        ("/step/2", format!("token={token}&relation=me&action=stay{crlf}")),
        ("/step/17/remove", format!("token={token}&file={crlf}")),
        ("/staff/sign-in", format!("token={token}&email={crlf}&password={crlf}&code={crlf}")),
    ];
    for (path, body) in forms {
        let page = trial.send(path, FORM, body).await;
        assert!(page.status < 500, "{path}: {}", page.describe());
        assert!(page.set_cookies().iter().all(|cookie| !cookie.contains("evil")), "{path}");
        assert!(page.location().is_none_or(|url| url.path().starts_with("/step/")), "{path}");
    }
    for path in [
        format!("/{crlf}"),
        format!("/step/{crlf}"),
        format!("/staff/enrol/{crlf}"),
        format!("/assets/{crlf}"),
    ] {
        let page = trial.visitor.get(&path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(!page.headers.contains_key("set-cookie"), "{path}");
    }
}

/// What a page behind a proxy could take for two requests, and what is none at all.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_one_request_is_refused() {
    let mut trial = Trial::begin().await;
    let smuggled = format!("GET /{MARK} HTTP/1.1\r\nHost: x\r\n\r\n");
    let post = format!("POST /step/1 HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\n");
    let cases = [
        ("two lengths", format!("{post}Content-Length: 5\r\nContent-Length: 50\r\n\r\n{smuggled}")),
        ("a length below nought", format!("{post}Content-Length: -1\r\n\r\n{smuggled}")),
        ("a length with a plus", format!("{post}Content-Length: +5\r\n\r\n{smuggled}")),
        ("a length that is none", format!("{post}Content-Length: {MARK}\r\n\r\n{smuggled}")),
        ("an odd coding", format!("{post}Transfer-Encoding: {MARK}\r\n\r\n{smuggled}")),
        ("a space before the colon", format!("{post}Content-Length : 5\r\n\r\n{smuggled}")),
        ("a folded header", format!("{post}X: a\r\n b: {MARK}\r\n\r\n")),
        ("a NUL in a header", format!("{post}X: a\0{MARK}\r\n\r\n")),
        ("another protocol", format!("EHLO {MARK}\r\n\r\n")),
        ("a version that is none", format!("GET /{MARK} HTTP/9.9\r\nHost: x\r\n\r\n")),
        ("an address of 100 KB", format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", MARK.repeat(10_000))),
        ("headers of 200 KB", format!("{post}X: {}\r\n\r\n", MARK.repeat(20_000))),
        ("bytes", format!("\u{1}\u{2}\u{3}{MARK}\r\n\r\n")),
    ];
    for (what, request) in cases {
        let answer = trial.raw(&[request.as_bytes()]);
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{what}: {answer}");
        assert!(!answer.contains(MARK), "{what}: {answer}");
        trial.nothing_came_of_it(what).await;
    }
}
