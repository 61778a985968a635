use proptest::prelude::*;

use domain::form::key::Key;
use domain::form::record::{Known, Record};
use domain::platform::force::{District, Force};
use domain::platform::id::Id;
use domain::register::agency::{
    ADDRESS, AREAS, Agency, EMAIL, ISA, NAME, NAMED, NOTES, PATHWAY, PHONE, POSTCODE, TYPES, WITHHELD,
};
use domain::register::contact::{self, Contact};
use domain::register::import::import_plan::{Choice, Planner, RowPlan};
use domain::register::import::outcome::Outcome;
use domain::register::import::register::Register;
use domain::register::import::sheet::{Sheet, SheetProblem};
use domain::register::import::{RowOutcome, column};

use super::read;

fn number<T>(number: u32) -> Id<T> {
    format!("00000000-0000-4000-8000-{number:012}").parse().unwrap()
}

fn known() -> Known {
    let force = |code: &str, name: &str| Force {
        code: code.into(),
        name: name.into(),
        welsh: false,
        served: true,
        position: None,
    };
    let district = |id: u32, name: &str| District {
        id: number(id),
        force: "northmere".into(),
        name: name.into(),
        position: None,
    };
    Known {
        staff: Vec::new(),
        forces: vec![force("northmere", "Northmere Police"), force("southmere", "Southmere Police")],
        districts: vec![district(1, "Harbour"), district(2, "Upper Dale")],
    }
}

fn planned(bytes: &[u8], register: &Register) -> (Sheet, Vec<RowPlan>) {
    let sheet = read(bytes).unwrap();
    let mapping = column::guess(&sheet.headings);
    (sheet.clone(), Planner::new(sheet, mapping, known()).settle(register))
}

fn csv(text: &str) -> (Sheet, Vec<RowPlan>) {
    planned(text.as_bytes(), &Register::default())
}

fn record(plan: &RowPlan) -> &Record {
    &plan.draft.as_ref().unwrap().record
}

fn fates(plans: &[RowPlan]) -> Vec<RowOutcome> {
    plans.iter().map(|plan| plan.fate).collect()
}

/// Writes a plan as the service does, to a register in memory.
#[derive(Clone, Debug, Default)]
struct World {
    agencies: Vec<Agency>,
    contacts: Vec<Contact>,
    made: u32,
}

impl World {
    fn register(&self) -> Register {
        Register::new(self.agencies.clone(), self.contacts.clone())
    }

    fn id<T>(&mut self) -> Id<T> {
        self.made += 1;
        number(1_000 + self.made)
    }

    fn apply(&mut self, plans: &[RowPlan]) {
        for plan in plans {
            let to = match (plan.fate, plan.choice) {
                (RowOutcome::New, _) | (RowOutcome::Double, Some(Choice::New)) => None,
                (RowOutcome::Update, _) => plan.agency,
                (RowOutcome::Double, Some(Choice::Update(id))) => Some(id),
                _ => continue,
            };
            let draft = plan.draft.as_ref().unwrap();
            match to {
                None => {
                    let id = self.id();
                    let outcome = draft.alone();
                    self.agencies.push(Agency::new(id, outcome.record.clone()));
                    self.people(id, outcome);
                }
                Some(id) => {
                    let own: Vec<_> = self.contacts.iter().filter(|one| one.agency == id).cloned().collect();
                    let at = self.agencies.iter().position(|agency| agency.id == id).unwrap();
                    let outcome = draft.onto(&self.agencies[at].record, &own);
                    self.agencies[at].record = outcome.record.clone();
                    self.people(id, outcome);
                }
            }
        }
    }

    fn people(&mut self, agency: Id<Agency>, outcome: Outcome) {
        for (id, record) in outcome.people {
            if let Some(known) = self.contacts.iter_mut().find(|one| Some(one.id) == id) {
                known.record = record;
            } else {
                let id = self.id();
                self.contacts.push(Contact { id, agency, record, version: 0 });
            }
        }
    }
}

