//! Samples of the pages of the ledger. All names are invented.

use domain::form::errors::Errors;
use domain::form::reason::field::FieldReason;
use domain::form::reason::file::FileReason;
use domain::form::reason::register::RegisterReason;
use domain::form::record::{Known, Record};
use domain::identity::staff::Staff;
use domain::platform::attachment::{Attachment, FileKind, FileName};
use domain::platform::order::Order;
use domain::platform::time::Timestamp;
use domain::register::agency::{Agency, AgencySort, Mark};
use domain::register::calendar::{Month, Occasion, What};
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::contact::Contact;
use domain::register::engagement::{Engagement, Handed, kind};
use domain::register::engagement_form;
use domain::register::follow_up::{DUE, FollowUp, FollowUpSort, TASK};

use super::agency_samples::accounts;
use super::staff_samples::{Pages, at, day, id, people};
use crate::component::file_upload::FILES;
use crate::component::staff::control::Controls;
use crate::component::staff::form_draft::FormDraft;
use crate::draw;
use crate::register::agencies::{Agencies, AgencyRow};
use crate::register::agency::{AgencyPage, Person};
use crate::register::agency_filter::Picked;
use crate::register::calendar::CalendarPage;
use crate::register::contact::ContactPage;
use crate::register::deletion::Deletion;
use crate::register::engaged::{ContactedAgency as EngagedLine, Engaged};
use crate::register::engagement::EngagementPage;
use crate::register::engagement_filter::Sought;
use crate::register::engagement_form::{Choose, LogForm};
use crate::register::engagements::Engagements;
use crate::register::follow_up_filter::Wanted;
use crate::register::follow_ups::{Back, FollowUpLine, FollowUps, Tasks};
use crate::register::form::EntryForm;
use crate::register::frame::Frame;
use crate::register::practitioner::{Accounts, ContactAccount, PractitionerPage};
use crate::staff::list_place::ListPlace;
use crate::staff::page::Signed;

const HANDED: &str = "Know the signs, version 2, English";

struct Ledger {
    known: Known,
    agency: Agency,
    contact: Contact,
    met: Engagement,
    told: Engagement,
    tasks: Vec<FollowUp>,
    history: Vec<Change>,
    none: Errors,
    blank: Record,
    place: ListPlace,
}

fn record(pairs: &[(&str, &str)]) -> Record {
    let mut record = Record::default();
    for (field, value) in pairs {
        record.add(field, value);
    }
    record
}

fn engagement(number: u32, code: &str) -> Engagement {
    let said = [
        ("day", "2026-11-18"),
        ("lead", "00000000-0000-4000-8000-000000000005"),
        ("topics", "signs"),
        ("topics", "ways"),
        ("reach", "12"),
        ("questions", "Who reads it?\nمن يقرأ هذا؟"),
        ("place", "Library <upstairs>"),
    ];
    Engagement {
        id: id(number),
        kind: kind(code).unwrap(),
        agencies: vec![id(600)],
        contacts: vec![id(601)],
        materials: vec![Handed { edition: id(602), quantity: 30 }],
        campaign: None,
        record: record(&said),
        version: 1,
    }
}

fn ledger_of() -> Ledger {
    let met = engagement(610, "TRN");
    let task = |number, due, done| FollowUp {
        id: id(number),
        engagement: Some(id(610)),
        agency: Some(id(600)),
        task: "Send the slides & <more>".into(),
        owner: Some(id::<Staff>(5)),
        due,
        done,
        version: 0,
    };
    let named =
        [("name", "Harbour Women’s Aid"), ("types", "DA-COM"), ("status", "registered"), ("tier", "A")];
    let change = Change {
        noun: EntityKind::Engagement,
        subject: met.id.to_string(),
        agency: None,
        deed: ChangeKind::Changed,
        at: Timestamp::from_micros(1_795_000_000_000_000),
        staff: Some(id(5)),
        batch: None,
        before: Some(record(&[("place", "Hall"), ("with", "Harbour"), ("before", "2")])),
        after: Some(record(&[("place", "Library"), ("with", "Harbour"), ("with", "Tide"), ("before", "3")])),
    };
    Ledger {
        known: Known { staff: people(), ..Known::default() },
        agency: Agency::new(id(600), record(&named)),
        contact: Contact {
            id: id(601),
            agency: id(600),
            record: record(&[("name", "Anya Holt"), ("email", "anya.holt@harbour.example")]),
            version: 2,
        },
        told: engagement(611, "LEA"),
        met,
        tasks: vec![task(620, day().plus_days(-3), None), task(621, day(), Some(day()))],
        history: vec![change],
        none: Errors::default(),
        place: ListPlace::new("Agencies", "/staff/agencies?tier=A&page=2".into()).at(id::<Agency>(600)),
        blank: Record::default(),
    }
}

