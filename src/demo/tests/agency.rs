//! What filters pick, against what the domain says of each agency.

use std::collections::BTreeSet;

use domain::form::normalise;
use domain::identity::role::Role;
use domain::platform::agency_type::AGENCY_TYPES;
use domain::platform::force::Force;
use domain::platform::id::Id;
use domain::register::agency::{Agency, LANGUAGE_LIST, LANGUAGES, Standing, TYPES, Tier};
use domain::register::change::ChangeKind;
use domain::register::coverage::{group, is_overdue};
use store::platform::force as forces;

use service::App;
use service::identity::session::Signed;
use service::register::agency::*;
use service::register::entry;
use service::register::history::HISTORY;
use service::trial::{Trial, pairs};
use store::StoreError;
use store::register::agency::AgencyFilter;

use crate::{Size, fill};

async fn picked(app: &App, signed: &Signed, filter: AgencyFilter) -> BTreeSet<Id<Agency>> {
    let list = list(app, signed, filter, 0, i64::MAX).await.unwrap();
    assert_eq!(list.lines.len(), usize::try_from(list.total).unwrap());
    list.lines.iter().map(|line| line.agency.id).collect()
}

#[tokio::test]
async fn filters_pick_what_the_domain_says() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let size = Size {
        forces: 2,
        staff: 1,
        agencies: 120,
        contacts: 200,
        engagements: 400,
        reports: 0,
        days: 5 * 365,
        messages: 0,
        files: 0,
        practitioners: 0,
        requests: 0,
        answers: 0,
    };
    fill(app, size, &mut |_| ()).await.unwrap();
    let today = app.now().day();
    let all = list(app, &signed, AgencyFilter::default(), 0, i64::MAX).await.unwrap();
    let those = |keep: &dyn Fn(&AgencyLine) -> bool| -> BTreeSet<_> {
        all.lines.iter().filter(|line| keep(line)).map(|line| line.agency.id).collect()
    };
    let late = |line: &AgencyLine| is_overdue(&line.agency, line.last.met, today);

    let active = AgencyFilter { active: true, ..AgencyFilter::default() };
    let expected = those(&|line| line.agency.standing().is_active());
    assert!(expected.len() < all.lines.len() && !expected.is_empty(), "some do not count");
    assert_eq!(picked(app, &signed, active).await, expected);

    let overdue = AgencyFilter { overdue: Some(today), ..AgencyFilter::default() };
    let expected = those(&late);
    assert!(expected.len() < all.lines.len() && !expected.is_empty(), "some were met in time");
    assert_eq!(picked(app, &signed, overdue.clone()).await, expected);
    for tier in Tier::ALL {
        let filter = AgencyFilter { tier: Some(tier), ..overdue.clone() };
        assert_eq!(
            picked(app, &signed, filter).await,
            those(&|line| late(line) && line.agency.tier() == tier)
        );
    }
    for has in [true, false] {
        let filter = AgencyFilter { spoc: Some(has), ..AgencyFilter::default() };
        assert_eq!(picked(app, &signed, filter).await, those(&|line| line.spoc.is_some() == has));
    }
    let never = AgencyFilter { never_met: Some(today), ..AgencyFilter::default() };
    let expected = those(&|line| line.last.met.is_none());
    assert!(expected.len() < all.lines.len() && !expected.is_empty(), "some were met");
    assert_eq!(picked(app, &signed, never).await, expected);
    for language in LANGUAGE_LIST {
        let filter = AgencyFilter { language: Some(language.code.to_owned()), ..AgencyFilter::default() };
        let speaks =
            |line: &AgencyLine| line.agency.record.all(LANGUAGES).iter().any(|code| code == language.code);
        assert_eq!(picked(app, &signed, filter).await, those(&speaks), "{}", language.code);
    }
    for kind in AGENCY_TYPES.iter().flat_map(|kind| [kind.code, group(kind.code)]) {
        let filter = AgencyFilter { kind: Some(kind.to_owned()), ..AgencyFilter::default() };
        let of_kind = |line: &AgencyLine| {
            line.agency.record.all(TYPES).iter().any(|code| code == kind || group(code) == kind)
        };
        assert_eq!(picked(app, &signed, filter).await, those(&of_kind), "{kind}");
    }
}

#[tokio::test]
async fn every_word_must_be_found_wherever_it_stands() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let more = [("postcode", "AA3 1AB"), ("notes", "100% off_peak buses")];
    let harbour = trial.agency(&signed, "Café Harbour", &more).await;
    trial.contact(&signed, harbour, "Zoë Brook").await;
    let moor = trial.agency(&signed, "Moor House", &[("status", "paused")]).await;
    let found = async |words: &str| {
        let words = normalise::fold(words).split_whitespace().map(ToOwned::to_owned).collect();
        picked(app, &signed, AgencyFilter { words, ..AgencyFilter::default() }).await
    };
    for words in ["CAFE", "harb", "café zoe", "zoë brook", "aa3 1ab", "off peak", "100% brook"] {
        assert_eq!(found(words).await, BTreeSet::from([harbour]), "{words}");
    }
    assert_eq!(found("o").await, BTreeSet::from([harbour, moor]));
    assert!(found("moor zoe").await.is_empty() && found("nosuchword").await.is_empty());
    let paused = AgencyFilter { standing: Some(Standing::Paused), active: true, ..AgencyFilter::default() };
    assert!(picked(app, &signed, paused).await.is_empty(), "paused ones do not count");
    let near = near(app, &signed, "harbor").await.unwrap();
    assert_eq!(near, [(harbour, "Café Harbour".to_owned())]);
}

#[tokio::test]
async fn all_of_a_long_history_can_be_read() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let id = trial.agency(&signed, "Harbour", &[]).await;
    for number in 0..HISTORY {
        trial.clock.step(1);
        let notes = format!("Call {number}");
        let typed = pairs(&[
            ("name", "Harbour"),
            ("types", "DA-COM"),
            ("status", "registered"),
            ("tier", "A"),
            ("notes", &notes),
        ]);
        entry::save::<Agency>(app, &signed, id, number, &typed).await.unwrap();
    }
    let (first, rest) = (view(app, &signed, id, 0).await.unwrap(), view(app, &signed, id, HISTORY).await);
    assert_eq!((first.history.len(), first.changes), (100, 101));
    let rest = rest.unwrap().history;
    assert_eq!(rest.iter().map(|change| change.deed).collect::<Vec<_>>(), [ChangeKind::Added]);
}

#[tokio::test]
async fn the_name_of_a_force_tells_something_where_several_are_served() {
    let trial = Trial::new();
    let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let force = |code: &str, name: &str| Force {
        code: code.into(),
        name: name.into(),
        welsh: false,
        served: true,
        position: None,
    };
    let write = async |new: Force| {
        app.store.write::<_, StoreError, _>(move |tx| forces::insert(tx, &new)).await.unwrap();
    };
    let found = async |word: &str| {
        let filter = AgencyFilter { words: vec![word.into()], ..AgencyFilter::default() };
        picked(app, &signed, filter).await
    };
    write(force("x-moor", "Moorland Police")).await;
    let id = trial.agency(&signed, "Harbour", &[("areas", "x-moor")]).await;
    assert!(found("moor").await.is_empty(), "one that all have tells nothing");
    write(force("x-fold", "Foldshire Police")).await;
    trial.agency(&signed, "Haven", &[("areas", "x-fold")]).await;
    assert_eq!(found("moor").await, BTreeSet::from([id]));
    assert!(found("police").await.is_empty(), "what all are called tells nothing");
}
