//! The ledger, end to end, on an embedded database.

use domain::form::errors::Errors;
use domain::identity::role::Role;
use domain::platform::time::Day;
use domain::register::calendar::What;
use domain::register::change::ChangeKind;
use domain::register::engagement::Engagement;
use domain::register::engagement_form::AGENCY;
use domain::register::follow_up::TASK;
use store::register::agency::AgencyFilter;
use store::register::engagement::EngagementFilter;
use store::register::follow_up::FollowUpFilter;

use super::follow_up::{self, Origin};
use super::{calendar, contact, engaged, engagement, engagement_file};
use crate::Problem;
use crate::platform::file::Arriving;
use crate::trial::{Trial, pairs};

fn errors<T: std::fmt::Debug>(result: Result<T, Problem>) -> Errors {
    match result {
        Err(Problem::Invalid(errors)) => errors,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_briefing_of_three_agencies_is_logged_and_another_like_it() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let (one, two) = (trial.agency(&signed, "Harbour", &[]).await, trial.agency(&signed, "Tide", &[]).await);
    let three = trial.agency(&signed, "Moor", &[]).await;
    let (anya, bo) = (trial.contact(&signed, one, "Anya").await, trial.contact(&signed, two, "Bo").await);
    let stranger = trial.agency(&signed, "Elsewhere", &[]).await;
    let stranger = trial.contact(&signed, stranger, "Stranger").await;
    let leaflet = trial.leaflet(&signed, "Know the signs").await;
    let ids = [one, two, three].map(|id| id.to_string());
    let [first, second, third] = [anya.to_string(), bo.to_string(), stranger.to_string()];
    let leaflet = leaflet.to_string();
    let typed = pairs(&[
        ("kind", "BRF"),
        ("agency", &ids[0]),
        ("agency", &ids[1]),
        ("agency", &ids[2]),
        ("day", "2027-01-14"),
        ("lead", &signed.actor.id.to_string()),
        ("contact", &first),
        ("contact", &second),
        ("contact", &third),
        ("questions", "Who reads it?"),
        ("reach", "12"),
        ("edition-1", &leaflet),
        ("quantity-1", "30"),
        ("task-1", "Send slides"),
        ("due-1", "2027-01-20"),
    ]);
    let id = engagement::add(app, &signed, app.id(), &typed).await.unwrap();
    let view = engagement::view(app, &signed, id).await.unwrap();
    let names: Vec<_> = view.agencies.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Harbour", "Moor", "Tide"]);
    let people: Vec<_> = view.contacts.iter().map(|one| one.id).collect();
    assert_eq!(people.len(), 2, "only people of those agencies took part");
    assert_eq!(view.materials, [("Know the signs, version 2, English".to_owned(), 30)]);
    assert_eq!((view.follow_ups.len(), view.history.len()), (1, 1));

    let offered = engagement::choosing(app, &signed, &[], "").await.unwrap();
    assert_eq!(offered.recent.len(), 3, "whom one met lately comes first");
    let offered = engagement::choosing(app, &signed, &[one], "elsew").await.unwrap();
    assert_eq!((offered.chosen.len(), offered.found.len(), offered.recent.len()), (1, 1, 2));

    let found = engagement::find(app, &signed, id).await.unwrap();
    let again = domain::register::engagement_form::another(&found, app.now().day());
    let other = engagement::add(app, &signed, app.id(), &again).await.unwrap();
    let other = engagement::find(app, &signed, other).await.unwrap();
    assert_eq!((other.agencies.len(), other.contacts.len(), other.materials.len()), (3, 2, 1));
    assert_eq!((other.day(), other.record.get("questions")), (Some(app.now().day()), ""));

    let filter = EngagementFilter { words: vec!["tide".into()], ..EngagementFilter::default() };
    let list = engagement::list(app, &signed, filter, 0).await.unwrap();
    assert_eq!((list.total, list.lines[1].1.join(" ")), (2, "Harbour Moor Tide".into()));
    assert_eq!(contact::view(app, &signed, anya).await.unwrap().engagements.len(), 2);
}

#[tokio::test]
async fn what_changed_meanwhile_is_not_lost_and_history_says_what() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let agency = trial.agency(&signed, "Harbour", &[]).await.to_string();
    let typed =
        |place: &str| pairs(&[("kind", "VIS"), ("agency", &agency), ("day", "2027-01-14"), ("place", place)]);
    let id = engagement::add(app, &signed, app.id(), &typed("Hall")).await.unwrap();
    engagement::save(app, &signed, id, 0, &typed("Library")).await.unwrap();
    assert!(matches!(engagement::save(app, &signed, id, 0, &typed("Pier")).await, Err(Problem::Stale)));
    engagement::save(app, &signed, id, 1, &typed("Library")).await.unwrap();
    let view = engagement::view(app, &signed, id).await.unwrap();
    assert_eq!((view.engagement.version, view.history.len()), (1, 2), "the same again is no change");
    let change = view.history.iter().find(|change| change.before.is_some()).unwrap();
    assert_eq!(change.before.as_ref().unwrap().differences(change.after.as_ref().unwrap()), ["place"]);

    let nobody = pairs(&[("kind", "VIS"), ("day", "2027-01-14")]);
    assert!(errors(engagement::add(app, &signed, app.id(), &nobody).await).of(AGENCY).is_some());
    let unknown = pairs(&[("kind", "VIS"), ("day", "2027-01-14"), ("agency", &app.id::<()>().to_string())]);
    assert!(errors(engagement::add(app, &signed, app.id(), &unknown).await).of(AGENCY).is_some());
    let triage = trial.person("Tom", Role::TriageOfficer).await;
    assert!(matches!(engagement::view(app, &triage, id).await, Err(Problem::Missing)));
}

