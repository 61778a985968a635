//! Materials and a campaign of a demonstration. All of it is invented.

use domain::form::record::Record;
use domain::identity::role::Role;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{Agency, OWNER, Standing};
use domain::register::campaign::{BEGINS, Campaign, ENDS, NAME as CAMPAIGN_NAME, PLANNED, SIDE};
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::engagement::{self, Engagement, Handed};
use domain::register::material::{EXPIRES, Edition, FORM, LABEL, LANGUAGE, Material, NAME};
use service::{App, Problem};
use store::identity::staff;
use store::register::{agency, campaign, change, engagement as engagements, material};
use store::{Snapshot, StoreError};

use crate::calendar::{is_working, on_or_before};

/// What was made, for engagements to refer to.
#[derive(Debug)]
pub struct Made {
    /// Editions that can be handed out.
    pub editions: Vec<Id<Edition>>,
    /// A campaign that is under way, without target agencies as yet.
    pub campaign: Id<Campaign>,
}

type Fields = &'static [(&'static str, &'static str)];

/// An edition: version, language, and the day it runs out, days from now.
type Sample = (&'static str, &'static str, Option<i64>);

const MATERIALS: &[(Fields, &[Sample])] = &[
    (
        &[
            (NAME.name(), "Crossing the line"),
            (FORM.name(), "leaflet"),
            ("about", "For people who are helped: what the police must never do, and how to tell us."),
        ],
        &[
            ("1", "eng", Some(-120)),
            ("2", "eng", Some(400)),
            ("2", "cym", Some(400)),
            ("2", "pol", Some(400)),
        ],
    ),
    (
        &[
            (NAME.name(), "Know the signs"),
            (FORM.name(), "slides"),
            ("about", "For briefings of people who work with victims: twelve slides and notes."),
        ],
        &[("Spring", "eng", None)],
    ),
];

const CAMPAIGN: Fields = &[
    (CAMPAIGN_NAME.name(), "Thirteen road shows"),
    (SIDE.name(), "external"),
    ("about", "Every agency in the county has met us once, and knows how to tell us and what happens then."),
    ("channel", "Road show"),
    (PLANNED.name(), "13"),
];

/// Makes two materials with their editions, and a campaign of thirteen road shows.
///
/// # Errors
/// When the store does not work.
pub async fn make(app: &App) -> Result<Made, Problem> {
    let today = app.now().day();
    let (mut materials, mut editions) = (Vec::new(), Vec::new());
    for (fields, samples) in MATERIALS {
        let material = Material { id: app.id(), record: record(fields), version: 0 };
        for (label, language, expires) in *samples {
            let mut record = record(&[(LABEL.name(), label), (LANGUAGE.name(), language)]);
            let last = expires.map(|days| today.plus_days(days).iso()).unwrap_or_default();
            record.put(EXPIRES, &last);
            editions.push(Edition { id: app.id(), material: material.id, record, version: 0 });
        }
        materials.push(material);
    }
    let mut record = record(CAMPAIGN);
    record.put(BEGINS, &today.plus_days(-90).iso());
    record.put(ENDS, &today.plus_days(90).iso());
    let campaign = Campaign { id: app.id(), record, version: 0 };
    let current = editions.iter().filter(|edition| !edition.is_expired(today)).map(|edition| edition.id);
    let made = Made { editions: current.collect(), campaign: campaign.id };
    keep(app, materials, editions, campaign).await?;
    Ok(made)
}

/// How many agencies the campaign is for.
const TARGETS: usize = 13;
/// How many of its road shows were held.
const HELD: u32 = 4;

/// Gives the campaign its target agencies, and holds some of its road shows.
///
/// # Errors
/// When the store does not work.
pub(super) async fn hold(app: &App, made: &Made) -> Result<(), Problem> {
    let (today, campaign) = (app.now().day(), made.campaign);
    let chosen = app.read(registered).await?;
    let targets: Vec<Id<Agency>> = chosen.iter().map(|agency| agency.id).collect();
    let kind = engagement::kind("PRS").ok_or(Problem::Missing)?;
    let shows = chosen.iter().zip(1..=HELD).map(|(agency, number)| Engagement {
        id: app.id(),
        kind,
        agencies: vec![agency.id],
        contacts: Vec::new(),
        materials: made
            .editions
            .iter()
            .take(2)
            .map(|id| Handed { edition: *id, quantity: 20 * number })
            .collect(),
        campaign: Some(campaign),
        record: record(&[
            (engagement::DAY.name(), &show_day(today, number).iso()),
            (engagement::LEAD.name(), agency.record.get(OWNER)),
            (engagement::PLACE.name(), "Town hall"),
            (engagement::REACH.name(), &(14 * number).to_string()),
        ]),
        version: 0,
    });
    let shows: Vec<Engagement> = shows.collect();
    app.write(move |tx| {
        campaign::add_targets(tx, campaign, &targets)?;
        Ok(shows.iter().try_for_each(|show| engagements::insert(tx, show))?)
    })
    .await
}

/// The first registered agencies by name.
fn registered(snapshot: &mut Snapshot<'_>) -> Result<Vec<Agency>, StoreError> {
    let ids: Vec<Id<Agency>> = agency::names(snapshot)?.into_iter().map(|(id, _)| id).collect();
    let mut all = Vec::with_capacity(TARGETS);
    for some in ids.chunks(4 * TARGETS) {
        let mut those = agency::those(snapshot, some)?;
        those.retain(|agency| agency.standing() == Standing::Registered);
        those.sort_by_cached_key(|agency| ids.iter().position(|id| *id == agency.id));
        all.extend(those);
        if all.len() >= TARGETS {
            break;
        }
    }
    all.truncate(TARGETS);
    Ok(all)
}

/// The day of a road show: one in twelve days or so.
fn show_day(today: Day, number: u32) -> Day {
    on_or_before(today.plus_days(-12 * i64::from(number)), is_working)
}

fn record(fields: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (field, value) in fields {
        record.put(field, value);
    }
    record
}

async fn keep(
    app: &App,
    materials: Vec<Material>,
    editions: Vec<Edition>,
    planned: Campaign,
) -> Result<(), Problem> {
    let people = app.read(staff::all).await?;
    let officer = people.iter().find(|person| person.role == Role::EngagementOfficer);
    let (at, staff) = (app.now(), officer.map(|officer| officer.id));
    app.write(move |tx| {
        let added = |noun, subject: &dyn ToString, record: &Record| Change {
            noun,
            subject: subject.to_string(),
            agency: None,
            deed: ChangeKind::Added,
            at,
            staff,
            batch: None,
            before: None,
            after: Some(record.clone()),
        };
        for new in &materials {
            material::insert(tx, new)?;
            change::record(tx, &added(EntityKind::Material, &new.id, &new.record))?;
        }
        for new in &editions {
            material::insert_edition(tx, new)?;
            change::record(tx, &added(EntityKind::Edition, &new.id, &new.record))?;
        }
        campaign::insert(tx, &planned)?;
        Ok(change::record(tx, &added(EntityKind::Campaign, &planned.id, &planned.record))?)
    })
    .await
}
