use domain::form::key::Key;
use domain::identity::application::{
    A_DAY, EMAIL, ENTRY, HELP, OF_DOMAIN, OF_PROVIDER, PHONE, REASON, TYPES, WHO,
};
use domain::identity::role::Role;
use domain::platform::outbox::{Addressee, Notice};
use domain::register::agency::{NAME, STATUS};
use domain::register::contact::Contact;
use store::identity::practitioner;
use store::platform::force as forces;
use store::platform::outbox::{self, QueuedEmail};
use store::register::{change, contact};

use super::decision::{NEW, approve, refuse};
use crate::identity::application::*;
use crate::register::digest;
use crate::trial::{Trial, pairs};
use view::component::reason::words;

const DAY: i64 = 86_400;

/// Serves a force, so that an agency can say where it works: its code.
async fn serve(app: &App) -> String {
    let write = |tx: &mut Tx<'_>| {
        let code = forces::all(tx)?.remove(0).code;
        forces::serve(tx, &code)?;
        Ok::<_, StoreError>(code)
    };
    app.store.write(write).await.unwrap()
}

fn typed(force: &str, email: &str) -> Vec<(String, String)> {
    pairs(&[
        (NAME.name(), "Tidewater Outreach"),
        (TYPES.name(), "DA-COM"),
        ("areas", force),
        ("about", "We listen."),
        ("website", "tidewater.example"),
        (PHONE.name(), "01632 960 001"),
        (WHO.name(), "Femi Aldous"),
        ("role", "Manager"),
        (EMAIL.name(), email),
        (HELP.name(), "Ask the refuge at Eastfold"),
    ])
}

async fn send(app: &App, force: &str, email: &str) -> (Id<Application>, Received) {
    let id = app.id();
    (id, apply(app, id, &typed(force, email)).await.unwrap())
}

async fn found(app: &App, id: Id<Application>) -> Option<Application> {
    app.store.read(move |snapshot| rows::find(snapshot, id)).await.unwrap()
}

async fn letters(app: &App) -> Vec<QueuedEmail> {
    let now = app.now();
    let claim = move |tx: &mut Tx<'_>| outbox::claim(tx, now, now, "test", 50);
    app.store.write::<_, StoreError, _>(claim).await.unwrap()
}

/// An application in which somebody made sure of the person.
async fn vetted(trial: &Trial, signed: &Signed, force: &str) -> (Id<Application>, i64) {
    let (id, received) = send(&trial.app, force, "femi@tidewater.example").await;
    assert_eq!(received, Received::Waits);
    record_check(&trial.app, signed, id, ("person", "fits")).await.unwrap();
    (id, found(&trial.app, id).await.unwrap().version)
}

