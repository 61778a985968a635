//! Invented people in agencies: what they do there fits what it is.

use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Standing;
use domain::register::contact::{CONFIRMED, Contact, EMAIL, LEFT, NAME, PHONE, ROLE, SPOC, TRAINED};
use service::{App, Problem};
use store::register::contact as contacts;

use crate::agency::{NewAgency, public_phone, standing};
use crate::calendar::{is_working, on_or_before};
use crate::chance::{Lot, dealt, of};
use crate::staff::person;

/// How many entries are written at a time.
const TOGETHER: usize = 250;
/// How many people are known in one agency after another, compared.
const EACH: &[usize] = &[3, 2, 4, 2, 3, 2];
/// How many people of an agency surely have names of their own.
const NAMES: usize = 4;

/// The people of each agency, so many in all.
pub(super) fn contacts_of(app: &App, agencies: &[NewAgency], count: usize) -> Vec<Vec<Contact>> {
    let today = app.now().day();
    let people = |(place, agency): (usize, &NewAgency)| {
        let each = dealt(count, EACH, place, agencies.len());
        let one = |nth| Contact {
            id: app.id(),
            agency: agency.agency.id,
            record: record(agency, nth, today),
            version: 0,
        };
        (0..each).map(one).collect()
    };
    agencies.iter().enumerate().map(people).collect()
}

/// Writes them.
///
/// # Errors
/// When the store does not work.
pub(super) async fn insert(
    app: &App,
    people: &[Vec<Contact>],
    tell: &mut dyn FnMut(&str),
) -> Result<(), Problem> {
    let all: Vec<&Contact> = people.iter().flatten().collect();
    let mut done = 0;
    for some in all.chunks(TOGETHER) {
        let rows: Vec<Contact> = some.iter().map(|one| (*one).clone()).collect();
        app.write(move |tx| Ok(rows.iter().try_for_each(|one| contacts::insert(tx, one))?)).await?;
        done += some.len();
        tell(&format!("{done} of {} contacts", all.len()));
    }
    Ok(())
}

/// Somebody of the agency who worked there on a day.
pub(super) fn there_on(people: &[Contact], day: Day) -> impl Iterator<Item = &Contact> {
    people.iter().filter(move |one| one.left().is_none_or(|left| left > day))
}

/// The identifiers of people.
pub(super) fn ids<'a>(people: impl Iterator<Item = &'a Contact>) -> Vec<Id<Contact>> {
    people.map(|one| one.id).collect()
}

/// The nth person of an agency. The first is mostly the one to call, once it is more than known to exist.
fn record(agency: &NewAgency, nth: usize, today: Day) -> Record {
    let sketch = &agency.sketch;
    let lot = Lot(sketch.number * 97 + nth * 31 + 5);
    let name = person(sketch.number * 7 + nth * 453);
    let mut record = Record::default();
    record.put(NAME, &name);
    record
        .put(ROLE, of(sketch.kind.jobs, nth + if nth == 0 { sketch.number % 5 / 3 } else { sketch.number }));
    let address = name.to_lowercase().replace(' ', ".");
    let more = if nth < NAMES { String::new() } else { nth.to_string() };
    record.put(EMAIL, &format!("{address}{more}@{}", sketch.host));
    let own = format!("07700 900 {:03}", (sketch.number * 41 + nth * 333 + 17) % 1_000);
    let office = public_phone(sketch);
    record.put(PHONE, lot.word("phone", &[&own, &own, &own, &office, &office, ""]));
    let known = usize::try_from(today.days_since(agency.since)).unwrap_or(0);
    let within = |what: &str, most: usize| {
        let ago = lot.days(what, most.min(known));
        on_or_before(today.plus_days(-ago), is_working).max(agency.since).iso()
    };
    let standing = standing(sketch);
    let gone = nth > 0 && lot.once_in("left", 26);
    if gone {
        record.put(LEFT, &within("left on", 500));
        return record;
    }
    let to_call = match standing {
        Standing::Registered => 86,
        Standing::Invited => 40,
        Standing::Prospect => 0,
        Standing::Paused | Standing::Left => 50,
    };
    if nth == 0 && lot.once_in("spoc", to_call) {
        record.put(SPOC, "spoc");
        record.put(CONFIRMED, &within("confirmed", 520));
    }
    if nth == 1 && lot.once_in("deputy", to_call / 2) {
        record.put(SPOC, "deputy");
    }
    if standing == Standing::Registered && lot.once_in("trained", 35) {
        record.put(TRAINED, &within("trained", 900));
    }
    record
}
