use domain::identity::application::{A_DAY, EMAIL, HELP, OF_DOMAIN, OF_PROVIDER, PHONE, TYPES, WHO};
use domain::identity::role::Role;
use domain::platform::outbox::{Addressee, Notice};
use domain::register::agency::{NAME, STATUS};
use domain::register::contact::Contact;
use store::identity::practitioner;
use store::platform::force as forces;
use store::platform::outbox::{self, Waiting};
use store::register::{change, contact};

use super::decision::{ENTRY, NEW, REASON, approve, refuse};
use crate::identity::application::*;
use crate::register::digest;
use crate::trial::{Trial, pairs};

const DAY: i64 = 86_400;

/// Serves a force, so that an agency can say where it works: its code.
async fn serve(house: &House) -> String {
    let write = |tx: &mut Tx<'_>| {
        let code = forces::all(tx)?.remove(0).code;
        forces::serve(tx, &code)?;
        Ok::<_, StoreError>(code)
    };
    house.store.write(write).await.unwrap()
}

fn typed(force: &str, email: &str) -> Vec<(String, String)> {
    pairs(&[
        (NAME, "Tidewater Outreach"),
        (TYPES, "DA-COM"),
        ("areas", force),
        ("about", "We listen."),
        ("website", "tidewater.example"),
        (PHONE, "01632 960 001"),
        (WHO, "Femi Aldous"),
        ("role", "Manager"),
        (EMAIL, email),
        (HELP, "Ask the refuge at Eastfold"),
    ])
}

async fn send(house: &House, force: &str, email: &str) -> (Id<Application>, Received) {
    let id = house.id();
    (id, apply(house, id, &typed(force, email)).await.unwrap())
}

async fn found(house: &House, id: Id<Application>) -> Option<Application> {
    house.store.read(move |snapshot| rows::find(snapshot, id)).await.unwrap()
}

async fn letters(house: &House) -> Vec<Waiting> {
    let now = house.now();
    let claim = move |tx: &mut Tx<'_>| outbox::claim(tx, now, now, "test", 50);
    house.store.write::<_, StoreError, _>(claim).await.unwrap()
}

/// An application in which somebody made sure of the person.
async fn vetted(trial: &Trial, signed: &Signed, force: &str) -> (Id<Application>, i64) {
    let (id, received) = send(&trial.house, force, "femi@tidewater.example").await;
    assert_eq!(received, Received::Waits);
    record_check(&trial.house, signed, id, ("person", "fits")).await.unwrap();
    (id, found(&trial.house, id).await.unwrap().version)
}

fn message(problem: Problem, field: &str) -> String {
    match problem {
        Problem::Invalid(errors) => errors.of(field).unwrap_or_else(|| panic!("{errors:?}")).to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_flood_is_kept_out_and_sent_twice_is_there_once() {
    let trial = Trial::new();
    let house = &trial.house;
    let force = serve(house).await;
    let (first, _) = send(house, &force, "femi@tidewater.example").await;
    assert_eq!(apply(house, first, &typed(&force, "femi@tidewater.example")).await.unwrap(), Received::Waits);
    for _ in 1..OF_DOMAIN {
        assert_eq!(send(house, &force, "jo@tidewater.example").await.1, Received::Waits);
    }
    let (id, received) = send(house, &force, "anybody@TIDEWATER.example").await;
    assert_eq!((received, found(house, id).await), (Received::NoRoom, None));
    for _ in 0..OF_PROVIDER {
        assert_eq!(send(house, &force, "somebody@gmail.com").await.1, Received::Waits);
    }
    assert_eq!(send(house, &force, "somebody@gmail.com").await.1, Received::NoRoom);
    for number in OF_DOMAIN + OF_PROVIDER..A_DAY {
        assert!(takes(house).await.unwrap());
        assert_eq!(send(house, &force, &format!("a@agency{number}.example")).await.1, Received::Waits);
    }
    assert!(!takes(house).await.unwrap());
    assert_eq!(send(house, &force, "late@late.example").await.1, Received::NoRoom);
    trial.clock.step(DAY);
    assert!(takes(house).await.unwrap());
    assert_eq!(send(house, &force, "late@late.example").await.1, Received::Waits);
}

#[tokio::test]
async fn approved_it_is_on_the_register_with_its_history_and_invited() {
    let trial = Trial::new();
    let house = &trial.house;
    let (force, anna) = (serve(house).await, trial.person("Anna", Role::EngagementOfficer).await);
    let (id, received) = send(house, &force, "femi@tidewater.example").await;
    assert_eq!(received, Received::Waits);
    let refused = approve(house, &anna, (id, 0), NEW).await.unwrap_err();
    assert!(message(refused, ENTRY).contains("make sure of the person"));
    record_check(house, &anna, id, ("person", "fits")).await.unwrap();
    assert!(
        matches!(approve(house, &anna, (id, 0), NEW).await, Err(Problem::Stale)),
        "a check was made meanwhile"
    );
    assert!(message(approve(house, &anna, (id, 1), "").await.unwrap_err(), ENTRY).contains("Choose"));
    approve(house, &anna, (id, 1), NEW).await.unwrap();

    let decided = found(house, id).await.unwrap();
    assert_eq!((decided.state, decided.staff), (State::Approved, Some(anna.actor.id)));
    let entry = decided.agency.unwrap();
    let read = move |snapshot: &mut Snapshot<'_>| {
        let agency = agencies::find(snapshot, entry)?.unwrap();
        let people = contact::of_agencies(snapshot, &[entry])?;
        let accounts = practitioner::of_agency(snapshot, entry)?;
        Ok::<_, StoreError>((agency, people, accounts, change::of_agencies(snapshot, &[entry], (0, 10))?.0))
    };
    let (agency, people, accounts, history) = house.store.read(read).await.unwrap();
    assert_eq!((agency.name(), agency.record.get(STATUS)), ("Tidewater Outreach", "invited"));
    assert!(agency.record.get("notes").is_empty() && agency.record.get(EMAIL).is_empty());
    assert_eq!(people.iter().map(Contact::name).collect::<Vec<_>>(), ["Femi Aldous"]);
    assert_eq!((accounts.len(), accounts[0].lead, accounts[0].contact), (1, true, Some(people[0].id)));
    assert_eq!(history.len(), 2, "agency and contact were added: {history:?}");
    let letters = letters(house).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].to, letters[0].notice),
        (Addressee::Practitioner(accounts[0].id), Notice::Invitation)
    );
    assert!(matches!(refuse(house, &anna, (id, 1), "Late").await, Err(Problem::Stale)));
    assert!(matches!(record_check(house, &anna, id, ("force", "fits")).await, Err(Problem::Stale)));
}

