//! An invented register as a sceptical reader finds it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::form::normalise;
use domain::form::record::YES;
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::force::Force;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::*;
use domain::register::contact::{self, Contact};
use domain::register::engagement::{self, Engagement};
use service::trial::Trial;
use store::StoreError;
use store::identity::staff;
use store::platform::force as forces;
use store::register::agency as agencies;
use store::register::change as changes;
use store::register::contact as contacts;
use store::register::engagement::{self as engagements, EngagementFilter};
use store::register::follow_up::{self as follow_ups, FollowUpFilter};

use crate::calendar::{is_market, is_working};
use crate::{Size, fill};

const SIZE: Size = Size {
    forces: 2,
    staff: 40,
    agencies: 260,
    contacts: 640,
    engagements: 1_500,
    reports: 0,
    days: 0,
    messages: 0,
    files: 0,
    practitioners: 0,
    requests: 0,
    answers: 0,
};

/// A register that was filled.
struct Filled {
    trial: Trial,
    agencies: HashMap<Id<Agency>, Agency>,
    people: Vec<Contact>,
    done: Vec<Engagement>,
    officers: BTreeSet<Id<Staff>>,
}

impl Filled {
    async fn new() -> Self {
        let trial = Trial::new();
        let welsh = Force {
            code: "x-bryn".into(),
            name: "Brynlarch Police".into(),
            welsh: true,
            served: true,
            position: None,
        };
        let district = domain::platform::force::District {
            id: trial.app.id(),
            force: "x-bryn".into(),
            name: "Brynlarch Vale".into(),
            position: None,
        };
        let app = &trial.app;
        app.store
            .write::<_, StoreError, _>(move |tx| {
                forces::insert(tx, &welsh)?;
                forces::insert_district(tx, &district)
            })
            .await
            .unwrap();
        fill(app, SIZE, &mut |_| ()).await.unwrap();
        let read = app.store.read(|snapshot| {
            let ids: Vec<_> = agencies::names(snapshot)?.into_iter().map(|(id, _)| id).collect();
            let all = agencies::those(snapshot, &ids)?;
            let people = contacts::of_agencies(snapshot, &ids)?;
            let done = engagements::list(snapshot, &EngagementFilter::default(), 0, 10_000)?.0;
            let officers = staff::all(snapshot)?.into_iter();
            let officers = officers.filter(|one| one.role == Role::EngagementOfficer).map(|one| one.id);
            Ok::<_, StoreError>((all, people, done, officers.collect()))
        });
        let (all, people, done, officers) = read.await.unwrap();
        let agencies: HashMap<_, _> = all.into_iter().map(|agency| (agency.id, agency)).collect();
        assert_eq!(
            (agencies.len(), people.len(), done.len()),
            (SIZE.agencies, SIZE.contacts, SIZE.engagements)
        );
        Self { trial, agencies, people, done, officers }
    }

    fn today(&self) -> Day {
        self.trial.app.now().day()
    }
}

fn is_free_for_drama(number: &str) -> bool {
    let mark = normalise::phone_mark(number);
    mark.len() == 11 && ["01632960", "07700900", "08081570"].iter().any(|range| mark.starts_with(range))
}

#[tokio::test]
async fn agencies_are_reached_where_nobody_is() {
    let filled = Filled::new().await;
    let (mut hosts, mut emails) = (BTreeSet::new(), BTreeSet::new());
    for agency in filled.agencies.values() {
        let get = |field| agency.record.get(field);
        assert!(is_free_for_drama(get(PHONE)), "{}", get(PHONE));
        let host = get(WEBSITE).strip_prefix("https://www.").unwrap();
        assert!(host.ends_with(".example") && get(EMAIL).ends_with(&format!("@{host}")), "{host}");
        assert!(hosts.insert(host.to_owned()), "{host} is of two agencies");
        assert!(normalise::website(get(WEBSITE)).is_some());
        assert_eq!(objection(&agency.record), None, "{}", agency.name());
        let refuge = agency.record.has(TYPES, "DA-REF");
        assert!(get(POSTCODE).is_empty() == refuge && get(ADDRESS).is_empty() == refuge, "{}", agency.name());
        assert_eq!(get(WITHHELD) == YES, refuge);
    }
    for one in &filled.people {
        let (email, phone) = (one.record.get(contact::EMAIL), one.record.get(contact::PHONE));
        assert!(emails.insert(email), "{email} is of two people");
        assert!(phone.is_empty() || is_free_for_drama(phone), "{phone}");
        let host = normalise::host(filled.agencies[&one.agency].record.get(EMAIL));
        assert_eq!(normalise::host(email), host);
    }
}

