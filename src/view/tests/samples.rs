//! Samples of every page that reporters see. All names are invented.

use domain::form::errors::Errors;
use domain::form::reason::field::FieldReason;
use domain::form::reason::file::FileReason;
use domain::form::reason::report::{NotAPhrase, ReportReason};
use domain::form::text::TextProblem;
use domain::identity::practitioner::Practitioner;
use domain::identity::staff::Standing;
use domain::platform::attachment::{FileName, FileProblem};
use domain::platform::content::Helpline;
use domain::platform::force::{District, Force, Lists};
use domain::platform::id::Id;
use domain::platform::random::Random;
use domain::platform::time::Timestamp;
use domain::report::form::Answers;
use domain::report::message::Author;
use domain::report::question::{
    DANGER, DANGER_NOW, IN_STANDARDS, QUESTIONS, STANDARDS, STORY, applicable, find,
};
use domain::report::sender::{MARK, SenderKind};

use crate::agency::anonymous::{Anonymous, Offer};
use crate::agency::page::Member;
use crate::component::file_list::FileItem;
use crate::component::file_upload::FILES;
use crate::draw;
use crate::error::{ErrorPage, Kept, Problem, Unreadable};
use crate::page::{Site, Visit};
use crate::public::accessibility::Accessibility;
use crate::public::before::Before;
use crate::public::check::Check;
use crate::public::cookies::Cookies;
use crate::public::danger::Danger;
use crate::public::delete::{Delete, Deleted};
use crate::public::files::FilesPage;
use crate::public::gone::Gone;
use crate::public::help::Help;
use crate::public::mailbox::{Mailbox, MailboxMessage, WORDS};
use crate::public::privacy::Privacy;
use crate::public::question::{Onward, QuestionPage};
use crate::public::reply::Reply;
use crate::public::safety::Safety;
use crate::public::sent::{Answerable, PHRASE, Sent};
use crate::public::signs::Signs;
use crate::public::start::Start;

/// The public key of the samples' tokens.
const KEY: &str = "032f04f83ca5528e7c7d7b0d7eaf56f1c51c43be8b18e1198860aee37f2d5f0704";

/// The neutral site of the samples.
pub(super) const EXIT: &str = "https://weather.example/today";

struct Counting;

impl Random for Counting {
    fn fill(&self, bytes: &mut [u8]) {
        bytes.fill(7);
    }
}

struct World {
    site: Site,
    lists: Lists,
    helplines: Vec<Helpline>,
    answers: Answers,
    none: Errors,
}

fn world() -> World {
    let site = Site {
        name: "Candour".into(),
        exit_url: EXIT.into(),
        operator: "Northmere Police".into(),
        read_when: "Reports are read on working days by the professional standards department.".into(),
        contact: "write to Candour, PO Box 1, Northmere, or call 01632 960 001.".into(),
        origin: "https://candour.example".into(),
        idle_minutes: 30,
    };
    let force = |code: &str, name: &str| Force {
        code: code.into(),
        name: name.into(),
        welsh: false,
        served: true,
        position: None,
    };
    let district = |name: &str| District {
        id: Id::random(&Counting),
        force: "northmere".into(),
        name: name.into(),
        position: None,
    };
    let lists = Lists {
        forces: vec![force("northmere", "Northmere Police"), force("southmere", "Southmere Police")],
        districts: vec![district("Harbour")],
    };
    let mut answers = Answers::default();
    let story = "He came to my flat three times.\n\nThe <last> time he stayed & would not go.\nانا خائفة منه";
    answers.set(STORY, vec![story.into()]);
    answers.set("sign", vec!["W01".into(), "W05".into()]);
    for (field, value) in [
        ("relation", "agency"),
        ("name", "Dave, or \"Davey\""),
        ("rank", "PC"),
        ("contact", "safe"),
        ("force", "northmere"),
    ] {
        answers.set(field, vec![value.into()]);
    }
    World { site, lists, helplines: helplines(), answers, none: Errors::default() }
}

fn helplines() -> Vec<Helpline> {
    let day = Timestamp::from_micros(1_795_000_000_000_000).day();
    let line = |name: &str, number: &str, note: &str| Helpline {
        id: Id::random(&Counting),
        name: name.into(),
        number: number.into(),
        note: note.into(),
        checked: (!note.is_empty()).then_some(day),
    };
    let mut lines = vec![
        line("Harbour Line", "0808 157 0000", "Domestic abuse, day and night"),
        line("Quiet Sea", "07700 900 001", "Deaf people, by text"),
        line("Clinic finder", "Look on the health service’s website", ""),
    ];
    lines.extend((1..=13).map(|n| {
        line(&format!("Invented Support Service {n}"), "0808 157 0001", "For everyone, 9am to 5pm")
    }));
    lines
}

