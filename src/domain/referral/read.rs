//! From either form to tables, and from tables to a sheet with one row for each organisation.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use serde_json::{Map, Value};

use super::{MOST_UNPACKED, TABLES};
use crate::domain::import::sheet::{Line, Sheet};

type Entry = BTreeMap<String, String>;

/// What was found: the tables that are read, by name, and the names of the others.
#[derive(Default)]
struct Tables {
    known: BTreeMap<&'static str, Vec<Entry>>,
    others: BTreeSet<String>,
    count: usize,
}

const HEADINGS: [&str; 16] = [
    "Name",
    "Also known as",
    "Charity number",
    "Types",
    "Languages",
    "Forces and districts",
    "Address",
    "Postcode",
    "Public email",
    "Public phone",
    "Website",
    "Notes",
    "Contact: name",
    "Contact: what they do there",
    "Contact: work email",
    "Contact: work phone",
];

/// Reads a file of either form; none when it is something else.
pub fn read(bytes: &[u8]) -> Option<Sheet> {
    let tables = match bytes.first()? {
        b'P' => zipped(bytes)?,
        _ => nested(bytes)?,
    };
    tables.known.get("organizations").filter(|all| !all.is_empty())?;
    Some(tables.sheet())
}

/// A ZIP with `organizations.csv` in it.
fn zipped(bytes: &[u8]) -> Option<Tables> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut tables = Tables::default();
    let mut budget = MOST_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        let name = file.name().ok()?.rsplit('/').next().unwrap_or_default().to_lowercase();
        let Some(stem) = name.strip_suffix(".csv") else { continue };
        let stem = plural(stem);
        let Some(table) = TABLES.into_iter().find(|table| *table == stem) else {
            tables.others.insert(stem);
            continue;
        };
        let mut text = Vec::new();
        file.take(budget).read_to_end(&mut text).ok()?;
        budget = budget.saturating_sub(text.len() as u64);
        let text = String::from_utf8_lossy(&text);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let entries: Vec<Entry> = reader.deserialize().filter_map(Result::ok).collect();
        tables.known.entry(table).or_default().extend(entries);
    }
    Some(tables)
}

/// JSON: lists of organisations or of services, plain, under their name, or as the `contents` of a page.
fn nested(bytes: &[u8]) -> Option<Tables> {
    let text = std::str::from_utf8(bytes).ok()?.trim_start_matches('\u{feff}').trim_start();
    if !text.starts_with(['{', '[']) {
        return None;
    }
    let mut tables = Tables::default();
    match serde_json::from_str(text).ok()? {
        Value::Array(list) => list.iter().for_each(|value| tables.guess(value)),
        Value::Object(map) if map.get("contents").is_some_and(Value::is_array) => {
            map.get("contents")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .for_each(|value| tables.guess(value));
        }
        Value::Object(map) if map.contains_key("name") => tables.guess(&Value::Object(map)),
        Value::Object(map) => {
            for (name, value) in &map {
                tables.children(name, value, None);
            }
        }
        _ => return None,
    }
    Some(tables)
}

fn plural(name: &str) -> String {
    match name {
        "address" => "addresses".into(),
        "service_at_location" => "service_at_locations".into(),
        name if name.ends_with('s') => name.to_owned(),
        name => format!("{name}s"),
    }
}

fn singular(table: &str) -> &str {
    table.strip_suffix("es").filter(|_| table == "addresses").unwrap_or_else(|| table.trim_end_matches('s'))
}

impl Tables {
    /// A list without a name holds services when they name their organisation, else organisations.
    fn guess(&mut self, value: &Value) {
        let of_service = value.get("organization").is_some() || value.get("organization_id").is_some();
        self.children(if of_service { "services" } else { "organizations" }, value, None);
    }

    /// Takes what stands under a name: one thing or a list, belonging to `parent` (its table and identifier).
    fn children(&mut self, name: &str, value: &Value, parent: Option<(&str, &str)>) -> Option<String> {
        let plural = plural(name);
        let Some(table) = TABLES.into_iter().find(|table| *table == plural) else {
            self.others.insert(plural);
            return None;
        };
        match value {
            Value::Array(list) => {
                for item in list {
                    self.children(name, item, parent);
                }
                None
            }
            Value::Object(map) => Some(self.take(table, map, parent)),
            _ => None,
        }
    }