#[tokio::test]
async fn a_follow_up_is_settled_and_reopened() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let agency = trial.agency(&signed, "Harbour", &[]).await;
    let mine = signed.actor.id.to_string();
    for (task, due, owner) in
        [("Later", "2027-02-01", mine.as_str()), ("Late", "2027-01-01", &mine), ("Theirs", "2027-01-02", "")]
    {
        let typed = pairs(&[("task", task), ("due", due), ("owner", owner)]);
        follow_up::add(app, &signed, app.id(), Origin::Agency(agency), &typed).await.unwrap();
    }
    let blank = follow_up::add(app, &signed, app.id(), Origin::Agency(agency), &[]).await;
    assert!(errors(blank).of(TASK).is_some());
    let typed = pairs(&[("task", "Call"), ("due", "2027-02-01")]);
    let gone = follow_up::add(app, &signed, app.id(), Origin::Agency(app.id()), &typed).await;
    assert!(matches!(gone, Err(Problem::Missing)));

    let filter = FollowUpFilter { owner: Some(signed.actor.id), ..FollowUpFilter::default() };
    let list = follow_up::list(app, &signed, filter.clone(), 0).await.unwrap();
    let tasks: Vec<_> = list.lines.iter().map(|line| line.follow_up.task.as_str()).collect();
    assert_eq!(tasks, ["Late", "Later"], "what is overdue comes first");
    assert_eq!(list.lines[0].agency.as_deref(), Some("Harbour"));
    assert!(list.lines[0].follow_up.is_overdue(app.now().day()));
    let late = list.lines[0].follow_up.id;
    let done = follow_up::settle(app, &signed, late, true).await.unwrap();
    assert_eq!(done.done, Some(app.now().day()));
    let list = follow_up::list(app, &signed, filter, 0).await.unwrap();
    assert_eq!(list.lines[1].follow_up.id, late, "what is done comes last");
    assert_eq!(follow_up::of_agency(app, &signed, agency).await.unwrap().len(), 2);
    follow_up::settle(app, &signed, late, false).await.unwrap();
    assert_eq!(follow_up::of_agency(app, &signed, agency).await.unwrap().len(), 3);
}

