use data_encoding::BASE64URL_NOPAD;

use domain::identity::practitioner::Practitioner;
use domain::identity::role::Role;
use domain::identity::staff::Standing;
use domain::report::sender::SenderKind;
use store::identity::practitioner;
use store::{Snapshot, StoreError, Tx};

use crate::identity::sign_in::{self, Entry, current};
use crate::report::draft;
use crate::report::issuer::*;
use crate::report::visit::OpenVisit;
use crate::trial::Trial;

use blinding::Blinding;

#[path = "../../../../tests/it/support/blinding.rs"]
mod blinding;

/// An application with so many practitioners, each signed in once in this quarter, and the sessions of all of
/// them.
async fn with(trial: &Trial, count: usize) -> Vec<SignedIn> {
    let officer = trial.person("Anna", Role::EngagementOfficer).await;
    let agency = trial.agency(&officer, "Harbour Women", &[]).await;
    let app = &trial.app;
    let mut all = Vec::new();
    for number in 0..count {
        let id = app.id();
        let person = Practitioner {
            id,
            agency,
            contact: None,
            email: format!("p{number}@harbour.example"),
            name: format!("Practitioner {number}"),
            lead: false,
            standing: Standing::Active,
        };
        let write = move |tx: &mut Tx<'_>| practitioner::insert(tx, &person);
        app.store.write::<_, StoreError, _>(write).await.unwrap();
        let entry = Entry { owner: id, key: None };
        let token = sign_in::begin(app, entry, |_| Ok(())).await.unwrap();
        all.push(current::<Practitioner>(app, &token).await.unwrap());
    }
    all
}

/// What a browser does: five tokens.
async fn tokens(app: &App, signed: &SignedIn) -> Result<Vec<BearerToken>, Problem> {
    let asked = Blinding::new(5);
    let key = offer(app, signed).await?.published.key;
    let answer = issue(app, signed, &key, &BASE64URL_NOPAD.encode(&asked.request)).await?;
    let halves = asked.finish(&answer, &key).expect("a proof that fits the published key");
    Ok(halves.into_iter().map(|(input, output)| BearerToken::new(input, output)).collect())
}

async fn begin(app: &App, token: &BearerToken) -> Result<OpenVisit, Problem> {
    draft::begin_verified(app, token.clone()).await
}

/// Spends a token as sending a report does.
async fn spend(app: &App, token: &BearerToken) -> bool {
    let Some(quarter) = recognise(app, token).await.unwrap() else { return false };
    let digest = token.digest();
    app.store.write::<_, StoreError, _>(move |tx| rows::spend(tx, &digest, quarter)).await.unwrap()
}

#[tokio::test]
async fn a_session_is_issued_tokens_once_and_each_is_good_once() {
    let trial = Trial::new();
    let (app, all) = (&trial.app, with(&trial, 20).await);
    let tokens = tokens(app, &all[0]).await.unwrap();
    assert_eq!(tokens.len(), 5);
    // The session as it was read before, and as it is now.
    for signed in [all[0].clone(), SignedIn { ration: false, ..all[0].clone() }] {
        let again = self::tokens(app, &signed).await;
        assert!(matches!(again, Err(Problem::Stale)), "{again:?}");
    }
    for token in &tokens {
        let visit = begin(app, token).await.unwrap();
        assert_eq!(draft::sender(&visit), SenderKind::Verified);
        let (answers, _) = draft::parts(&visit).unwrap();
        assert_eq!(answers.get("relation"), "agency");
        assert_eq!(answers.get("agency_type"), "");
        begin(app, token).await.expect("looking at a token does not spend it");
        assert!(spend(app, token).await);
        assert!(!spend(app, token).await, "a second time");
        assert!(matches!(begin(app, token).await, Err(Problem::Stale)));
    }
}

#[tokio::test]
async fn what_was_not_issued_here_is_refused() {
    let trial = Trial::new();
    let (app, all) = (&trial.app, with(&trial, 20).await);
    let tokens = tokens(app, &all[0]).await.unwrap();
    let halves: Vec<Vec<u8>> =
        tokens.iter().map(|token| BASE64URL_NOPAD.decode(token.to_text().as_bytes()).unwrap()).collect();
    let forged = [halves[0][..32].to_vec(), halves[1][32..].to_vec()].concat();
    let forged = BearerToken::from_text(&BASE64URL_NOPAD.encode(&forged)).unwrap();
    // A key of somebody else's: the same quarter, another deployment.
    let other = Trial::new();
    let strange = self::tokens(&other.app, &with(&other, 20).await[0]).await.unwrap().remove(0);
    for token in [forged, strange, BearerToken::new([1; 32], [2; 32])] {
        assert!(matches!(begin(app, &token).await, Err(Problem::Invalid(_))));
        assert!(!spend(app, &token).await);
    }
    let key = published(app).await.unwrap().unwrap().key;
    for request in ["", "AAA", "AAEC", &"A".repeat(300)] {
        assert!(matches!(issue(app, &all[1], &key, request).await, Err(Problem::Invalid(_))), "{request}");
    }
    let good = BASE64URL_NOPAD.encode(&Blinding::new(5).request);
    let other = published(&other.app).await.unwrap().unwrap().key;
    assert!(matches!(issue(app, &all[1], &other, &good).await, Err(Problem::Stale)), "another key");
    assert!(self::tokens(app, &all[1]).await.is_ok(), "what is refused uses up nothing");
}