fn message(problem: Problem, field: Key) -> String {
    match problem {
        Problem::Invalid(errors) => {
            words(errors.of(field).unwrap_or_else(|| panic!("{errors:?}"))).into_owned()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_flood_is_kept_out_and_sent_twice_is_there_once() {
    let trial = Trial::new();
    let app = &trial.app;
    let force = serve(app).await;
    let (first, _) = send(app, &force, "femi@tidewater.example").await;
    assert_eq!(apply(app, first, &typed(&force, "femi@tidewater.example")).await.unwrap(), Received::Waits);
    for _ in 1..OF_DOMAIN {
        assert_eq!(send(app, &force, "jo@tidewater.example").await.1, Received::Waits);
    }
    let (id, received) = send(app, &force, "anybody@TIDEWATER.example").await;
    assert_eq!((received, found(app, id).await), (Received::NoRoom, None));
    for _ in 0..OF_PROVIDER {
        assert_eq!(send(app, &force, "somebody@gmail.com").await.1, Received::Waits);
    }
    assert_eq!(send(app, &force, "somebody@gmail.com").await.1, Received::NoRoom);
    for number in OF_DOMAIN + OF_PROVIDER..A_DAY {
        assert!(takes(app).await.unwrap());
        assert_eq!(send(app, &force, &format!("a@agency{number}.example")).await.1, Received::Waits);
    }
    assert!(!takes(app).await.unwrap());
    assert_eq!(send(app, &force, "late@late.example").await.1, Received::NoRoom);
    trial.clock.step(DAY);
    assert!(takes(app).await.unwrap());
    assert_eq!(send(app, &force, "late@late.example").await.1, Received::Waits);
}

#[tokio::test]
async fn approved_it_is_on_the_register_with_its_history_and_invited() {
    let trial = Trial::new();
    let app = &trial.app;
    let (force, anna) = (serve(app).await, trial.person("Anna", Role::EngagementOfficer).await);
    let (id, received) = send(app, &force, "femi@tidewater.example").await;
    assert_eq!(received, Received::Waits);
    let refused = approve(app, &anna, (id, 0), NEW).await.unwrap_err();
    assert!(message(refused, ENTRY).contains("make sure of the person"));
    record_check(app, &anna, id, ("person", "fits")).await.unwrap();
    assert!(
        matches!(approve(app, &anna, (id, 0), NEW).await, Err(Problem::Stale)),
        "a check was made meanwhile"
    );
    assert!(message(approve(app, &anna, (id, 1), "").await.unwrap_err(), ENTRY).contains("Choose"));
    approve(app, &anna, (id, 1), NEW).await.unwrap();

    let decided = found(app, id).await.unwrap();
    assert_eq!((decided.state, decided.staff), (State::Approved, Some(anna.actor.id)));
    let entry = decided.agency.unwrap();
    let read = move |snapshot: &mut Snapshot<'_>| {
        let agency = agencies::find(snapshot, entry)?.unwrap();
        let people = contact::of_agencies(snapshot, &[entry])?;
        let accounts = practitioner::of_agency(snapshot, entry)?;
        Ok::<_, StoreError>((agency, people, accounts, change::of_agencies(snapshot, &[entry], (0, 10))?.0))
    };
    let (agency, people, accounts, history) = app.store.read(read).await.unwrap();
    assert_eq!((agency.name(), agency.record.get(STATUS)), ("Tidewater Outreach", "invited"));
    assert!(agency.record.get("notes").is_empty() && agency.record.get(EMAIL).is_empty());
    assert_eq!(people.iter().map(Contact::name).collect::<Vec<_>>(), ["Femi Aldous"]);
    assert_eq!((accounts.len(), accounts[0].lead, accounts[0].contact), (1, true, Some(people[0].id)));
    assert_eq!(history.len(), 2, "agency and contact were added: {history:?}");
    let letters = letters(app).await;
    assert_eq!(letters.len(), 1);
    assert_eq!(
        (letters[0].to, letters[0].notice),
        (Addressee::Practitioner(accounts[0].id), Notice::Invitation)
    );
    assert!(matches!(refuse(app, &anna, (id, 1), "Late").await, Err(Problem::Stale)));
    assert!(matches!(record_check(app, &anna, id, ("force", "fits")).await, Err(Problem::Stale)));
}

#[tokio::test]
async fn an_entry_that_is_there_is_found_by_its_marks_and_keeps_what_it_says() {
    let trial = Trial::new();
    let app = &trial.app;
    let (force, anna) = (serve(app).await, trial.person("Anna", Role::EngagementOfficer).await);
    let more = [("phone", "+44 1632 960001"), ("status", "prospect"), ("notes", "Met at a fair")];
    let known = trial.agency(&anna, "Tidewater", &more).await;
    let other = trial.agency(&anna, "Harbour Women", &[("status", "paused")]).await;
    let (id, version) = vetted(&trial, &anna, &force).await;
    let seen = view(app, &anna, id, "harbour").await.unwrap();
    let doubles: Vec<_> = seen.doubles.iter().map(|(agency, marks)| (agency.id, marks.as_slice())).collect();
    assert_eq!(doubles, [(known, [Mark::Phone].as_slice())]);
    assert_eq!(seen.found.iter().map(|agency| agency.id).collect::<Vec<_>>(), [other]);
    let paused = approve(app, &anna, (id, version), &other.to_string()).await.unwrap_err();
    assert!(message(paused, ENTRY).contains("paused"));
    let nowhere = app.id::<Agency>().to_string();
    assert!(matches!(approve(app, &anna, (id, version), &nowhere).await, Err(Problem::Missing)));

    approve(app, &anna, (id, version), &known.to_string()).await.unwrap();
    let find = move |snapshot: &mut Snapshot<'_>| agencies::find(snapshot, known);
    let agency = app.store.read::<_, StoreError, _>(find).await.unwrap().unwrap();
    assert_eq!((agency.name(), agency.record.get(STATUS)), ("Tidewater", "invited"));
    assert_eq!(agency.record.get("notes"), "Met at a fair");

    // The same person again: the address has an account, and nobody is invited twice.
    let (again, version) = vetted(&trial, &anna, &force).await;
    let twice = approve(app, &anna, (again, version), NEW).await.unwrap_err();
    assert!(message(twice, ENTRY).contains("account"));
    assert_eq!(found(app, again).await.unwrap().state, State::Waiting);
}

#[tokio::test]
async fn of_two_who_decide_at_once_one_does() {
    let trial = Trial::new();
    let app = &trial.app;
    let force = serve(app).await;
    let anna = trial.person("Anna", Role::EngagementOfficer).await;
    let ben = trial.person("Ben", Role::EngagementOfficer).await;
    let at = vetted(&trial, &anna, &force).await;
    let (one, other) = tokio::join!(approve(app, &anna, at, NEW), refuse(app, &ben, at, "Not known"));
    let (approved, refused) = (one.is_ok(), other.is_ok());
    assert!(approved ^ refused, "{one:?} {other:?}");
    assert!(matches!(one.and(other), Err(Problem::Stale)));
    assert_eq!(letters(app).await.len(), 1);
}

#[tokio::test]
async fn refused_it_is_answered_and_gone_after_ninety_days() {
    let trial = Trial::new();
    let app = &trial.app;
    let (force, anna) = (serve(app).await, trial.person("Anna", Role::EngagementOfficer).await);
    let (kept, version) = vetted(&trial, &anna, &force).await;
    approve(app, &anna, (kept, version), NEW).await.unwrap();
    letters(app).await;
    let (id, _) = send(app, &force, "jo@tide.example").await;
    assert_eq!(address(app, id).await.unwrap(), None, "nobody is written to before it is decided");
    assert!(message(refuse(app, &anna, (id, 0), "  ").await.unwrap_err(), REASON).contains("Say why"));
    refuse(app, &anna, (id, 0), "Nobody knows them").await.unwrap();
    let answer = letters(app).await;
    assert!(answer.iter().any(|one| (one.to, one.notice) == (Addressee::Application(id), Notice::Refusal)));
    assert_eq!(address(app, id).await.unwrap().as_deref(), Some("jo@tide.example"));
    let (waits, _) = send(app, &force, "mo@tide.example").await;

    trial.clock.step(KEPT * DAY);
    tidy(app).await.unwrap();
    assert!(
        found(app, id).await.is_some() && !found(app, kept).await.unwrap().record.get("about").is_empty()
    );
    trial.clock.step(DAY);
    tidy(app).await.unwrap();
    assert_eq!(found(app, id).await, None);
    assert_eq!(address(app, id).await.unwrap(), None);
    let kept = found(app, kept).await.unwrap();
    assert!(kept.record.get("about").is_empty() && kept.record.get(HELP).is_empty());
    assert_eq!(kept.name(), "Tidewater Outreach");
    assert!(!found(app, waits).await.unwrap().record.get("about").is_empty());
}

#[tokio::test]
async fn those_who_keep_the_register_are_told_how_many_wait_and_others_see_nothing() {
    let trial = Trial::new();
    let app = &trial.app;
    let (force, anna) = (serve(app).await, trial.person("Anna", Role::EngagementOfficer).await);
    let dan = trial.person("Dan", Role::TriageOfficer).await;
    let (id, _) = send(app, &force, "jo@tide.example").await;
    assert_eq!(digest::make(app).await.unwrap(), 1);
    let letters = letters(app).await;
    let tally: domain::register::digest::Tally =
        serde_json::from_slice(letters[0].copy.as_ref().unwrap()).unwrap();
    assert_eq!(
        (letters[0].to, tally.lines()),
        (Addressee::Staff(anna.actor.id), vec!["1 application to decide".into()])
    );
    assert!(matches!(list(app, &dan, None, 0).await, Err(Problem::Missing)));
    assert!(matches!(view(app, &dan, id, "").await, Err(Problem::Missing)));
    assert!(matches!(record_check(app, &dan, id, ("person", "fits")).await, Err(Problem::Missing)));
    assert!(matches!(approve(app, &dan, (id, 0), NEW).await, Err(Problem::Missing)));
    assert!(matches!(refuse(app, &dan, (id, 0), "No").await, Err(Problem::Missing)));
}

#[tokio::test]
async fn those_that_wait_come_first() {
    let trial = Trial::new();
    let app = &trial.app;
    let (force, anna) = (serve(app).await, trial.person("Anna", Role::EngagementOfficer).await);
    let mut sent = Vec::new();
    for number in 0..4 {
        sent.push(send(app, &force, &format!("a@agency{number}.example")).await.0);
        trial.clock.step(DAY);
    }
    refuse(app, &anna, (sent[0], 0), "No").await.unwrap();
    trial.clock.step(DAY);
    refuse(app, &anna, (sent[2], 0), "No").await.unwrap();
    let ids = |list: ApplicationList| list.lines.iter().map(|one| one.id).collect::<Vec<_>>();
    let all = list(app, &anna, None, 0).await.unwrap();
    assert_eq!((all.total, ids(all)), (4, vec![sent[1], sent[3], sent[2], sent[0]]));
    assert_eq!(ids(list(app, &anna, Some(State::Waiting), 0).await.unwrap()), [sent[1], sent[3]]);
    assert_eq!(ids(list(app, &anna, Some(State::Refused), 0).await.unwrap()), [sent[2], sent[0]]);
    assert_eq!(ids(list(app, &anna, Some(State::Approved), 0).await.unwrap()), []);
}
