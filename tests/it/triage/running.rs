//! What those see who run the site: mail that could not be sent, help lines, and no case.

use candour::domain::platform::time::Timestamp;
use candour::mail::{MailSettings, Mailer, Security, SmtpSettings, Transport};
use candour::worker::outbox;

use super::audit;
use crate::support::premises::Inside;

/// A mailer whose server nobody answers at.
fn nobody() -> Mailer {
    let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = free.local_addr().expect("an address").port();
    mailer(Transport::Smtp(SmtpSettings {
        host: "localhost".into(),
        port,
        security: Security::Tls,
        user: None,
        password: None,
        extra_root: None,
    }))
}

fn mailer(transport: Transport) -> Mailer {
    let settings = MailSettings {
        transport,
        from: "no-reply@portal.example".parse().expect("an address"),
        site_name: "Candour".into(),
        staff_url: "https://portal.example/staff".into(),
        public_origin: "https://portal.example".into(),
    };
    Mailer::new(settings).expect("a mailer")
}

/// Works for so many hours, looking at the outbox every half an hour.
async fn work(inside: &Inside, mailer: &Mailer, hours: i64) {
    for _ in 0..hours * 2 {
        inside.clock.step(1_800);
        while outbox::step(&inside.app, mailer).await.expect("the outbox works") > 0 {}
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_could_not_be_sent_for_a_day_is_shown_and_can_be_sent_again() {
    let inside = Inside::start();
    work(&inside, &nobody(), 20).await;
    let mut administrator = inside.staff("j.harker").await;
    let page = administrator.open("/staff/mail").await;
    assert!(page.text().contains("There are none."), "it is still tried: {}", page.describe());
    work(&inside, &nobody(), 6).await;
    let mut administrator = inside.staff("j.harker").await;
    let page = administrator.open("/staff/mail").await;
    assert!(page.text().contains("There are none."), "not before tomorrow: {}", page.describe());
    inside.clock.step(86_400);
    let mut administrator = inside.staff("j.harker").await;
    let page = administrator.open("/staff/mail").await;
    let rows = page.select("main tbody tr");
    let letters = |row: &String| row.split(' ').nth(3).and_then(|count| count.parse::<usize>().ok());
    assert_eq!(rows.iter().filter_map(letters).sum::<usize>(), 5, "{}", page.describe());
    assert!(rows.iter().all(|row| row.contains("cannot be reached")), "{rows:?}");
    for word in ["CND-", "desk", "report", ":"] {
        assert!(
            rows.iter().all(|row| !row.contains(word)),
            "never what it is about, for whom, or when: {rows:?}"
        );
    }
    let after = administrator.submit_to(&page, "/again", &[]).await;
    assert!(after.select("main tbody tr").is_empty(), "{}", after.describe());
    let twice = administrator.submit_to(&page, "/again", &[]).await;
    assert_eq!(twice.status, 200, "{}", twice.describe());
    let folder = crate::support::folder("letters");
    std::fs::set_permissions(folder.path(), std::os::unix::fs::PermissionsExt::from_mode(0o700))
        .expect("close");
    let sent = outbox::step(&inside.app, &mailer(Transport::Folder(folder.path().into()))).await;
    assert!(sent.expect("the outbox works") > 0);
    while outbox::step(&inside.app, &mailer(Transport::Folder(folder.path().into()))).await.expect("a step")
        > 0
    {}
    let files = std::fs::read_dir(folder.path()).expect("read the folder").count();
    assert_eq!(files, 5);
    let log = audit(&inside).await;
    assert!(log.iter().filter(|row| row.contains("Joel Harker Sent letters again")).count() == 1, "{log:#?}");
}

fn day(at: Timestamp) -> String {
    at.day().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_help_line_is_seen_by_reporters_with_its_day() {
    let inside = Inside::start();
    let mut officer = inside.staff("c.birch").await;
    let lines = officer.open("/staff/helplines").await;
    let path = lines.attribute("main a[href^='/staff/helplines/']", "href").remove(0);
    let page = officer.open(&path).await;
    let form = [("name", "Lantern line"), ("number", "0800 123 4567"), ("note", "Day & night <for all>")];
    let list = officer.submit_to(&page, &path, &form).await;
    assert_eq!(list.url.path(), "/staff/helplines", "{}", list.describe());
    for public in ["/", "/help"] {
        let page = inside.visitor().open(public).await;
        let text = page.text();
        assert!(text.contains("Lantern line") && text.contains("0800 123 4567"), "{}", page.describe());
        assert!(text.contains("Day & night <for all>"), "{}", page.describe());
    }
    let unchecked = officer.open("/staff/helplines").await;
    let row = unchecked.select("tbody tr").into_iter().find(|row| row.contains("Lantern line"));
    assert!(row.is_some_and(|row| row.contains("Not yet")), "a changed number is unchecked");
    inside.clock.step(86_400);
    let mut officer = inside.staff("c.birch").await;
    let page = officer.open(&path).await;
    officer.submit_to(&page, &path, &[("checked_today", "yes")]).await;
    let checked = format!("Checked on {}", day(inside.app.now()));
    let help = inside.visitor().open("/help").await;
    assert!(help.text().contains(&checked), "{checked}: {}", help.describe());
    let log = audit(&inside).await;
    assert_eq!(log.iter().filter(|row| row.contains("Changed a helpline")).count(), 2, "{log:#?}");
    assert!(log.iter().all(|row| !row.contains("Lantern")), "the log holds no typed words");
}