fn files() -> [FileItem<'static>; 2] {
    [
        FileItem { id: "f1", name: "IMG_2041.jpg", bytes: 2_400_000 },
        FileItem {
            id: "f2",
            name: "a-very-long-name-that-somebody-once-gave-to-a-document-about-everything.docx",
            bytes: 12,
        },
    ]
}

/// Every page by name.
pub(super) fn samples() -> Vec<(String, String)> {
    let world = world();
    let named =
        [information(&world), files_pages(&world), answered(&world), anonymous(&world), errors(&world)];
    let named = named.concat();
    named.into_iter().map(|(name, html)| (name.to_owned(), html)).chain(steps(&world)).collect()
}

fn visit(world: &World) -> Visit<'_> {
    Visit { site: &world.site, token: "dG9rZW4", expires_in: Some(1_800) }
}

fn information(world: &World) -> Vec<(&'static str, String)> {
    let (site, helplines) = (&world.site, world.helplines.as_slice());
    vec![
        ("start", draw(&Start { site, helplines })),
        ("before", draw(&Before { site })),
        ("signs", draw(&Signs { site })),
        ("help", draw(&Help { site, helplines })),
        ("safety", draw(&Safety { site })),
        ("privacy", draw(&Privacy { site, key: Some((KEY, "October to December 2026")) })),
        (
            "cookies",
            draw(&Cookies {
                site,
                cookie: "__Host-visit",
                session: "__Host-p",
                session_minutes: 15,
                device: "__Secure-pd",
                device_days: 60,
            }),
        ),
        ("accessibility", draw(&Accessibility { site })),
        ("gone", draw(&Gone { site })),
        ("deleted", draw(&Deleted { site })),
    ]
}

fn steps(world: &World) -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for question in QUESTIONS {
        if question.takes_files() {
            continue;
        }
        let mut wrong = Errors::default();
        for field in question.fields() {
            wrong.add(field.name, FieldReason::Empty { label: field.label });
        }
        for (errors, saved, name) in
            [(&world.none, question.code == "1", "step"), (&wrong, false, "step-wrong")]
        {
            let (answers, lists) = (&world.answers, &world.lists);
            let page = QuestionPage {
                visit: visit(world),
                question,
                answers,
                errors,
                lists,
                back: "/step/1",
                action: &path::step(question.code),
                known: answers,
                saved,
                part: (question.code != "9").then_some(question.part),
                onward: match question.code {
                    "1" => Onward::Story,
                    "9" => Onward::PartEnd,
                    _ => Onward::Next,
                },
            };
            pages.push((format!("{name}-{}", question.code), draw(&page)));
        }
    }
    pages
}

fn files_pages(world: &World) -> Vec<(&'static str, String)> {
    let wrong = Errors::one(
        FILES,
        FileReason::Refused { name: FileName::parse("film.mov"), problem: FileProblem::TooLarge },
    );
    let many = [files()[0]; 10];
    let page = |files, errors| {
        let question = find("17").unwrap();
        draw(&FilesPage {
            visit: visit(world),
            question,
            files,
            errors,
            back: "/step/13",
            known: &world.answers,
            part: Some(question.part),
            onward: Onward::PartEnd,
        })
    };
    vec![
        ("files", page(&[], &world.none)),
        ("files-wrong", page(&files(), &wrong)),
        ("files-full", page(&many, &world.none)),
    ]
}

fn answered(world: &World) -> Vec<(&'static str, String)> {
    let (visit, helplines) = (visit(world), world.helplines.as_slice());
    let wrong = Errors::one(PHRASE, NotAPhrase::Count(0));
    let missing = Errors::one(STORY, ReportReason::NoStory);
    let sent_to = |independent, answerable| {
        draw(&Sent { visit, reference: "CND-7K3Q-9XM", independent, answerable, helplines })
    };
    let sent = |answerable| sent_to(false, answerable);
    let words = Some("harbour velvet unpaid lantern cricket mossy tidal");
    let check = |answers, files, errors: &Errors| {
        draw(&Check {
            visit,
            sender: SenderKind::Public,
            answers,
            questions: &applicable(answers, &world.lists).collect::<Vec<_>>(),
            more: !errors.is_empty(),
            lists: &world.lists,
            files,
            errors,
            back: "/step/19",
        })
    };
    let mut urgent = world.answers.clone();
    urgent.set(DANGER, vec![DANGER_NOW.into()]);
    urgent.set(STANDARDS, vec![IN_STANDARDS.into()]);
    let danger = Danger { visit, answers: &urgent, helplines, back: "/step/14", next: "/step/15" };
    vec![
        ("check", check(&world.answers, &files(), &world.none)),
        ("check-wrong", check(&Answers::default(), &[], &missing)),
        ("check-urgent", check(&urgent, &[], &world.none)),
        ("danger", draw(&danger)),
        ("sent", sent(Answerable::No)),
        ("sent-independent", sent_to(true, Answerable::Mailbox)),
        ("sent-safely", sent(Answerable::Safely)),
        ("sent-phrase", sent(Answerable::Phrase { words, errors: &world.none })),
        ("sent-phrase-wrong", sent(Answerable::Phrase { words: None, errors: &wrong })),
        ("sent-mailbox", sent(Answerable::Mailbox)),
        ("sent-without", sent(Answerable::Without)),
        ("sent-account", sent(Answerable::Account)),
        ("reply", draw(&Reply { visit: Visit { expires_in: None, ..visit }, errors: &world.none })),
        ("reply-wrong", draw(&Reply { visit, errors: &wrong })),
        ("mailbox", mailbox(world, "", &world.none, true)),
        ("mailbox-wrong", mailbox(world, "x", &Errors::one(WORDS, TextProblem::Words(2_000)), false)),
        ("delete", draw(&Delete { visit })),
    ]
}

