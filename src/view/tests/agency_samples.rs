//! Samples of every page of the practitioners' area. All names are invented.

use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::reason::field::FieldReason;
use domain::form::record::Record;
use domain::identity::passkey::Passkey;
use domain::identity::practitioner::{Account, Practitioner};
use domain::identity::staff::Standing;
use domain::platform::time::Timestamp;
use domain::register::contact::{CONFIRMED, CONFIRMED_BY, Contact};
use domain::report::message::Author;

use super::application_samples::applying;
use super::staff_samples::{Pages, id, site};
use super::workspace_samples::workspace_samples;
use crate::agency::account::{AccountPage, FactorPage, PRESENT};
use crate::agency::colleagues::{self, Colleagues};
use crate::agency::contacts::{ContactForm, Contacts};
use crate::agency::done::Done;
use crate::agency::help::HelpPage;
use crate::agency::home::{Home, News};
use crate::agency::join::{Join, JoinGone};
use crate::agency::page::Member;
use crate::agency::report::{WAY, Ways};
use crate::agency::reports::{Forget, ReportLine, ReportPage, Reports};
use crate::agency::sign_in::SignIn;
use crate::component::authenticator::CODE;
use crate::component::credentials::{AGAIN, PASSWORD};
use crate::component::demonstration::DemoAccount;
use crate::component::file_list::FileItem;
use crate::component::passkey::{ID, LABEL, PasskeyWay, Passkeys};
use crate::component::set_up::SetUpForm;
use crate::component::sign_in::SignInForm;
use crate::draw;
use crate::page::Site;
use crate::public::mailbox::{MailboxMessage, Thread, WORDS};

const TOKEN: &str = "dG9rZW4";
const SECRET: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const SVG: &str = "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 7 7\">\
                   <path d=\"M0 0h7v7h-7zM1 1v5h5v-5zM2 2h3v3h-3z\"></path></svg>";
const AGENCY: &str = "Harbour Women’s Centre";

fn now() -> Timestamp {
    Timestamp::from_micros(1_795_000_000_000_000)
}

/// One account in each state there is.
pub(super) fn accounts() -> Vec<Account> {
    let person = |number: u32, name: &str, lead, standing| Practitioner {
        id: id(number),
        agency: id(600),
        contact: (number == 701).then(|| id(610)),
        email: format!("{}@harbour.example", name.to_lowercase().replace(' ', ".")),
        name: name.into(),
        lead,
        standing,
    };
    let day = 86_400;
    vec![
        Account { person: person(701, "Anya Holt", true, Standing::Active), until: None },
        Account {
            person: person(702, "Femi Aldous", false, Standing::Invited),
            until: Some(now().plus_seconds(day)),
        },
        Account {
            person: person(703, "Wilhelmina Featherstonehaugh-Okonkwo", false, Standing::Invited),
            until: Some(now().plus_seconds(-day)),
        },
        Account { person: person(704, "Jo Quill", false, Standing::Left), until: None },
    ]
}

/// Passkeys of both kinds.
pub(super) fn passkeys() -> Vec<Passkey> {
    let passkey = |label: &str, opens| Passkey {
        id: format!("aWQ{}", label.len()),
        label: label.into(),
        added: now().day(),
        opens,
    };
    vec![passkey("Work phone", true), passkey("Wilhelmina’s old laptop in the second office", false)]
}

fn contact(number: u32, name: &str, more: &[(&str, &str)]) -> Contact {
    let mut record = Record::default();
    record.put("name", name);
    for (field, value) in more {
        record.put(field, value);
    }
    Contact { id: id(number), agency: id(600), record, version: 3 }
}

fn wrong(fields: &[Key]) -> Errors {
    let mut errors = Errors::default();
    for field in fields {
        errors.add(*field, FieldReason::Empty { label: field.name() });
    }
    errors
}

/// Every page by name.
pub(super) fn agency_samples() -> Vec<(String, String)> {
    let (site, accounts, none) = (site(), accounts(), Errors::default());
    let lead = Member {
        site: &site,
        practitioner: &accounts[0].person,
        agency: AGENCY,
        token: TOKEN,
        expires_in: 900,
        now: now(),
    };
    let mut pages = sign_in_pages(&site);
    pages.extend(applying(&site));
    pages.extend(own(lead, &none));
    pages.extend(reporting(lead, &none));
    pages.extend(lead_pages(lead, &accounts, &none));
    pages.extend(workspace_samples(lead));
    let colleague = Member { practitioner: &accounts[1].person, ..lead };
    pages.push(("help-colleague", draw(&HelpPage { member: colleague, owner: None })));
    pages.push(("home-colleague", draw(&Home { member: colleague, answered: false, news: News::default() })));
    pages.into_iter().map(|(name, html)| (format!("agency-{name}"), html)).collect()
}

fn sign_in_pages(site: &Site) -> Pages {
    let demo = [DemoAccount {
        name: "Anya Holt".into(),
        role: format!("{AGENCY}, leads there"),
        email: "anya.holt@harbour.example".into(),
        password: "copper kettle lantern".into(),
        code: "492 039".into(),
    }];
    let way = |failed| PasskeyWay { site: Some("candour.example"), failed };
    let sign_in = |email, failed, demo| {
        draw(&SignIn {
            site,
            form: SignInForm {
                token: TOKEN,
                email,
                note: if failed { "bm90ZQ" } else { "" },
                failed,
                passkey: way(false),
            },
            demo,
        })
    };
    let refused = draw(&SignIn {
        site,
        form: SignInForm { token: TOKEN, email: "", note: "", failed: false, passkey: way(true) },
        demo: &[],
    });
    let join = |errors: &Errors| {
        draw(&Join {
            site,
            form: SetUpForm {
                token: TOKEN,
                link: "bGluaw",
                name: "Femi Aldous",
                email: "femi.aldous@harbour.example",
                secret: SECRET,
                svg: SVG,
                errors,
            },
            agency: AGENCY,
            passkey: Some("candour.example"),
        })
    };
    vec![
        ("sign-in", sign_in("", false, &[])),
        ("sign-in-passkey-refused", refused),
        ("sign-in-wrong", sign_in("anya.holt@harbour.example", true, &[])),
        ("sign-in-demo", sign_in("", false, &demo)),
        ("join", join(&Errors::default())),
        ("join-wrong", join(&wrong(&[PASSWORD, AGAIN, CODE]))),
        ("join-gone", draw(&JoinGone { site })),
    ]
}