#[tokio::test]
async fn the_matrix_tells_when_how_and_what() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let (one, two) = (trial.agency(&signed, "Harbour", &[]).await, trial.agency(&signed, "Tide", &[]).await);
    let anya = trial.contact(&signed, one, "Anya").await;
    let leaflet = trial.leaflet(&signed, "Know the signs").await.to_string();
    let (first, second, person) = (one.to_string(), two.to_string(), anya.to_string());
    let log = |kind: &'static str, day: &'static str, more: Vec<(&'static str, String)>| {
        let mut typed = pairs(&[("kind", kind), ("day", day)]);
        typed.extend(more.into_iter().map(|(name, value)| (name.to_owned(), value)));
        typed
    };
    let with = |id: &str| ("agency", id.to_owned());
    let given = |quantity: &str| vec![("edition-1", leaflet.clone()), ("quantity-1", quantity.to_owned())];
    let said = log(
        "MTG",
        "2026-10-01",
        vec![with(&first), ("questions", "Who reads it?".into()), ("contact", person)],
    );
    let met = log("BRF", "2026-11-01", [vec![with(&first), with(&second)], given("10")].concat());
    let told = log("LEA", "2026-12-01", [vec![with(&first)], given("5")].concat());
    for typed in [said, met, told] {
        engagement::add(app, &signed, app.id(), &typed).await.unwrap();
    }
    let (lines, total) = engaged::matrix(app, &signed, AgencyFilter::default(), 0).await.unwrap();
    assert_eq!(total, 2);
    let day = |text: &str| Day::parse_iso(text);
    let harbour = &lines[0];
    assert_eq!(harbour.met.as_ref().and_then(Engagement::day), day("2026-11-01"));
    assert_eq!(harbour.told.as_ref().map(|one| one.kind.code), Some("LEA"));
    assert_eq!(harbour.said.as_ref().and_then(Engagement::day), day("2026-10-01"));
    assert_eq!(harbour.given, [("Know the signs, version 2, English".to_owned(), 15, day("2026-12-01"))]);
    assert!(lines[1].told.is_none() && lines[1].said.is_none() && lines[1].met.is_some());
    assert!(engaged::given_to(app, &signed, anya).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_leaflet_before_a_briefing_still_informed() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let agency = trial.agency(&signed, "Harbour", &[]).await.to_string();
    for (kind, day) in
        [("LEA", "2026-10-01"), ("BRF", "2026-11-01"), ("EML", "2027-02-01"), ("VIS", "2027-03-01")]
    {
        let typed = pairs(&[("kind", kind), ("day", day), ("agency", &agency)]);
        engagement::add(app, &signed, app.id(), &typed).await.unwrap();
    }
    let (lines, _) = engaged::matrix(app, &signed, AgencyFilter::default(), 0).await.unwrap();
    let last = |one: &Option<Engagement>| one.as_ref().map(|one| one.kind.code);
    assert_eq!((last(&lines[0].told), last(&lines[0].met)), (Some("LEA"), Some("BRF")));
}

#[tokio::test]
async fn what_was_logged_by_mistake_goes_with_all_that_hangs_on_it() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let (one, two) = (trial.agency(&signed, "Harbour", &[]).await, trial.agency(&signed, "Tide", &[]).await);
    let leaflet = trial.leaflet(&signed, "Know the signs").await.to_string();
    let typed = pairs(&[
        ("kind", "BRF"),
        ("agency", &one.to_string()),
        ("agency", &two.to_string()),
        ("day", "2027-01-14"),
        ("edition-1", &leaflet),
        ("quantity-1", "30"),
        ("task-1", "Send slides"),
        ("due-1", "2027-01-20"),
    ]);
    let id = engagement::add(app, &signed, app.id(), &typed).await.unwrap();
    let mut arriving = Arriving::begin(app, "names.txt").await.unwrap();
    arriving.write(b"Everybody who came").await.unwrap();
    let file = arriving.finish().await.unwrap();
    engagement_file::put(app, &signed, id, Some(&file)).await.unwrap();

    assert!(matches!(engagement::delete(app, &signed, id, 0).await, Err(Problem::Stale)));
    let triage = trial.person("Tom", Role::TriageOfficer).await;
    assert!(matches!(engagement::delete(app, &triage, id, 1).await, Err(Problem::Missing)));
    engagement::delete(app, &signed, id, 1).await.unwrap();
    assert!(matches!(engagement::view(app, &signed, id).await, Err(Problem::Missing)));
    assert!(matches!(engagement::delete(app, &signed, id, 1).await, Err(Problem::Missing)));
    let tasks = follow_up::list(app, &signed, FollowUpFilter::default(), 0).await.unwrap();
    assert_eq!(tasks.total, 0);
    assert!(engaged::given_to_agency(app, &signed, one).await.unwrap().is_empty());
    assert!(crate::platform::file::read(app, &file, false).await.is_err(), "its file is gone");
    for id in [one, two] {
        let view = crate::register::agency::view(app, &signed, id, 0).await.unwrap();
        assert_eq!((view.last.met, view.engaged), (None, 0));
        let gone = view.history.iter().find(|change| change.deed == ChangeKind::Deleted).unwrap();
        assert_eq!(gone.before.as_ref().unwrap().all("with"), ["Harbour", "Tide"]);
        assert!(gone.after.is_none() && gone.staff == Some(signed.actor.id));
    }
}

