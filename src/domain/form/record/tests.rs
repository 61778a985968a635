use crate::form::key::Key;
use proptest::prelude::*;

use crate::form::record::*;
use crate::register::agency::{AGENCY, merged, objection};
use crate::register::contact::CONTACT;
use crate::register::engagement::{ACTIVITIES, ENGAGEMENT};

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn known() -> Known {
    let force = Force {
        code: "northmere".into(),
        name: "Northmere Police".into(),
        welsh: false,
        served: true,
        position: None,
    };
    let district = District {
        id: "00000000-0000-4000-8000-000000000001".parse().unwrap(),
        force: "northmere".into(),
        name: "Eastfold".into(),
        position: None,
    };
    Known { staff: Vec::new(), forces: vec![force], districts: vec![district] }
}

#[test]
fn every_problem_is_told_at_once() {
    let typed =
        pairs(&[("name", " "), ("email", "x"), ("next_review", "soon"), ("tier", "Z"), ("status", "left")]);
    let errors = parse(AGENCY, &typed, &known()).unwrap_err();
    let fields: Vec<Key> = errors.iter().map(|(place, _)| place.key).collect();
    assert_eq!(fields, ["name", "types", "email", "tier", "next_review"]);
}

#[test]
fn values_are_written_in_one_way() {
    let typed = pairs(&[
        ("name", "  Lantern House "),
        ("types", "SV-RC"),
        ("types", "DA-REF"),
        ("types", "SV-RC"),
        ("areas", "northmere/00000000-0000-4000-8000-000000000001"),
        ("postcode", "zz11aa"),
        ("website", "Lantern.example"),
        ("status", "registered"),
        ("tier", "A"),
        ("next_review", "1 March 2027"),
        ("nonsense", "left out"),
    ]);
    let record = parse(AGENCY, &typed, &known()).unwrap();
    assert_eq!(record.get("name"), "Lantern House");
    assert_eq!(record.all("types"), ["DA-REF", "SV-RC"], "in the order of the list, each once");
    assert_eq!((record.get("postcode"), record.get("website")), ("ZZ1 1AA", "https://lantern.example"));
    assert_eq!(record.get("next_review"), "2027-03-01");
    assert_eq!(known().area(record.get("areas")), "Eastfold");
    assert!(record.all("nonsense").is_empty());
    let json = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
}

#[test]
fn names_of_fields_are_not_used_twice() {
    for sections in [AGENCY, CONTACT, ENGAGEMENT] {
        let mut names: Vec<Key> =
            sections.iter().flat_map(|section| section.fields).map(|field| field.name).collect();
        let all = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all);
    }
    for activity in ACTIVITIES {
        for extra in activity.fields {
            assert!(field(ENGAGEMENT, extra.name).is_none(), "{}: {}", activity.code, extra.name);
        }
    }
}

#[test]
fn a_merge_keeps_what_both_say_and_never_a_withheld_address() {
    let of = |list: &[(&str, &str)]| {
        let mut record = Record::default();
        for (name, value) in list {
            record.add(name, value);
        }
        record
    };
    let kept = of(&[("name", "One"), ("types", "DA-REF"), ("notes", "First."), ("withheld", "yes")]);
    let other = of(&[
        ("name", "Two"),
        ("types", "SV-RC"),
        ("notes", "Second."),
        ("address", "3 Quiet Lane"),
        ("postcode", "ZZ1 1AA"),
    ]);
    let whole = merged(&kept, &other);
    assert_eq!((whole.get("name"), whole.get("notes")), ("One", "First.\n\nSecond."));
    assert_eq!(whole.all("types"), ["DA-REF", "SV-RC"]);
    assert_eq!((whole.get("address"), whole.get("postcode"), objection(&whole)), ("", "", None));
    // A box may be known; the postcode of a house does not become that of the box.
    let boxed = of(&[("name", "One"), ("withheld", "yes"), ("address", "PO Box 12, Eastfold")]);
    for whole in [merged(&boxed, &other), merged(&other, &boxed)] {
        assert_eq!((whole.get("address"), whole.get("postcode")), ("PO Box 12, Eastfold", ""));
    }
}

#[test]
fn merged_with_a_registered_entry_an_entry_is_registered_unless_it_is_paused() {
    let of = |status: &str| {
        let mut record = Record::default();
        record.put("status", status);
        record
    };
    for (kept, other, together) in [
        ("prospect", "registered", "registered"),
        ("registered", "prospect", "registered"),
        ("invited", "prospect", "invited"),
        ("paused", "registered", "paused"),
        ("registered", "left", "registered"),
        ("", "invited", "invited"),
    ] {
        assert_eq!(merged(&of(kept), &of(other)).get("status"), together, "{kept}, {other}");
    }
}

proptest! {
    #[test]
    fn a_record_that_was_read_reads_the_same_again(
        name in "[a-zA-Z ]{1,30}", notes in "\\PC{0,60}", types in prop::collection::vec(0..5_usize, 1..4),
    ) {
        let codes = ["DA-REF", "DA-COM", "SV-RC", "HE-GP", "OTHER"];
        let mut typed = pairs(&[("name", &format!("x{name}")), ("notes", &notes), ("status", "left"), ("tier", "A")]);
        typed.extend(types.iter().map(|place| ("types".to_owned(), codes[*place].to_owned())));
        if let Ok(once) = parse(AGENCY, &typed, &known()) {
            let fields = AGENCY.iter().flat_map(|section| section.fields);
            let again = fields.flat_map(|field| {
                once.all(field.name).iter().map(|value| (field.name.to_string(), value.clone())).collect::<Vec<_>>()
            });
            prop_assert_eq!(parse(AGENCY, &again.collect::<Vec<_>>(), &known()).unwrap(), once);
        }
    }
}