#[test]
fn a_messy_list_is_read() {
    let text = "\u{feff}Agencies 2026;;;;;\n\n;;;;;\nOrganisation ;Type of service;Area;Post Code;Tel;Contact;Email;Remarks\n\
        \u{a0}Brook House ;Refuge;Harbour;aa3 1ab;01632 960001 / 01632 960002;Ada Marsh;a@brook.example, b@brook.example;first\n\
        ;;;;;;;\n\
        \"Dale; Advice\";Debt advice & homelessness;Upper Dale district;AA3 1AC;1632960003;;;\n";
    let (sheet, plans) = csv(text);
    assert_eq!(sheet.headings[0], "Organisation");
    assert!(sheet.told.iter().any(|told| told.contains("Agencies 2026")), "{:?}", sheet.told);
    assert_eq!(fates(&plans), [RowOutcome::New, RowOutcome::Skipped, RowOutcome::New]);
    assert_eq!(plans.iter().map(|plan| plan.number).collect::<Vec<_>>(), [5, 6, 7]);
    let brook = record(&plans[0]);
    assert_eq!(brook.get(NAME), "Brook House");
    assert_eq!(brook.all(TYPES), ["DA-REF"]);
    assert_eq!(brook.all(AREAS), [format!("northmere/{}", number::<District>(1))]);
    assert_eq!(brook.get(POSTCODE), "AA3 1AB");
    assert_eq!(brook.get(PHONE), "01632 960001");
    assert_eq!(brook.get(EMAIL), "");
    let ada = &plans[0].draft.as_ref().unwrap().contacts[0];
    assert_eq!((ada.get(contact::NAME), ada.get(contact::EMAIL)), ("Ada Marsh", "a@brook.example"));
    assert!(brook.get(NOTES).contains("Email: b@brook.example") && brook.get(NOTES).contains("01632 960002"));
    assert!(plans[0].told.iter().any(|told| told.contains("b@brook.example")), "{:?}", plans[0].told);
    let dale = record(&plans[1 + 1]);
    assert_eq!(dale.get(NAME), "Dale; Advice");
    assert_eq!(dale.all(TYPES), ["HO-HOM", "HO-ADV"]);
    assert_eq!(dale.get(PHONE), "01632960003");
}

#[test]
fn lines_count_however_they_end() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["Name,Notes", "Brook,\"one", "two\"", "", "Dale,'=1+1", ""].join(end);
        let (_, plans) = csv(&text);
        let rows: Vec<_> = plans.iter().map(|plan| (plan.number, plan.fate)).collect();
        assert_eq!(rows, [(2, RowOutcome::New), (3, RowOutcome::Skipped), (4, RowOutcome::New)], "{end:?}");
        assert_eq!(record(&plans[2]).get(NOTES), "=1+1");
    }
}

#[test]
fn headings_in_two_rows_are_put_together() {
    let (sheet, _) =
        csv("Organisation,Type,Contact,,\n,,Name,Email,Phone\nBrook,Refuge,Ada,a@b.example,01632 960001\n");
    assert_eq!(sheet.headings, ["Organisation", "Type", "Contact Name", "Contact Email", "Contact Phone"]);
    assert_eq!(sheet.rows.len(), 1);
    let (sheet, plans) =
        csv("Agency,,Contact,,\nName,Type,Name,Email,Phone\nBrook,Refuge,Ada,a@b.example,01632 960001\n");
    assert_eq!(sheet.headings[2..], ["Contact Name", "Contact Email", "Contact Phone"]);
    assert_eq!(
        column::guess(&sheet.headings),
        ["name", "types", "contact_name", "contact_email", "contact_phone"]
    );
    assert_eq!(plans[0].draft.as_ref().unwrap().contacts[0].get(contact::PHONE), "01632 960001");
}

#[test]
fn windows_letters_are_read_and_told() {
    let (sheet, plans) = planned(b"Name,Notes\nCaf\xe9 Dale,\xa35 a week\n", &Register::default());
    assert_eq!(record(&plans[0]).get(NAME), "Café Dale");
    assert!(sheet.told[0].contains("Windows-1252"));
    let utf16: Vec<u8> =
        "\u{feff}Name\tNotes\nBrook\tx\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(record(&planned(&utf16, &Register::default()).1[0]).get(NAME), "Brook");
}

#[test]
fn dates_in_words_and_what_is_no_date() {
    let (_, plans) =
        csv("Name,Next review,Status,Tier\nBrook,3rd March 2027,Active,quarterly\nDale,soon,asleep,D\n");
    assert_eq!(record(&plans[0]).get("next_review"), "2027-03-03");
    assert_eq!((record(&plans[0]).get("status"), record(&plans[0]).get("tier")), ("registered", "A"));
    let dale = record(&plans[1]);
    assert_eq!(dale.get("next_review"), "");
    assert_eq!(dale.get(NOTES), "Next review: soon\nStatus: asleep\nTier: D");
    assert_eq!(plans[1].told.len(), 4);
}