/// Every page of the ledger.
pub(super) fn ledger(signed: Signed) -> Pages {
    let ledger = ledger_of();
    let mut pages = lists(signed, &ledger);
    pages.extend(follow_ups(signed, &ledger));
    pages.extend(entries(signed, &ledger));
    pages.extend(register(signed, &ledger));
    pages.extend(crate::tests::application_samples::deciding(signed));
    pages.extend(forms(signed, &ledger));
    pages.extend(calendars(signed));
    pages.extend(crate::tests::workspace_samples::answered(signed));
    pages
}

fn lists(signed: Signed, ledger: &Ledger) -> Pages {
    let known = &ledger.known;
    let with = vec!["Harbour".to_owned(), "Tide".to_owned()];
    let mut planned = engagement(612, "VIS");
    planned.record.put("day", "2027-01-14");
    let lines =
        [(planned, vec!["Moor".to_owned()]), (ledger.met.clone(), with.clone()), (ledger.told.clone(), with)];
    let sought =
        Sought { words: "harbour".into(), kind: "TRN".into(), from: Some(day()), ..Sought::default() };
    let list = |lines, sought: &Sought, last| {
        let (today, done) = (day(), None);
        draw(&Engagements {
            signed,
            lines,
            sought,
            page: 1,
            last,
            total: 3,
            agency: None,
            known,
            today,
            done,
        })
    };
    let given = vec![(HANDED.to_owned(), 30, Some(day())); 6];
    let line = EngagedLine {
        agency: &ledger.agency,
        overdue: true,
        met: Some(&ledger.met),
        told: Some(&ledger.told),
        said: Some(&ledger.met),
        given: &given,
    };
    let other = Agency::new(id(601), ledger.agency.record.clone());
    let bare = EngagedLine { agency: &other, met: None, told: None, said: None, given: &[], overdue: false };
    let picked = Picked { kind: "DA-COM".into(), ..Picked::default() };
    let engaged = |lines, picked| draw(&Engaged { signed, lines, picked, page: 1, last: 2, total: 2, known });
    vec![
        ("engagements", list(&lines, &sought, 9)),
        ("engagements-none", list(&[], &Sought::default(), 1)),
        ("engaged", engaged(&[line, bare], &picked)),
        ("engaged-none", engaged(&[], &Picked::default())),
    ]
}

fn follow_ups(signed: Signed, ledger: &Ledger) -> Pages {
    let known = &ledger.known;
    let tasks: Vec<_> = ledger
        .tasks
        .iter()
        .map(|task| FollowUpLine {
            task,
            engagement: Some("Briefing: Harbour"),
            agency: Some("Harbour"),
            request: (task.done.is_none()).then(|| id(640)),
        })
        .collect();
    let follow_ups = |lines, wanted| {
        draw(&FollowUps {
            signed,
            lines,
            wanted,
            page: 1,
            last: 2,
            total: 51,
            known,
            today: day(),
            done: None,
        })
    };
    let order = Order::by(FollowUpSort::Owner);
    let narrowed = Wanted { everybody: true, due: true, asked: true, order };
    vec![
        ("follow-ups", follow_ups(&tasks, Wanted::default())),
        ("follow-ups-narrowed", follow_ups(&tasks, narrowed)),
        ("follow-ups-all", follow_ups(&[], narrowed)),
    ]
}

