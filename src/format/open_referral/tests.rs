use domain::form::key::Key;
use domain::form::record::{Known, Record, YES};
use domain::register::agency::{
    ADDRESS, AREAS, Agency, CHARITY, EMAIL, NAME, NAMED, NOTES, PHONE, POSTCODE, STATUS, TYPES, WITHHELD,
};
use domain::register::import::column;
use domain::register::import::import_plan::{Planner, RowPlan};
use domain::register::import::register::Register;

use super::{json, read, tables};

fn agency(number: u32, fields: &[(Key, &str)]) -> Agency {
    let mut record = Record::default();
    for (field, value) in fields {
        record.put(field, value);
    }
    Agency::new(format!("00000000-0000-4000-8000-{number:012}").parse().unwrap(), record)
}

fn sample() -> Vec<Agency> {
    let shared =
        |name| [(NAME, name), (TYPES, "DA-REF"), (STATUS, "registered"), (NOTES, "between us"), (NAMED, YES)];
    let mut brook = agency(1, &shared("Brook"));
    for (field, value) in [
        (EMAIL, "help@brook.example"),
        (PHONE, "01632 960001"),
        (ADDRESS, "1 High Street"),
        (POSTCODE, "AA3 1AB"),
        (CHARITY, "1100001"),
    ] {
        brook.record.put(field, value);
    }
    brook.record.add(TYPES, "DA-IDVA");
    let mut dale = agency(2, &shared("Dale"));
    dale.record.put(WITHHELD, YES);
    dale.record.put(ADDRESS, "2 Secret Lane");
    let mut fen = agency(3, &shared("Fen"));
    fen.record.put(NAMED, "");
    fen.record.put(AREAS, "northmere");
    vec![brook, dale, fen]
}

fn planned(bytes: &[u8]) -> Vec<RowPlan> {
    let sheet = crate::sheet::read(bytes).unwrap();
    let mapping = column::guess(&sheet.headings);
    Planner::new(sheet, mapping, Known::default()).settle(&Register::default())
}

fn zipped(tables: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, rows) in tables {
        archive.start_file(format!("{name}.csv"), zip::write::SimpleFileOptions::default()).unwrap();
        let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
        for row in rows {
            writer.write_record(row).unwrap();
        }
        archive.write_all(&writer.into_inner().unwrap()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn only_what_is_public_is_written() {
    let all = format!("{} {:?}", json(&sample(), &Known::default()), tables(&sample(), &Known::default()));
    for hidden in ["between us", "Secret", "Fen", "northmere"] {
        assert!(!all.contains(hidden), "{hidden}");
    }
    assert!(all.contains("help@brook.example") && all.contains("1 High Street"));
}

#[test]
fn what_is_written_is_read_again() {
    let known = Known::default();
    for bytes in [json(&sample(), &known).into_bytes(), zipped(&tables(&sample(), &known))] {
        let plans = planned(&bytes);
        assert_eq!(plans.len(), 2);
        let brook = &plans[0].draft.as_ref().unwrap().record;
        assert_eq!(brook.get(NAME), "Brook");
        assert_eq!(brook.all(TYPES), ["DA-IDVA", "DA-REF"]);
        assert_eq!((brook.get(PHONE), brook.get(EMAIL)), ("01632 960001", "help@brook.example"));
        assert_eq!((brook.get(ADDRESS), brook.get(POSTCODE)), ("1 High Street", "AA3 1AB"));
        assert_eq!(brook.get(CHARITY), "1100001");
    }
}

#[test]
fn services_of_a_page_are_read() {
    let text = r#"{"total_items": 1, "contents": [{
        "id": "s1", "name": "Talking helps", "description": "Counselling for anybody",
        "organization": {"id": "o1", "name": "Brook", "email": "help@brook.example", "website": "www.brook.example"},
        "attributes": [{"id": "a1", "taxonomy_term": {"id": "t1", "name": "Counselling"}},
                       {"id": "a2", "taxonomy_term": {"id": "t2", "name": "Juggling"}}],
        "contacts": [{"id": "c1", "name": "Ada Marsh", "title": "Lead", "phones": [{"id": "p2", "number": "01632 960002"}]},
                     {"id": "c2", "name": "Tom Reed"}],
        "phones": [{"id": "p1", "number": "01632 960001"}],
        "service_at_locations": [{"id": "l", "location": {"id": "l1", "addresses": [
            {"id": "ad", "address_1": "1 High Street", "city": "Northmere", "postal_code": "AA3 1AB"}]}}],
        "cost_options": [{"id": "x", "amount": 3}]
    }]}"#;
    let sheet = read(text.as_bytes()).unwrap();
    assert!(sheet.told.iter().any(|told| told.contains("cost options")), "{:?}", sheet.told);
    let plans = planned(text.as_bytes());
    assert_eq!(plans.len(), 2);
    let draft = plans[0].draft.as_ref().unwrap();
    assert_eq!(draft.record.all(TYPES), ["HE-MH"]);
    assert_eq!(draft.record.get(POSTCODE), "AA3 1AB");
    assert_eq!(draft.record.get(PHONE), "01632 960001");
    assert!(
        draft.record.get(NOTES).contains("Juggling") && draft.record.get(NOTES).contains("Talking helps")
    );
    assert!(plans[0].told.iter().any(|told| told.contains("Juggling")));
    assert_eq!(draft.contacts.len(), 2);
    assert_eq!(draft.contacts[0].get("phone"), "01632 960002");
}

