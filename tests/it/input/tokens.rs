//! Form tokens that are missing, made up, or another's; and forms that other sites send.

use reqwest::Method;

use crate::input::trial::{FORM, MARK, Trial, assert_clear};
use crate::support::journey;
use crate::support::premises::{Inside, Served};

/// Every address that takes a reporter's form.
const PUBLIC: [&str; 9] = [
    "/step/1",
    "/step/2",
    "/step/17/remove",
    "/check",
    "/sent",
    "/stay",
    "/reply",
    "/thread/delete",
    "/staff/sign-in",
];

#[tokio::test]
async fn a_form_without_the_token_of_this_visit_is_refused() {
    let trial = Trial::begin().await;
    let mut other = trial.served.visitor();
    let page = other.open("/step/1").await;
    let before_a_visit = page.field("token").expect("a form token");
    let page = other.submit(&page, &[("story", "Something else happened")]).await;
    let of_another = page.field("token").expect("a form token");
    let mut cut = trial.token.clone();
    cut.pop();
    let swapped = if trial.token.ends_with('A') { format!("{cut}B") } else { format!("{cut}A") };
    let tokens = [
        ("none", String::new()),
        ("made up", MARK.to_owned()),
        ("of another visit", of_another),
        ("from before the visit", before_a_visit),
        ("cut short", cut),
        ("changed", swapped),
        ("too long", format!("{}{}", trial.token, "A".repeat(2_000))),
        ("two, the wrong one first", format!("x&token={}", trial.token)),
    ];
    // The other visit's draft is stored by now.
    let mut trial = trial.count_anew();
    for (what, token) in tokens {
        for path in PUBLIC {
            // A sign-in form belongs to no visit: what is right there is the token from before one.
            if path == "/staff/sign-in" && what == "from before the visit" {
                continue;
            }
            let page = trial.send(path, FORM, format!("token={token}&story={MARK}&phrase={MARK}")).await;
            assert_clear(&page, 403, &format!("{what}, at {path}"));
        }
        trial.nothing_came_of_it(what).await;
    }
    for path in PUBLIC {
        let page = trial.send(path, FORM, format!("story={MARK}")).await;
        assert_clear(&page, 403, &format!("no field at all, at {path}"));
    }
    trial.nothing_came_of_it("no field at all").await;
}

#[tokio::test]
async fn forms_that_other_sites_send_are_refused_before_anything_is_read() {
    let mut trial = Trial::begin().await;
    let body = format!("token={}&story={MARK}", trial.token);
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("sec-fetch-site", MARK),
        ("origin", "https://elsewhere.example"),
        ("origin", "http://localhost:8080.elsewhere.example"),
        ("origin", "https://localhost:8080"),
    ] {
        for path in PUBLIC.into_iter().chain(["/leave", "/thread", "/step/17", "/nowhere"]) {
            let request = trial.visitor.request(Method::POST, path).header(name, value);
            let page = trial.visitor.send(request.header("content-type", FORM).body(body.clone())).await;
            assert_clear(&page, 403, &format!("{name}: {value} at {path}"));
        }
    }
    trial.nothing_came_of_it("forms from elsewhere").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_forms_need_the_token_of_the_session() {
    let inside = Inside::start();
    let (mut officer, mut manager) = (inside.staff("t.reed").await, inside.staff("i.vale").await);
    let inbox = officer.open("/staff/cases").await;
    let case = inbox.attribute("a.candour-whole", "href").remove(0);
    let case = case.split('?').next().expect("an address");
    let of_another = inbox.field("token").expect("a form token");
    let desks = manager.open("/staff/desks").await;
    let desk = desks.attribute("a[href^='/staff/desks/']", "href").remove(0);
    let lines = manager.open("/staff/helplines").await;
    let line = lines.attribute("a[href^='/staff/helplines/']", "href").remove(0);
    let members = format!("{desk}/members");
    let acts = ["open", "act", "assign", "reply"].map(|act| format!("{case}/{act}"));
    let mut paths = vec!["/staff/sign-out", &desk, &members, &line];
    paths.extend(acts.iter().map(String::as_str));
    for token in ["", "forged", &of_another] {
        for path in &paths {
            let page =
                manager.post(path, &[("token", token), ("knows", "no"), ("email", "x@x.example")]).await;
            assert_clear(&page, 403, path);
        }
    }
    assert_eq!(manager.open("/staff").await.url.path(), "/staff", "still signed in");
    assert_eq!(manager.get(case).await.status, 303, "not opened");
}

#[tokio::test]
async fn a_form_sent_twice_is_sent_once() {
    let served = Served::start(&[("CANDOUR__SERVER__ROLES", "public,staff")]);
    let mut visitor = served.visitor();
    let check = journey::write(&mut visitor, &[("story", "Something happened")]).await;
    let mut again = visitor.clone();
    let (first, second) =
        tokio::join!(visitor.submit_to(&check, "/check", &[]), again.submit_to(&check, "/check", &[]));
    assert_eq!((first.url.path(), second.url.path()), ("/sent", "/sent"));
    assert_eq!(journey::reference(&first), journey::reference(&second));
    let third = visitor.submit_to(&check, "/check", &[]).await;
    assert_eq!(journey::reference(&first), journey::reference(&third));
}
