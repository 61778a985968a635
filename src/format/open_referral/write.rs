//! The public part of the register, in either form: agencies that agreed to be named, how anybody may reach
//! them, and never an address that is withheld, a person, or a note.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use uuid::Uuid;

use domain::form::choice;
use domain::form::key::Key;
use domain::form::record::Known;
use domain::platform::agency_type::AGENCY_TYPES;
use domain::register::agency::{
    ADDRESS, AREAS, Agency, CHARITY, EMAIL, LANGUAGE_LIST, LANGUAGES, NAMED, PHONE, POSTCODE, TRADING_NAME,
    TYPES, WEBSITE, WITHHELD,
};

/// The same thing has the same identifier each time it is written.
fn id(agency: &Agency, what: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("{} {what}", agency.id).as_bytes()).to_string()
}

fn term_id(code: &str) -> String {
    Uuid::new_v5(&Uuid::NAMESPACE_OID, format!("type {code}").as_bytes()).to_string()
}

fn is_public(agency: &Agency) -> bool {
    agency.record.flag(NAMED) && agency.merged_into.is_none() && agency.standing().is_active()
}

/// An address, unless it is withheld.
fn place(agency: &Agency) -> Option<(&str, &str)> {
    let (address, postcode) = (agency.record.get(ADDRESS), agency.record.get(POSTCODE));
    let hidden = agency.record.flag(WITHHELD) || address.is_empty() && postcode.is_empty();
    (!hidden).then_some((address, postcode))
}

/// The JSON form: organisations with their services.
pub fn json(agencies: &[Agency], known: &Known) -> String {
    let organisations: Vec<Value> = agencies
        .iter()
        .filter(|agency| is_public(agency))
        .map(|agency| organisation(agency, known))
        .collect();
    json!({ "organizations": organisations }).to_string()
}

fn organisation(agency: &Agency, known: &Known) -> Value {
    let record = &agency.record;
    let mut identifiers: Vec<Value> = Vec::new();
    if !record.get(CHARITY).is_empty() {
        identifiers.push(json!({
            "id": id(agency, "charity"), "identifier_type": "Charity number", "identifier": record.get(CHARITY),
        }));
    }
    json!({
        "id": agency.id.to_string(),
        "name": agency.name(),
        "alternate_name": record.get(TRADING_NAME),
        "description": agency.name(),
        "email": record.get(EMAIL),
        "website": record.get(WEBSITE),
        "organization_identifiers": identifiers,
        "phones": phones(agency),
        "services": [service(agency, known)],
    })
}

fn phones(agency: &Agency) -> Vec<Value> {
    let number = Some(agency.record.get(PHONE)).filter(|number| !number.is_empty());
    number.map(|number| json!({ "id": id(agency, "phone"), "number": number })).into_iter().collect()
}

fn service(agency: &Agency, known: &Known) -> Value {
    let record = &agency.record;
    let attributes: Vec<Value> = record
        .all(TYPES)
        .iter()
        .map(|code| {
            let label = choice::label(AGENCY_TYPES, code);
            json!({
                "id": id(agency, code), "link_entity": "service", "label": label,
                "taxonomy_term": { "id": term_id(code), "code": code, "name": label },
            })
        })
        .collect();
    let areas: Vec<Value> = record
        .all(AREAS)
        .iter()
        .map(|code| json!({ "id": id(agency, code), "name": known.area(code) }))
        .collect();
    let languages: Vec<Value> = record
        .all(LANGUAGES)
        .iter()
        .map(|code| json!({ "id": id(agency, code), "name": choice::label(LANGUAGE_LIST, code), "code": code }))
        .collect();
    let places: Vec<Value> = place(agency)
        .map(|(address, postcode)| {
            json!({ "id": id(agency, "at"), "location": {
                "id": id(agency, "location"), "location_type": "physical",
                "addresses": [{
                    "id": id(agency, "address"), "address_1": address, "postal_code": postcode, "country": "GB",
                    "address_type": "physical",
                }],
            } })
        })
        .into_iter()
        .collect();
    json!({
        "id": id(agency, "service"),
        "name": agency.name(),
        "status": "active",
        "attributes": attributes,
        "service_areas": areas,
        "languages": languages,
        "service_at_locations": places,
    })
}