fn tasks<'a>(signed: Signed<'a>, ledger: &'a Ledger, errors: &'a Errors) -> Tasks<'a> {
    Tasks {
        signed,
        tasks: &ledger.tasks,
        action: ledger.place.carry("/staff/engagements/1/follow-ups"),
        back: Back::Engagement,
        place: &ledger.place,
        controls: Controls { record: &ledger.blank, errors, known: &ledger.known },
        today: day(),
    }
}

fn entries(signed: Signed, ledger: &Ledger) -> Pages {
    let known = &ledger.known;
    let agencies = [(id::<Agency>(600).to_string(), "Harbour".to_owned())];
    let materials = [(HANDED.to_owned(), 30)];
    let file = Attachment {
        id: id(630),
        name: FileName::parse("who came.pdf"),
        kind: FileKind::Pdf,
        size: 9_000,
        sha256: "3fa9c1e07b5d2846".repeat(4),
    };
    let page = |errors, task_errors, file| {
        draw(&EngagementPage {
            signed,
            title: "Training session, 18 November 2026",
            engagement: &ledger.met,
            agencies: &agencies,
            contacts: std::slice::from_ref(&ledger.contact),
            campaign: Some((id(640), "Thirteen <road> shows")),
            materials: &materials,
            tasks: tasks(signed, ledger, task_errors),
            file,
            errors,
            history: &ledger.history,
            known,
            place: &ledger.place,
            done: None,
        })
    };
    let deletion = Deletion {
        signed,
        title: "Training session, 18 November 2026",
        engagement: &ledger.met,
        agencies: &agencies,
        follow_ups: 2,
        has_file: true,
        place: &ledger.place,
    };
    let wrong = Errors::one(FILES, FileReason::NoneChosen);
    let task = Errors::one(TASK, FieldReason::Empty { label: "What to do" });
    vec![
        ("engagement", page(&ledger.none, &ledger.none, Some(&file))),
        ("engagement-file-wrong", page(&wrong, &ledger.none, None)),
        ("engagement-task-wrong", page(&ledger.none, &task, None)),
        ("engagement-delete", draw(&deletion)),
        (
            "engagement-delete-bare",
            draw(&Deletion { follow_ups: 0, has_file: false, agencies: &[], ..deletion }),
        ),
    ]
}

fn agencies(signed: Signed, ledger: &Ledger) -> String {
    draw(&Agencies {
        signed,
        lines: &[AgencyRow { agency: &ledger.agency, met: None, told: None, spoc: "Maud", overdue: true }],
        picked: &Picked { order: Order::by(AgencySort::Met), words: "har".into(), ..Picked::default() },
        page: 2,
        last: 3,
        total: 120,
        known: &ledger.known,
        kept: &[],
        errors: &ledger.none,
        chosen: &[],
        typed: &ledger.blank,
        near: &[],
        done: None,
    })
}

fn register(signed: Signed, ledger: &Ledger) -> Pages {
    let known = &ledger.known;
    let person = Person { contact: &ledger.contact, met: Some(day()), told: None };
    let doubles: [(Agency, Vec<Mark>); 0] = [];
    let accounts = accounts();
    let agency = AgencyPage {
        signed,
        agency: &ledger.agency,
        met: Some(day()),
        told: None,
        overdue: true,
        people: &[person],
        accounts: Accounts { accounts: &accounts, now: ledger.history[0].at },
        engagements: std::slice::from_ref(&ledger.met),
        engaged: 1,
        given: &[(HANDED.to_owned(), 30, None)],
        tasks: tasks(signed, ledger, &ledger.none),
        asked: &crate::tests::workspace_samples::asked(),
        history: &ledger.history,
        page: 2,
        last: 3,
        doubles: &doubles,
        known,
        place: &ledger.place,
        done: None,
    };
    let contact = ContactPage {
        form: EntryForm {
            signed,
            frame: Frame::contact(&ledger.contact, &ledger.agency),
            version: 2,
            sections: domain::register::contact::CONTACT,
            controls: Controls { record: &ledger.contact.record, errors: &ledger.none, known },
            meanwhile: None,
            draft: FormDraft::default(),
        },
        account: ContactAccount {
            token: signed.token,
            contact: &ledger.contact,
            account: None,
            welcome: true,
            now: ledger.history[0].at,
        },
        met: Some(day()),
        told: None,
        engagements: std::slice::from_ref(&ledger.met),
        given: &[(HANDED.to_owned(), 30, Some(day()))],
        history: &[],
        known,
        done: None,
    };
    let mut pages =
        vec![("agencies", agencies(signed, ledger)), ("agency", draw(&agency)), ("contact", draw(&contact))];
    let now = ledger.history[0].at;
    let names = ["practitioner", "practitioner-invited", "practitioner-ran-out", "practitioner-left"];
    for (name, account) in names.into_iter().zip(&accounts) {
        let page = PractitionerPage { signed, account, agency: "Harbour", now, done: None };
        pages.push((name, draw(&page)));
    }
    pages
}

