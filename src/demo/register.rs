//! An invented register and ledger, small to look at or as large as a country's to measure.
//!
//! Activity is uneven, as it is in life: a fifth of the agencies has three fifths of the engagements, and a
//! quarter had none in the last twelve months.

use domain::form::record::{Area, Record, YES};
use domain::identity::role::Role;
use domain::identity::staff::{Staff, Standing};
use domain::platform::agency_type::AGENCY_TYPES;
use domain::platform::force::Force;
use domain::platform::id::Id;
use domain::platform::time::{Day, Timestamp};
use domain::register::agency::{
    AREAS, Agency, EMAIL, ISA, LANGUAGE_LIST, LANGUAGES, NAME, NEXT_REVIEW, OWNER, PATHWAY, PHONE, POSTCODE,
    STATUS, TIER, TYPES, WEBSITE, WITHHELD,
};
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::contact::{self, Contact};
use domain::register::engagement::{self, ACTIVITIES, Engagement};
use service::{App, Problem};
use store::identity::staff;
use store::platform::force;
use store::register::{
    agency as agencies, change as changes, contact as contacts, engagement as engagements,
    follow_up as follow_ups,
};

use crate::Size;
use crate::chance::{Chance, of};
use crate::follow_up::after;
use crate::force::{forces, new_districts};
use crate::staff::{Colleague, colleagues, person};

/// How many entries are written at a time.
const TOGETHER: usize = 250;
/// How many years the ledger goes back.
const DAYS: usize = 5 * 365;

const FIRST: &[&str] = &[
    "Lantern", "Harbour", "Willow", "Bridge", "Haven", "Meadow", "Cedar", "Beacon", "Orchard", "Kestrel",
    "Rowan", "Tideway", "Amber", "Hazel", "Juniper", "Swallow", "Compass", "Clover", "Lark", "Maple",
    "Thistle", "Heron", "Marigold", "Starling",
];
const SECOND: &[&str] = &[
    "House",
    "Centre",
    "Project",
    "Network",
    "Support",
    "Partnership",
    "Collective",
    "Outreach",
    "Rooms",
    "Together",
];
const JOBS: &[&str] =
    &["Manager", "Support worker", "Adviser", "Team leader", "Safeguarding lead", "Trainer"];
/// How often each kind is done, in the order of [`ACTIVITIES`].
const OFTEN: [usize; 15] = [20, 10, 8, 15, 6, 12, 10, 3, 2, 2, 4, 3, 2, 2, 1];

/// What is made from.
struct Maker<'a> {
    app: &'a App,
    chance: Chance<'a>,
    today: Day,
    areas: Vec<(Area, String)>,
    staff: Vec<Id<Staff>>,
}

/// How much was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Agencies.
    pub agencies: usize,
    /// Contacts in them.
    pub contacts: usize,
    /// Engagements.
    pub engagements: usize,
}

impl std::fmt::Display for Filled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { agencies, contacts, engagements } = self;
        write!(f, "{agencies} agencies with {contacts} contacts and {engagements} engagements")
    }
}

/// Makes agencies, contacts and engagements of this size, and the forces, districts and staff that are
/// missing for them. `tell` hears how far it is.
///
/// # Errors
/// When the store does not work.
pub async fn fill(app: &App, size: Size, tell: &mut dyn FnMut(&str)) -> Result<Filled, Problem> {
    add_forces(app, size.forces).await?;
    let chance = Chance(app.random.as_ref());
    let people = engaged(app, size.staff).await?;
    let lists = app.read(force::lists).await?;
    let areas = lists.districts.iter().map(|district| {
        let area = Area { force: district.force.clone(), district: Some(district.id) };
        (area, district.name.clone())
    });
    let maker = Maker { app, chance, today: app.now().day(), areas: areas.collect(), staff: people };
    let made = maker.agencies(size.agencies, tell).await?;
    let people = maker.contacts(&made, size.contacts, tell).await?;
    let engagements = maker.engagements(&made, &people, size.engagements, tell).await?;
    Ok(Filled { agencies: made.len(), contacts: people.iter().map(Vec::len).sum(), engagements })
}

