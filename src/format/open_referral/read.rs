//! From either form to tables, and from tables to a sheet with one row for each organisation.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use serde_json::{Map, Value};

use domain::register::import::sheet::{Sheet, SheetRow};

use super::directory::{Directory, Entry, HEADINGS};
use super::{MAX_UNPACKED, TABLES};

/// What was found: the tables that are read, by name, and the names of the others.
#[derive(Default)]
struct Tables {
    known: BTreeMap<&'static str, Vec<Entry>>,
    others: BTreeSet<String>,
    count: usize,
    /// What is to be told of how they were read, in whole sentences.
    told: Vec<String>,
}

/// The columns that are read of each table, beside those that say what belongs to what.
const READ: [(&str, &[&str]); 10] = [
    ("organizations", &["name", "alternate_name", "description", "email", "website", "url"]),
    ("organization_identifiers", &["identifier"]),
    ("services", &["name", "description", "email", "website", "url"]),
    ("contacts", &["name", "title", "email"]),
    ("phones", &["number"]),
    ("addresses", &["address_1", "address_2", "city", "region", "postal_code"]),
    ("service_areas", &["name"]),
    ("languages", &["name", "code"]),
    ("attributes", &["label"]),
    ("taxonomy_terms", &["name", "code"]),
];

/// The columns that say what belongs to what.
const LINKS: [&str; 9] = [
    "id",
    "organization_id",
    "service_id",
    "location_id",
    "contact_id",
    "service_at_location_id",
    "link_id",
    "link_entity",
    "taxonomy_term_id",
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
    let mut budget = MAX_UNPACKED;
    for index in 0..archive.len() {
        let file = archive.by_index(index).ok()?;
        let name = file.name().ok()?.rsplit('/').next().unwrap_or_default().to_lowercase();
        let Some(stem) = name.strip_suffix(".csv") else {
            tables.others.extend(Some(name).filter(|name| !name.is_empty()));
            continue;
        };
        let stem = plural(stem);
        let Some(table) = TABLES.into_iter().find(|table| *table == stem) else {
            tables.others.insert(stem);
            continue;
        };
        let mut text = Vec::new();
        file.take(budget + 1).read_to_end(&mut text).ok()?;
        // Half a table would be a loss that nobody sees.
        budget = budget.checked_sub(text.len() as u64)?;
        let text = String::from_utf8_lossy(&text);
        if let Cow::Owned(_) = text {
            tables
                .told
                .push(format!("The table “{stem}” is not UTF-8. Look at letters that became “\u{fffd}”."));
        }
        tables.rows(table, text.trim_start_matches('\u{feff}'))?;
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
    /// Takes the rows of a table: short ones too, and of long ones what stands below a heading.
    fn rows(&mut self, table: &'static str, text: &str) -> Option<()> {
        let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let mut headings: Vec<String> = Vec::new();
        for heading in reader.headers().ok()? {
            let heading = heading.trim();
            let again = headings.iter().any(|known| known == heading);
            headings.push(if again { format!("{heading} again") } else { heading.to_owned() });
        }
        let (mut unreadable, mut long) = (0, 0);
        for row in reader.records() {
            let Ok(row) = row else {
                unreadable += 1;
                continue;
            };
            let beyond = row.iter().skip(headings.len()).any(|cell| !cell.trim().is_empty());
            long += usize::from(beyond);
            let entry = headings.iter().cloned().zip(row.iter().map(|cell| cell.trim().to_owned())).collect();
            self.known.entry(table).or_default().push(entry);
        }
        if unreadable > 0 {
            self.told.push(format!("Rows of “{table}” that cannot be read and are left out: {unreadable}."));
        }
        if long > 0 {
            self.told.push(format!(
                "Rows of “{table}” that are longer than its headings: {long}. What stands beyond them is left out."
            ));
        }
        Some(())
    }

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
            Value::Null => None,
            // A plain word where a thing with columns should be.
            _ => {
                self.others.insert(format!("{table} without columns"));
                None
            }
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
                        entry.insert(format!("{}_id", singular(&plural(name))), child);
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
        // An organisation is repeated with each of its services, and may say more in one place than in
        // another.
        match entries.iter_mut().rev().take(200).find(|known| known.get("id") == Some(&id)) {
            Some(known) => {
                for (name, value) in entry {
                    let have = known.entry(name).or_default();
                    if have.is_empty() {
                        *have = value;
                    }
                }
            }
            None => entries.push(entry),
        }
        id
    }

    fn sheet(&self) -> Sheet {
        let mut directory = Directory::of(&self.known);
        let mut sheet = Sheet { headings: HEADINGS.map(str::to_owned).to_vec(), ..Sheet::default() };
        for organisation in self.known.get("organizations").into_iter().flatten() {
            for cells in directory.rows(organisation) {
                let number = u32::try_from(sheet.rows.len() + 1).unwrap_or(u32::MAX);
                sheet.rows.push(SheetRow { number, cells });
            }
        }
        sheet.told.push(
            "This is Open Referral. Each organisation is one row, and one more for each further contact. Rows are numbered \
             in the order of the file. Addresses after the first, and contacts without a name, are in the notes."
                .into(),
        );
        sheet.told.extend(self.told.iter().cloned());
        if !self.others.is_empty() {
            let others: Vec<&str> = self.others.iter().map(String::as_str).collect();
            sheet.told.push(format!(
                "What the register has no place for is left out: {}.",
                others.join(", ").replace('_', " ")
            ));
        }
        sheet.told.extend(self.known.iter().filter_map(|(table, entries)| unread(table, entries)));
        sheet.told.extend(directory.notes());
        sheet
    }
}

/// The columns of a table that have something in them and are not read; none when all are.
fn unread(table: &str, entries: &[Entry]) -> Option<String> {
    let read = READ.iter().find(|(name, _)| *name == table).map_or(&[][..], |(_, columns)| *columns);
    let filled =
        entries.iter().flatten().filter(|(_, value)| !value.is_empty()).map(|(name, _)| name.as_str());
    let left: BTreeSet<&str> = filled.filter(|name| !LINKS.contains(name) && !read.contains(name)).collect();
    let left: Vec<&str> = left.into_iter().collect();
    let told = || format!("Columns of “{table}” that are left out: {}.", left.join(", "));
    (!left.is_empty()).then(|| told().replace('_', " "))
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}
