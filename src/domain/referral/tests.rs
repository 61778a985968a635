use super::{json, read, tables};
use crate::domain::agency::{
    ADDRESS, AREAS, Agency, CHARITY, EMAIL, NAME, NAMED, NOTES, PHONE, POSTCODE, STATUS, TYPES, WITHHELD,
};
use crate::domain::import::column;
use crate::domain::import::plan::{Planner, RowPlan};
use crate::domain::import::register::Register;
use crate::domain::import::sheet::Sheet;
use crate::domain::record::{Known, Record, YES};

fn agency(number: u32, fields: &[(&str, &str)]) -> Agency {
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
    let sheet = Sheet::read(bytes).unwrap();
    let mapping = column::guess(&sheet.headings);
    Planner::new(sheet, mapping, Known::default()).settle(&Register::default())
}

fn zipped(tables: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, rows) in tables {
        archive.start_file(format!("{name}.csv"), zip::write::SimpleFileOptions::default()).unwrap();
        let mut writer = csv::Writer::from_writer(Vec::new());
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
