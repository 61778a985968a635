//! Samples of the inbox, of cases behind their gate, and of cases that are open.

use domain::casework::case::{Case, CaseSort, REFERENCE, StoredCase};
use domain::casework::status::Status;
use domain::form::errors::Errors;
use domain::form::reason::casework::CaseworkReason;
use domain::identity::role::Role;
use domain::platform::attachment::{Attachment, FileKind, FileName};
use domain::platform::audit::AuditAction;
use domain::platform::order::{Direction, Order};
use domain::report::concern::Risk;
use domain::report::form::Answers;
use domain::report::message::{Author, Message};
use domain::report::sender::SenderKind;

use super::{Pages, World, at, day, id, wrong};
use crate::component::staff::form_draft::FormDraft;
use crate::draw;
use crate::psd::broken::Broken;
use crate::psd::case::{CHECKED, CasePage, ClearFacts, ThreadMessage, WORDS};
use crate::psd::case_filter::Chosen;
use crate::psd::conflict::ConflictTaken;
use crate::psd::conflict_check::{Gate, KNOWS, REASON};
use crate::psd::done::Done;
use crate::psd::event_row::Happening;
use crate::psd::inbox::{CaseLine, Inbox};

fn case(number: u32, status: Status, risk: Risk, assignee: Option<u32>) -> Case {
    Case::restore(StoredCase {
        id: id(100 + number),
        concern: id(200 + number),
        desk: id(50),
        reference: domain::report::reference::Reference::random(&Numbered(number)),
        status,
        assignee: assignee.map(id),
        risk,
        received: at(i64::from(number) * 30).day(),
        language: ["eng", "arb", "und"][number as usize % 3].into(),
        has_files: number.is_multiple_of(2),
        has_mailbox: !number.is_multiple_of(3),
        has_source: number == 1,
        unread: number == 2,
        conflict: number == 4,
        version: 3,
    })
}

struct Numbered(u32);

impl domain::platform::random::Random for Numbered {
    fn fill(&self, bytes: &mut [u8]) {
        for (place, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::try_from((self.0 as usize * 37 + place * 11) % 256).unwrap();
        }
    }
}

pub(super) fn cases() -> Vec<Case> {
    vec![
        case(1, Status::Triage, Risk::Immediate, Some(1)),
        case(2, Status::Submitted, Risk::Raised, None),
        case(3, Status::AwaitingReporter, Risk::None, Some(2)),
        case(4, Status::FirstLook, Risk::None, None),
        case(5, Status::Decision, Risk::Raised, Some(8)),
    ]
}

pub(super) fn answers() -> Answers {
    let mut answers = Answers::default();
    for (field, values) in [
        (
            "story",
            "He came to my flat three times after the first call.\nHe was on duty.\n\nThe <last> time he stayed & would not go.\n\nأنا خائفة منه",
        ),
        ("relation", "agency"),
        ("known", "several"),
        ("sign", "W01|W05"),
        ("name", "Dave, or \"Davey\""),
        ("rank", "PC"),
        ("danger", "now"),
        ("contact", "mailbox"),
        ("place", "At my flat\nand in his car"),
    ] {
        answers.set(field, values.split('|').map(str::to_owned).collect());
    }
    answers
}

fn file(number: u32, name: &str, kind: FileKind, size: u64) -> Attachment {
    let sha256 = "3fa9c1e07b5d2846".repeat(4);
    Attachment { id: id(300 + number), name: FileName::parse(name), kind, size, sha256 }
}

pub(super) fn files() -> Vec<Attachment> {
    vec![
        file(1, "IMG_2041.jpg", FileKind::Jpeg, 2_400_000),
        file(
            2,
            "a-very-long-name-that-somebody-once-gave-to-a-recording-about-everything.mp3",
            FileKind::Mp3,
            12_000,
        ),
    ]
}

pub(super) fn messages() -> Vec<Message> {
    let message =
        |number, author, text: &str| Message { id: id(number), author, day: day(), text: text.into() };
    vec![
        message(401, Author::Desk, "Thank you. Which year was that?"),
        message(402, Author::Reporter, "It was last year.\nI found the letter."),
    ]
}