#[tokio::test]
async fn agencies_speak_what_fits_them_and_belong_to_people_by_district() {
    let filled = Filled::new().await;
    let (mut more, mut owners) = (0, BTreeMap::<String, BTreeSet<_>>::new());
    for agency in filled.agencies.values() {
        let spoken = agency.record.all(LANGUAGES);
        assert_eq!(spoken.first().map(String::as_str), Some("eng"));
        let areas = agency.areas();
        let welsh = areas.iter().all(|area| area.force == "x-bryn");
        assert!(welsh || !agency.record.has(LANGUAGES, "cym"), "{}", agency.name());
        if welsh && agency.record.get(PARENT).ends_with("Council") {
            assert!(agency.record.has(LANGUAGES, "cym"), "{}", agency.name());
        }
        for (word, code) in [("Deaf", "bfi"), ("Ukrainian", "ukr")] {
            let other = spoken.iter().any(|spoken| spoken == code || spoken == "rus");
            assert!(!agency.name().contains(word) || other, "{}: {spoken:?}", agency.name());
        }
        more += usize::from(spoken.iter().any(|code| code != "eng" && code != "cym"));
        let owner = agency.owner().unwrap();
        assert!(filled.officers.contains(&owner));
        owners.entry(agency.record.all(AREAS)[0].clone()).or_default().insert(owner);
    }
    assert!(more > 10 && more < SIZE.agencies / 3, "{more} of {} speak more", SIZE.agencies);
    let all: BTreeSet<_> = owners.values().flatten().copied().collect();
    assert_eq!(all, filled.officers, "everybody has some");
    let most = filled.officers.len().div_ceil(owners.len() - 2);
    let districts = owners.iter().filter(|(area, _)| area.contains('/'));
    assert!(districts.map(|(_, owners)| owners.len()).max().unwrap() <= most, "by district: {owners:?}");
}

#[tokio::test]
async fn engagements_could_have_happened() {
    let filled = Filled::new().await;
    let (app, today) = (&filled.trial.app, filled.today());
    let mut people: HashMap<Id<Contact>, &Contact> = HashMap::new();
    people.extend(filled.people.iter().map(|one| (one.id, one)));
    let ids: Vec<_> = filled.agencies.keys().copied().collect();
    let mut added = HashMap::new();
    for id in ids {
        let first =
            app.store.read(move |snapshot| changes::of_subject(snapshot, &id.to_string(), 10)).await.unwrap();
        added.insert(id, first.last().unwrap().at.day());
    }
    let mut together = 0;
    for one in &filled.done {
        let day = one.day().unwrap();
        let fits = if one.kind.code == "EVT" { is_market } else { is_working };
        assert!(fits(day) && day <= today, "{:?} on {day}", one.kind);
        together += usize::from(one.agencies.len() > 1);
        let unique: BTreeSet<_> = one.agencies.iter().collect();
        assert!(!one.agencies.is_empty() && unique.len() == one.agencies.len());
        for id in &one.agencies {
            let agency = &filled.agencies[id];
            assert!(day >= added[id], "{} on {day}, known since {}", agency.name(), added[id]);
            assert!(agency.standing() != Standing::Prospect || !one.kind.two_way, "{}", agency.name());
        }
        for id in &one.contacts {
            assert!(one.agencies.contains(&people[id].agency));
            assert!(people[id].left().is_none_or(|left| left > day), "{} had left", people[id].name());
        }
        assert!(one.lead().is_some_and(|lead| filled.officers.contains(&lead)));
        if let Some(next) = one.next_contact() {
            assert!(next > day && is_working(next));
        }
        if one.kind.code == "PTH" {
            assert_eq!(filled.agencies[&one.agencies[0]].record.get("pathway_on"), day.iso());
        }
        assert_eq!(one.record.get(engagement::SIDE), "external");
    }
    assert!(together > SIZE.engagements / 20, "{together} with several agencies");
    let (open, _) = app
        .store
        .read(|snapshot| follow_ups::list(snapshot, &FollowUpFilter::default(), 0, 10_000))
        .await
        .unwrap();
    assert!(!open.is_empty() && open.iter().all(|task| is_working(task.due)));
}

/// An engagement in shares: it can be divided by as many agencies as there are at most, seven.
const WHOLE: usize = 420;

#[tokio::test]
async fn activity_is_uneven() {
    let filled = Filled::new().await;
    let mut counts: HashMap<Id<Agency>, usize> = filled.agencies.keys().map(|id| (*id, 0)).collect();
    let mut lately: BTreeSet<Id<Agency>> = BTreeSet::new();
    let year = filled.today().plus_days(-365);
    for one in &filled.done {
        // Those who were there together share it alike: the order in which they are read is that of random
        // identifiers.
        for agency in &one.agencies {
            *counts.get_mut(agency).unwrap() += WHOLE / one.agencies.len();
        }
        lately.extend(one.agencies.iter().filter(|_| one.day().unwrap() >= year));
    }
    let mut most: Vec<usize> = counts.into_values().collect();
    most.sort_unstable_by(|one, other| other.cmp(one));
    let busy: usize = most.iter().take(SIZE.agencies / 5).sum();
    let all = SIZE.engagements * WHOLE;
    assert!(busy * 100 / all >= 55, "{busy} of {all}");
    let none = SIZE.agencies - lately.len();
    assert!((SIZE.agencies / 4..SIZE.agencies / 2).contains(&none), "{none} had none lately");
}