    /// Takes one thing with what is nested in it. Gives its identifier.
    fn take(
        &mut self,
        table: &'static str,
        map: &Map<String, Value>,
        parent: Option<(&str, &str)>,
    ) -> String {
        self.count += 1;
        let id = map
            .get("id")
            .map(plain)
            .filter(|id| !id.is_empty())
            .unwrap_or_else(|| format!("#{}", self.count));
        let mut entry: Entry = BTreeMap::new();
        if let Some((table, parent)) = parent {
            entry.insert(format!("{}_id", singular(table)), parent.to_owned());
        }
        for (name, value) in map {
            match value {
                // One thing that is pointed to does not belong to what points.
                Value::Object(_) => {
                    if let Some(child) = self.children(name, value, None) {
                        entry.insert(format!("{name}_id"), child);
                    }
                }
                Value::Array(_) => {
                    self.children(name, value, Some((table, &id)));
                }
                value => {
                    entry.insert(name.clone(), plain(value));
                }
            }
        }
        entry.insert("id".into(), id.clone());
        let entries = self.known.entry(table).or_default();
        // An organisation is repeated with each of its services.
        if !entries.iter().rev().take(200).any(|known| known.get("id") == Some(&id)) {
            entries.push(entry);
        }
        id
    }

    fn sheet(&self) -> Sheet {
        let directory = Directory::of(self);
        let mut sheet = Sheet { headings: HEADINGS.map(str::to_owned).to_vec(), ..Sheet::default() };
        for organisation in self.known.get("organizations").into_iter().flatten() {
            for cells in directory.rows(organisation) {
                let number = u32::try_from(sheet.rows.len() + 1).unwrap_or(u32::MAX);
                sheet.rows.push(Line { number, cells });
            }
        }
        sheet.told.push(
            "This is Open Referral. Each organisation is one row, and one more for each further contact. Rows are numbered \
             in the order of the file."
                .into(),
        );
        if !self.others.is_empty() {
            let others: Vec<&str> = self.others.iter().map(String::as_str).collect();
            sheet.told.push(format!(
                "What the register has no place for is left out: {}.",
                others.join(", ").replace('_', " ")
            ));
        }
        sheet
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}

/// The tables, by what their entries belong to.
struct Directory<'a> {
    by: BTreeMap<(&'static str, &'a str, &'a str), Vec<&'a Entry>>,
}

/// How an entry says what it belongs to.
const LINKS: [&str; 7] =
    ["id", "organization_id", "service_id", "location_id", "contact_id", "link_id", "service_at_location_id"];

impl<'a> Directory<'a> {
    fn of(tables: &'a Tables) -> Self {
        let mut by: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (table, entries) in &tables.known {
            for entry in entries {
                for link in LINKS {
                    if let Some(id) = entry.get(link).filter(|id| !id.is_empty()) {
                        by.entry((*table, link, id.as_str())).or_default().push(entry);
                    }
                }
            }
        }
        Self { by }
    }

    fn get(&self, table: &'static str, link: &'static str, id: &'a str) -> &[&'a Entry] {
        self.by.get(&(table, link, id)).map_or(&[], Vec::as_slice)
    }