#[test]
fn a_withheld_address_does_not_hide_in_the_notes() {
    // Each row alone may be kept; the last says that none of it may.
    let text = "Name,Address,Postcode,Withheld,Notes\nBrook,1 Secret Lane,near AA3,,Ring twice\nBrook,9 Other Lane,,,\n\
        Brook,,,yes,\n";
    let (_, plans) = csv(text);
    assert_eq!(fates(&plans), [RowOutcome::New, RowOutcome::Joined, RowOutcome::Joined]);
    let brook = record(&plans[0]);
    assert!(brook.flag(WITHHELD));
    assert_eq!((brook.get(ADDRESS), brook.get(POSTCODE), brook.get(NOTES)), ("", "", "Ring twice"));

    // The register knows what the file does not.
    let mut known = Record::default();
    for (field, value) in [(NAME, "Brook"), (WITHHELD, "yes"), (NOTES, "Postcode: written by a person")] {
        known.put(field, value);
    }
    let agency = Agency::new(number(7), known);
    let list = "Name,Address,Postcode,Notes\nBrook,1 Secret Lane,near AA3,Closed on Fridays\n";
    let (_, plans) = planned(list.as_bytes(), &Register::new(vec![agency.clone()], Vec::new()));
    assert_eq!(plans[0].fate, RowOutcome::Update);
    let after = plans[0].draft.as_ref().unwrap().onto(&agency.record, &[]).record;
    assert_eq!((after.get(ADDRESS), after.get(POSTCODE)), ("", ""));
    assert_eq!(after.get(NOTES), "Postcode: written by a person\nClosed on Fridays");

    // What a person wrote into the notes is not for a list to take out; that it is there is told.
    let noted = [(NAME, "Brook"), (NOTES, "Address: 2 Back Lane")];
    let (plan, _) = put_onto(&noted, &[("name", "Ada")], "Name,Withheld\nBrook,yes\n");
    assert!(plan.told.iter().any(|told| told.contains("notes on the register")), "{:?}", plan.told);
}

#[test]
fn of_two_columns_one_is_enough_to_withhold_an_address() {
    for cells in ["no,yes", "yes,no"] {
        let list = format!("Name,Withheld,Other,Address\nBrook,{cells},1 Secret Lane\n");
        let mapping = [NAME, WITHHELD, WITHHELD, ADDRESS].map(String::from).to_vec();
        let sheet = read(list.as_bytes()).unwrap();
        let plans = Planner::new(sheet, mapping, known()).settle(&Register::default());
        assert!(record(&plans[0]).flag(WITHHELD) && record(&plans[0]).all(ADDRESS).is_empty(), "{cells}");
        assert!(plans[0].told.iter().any(|told| told.contains("“no”")), "{cells}: {:?}", plans[0].told);
    }
}

/// An agency on the register with one contact, and what a list makes of both.
fn put_onto(record: &[(Key, &str)], person: &[(&str, &str)], list: &str) -> (RowPlan, Outcome) {
    let (mut kept, mut named) = (Record::default(), Record::default());
    for (field, value) in record {
        kept.put(field, value);
    }
    for (field, value) in person {
        named.put(field, value);
    }
    let agency = Agency::new(number(7), kept);
    let person = Contact { id: number(8), agency: agency.id, record: named, version: 0 };
    let register = Register::new(vec![agency.clone()], vec![person.clone()]);
    let plan = planned(list.as_bytes(), &register).1.remove(0);
    let outcome = plan.draft.as_ref().unwrap().onto(&agency.record, &[person]);
    (plan, outcome)
}

