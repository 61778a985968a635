//! What belongs to what in the tables, and from that a row for each organisation and one more for each
//! further contact.

use std::collections::{BTreeMap, BTreeSet};

use domain::form::normalise;
use domain::register::import::is_withheld;

/// A row of a table: by column, what stands there.
pub(super) type Entry = BTreeMap<String, String>;

/// How an entry says what it belongs to.
const LINKS: [&str; 7] =
    ["id", "organization_id", "service_id", "location_id", "contact_id", "link_id", "service_at_location_id"];

/// The headings of the rows.
pub(super) const HEADINGS: [&str; 16] = [
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

/// What an entry can belong to: the column that links to it, and its identifier.
type Owner<'a> = (&'static str, &'a str);

/// The tables, by what their entries belong to.
pub(super) struct Directory<'a> {
    entries: Vec<(&'static str, &'a Entry)>,
    by: BTreeMap<(&'static str, &'static str, &'a str), Vec<usize>>,
    /// The entries that belong to an organisation.
    reached: BTreeSet<usize>,
    /// How many organisations withhold their address.
    withheld: usize,
}

/// What belongs to an organisation.
struct Owned<'a> {
    services: Vec<&'a Entry>,
    owners: Vec<Owner<'a>>,
}

impl<'a> Directory<'a> {
    /// Links the tables.
    pub(super) fn of(known: &'a BTreeMap<&'static str, Vec<Entry>>) -> Self {
        let mut directory =
            Self { entries: Vec::new(), by: BTreeMap::new(), reached: BTreeSet::new(), withheld: 0 };
        for (table, entries) in known {
            for entry in entries {
                for link in LINKS {
                    if let Some(id) = entry.get(link).filter(|id| !id.is_empty()) {
                        let at = directory.by.entry((*table, link, id.as_str())).or_default();
                        at.push(directory.entries.len());
                    }
                }
                directory.entries.push((*table, entry));
            }
        }
        directory
    }

    fn at(&self, table: &'static str, link: &'static str, id: &'a str) -> &[usize] {
        self.by.get(&(table, link, id)).map_or(&[], Vec::as_slice)
    }

    fn entry(&self, index: usize) -> Option<&'a Entry> {
        self.entries.get(index).map(|(_, entry)| *entry)
    }

    fn get(&mut self, table: &'static str, link: &'static str, id: &'a str) -> Vec<&'a Entry> {
        let found = self.at(table, link, id).to_vec();
        self.reached.extend(&found);
        found.into_iter().filter_map(|index| self.entry(index)).collect()
    }

    /// What belongs to one of these, each once.
    fn all(&mut self, table: &'static str, owners: &[Owner<'a>]) -> Vec<&'a Entry> {
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        for (link, id) in owners {
            let entity = link.trim_end_matches("_id");
            // Two things of different tables may have the same identifier.
            let is_of = |entry: &Entry| ["", entity].contains(&value(entry, "link_entity"));
            let linked = self.at(table, "link_id", id).iter();
            let linked = linked.filter(|index| self.entry(**index).is_some_and(is_of));
            found.extend(self.at(table, link, id).iter().chain(linked).filter(|index| seen.insert(**index)));
        }
        self.reached.extend(&seen);
        found.into_iter().filter_map(|index| self.entry(index)).collect()
    }

    /// What an organisation has: its services, and all that something of its own can belong to.
    fn owned(&mut self, organisation: &'a Entry) -> Owned<'a> {
        let id = value(organisation, "id");
        let services = self.get("services", "organization_id", id);
        let mut owners: Vec<Owner<'a>> = vec![("organization_id", id)];
        owners.extend(services.iter().map(|service| ("service_id", value(service, "id"))));
        let mut places = Vec::new();
        for (link, id) in owners.clone() {
            places.extend(self.get("locations", link, id).into_iter().map(|place| value(place, "id")));
        }
        for service in &services {
            for at in self.get("service_at_locations", "service_id", value(service, "id")) {
                owners.push(("service_at_location_id", value(at, "id")));
                places.push(value(at, "location_id"));
            }
        }
        let mut seen = BTreeSet::new();
        for place in places.into_iter().filter(|place| seen.insert(*place)) {
            self.get("locations", "id", place);
            owners.push(("location_id", place));
        }
        owners.retain(|(_, id)| !id.is_empty());
        Owned { services, owners }
    }

    /// The rows of an organisation. The first tells of it and of its first contact, each further one of
    /// another contact.
    pub(super) fn rows(&mut self, organisation: &'a Entry) -> Vec<Vec<String>> {
        let owned = self.owned(organisation);
        let contacts = self.all("contacts", &owned.owners);
        let mut people: Vec<[String; 4]> = Vec::new();
        for contact in &contacts {
            let phones = self.get("phones", "contact_id", value(contact, "id"));
            let phones = join(phones.into_iter().map(|phone| value(phone, "number")));
            let [name, title, email] =
                ["name", "title", "email"].map(|column| value(contact, column).to_owned());
            people.push([name, title, email, phones]);
        }
        let (named, nameless): (Vec<_>, Vec<_>) = people.into_iter().partition(|[name, ..]| !name.is_empty());
        let cells = self.cells(organisation, &owned, &contacts, &nameless);
        let mut rows = Vec::new();
        for person in named {
            // The first stands beside the organisation, each further one in a row of its own.
            let mut row = if rows.is_empty() { cells.to_vec() } else { again(&cells) };
            row.extend(person);
            rows.push(row);
        }
        if rows.is_empty() { vec![cells.to_vec()] } else { rows }
    }

    fn cells(
        &mut self,
        organisation: &'a Entry,
        owned: &Owned<'a>,
        contacts: &[&Entry],
        nameless: &[[String; 4]],
    ) -> [String; 12] {
        let (services, owners) = (&owned.services, &owned.owners);
        let each = |column: &'static str| {
            std::iter::once(&organisation).chain(services).map(move |entry| value(entry, column))
        };
        let places = Places::of(&self.all("addresses", owners));
        self.withheld += usize::from(places.withheld);
        let theirs: BTreeSet<&str> = contacts.iter().map(|contact| value(contact, "id")).collect();
        let phones = self.all("phones", owners).into_iter().filter(|phone| {
            let contact = value(phone, "contact_id");
            contact.is_empty() || !theirs.contains(contact)
        });
        let phones = join(phones.map(|phone| value(phone, "number")));
        let mut notes = notes(organisation, services);
        notes.extend(places.further.iter().map(|place| format!("Address: {place}")));
        notes.extend(
            nameless
                .iter()
                .map(|person| commas(person.iter().map(String::as_str)))
                .filter_map(|person| (!person.is_empty()).then(|| format!("Contact: {person}"))),
        );
        let identifiers = self.all("organization_identifiers", owners);
        let languages = self.all("languages", owners);
        let areas = self.all("service_areas", owners);
        [
            value(organisation, "name").to_owned(),
            value(organisation, "alternate_name").to_owned(),
            join(identifiers.into_iter().map(|one| value(one, "identifier"))),
            self.terms(owners),
            join(languages.into_iter().map(|one| either(value(one, "name"), value(one, "code")))),
            join(areas.into_iter().map(|one| value(one, "name"))),
            places.address,
            places.postcode,
            join(each("email")),
            phones,
            join(each("website").chain(each("url"))),
            notes.join("\n"),
        ]
    }

    fn terms(&mut self, owners: &[Owner<'a>]) -> String {
        let mut terms = Vec::new();
        for attribute in self.all("attributes", owners) {
            let term = self.get("taxonomy_terms", "id", value(attribute, "taxonomy_term_id"));
            let term = term.first().map_or("", |term| either(value(term, "name"), value(term, "code")));
            terms.push(either(term, value(attribute, "label")));
        }
        join(terms.into_iter())
    }

    /// What is to be told once every organisation has its rows, in whole sentences.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut lost: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, (table, _)) in self.entries.iter().enumerate() {
            // Organisations are the rows; a directory lists terms that nobody uses.
            if !["organizations", "taxonomy_terms"].contains(table) && !self.reached.contains(&index) {
                *lost.entry(table).or_default() += 1;
            }
        }
        let lost = lost.into_iter().map(|(table, count)| {
            format!("Entries of “{table}” that belong to no organisation and are left out: {count}.")
                .replace('_', " ")
        });
        let withheld = (self.withheld > 0).then(|| {
            format!(
                "Organisations whose address is withheld, so that no address of theirs is kept: {}.",
                self.withheld
            )
        });
        lost.chain(withheld).collect()
    }
}