/// The tables of the CSV form: a name, and rows of which the first holds the headings.
pub fn tables(agencies: &[Agency], known: &Known) -> Vec<(&'static str, Vec<Vec<String>>)> {
    let mut tables = Written::default();
    for agency in agencies.iter().filter(|agency| is_public(agency)) {
        tables.add(agency, known);
    }
    tables.terms();
    vec![
        (
            "organizations",
            headed(
                &["id", "name", "alternate_name", "description", "email", "website"],
                tables.organisations,
            ),
        ),
        (
            "organization_identifiers",
            headed(&["id", "organization_id", "identifier_type", "identifier"], tables.identifiers),
        ),
        ("services", headed(&["id", "organization_id", "name", "status"], tables.services)),
        ("contacts", headed(&["id", "organization_id", "name", "title", "email"], Vec::new())),
        ("phones", headed(&["id", "organization_id", "number"], tables.phones)),
        ("locations", headed(&["id", "location_type"], tables.locations)),
        (
            "addresses",
            headed(
                &["id", "location_id", "address_1", "postal_code", "country", "address_type"],
                tables.addresses,
            ),
        ),
        ("service_at_locations", headed(&["id", "service_id", "location_id"], tables.at)),
        ("service_areas", headed(&["id", "service_id", "name"], tables.areas)),
        ("languages", headed(&["id", "service_id", "name", "code"], tables.languages)),
        (
            "attributes",
            headed(&["id", "link_id", "link_entity", "taxonomy_term_id", "label"], tables.attributes),
        ),
        ("taxonomy_terms", headed(&["id", "code", "name"], tables.terms)),
    ]
}

type Rows = Vec<Vec<String>>;

#[derive(Default)]
struct Written {
    organisations: Rows,
    identifiers: Rows,
    services: Rows,
    phones: Rows,
    locations: Rows,
    addresses: Rows,
    at: Rows,
    areas: Rows,
    languages: Rows,
    attributes: Rows,
    terms: Rows,
    codes: BTreeSet<String>,
}

impl Written {
    fn add(&mut self, agency: &Agency, known: &Known) {
        let (record, own) = (&agency.record, agency.id.to_string());
        let (service, location) = (id(agency, "service"), id(agency, "location"));
        let said = |field: Key| record.get(field).to_owned();
        let name = agency.name().to_owned();
        self.organisations.push(vec![
            own.clone(),
            name.clone(),
            said(TRADING_NAME),
            name.clone(),
            said(EMAIL),
            said(WEBSITE),
        ]);
        self.services.push(vec![service.clone(), own.clone(), name, "active".into()]);
        if !record.get(CHARITY).is_empty() {
            let row = vec![id(agency, "charity"), own.clone(), "Charity number".into(), said(CHARITY)];
            self.identifiers.push(row);
        }
        if !record.get(PHONE).is_empty() {
            self.phones.push(vec![id(agency, "phone"), own, said(PHONE)]);
        }
        if let Some((address, postcode)) = place(agency) {
            self.locations.push(vec![location.clone(), "physical".into()]);
            let address =
                [&id(agency, "address"), &location, address, postcode, "GB", "physical"].map(str::to_owned);
            self.addresses.push(address.to_vec());
            self.at.push(vec![id(agency, "at"), service.clone(), location]);
        }
        for code in record.all(AREAS) {
            self.areas.push(vec![id(agency, code), service.clone(), known.area(code)]);
        }
        for code in record.all(LANGUAGES) {
            let label = choice::label(LANGUAGE_LIST, code).to_owned();
            self.languages.push(vec![id(agency, code), service.clone(), label, code.clone()]);
        }
        for code in record.all(TYPES) {
            let label = choice::label(AGENCY_TYPES, code).to_owned();
            self.attributes.push(vec![
                id(agency, code),
                service.clone(),
                "service".into(),
                term_id(code),
                label,
            ]);
            self.codes.insert(code.clone());
        }
    }

    fn terms(&mut self) {
        let codes = std::mem::take(&mut self.codes).into_iter();
        self.terms = codes
            .map(|code| vec![term_id(&code), code.clone(), choice::label(AGENCY_TYPES, &code).to_owned()])
            .collect();
    }
}

fn headed(headings: &[&str], rows: Rows) -> Rows {
    std::iter::once(headings.iter().map(|heading| (*heading).to_owned()).collect()).chain(rows).collect()
}
