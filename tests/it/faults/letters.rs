//! The mail server is down, refuses, or takes a letter and does not say so.

use std::collections::BTreeSet;
use std::time::Duration;

use candour::domain::platform::time::Clock;
use candour::service::App;
use candour::store::StoreError;
use candour::store::platform::outbox;
use candour::worker::outbox::step;

use super::ENGINES;
use crate::nodes::header;
use crate::support::app::{Built, mail_settings, mailer};
use crate::support::deployment::{Deployment, TRIAGE_MAIL, Who, file};
use crate::support::smtp::{Answer, Smtp};

const SOON: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_letter_waits_until_the_mail_server_is_back() {
    for engine in ENGINES {
        let mut smtp = Smtp::start();
        let deployment = with_mail(engine, &smtp).await;
        smtp.down();
        file(deployment.visitor(), &[("story", "Nobody carries the letter")], &[]).await;
        until(&deployment, "attempts = 1 AND reason = 'unreachable' AND lease_token IS NULL").await;
        assert_eq!(smtp.kept(), 0);
        smtp.up();
        // The next attempt is a minute away; what is tried here is that it comes, not that a minute passes.
        deployment.database.run("UPDATE outbox SET due_at = first_due");
        let mail = smtp.receive(SOON).expect("the letter");
        assert_eq!(mail.to, [TRIAGE_MAIL]);
        assert!(!String::from_utf8_lossy(&mail.raw).contains("Nobody carries"));
        emptied(&deployment).await;
        assert_eq!(smtp.kept(), 1);
    }
}

#[tokio::test]
async fn a_dead_letter_is_seen_and_sent_again() {
    for engine in ENGINES {
        let mut smtp = Smtp::start();
        let mut deployment = with_mail(engine, &smtp).await;
        smtp.answer(Answer::Refuse);
        file(deployment.visitor(), &[("story", "The server will not have it")], &[]).await;
        until(&deployment, "state = 'dead' AND reason = 'rejected'").await;
        let mut administrator = deployment.sign_in(Who::Administrator).await;
        let page = administrator.open("/staff/mail").await;
        assert!(!page.text().contains("refused"), "not before tomorrow: {}", page.describe());
        deployment.database.run("UPDATE outbox SET due_at = '2026-01-02 10:00:00'");
        let page = administrator.open("/staff/mail").await;
        let text = page.text();
        assert!(text.contains("2 January 2026 1 The mail server refused the letter"), "{}", page.describe());
        assert!(!text.contains("desk") && !text.contains("10:00"), "neither for whom nor when: {text}");
        smtp.answer(Answer::Accept);
        let page = administrator.submit_to(&page, "/again", &[]).await;
        assert_eq!(page.status, 200, "{}", page.describe());
        assert!(smtp.receive(SOON).is_some());
        emptied(&deployment).await;
        let mut officer = deployment.sign_in(Who::Officer).await;
        assert_eq!(officer.get("/staff/mail").await.status, 404, "only for whoever runs the machine");
    }
}

#[tokio::test]
async fn a_letter_is_tried_for_a_day_with_longer_and_longer_waits() {
    for engine in ENGINES {
        let mut smtp = Smtp::start();
        let (built, mailer) = (Built::new(engine).await, mailer(&smtp));
        built.post_letter().await;
        smtp.answer(Answer::Later);
        let mut waits = Vec::new();
        while built.database.count("outbox WHERE state = 'waiting'") == 1 {
            assert_eq!(step(&built.app, &mailer).await.expect("a step"), 1);
            assert_eq!(step(&built.app, &mailer).await.expect("a step"), 0, "not before it is due again");
            let due = built.app.store.read(outbox::next_due).await.expect("read");
            let Some(due) = due else { break };
            let wait = due.seconds() - built.clock.now().seconds() + 1;
            waits.push(wait);
            built.clock.step(wait);
        }
        let all: i64 = waits.iter().sum();
        assert!((86_400..86_400 + 3_602).contains(&all), "{all}: {waits:?}");
        assert!((30..=91).contains(&waits[0]) && waits.iter().all(|wait| *wait <= 3_601), "{waits:?}");
        assert!(waits.len() > 24 && waits[..5].iter().sum::<i64>() < 3_600, "{waits:?}");
        assert_eq!(built.database.count("outbox WHERE state = 'dead' AND reason = 'deferred'"), 1);
        assert_eq!(smtp.kept(), 0);
        smtp.answer(Answer::Accept);
        built.clock.step(7 * 86_400);
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 0, "dead until somebody acts");
        let now = built.clock.now();
        let revived = built.app.store.write::<_, StoreError, _>(move |tx| outbox::revive(tx, now, now));
        assert_eq!(revived.await.expect("revive"), 1);
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 1);
        assert_eq!((smtp.kept(), built.database.count("outbox")), (1, 0));
    }
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_comes_again_under_the_same_name() {
    for engine in ENGINES {
        let mut smtp = Smtp::start();
        let (built, mailer) = (Built::new(engine).await, mailer(&smtp));
        built.post_letter().await;
        smtp.answer(Answer::KeepAndHangUp);
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 1);
        smtp.answer(Answer::Accept);
        built.clock.step(3_600);
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 1);
        let names = [(); 2].map(|()| header(&smtp.receive(SOON).expect("a letter").raw, "Message-ID"));
        assert_eq!(names[0], names[1]);
        assert_eq!(built.database.count("outbox"), 0);
    }
}

