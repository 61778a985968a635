//! Samples of the pages of materials and campaigns. All names are invented.

use std::collections::HashSet;

use domain::form::errors::Errors;
use domain::form::reason::field::FieldReason;
use domain::form::reason::file::FileReason;
use domain::form::record::{Known, Record, Section};
use domain::platform::attachment::{Attachment, FileKind, FileName};
use domain::platform::content::{LEAFLET, TITLE, leaflet_words};
use domain::platform::time::{Day, Timestamp};
use domain::register::agency::{Agency, NAME as AGENCY_NAME, STATUS, TIER, TYPES};
use domain::register::campaign::{self, CAMPAIGN, Campaign, Progress};
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::engagement::kind;
use domain::register::material::{self, EDITION, Edition, MATERIAL, Material};

use super::staff_samples::{Pages, id};
use crate::component::file_upload::FILES;
use crate::component::staff::control::Controls;
use crate::component::staff::form_draft::FormDraft;
use crate::draw;
use crate::register::agency_filter::Picked;
use crate::register::campaign::{CampaignPage, Reached, Target};
use crate::register::campaigns::{self, Campaigns};
use crate::register::content::Words;
use crate::register::done::Done;
use crate::register::form::EntryForm;
use crate::register::frame::Frame;
use crate::register::material::{EditionPage, Handed, MaterialPage};
use crate::register::materials::{MaterialLine, Materials};
use crate::register::targets::Targets;
use crate::staff::page::Signed;

fn record(values: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (field, value) in values {
        record.put(field, value);
    }
    record
}

fn day(text: &str) -> Day {
    Day::parse_iso(text).unwrap()
}

struct World<'w> {
    signed: Signed<'w>,
    known: Known,
    material: Material,
    editions: Vec<(Edition, i64)>,
    campaign: Campaign,
    agencies: Vec<Agency>,
    history: Vec<Change>,
    none: Errors,
}

impl World<'_> {
    fn form<'a>(
        &'a self,
        sections: &'static [Section],
        record: &'a Record,
        errors: &'a Errors,
        meanwhile: Option<&'a Record>,
    ) -> EntryForm<'a> {
        EntryForm {
            signed: self.signed,
            frame: Frame::material(&self.material),
            version: 3,
            sections,
            controls: Controls { record, errors, known: &self.known },
            meanwhile,
            draft: FormDraft::default(),
        }
    }
}