#[test]
fn no_clears_a_flag_and_is_shown() {
    let known = [(NAME, "Brook"), (NAMED, "yes"), (PATHWAY, "yes"), (ISA, "signed")];
    let ada = [("name", "Ada Marsh"), ("spoc", "spoc")];
    let heading = "Name,Agrees to be named in public,Referral pathway agreed,ISA,Contact,Contact single point of contact";
    for no in ["no", "N", "FALSE", "0", "none", "Not yet", "✗"] {
        let list = format!("{heading}\nBrook,{no},{no},{no},Ada Marsh,{no}\n");
        let (plan, outcome) = put_onto(&known, &ada, &list);
        let shown: Vec<_> = plan
            .differences
            .iter()
            .map(|one| (one.what.as_str(), one.before.as_str(), one.after.as_str()))
            .collect();
        let expected = [
            ("Agrees to be named in public", "Yes", ""),
            ("Information sharing agreement", "Signed", "None"),
            ("Referral pathway agreed", "Yes", ""),
            ("Contact", "Ada Marsh, Single point of contact", "Ada Marsh"),
        ];
        assert_eq!((plan.fate, shown.len()), (RowOutcome::Update, 4), "{no}: {plan:#?}");
        assert!(expected.iter().all(|one| shown.contains(one)), "{no}: {shown:?}");
        assert!(outcome.record.all(NAMED).is_empty() && outcome.record.all(PATHWAY).is_empty(), "{no}");
        assert!(outcome.people[0].1.all(contact::SPOC).is_empty(), "{no}");
    }
    for idle in ["", "-", "n/a"] {
        let list = format!("{heading}\nBrook,{idle},{idle},{idle},Ada Marsh,{idle}\n");
        assert_eq!(put_onto(&known, &ada, &list).0.fate, RowOutcome::Same, "{idle}");
    }
    let deputy = [("name", "Ada Marsh"), ("spoc", "deputy")];
    let list = format!("{heading}\nBrook,yes,yes,,Ada Marsh,no\n");
    assert_eq!(put_onto(&known, &deputy, &list).0.fate, RowOutcome::Same, "a deputy is not the one to call");
    // A new agency keeps no word for no, nor do its people.
    let (_, plans) = csv(&format!("{heading}\nBrook,no,no,no,Ada Marsh,no\n"));
    let outcome = plans[0].draft.as_ref().unwrap().alone();
    assert!(outcome.record.all(NAMED).is_empty() && outcome.people[0].1.all(contact::SPOC).is_empty());
    // What has nothing to do with yes and no is not cleared by it, and the no is not lost.
    let (_, plans) = csv("Name,Status,Size\nBrook,no,no\n");
    assert_eq!(record(&plans[0]).get(NOTES), "Status: no\nSize: no");
}

#[test]
fn no_takes_back_no_withheld_address() {
    let known = [(NAME, "Brook"), (WITHHELD, "yes")];
    let (plan, outcome) =
        put_onto(&known, &[("name", "Ada")], "Name,Address withheld,Address\nBrook,no,1 Secret Lane\n");
    assert_eq!(plan.fate, RowOutcome::Same);
    assert!(outcome.record.flag(WITHHELD) && outcome.record.all(ADDRESS).is_empty());
    assert!(plan.told.iter().any(|told| told.contains("Only a person")), "{:?}", plan.told);
    // Nor does it when nothing but another row or cell says that it is withheld.
    for list in [
        "Name,Address withheld,Address\nBrook,no,1 Secret Lane\nBrook,yes,\n",
        "Name,Address withheld,Address\nBrook,yes,1 Secret Lane\nBrook,no,\n",
        "Name,Address withheld,Address\nBrook,no,confidential\n",
    ] {
        let (_, plans) = csv(list);
        assert!(record(&plans[0]).flag(WITHHELD), "{list}");
        assert!(!serde_json::to_string(&plans[0].draft).unwrap().contains("Secret"), "{list}");
        assert!(plans[0].told.iter().any(|told| told.contains("“no”")), "{list}: {:?}", plans[0].told);
    }
}

#[test]
fn of_rows_that_contradict_each_other_the_safer_stands_and_the_other_is_told() {
    for rows in [["yes", "no"], ["no", "yes"]] {
        let [first, second] = rows;
        let (_, plans) = csv(&format!(
            "Name,Agrees to be named in public,Referral pathway agreed\nBrook,{first},{first}\nBrook,{second},{second}\n"
        ));
        let outcome = plans[0].draft.as_ref().unwrap().alone().record;
        assert!(!outcome.flag(NAMED), "a consent that is in doubt is none");
        assert_eq!(outcome.flag(PATHWAY), first == "yes", "the first stands");
        assert!(outcome.get(NOTES).contains("Agrees to be named in public: yes"), "{}", outcome.get(NOTES));
        assert!(outcome.get(NOTES).contains(&format!("Referral pathway agreed: {second}")));
        let told = plans[0].told.join(" ");
        assert!(told.contains("Agrees to be named in public: “yes”") && told.contains("Referral"), "{told}");
    }
}

