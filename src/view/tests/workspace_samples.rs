//! Samples of what agencies read, ask for and answer, and of how the department sees it. All names are
//! invented.

use domain::form::errors::Errors;
use domain::form::reason::field::FieldReason;
use domain::form::reason::register::RegisterReason;
use domain::form::record::{Known, Record};
use domain::identity::role::Role;
use domain::platform::content::Helpline;
use domain::platform::quarter::Quarter;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::agency_request::{PERSON, QUANTITIES, Request, SEND_TO, Wish};
use domain::register::feedback::{FEEDBACK, Feedback};
use domain::register::follow_up::FollowUp;
use domain::register::material::{Edition, Material};
use domain::register::survey::{Answer, QUESTIONS, results};

use super::staff_samples::{Pages, day, id, people};
use crate::agency::ask::{Ask, AskForm};
use crate::agency::done::Done;
use crate::agency::engagements::{EngagementLine, Engagements};
use crate::agency::feedback::FeedbackPage;
use crate::agency::help::HelpPage;
use crate::agency::materials::{File, Materials};
use crate::agency::options::Options;
use crate::agency::page::Member;
use crate::agency::signs::Checklist;
use crate::agency::survey::Survey;
use crate::component::staff::control::Controls;
use crate::component::staff::form_draft::FormDraft;
use crate::draw;
use crate::register::agency_request::RequestPage;
use crate::register::feedback::{FeedbackList, FeedbackPage as EntryOfFeedback};
use crate::register::form::EntryForm;
use crate::register::frame::Frame;
use crate::register::survey::SurveyPage;
use crate::staff::list_place::ListPlace;
use crate::staff::page::Signed;

fn record(pairs: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (field, value) in pairs {
        record.add(field, value);
    }
    record
}

fn request(number: u32, kind: Wish, pairs: &[(&str, &str)]) -> Request {
    let (agency, follow_up) = (id(600), Some(id(650)));
    Request { id: id(number), agency, kind, record: record(pairs), asked: day(), follow_up }
}

/// What an agency asked for: one thing that waits, one that was done.
pub(super) fn asked() -> Vec<(Request, Option<Day>)> {
    let briefing =
        [("people", "12"), ("minutes", "30"), (PERSON.name(), "Anya Holt"), ("days", "Tuesday mornings")];
    let materials = [
        ("leaflets", "50"),
        ("languages", "eng"),
        ("languages", "cym"),
        ("delivery", "call"),
        (PERSON.name(), "A"),
    ];
    vec![
        (request(640, Wish::Materials, &materials), None),
        (request(641, Wish::Briefing, &briefing), Some(day())),
    ]
}

fn feedback(number: u32, held: &str) -> Feedback {
    let said = [
        ("said", "You came once.\nThen never."),
        ("did", "We have a date."),
        ("day", "2026-11-02"),
        ("held", held),
    ];
    Feedback { id: id(number), record: record(&said), version: 2 }
}

/// Every page that people of agencies see of it.
pub(super) fn workspace_samples(member: Member) -> Pages {
    let (none, blank) = (Errors::default(), Record::default());
    let mut pages = read(member);
    let form = |kind, withheld, record, errors| draw(&AskForm { member, kind, withheld, record, errors });
    let mut wrong = Errors::one(QUANTITIES[0], RegisterReason::NothingWanted);
    wrong.add(SEND_TO, RegisterReason::NowhereToSend);
    wrong.add(PERSON, FieldReason::Empty { label: "Whom we should talk to" });
    let ask = |asked, done| draw(&Ask { member, asked, done });
    let survey = |answered, errors, done| {
        let typed = [("knows".to_owned(), "4".to_owned())];
        draw(&Survey { member, quarter: Quarter::of(day()), answered, typed: &typed, errors, done })
    };
    let missing = Errors::one(QUESTIONS[2].0, FieldReason::Unanswered);
    let owner = people().swap_remove(4);
    pages.extend([
        ("help", draw(&HelpPage { member, owner: Some(&owner) })),
        ("ask", ask(&asked()[..], Some(Done::Asked))),
        ("ask-nothing", ask(&[], None)),
        ("ask-briefing", form(Wish::Briefing, false, &blank, &none)),
        ("ask-materials", form(Wish::Materials, false, &asked()[0].0.record, &none)),
        ("ask-materials-wrong", form(Wish::Materials, true, &blank, &wrong)),
        ("survey", survey(false, &none, None)),
        ("survey-wrong", survey(false, &missing, None)),
        ("survey-answered", survey(true, &none, Some(Done::Answered))),
    ]);
    pages
}