/// Where an organisation is.
struct Places {
    address: String,
    postcode: String,
    /// What there is beside the first address, each in a line.
    further: Vec<String>,
    withheld: bool,
}

impl Places {
    fn of(addresses: &[&Entry]) -> Self {
        const LINES: [&str; 4] = ["address_1", "address_2", "city", "region"];
        let withheld = addresses.iter().any(|entry| LINES.iter().any(|line| is_withheld(value(entry, line))));
        if withheld {
            // One place that must not be known may be any of them: none is read, wherever its column goes.
            let address = "withheld".to_owned();
            return Self { address, postcode: String::new(), further: Vec::new(), withheld };
        }
        let lines = |entry: &Entry| commas(LINES.iter().map(|line| value(entry, line)));
        let whole = |entry: &Entry| commas([lines(entry).as_str(), value(entry, "postal_code")].into_iter());
        let mut all = addresses.iter().filter(|entry| !whole(entry).is_empty());
        let first = all.next();
        let mut seen: BTreeSet<String> =
            first.map(|first| normalise::fold(&whole(first))).into_iter().collect();
        let further =
            all.map(|entry| whole(entry)).filter(|place| seen.insert(normalise::fold(place))).collect();
        let address = first.map_or_else(String::new, |first| lines(first));
        let postcode = first.map_or("", |first| value(first, "postal_code")).to_owned();
        Self { address, postcode, further, withheld }
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

fn notes(organisation: &Entry, services: &[&Entry]) -> Vec<String> {
    let mut notes = vec![value(organisation, "description").to_owned()];
    for service in services {
        let (name, about) = (value(service, "name"), value(service, "description"));
        if name != value(organisation, "name") || !about.is_empty() {
            notes.push(format!("Service: {}", [name, about].join(". ").trim_end_matches(". ")));
        }
    }
    notes.retain(|note| !note.is_empty());
    notes
}

fn value<'a>(entry: &'a Entry, name: &str) -> &'a str {
    entry.get(name).map_or("", String::as_str)
}

/// The first, or the second where the first is empty.
fn either<'a>(first: &'a str, second: &'a str) -> &'a str {
    if first.is_empty() { second } else { first }
}

/// Several parts of one thing, in one line.
fn commas<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let words = parts.flat_map(str::lines).map(str::trim);
    words.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Several values in one cell, each once.
fn join<'a>(values: impl Iterator<Item = &'a str>) -> String {
    let (mut seen, mut all) = (BTreeSet::new(), Vec::new());
    for value in values.filter(|value| !value.is_empty()) {
        if seen.insert(value) {
            all.push(value);
        }
    }
    all.join("; ")
}
