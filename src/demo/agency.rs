//! Invented agencies: what the register knows of each. All but the days follows from its number.

use domain::form::record::{Record, YES};
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{
    ACCESS, ADDRESS, AREAS, Agency, CLIENT_GROUPS, EMAIL, ISA, LANGUAGES, METHOD, NAME, NAMED, NEXT_REVIEW,
    OWNER, PARENT, PATHWAY, PHONE, POSTCODE, SIZE, STATUS, Standing, TIER, TYPES, Tier, VERIFIED_BY,
    VERIFIED_ON, WEBSITE, WITHHELD,
};
use domain::register::change::{Change, ChangeKind, EntityKind};
use service::{App, Problem};
use store::register::{agency as agencies, change as changes};

use crate::agency_kind::Most;
use crate::calendar::{is_working, on_or_after, on_or_before};
use crate::chance::of;
use crate::land::Land;
use crate::roster::Sketch;

/// How many entries are written at a time.
const TOGETHER: usize = 250;

/// Languages that go with what an agency is called.
const SPOKEN: &[(&str, &[&str])] = &[
    ("South Asian", &["urd", "pan", "ben", "guj"]),
    ("African", &["som", "yor", "fra", "tir"]),
    ("Middle Eastern", &["ara", "kur", "fas", "tur"]),
    ("Black and Minoritised", &["som", "urd", "ara", "por"]),
    ("Refugee", &["ara", "fas", "tir", "pus"]),
    ("Polish and Romanian", &["pol", "ron", "lit", "slk"]),
    ("Ukrainian", &["ukr", "rus"]),
    ("Migrant", &["por", "hun", "pol", "zho"]),
    ("Roma ", &["rom", "ron", "ces"]),
    ("Deaf", &["bfi"]),
    ("Disabled", &["bfi"]),
];
/// Languages that a larger service may work in as well.
const COMMON: &[&str] = &["pol", "urd", "ron", "ara", "bfi"];

/// An agency to be written.
#[derive(Clone, Debug)]
pub(super) struct NewAgency {
    /// What it is.
    pub(super) sketch: Sketch,
    /// The entry.
    pub(super) agency: Agency,
    /// The day it was put on the register: nothing was done with it before.
    pub(super) since: Day,
}

/// The agencies of a roster on a day, each owned by one of these people.
pub(super) fn agencies_of(
    app: &App,
    (roster, lands): (Vec<Sketch>, &[Land]),
    officers: &[Id<Staff>],
) -> Vec<NewAgency> {
    let today = app.now().day();
    let new = |sketch: Sketch| {
        let since = since(&sketch, today);
        let owner = owner(&sketch, lands, officers);
        let record = record(&sketch, lands, (owner, since, today));
        NewAgency { agency: Agency::new(app.id(), record), sketch, since }
    };
    roster.into_iter().map(new).collect()
}

/// Writes them, each with the first line of its history.
///
/// # Errors
/// When the store does not work.
pub(super) async fn insert(app: &App, new: &[NewAgency], tell: &mut dyn FnMut(&str)) -> Result<(), Problem> {
    let mut done = 0;
    for some in new.chunks(TOGETHER) {
        let rows: Vec<(Agency, Change)> =
            some.iter().map(|one| (one.agency.clone(), first_change(one))).collect();
        app.write(move |tx| {
            Ok(rows.iter().try_for_each(|(agency, change)| {
                agencies::insert(tx, agency)?;
                changes::record(tx, change)
            })?)
        })
        .await?;
        done += some.len();
        tell(&format!("{done} of {} agencies", new.len()));
    }
    Ok(())
}

/// The first line of an agency's history: in the morning of the day it was put on the register.
fn first_change(new: &NewAgency) -> Change {
    let agency = &new.agency;
    let minute = new.sketch.lot().days("minute", 150);
    Change {
        noun: EntityKind::Agency,
        subject: agency.id.to_string(),
        agency: Some(agency.id),
        deed: ChangeKind::Added,
        at: new.since.begins().plus_seconds(9 * 3_600 + 60 * minute),
        staff: agency.owner(),
        batch: None,
        before: None,
        after: Some(agency.record.clone()),
    }
}

/// Where the relationship stands. Spread by number, so that even a small register has some of each.
pub(super) fn standing(sketch: &Sketch) -> Standing {
    match sketch.number * 37 % 100 {
        0..=21 => Standing::Prospect,
        22..=31 => Standing::Invited,
        32..=89 => Standing::Registered,
        90..=94 => Standing::Paused,
        // A council's team does not close.
        _ if sketch.kind.is_public() => Standing::Registered,
        _ => Standing::Left,
    }
}

