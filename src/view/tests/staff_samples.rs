//! Samples of every page of the police side. All names are invented.

use domain::casework::approval::State;
use domain::casework::approval::purpose::NEW_MEMBER;
use domain::casework::case::Case;
use domain::casework::source_review::{self, Decision};
use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::reason::field::FieldReason;
use domain::identity::desk::{Desk, DeskKind};
use domain::identity::role::Role;
use domain::identity::staff::{Actor, Staff, Standing};
use domain::platform::attachment::Attachment;
use domain::platform::audit::AuditAction;
use domain::platform::content::Helpline;
use domain::platform::force::{Force, Lists};
use domain::platform::outbox::Reason;
use domain::platform::time::{Day, Timestamp};
use domain::report::form::Answers;
use domain::report::message::Message;

use crate::admin::audit::AuditLog;
use crate::admin::audit_filter::Sifted;
use crate::admin::helpline::{self, HelplinePage};
use crate::admin::helplines::Helplines;
use crate::admin::mail::{GivenUp, Mail};
use crate::component::authenticator::CODE;
use crate::component::credentials::{AGAIN, PASSWORD};
use crate::component::demonstration::DemoAccount;
use crate::component::passkey::{ID, LABEL, PasskeyWay, Passkeys};
use crate::component::set_up::SetUpForm;
use crate::component::sign_in::SignInForm;
use crate::draw;
use crate::error::{Kept, Unreadable};
use crate::page::Site;
use crate::psd::account::AccountPage;
use crate::psd::case_filter::Chosen;
use crate::psd::desk::{AskedLine, CERTIFICATE, CertificateFacts, DeskPage, EMAIL, MEMBER, Member};
use crate::psd::desks::{DeskLine, Desks};
use crate::psd::done::Done;
use crate::psd::enrol::{Enrol, EnrolGone};
use crate::psd::event_row::Happening;
use crate::psd::sign_in::SignIn;
use crate::psd::source_review::{DECISION, NoticeLine, NoticePage, Notices};
use crate::staff::error::{StaffErrorPage, StaffProblem};
use crate::staff::list_place::ListPlace;
use crate::staff::page::Signed;

mod approval;
mod case;
mod home;

pub(super) use home::{staff_help, staff_home};

const TOKEN: &str = "dG9rZW4";

struct World {
    site: Site,
    actors: Vec<Actor>,
    people: Vec<Staff>,
    cases: Vec<Case>,
    desk: Desk,
    answers: Answers,
    lists: Lists,
    files: Vec<Attachment>,
    messages: Vec<Message>,
    none: Errors,
    place: ListPlace,
}

impl World {
    fn signed(&self, role: Role) -> Signed<'_> {
        let actor = self.actors.iter().find(|actor| actor.role == role).unwrap();
        Signed { site: &self.site, actor, token: TOKEN, expires_in: 900, now: at(0) }
    }
}

/// An identifier that is the same in each run.
pub(super) fn id<T>(number: u32) -> domain::platform::id::Id<T> {
    format!("00000000-0000-4000-8000-{number:012}").parse().unwrap()
}

pub(super) fn at(hours: i64) -> Timestamp {
    Timestamp::from_micros(1_795_000_000_000_000).plus_seconds(-hours * 3_600)
}

pub(super) fn day() -> Day {
    at(0).day()
}

pub(super) fn site() -> Site {
    Site {
        name: "Candour".into(),
        exit_url: "https://weather.example/today".into(),
        operator: "Northmere Police".into(),
        read_when: "Reports are read on working days.".into(),
        contact: "write to Candour, PO Box 1, Northmere.".into(),
        origin: "https://candour.example".into(),
        idle_minutes: 30,
    }
}

fn person(number: u32, name: &str, role: Role) -> Staff {
    let email = format!("{}@psd.example", name.to_lowercase().replace(' ', "."));
    Staff { id: id(number), email, name: name.into(), role, standing: Standing::Active }
}

