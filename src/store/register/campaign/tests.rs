//! What was planned and handed out, written to a database and read back.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use time::macros::date;

use domain::form::record::Record;
use domain::platform::random::Random;
use domain::platform::time::{FixedClock, Timestamp};
use domain::register::agency::{NAME as AGENCY_NAME, STATUS, TIER};
use domain::register::campaign::{NAME, PLANNED};
use domain::register::engagement::{DAY, Engagement, Handed, REACH};
use domain::register::material::{self, EXPIRES, Edition, LABEL, LANGUAGE, Material};

use crate::platform::content;
use crate::register::campaign::*;
use crate::register::{engagement as ledger, material as materials};
use crate::{Address, Store, StoreSettings};

/// Never twice the same.
#[derive(Default)]
struct Counting(AtomicU8);

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
    }
}

fn record(values: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (field, value) in values {
        record.put(field, value);
    }
    record
}

struct World {
    campaign: Campaign,
    agencies: Vec<Agency>,
    material: Material,
    editions: Vec<Edition>,
    engagements: Vec<Engagement>,
}

fn world(random: &dyn Random) -> World {
    let agency = |name| {
        let record = record(&[(AGENCY_NAME.name(), name), (STATUS.name(), "registered"), (TIER.name(), "B")]);
        Agency { id: Id::random(random), merged_into: None, record, version: 0 }
    };
    let agencies = ["Lantern House", "Alder Trust", "Bridge Advice"].map(agency).to_vec();
    let material =
        record(&[(material::NAME.name(), "Crossing the line"), (material::FORM.name(), "leaflet")]);
    let material = Material { id: Id::random(random), record: material, version: 0 };
    let edition = |label, expires| Edition {
        id: Id::random(random),
        material: material.id,
        record: record(&[(LABEL.name(), label), (LANGUAGE.name(), "eng"), (EXPIRES.name(), expires)]),
        version: 0,
    };
    let editions = vec![edition("1", "2025-03-31"), edition("2", "")];
    let campaign = record(&[(NAME.name(), "Road shows"), (PLANNED.name(), "13")]);
    let campaign = Campaign { id: Id::random(random), record: campaign, version: 0 };
    let engagement = |kind, day, quantity, with: &[usize]| Engagement {
        id: Id::random(random),
        kind: rules::kind(kind).unwrap(),
        agencies: with.iter().map(|place| agencies[*place].id).collect(),
        contacts: Vec::new(),
        materials: vec![Handed { edition: editions[1].id, quantity }],
        campaign: Some(campaign.id),
        record: record(&[(DAY.name(), day), (REACH.name(), "20")]),
        version: 0,
    };
    let engagements = vec![
        engagement("EVT", "2026-02-01", 400, &[0, 1]),
        engagement("BRF", "2026-03-01", 30, &[0]),
        engagement("MTG", "2026-03-02", 7, &[0, 2]),
    ];
    World { campaign, agencies, material, editions, engagements }
}

fn keep(tx: &mut Tx<'_>, world: &World) -> Result<(), StoreError> {
    for agency in &world.agencies {
        crate::register::agency::insert(tx, agency)?;
    }
    materials::insert(tx, &world.material)?;
    for edition in &world.editions {
        materials::insert_edition(tx, edition)?;
    }
    insert(tx, &world.campaign)?;
    for engagement in &world.engagements {
        ledger::insert(tx, engagement)?;
    }
    Ok(())
}

/// The meeting is still to come.
const TODAY: Day = Day(date!(2026 - 03 - 01));

#[tokio::test]
async fn what_was_written_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let random: Arc<dyn Random> = Arc::new(Counting::default());
    let address = Address::Sqlite(folder.path().join("candour.db"));
    let clock = Arc::new(FixedClock::new(Timestamp::from_micros(0)));
    let settings = StoreSettings { address, connections: 2, waiting: 8 };
    let store = Store::open(&settings, clock, random.clone()).unwrap();
    let world = world(random.as_ref());
    let work = move |tx: &mut Tx<'_>| {
        keep(tx, &world)?;
        campaigns(tx, &world)?;
        handed_out(tx, &world)?;
        files(tx, &world)?;
        words(tx)
    };
    store.write(work).await.unwrap();
}

fn campaigns(tx: &mut Tx<'_>, world: &World) -> Result<(), StoreError> {
    let id = world.campaign.id;
    add_targets(tx, id, &[world.agencies[0].id, world.agencies[2].id])?;
    let names: Vec<_> = targets(tx, id)?.into_iter().map(|(_, name)| name).collect();
    assert_eq!(names, ["Bridge Advice", "Lantern House"]);
    let how = reached(tx, id, TODAY)?;
    assert_eq!(how.len(), 2);
    assert_eq!(how[&world.agencies[0].id].kind.code, "BRF", "the latest stands");
    assert_eq!(sessions(tx, id, TODAY)?, (2, 40));
    assert!(remove_target(tx, id, world.agencies[2].id)? && !remove_target(tx, id, world.agencies[2].id)?);
    save(tx, &world.campaign)?;
    assert!(matches!(save(tx, &world.campaign), Err(StoreError::Stale)));
    assert_eq!(find(tx, id)?.unwrap().version, 1);
    assert_eq!(all(tx)?.len(), 1);
    Ok(())
}

fn handed_out(tx: &mut Tx<'_>, world: &World) -> Result<(), StoreError> {
    let totals = materials::totals(tx, TODAY)?;
    assert_eq!(totals.get(&world.editions[1].id), Some(&430));
    assert_eq!(totals.get(&world.editions[0].id), None);
    let log = materials::handouts(tx, world.material.id, TODAY, 10)?;
    let told: Vec<_> =
        log.iter().map(|handout| (handout.day.iso(), handout.quantity, handout.agencies.len())).collect();
    assert_eq!(told, [("2026-03-01".to_owned(), 30, 1), ("2026-02-01".to_owned(), 400, 2)]);
    assert_eq!(log[1].agencies[0].1, "Alder Trust");
    Ok(())
}

fn files(tx: &mut Tx<'_>, world: &World) -> Result<(), StoreError> {
    let (edition, file) = (world.editions[0].id, world.agencies[0].id.to_string());
    materials::set_file(tx, edition, Some((file.parse().unwrap(), "{}")))?;
    assert_eq!(materials::file(tx, edition)?.as_deref(), Some("{}"));
    assert_eq!(materials::known_files(tx, &[file.clone(), "another".to_owned()])?, [file]);
    materials::save_edition(tx, &world.editions[0])?;
    assert!(materials::file(tx, edition)?.is_some(), "a changed edition keeps its file");
    materials::set_file(tx, edition, None)?;
    assert_eq!(materials::file(tx, edition)?, None);
    let order: Vec<_> = materials::editions(tx, Some(world.material.id))?;
    assert_eq!(order.iter().map(Edition::title).collect::<Vec<_>>(), ["2, English", "1, English"]);
    Ok(())
}

fn words(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    let (first, second) = (record(&[("title", "One")]), record(&[("title", "Two")]));
    assert_eq!(content::find(tx, "leaflet")?, None);
    content::save(tx, "leaflet", &first, 0)?;
    assert!(matches!(content::save(tx, "leaflet", &second, 0), Err(StoreError::Stale)));
    content::save(tx, "leaflet", &second, 1)?;
    assert!(matches!(content::save(tx, "leaflet", &first, 1), Err(StoreError::Stale)));
    assert_eq!(content::find(tx, "leaflet")?, Some((second, 2)));
    Ok(())
}
