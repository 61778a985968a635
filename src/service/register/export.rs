//! Exporting lists: as tables for spreadsheets, and the public part of the register for directories of
//! services.

use std::collections::HashMap;

use domain::form::key::Key;
use domain::form::record::Known;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::{AGENCY, Agency};
use domain::register::contact::{CONTACT, Contact, EMAIL, NAME, PHONE, ROLE, SPOC};
use format::{open_referral, zip};
use store::register::agency::{self as agencies, AgencyFilter};
use store::register::contact as contacts;

use self::table::{Rows, blocking, cells, labels, log_export, table};
use super::history::load_lookups;
use crate::identity::session::Signed;
use crate::{App, Problem};

mod coverage;
mod ledger;
mod planning;
mod table;

pub use coverage::numbers;
pub use ledger::{engaged, engagements, follow_ups};
pub use planning::{calls, campaigns, handouts, targets};
pub use table::Form;

/// What is exported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Agencies, each with its first single point of contact.
    Agencies,
    /// The people of those agencies.
    Contacts,
}

/// The agencies that `filter` picks, or their people.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(
    app: &App,
    signed: &Signed,
    filter: AgencyFilter,
    what: What,
    form: Form,
) -> Result<Vec<u8>, Problem> {
    let (agencies, people, known) = load_agencies(app, signed, filter).await?;
    let (rows, named) = match what {
        What::Agencies => (of_agencies(&agencies, &people, &known), ("agencies", "Agencies")),
        What::Contacts => (of_contacts(&agencies, &people, &known), ("contacts", "Contacts")),
    };
    table(app, signed, named, rows, form).await
}

/// The public part of the agencies that `filter` picks, as Open Referral: JSON, or a ZIP of tables.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn referral(
    app: &App,
    signed: &Signed,
    filter: AgencyFilter,
    as_tables: bool,
) -> Result<Vec<u8>, Problem> {
    let (agencies, _, known) = load_agencies(app, signed, filter).await?;
    log_export(app, signed, ("open-referral", agencies.len())).await?;
    blocking(move || {
        if as_tables {
            zip::write(&open_referral::tables(&agencies, &known))
        } else {
            Ok(open_referral::json(&agencies, &known).into_bytes())
        }
    })
    .await
}

async fn load_agencies(
    app: &App,
    signed: &Signed,
    filter: AgencyFilter,
) -> Result<(Vec<Agency>, Vec<Contact>, Known), Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| {
        let (agencies, _) = agencies::list(snapshot, &filter, 0, i64::MAX)?;
        Ok((agencies, contacts::all(snapshot)?, load_lookups(snapshot)?))
    })
    .await
}

/// People by the agency they work for, those who left last.
fn by_agency(people: &[Contact]) -> HashMap<Id<Agency>, Vec<&Contact>> {
    let mut by: HashMap<_, Vec<&Contact>> = HashMap::new();
    for contact in people {
        by.entry(contact.agency).or_default().push(contact);
    }
    let rank = |contact: &Contact| match contact.record.get(SPOC) {
        "spoc" => 0,
        "deputy" => 1,
        _ => 2,
    };
    for contacts in by.values_mut() {
        contacts
            .sort_by_cached_key(|one| (one.left().is_some(), rank(one), one.name().to_lowercase(), one.id));
    }
    by
}

/// The headings are those that an import knows again.
fn of_agencies(agencies: &[Agency], people: &[Contact], known: &Known) -> Rows {
    let person =
        ["Contact: name", "Contact: what they do there", "Contact: work email", "Contact: work phone"];
    let headings = labels(AGENCY)
        .chain(person.map(str::to_owned))
        .chain(["Contact: single point of contact".to_owned()]);
    let by = by_agency(people);
    let row = |agency: &Agency| {
        let contacts = by.get(&agency.id).map_or(&[][..], Vec::as_slice);
        let spoc = contacts.iter().find(|one| one.record.get(SPOC) == "spoc" && one.left().is_none());
        let said = |field: Key| spoc.map_or("", |spoc| spoc.record.get(field)).to_owned();
        let yes = spoc.map_or("", |_| "yes").to_owned();
        let person = [NAME, ROLE, EMAIL, PHONE].map(said).into_iter().chain([yes]);
        cells(AGENCY, &agency.record, known).chain(person).collect()
    };
    std::iter::once(headings.collect()).chain(agencies.iter().map(row)).collect()
}

fn of_contacts(agencies: &[Agency], people: &[Contact], known: &Known) -> Rows {
    let headings = std::iter::once("Agency".to_owned()).chain(labels(CONTACT)).collect();
    let by = by_agency(people);
    let rows = agencies.iter().flat_map(|agency| {
        let contacts = by.get(&agency.id).map_or(&[][..], Vec::as_slice);
        contacts.iter().map(|contact| {
            let cells = cells(CONTACT, &contact.record, known);
            std::iter::once(agency.name().to_owned()).chain(cells).collect()
        })
    });
    std::iter::once(headings).chain(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_exported_changes_nothing_when_it_is_imported() {
        use domain::register::import::import_plan::Planner;
        use domain::register::import::register::Register;
        use domain::register::import::{RowOutcome, column};
        use format::{csv, xlsx};

        let file = "Name,Type,Postcode,Phone,Notes,Next review,Status,Works for,Languages,Contact,Contact email,SPOC y/n\n\
            Brook House,Refuge; IDVA,AA3 1AB,+44 1632 960001,\"=1+1\nsecond line\",3 March 2027,Active,Women,Urdu; Polish,\
            Ada Marsh,ada@brook.example,yes\n@Dale,GP,,,,,,,,,,\n";
        let known = Known::default();
        let planned = |bytes: &[u8], register: &Register| {
            let sheet = format::sheet::read(bytes).unwrap();
            let mapping = column::guess(&sheet.headings);
            Planner::new(sheet, mapping, known.clone()).settle(register)
        };
        let id = |number: u32| format!("00000000-0000-4000-8000-{number:012}");
        let (mut agencies, mut people) = (Vec::new(), Vec::new());
        for plan in planned(file.as_bytes(), &Register::default()) {
            let outcome = plan.draft.unwrap().alone();
            let agency = Agency::new(id(plan.number).parse().unwrap(), outcome.record);
            for (_, record) in outcome.people {
                people.push(Contact {
                    id: id(plan.number).parse().unwrap(),
                    agency: agency.id,
                    record,
                    version: 0,
                });
            }
            agencies.push(agency);
        }
        assert_eq!((agencies.len(), people.len()), (2, 1));
        let register = Register::new(agencies.clone(), people.clone());
        let rows = of_agencies(&agencies, &people, &known);
        for bytes in [csv::write(&rows, true).unwrap(), xlsx::write(&rows, "Agencies").unwrap()] {
            for plan in planned(&bytes, &register) {
                assert_eq!(plan.fate, RowOutcome::Same, "{plan:#?}");
            }
        }
    }
}
