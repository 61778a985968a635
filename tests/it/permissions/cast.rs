//! Everybody who can ask for a page.

use candour::crypto::token::Token;
use candour::crypto::totp::TotpSecret;
use candour::path::agency::is_here;
use candour::service::identity::staff::{Enrolment, enrol, invite, new_staff};
use candour::view::component::token::TOKEN;
use candour::web::route::Entry;
use reqwest::{Method, multipart};

use super::target::{Target, fields, takes_files};
use crate::support::client::Visitor;
use crate::support::database::Engine;
use crate::support::journey;
use crate::support::page::Page;
use crate::support::premises::{Inside, try_sign_in};

/// The columns of the table: nobody at all, somebody who is writing a report, somebody in a mailbox, one of
/// each role, somebody of an agency, and somebody who leads for one. Those `elsewhere` are at another desk;
/// the one with a `conflict` knows somebody in the case.
pub(super) const PEOPLE: [&str; 15] = [
    "nobody",
    "reporter",
    "mailbox",
    "triage",
    "manager",
    "custodian",
    "authoriser",
    "engagement",
    "auditor",
    "administrator",
    "triage_elsewhere",
    "manager_elsewhere",
    "triage_conflict",
    "practitioner",
    "lead",
];

const ACCOUNTS: [(&str, &str); 9] = [
    ("triage", "a.marsh"),
    ("manager", "i.vale"),
    ("custodian", "n.aspinall"),
    ("authoriser", "l.firth"),
    ("engagement", "c.birch"),
    ("auditor", "s.whitlock"),
    ("administrator", "j.harker"),
    ("manager_elsewhere", "r.calder"),
    ("triage_conflict", "t.reed"),
];

/// The people of agencies, by their place among the accounts of the demonstration.
const MEMBERS: [(&str, usize); 2] = [("lead", 0), ("practitioner", 1)];

/// Everybody, each with a browser of their own, around one application.
pub(super) struct Cast {
    pub(super) inside: Inside,
    target: Target,
    staff: Vec<(&'static str, Visitor)>,
}

impl Cast {
    /// Everybody, on this engine.
    pub(super) async fn gather(engine: Engine) -> Self {
        let inside = Inside::on(engine);
        let mut staff = Vec::new();
        for (person, who) in ACCOUNTS {
            staff.push((person, inside.staff(who).await));
        }
        let elsewhere = join(&inside, &mut find(&staff, "manager_elsewhere").clone()).await;
        staff.push(("triage_elsewhere", elsewhere));
        let (mut triage, mut manager) = (find(&staff, "triage").clone(), find(&staff, "manager").clone());
        let target = Target::prepare(&inside, &mut triage, &mut manager).await;
        declare(&mut find(&staff, "triage_conflict").clone(), target.case()).await;
        for (person, number) in MEMBERS {
            staff.push((person, inside.practitioner(number).await));
        }
        Self { inside, target, staff }
    }

    /// The browser of somebody with an account.
    pub(super) fn browser(&self, person: &str) -> Visitor {
        find(&self.staff, person).clone()
    }

    /// What addresses name.
    pub(super) fn target(&self) -> &Target {
        &self.target
    }

    /// What the route answers this person: with a visit that has not been used up, a good form token, and
    /// fields that get as far as the person may. A redirect is told by where it leads.
    pub(super) async fn call(&self, person: &str, entry: &Entry) -> String {
        let mut visitor = self.visitor(person, entry).await;
        let path = self.target.path(entry);
        let token = self.form_token(&visitor, &path);
        let method = Method::from_bytes((entry.method)().as_str().as_bytes()).expect("a method");
        let request = visitor.request(method.clone(), &path);
        let request = match method {
            Method::POST if takes_files(entry) => {
                request.multipart(multipart::Form::new().text(TOKEN, token).text("words", "More"))
            }
            Method::POST => request.form(&[vec![(TOKEN, token.as_str())], fields(entry)].concat()),
            _ => request,
        };
        outcome(&visitor.send(request).await)
    }