#[test]
fn an_error_of_a_spreadsheet_is_told_and_not_kept() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in ["Name", "Phone", "Part of"].into_iter().enumerate() {
        sheet.write(0, u16::try_from(column).unwrap(), heading).unwrap();
    }
    let error = |text: &str| rust_xlsxwriter::Formula::new("=1/0").set_result(text);
    sheet
        .write(1, 0, "Brook")
        .unwrap()
        .write(1, 1, error("#REF!"))
        .unwrap()
        .write(1, 2, error("#N/A"))
        .unwrap();
    sheet.write(2, 0, error("#VALUE!")).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    for bytes in [bytes.as_slice(), b"Name,Phone,Part of\nBrook,#REF!,#N/A\n#VALUE!,,\n"] {
        let (_, plans) = planned(bytes, &Register::default());
        assert_eq!(fates(&plans), [RowOutcome::New, RowOutcome::Error]);
        assert!(["#REF!", "#N/A"].iter().all(|error| plans[0].told.iter().any(|told| told.contains(error))));
        assert!(!serde_json::to_string(&plans[0].draft).unwrap().contains('#'), "{:?}", plans[0].draft);
        assert!(plans[1].told[0].contains("#VALUE!") && plans[1].errors[0].contains("no name"));
    }
}

#[test]
fn a_row_knows_what_was_seen_of_the_agency_it_changes() {
    let agency = |id, name: &str, postcode: &str| {
        let mut record = Record::default();
        record.put(NAME, name);
        record.put(POSTCODE, postcode);
        Agency { version: 4, ..Agency::new(number(id), record) }
    };
    let person = Contact { id: number(2), agency: number(9), record: Record::default(), version: 6 };
    let agencies = vec![agency(9, "Brook", "AA3 1AB"), agency(1, "Dale", "AA3 1AC")];
    let register = Register::new(agencies, vec![person]);
    let list = "Name,Postcode,Phone\nBrook,AA3 1AB,01632 960001\nDale,BB3 1AB,01632 960002\nFen,,\n";
    let (_, mut plans) = planned(list.as_bytes(), &register);
    assert_eq!(fates(&plans), [RowOutcome::Update, RowOutcome::Double, RowOutcome::New]);
    let (brook, dale) = (number::<Agency>(9), number::<Agency>(1));
    let seen = vec![(number::<Contact>(2).to_string(), 6), (brook.to_string(), 4)];
    assert_eq!(plans[0].target(), Some((brook, &seen)));
    assert!(plans[2].target().is_none() && plans[2].is_new());
    assert!(plans[1].target().is_none() && !plans[1].is_new(), "left out until somebody decides");
    plans[1].choice = Some(Choice::New);
    assert!(plans[1].target().is_none() && plans[1].is_new());
    plans[1].choice = Some(Choice::Update(dale));
    assert_eq!(plans[1].target(), Some((dale, &vec![(dale.to_string(), 4)])));
    plans[1].choice = Some(Choice::Update(brook));
    assert!(plans[1].target().is_none(), "only what was offered");
}

#[test]
fn a_withheld_address_is_kept_nowhere() {
    let text = "Name,Address,Postcode,Withheld\nBrook,1 Secret Lane,AA3 1AB,yes\nDale,withheld,AA3 1AC,\nFen,PO Box 12,AA3 1AD,y\n";
    let (_, plans) = csv(text);
    for plan in &plans[..2] {
        let written = serde_json::to_string(plan).unwrap();
        assert!(!written.contains("Secret") && !written.contains("AA3"), "{written}");
        assert!(record(plan).flag(WITHHELD));
        assert!(plan.told.iter().any(|told| told.contains("withheld")));
    }
    assert_eq!(record(&plans[2]).get(ADDRESS), "PO Box 12");
}