#[test]
fn nothing_of_a_directory_is_lost_untold() {
    let text = r#"{"organizations": [{"id": "o1", "name": "Brook", "email": "a@brook.example", "website": "a.brook.example",
        "tax_id": "9", "phones": [{"id": "p0", "number": "01632 960000", "extension": "12"}],
        "contacts": [
            {"id": "c1", "name": "Ada Marsh", "phones": [{"id": "p1", "number": "01632 960001"}, {"id": "p2", "number": "01632 960002"}]},
            {"id": "c2", "title": "Duty worker", "email": "duty@brook.example", "phones": [{"id": "p3", "number": "01632 960003"}]}],
        "services": [{"id": "s1", "name": "Talk", "email": "b@brook.example", "url": "b.brook.example", "fees_description": "free",
            "languages": [{"id": "l1", "code": "pol"}],
            "service_at_locations": [
                {"id": "x1", "location": {"id": "l1", "latitude": 51, "addresses": [{"id": "a1", "address_1": "1 High Street", "postal_code": "AA3 1AB"}]},
                 "phones": [{"id": "p4", "number": "01632 960004"}]},
                {"id": "x2", "location": {"id": "l2", "addresses": [
                    {"id": "a2", "address_1": "2 Low Street", "city": "Northmere", "postal_code": "AA3 1AC"}],
                    "phones": [{"id": "p5", "number": "01632 960005"}]}}]}]}],
        "phones": [{"id": "p9", "number": "01632 960009", "contact_id": "nobody"}], "languages": ["Welsh"]}"#;
    let plans = planned(text.as_bytes());
    let draft = plans[0].draft.as_ref().unwrap();
    let notes = draft.record.get(NOTES);
    for kept in [
        "Address: 2 Low Street, Northmere, AA3 1AC",
        "Contact: Duty worker, duty@brook.example, 01632 960003",
        "01632 960002",
        "01632 960004",
        "01632 960005",
        "b@brook.example",
        "b.brook.example",
    ] {
        assert!(notes.contains(kept), "{kept} is not in {notes}");
    }
    assert_eq!((draft.record.get(ADDRESS), draft.record.get(POSTCODE)), ("1 High Street", "AA3 1AB"));
    assert_eq!((draft.record.get(EMAIL), draft.record.get("languages")), ("a@brook.example", "pol"));
    assert_eq!(draft.contacts[0].get("phone"), "01632 960001");
    let told = read(text.as_bytes()).unwrap().told;
    for sentence in [
        "Columns of “organizations” that are left out: tax id.",
        "Columns of “services” that are left out: fees description.",
        "Columns of “locations” that are left out: latitude.",
        "Columns of “phones” that are left out: extension.",
        "Entries of “phones” that belong to no organisation and are left out: 1.",
        "What the register has no place for is left out: languages without columns.",
    ] {
        assert!(told.iter().any(|told| told == sentence), "{sentence}: {told:#?}");
    }
}

#[test]
fn no_address_of_an_organisation_is_kept_when_one_is_withheld() {
    let text = r#"{"organizations": [{"id": "o1", "name": "Brook", "locations": [
        {"id": "l1", "addresses": [{"id": "a1", "address_1": "1 Secret Lane", "postal_code": "AA3 1AB"}]},
        {"id": "l2", "addresses": [{"id": "a2", "address_1": "Confidential", "city": "Hidden Town", "postal_code": "AA3 1AC"}]}]}]}"#;
    let sheet = read(text.as_bytes()).unwrap();
    let written = format!("{:?}", sheet.rows);
    assert!(!["Secret", "Hidden", "AA3"].iter().any(|hidden| written.contains(hidden)), "{written}");
    assert!(
        sheet.told.iter().any(|told| told.contains("withheld") && told.ends_with(": 1.")),
        "{:?}",
        sheet.told
    );
    assert!(planned(text.as_bytes())[0].draft.as_ref().unwrap().record.flag(WITHHELD));
    // The register may know what the file does not.
    let text = text.replace("Confidential", "2 Secret Lane");
    let plans = planned(text.as_bytes());
    let draft = plans[0].draft.as_ref().unwrap();
    assert!(draft.record.get(NOTES).contains("2 Secret Lane"));
    let brook = agency(1, &[(NAME, "Brook"), (WITHHELD, YES)]);
    let outcome = draft.onto(&brook.record, &[]);
    assert!(!format!("{:?}", outcome.record).contains("Secret"), "{:?}", outcome.record);
    assert!(outcome.told.iter().any(|told| told.contains("withheld")), "{:?}", outcome.told);
}

#[test]
fn rows_of_a_table_that_are_short_or_long_are_read_and_told() {
    let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    let tables = |width: usize| {
        let mut archive = vec![("organizations", vec![row(&["id", "name", "email", "logo"])])];
        let cells = ["o1", "Brook", "help@brook.example", "x", "beyond"];
        archive[0].1.push(row(&cells[..width]));
        archive
    };
    for (width, told) in [(2, None), (4, Some("left out: logo")), (5, Some("longer than its headings: 1"))] {
        let bytes = zipped(&tables(width));
        let sheet = read(&bytes).unwrap();
        assert_eq!(sheet.rows[0].cells[0], "Brook", "{width}");
        assert!(told.is_none_or(|told| sheet.told.iter().any(|one| one.contains(told))), "{:?}", sheet.told);
    }
}
