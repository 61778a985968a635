use data_encoding::BASE64URL_NOPAD;

use domain::identity::practitioner::Practitioner;
use domain::identity::role::Role;
use domain::identity::staff::Standing;
use domain::report::sender::SenderKind;
use store::identity::practitioner;

use crate::identity::practitioner::session as sessions;
use crate::report::draft;
use crate::report::issuer::*;
use crate::report::visit::OpenVisit;
use crate::trial::Trial;

use blinding::Blinding;

#[path = "../../../../tests/it/support/blinding.rs"]
mod blinding;

/// A house with so many practitioners, each signed in once in this quarter, and the sessions of all of them.
async fn with(trial: &Trial, count: usize) -> Vec<SignedIn> {
    let officer = trial.person("Anna", Role::EngagementOfficer).await;
    let agency = trial.agency(&officer, "Harbour Women", &[]).await;
    let house = &trial.house;
    let mut all = Vec::new();
    for number in 0..count {
        let id = house.id();
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
        house.store.write::<_, StoreError, _>(write).await.unwrap();
        let entry = sessions::Entry { practitioner: id, key: None };
        let token = sessions::begin(house, entry, |_| Ok(())).await.unwrap();
        all.push(sessions::current(house, &token).await.unwrap());
    }
    all
}

/// What a browser does: five tokens.
async fn tokens(house: &House, signed: &SignedIn) -> Result<Vec<BearerToken>, Problem> {
    let asked = Blinding::new(5);
    let key = offer(house, signed).await?.published.key;
    let answer = issue(house, signed, &key, &BASE64URL_NOPAD.encode(&asked.request)).await?;
    let halves = asked.finish(&answer, &key).expect("a proof that fits the published key");
    Ok(halves.into_iter().map(|(input, output)| BearerToken::new(input, output)).collect())
}

async fn begin(house: &House, token: &BearerToken) -> Result<OpenVisit, Problem> {
    draft::begin_verified(house, token.clone()).await
}

/// Spends a token as sending a report does.
async fn spend(house: &House, token: &BearerToken) -> bool {
    let Some(quarter) = recognise(house, token).await.unwrap() else { return false };
    let digest = token.digest();
    house.store.write::<_, StoreError, _>(move |tx| rows::spend(tx, &digest, quarter)).await.unwrap()
}

#[tokio::test]
async fn a_session_is_issued_tokens_once_and_each_is_good_once() {
    let trial = Trial::new();
    let (house, all) = (&trial.house, with(&trial, 20).await);
    let tokens = tokens(house, &all[0]).await.unwrap();
    assert_eq!(tokens.len(), 5);
    // The session as it was read before, and as it is now.
    for signed in [all[0].clone(), SignedIn { ration: false, ..all[0].clone() }] {
        let again = self::tokens(house, &signed).await;
        assert!(matches!(again, Err(Problem::Stale)), "{again:?}");
    }
    for token in &tokens {
        let visit = begin(house, token).await.unwrap();
        assert_eq!(draft::sender(&visit), SenderKind::Verified);
        let (answers, _) = draft::parts(&visit).unwrap();
        assert_eq!(answers.value("relation"), "agency");
        assert_eq!(answers.value("agency_type"), "");
        begin(house, token).await.expect("looking at a token does not spend it");
        assert!(spend(house, token).await);
        assert!(!spend(house, token).await, "a second time");
        assert!(matches!(begin(house, token).await, Err(Problem::Stale)));
    }
}

#[tokio::test]
async fn what_was_not_issued_here_is_refused() {
    let trial = Trial::new();
    let (house, all) = (&trial.house, with(&trial, 20).await);
    let tokens = tokens(house, &all[0]).await.unwrap();
    let halves: Vec<Vec<u8>> =
        tokens.iter().map(|token| BASE64URL_NOPAD.decode(token.to_text().as_bytes()).unwrap()).collect();
    let forged = [halves[0][..32].to_vec(), halves[1][32..].to_vec()].concat();
    let forged = BearerToken::from_text(&BASE64URL_NOPAD.encode(&forged)).unwrap();
    // A key of somebody else's: the same quarter, another deployment.
    let other = Trial::new();
    let strange = self::tokens(&other.house, &with(&other, 20).await[0]).await.unwrap().remove(0);
    for token in [forged, strange, BearerToken::new([1; 32], [2; 32])] {
        assert!(matches!(begin(house, &token).await, Err(Problem::Invalid(_))));
        assert!(!spend(house, &token).await);
    }
    let key = published(house).await.unwrap().unwrap().key;
    for request in ["", "AAA", "AAEC", &"A".repeat(300)] {
        assert!(matches!(issue(house, &all[1], &key, request).await, Err(Problem::Invalid(_))), "{request}");
    }
    let good = BASE64URL_NOPAD.encode(&Blinding::new(5).request);
    let other = published(&other.house).await.unwrap().unwrap().key;
    assert!(matches!(issue(house, &all[1], &other, &good).await, Err(Problem::Stale)), "another key");
    assert!(self::tokens(house, &all[1]).await.is_ok(), "what is refused uses up nothing");
}