pub(super) fn inboxes(world: &World) -> Pages {
    let name = |case: &Case| {
        let found = world.people.iter().find(|staff| Some(staff.id) == case.assignee());
        found.map_or("", |staff| staff.name.as_str())
    };
    let line = |(case, sender)| CaseLine { case, assignee: name(case), sender };
    let lines: Vec<CaseLine> =
        world.cases.iter().zip(SenderKind::ALL.into_iter().cycle()).map(line).collect();
    let narrowed = Chosen {
        status: Some(Status::Triage),
        risk: Some(Risk::Raised),
        mine: true,
        new: true,
        unassigned: true,
        order: Order { by: CaseSort::Received, direction: Direction::Ascending },
    };
    let not_found = Errors::one(REFERENCE, CaseworkReason::NoSuchReference);
    let inbox = |role, lines, chosen, (page, last), total| {
        let urgent = if total > 100 { &world.cases[..2] } else { &[] };
        draw(&Inbox {
            signed: world.signed(role),
            lines,
            urgent,
            reference: if last > 1 { "CND-1" } else { "" },
            errors: if last > 1 { &not_found } else { &world.none },
            chosen,
            page,
            last,
            total,
            more: false,
        })
    };
    vec![
        ("inbox", inbox(Role::TriageOfficer, &lines, Chosen::default(), (2, 9), 437)),
        ("inbox-manager", inbox(Role::Manager, &lines, narrowed, (1, 1), 5)),
        ("inbox-empty", inbox(Role::TriageOfficer, &[], Chosen::default(), (1, 1), 0)),
        ("inbox-none-like-this", inbox(Role::TriageOfficer, &[], narrowed, (1, 1), 0)),
    ]
}

pub(super) fn gates(world: &World) -> Pages {
    let (signed, case, place) = (world.signed(Role::TriageOfficer), &world.cases[0], &world.place);
    let gate = |knows, reason, errors| draw(&Gate { signed, case, knows, reason, errors, place });
    vec![
        ("gate", gate("", "", &world.none)),
        ("gate-wrong", gate("no", "", &wrong(&[KNOWS, REASON]))),
        (
            "conflict",
            draw(&ConflictTaken { signed, reference: case.reference().as_str(), others: true, place }),
        ),
        (
            "conflict-of-all",
            draw(&ConflictTaken { signed, reference: case.reference().as_str(), others: false, place }),
        ),
        ("broken", draw(&Broken { signed, case, place })),
    ]
}

pub(super) fn history(world: &World) -> Vec<Happening<'_>> {
    let who = &world.people[0].name;
    let line =
        |hours, who, deed, detail| Happening { at: at(hours), who, deed, object: "case", detail, about: "" };
    vec![
        line(1, who, AuditAction::FileOpened, "original"),
        line(2, who, AuditAction::ReplySent, ""),
        line(3, who, AuditAction::CaseMoved, "sort"),
        line(4, "", AuditAction::CaseAssigned, ""),
        line(5, who, AuditAction::CaseOpened, "first_look"),
    ]
}

pub(super) fn open_cases(world: &World) -> Pages {
    let letters = [
        ThreadMessage { message: &world.messages[0], files: &[] },
        ThreadMessage { message: &world.messages[1], files: &world.files[..1] },
    ];
    let history = history(world);
    let facts = ClearFacts {
        force: Some("northmere"),
        agency_type: Some("DA-REF"),
        agency_district: None,
        sender: SenderKind::Verified,
    };
    let full = CasePage {
        signed: world.signed(Role::TriageOfficer),
        case: &world.cases[0],
        facts,
        answers: &world.answers,
        lists: &world.lists,
        files: &world.files,
        messages: &letters,
        members: &world.people[..2],
        history: &history,
        typed: "",
        checked: false,
        errors: &world.none,
        done: Some(Done::Replied),
        draft: FormDraft { page: "/staff/cases/1", at: Some(at(2)), is_shown: false },
        place: &world.place,
    };
    let mistakes = wrong(&[WORDS, CHECKED]);
    let failed = CasePage {
        typed: "Could you find out his number?",
        checked: true,
        errors: &mistakes,
        done: None,
        ..full
    };
    let bare = Answers::default();
    let empty = CasePage {
        signed: world.signed(Role::Manager),
        case: &world.cases[3],
        facts: ClearFacts::default(),
        answers: &bare,
        files: &[],
        messages: &[],
        history: &[],
        done: None,
        ..full
    };
    let without = CasePage { case: &world.cases[2], ..empty };
    vec![
        ("case", draw(&full)),
        ("case-wrong", draw(&failed)),
        ("case-bare", draw(&empty)),
        ("case-without-mailbox", draw(&without)),
    ]
}