#[tokio::test]
async fn under_the_floor_nothing_is_issued() {
    let trial = Trial::new();
    let (app, all) = (&trial.app, with(&trial, 19).await);
    assert!(!offer(app, &all[0]).await.unwrap().is_safe());
    assert!(matches!(tokens(app, &all[0]).await, Err(Problem::Missing)));
    // One more who has an account but has not signed in, and one who has left, do not count.
    let quarter = Quarter::of(app.now().day());
    let left = Practitioner { standing: Standing::Left, ..all[1].practitioner.clone() };
    let write = move |tx: &mut Tx<'_>| practitioner::save(tx, &left);
    app.store.write::<_, StoreError, _>(write).await.unwrap();
    let told = offer(app, &all[0]).await.unwrap();
    assert_eq!((told.practitioners, told.fewest, told.published.quarter), (18, 20, quarter));
    // In a new quarter all begin at nought.
    trial.clock.step(90 * DAY);
    assert_eq!(offer(app, &all[0]).await.unwrap().practitioners, 0);
}

#[tokio::test]
async fn the_quarter_before_is_taken_for_a_day_and_then_forgotten() {
    let trial = Trial::new();
    let (app, all) = (&trial.app, with(&trial, 20).await);
    let tokens = tokens(app, &all[0]).await.unwrap();
    let old = published(app).await.unwrap().unwrap();
    assert!(spend(app, &tokens[0]).await);
    // Until eight in the morning of the first of April: 76 days.
    trial.clock.step(76 * DAY);
    assert_eq!(app.now().day().iso(), "2027-04-01");
    assert!(published(app).await.unwrap().is_none(), "nobody has asked in the new quarter");
    tidy(app).await.unwrap();
    assert!(begin(app, &tokens[1]).await.is_ok());
    assert!(matches!(begin(app, &tokens[0]).await, Err(Problem::Stale)), "spent in the quarter before");
    assert!(spend(app, &tokens[1]).await);
    trial.clock.step(DAY);
    tidy(app).await.unwrap();
    assert!(matches!(begin(app, &tokens[2]).await, Err(Problem::Invalid(_))), "the day is over");
    let count = |app: &App| {
        let (store, digest, quarter) = (app.store.clone(), tokens[0].digest(), old.quarter);
        async move {
            let read = move |snapshot: &mut Snapshot<'_>| {
                Ok::<_, StoreError>((
                    rows::is_spent(snapshot, &digest)?,
                    rows::key(snapshot, quarter)?.is_some(),
                ))
            };
            store.read(read).await.unwrap()
        }
    };
    assert_eq!(count(app).await, (true, true), "kept for two quarters");
    trial.clock.step(91 * DAY);
    tidy(app).await.unwrap();
    assert_eq!(count(app).await, (false, false));
}

#[tokio::test]
async fn whoever_comes_first_makes_the_key() {
    let trial = Trial::new();
    let all = with(&trial, 2).await;
    let offers = (0..8).map(|number| offer(&trial.app, &all[number % 2]));
    let offers = futures_util::future::join_all(offers).await;
    let keys: std::collections::BTreeSet<_> =
        offers.into_iter().map(|offer| offer.unwrap().published.key).collect();
    assert_eq!(keys.len(), 1);
    assert_eq!(published(&trial.app).await.unwrap().unwrap().key, *keys.first().unwrap());
}

#[tokio::test]
async fn rows_are_written_anew_once_a_day_and_say_the_same() {
    let trial = Trial::new();
    let app = &trial.app;
    let all = with(&trial, 3).await;
    for _ in 0..3 {
        tidy(app).await.unwrap();
        trial.clock.step(DAY);
    }
    let (random, id) = (app.random.clone(), all[0].practitioner.id);
    let ids = app.store.read(move |snapshot| rows::shuffled(snapshot, random.as_ref())).await.unwrap();
    let write = move |tx: &mut Tx<'_>| rows::rewrite(tx, &ids);
    assert_eq!(app.store.write::<_, StoreError, _>(write).await.unwrap(), 3);
    let known = app.store.read(move |snapshot| practitioner::find(snapshot, id)).await.unwrap();
    assert_eq!(known.as_ref(), Some(&all[0].practitioner));
    assert_eq!(offer(app, &all[0]).await.unwrap().practitioners, 3);
}
