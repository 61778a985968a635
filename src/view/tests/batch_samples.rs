//! Samples of what was done as one, and of work that goes on. All names are invented.

use domain::form::record::{Known, Record};
use domain::platform::time::Timestamp;
use domain::register::batch::{Batch, BatchKind, BatchState};
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::part::{Back, Only, Part, Total};

use super::staff_samples::{Pages, id, people};
use crate::draw;
use crate::register::batch::BatchPage;
use crate::register::batches::Batches;
use crate::register::progress::{Progress, Work};
use crate::staff::page::Signed;

fn named(name: &str) -> Record {
    let mut record = Record::default();
    record.put("name", name);
    record
}

fn part(number: u32, noun: EntityKind, deed: ChangeKind, back: Option<Back>) -> Part {
    let change = Change {
        noun,
        subject: "00000000-0000-4000-8000-000000000700".into(),
        agency: Some(id(700)),
        deed,
        at: Timestamp::from_micros(1_795_000_000_000_000),
        staff: Some(id(5)),
        batch: Some(id(710)),
        before: (deed == ChangeKind::Changed).then(|| named("Harbour")),
        after: Some(named("Harbour & <Tide> Women’s Aid")),
    };
    Part { id: id(number), change, back }
}

/// Every page about what was done as one.
pub(super) fn batches(signed: Signed) -> Pages {
    let at = Timestamp::from_micros(1_795_000_000_000_000);
    let new = Batch::new(id(710), BatchKind::Import, "list <new>.csv".into(), (id(5), at));
    let all = BatchState::ALL.map(|state| Batch { state, ..new.clone() });
    let known = Known { staff: people(), ..Known::default() };
    let total = |noun, deed, back, count| Total { noun, deed, back, count };
    let totals = [
        total(EntityKind::Agency, ChangeKind::Added, Some(Back::Whole), 4_000),
        total(EntityKind::Agency, ChangeKind::Changed, Some(Back::Left), 1),
        total(EntityKind::Agency, ChangeKind::Left, None, 2),
        total(EntityKind::Contact, ChangeKind::Added, Some(Back::Whole), 300),
    ];
    let parts = [
        part(720, EntityKind::Agency, ChangeKind::Added, Some(Back::Whole)),
        part(721, EntityKind::Agency, ChangeKind::Changed, Some(Back::Left)),
        part(722, EntityKind::Agency, ChangeKind::Left, None),
        part(723, EntityKind::Contact, ChangeKind::Added, Some(Back::Whole)),
    ];
    let page = |batch, only| BatchPage {
        signed,
        batch,
        totals: &totals,
        parts: &parts,
        only,
        first: None,
        page: 2,
        last: 87,
        known: &known,
    };
    let undone = page(&all[3], Some(Only::Left));
    let none = BatchPage { totals: &totals[..1], parts: &[], last: 1, page: 1, ..page(&all[3], None) };
    let progress = Progress {
        signed,
        work: Work::Undoing,
        name: "list <new>.csv",
        done: 1_200,
        total: 4_303,
        here: "/staff/batches/1".into(),
    };
    vec![
        ("batches", draw(&Batches { signed, batches: &all, known: &known })),
        ("batches-none", draw(&Batches { signed, batches: &[], known: &known })),
        ("batch", draw(&page(&all[1], None))),
        ("batch-merged-since", draw(&BatchPage { first: Some(&all[0]), ..page(&all[1], None) })),
        ("batch-undone", draw(&undone)),
        ("batch-undone-wholly", draw(&none)),
        ("batch-going-on", draw(&progress)),
        ("import-going-on", draw(&Progress { work: Work::Checking, ..progress })),
    ]
}