/// Invented forces that are not known yet, each with districts.
async fn add_forces(app: &App, count: usize) -> Result<(), Problem> {
    let known = app.read(force::all).await?;
    let new = forces(count).into_iter().filter(|new| !known.iter().any(|force| force.code == new.code));
    for new in new {
        let districts = new_districts(app, &new);
        app.write(move |tx| {
            force::insert(tx, &Force { served: true, ..new.clone() })?;
            Ok(districts.iter().try_for_each(|district| force::insert_district(tx, district))?)
        })
        .await?;
    }
    Ok(())
}

/// The engagement officers among so many staff: they own agencies and lead engagements. Colleagues who are
/// missing for that many are added, without an account.
async fn engaged(app: &App, count: usize) -> Result<Vec<Id<Staff>>, Problem> {
    let known = app.read(staff::all).await?.len();
    let person = |new: Colleague| Staff {
        id: app.id(),
        email: new.email,
        name: new.name,
        role: new.role,
        standing: Standing::Invited,
    };
    let new: Vec<Staff> = colleagues(count.saturating_sub(known), &[]).into_iter().map(person).collect();
    for some in new.chunks(TOGETHER) {
        let some = some.to_vec();
        app.write(move |tx| Ok(some.iter().try_for_each(|person| staff::insert(tx, person))?)).await?;
    }
    let all = app.read(staff::all).await?;
    let engaged = all.into_iter().filter(|person| person.role == Role::EngagementOfficer);
    Ok(engaged.map(|person| person.id).collect())
}

/// The first line of an agency's history.
fn first_change(agency: &Agency, at: Timestamp) -> Change {
    Change {
        noun: EntityKind::Agency,
        subject: agency.id.to_string(),
        agency: Some(agency.id),
        deed: ChangeKind::Added,
        at,
        staff: agency.owner(),
        batch: None,
        before: None,
        after: Some(agency.record.clone()),
    }
}