fn forms(signed: Signed, ledger: &Ledger) -> Pages {
    let named = |number: u32, name: &str| (id::<Agency>(number).to_string(), name.to_owned());
    let (chosen, found, recent) = ([named(600, "Harbour")], [named(601, "Tide")], [named(602, "Moor")]);
    let choose = |errors| Choose {
        signed,
        action: "/staff/engagements/new".into(),
        kept: &[("like", "1")],
        kind: "BRF",
        chosen: &chosen,
        found: &found,
        recent: &recent,
        words: "tide",
        errors,
    };
    let nobody = Errors::one(engagement_form::AGENCY, RegisterReason::NoAgency);
    let empty = Choose { kept: &[], chosen: &[], found: &[], recent: &[], words: "", ..choose(&ledger.none) };
    let typed = engagement_form::pairs(&ledger.met);
    let editions = [(id::<Handed>(602).to_string(), HANDED.to_owned())];
    let sections = ledger.met.kind.sections();
    let form = |errors, new| {
        draw(&LogForm {
            form: EntryForm {
                signed,
                frame: Frame::new_engagement(),
                version: 0,
                sections: &sections,
                controls: Controls { record: &ledger.met.record, errors, known: &ledger.known },
                meanwhile: None,
                draft: FormDraft { page: "/staff/engagements/new", at: Some(at(1)), is_shown: new },
            },
            kind: ledger.met.kind,
            sections: &sections,
            agencies: &chosen,
            contacts: std::slice::from_ref(&ledger.contact),
            editions: &editions,
            campaigns: &[],
            typed: &typed,
            new,
            change: "/staff/engagements/new?step=agencies".into(),
        })
    };
    let mut wrong = Errors::one(domain::register::engagement::DAY, FieldReason::Empty { label: "Day" });
    for place in [engagement_form::QUANTITY.line(2), TASK.line(1), DUE.line(1)] {
        wrong.add(place, FieldReason::Blank);
    }
    vec![
        ("log-choose", draw(&choose(&ledger.none))),
        ("log-choose-first", draw(&empty)),
        ("log-choose-nobody", draw(&Choose { chosen: &[], ..choose(&nobody) })),
        ("log", form(&ledger.none, true)),
        ("log-wrong", form(&wrong, true)),
        ("log-edit", form(&ledger.none, false)),
    ]
}

fn calendars(signed: Signed) -> Pages {
    let occasion = |days, what| Occasion {
        day: day().plus_days(days),
        what,
        title: "Briefing: Harbour & <Tide>".into(),
        place: String::new(),
    };
    let occasions = [
        occasion(-1, What::Engagement(id(610))),
        occasion(0, What::NextContact(id(610))),
        occasion(0, What::FollowUp(id(620))),
        occasion(1, What::Review(id(600))),
    ];
    let calendar = CalendarPage {
        signed,
        month: Month::of(day()),
        occasions: &occasions,
        listed: false,
        mine: true,
        today: day(),
        has_feed: true,
        address: Some("/calendar/dG9rZW4.ics"),
        done: None,
    };
    let list = CalendarPage { listed: true, mine: false, has_feed: false, address: None, ..calendar };
    let empty = CalendarPage { occasions: &[], ..list };
    vec![("calendar", draw(&calendar)), ("calendar-list", draw(&list)), ("calendar-empty", draw(&empty))]
}