#[tokio::test]
async fn a_calendar_has_a_secret_address_that_can_be_renewed_and_stopped() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let other = trial.person("Ben", Role::EngagementOfficer).await;
    let me = signed.actor.id.to_string();
    let hidden = [("withheld", "yes"), ("owner", &me), ("next_review", "2027-01-31")];
    let refuge = trial.agency(&signed, "Refuge", &hidden).await.to_string();
    let open = trial.agency(&signed, "Open", &[]).await.to_string();
    for (agency, lead) in [(&refuge, &me), (&open, &me), (&open, &other.actor.id.to_string())] {
        let typed = [
            ("kind", "VIS"),
            ("agency", agency),
            ("lead", lead),
            ("day", "2027-01-14"),
            ("place", "12 Quay Street"),
            ("questions", "A worry"),
            ("next_contact", "2027-01-21"),
            ("task-1", "Call"),
            ("owner-1", lead),
            ("due-1", "2027-01-18"),
        ];
        engagement::add(app, &signed, app.id(), &pairs(&typed)).await.unwrap();
    }
    let days = (Day::parse_iso("2027-01-01").unwrap(), Day::parse_iso("2027-01-31").unwrap());
    let all = calendar::occasions(app, &signed, days, None).await.unwrap();
    let mine = calendar::occasions(app, &signed, days, Some(signed.actor.id)).await.unwrap();
    assert_eq!((all.len(), mine.len()), (10, 7));
    let places: Vec<_> =
        mine.iter().filter(|one| !one.place.is_empty()).map(|one| one.title.as_str()).collect();
    assert_eq!(places, ["Visit: Open"], "where a refuge is does not travel");
    assert!(mine.iter().all(|one| !one.title.contains("worry")));
    assert!(matches!(mine.last().unwrap().what, What::Review(_)));

    assert!(matches!(calendar::feed(app, "nothing").await, Err(Problem::Missing)));
    let first = calendar::renew_feed(app, &signed).await.unwrap().to_text();
    assert_eq!(calendar::feed(app, &first).await.unwrap().len(), 7);
    let second = calendar::renew_feed(app, &signed).await.unwrap().to_text();
    assert!(matches!(calendar::feed(app, &first).await, Err(Problem::Missing)));
    assert_eq!(calendar::feed(app, &second).await.unwrap(), mine);
    calendar::revoke_feed(app, &signed).await.unwrap();
    assert!(!calendar::has_feed(app, &signed).await.unwrap());
    assert!(matches!(calendar::feed(app, &second).await, Err(Problem::Missing)));
}

#[tokio::test]
async fn an_evidence_file_is_sealed_kept_and_replaced() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let id = engagement::add(app, &signed, app.id(), &pairs(&[("kind", "EVT"), ("day", "2027-01-14")]))
        .await
        .unwrap();
    let store = async |name: &str, words: &[u8]| {
        let mut arriving = Arriving::begin(app, name).await.unwrap();
        arriving.write(words).await.unwrap();
        arriving.finish().await.unwrap()
    };
    let first = store("names.txt", b"Everybody who came").await;
    engagement_file::put(app, &signed, id, Some(&first)).await.unwrap();
    let opened = engagement_file::open(app, &signed, id).await.unwrap();
    assert_eq!(opened.bytes.as_slice(), b"Everybody who came");
    let second = store("photo.txt", b"A better list").await;
    engagement_file::put(app, &signed, id, Some(&second)).await.unwrap();
    assert_eq!(engagement_file::open(app, &signed, id).await.unwrap().bytes.as_slice(), b"A better list");

    // The sweep knows what is kept, and the file that was replaced is gone.
    trial.clock.step(3 * 86_400);
    crate::register::digest::make(app).await.unwrap();
    let ids = vec![first.id.to_string(), second.id.to_string()];
    let known = app
        .store
        .read(move |snapshot| store::register::engagement_file::find_existing(snapshot, &ids))
        .await
        .unwrap();
    assert_eq!(known, [second.id.to_string()]);
    let view = engagement::view(app, &signed, id).await.unwrap();
    assert_eq!(view.file.unwrap().name.to_string(), "photo.txt");
    assert_eq!(view.history.len(), 3);
    engagement_file::put(app, &signed, id, None).await.unwrap();
    assert!(matches!(engagement_file::open(app, &signed, id).await, Err(Problem::Missing)));
}
