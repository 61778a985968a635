//! What stands around every answer.

use reqwest::Method;

use super::Encrypted;
use crate::support::client::Visitor;
use crate::support::page::Page;
use crate::support::premises::{account, sign_in};

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Header and value on every answer that this process gives.
const ALWAYS: [(&str, &str); 5] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

fn assert_headers(page: &Page, what: &str, kept: bool) {
    for (name, value) in ALWAYS {
        assert_eq!(page.header(name), value, "{name} of {what}");
    }
    assert!(page.header("permissions-policy").contains("geolocation=()"), "{what}");
    let cache = if kept { "public, max-age=31536000, immutable" } else { "no-store" };
    assert_eq!(page.header("cache-control"), cache, "{what}");
    for name in ["server", "x-powered-by", "via", "etag", "last-modified"] {
        assert!(!page.headers.contains_key(name), "{name} of {what}");
    }
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let encrypted = Encrypted::start();
    let (server, authority) = (&encrypted.server, Some(encrypted.authority.pem.as_str()));
    let mut public = Visitor::trusting(&server.public, authority);
    let mut staff =
        sign_in(Visitor::trusting(&server.staff, authority), account(&encrypted.demo, "a.marsh"), 0).await;
    let start = public.get("/").await;
    let sheet = start.attribute("link[rel=stylesheet]", "href").remove(0);
    let mut answers = vec![("an asset", public.get(&sheet).await)];
    for path in ["/", "/step/1", "/reply", "/check", "/leave", "/nowhere", "/assets/none", "/health/live"] {
        answers.push((path, public.get(path).await));
    }
    for path in ["/staff", "/staff/cases", "/staff/audit", "/staff/nowhere"] {
        answers.push((path, staff.get(path).await));
    }
    for (what, name, value) in [
        ("a form from elsewhere", "sec-fetch-site", "cross-site"),
        ("a form that is none", "content-type", "text/plain"),
    ] {
        let request = public.request(Method::POST, "/step/1").header(name, value);
        answers.push((what, public.send(request).await));
    }
    for (what, page) in &answers {
        assert_headers(page, what, *what == "an asset");
        assert_eq!(page.header("strict-transport-security"), "max-age=63072000", "{what}");
    }
    let redirect = Visitor::new(&server.redirect).get("/").await;
    assert_headers(&redirect, "the redirect", false);
    assert!(!redirect.headers.contains_key("strict-transport-security"), "it means nothing over plain HTTP");
}

#[tokio::test]
async fn there_is_no_cookie_before_the_first_answer() {
    let encrypted = Encrypted::start();
    let authority = Some(encrypted.authority.pem.as_str());
    let mut visitor = Visitor::trusting(&encrypted.server.public, authority);
    let information =
        ["/", "/before", "/signs", "/help", "/safety", "/privacy", "/cookies", "/accessibility", "/gone"];
    for path in information.into_iter().chain(["/step/1", "/reply", "/nowhere"]) {
        assert!(visitor.get(path).await.set_cookies().is_empty(), "{path}");
    }
    let page = visitor.get("/step/1").await;
    let refused = visitor.submit(&page, &[("story", "")]).await;
    assert!(refused.set_cookies().is_empty(), "an empty answer is no answer");
    assert!(visitor.cookies.is_empty());
    let page = visitor.submit(&page, &[("story", "Something happened")]).await;
    assert_cookie(page.via[0].set_cookies()[0], "__Host-v", "SameSite=Strict");
    assert!(page.set_cookies().is_empty(), "it is set once");
    let mut officer = Visitor::trusting(&encrypted.server.staff, authority);
    assert!(officer.get("/staff/sign-in").await.set_cookies().is_empty());
    let account = account(&encrypted.demo, "t.reed");
    let sign_in = officer.get("/staff/sign-in").await;
    let code = account.code(candour::domain::platform::time::Clock::now(&candour::command::SystemClock));
    let fields = [("email", account.email.as_str()), ("password", &account.password), ("code", &code)];
    let home = officer.submit(&sign_in, &fields).await;
    assert_cookie(home.via[0].set_cookies()[0], "__Host-s", "SameSite=Lax");
    assert_device_cookie(home.via[0].set_cookies()[1], "__Secure-sd", "/staff/sign-in");
    let mut visitor = Visitor::trusting(&encrypted.server.public, authority);
    let practitioner = &encrypted.demo.practitioners[0];
    let door = visitor.get("/step/30").await;
    let code = practitioner.code(candour::domain::platform::time::Clock::now(&candour::command::SystemClock));
    let fields =
        [("email", practitioner.email.as_str()), ("password", &practitioner.password), ("code", &code)];
    let home = visitor.submit(&door, &fields).await;
    assert_cookie(home.via[0].set_cookies()[0], "__Host-p", "SameSite=Strict");
    assert_device_cookie(home.via[0].set_cookies()[1], "__Secure-pd", "/step/30");
}

/// That no script, no other site and no other page gets it, and that it ends.
fn assert_device_cookie(cookie: &str, name: &str, path: &str) {
    let parts: Vec<&str> = cookie.split("; ").collect();
    let value = parts[0].strip_prefix(&format!("{name}=")).expect("its name");
    assert_eq!(value.len(), 64, "as long as any: {cookie}");
    let mut attributes = parts[1..].to_vec();
    attributes.sort_unstable();
    let path = format!("Path={path}");
    assert_eq!(attributes, ["HttpOnly", "Max-Age=5184000", &path, "SameSite=Strict", "Secure"], "{cookie}");
}

/// That only this very host gets the cookie, only over TLS, and no script; and that it goes with the browser.
fn assert_cookie(cookie: &str, name: &str, same_site: &str) {
    let parts: Vec<&str> = cookie.split("; ").collect();
    assert!(parts[0].starts_with(&format!("{name}=")), "{cookie}");
    let mut attributes = parts[1..].to_vec();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Path=/", same_site, "Secure"], "{cookie}");
}