#[tokio::test]
async fn an_entry_that_is_there_is_found_by_its_marks_and_keeps_what_it_says() {
    let trial = Trial::new();
    let house = &trial.house;
    let (force, anna) = (serve(house).await, trial.person("Anna", Role::EngagementOfficer).await);
    let more = [("phone", "+44 1632 960001"), ("status", "prospect"), ("notes", "Met at a fair")];
    let known = trial.agency(&anna, "Tidewater", &more).await;
    let other = trial.agency(&anna, "Harbour Women", &[("status", "paused")]).await;
    let (id, version) = vetted(&trial, &anna, &force).await;
    let seen = view(house, &anna, id, "harbour").await.unwrap();
    let doubles: Vec<_> = seen.doubles.iter().map(|(agency, marks)| (agency.id, marks.as_slice())).collect();
    assert_eq!(doubles, [(known, [Mark::Phone].as_slice())]);
    assert_eq!(seen.found.iter().map(|agency| agency.id).collect::<Vec<_>>(), [other]);
    let paused = approve(house, &anna, (id, version), &other.to_string()).await.unwrap_err();
    assert!(message(paused, ENTRY).contains("paused"));
    let nowhere = house.id::<Agency>().to_string();
    assert!(matches!(approve(house, &anna, (id, version), &nowhere).await, Err(Problem::Missing)));

    approve(house, &anna, (id, version), &known.to_string()).await.unwrap();
    let find = move |snapshot: &mut Snapshot<'_>| agencies::find(snapshot, known);
    let agency = house.store.read::<_, StoreError, _>(find).await.unwrap().unwrap();
    assert_eq!((agency.name(), agency.record.get(STATUS)), ("Tidewater", "invited"));
    assert_eq!(agency.record.get("notes"), "Met at a fair");

    // The same person again: the address has an account, and nobody is invited twice.
    let (again, version) = vetted(&trial, &anna, &force).await;
    let twice = approve(house, &anna, (again, version), NEW).await.unwrap_err();
    assert!(message(twice, ENTRY).contains("account"));
    assert_eq!(found(house, again).await.unwrap().state, State::Waiting);
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_does() {
    let trial = Trial::new();
    let house = &trial.house;
    let force = serve(house).await;
    let anna = trial.person("Anna", Role::EngagementOfficer).await;
    let ben = trial.person("Ben", Role::EngagementOfficer).await;
    let at = vetted(&trial, &anna, &force).await;
    let (one, other) = tokio::join!(approve(house, &anna, at, NEW), refuse(house, &ben, at, "Not known"));
    let (approved, refused) = (one.is_ok(), other.is_ok());
    assert!(approved ^ refused, "{one:?} {other:?}");
    assert!(matches!(one.and(other), Err(Problem::Stale)));
    assert_eq!(letters(house).await.len(), 1);
}

#[tokio::test]
async fn refused_it_is_answered_and_gone_after_ninety_days() {
    let trial = Trial::new();
    let house = &trial.house;
    let (force, anna) = (serve(house).await, trial.person("Anna", Role::EngagementOfficer).await);
    let (kept, version) = vetted(&trial, &anna, &force).await;
    approve(house, &anna, (kept, version), NEW).await.unwrap();
    letters(house).await;
    let (id, _) = send(house, &force, "jo@tide.example").await;
    assert_eq!(address(house, id).await.unwrap(), None, "nobody is written to before it is decided");
    assert!(message(refuse(house, &anna, (id, 0), "  ").await.unwrap_err(), REASON).contains("Say why"));
    refuse(house, &anna, (id, 0), "Nobody knows them").await.unwrap();
    let answer = letters(house).await;
    assert!(answer.iter().any(|one| (one.to, one.notice) == (Addressee::Application(id), Notice::Refusal)));
    assert_eq!(address(house, id).await.unwrap().as_deref(), Some("jo@tide.example"));
    let (waits, _) = send(house, &force, "mo@tide.example").await;

    trial.clock.step(KEPT * DAY);
    tidy(house).await.unwrap();
    assert!(
        found(house, id).await.is_some() && !found(house, kept).await.unwrap().record.get("about").is_empty()
    );
    trial.clock.step(DAY);
    tidy(house).await.unwrap();
    assert_eq!(found(house, id).await, None);
    assert_eq!(address(house, id).await.unwrap(), None);
    let kept = found(house, kept).await.unwrap();
    assert!(kept.record.get("about").is_empty() && kept.record.get(HELP).is_empty());
    assert_eq!(kept.name(), "Tidewater Outreach");
    assert!(!found(house, waits).await.unwrap().record.get("about").is_empty());
}

#[tokio::test]
async fn those_who_keep_the_register_are_told_how_many_wait_and_others_see_nothing() {
    let trial = Trial::new();
    let house = &trial.house;
    let (force, anna) = (serve(house).await, trial.person("Anna", Role::EngagementOfficer).await);
    let dan = trial.person("Dan", Role::TriageOfficer).await;
    let (id, _) = send(house, &force, "jo@tide.example").await;
    assert_eq!(digest::make(house).await.unwrap(), 1);
    let letters = letters(house).await;
    let tally: domain::register::digest::Tally =
        serde_json::from_slice(letters[0].copy.as_ref().unwrap()).unwrap();
    assert_eq!(
        (letters[0].to, tally.lines()),
        (Addressee::Staff(anna.actor.id), vec!["1 application to decide".into()])
    );
    assert!(matches!(list(house, &dan, None, 0).await, Err(Problem::Missing)));
    assert!(matches!(view(house, &dan, id, "").await, Err(Problem::Missing)));
    assert!(matches!(record_check(house, &dan, id, ("person", "fits")).await, Err(Problem::Missing)));
    assert!(matches!(approve(house, &dan, (id, 0), NEW).await, Err(Problem::Missing)));
    assert!(matches!(refuse(house, &dan, (id, 0), "No").await, Err(Problem::Missing)));
}

#[tokio::test]
async fn those_that_wait_come_first() {
    let trial = Trial::new();
    let house = &trial.house;
    let (force, anna) = (serve(house).await, trial.person("Anna", Role::EngagementOfficer).await);
    let mut sent = Vec::new();
    for number in 0..4 {
        sent.push(send(house, &force, &format!("a@agency{number}.example")).await.0);
        trial.clock.step(DAY);
    }
    refuse(house, &anna, (sent[0], 0), "No").await.unwrap();
    trial.clock.step(DAY);
    refuse(house, &anna, (sent[2], 0), "No").await.unwrap();
    let ids = |list: ApplicationList| list.lines.iter().map(|one| one.id).collect::<Vec<_>>();
    let all = list(house, &anna, None, 0).await.unwrap();
    assert_eq!((all.total, ids(all)), (4, vec![sent[1], sent[3], sent[2], sent[0]]));
    assert_eq!(ids(list(house, &anna, Some(State::Waiting), 0).await.unwrap()), [sent[1], sent[3]]);
    assert_eq!(ids(list(house, &anna, Some(State::Refused), 0).await.unwrap()), [sent[2], sent[0]]);
    assert_eq!(ids(list(house, &anna, Some(State::Approved), 0).await.unwrap()), []);
}