fn world(signed: Signed<'_>) -> World<'_> {
    let material = record(&[
        (material::NAME.name(), "Crossing the line"),
        (material::FORM.name(), "leaflet"),
        ("about", "One\nTwo"),
    ]);
    let edition = |number, label, expires, file| Edition {
        id: id(number),
        material: id(1),
        record: record(&[
            (material::LABEL.name(), label),
            (material::LANGUAGE.name(), "cym"),
            (material::EXPIRES.name(), expires),
            (material::FILE.name(), file),
        ]),
        version: 1,
    };
    let campaign = record(&[
        (campaign::NAME.name(), "Thirteen road shows"),
        (campaign::SIDE.name(), "external"),
        (campaign::PLANNED.name(), "13"),
        (campaign::REACH.name(), "4000"),
        (campaign::ENDS.name(), "2026-01-31"),
    ]);
    let agency = |number, name| {
        let record = record(&[
            (AGENCY_NAME.name(), name),
            (TYPES.name(), "DA-REF"),
            (STATUS.name(), "registered"),
            (TIER.name(), "A"),
        ]);
        Agency { id: id(number), merged_into: None, record, version: 0 }
    };
    let history = Change {
        noun: EntityKind::Campaign,
        subject: id::<Campaign>(20).to_string(),
        agency: None,
        deed: ChangeKind::Changed,
        at: Timestamp::from_micros(1_795_000_000_000_000),
        staff: None,
        batch: None,
        before: Some(record(&[(campaign::TARGETS.name(), "3")])),
        after: Some(record(&[(campaign::TARGETS.name(), "40")])),
    };
    World {
        signed,
        known: Known::default(),
        material: Material { id: id(1), record: material, version: 1 },
        editions: vec![
            (edition(2, "2", "2027-03-31", "taflen.pdf"), 1_200),
            (edition(3, "1", "2025-03-31", ""), 40),
        ],
        campaign: Campaign { id: id(20), record: campaign, version: 2 },
        agencies: vec![agency(30, "Lantern House"), agency(31, "Alder Trust")],
        history: vec![history],
        none: Errors::default(),
    }
}

/// Every page of materials and campaigns.
pub(super) fn materials(signed: Signed) -> Pages {
    let world = world(signed);
    let mut pages = of_materials(&world);
    pages.extend(of_editions(&world));
    pages.extend(of_campaigns(&world));
    pages
}

fn of_materials(world: &World<'_>) -> Pages {
    let today = day("2026-02-03");
    let lines = [MaterialLine { material: &world.material, editions: &world.editions }];
    let agencies: Vec<_> =
        world.agencies.iter().map(|agency| (agency.id, agency.name().to_owned())).collect();
    let handed = [(400, agencies.as_slice()), (8, &[])].map(|(quantity, agencies)| Handed {
        day: today,
        engagement: id(40),
        edition: id(2),
        quantity,
        agencies,
    });
    let page = |handed| MaterialPage {
        signed: world.signed,
        material: &world.material,
        editions: &world.editions,
        handed,
        history: &world.history,
        known: &world.known,
        today,
        done: Some(Done::Saved),
    };
    let typed = record(&[(material::NAME.name(), "Crossing lines"), (material::FORM.name(), "poster")]);
    let words = leaflet_words();
    let bad = Errors::one(TITLE, FieldReason::Empty { label: "Title" });
    let leaflet = |errors| Words {
        form: world.form(LEAFLET, &words, errors, None),
        history: &world.history,
        known: &world.known,
        done: None,
    };
    vec![
        ("materials", draw(&Materials { signed: world.signed, lines: &lines, today })),
        ("materials-none", draw(&Materials { signed: world.signed, lines: &[], today })),
        ("material", draw(&page(&handed))),
        ("material-unused", draw(&page(&[]))),
        ("material-change", draw(&world.form(MATERIAL, &world.material.record, &world.none, None))),
        ("leaflet-words", draw(&leaflet(&world.none))),
        ("leaflet-words-wrong", draw(&leaflet(&bad))),
        ("campaign-change", draw(&world.form(CAMPAIGN, &typed, &world.none, None))),
    ]
}

fn of_editions(world: &World<'_>) -> Pages {
    let file = Attachment {
        id: id(9),
        name: FileName::parse("taflen.pdf"),
        kind: FileKind::Pdf,
        size: 3_000,
        sha256: "0".repeat(64),
    };
    let wrong = Errors::one(FILES, FileReason::NoneChosen);
    let page = |place: usize, file, errors| {
        let edition = &world.editions[place].0;
        draw(&EditionPage {
            form: world.form(EDITION, &edition.record, &world.none, None),
            edition,
            file,
            errors,
            today: day("2026-02-03"),
            done: None,
        })
    };
    vec![
        ("edition", page(0, Some(&file), &world.none)),
        ("edition-expired", page(1, None, &world.none)),
        ("edition-wrong-file", page(0, Some(&file), &wrong)),
    ]
}

fn of_campaigns(world: &World<'_>) -> Pages {
    let today = day("2026-02-03");
    let briefed = kind("BRF").map(|kind| Reached { engagement: id(40), day: today, kind });
    let targets: Vec<_> = world
        .agencies
        .iter()
        .zip([None, briefed])
        .map(|(agency, reached)| Target { agency: agency.id, name: agency.name(), reached })
        .collect();
    let page = |targets, reached| CampaignPage {
        signed: world.signed,
        campaign: &world.campaign,
        held: 7,
        met: 161,
        reached,
        targets,
        page: 2,
        last: 4,
        engagements: &[],
        history: &world.history,
        known: &world.known,
        today,
        done: None,
    };
    let lines = [campaigns::CampaignLine {
        campaign: &world.campaign,
        held: 15,
        targets: Progress { done: 1, of: 2 },
    }];
    let picked = Picked { words: "lantern".into(), ..Picked::default() };
    let agencies: Vec<_> = world.agencies.iter().collect();
    let chosen = HashSet::from([id(30)]);
    let pick = |total| Targets {
        signed: world.signed,
        campaign: &world.campaign,
        agencies: &agencies,
        chosen: &chosen,
        picked: &picked,
        page: 1,
        last: 3,
        total,
        known: &world.known,
    };
    vec![
        ("campaigns", draw(&Campaigns { signed: world.signed, lines: &lines, today })),
        ("campaigns-none", draw(&Campaigns { signed: world.signed, lines: &[], today })),
        ("campaign", draw(&page(&targets, Progress { done: 1, of: 2 }))),
        ("campaign-bare", draw(&page(&[], Progress { done: 0, of: 0 }))),
        ("targets", draw(&pick(120))),
        ("targets-none", draw(&pick(0))),
    ]
}