/// Most have the tier of their type; one in five is met more or less often than that.
fn tier(sketch: &Sketch) -> Tier {
    let usual = Tier::from_code(sketch.kind.tier).unwrap_or(Tier::C);
    match (usual, sketch.lot().below("tier", 10)) {
        (Tier::A | Tier::C, 0 | 1) => Tier::B,
        (Tier::B, 0) => Tier::A,
        (Tier::B, 1) => Tier::C,
        _ => usual,
    }
}

/// A working day of the last five years: those who are registered are known longest.
fn since(sketch: &Sketch, today: Day) -> Day {
    let (least, most) = match standing(sketch) {
        Standing::Prospect => (15, 900),
        Standing::Invited => (40, 500),
        Standing::Registered => (200, 1_600),
        Standing::Paused | Standing::Left => (700, 1_100),
    };
    let ago = least + sketch.lot().below("since", most);
    on_or_after(today.plus_days(-i64::try_from(ago).unwrap_or(0)), is_working)
}

/// Who looks after the district: where there are more people than districts, several share one.
fn owner(sketch: &Sketch, lands: &[Land], officers: &[Id<Staff>]) -> Option<Id<Staff>> {
    let districts: usize = lands.iter().map(|land| land.districts.len()).sum();
    let place = sketch.place(lands)?.number;
    let sharing = officers.len().div_ceil(districts.max(1)).max(1);
    let one = place + districts * (sketch.number / lands.len().max(1) % sharing);
    officers.get(if one < officers.len() { one } else { place % officers.len().max(1) }).copied()
}

fn record(sketch: &Sketch, lands: &[Land], (owner, since, today): (Option<Id<Staff>>, Day, Day)) -> Record {
    let mut record = Record::default();
    record.put(NAME, &sketch.name);
    record.put(PARENT, &sketch.parent);
    record.add(TYPES, sketch.kind.code);
    if sketch.lot().once_in("types", 40) {
        let also = sketch.lot().word("also", sketch.kind.also);
        if !also.is_empty() {
            record.add(TYPES, also);
        }
    }
    sketch.kind.groups.iter().for_each(|group| record.add(CLIENT_GROUPS, group));
    languages(sketch, lands, &mut record);
    size(sketch, &mut record);
    areas(sketch, lands, &mut record);
    reach(sketch, &mut record);
    relationship(sketch, (owner, since, today), &mut record);
    record
}

fn languages(sketch: &Sketch, lands: &[Land], record: &mut Record) {
    let lot = sketch.lot();
    record.add(LANGUAGES, "eng");
    if lands.get(sketch.land).is_some_and(|land| land.force.welsh)
        && (sketch.kind.is_public() || lot.once_in("welsh", 60))
    {
        record.add(LANGUAGES, "cym");
    }
    let own = SPOKEN.iter().filter(|(word, _)| sketch.name.contains(word));
    let own: Vec<&str> = own.flat_map(|(_, codes)| *codes).copied().collect();
    let first = lot.below("language", own.len());
    for place in 0..own.len().min(1 + lot.below("languages", 3)) {
        record.add(LANGUAGES, of(&own, first + place));
    }
    let large = ["DA-", "VS-", "HE-", "HO-"].iter().any(|group| sketch.kind.code.starts_with(group));
    if own.is_empty() && large && lot.once_in("another language", 22) {
        record.add(LANGUAGES, lot.word("common language", COMMON));
    }
}

fn size(sketch: &Sketch, record: &mut Record) {
    let lot = sketch.lot();
    let sizes: &[&str] = match sketch.kind.code.split('-').next() {
        Some("ST" | "ED") => &["21-100", "101"],
        Some("HE") => &["6-20", "21-100", "21-100", "101"],
        Some("CO" | "BF" | "OTHER") => &["1-5", "1-5", "6-20"],
        _ => &["1-5", "6-20", "6-20", "21-100"],
    };
    record.put(SIZE, lot.word("size", sizes));
    if ["DA-REF", "SV-RC", "CO-WC"].contains(&sketch.kind.code) {
        record.add(ACCESS, "women_only");
    }
    if sketch.kind.code.starts_with("BF-LGBT") {
        record.add(ACCESS, "lgbt");
    }
    if !sketch.kind.is_hidden() && lot.once_in("step free", 45) {
        record.add(ACCESS, "step_free");
    }
    if sketch.kind.groups.contains(&"migrants") {
        record.add(ACCESS, "nrpf");
    }
}