    async fn visitor(&self, person: &str, entry: &Entry) -> Visitor {
        let mut visitor = self.inside.visitor();
        match person {
            "nobody" => {}
            "reporter" => {
                let page = visitor.open("/step/1").await;
                visitor.submit(&page, &[("story", "Something happened")]).await;
            }
            "mailbox" => {
                journey::mailbox(&mut visitor, self.target.phrase(entry)).await;
            }
            _ if ends_sessions(entry) && !entry.pattern.starts_with("/staff") => {
                match MEMBERS.iter().find(|(known, _)| *known == person) {
                    Some((_, number)) => return self.inside.practitioner(*number).await,
                    None => return find(&self.staff, person).clone(),
                }
            }
            _ => return find(&self.staff, person).clone(),
        }
        visitor
    }

    fn form_token(&self, visitor: &Visitor, path: &str) -> String {
        let cookie = match path {
            path if path.starts_with("/staff") => "s",
            path if is_here(path) => "p",
            _ => "v",
        };
        let token = visitor.cookies.get(cookie).and_then(|text| Token::parse(text));
        self.inside.app.forms.issue(&token.map(|token| token.lookup()).unwrap_or_default())
    }
}

/// Whether the route ends the session of whoever calls it.
pub(super) fn ends_sessions(entry: &Entry) -> bool {
    ["/staff/sign-out", "/step/42/1", "/step/44/3", "/step/45", "/leave"].contains(&entry.pattern)
}

fn outcome(page: &Page) -> String {
    match page.location() {
        Some(url) if url.path() == "/gone" => "gone".into(),
        Some(url) if url.path() == "/staff/sign-in" => "sign-in".into(),
        Some(url) if url.path() == "/step/30" => "door".into(),
        _ => page.status.to_string(),
    }
}

fn find<'a>(staff: &'a [(&str, Visitor)], person: &str) -> &'a Visitor {
    &staff.iter().find(|(known, _)| *known == person).expect("a member of staff").1
}

/// Says yes to the question before the case.
async fn declare(staff: &mut Visitor, case: &str) {
    let gate = staff.open(case).await;
    let page = staff.submit_to(&gate, "/open", &[("knows", "yes")]).await;
    assert!(page.text().contains("You will not see this case again"), "{}", page.describe());
}

/// A triage officer whom the other desk's manager adds to that desk.
async fn join(inside: &Inside, manager: &mut Visitor) -> Visitor {
    let (id, mut visitor) = account(inside, ("Petra Lowe", "p.lowe@otherforce.example", "triage")).await;
    let desks = manager.open("/staff/desks").await;
    let desk = manager.open(&desks.attribute("main td a, main th a", "href")[0]).await;
    manager.submit_to(&desk, "/members", &[("member", &id)]).await;
    // Who was added finds the desk from the next request on.
    visitor.open("/staff").await;
    visitor
}

/// A new account of this name, address and role, signed in; and its identifier.
pub(super) async fn account(inside: &Inside, (name, email, role): (&str, &str, &str)) -> (String, Visitor) {
    let (password, secret) = ("copper kettle lantern", TotpSecret::random());
    let new = new_staff(&inside.app, name, email, role).expect("a new colleague");
    let invited = invite(&inside.app, new).await.expect("an invitation");
    let id = invited.staff.id.to_string();
    let enrolment = Enrolment {
        password: password.to_owned().into(),
        again: password.to_owned().into(),
        secret: secret.to_text(),
        code: secret.code(inside.app.now()),
    };
    enrol(&inside.app, &invited.token, enrolment).await.expect("an account");
    inside.clock.step(30);
    let mut visitor = inside.visitor();
    let page = try_sign_in(&mut visitor, email, password, &secret.code(inside.app.now())).await;
    assert_eq!(page.url.path(), "/staff", "{}", page.describe());
    (id, visitor)
}