impl Maker<'_> {
    async fn agencies(&self, count: usize, tell: &mut dyn FnMut(&str)) -> Result<Vec<Id<Agency>>, Problem> {
        let mut made = Vec::with_capacity(count);
        for first in (0..count).step_by(TOGETHER) {
            let some: Vec<Agency> = (first..count.min(first + TOGETHER))
                .map(|number| Agency::new(self.app.id(), self.agency(number)))
                .collect();
            made.extend(some.iter().map(|agency| agency.id));
            let at = self.app.now();
            self.app
                .write(move |tx| {
                    Ok(some.iter().try_for_each(|agency| {
                        agencies::insert(tx, agency)?;
                        changes::record(tx, &first_change(agency, at))
                    })?)
                })
                .await?;
            tell(&format!("{} of {count} agencies", made.len()));
        }
        Ok(made)
    }

    fn agency(&self, number: usize) -> Record {
        let mut record = Record::default();
        let (area, place) = self
            .areas
            .get(self.chance.below(self.areas.len()))
            .cloned()
            .unwrap_or_else(|| (Area { force: "northmere".into(), district: None }, "Northmere".into()));
        let name = format!("{} {}", of(FIRST, number), of(SECOND, number / FIRST.len()));
        let round = number / (FIRST.len() * SECOND.len());
        record.put(NAME, &if round == 0 { name.clone() } else { format!("{name} {place} {round}") });
        let kind = AGENCY_TYPES.get(self.chance.below(AGENCY_TYPES.len())).map_or("OTHER", |kind| kind.code);
        record.add(TYPES, kind);
        if self.chance.once_in(30) {
            let more =
                AGENCY_TYPES.get(self.chance.below(AGENCY_TYPES.len())).map_or("OTHER", |kind| kind.code);
            record.add(TYPES, more);
        }
        record.add(AREAS, &if self.chance.once_in(10) { area.force.clone() } else { area.code() });
        if self.chance.once_in(35) {
            let other = self.areas.get(self.chance.below(self.areas.len())).map(|(area, _)| area.code());
            record.add(AREAS, &other.unwrap_or_default());
        }
        record.add(LANGUAGES, "eng");
        if self.chance.once_in(25) {
            let language =
                LANGUAGE_LIST.get(self.chance.below(LANGUAGE_LIST.len())).map_or("eng", |one| one.code);
            record.add(LANGUAGES, language);
        }
        self.relationship(number, &mut record);
        if kind == "DA-REF" {
            record.put(WITHHELD, YES);
        } else {
            record.put(POSTCODE, &format!("ZZ{} {}AA", number % 99 + 1, number % 9 + 1));
        }
        let host = format!("{}{number}.example", of(FIRST, number).to_lowercase());
        record.put(EMAIL, &format!("hello@{host}"));
        record.put(WEBSITE, &format!("https://www.{host}"));
        record.put(PHONE, &format!("01632 96{:04}", number % 10_000));
        record
    }

    fn relationship(&self, number: usize, record: &mut Record) {
        // Spread by number, so that even a small register has some of each.
        let status = match number * 37 % 100 {
            0..=24 => "prospect",
            25..=34 => "invited",
            35..=89 => "registered",
            90..=94 => "paused",
            _ => "left",
        };
        record.put(STATUS, status);
        record.put(
            TIER,
            if number.is_multiple_of(5) {
                "A"
            } else if number.is_multiple_of(2) {
                "B"
            } else {
                "C"
            },
        );
        if let Some(owner) = self.staff.get(self.chance.below(self.staff.len())) {
            record.put(OWNER, &owner.to_string());
        }
        let review = i64::try_from(self.chance.below(500)).unwrap_or(0) - 100;
        record.put(NEXT_REVIEW, &self.today.plus_days(review).iso());
        record.put(ISA, if self.chance.once_in(20) { "signed" } else { "none" });
        if self.chance.once_in(35) {
            record.put(PATHWAY, YES);
        }
    }

    async fn contacts(
        &self,
        agencies: &[Id<Agency>],
        count: usize,
        tell: &mut dyn FnMut(&str),
    ) -> Result<Vec<Vec<Id<Contact>>>, Problem> {
        let mut of_agency = vec![Vec::new(); agencies.len()];
        let mut waiting = Vec::new();
        for number in 0..count {
            let place = number % agencies.len().max(1);
            let Some(agency) = agencies.get(place) else { break };
            let first = number < agencies.len();
            let contact = Contact {
                id: self.app.id(),
                agency: *agency,
                record: self.contact(number, first),
                version: 0,
            };
            if let Some(list) = of_agency.get_mut(place) {
                list.push(contact.id);
            }
            waiting.push(contact);
            if waiting.len() == TOGETHER || number + 1 == count {
                let some = std::mem::take(&mut waiting);
                self.app
                    .write(move |tx| Ok(some.iter().try_for_each(|one| contacts::insert(tx, one))?))
                    .await?;
                tell(&format!("{} of {count} contacts", number + 1));
            }
        }
        Ok(of_agency)
    }

    fn contact(&self, number: usize, first: bool) -> Record {
        let mut record = Record::default();
        let name = person(number);
        record.put(contact::NAME, &name);
        record.put(contact::ROLE, of(JOBS, number));
        if first && self.chance.once_in(60) {
            record.put(contact::SPOC, "spoc");
            let ago = i64::try_from(self.chance.below(700)).unwrap_or(0);
            record.put(contact::CONFIRMED, &self.today.plus_days(-ago).iso());
        }
        record.put(
            contact::EMAIL,
            &format!("{}{number}@agency.example", name.to_lowercase().replace(' ', ".")),
        );
        record.put(contact::PHONE, &format!("07700 90{:04}", number % 10_000));
        if self.chance.once_in(5) {
            let ago = i64::try_from(self.chance.below(400)).unwrap_or(0);
            record.put(contact::LEFT, &self.today.plus_days(-ago).iso());
        }
        record
    }

    async fn engagements(
        &self,
        agencies: &[Id<Agency>],
        people: &[Vec<Id<Contact>>],
        count: usize,
        tell: &mut dyn FnMut(&str),
    ) -> Result<usize, Problem> {
        let mut made = 0;
        for first in (0..count).step_by(TOGETHER) {
            let last = count.min(first + TOGETHER);
            let some: Vec<Engagement> =
                (first..last).filter_map(|_| self.engagement(agencies, people)).collect();
            let tasks: Vec<_> = some.iter().filter_map(|one| after(self.app, one, self.today)).collect();
            made += some.len();
            self.app
                .write(move |tx| {
                    some.iter().try_for_each(|one| engagements::insert(tx, one))?;
                    Ok(tasks.iter().try_for_each(|one| follow_ups::insert(tx, one))?)
                })
                .await?;
            if last.is_multiple_of(TOGETHER * 10) || last == count {
                tell(&format!("{last} of {count} engagements"));
            }
        }
        Ok(made)
    }

    /// One of the busy fifth in three of five times; the last quarter of them only before the last twelve
    /// months.
    fn engagement(&self, agencies: &[Id<Agency>], people: &[Vec<Id<Contact>>]) -> Option<Engagement> {
        let busy = (agencies.len() / 5).max(1);
        let place = if self.chance.once_in(60) {
            self.chance.below(busy)
        } else {
            busy + self.chance.below(agencies.len() - busy)
        };
        let quiet = place >= agencies.len() - agencies.len() / 4;
        let ago = if quiet { 366 + self.chance.below(DAYS - 366) } else { self.chance.below(DAYS) };
        let kind = self.kind()?;
        let mut chosen = vec![*agencies.get(place)?];
        if !quiet && self.chance.once_in(35) {
            let other = agencies.get(self.chance.below(agencies.len() - agencies.len() / 4));
            let other = other.filter(|id| !chosen.contains(id)).copied();
            chosen.extend(other);
        }
        let contacts = people.get(place).and_then(|list| list.get(self.chance.below(list.len()))).copied();
        let mut record = Record::default();
        record.put(engagement::DAY, &self.today.plus_days(-i64::try_from(ago).unwrap_or(0)).iso());
        let lead = self.staff.get(self.chance.below(self.staff.len())).map(ToString::to_string);
        record.put(engagement::LEAD, &lead.unwrap_or_default());
        record.put(engagement::REACH, &(1 + self.chance.below(40)).to_string());
        record.put(engagement::MINUTES, of(&["30", "45", "60", "90"], self.chance.below(4)));
        record.add(
            engagement::TOPICS,
            of(&["definition", "signs", "ways", "anonymity", "support", "next"], self.chance.below(6)),
        );
        if self.chance.once_in(15) {
            record.put(engagement::CASCADE, &(10 + self.chance.below(200)).to_string());
        }
        if ago < 40 && self.chance.once_in(40) {
            let ahead = 1 + i64::try_from(self.chance.below(45)).unwrap_or(0);
            record.put(engagement::NEXT_CONTACT, &self.today.plus_days(ahead).iso());
        }
        if self.chance.once_in(10) {
            record.put(engagement::QUESTIONS, "Asked what happens after a report, and how long it takes.");
        }
        Some(Engagement {
            id: self.app.id(),
            kind,
            agencies: chosen,
            contacts: contacts.into_iter().collect(),
            materials: Vec::new(),
            campaign: None,
            record,
            version: 0,
        })
    }

    fn kind(&self) -> Option<&'static engagement::Activity> {
        ACTIVITIES.get(self.chance.weighed(&OFTEN))
    }
}