pub(super) fn people() -> Vec<Staff> {
    let mut people = vec![
        person(1, "Ruth Okonedo", Role::TriageOfficer),
        person(2, "Marek Wójcik-Featherstonehaugh", Role::Manager),
        person(3, "Ada Quill", Role::Custodian),
        person(4, "Ben Thorne", Role::Authoriser),
        person(5, "Iris Vance", Role::EngagementOfficer),
        person(6, "Omar Lund", Role::Auditor),
        person(7, "Joan Pike", Role::Administrator),
    ];
    people.push(Staff { standing: Standing::Invited, ..person(8, "Sam Harrow", Role::TriageOfficer) });
    people
}

fn desk() -> Desk {
    Desk {
        id: id(50),
        kind: DeskKind::Triage,
        name: "Northmere triage".into(),
        email: "desk@psd.example".into(),
        certificate: Some(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ…\n-----END PGP PUBLIC KEY BLOCK-----".into(),
        ),
    }
}

fn world() -> World {
    let people = people();
    let actor = |staff: &Staff| Actor {
        register: vec!["northmere".into()],
        id: staff.id,
        name: staff.name.clone(),
        role: staff.role,
        desks: vec![id(50)],
    };
    let force = Force {
        code: "northmere".into(),
        name: "Northmere Police".into(),
        welsh: false,
        served: true,
        position: None,
    };
    World {
        site: site(),
        actors: people.iter().map(actor).collect(),
        people,
        cases: case::cases(),
        desk: desk(),
        answers: case::answers(),
        lists: Lists { forces: vec![force], districts: vec![] },
        files: case::files(),
        messages: case::messages(),
        none: Errors::default(),
        place: Chosen { mine: true, ..Chosen::default() }.place(2).at(id::<Case>(301)),
    }
}

/// Every page by name.
pub(super) fn staff_samples() -> Vec<(String, String)> {
    let world = world();
    let mut pages = sign_in_pages(&world);
    pages.extend(case::inboxes(&world));
    pages.extend(case::gates(&world));
    pages.extend(case::open_cases(&world));
    pages.extend(desks(&world));
    pages.extend(notices(&world));
    pages.extend(approval::approvals(&world));
    pages.extend(admin(&world));
    pages.extend(errors(&world));
    pages.extend(crate::tests::ledger_samples::ledger(world.signed(Role::EngagementOfficer)));
    pages.extend(crate::tests::material_samples::materials(world.signed(Role::EngagementOfficer)));
    pages.extend(crate::tests::batch_samples::batches(world.signed(Role::EngagementOfficer)));
    let homes = Role::ALL.map(|role| (format!("home-{}", role.code()), staff_home(role, false)));
    let calm = Role::ALL.map(|role| (format!("home-{}-calm", role.code()), staff_home(role, true)));
    let help = Role::ALL.map(|role| (format!("help-{}", role.code()), staff_help(role)));
    let named = pages.into_iter().map(|(name, html)| (name.to_owned(), html));
    named.chain(homes).chain(calm).chain(help).map(|(name, html)| (format!("staff-{name}"), html)).collect()
}

