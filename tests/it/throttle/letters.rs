//! The owner is told once a day that somebody tried; the letter tells nobody else anything, least of all when
//! somebody was here.

use std::fs;
use std::path::Path;

use candour::mail::Mailer;
use candour::worker::{Holder, chores, outbox};

use super::{LONGEST_WAIT, Owner, WRONG};
use crate::support::app::folder_mailer;
use crate::support::database::ENGINES;
use crate::support::premises::Inside;

const DAY: i64 = 86_400;

fn letters(folder: &Path, to: &str) -> Vec<String> {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let all = files.map(|file| fs::read_to_string(file.path()).expect("a letter"));
    all.filter(|letter| letter.contains(&format!("To: {to}\r\n"))).collect()
}

/// Sends what is due.
async fn post(inside: &Inside, mailer: &Mailer) {
    while outbox::step(&inside.app, mailer).await.expect("the outbox") > 0 {}
}

/// Goes on to noon of the next day, so that all that follows is of one day.
fn noon(inside: &Inside) {
    let into = inside.app.now().seconds().rem_euclid(DAY);
    inside.clock.step(DAY - into + DAY / 2);
}

/// Somebody who knows the address fails as often as they may, for three hours.
async fn fails(inside: &Inside, owner: &Owner) {
    for _ in 0..6 {
        owner.is_refused(&owner.attempt(&mut inside.visitor(), WRONG, "000000").await);
        inside.clock.step(LONGEST_WAIT + 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_is_told_once_a_day_and_nobody_else_of_anything() {
    for engine in ENGINES {
        let inside = Inside::on(engine);
        let folder = crate::support::folder("letters");
        let (mail, holder) = (folder.path().join("mail"), Holder::new());
        let mailer = folder_mailer(&mail);
        let owners = Owner::both(&inside);
        let told = || inside.database.count("outbox WHERE notice = 'sign_ins_failed'");
        noon(&inside);
        post(&inside, &mailer).await;
        for owner in &owners {
            // Three slips tell nobody.
            let mut known = owner.known_browser(&inside).await;
            for _ in 0..3 {
                owner.is_refused(&owner.attempt(&mut known, WRONG, "000000").await);
            }
        }
        assert_eq!(told(), 0);
        let nobody = Owner { email: "n.obody@psd.example".into(), ..Owner::of_staff(&inside, "a.marsh") };
        for day in 1..=3 {
            for owner in owners.iter().chain([&nobody]) {
                fails(&inside, owner).await;
            }
            assert_eq!(told(), 2, "one for each owner");
            post(&inside, &mailer).await;
            assert_eq!(told(), 2, "they wait for the morning");
            let due = inside
                .database
                .lines("SELECT cast(due_at AS text) AS line FROM outbox WHERE notice = 'sign_ins_failed'");
            assert!(
                due.iter().all(|due| due.contains(" 06:") || due.contains(" 07:") || due.contains(" 08:"))
            );
            noon(&inside);
            post(&inside, &mailer).await;
            assert_eq!(told(), 0);
            for owner in &owners {
                assert_eq!(letters(&mail, &owner.email).len(), day);
            }
        }
        assert!(letters(&mail, &nobody.email).is_empty());
        for letter in letters(&mail, &owners[1].email) {
            assert!(letter.contains("Subject: About your password\r\n"), "{letter}");
            let body = letter.split("\r\n\r\n").skip(1).collect::<Vec<_>>().join("\n").to_lowercase();
            for telling in ["agency", "police", "account", "report", "staff", "http", "sign-in"] {
                assert!(!body.contains(telling), "{telling}: {letter}");
            }
        }
        // Nothing is left a few days after.
        inside.clock.step(3 * DAY);
        assert!(chores::step(&inside.app, &holder).await.expect("the chores"));
        assert_eq!(inside.database.count("sign_in_throttle"), 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_written_to_who_has_left() {
    let inside = Inside::start();
    let owner = Owner::of_agency(&inside, 0);
    noon(&inside);
    fails(&inside, &owner).await;
    assert_eq!(inside.database.count("outbox WHERE notice = 'sign_ins_failed'"), 1);
    inside.database.run("UPDATE practitioner SET standing = 'left'");
    inside.clock.step(2 * DAY);
    let folder = crate::support::folder("letters");
    let mail = folder.path().join("mail");
    post(&inside, &folder_mailer(&mail)).await;
    assert!(letters(&mail, &owner.email).is_empty());
    assert_eq!(inside.database.count("outbox WHERE notice = 'sign_ins_failed'"), 0);
}