/// Where it works and where its office is. Of a refuge the district is all that is known.
fn areas(sketch: &Sketch, lands: &[Land], record: &mut Record) {
    let Some((land, place)) = lands.get(sketch.land).zip(sketch.place(lands)) else { return };
    let lot = sketch.lot();
    if sketch.kind.most == Most::OneInForce {
        record.add(AREAS, &land.force.code);
    } else {
        record.add(AREAS, &place.area.code());
        let wide = sketch.kind.most == Most::Many && !sketch.name.contains(&place.town(sketch.town));
        let next = land.district(sketch.district + 1).filter(|next| next.area != place.area);
        if let Some(next) = next.filter(|_| wide && lot.once_in("next district", 20)) {
            record.add(AREAS, &next.area.code());
        }
    }
    if sketch.kind.is_hidden() {
        record.put(WITHHELD, YES);
        return;
    }
    let (address, postcode) = place.address(sketch.town, lot);
    record.put(ADDRESS, &address);
    record.put(POSTCODE, &postcode);
}

/// The public email address, website and number: numbers are among those that are kept free for drama.
/// (Ofcom, *Telephone numbers for use in TV and radio drama programmes*.)
fn reach(sketch: &Sketch, record: &mut Record) {
    let lot = sketch.lot();
    let boxes: &[&str] = match sketch.kind.code.split('-').next() {
        Some("ST") => &["safeguarding", "duty.desk", "enquiries"],
        Some("HE" | "ED") => &["safeguarding", "enquiries", "reception"],
        Some("DA" | "SV" | "EX" | "VS") => &["referrals", "support", "office"],
        _ => &["hello", "info", "office"],
    };
    record.put(EMAIL, &format!("{}@{}", lot.word("box", boxes), sketch.host));
    record.put(WEBSITE, &format!("https://www.{}", sketch.host));
    record.put(PHONE, &public_phone(sketch));
    record.put(METHOD, lot.word("method", &["email", "email", "phone", "phone", "meeting"]));
    if !sketch.kind.is_hidden() && lot.once_in("named", 50) {
        record.put(NAMED, YES);
    }
}

/// Its number: free to call for helplines and refuges.
pub(super) fn public_phone(sketch: &Sketch) -> String {
    let last = (sketch.number * 37 + 101) % 1_000;
    let free = sketch.kind.is_hidden() || ["DA-HL", "SV-RC"].contains(&sketch.kind.code);
    if free { format!("0808 157 0{last:03}") } else { format!("01632 960 {last:03}") }
}

fn relationship(sketch: &Sketch, (owner, since, today): (Option<Id<Staff>>, Day, Day), record: &mut Record) {
    let (lot, standing, tier) = (sketch.lot(), standing(sketch), tier(sketch));
    record.put(STATUS, standing.code());
    record.put(TIER, tier.code());
    let owner = owner.map(|owner| owner.to_string()).unwrap_or_default();
    record.put(OWNER, &owner);
    record.put(ISA, "none");
    if standing == Standing::Prospect {
        return;
    }
    let due = on_or_after(today.plus_days(lot.days("review", 420) - 60), is_working);
    if standing != Standing::Left {
        record.put(NEXT_REVIEW, &due.iso());
    }
    if standing == Standing::Invited {
        return;
    }
    record.put(VERIFIED_BY, &owner);
    record.put(VERIFIED_ON, &since.iso());
    let later = |what: &str, days: usize| {
        let known = usize::try_from(today.days_since(since)).unwrap_or(0);
        on_or_before(since.plus_days(lot.days(what, known.min(days))), is_working).max(since)
    };
    match lot.below("isa", 100) {
        0..=29 => {
            record.put(ISA, "signed");
            let signed = later("isa on", 500);
            record.put("isa_on", &signed.iso());
            let review = on_or_after(signed.plus_months(24), is_working).max(today.plus_days(40));
            record.put("isa_review", &review.iso());
        }
        30..=41 => record.put(ISA, "draft"),
        _ => {}
    }
    if tier != Tier::C && lot.once_in("pathway", 60) {
        record.put(PATHWAY, YES);
        record.put("pathway_on", &later("pathway on", 400).iso());
        record.put("pathway_document", &format!("Referral pathway with {}", sketch.name));
    }
}