#[test]
fn rows_about_one_agency_are_put_together() {
    let text = "Name,Type,District,Phone,Contact\nBrook House,Refuge,Harbour,01632 960001,Ada Marsh\n\
        The Brook House Ltd,IDVA,Upper Dale,01632 960009,Tom Reed\nNobody,,,,\n";
    let (_, plans) = csv(text);
    assert_eq!(fates(&plans), [RowOutcome::New, RowOutcome::Joined, RowOutcome::New]);
    assert_eq!(plans[1].with, Some(2));
    let draft = plans[0].draft.as_ref().unwrap();
    assert_eq!(draft.record.all(TYPES), ["DA-IDVA", "DA-REF"]);
    assert_eq!(draft.record.all(AREAS).len(), 2);
    assert_eq!(draft.contacts.len(), 2);
    assert!(draft.record.get(NOTES).contains("01632 960009"));
}

#[test]
fn what_is_on_the_register_is_found() {
    let mut world = World::default();
    world.apply(&csv("Name,Postcode,Phone,Type\nBrook House,AA3 1AB,01632 960001,Refuge\nDale,AA3 1AC,,GP\nDale,AA3 1AD,,GP\n").1);
    assert_eq!(world.agencies.len(), 3);
    let text = "Name,Postcode,Phone,Type\nBrook House,,01632 960005,Refuge\nFar House,AA3 1AB,,GP\nDale,,,GP\nDale,AA3 1AC,,GP\n";
    let (_, plans) = planned(text.as_bytes(), &world.register());
    // Two entries are called Dale, and the row without a postcode goes with the one that has one.
    assert_eq!(fates(&plans), [RowOutcome::Update, RowOutcome::Double, RowOutcome::Same, RowOutcome::Joined]);
    assert_eq!(plans[0].differences.len(), 1);
    assert_eq!(plans[1].candidates[0].why, "the same postcode");
    assert!(planned(b"Name,Type\n,GP\n", &world.register()).1[0].errors[0].contains("no name"));
}

#[test]
fn what_is_no_table_is_refused() {
    for bytes in [&b""[..], b"\n\n", b" , ,\n"] {
        assert_eq!(read(bytes), Err(SheetProblem::Empty));
    }
    assert_eq!(read(b"PK\x03\x04broken"), Err(SheetProblem::Unreadable));
    assert_eq!(read(b"%PDF-1.7"), Err(SheetProblem::Unreadable));
    assert_eq!(read("x,".repeat(101).as_bytes()), Err(SheetProblem::TooWide));
    assert_eq!(read("x\n".repeat(50_100).as_bytes()), Err(SheetProblem::TooLong));
}

#[test]
fn a_workbook_is_read() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2027, 3, 3).unwrap();
    let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    sheet.write(0, 0, "Our agencies").unwrap();
    for (column, heading) in ["Name", "Phone", "Next review", "Type"].into_iter().enumerate() {
        sheet.write(2, u16::try_from(column).unwrap(), heading).unwrap();
    }
    sheet.write(3, 0, "Brook").unwrap().write(3, 1, 1_632_960_001_f64).unwrap();
    sheet.write_with_format(3, 2, &date, &format).unwrap().write(3, 3, "refuge").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let (_, plans) = planned(&bytes, &Register::default());
    assert_eq!((plans[0].number, record(&plans[0]).get(PHONE)), (4, "01632960001"));
    assert_eq!(record(&plans[0]).get("next_review"), "2027-03-03");
}

#[test]
fn a_row_that_contradicts_an_earlier_one_about_the_same_agency_waits_for_a_person() {
    let headings = "Name,Also known as,Postcode,Agrees to be named in public";
    let mut world = World::default();
    world.apply(&csv(&format!("{headings}\nBrook,Harbour,,\n")).1);
    let text = format!("{headings}\nHarbour,,AA3 1AC,yes\nFen,Brook,AA3 1AB,no\n");
    let (_, plans) = planned(text.as_bytes(), &world.register());
    assert_eq!([plans[0].fate, plans[1].fate], [RowOutcome::Update, RowOutcome::Double]);
    assert_eq!(plans[1].candidates.len(), 1);
    world.apply(&plans);
    let (_, again) = planned(text.as_bytes(), &world.register());
    assert_eq!([again[0].fate, again[1].fate], [RowOutcome::Same, RowOutcome::Double]);
}