    /// What belongs to an organisation, itself or through its services.
    fn all(&self, table: &'static str, organisation: &'a str, services: &[&'a str]) -> Vec<&'a Entry> {
        let own =
            ["organization_id", "link_id"].into_iter().flat_map(|link| self.get(table, link, organisation));
        let through = services.iter().flat_map(|service| {
            ["service_id", "link_id"].into_iter().flat_map(|link| self.get(table, link, service))
        });
        own.chain(through).copied().collect()
    }

    fn rows(&self, organisation: &'a Entry) -> Vec<Vec<String>> {
        let id = value(organisation, "id");
        let services = self.get("services", "organization_id", id);
        let ids: Vec<&str> = services.iter().map(|service| value(service, "id")).collect();
        let first = |name: &str| {
            let all = std::iter::once(&organisation).chain(services);
            all.map(|entry| value(entry, name)).find(|text| !text.is_empty()).unwrap_or_default()
        };
        let names = |table| join(self.all(table, id, &ids).into_iter().map(|entry| value(entry, "name")));
        let address = self.address(id, &ids);
        let mut phones = self.all("phones", id, &ids);
        if let Some(place) = address.and_then(|address| address.get("location_id")) {
            phones.extend(self.get("phones", "location_id", place));
        }
        let phones = phones.into_iter().filter(|phone| value(phone, "contact_id").is_empty());
        let lines = ["address_1", "address_2", "city", "region"]
            .map(|line| address.map_or("", |found| value(found, line)));
        let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
        let website = Some(first("website")).filter(|text| !text.is_empty()).unwrap_or_else(|| first("url"));
        let cells = [
            value(organisation, "name").to_owned(),
            value(organisation, "alternate_name").to_owned(),
            join(
                self.get("organization_identifiers", "organization_id", id)
                    .iter()
                    .map(|one| value(one, "identifier")),
            ),
            self.terms(id, &ids),
            names("languages"),
            names("service_areas"),
            lines.join(", "),
            address.map_or("", |found| value(found, "postal_code")).to_owned(),
            first("email").to_owned(),
            join(phones.map(|phone| value(phone, "number"))),
            website.to_owned(),
            notes(organisation, services),
        ];
        let people = self.all("contacts", id, &ids);
        let mut rows = Vec::new();
        for person in people.iter().filter(|person| !value(person, "name").is_empty()) {
            // The first stands beside the organisation, each further one in a row of its own.
            let mut row = if rows.is_empty() { cells.to_vec() } else { again(&cells) };
            let phone = self
                .get("phones", "contact_id", value(person, "id"))
                .first()
                .map_or("", |phone| value(phone, "number"));
            row.extend(
                [value(person, "name"), value(person, "title"), value(person, "email"), phone]
                    .map(str::to_owned),
            );
            rows.push(row);
        }
        if rows.is_empty() { vec![cells.to_vec()] } else { rows }
    }

    fn address(&self, id: &'a str, services: &[&'a str]) -> Option<&'a Entry> {
        let own = self.get("locations", "organization_id", id).iter().map(|place| value(place, "id"));
        let at = services.iter().flat_map(|service| self.get("service_at_locations", "service_id", service));
        let places = own.chain(at.map(|link| value(link, "location_id")));
        places.flat_map(|place| self.get("addresses", "location_id", place)).next().copied()
    }

    fn terms(&self, id: &'a str, services: &[&'a str]) -> String {
        let terms = self.all("attributes", id, services).into_iter().map(|attribute| {
            let term = self.get("taxonomy_terms", "id", value(attribute, "taxonomy_term_id")).first();
            let named = term.map(|term| value(term, "name")).filter(|name| !name.is_empty());
            named
                .or_else(|| term.map(|term| value(term, "code")))
                .unwrap_or_else(|| value(attribute, "label"))
        });
        join(terms)
    }
}

/// What tells that a further row is about the same organisation: its name and its charity number.
fn again(cells: &[String; 12]) -> Vec<String> {
    let keep = |(index, cell): (usize, &String)| match index {
        0 | 2 | 7 => cell.clone(),
        _ => String::new(),
    };
    cells.iter().enumerate().map(keep).collect()
}

fn notes(organisation: &Entry, services: &[&Entry]) -> String {
    let mut notes = vec![value(organisation, "description").to_owned()];
    for service in services {
        let (name, about) = (value(service, "name"), value(service, "description"));
        if name != value(organisation, "name") || !about.is_empty() {
            notes.push(format!("Service: {}", [name, about].join(". ").trim_end_matches(". ")));
        }
    }
    notes.retain(|note| !note.is_empty());
    notes.join("\n")
}

fn value<'a>(entry: &'a Entry, name: &str) -> &'a str {
    entry.get(name).map_or("", String::as_str)
}

/// Several values in one cell, each once.
fn join<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let mut all: Vec<&str> = Vec::new();
    for value in values.filter(|value| !value.is_empty()) {
        if !all.contains(&value) {
            all.push(value);
        }
    }
    all.join("; ")
}