fn mailbox(world: &World, typed: &str, errors: &Errors, sent: bool) -> String {
    let files = files();
    let letters = [
        MailboxMessage {
            author: Author::Reporter,
            day: "1 November 2026",
            text: world.answers.get(STORY),
            files: &files,
        },
        MailboxMessage {
            author: Author::Desk,
            day: "4 November 2026",
            text: "Thank you. Which year was that?",
            files: &[],
        },
    ];
    let status = "We have asked you something. Please read our message.";
    let reference = "CND-7K3Q-9XM";
    draw(&Mailbox { visit: visit(world), reference, status, messages: &letters, typed, errors, sent })
}

fn anonymous(world: &World) -> Vec<(&'static str, String)> {
    let practitioner = Practitioner {
        id: Id::random(&Counting),
        agency: Id::random(&Counting),
        contact: None,
        email: "i.marsh@harbour.example".into(),
        name: "Isla Marsh".into(),
        lead: false,
        standing: Standing::Active,
    };
    let member = Member {
        site: &world.site,
        practitioner: &practitioner,
        agency: "Harbour Women’s Aid",
        token: "dG9rZW4",
        expires_in: 900,
        now: Timestamp::from_micros(1_795_000_000_000_000),
    };
    let page = |offer| draw(&Anonymous { member, offer, open: "b3Blbg" });
    let check = |sender, errors| {
        let (visit, answers) = (visit(world), &world.answers);
        let questions: Vec<_> = applicable(answers, &world.lists).collect();
        draw(&Check {
            visit,
            sender,
            answers,
            questions: &questions,
            more: false,
            lists: &world.lists,
            files: &[],
            errors,
            back: "/step/19",
        })
    };
    let worn = Errors::one(MARK, ReportReason::MarkSpent);
    vec![
        ("anonymous", page(Offer::Open { key: KEY, months: "October to December 2026", practitioners: 31 })),
        ("anonymous-few", page(Offer::TooFew { practitioners: 1, fewest: 20 })),
        ("anonymous-without", page(Offer::NoRation)),
        ("check-verified", check(SenderKind::Verified, &world.none)),
        ("check-unmarked", check(SenderKind::Verified, &worn)),
        ("check-named", check(SenderKind::Named, &world.none)),
        ("check-agency", check(SenderKind::Agency, &world.none)),
        ("check-disclosed", check(SenderKind::Disclosed, &world.none)),
        ("check-ended", check(SenderKind::Agency, &worn)),
    ]
}

fn errors(world: &World) -> Vec<(&'static str, String)> {
    let page = |problem, kept| draw(&ErrorPage { site: &world.site, problem, kept });
    let story = "They came again on Tuesday. ".repeat(20);
    let fields = [("story".to_owned(), story), ("relation".to_owned(), "me".to_owned())];
    let kept = Kept { action: "/step/1", token: "dG9rZW4", fields: &fields };
    vec![
        ("error-bad-request", page(Problem::Unreadable(Unreadable::FilesBroken), None)),
        ("error-too-large", page(Problem::TooLarge, None)),
        ("error-not-found", page(Problem::NotFound, None)),
        ("error-busy", page(Problem::Busy(30), Some(kept))),
        ("error-expired", page(Problem::Expired, None)),
        ("error-sealed", page(Problem::Sealed("7F3K-22QD"), None)),
        ("error-broken", page(Problem::Broken("7F3K-22QD"), Some(kept))),
        ("error-unconfirmed", page(Problem::Unconfirmed("7F3K-22QD"), Some(kept))),
    ]
}
