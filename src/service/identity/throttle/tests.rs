use std::sync::atomic::{AtomicUsize, Ordering};

use domain::identity::role::Role;
use domain::identity::staff::Staff;
use store::identity::staff::StaffKey;

use crate::identity::lock::new_password;
use crate::identity::sign_in::sign_in;
use crate::identity::throttle::*;
use crate::trial::Trial;

const PASSWORD: &str = "copper kettle lantern";

/// An officer with a password and a second factor.
async fn officer(trial: &Trial) -> (String, TotpSecret) {
    let signed = trial.person("Anna", Role::TriageOfficer).await;
    let new = new_password(&trial.app, PASSWORD.to_owned().into()).await.unwrap();
    let totp = TotpSecret::random();
    let lock = new.lock(&trial.app, signed.actor.id, signed.private.secret(), (&totp, 0));
    let key = StaffKey { public: signed.private.public().unwrap().to_bytes(), lock };
    trial.app.store.write::<_, StoreError, _>(move |tx| staff::put_key(tx, &key)).await.unwrap();
    ("anna@psd.example".into(), totp)
}

fn attempt<'a>(email: &'a str, password: &'a str, code: &'a str) -> Attempt<'a> {
    Attempt { email, password, code, ..Attempt::default() }
}

fn note(outcome: SignIn) -> String {
    match outcome {
        SignIn::Refused { note } => note,
        SignIn::In { .. } => panic!("somebody is in"),
    }
}

/// Lets every task go on until it waits for another.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn whoever_has_shown_something_is_before_all_strangers_that_wait() {
    let trial = Trial::new();
    let (at_work, turns) = (trial.app.turn_of_stranger().await.unwrap(), Arc::new(AtomicUsize::new(0)));
    let queue: Vec<_> = (0..64)
        .map(|_| {
            let (app, turns) = (trial.app.clone(), turns.clone());
            tokio::spawn(async move {
                let turn = app.turn_of_stranger().await.unwrap();
                turns.fetch_add(1, Ordering::SeqCst);
                turn.is_some()
            })
        })
        .collect();
    settle().await;
    assert!(trial.app.turn_of_stranger().await.unwrap().is_none(), "no more fit in");
    let (app, before) = (trial.app.clone(), turns.clone());
    let known = tokio::spawn(async move {
        app.turn().await.unwrap();
        before.load(Ordering::SeqCst)
    });
    settle().await;
    drop(at_work);
    assert_eq!(known.await.unwrap(), 0, "strangers had a turn before");
    for one in queue {
        assert!(one.await.unwrap(), "each has its turn in the end");
    }
}

#[tokio::test]
async fn strangers_that_do_not_fit_come_in_with_two_codes() {
    let trial = Trial::new();
    let app = &trial.app;
    let (email, totp) = officer(&trial).await;
    let full = app.all_waiting_strangers().await;
    let code = totp.code(app.now());
    let first = note(sign_in::<Staff>(app, &attempt(&email, PASSWORD, &code)).await.unwrap());
    trial.clock.step(30);
    let code = totp.code(app.now());
    let second = Attempt { note: &first, ..attempt(&email, PASSWORD, &code) };
    assert!(matches!(sign_in::<Staff>(app, &second).await.unwrap(), SignIn::In { .. }));
    drop(full);
    trial.clock.step(30);
    let code = totp.code(app.now());
    assert!(matches!(
        sign_in::<Staff>(app, &attempt(&email, PASSWORD, &code)).await.unwrap(),
        SignIn::In { .. }
    ));
}

#[tokio::test]
async fn notes_are_as_long_as_each_other_and_tell_nothing() {
    let trial = Trial::new();
    let app = &trial.app;
    let (email, totp) = officer(&trial).await;
    let code = totp.code(app.now());
    let mut notes = Vec::new();
    for (email, code) in [(email.as_str(), code.as_str()), (&email, "000000"), ("n.obody@psd.example", &code)]
    {
        notes.push(note(sign_in::<Staff>(app, &attempt(email, "wrong horse battery", code)).await.unwrap()));
    }
    assert!(notes.iter().all(|note| note.len() == notes[0].len()));
    let account = app.throttle.pseudonym(&email);
    let steps: Vec<i64> = notes.iter().map(|note| read_note(app, &account, note)).collect();
    assert_eq!(steps, [TotpSecret::present(app.now()), 0, 0]);
    // Of the half minute to come, no code counts here.
    let early = totp.code(app.now().plus_seconds(30));
    let early = note(sign_in::<Staff>(app, &attempt(&email, "wrong horse battery", &early)).await.unwrap());
    assert_eq!(read_note(app, &account, &early), 0);
}
