//! Samples of the pages about agencies that ask to be registered. All names are invented.

use domain::form::errors::Errors;
use domain::form::reason::field::FieldReason;
use domain::form::record::{Known, Record};
use domain::identity::application::{APPLICATION, Application, Check, State};
use domain::platform::force::Force;
use domain::register::agency::{Agency, Mark};

use super::staff_samples::{Pages, day, id, people};
use crate::agency::application::{ApplicationForm, Applying, CheckAnswers, NoRoom, Received};
use crate::draw;
use crate::page::Site;
use crate::register::application::{ApplicationPage, CHECK, ENTRY, REASON, RESULT, Typed};
use crate::register::applications::Applications;
use crate::register::done::Done;
use crate::staff::page::Signed;

fn known() -> Known {
    let force = |code: &str, name: &str| Force {
        code: code.into(),
        name: name.into(),
        welsh: false,
        served: true,
        position: None,
    };
    let forces = vec![force("north", "Northmere Police"), force("south", "Southmere Police")];
    Known { staff: people(), forces, ..Known::default() }
}

fn record() -> Record {
    let mut record = Record::default();
    for (field, value) in [
        ("name", "Saltmarsh Befrienders and Friends of Women in the Tidewater Villages"),
        ("types", "DA-COM"),
        ("about", "We visit people at home.\n\nWe go with them to court."),
        ("website", "https://saltmarsh-befrienders-of-the-tidewater-villages.example/about"),
        ("phone", "01632 960 411"),
        ("who", "Oluchi Brandreth"),
        ("role", "Coordinator"),
        ("email", "oluchi.brandreth@saltmarsh-befrienders-of-the-tidewater-villages.example"),
    ] {
        record.put(field, value);
    }
    record.set("areas", vec!["north".into(), "south".into()]);
    record
}

/// What anybody sees who applies.
pub(super) fn applying(site: &Site) -> Pages {
    let (known, typed, blank) = (known(), record(), Record::default());
    let at = |record| Applying { site, token: "dG9rZW4", key: "key", record, known: &known };
    let fields = APPLICATION.iter().flat_map(|section| section.fields);
    let mut wrong = Errors::default();
    fields.for_each(|field| wrong.add(field.name, FieldReason::Empty { label: field.label }));
    let form = |record, errors| draw(&ApplicationForm { applying: at(record), errors });
    vec![
        ("application", form(&blank, &Errors::default())),
        ("application-wrong", form(&typed, &wrong)),
        ("application-check", draw(&CheckAnswers { applying: at(&typed) })),
        ("application-received", draw(&Received { site })),
        ("application-full", draw(&NoRoom { site, typed: None })),
        ("application-full-typed", draw(&NoRoom { site, typed: Some((&typed, &known)) })),
    ]
}

/// Applications in each state: waiting, approved, refused.
fn applications() -> [Application; 3] {
    let check = |check: &str, result: &str| Check {
        check: check.into(),
        result: result.into(),
        staff: id(5),
        day: day(),
    };
    let checks = vec![check("number", "unclear"), check("number", "fits"), check("website", "differs")];
    let waits = Application { checks, ..Application::new(id(800), record(), day()) };
    let decided = |state, agency: Option<u32>, reason: &str| Application {
        state,
        decided: Some(day()),
        staff: Some(id(5)),
        reason: reason.into(),
        agency: agency.map(id),
        ..waits.clone()
    };
    let approved = decided(State::Approved, Some(600), "");
    let refused = decided(State::Refused, None, "It sells claims.\nNobody at the number knows them.");
    [waits, approved, refused]
}

/// What those see who decide.
pub(super) fn deciding(signed: Signed) -> Pages {
    let (known, none, all) = (known(), Errors::default(), applications());
    let [waits, approved, refused] = &all;
    let (double, found) = (Agency::new(id(600), record()), [Agency::new(id(601), record())]);
    let doubles = [(double.clone(), vec![Mark::Name, Mark::Phone])];
    let page = |application, errors, typed: Typed<'static>| {
        draw(&ApplicationPage {
            signed,
            application,
            agency: None,
            doubles: &doubles,
            found: &found,
            known: &known,
            typed,
            errors,
            done: None,
        })
    };
    let was = |application, agency| {
        draw(&ApplicationPage {
            signed,
            application,
            agency,
            doubles: &[],
            found: &[],
            known: &known,
            typed: Typed::default(),
            errors: &none,
            done: Some(Done::Approved),
        })
    };
    let mut wrong = Errors::default();
    for field in [CHECK, RESULT, ENTRY, REASON] {
        wrong.add(field, FieldReason::Blank);
    }
    let typed = Typed { check: "number", result: "fits", entry: "new", reason: "No", words: "salt" };
    let list = |lines, state, total| draw(&Applications { signed, lines, state, page: 1, last: 3, total });
    vec![
        ("applications", list(&all, None, 103)),
        ("applications-one", list(&all[..1], Some(State::Waiting), 1)),
        ("applications-none", list(&[], Some(State::Refused), 0)),
        ("application", page(waits, &none, Typed::default())),
        ("application-wrong", page(waits, &wrong, typed)),
        ("application-approved", was(approved, Some(&double))),
        ("application-refused", was(refused, None)),
    ]
}