/// Cells that meet: few names, postcodes, numbers.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::sample::select(vec![
            "", "Brook", "The Brook Ltd", "Dale", "Fen", "AA3 1AB", "AA3 1AC", "01632 960001", "01632 960002", "a@brook.example",
            "b@dale.example", "refuge", "GP; IDVA", "Harbour", "Upper Dale, Harbour", "yes", "no", "withheld", "1100001", "1100002",
            "Ada Marsh", "Tom Reed", "3 March 2027", "=1+1", "#REF!", "\"quoted, cell\"", "-",
        ]).prop_map(str::to_owned),
        1 => "\\PC{0,12}",
    ]
}

/// Such cells, and answers to what is yes or no.
fn row() -> impl Strategy<Value = Vec<String>> {
    let answer = prop::sample::select(vec!["", "yes", "no", "no", "-", "perhaps"]).prop_map(str::to_owned);
    (prop::collection::vec(cell(), 16), prop::collection::vec(answer, 3))
        .prop_map(|(cells, answers)| [cells, answers].concat())
}

fn file() -> impl Strategy<Value = String> {
    let headings = "Name,Also known as,Postcode,Phone,Email,Type,District,Charity number,Address,Withheld,Contact,Contact role,\
                    Notes,Status,Next review,Strange,Agrees to be named in public,Referral pathway agreed,\
                    Contact single point of contact";
    prop::collection::vec(row(), 0..12).prop_map(move |rows| {
        let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines = rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(","));
        std::iter::once(headings.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
    })
}

proptest! {
    #[test]
    fn every_row_of_anything_has_one_fate(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(sheet) = read(&bytes) {
            let mapping = column::guess(&sheet.headings);
            let rows = sheet.rows.len();
            let plans = Planner::new(sheet, mapping, known()).settle(&Register::default());
            prop_assert_eq!(plans.len(), rows);
        }
    }

    #[test]
    fn every_row_of_any_text_has_one_fate(text in "([a-zA-Z@ =0-9\"';,|\t\n]{0,12}[,;\n\t|]){0,30}") {
        if let Ok(sheet) = read(text.as_bytes()) {
            let mapping = column::guess(&sheet.headings);
            let rows = sheet.rows.len();
            let plans = Planner::new(sheet, mapping, known()).settle(&Register::default());
            prop_assert_eq!(plans.len(), rows);
        }
    }

    #[test]
    fn applied_twice_changes_nothing(before in file(), text in file()) {
        let mut world = World::default();
        world.apply(&planned(before.as_bytes(), &Register::default()).1);
        let (sheet, plans) = planned(text.as_bytes(), &world.register());
        prop_assert_eq!(plans.len(), sheet.rows.len());
        // A row that nobody decided about may become plain when other rows are written.
        if plans.iter().any(|plan| plan.fate == RowOutcome::Double) {
            return Ok(());
        }
        world.apply(&plans);
        for agency in &world.agencies {
            let flags = [NAMED, PATHWAY, WITHHELD].map(|flag| agency.record.get(flag).to_owned());
            prop_assert!(flags.iter().all(|flag| flag.is_empty() || flag == "yes"), "{:?}", agency.record);
        }
        prop_assert!(world.contacts.iter().all(|one| one.record.get(contact::SPOC) != "no"));
        let (_, again) = planned(text.as_bytes(), &world.register());
        let after = world.agencies.clone();
        let written = again.iter().filter(|plan| matches!(plan.fate, RowOutcome::New | RowOutcome::Update)).collect::<Vec<_>>();
        prop_assert!(written.is_empty(), "{:#?}\n{:#?}", written, after);
    }

    #[test]
    fn what_cannot_be_read_stands_in_the_notes(cells in prop::collection::vec("(zq[a-z]{6}|[1-9][0-9] zq[a-z]{4})?", 15)) {
        let headings = "Name,Also known as,Part of,Charity number,Types,Works for,Languages,Size,District,Address,Postcode,Email,\
                        Phone,Website,Status,Next review,Owner,Contact: role,Strange";
        let width = headings.split(',').count();
        let cells: Vec<&str> = cells.iter().map(String::as_str).cycle().take(width - 1).collect();
        let (_, plans) = csv(&format!("{headings}\nBrook,{}\n", cells.join(",")));
        let written = serde_json::to_string(&plans[0].draft).unwrap();
        for cell in cells {
            prop_assert!(written.contains(cell), "{cell} is not in {written}");
        }
    }
}