pub(super) type Pages = Vec<(&'static str, String)>;

fn sign_in_pages(world: &World) -> Pages {
    let site = &world.site;
    let account = |staff: &Staff| DemoAccount {
        name: staff.name.clone(),
        role: staff.role.label().to_owned(),
        email: staff.email.clone(),
        password: "copper kettle lantern".into(),
        code: "492 039".into(),
    };
    let demo: Vec<DemoAccount> = world.people.iter().map(account).collect();
    let passkey = PasskeyWay { site: Some("candour.example"), failed: false };
    let sign_in = |email, failed, demo| {
        draw(&SignIn {
            site,
            form: SignInForm {
                token: TOKEN,
                email,
                note: if failed { "bm90ZQ" } else { "" },
                failed,
                passkey,
            },
            demo,
        })
    };
    vec![
        ("sign-in", sign_in("", false, &[])),
        ("sign-in-wrong", sign_in("r.okonedo@psd.example", true, &[])),
        ("sign-in-demo", sign_in("", false, &demo)),
        ("account", account_page(world, &world.none, Some(Done::PasskeyAdded))),
        ("account-wrong", account_page(world, &wrong(&[LABEL, ID]), None)),
        ("enrol", enrol(world, &world.none)),
        ("enrol-wrong", enrol(world, &wrong(&[PASSWORD, AGAIN, CODE]))),
        ("enrol-gone", draw(&EnrolGone { site })),
    ]
}

fn account_page(world: &World, errors: &Errors, done: Option<Done>) -> String {
    let passkeys = crate::tests::agency_samples::passkeys();
    let ways = Passkeys { list: &passkeys, password: true, site: Some("candour.example") };
    draw(&AccountPage { signed: world.signed(Role::Manager), ways, errors, done })
}

fn enrol(world: &World, errors: &Errors) -> String {
    let svg = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 7 7\">\
               <path d=\"M0 0h7v7h-7zM1 1v5h5v-5zM2 2h3v3h-3z\"></path></svg>";
    draw(&Enrol {
        site: &world.site,
        form: SetUpForm {
            token: TOKEN,
            link: "bGluaw",
            name: "Sam Harrow",
            email: "sam.harrow@psd.example",
            secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
            svg,
            errors,
        },
        role: Role::TriageOfficer,
    })
}

fn wrong(fields: &[Key]) -> Errors {
    let mut errors = Errors::default();
    for field in fields {
        errors.add(*field, FieldReason::Empty { label: field.name() });
    }
    errors
}

fn desks(world: &World) -> Pages {
    let signed = world.signed(Role::Manager);
    let lines = [DeskLine { desk: &world.desk, members: 3 }];
    let members: Vec<Member> =
        [0, 1, 7].map(|index| Member { staff: &world.people[index], holds_key: index != 7 }).to_vec();
    let facts = CertificateFacts { fingerprint: "AB12CD34".repeat(5), expires: Some(day()) };
    let full = DeskPage {
        signed,
        desk: &world.desk,
        certificate: Some(&facts),
        members: &members,
        candidates: &world.people[7..],
        manages: true,
        asked: &[],
        done: false,
        errors: &world.none,
    };
    let mistakes = wrong(&[MEMBER, EMAIL, CERTIFICATE]);
    let failed = DeskPage { errors: &mistakes, ..full };
    let bare = Desk { email: String::new(), certificate: None, ..world.desk.clone() };
    let empty = DeskPage { desk: &bare, certificate: None, members: &[], candidates: &[], ..full };
    let half = DeskPage { signed: world.signed(Role::Custodian), manages: false, certificate: None, ..full };
    let waits = approval::approval(8, &NEW_MEMBER, State::Waiting);
    let asked = [AskedLine { staff: &world.people[7], approval: &waits, state: State::Waiting }];
    let alone = DeskPage { members: &members[..1], asked: &asked, ..half };
    vec![
        ("desk-half", draw(&DeskPage { done: true, candidates: &[], ..half })),
        ("desk-alone", draw(&alone)),
        ("desks", draw(&Desks { signed, lines: &lines })),
        ("desks-none", draw(&Desks { signed, lines: &[] })),
        ("desk", draw(&full)),
        ("desk-wrong", draw(&failed)),
        ("desk-bare", draw(&empty)),
    ]
}

fn notices(world: &World) -> Pages {
    let signed = world.signed(Role::Manager);
    let cases: Vec<_> =
        world.cases.iter().take(3).map(|case| (case.id(), case.reference().clone())).collect();
    let line = |decision| NoticeLine {
        id: "n1",
        cases: &cases,
        reasons: &source_review::Reason::ALL,
        raised: day(),
        decision,
    };
    let decided = line(Some((Decision::Advice, day())));
    let page = |line, errors, done| draw(&NoticePage { signed, line, errors, done });
    vec![
        ("notices", draw(&Notices { signed, lines: &[line(None), decided] })),
        ("notices-none", draw(&Notices { signed, lines: &[] })),
        ("notice", page(line(None), &world.none, false)),
        ("notice-decided", page(decided, &world.none, true)),
        ("notice-wrong", page(line(None), &wrong(&[DECISION]), false)),
    ]
}

fn admin(world: &World) -> Pages {
    let signed = world.signed(Role::Administrator);
    let lost = |reason, letters| GivenUp { day: day(), reason, letters };
    let given_up = [lost(Some(Reason::Rejected), 1), lost(None, 2)];
    let late = [(Some(Reason::Unreachable), 3), (None, 1)];
    let line = |number: u32, checked| Helpline {
        id: id(number),
        name: format!("Invented Support Service {number}"),
        number: "0808 157 0001".into(),
        note: "For everyone, 9am to 5pm".into(),
        checked,
    };
    let helplines = [line(1, Some(day())), line(2, None)];
    let mail = |late, given_up| draw(&Mail { signed, day: day(), late, given_up });
    vec![
        ("mail", mail(&late, &given_up)),
        ("mail-none", mail(&[], &[])),
        ("helplines", draw(&Helplines { signed, helplines: &helplines })),
        ("helpline", helpline_page(signed, &world.none)),
        ("helpline-wrong", helpline_page(signed, &wrong(&[helpline::NAME, helpline::NUMBER]))),
        ("audit", audit(world)),
        (
            "audit-none",
            draw(&AuditLog {
                signed: world.signed(Role::Auditor),
                desks: &[],
                people: &[],
                entries: &[],
                sifted: &Sifted { action: Some(AuditAction::CaseOpened), ..Sifted::default() },
                first: true,
                after: "",
            }),
        ),
    ]
}

fn helpline_page(signed: Signed, errors: &Errors) -> String {
    draw(&HelplinePage {
        signed,
        id: id(1),
        name: "Harbour Line",
        number: "0808 157 0000",
        note: "Day and night",
        checked: Some(day()),
        today: false,
        errors,
    })
}

fn audit(world: &World) -> String {
    let object = id::<Case>(101).to_string();
    let entries: Vec<Happening> =
        case::history(world).into_iter().map(|line| Happening { object: &object, ..line }).collect();
    let (signed, desks) = (world.signed(Role::Auditor), [world.desk.name.as_str()]);
    let people = &world.people;
    let sifted = Sifted { person: people[0].id.to_string(), to: Some(day()), ..Sifted::default() };
    let (entries, after) = (&entries, "1-3f2b");
    draw(&AuditLog { signed, desks: &desks, people, entries, sifted: &sifted, first: false, after })
}

fn errors(world: &World) -> Pages {
    let signed = Some(world.signed(Role::TriageOfficer));
    let words = "Thank you for writing. Which year was that? You do not have to do anything.".to_owned();
    let fields = [("words".to_owned(), words), ("version".to_owned(), "3".to_owned())];
    let kept = Some(Kept { action: "/staff/cases/1/reply", token: TOKEN, fields: &fields });
    let page = |signed, problem, kept| draw(&StaffErrorPage { site: &world.site, signed, problem, kept });
    vec![
        ("error-bad-request", page(signed, StaffProblem::Unreadable(Unreadable::BrokenOff), None)),
        ("error-too-large", page(signed, StaffProblem::TooLarge, None)),
        ("error-not-found", page(signed, StaffProblem::NotFound, None)),
        ("error-stale-kept", page(signed, StaffProblem::Stale("/staff/cases"), kept)),
        ("error-busy-kept", page(signed, StaffProblem::Busy(5), kept)),
        ("error-expired", page(signed, StaffProblem::Expired, None)),
        ("error-signed-out-kept", page(None, StaffProblem::SignedOut, kept)),
        ("error-sealed", page(signed, StaffProblem::Sealed("7F3K-22QD"), None)),
        ("error-broken", page(signed, StaffProblem::Broken("7F3K-22QD"), None)),
        ("error-unconfirmed-kept", page(signed, StaffProblem::Unconfirmed("7F3K-22QD"), kept)),
    ]
}