fn own(member: Member, none: &Errors) -> Pages {
    let passkeys = passkeys();
    let ways = |list, password, site| Passkeys { list, password, site };
    let (full, site) = (ways(&passkeys, true, Some("candour.example")), Some("candour.example"));
    let account_of = |ways, errors, done| draw(&AccountPage { member, ways, errors, done });
    let account = |errors, done| account_of(full, errors, done);
    let factor = |errors| draw(&FactorPage { member, secret: SECRET, svg: SVG, errors });
    vec![
        ("home", draw(&Home { member, answered: true, news: News { replies: 1, materials: 2, done: 1 } })),
        ("account", account(none, Some(Done::Password))),
        ("account-passkeys-only", account_of(ways(&passkeys, false, site), none, None)),
        ("account-no-passkeys", account_of(ways(&[], true, site), none, None)),
        ("account-nowhere", account_of(ways(&[], true, None), none, None)),
        ("account-passkey-wrong", account(&wrong(&[LABEL, ID]), None)),
        ("account-wrong", account(&wrong(&[PRESENT, PASSWORD, AGAIN]), None)),
        ("factor", factor(none)),
        ("factor-wrong", factor(&wrong(&[PRESENT, CODE]))),
    ]
}

fn reporting(member: Member, none: &Errors) -> Pages {
    let ways = |has_key, errors| draw(&Ways { member, has_key, errors });
    let line = |number, reference, status, replied| ReportLine {
        id: number,
        reference,
        month: "November 2026",
        status,
        replied,
    };
    let lines = [
        line("1", "CND-7K3Q-9XM", "We have asked you something. Please read our message.", true),
        line("2", "CND-PQ4T-2HV", "We have your report. Nobody has read it yet.", false),
    ];
    let list = |lines, done| draw(&Reports { member, lines, most: 60, done });
    let files = [FileItem { id: "f1", name: "IMG_2041.jpg", bytes: 2_400_000 }];
    let letters = [
        MailboxMessage {
            author: Author::Reporter,
            day: "1 November 2026",
            text: "A client told me.",
            files: &files,
        },
        MailboxMessage {
            author: Author::Desk,
            day: "4 November 2026",
            text: "Which year was that?",
            files: &[],
        },
    ];
    let thread = |typed, errors, sent| {
        let (reference, status) = ("CND-7K3Q-9XM", "We are reading your report.");
        let thread = Thread { reference, status, messages: &letters, typed, errors, sent, token: TOKEN };
        draw(&ReportPage { member, id: "1", thread })
    };
    vec![
        ("ways", ways(true, none)),
        ("ways-wrong", ways(true, &wrong(&[WAY]))),
        ("ways-without-key", ways(false, none)),
        ("kept", list(Some(&lines[..]), Some(Done::Forgotten))),
        ("kept-none", list(Some(&[]), None)),
        ("kept-closed", list(None, None)),
        ("kept-thread", thread("", none, true)),
        ("kept-thread-wrong", thread("x", &wrong(&[WORDS]), false)),
        ("kept-forget", draw(&Forget { member, id: "1", reference: "CND-7K3Q-9XM" })),
    ]
}

fn lead_pages(member: Member, accounts: &[Account], none: &Errors) -> Pages {
    let people =
        |errors, typed, done| draw(&Colleagues { member, accounts, now: now(), typed, errors, done });
    let ours = contact(
        610,
        "Anya Holt",
        &[
            ("role", "Manager"),
            ("spoc", "spoc"),
            ("email", "anya.holt@harbour.example"),
            ("phone", "07700 900123"),
            (CONFIRMED.name(), "2026-11-18"),
            (CONFIRMED_BY.name(), "agency"),
        ],
    );
    let theirs = contact(611, "Bryn Lund", &[("spoc", "deputy"), (CONFIRMED.name(), "2026-01-18")]);
    let list = [ours.clone(), theirs, contact(612, "Carys Pell", &[])];
    let form = |contact: Option<&Contact>, record: &Record, errors: &Errors, meanwhile| {
        draw(&ContactForm { member, contact, version: 3, record, errors, meanwhile })
    };
    let (blank, other) = (Record::default(), contact(610, "Anya Hollt", &[]));
    vec![
        ("colleagues", people(none, ("", ""), None)),
        ("colleagues-wrong", people(&wrong(&[colleagues::NAME, colleagues::EMAIL]), ("F", "f"), None)),
        ("colleagues-last-lead", people(&wrong(&[colleagues::ACT]), ("", ""), None)),
        ("contacts", draw(&Contacts { member, contacts: &list, done: Some(Done::Saved) })),
        ("contacts-none", draw(&Contacts { member, contacts: &[], done: None })),
        ("contact", form(Some(&ours), &ours.record, none, false)),
        ("contact-new", form(None, &blank, none, false)),
        (
            "contact-wrong",
            form(
                None,
                &blank,
                &wrong(&[domain::register::contact::NAME, domain::register::contact::EMAIL]),
                false,
            ),
        ),
        ("contact-meanwhile", form(Some(&ours), &other.record, none, true)),
    ]
}