fn read(member: Member) -> Pages {
    let material = Material {
        id: id(660),
        record: record(&[("name", "Know the signs"), ("form", "leaflet")]),
        version: 0,
    };
    let label = record(&[("label", "2"), ("language", "cym"), ("expires", "2027-03-31")]);
    let edition = Edition { id: id(661), material: material.id, record: label, version: 0 };
    let file = File { edition: &edition, name: "signs.pdf", size: 340_000 };
    let materials = [(&material, vec![file])];
    let topics = ["Warning signs".to_owned(), "Ways to report".to_owned()];
    let given = [("Know the signs, version 2, Welsh".to_owned(), Some(30)), ("Poster".to_owned(), None)];
    let line = EngagementLine {
        kind: "Briefing",
        day: Some(day()),
        led_by: Some(Role::EngagementOfficer),
        topics: &topics,
        given: &given,
        next: Some(day()),
    };
    let bare = EngagementLine { led_by: None, topics: &[], given: &[], next: None, ..line };
    let help = Helpline {
        id: id(670),
        name: "Harbour Line".into(),
        number: "0808 157 0000".into(),
        note: "Day and night".into(),
        checked: Some(day()),
    };
    vec![
        ("materials", draw(&Materials { member, materials: &materials })),
        ("materials-none", draw(&Materials { member, materials: &[] })),
        ("engagements", draw(&Engagements { member, lines: &[line, bare], total: 40 })),
        ("engagements-none", draw(&Engagements { member, lines: &[], total: 0 })),
        ("feedback", draw(&FeedbackPage { member, entries: &[feedback(680, ""), feedback(681, "")] })),
        ("feedback-none", draw(&FeedbackPage { member, entries: &[] })),
        ("signs", draw(&Checklist { member })),
        ("options", draw(&Options { member, helplines: &[help] })),
    ]
}

/// Every page that the department sees of it.
pub(super) fn answered(signed: Signed) -> Pages {
    let known = &Known { staff: people(), ..Known::default() };
    let mut agency = Agency::new(id(600), record(&[("name", "Harbour Women’s Centre")]));
    agency.version = 1;
    let asked = asked();
    let task = FollowUp {
        id: id(650),
        engagement: None,
        agency: Some(agency.id),
        task: asked[0].0.task(),
        owner: None,
        due: day(),
        done: None,
        version: 0,
    };
    let place = ListPlace::default();
    let request = |request, follow_up| {
        draw(&RequestPage { signed, request, agency: &agency, follow_up, known, place: &place })
    };
    let entries = [feedback(680, "yes"), feedback(681, "")];
    let none = Errors::default();
    let entry = EntryOfFeedback {
        form: EntryForm {
            signed,
            frame: Frame::feedback(entries[0].id),
            version: 2,
            sections: FEEDBACK,
            controls: Controls { record: &entries[0].record, errors: &none, known },
            meanwhile: None,
            draft: FormDraft::default(),
        },
        history: &[],
        known,
    };
    let now = Quarter::of(day());
    let answer = |number: usize| Answer {
        quarter: now.previous().code(),
        group: if number < 7 { "DA-" } else { "SV-" }.into(),
        marks: [4, 3, 2],
    };
    let answers: Vec<Answer> = (0..15).map(answer).collect();
    let survey = |answers: &[Answer]| draw(&SurveyPage { signed, results: &results(answers, now), now });
    let list = |entries, done| draw(&FeedbackList { signed, entries, done });
    vec![
        ("request", request(&asked[0].0, Some(&task))),
        ("request-done", request(&asked[1].0, Some(&FollowUp { done: Some(day()), ..task.clone() }))),
        ("request-off-the-list", request(&asked[1].0, None)),
        ("feedback", list(&entries, Some(crate::register::done::Done::Feedback))),
        ("feedback-none", list(&[], None)),
        ("feedback-entry", draw(&entry)),
        ("survey", survey(&answers)),
        ("survey-none", survey(&[])),
    ]
}
