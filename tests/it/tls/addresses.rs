//! Who is found at which address, and by which role of a process.

use reqwest::Method;

use super::Encrypted;
use crate::support::client::Visitor;
use crate::support::premises::{Served, furnished};

#[tokio::test]
async fn each_side_is_found_at_its_own_address_alone() {
    let encrypted = Encrypted::start();
    let authority = Some(encrypted.authority.pem.as_str());
    let mut public = Visitor::trusting(&encrypted.server.public, authority);
    let mut staff = Visitor::trusting(&encrypted.server.staff, authority);
    for path in ["/", "/before", "/step/1", "/reply", "/help"] {
        assert_eq!(public.get(path).await.status, 200, "{path}");
        assert_eq!(staff.get(path).await.status, 404, "{path}");
    }
    for path in ["/staff/sign-in", "/staff", "/staff/cases", "/staff/enrol/x", "/staff/mail"] {
        assert_eq!(public.get(path).await.status, 404, "{path}");
        assert_ne!(staff.get(path).await.url.path(), "/", "{path}");
        let request = public.request(Method::POST, path);
        assert_eq!(public.send(request).await.status, 404, "{path}");
    }
    assert_eq!(staff.get("/staff/sign-in").await.status, 200);
    assert_eq!(staff.get("/staff").await.status, 303);
    for visitor in [&mut public, &mut staff] {
        assert_eq!(visitor.get("/health/ready").await.status, 200);
    }
}

#[tokio::test]
async fn who_comes_without_encryption_is_sent_to_where_there_is_some() {
    let encrypted = Encrypted::start();
    let mut visitor = Visitor::new(&encrypted.server.redirect);
    for path in ["/", "/step/1?a=b", "/staff/sign-in", "/%0d%0ax", "//elsewhere.example/x"] {
        let page = visitor.get(&format!("{}{path}", encrypted.server.redirect)).await;
        assert_eq!(page.status, 308, "{path}");
        assert_eq!(page.header("location"), format!("https://candour.example{path}"), "{path}");
        assert!(page.body.is_empty() && page.set_cookies().is_empty(), "{path}");
    }
    let request = visitor.request(Method::GET, "/").header("host", "elsewhere.example");
    assert_eq!(visitor.send(request).await.header("location"), "https://candour.example/");
}

#[tokio::test]
async fn a_process_does_what_its_roles_say() {
    let public = Served::start(&[("CANDOUR__SERVER__ROLES", "public")]);
    assert!(public.server.staff.is_empty());
    let mut visitor = public.visitor();
    assert_eq!((visitor.get("/").await.status, visitor.get("/staff/sign-in").await.status), (200, 404));
    let staff = Served::start(&[("CANDOUR__SERVER__ROLES", "staff")]);
    assert!(staff.server.public.is_empty());
    let mut visitor = Visitor::new(&staff.server.staff);
    assert_eq!((visitor.get("/").await.status, visitor.get("/staff/sign-in").await.status), (404, 200));
    // Only a worker sends what waits.
    assert!(!public.server.folder().join("data/mail").exists());
    let (launch, _) = furnished(&[("CANDOUR__SERVER__ROLES", "worker")]);
    let worker = launch.start();
    assert!(worker.public.is_empty() && worker.staff.is_empty() && worker.redirect.is_empty());
    let mail = worker.folder().join("data/mail");
    let end = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while std::fs::read_dir(&mail).map_or(0, Iterator::count) < 5 {
        assert!(std::time::Instant::now() < end, "the worker sends what waits: {}", worker.stderr());
        tokio::task::yield_now().await;
    }
    assert!(worker.terminate().success());
}