#[tokio::test]
async fn a_lease_that_ran_out_is_taken_over_and_its_old_holder_settles_nothing() {
    for engine in ENGINES {
        let mut smtp = Smtp::start();
        let (built, mailer) = (Built::new(engine).await, mailer(&smtp));
        let letter = built.post_letter().await;
        let (now, until) = (built.clock.now(), built.clock.now().plus_seconds(300));
        let claim = move |tx: &mut candour::store::Tx<'_>| outbox::claim(tx, now, until, "slow", 10);
        assert_eq!(built.app.store.write::<_, StoreError, _>(claim).await.expect("claim").len(), 1);
        built.clock.step(299);
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 0, "it is held");
        built.clock.step(2);
        smtp.answer(Answer::Later);
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 1, "it is taken over");
        let id = letter.id;
        let late = move |tx: &mut candour::store::Tx<'_>| outbox::settle_gone(tx, id, "slow");
        assert!(!built.app.store.write::<_, StoreError, _>(late).await.expect("settle"), "it is not theirs");
        assert_eq!(built.database.count("outbox WHERE attempts = 2 AND state = 'waiting'"), 1);
        smtp.answer(Answer::Accept);
        built.clock.step(7_200);
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 1);
        assert_eq!((smtp.kept(), built.database.count("outbox")), (1, 0));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn workers_side_by_side_never_send_twice() {
    for engine in ENGINES {
        let smtp = Smtp::start();
        let built = Built::new(engine).await;
        for _ in 0..30 {
            built.post_letter().await;
        }
        let houses = [built.app.clone(), built.second_node(), built.second_node()];
        let workers = houses.map(|app| tokio::spawn(work(app, mailer(&smtp))));
        let mut sent = 0;
        for worker in workers {
            sent += worker.await.expect("a worker");
        }
        assert_eq!((sent, smtp.kept(), built.database.count("outbox")), (30, 30, 0), "{engine:?}");
        let letters = (0..30).map(|_| header(&smtp.receive(SOON).expect("a letter").raw, "Message-ID"));
        assert_eq!(letters.collect::<BTreeSet<_>>().len(), 30);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_mail_server_gets_each_letter_once_from_two_nodes() {
    /// Seconds that each letter takes: together more than any lease lasts.
    const SLOW: i64 = 60;
    for engine in ENGINES {
        let mut smtp = Smtp::start();
        let built = Built::new(engine).await;
        for _ in 0..10 {
            built.post_letter().await;
        }
        smtp.answer(Answer::Hold);
        let mut workers = vec![tokio::spawn(work(built.app.clone(), mailer(&smtp)))];
        let mut taken = 0;
        while built.database.count("outbox") > 0 || !workers.iter().all(tokio::task::JoinHandle::is_finished)
        {
            if !smtp.holds(Duration::from_millis(100)) {
                continue;
            }
            taken += 1;
            built.clock.step(SLOW);
            if taken == 6 {
                // Whatever the first has claimed and not begun is due to anybody by now.
                workers.push(tokio::spawn(work(built.second_node(), mailer(&smtp))));
                assert!(smtp.holds(SOON), "the second node sends as well");
                taken += 1;
                smtp.let_go();
            }
            smtp.let_go();
        }
        let mut sent = 0;
        for worker in workers {
            sent += worker.await.expect("a worker");
        }
        let letters =
            (0..smtp.kept()).map(|_| header(&smtp.receive(SOON).expect("a letter").raw, "Message-ID"));
        let names = letters.collect::<BTreeSet<_>>().len();
        println!(
            "{taken} letters taken, {} kept under {names} names, {sent} counted, on {engine:?}",
            smtp.kept()
        );
        assert_eq!((taken, smtp.kept(), names, sent), (10, 10, 10, 10), "{engine:?}");
    }
}

#[tokio::test]
async fn what_nobody_wants_is_taken_off_and_not_sent() {
    for engine in ENGINES {
        let smtp = Smtp::start();
        let (built, mailer) = (Built::new(engine).await, mailer(&smtp));
        built.post_letter().await;
        built.database.run("UPDATE desk SET email = ''");
        assert_eq!(step(&built.app, &mailer).await.expect("a step"), 0, "nothing was sent");
        assert_eq!((smtp.kept(), built.database.count("outbox")), (0, 0));
    }
}

/// Sends until nothing is left, and says how many letters that were.
async fn work(app: App, mailer: candour::mail::Mailer) -> usize {
    let mut sent = 0;
    loop {
        match step(&app, &mailer).await.expect("a step") {
            0 => return sent,
            some => sent += some,
        }
    }
}

async fn with_mail(engine: crate::support::database::Engine, smtp: &Smtp) -> Deployment {
    let settings = mail_settings(smtp);
    let settings: Vec<_> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    Deployment::with(engine, &settings).await
}

/// Waits until the outbox has a row like this.
async fn until(deployment: &Deployment, row: &str) {
    for _ in 0..600 {
        if deployment.database.count(&format!("outbox WHERE {row}")) > 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the outbox never had a row with {row}");
}

async fn emptied(deployment: &Deployment) {
    for _ in 0..600 {
        if deployment.database.count("outbox") == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the outbox is not empty");
}
