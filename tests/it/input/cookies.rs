//! Cookies that are made up, out of date, or of the other jar.

use candour::crypto::token::Token;

use crate::input::trial::{MARK, Trial};
use crate::support::journey;
use crate::support::premises::Inside;

#[tokio::test]
async fn a_forged_cookie_opens_nothing() {
    let mut trial = Trial::begin().await;
    let unknown = Token::random().to_text().to_string();
    let long = MARK.repeat(300);
    for value in ["", "forged", MARK, "\"\"", "%00", "../../server.key", "a b", "a=b=c", &unknown, &long] {
        let mut stranger = trial.served.visitor();
        for name in ["v", "s", "__Host-v", "__Host-s"] {
            stranger.cookies.insert(name.to_owned(), value.to_owned());
        }
        for path in ["/step/2", "/step/17", "/check", "/sent", "/thread", "/thread/delete", "/thread/files/x"]
        {
            let page = stranger.get(path).await;
            let place = page.location().map(|url| url.path().to_owned());
            assert_eq!((page.status, place.as_deref()), (303, Some("/gone")), "{value} at {path}");
        }
        for path in ["/staff", "/staff/cases", "/staff/desks", "/staff/mail", "/staff/audit"] {
            let page = stranger.get(path).await;
            let place = page.location().map(|url| url.path().to_owned());
            assert_eq!((page.status, place.as_deref()), (303, Some("/staff/sign-in")), "{value} at {path}");
        }
    }
    trial.nothing_came_of_it("forged cookies").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_is_worth_nothing_in_the_other_jar() {
    let inside = Inside::start();
    let staff = inside.staff("a.marsh").await;
    let mut reporter = inside.visitor();
    let page = reporter.open("/step/1").await;
    reporter.submit(&page, &[("story", "Something happened")]).await;
    let mut thief = inside.visitor();
    thief.cookies.insert("v".into(), staff.cookies["s"].clone());
    thief.cookies.insert("s".into(), reporter.cookies["v"].clone());
    assert_eq!(thief.open("/check").await.url.path(), "/gone");
    assert_eq!(thief.open("/staff/cases").await.url.path(), "/staff/sign-in");
}

/// A browser holds its cookie until it is closed, long after what it opened was wiped.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_cookie_does_not_keep_anybody_from_beginning_anew() {
    let inside = Inside::start();
    let mut visitor = inside.visitor();
    let page = visitor.open("/step/1").await;
    let second = visitor.submit(&page, &[("story", "Something happened")]).await;
    inside.clock.step(1_801);
    let late = visitor.submit(&second, &[("relation", "me")]).await;
    assert_eq!(late.url.path(), "/gone", "{}", late.describe());
    for dead in [Token::random().to_text().to_string(), "forged".to_owned()] {
        visitor.cookies.insert("v".into(), dead.clone());
        let sent =
            journey::send(&mut visitor, &[("story", "Something happened"), ("contact", "mailbox")]).await;
        let phrase = journey::phrase(&sent);
        visitor.cookies.insert("v".into(), dead);
        journey::mailbox(&mut visitor, &phrase).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_report_and_a_mailbox_can_follow_in_the_same_browser() {
    let inside = Inside::start();
    let mut visitor = inside.visitor();
    let first = journey::send(&mut visitor, &[("story", "Something happened"), ("contact", "mailbox")]).await;
    let phrase = journey::phrase(&first);
    let kept = visitor.submit_to(&first, "/sent", &[("phrase", &phrase)]).await;
    assert!(!kept.html.contains(&phrase), "{}", kept.describe());
    let second = journey::send(&mut visitor, &[("story", "Something else happened")]).await;
    assert_ne!(journey::reference(&first), journey::reference(&second));
    journey::mailbox(&mut visitor, &phrase).await;
    let third = journey::send(&mut visitor, &[("story", "A third thing happened")]).await;
    assert_ne!(journey::reference(&third), journey::reference(&first));
}