#[tokio::test]
async fn under_the_floor_nothing_is_issued() {
    let trial = Trial::new();
    let (house, all) = (&trial.house, with(&trial, 19).await);
    assert!(!offer(house, &all[0]).await.unwrap().is_safe());
    assert!(matches!(tokens(house, &all[0]).await, Err(Problem::Missing)));
    // One more who has an account but has not signed in, and one who has left, do not count.
    let quarter = Quarter::of(house.now().day());
    let left = Practitioner { standing: Standing::Left, ..all[1].practitioner.clone() };
    let write = move |tx: &mut Tx<'_>| practitioner::save(tx, &left);
    house.store.write::<_, StoreError, _>(write).await.unwrap();
    let told = offer(house, &all[0]).await.unwrap();
    assert_eq!((told.practitioners, told.fewest, told.published.quarter), (18, 20, quarter));
    // In a new quarter all begin at nought.
    trial.clock.step(90 * DAY);
    assert_eq!(offer(house, &all[0]).await.unwrap().practitioners, 0);
}

#[tokio::test]
async fn the_quarter_before_is_taken_for_a_day_and_then_forgotten() {
    let trial = Trial::new();
    let (house, all) = (&trial.house, with(&trial, 20).await);
    let tokens = tokens(house, &all[0]).await.unwrap();
    let old = published(house).await.unwrap().unwrap();
    assert!(spend(house, &tokens[0]).await);
    // Until eight in the morning of the first of April: 76 days.
    trial.clock.step(76 * DAY);
    assert_eq!(house.now().day().iso(), "2027-04-01");
    assert!(published(house).await.unwrap().is_none(), "nobody has asked in the new quarter");
    tidy(house).await.unwrap();
    assert!(begin(house, &tokens[1]).await.is_ok());
    assert!(matches!(begin(house, &tokens[0]).await, Err(Problem::Stale)), "spent in the quarter before");
    assert!(spend(house, &tokens[1]).await);
    trial.clock.step(DAY);
    tidy(house).await.unwrap();
    assert!(matches!(begin(house, &tokens[2]).await, Err(Problem::Invalid(_))), "the day is over");
    let count = |house: &House| {
        let (store, digest, quarter) = (house.store.clone(), tokens[0].digest(), old.quarter);
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
    assert_eq!(count(house).await, (true, true), "kept for two quarters");
    trial.clock.step(91 * DAY);
    tidy(house).await.unwrap();
    assert_eq!(count(house).await, (false, false));
}

#[tokio::test]
async fn whoever_comes_first_makes_the_key() {
    let trial = Trial::new();
    let all = with(&trial, 2).await;
    let offers = (0..8).map(|number| offer(&trial.house, &all[number % 2]));
    let offers = futures_util::future::join_all(offers).await;
    let keys: std::collections::BTreeSet<_> =
        offers.into_iter().map(|offer| offer.unwrap().published.key).collect();
    assert_eq!(keys.len(), 1);
    assert_eq!(published(&trial.house).await.unwrap().unwrap().key, *keys.first().unwrap());
}

#[tokio::test]
async fn rows_are_written_anew_once_a_day_and_say_the_same() {
    let trial = Trial::new();
    let house = &trial.house;
    let all = with(&trial, 3).await;
    for _ in 0..3 {
        tidy(house).await.unwrap();
        trial.clock.step(DAY);
    }
    let (random, id) = (house.random.clone(), all[0].practitioner.id);
    let ids = house.store.read(move |snapshot| rows::shuffled(snapshot, random.as_ref())).await.unwrap();
    let write = move |tx: &mut Tx<'_>| rows::rewrite(tx, &ids);
    assert_eq!(house.store.write::<_, StoreError, _>(write).await.unwrap(), 3);
    let known = house.store.read(move |snapshot| practitioner::find(snapshot, id)).await.unwrap();
    assert_eq!(known.as_ref(), Some(&all[0].practitioner));
    assert_eq!(offer(house, &all[0]).await.unwrap().practitioners, 3);
}
