//! Two processes on one PostgreSQL and one folder of files work as one.

use std::collections::BTreeSet;
use std::time::Duration;

use candour::worker::{Holder, chores};

use crate::support::app::{Built, mail_settings};
use crate::support::client::{Upload, Visitor};
use crate::support::database::{ENGINES, Engine};
use crate::support::deployment::{Deployment, Who, file, open_case, text_file};
use crate::support::page::Page;
use crate::support::process::Candour;
use crate::support::smtp::Smtp;

const SOON: Duration = Duration::from_secs(30);

/// A visitor whose every request goes to the other node, as behind a load balancer that remembers nothing.
struct Hopper {
    visitor: Visitor,
    bases: [String; 2],
    hops: usize,
}

impl Hopper {
    fn new(one: &Candour, other: &Candour) -> Self {
        let bases = [one.public.clone(), other.public.clone()];
        Self { visitor: Visitor::new(&bases[0]), bases, hops: 0 }
    }

    async fn open(&mut self, path: &str) -> Page {
        self.hop();
        let page = self.visitor.get(path).await;
        self.follow(page).await
    }

    async fn submit(
        &mut self,
        page: &Page,
        action: &str,
        answers: &[(&str, &str)],
        files: &[Upload<'_>],
    ) -> Page {
        self.hop();
        let mut form = page.form(action);
        let target = format!("{}{}", self.bases[self.hops % 2], form.action.path());
        form.action = target.parse().expect("an address");
        let request = self.visitor.filled(&form, answers, files);
        let answer = self.visitor.send(request).await;
        self.follow(answer).await
    }

    async fn follow(&mut self, page: Page) -> Page {
        let mut page = page;
        while let Some(target) = page.location() {
            self.hop();
            page = self.visitor.get(target.path()).await;
        }
        page
    }

    fn hop(&mut self) {
        self.hops += 1;
        self.visitor = self.visitor.moved(&self.bases[self.hops % 2]);
    }
}

#[tokio::test]
async fn a_journey_may_change_nodes_with_every_request() {
    let mut deployment = Deployment::new(Engine::Postgres).await;
    let second = deployment.launch().args(&["serve"]).start();
    let mut reporter = Hopper::new(deployment.server(), &second);
    let mut page = reporter.open("/step/1").await;
    let answers = [("story", "Told to two machines"), ("rank", "PC"), ("contact", "mailbox")];
    while page.url.path() != "/check" {
        let path = page.url.path().to_owned();
        let form = page.form(&path);
        let given: Vec<_> = answers.iter().filter(|(name, _)| form.has(name)).copied().collect();
        let files = [text_file("note.txt", "Written on one, read on the other")];
        page = reporter.submit(&page, &path, &given, if form.multipart { &files } else { &[] }).await;
        assert_eq!(page.status, 200, "{}", page.describe());
        assert_ne!(page.url.path(), path, "{}", page.describe());
    }
    assert!(reporter.hops > 20, "{} hops", reporter.hops);
    let sent = reporter.submit(&page, "/check", &[], &[]).await;
    assert_eq!(sent.url.path(), "/sent", "{}", sent.describe());
    let phrase = sent.select(".govuk-inset-text strong").remove(0);
    let reference = sent.select(".govuk-panel strong").remove(0);
    staff_hop(&mut deployment, &second, &reference).await;
    let page = reporter.open("/reply").await;
    let thread = reporter.submit(&page, "/reply", &[("phrase", &phrase)], &[]).await;
    assert!(thread.text().contains("Thank you from both"), "{}", thread.describe());
}

async fn staff_hop(deployment: &mut Deployment, second: &Candour, reference: &str) {
    let signed = deployment.sign_in(Who::Officer).await;
    let case = deployment.case(reference);
    let mut officer = Hopper::new(deployment.server(), second);
    officer.visitor.cookies = signed.cookies;
    let inbox = officer.open("/staff/cases").await;
    assert!(inbox.text().contains(reference), "{}", inbox.describe());
    let gate = officer.open(&format!("/staff/cases/{case}/open")).await;
    let page = officer.submit(&gate, "/open", &[("knows", "no"), ("reason", "triage")], &[]).await;
    assert!(page.text().contains("Told to two machines"), "{}", page.describe());
    let link = page.attribute("a[href$='/original']", "href").remove(0);
    assert_eq!(officer.open(&link).await.body, b"Written on one, read on the other");
    let typed = [("words", "Thank you from both"), ("checked", "yes")];
    let page = officer.submit(&page, "/reply", &typed, &[]).await;
    assert!(page.text().contains("Thank you from both"), "{}", page.describe());
    let away = officer.submit(&page, "/sign-out", &[], &[]).await;
    assert_eq!(away.url.path(), "/staff/sign-in", "{}", away.describe());
    for _ in 0..2 {
        assert_eq!(officer.open("/staff/cases").await.url.path(), "/staff/sign-in", "signed out everywhere");
    }
}

#[tokio::test]
async fn each_role_has_its_own_pages_only() {
    let mut deployment = Deployment::new(Engine::Postgres).await;
    deployment.stop();
    let role = |roles| deployment.launch().env("CANDOUR__SERVER__ROLES", roles).args(&["serve"]).start();
    let (public, staff) = (role("public,worker"), role("staff,worker"));
    let (mut outside, mut inside) = (Visitor::new(&public.public), Visitor::new(&staff.staff));
    for path in ["/", "/step/1", "/reply"] {
        assert_eq!((outside.get(path).await.status, inside.get(path).await.status), (200, 404), "{path}");
    }
    assert_eq!(
        (outside.get("/staff/sign-in").await.status, inside.get("/staff/sign-in").await.status),
        (404, 200)
    );
    let filed = file(outside, &[("story", "From outside")], &[]).await;
    let case = deployment.case(&filed.reference);
    deployment.sign_in_as(Who::Officer, &mut inside).await;
    let page = open_case(&mut inside, &case).await;
    assert!(page.text().contains("From outside"), "{}", page.describe());
}

#[tokio::test]
async fn two_workers_send_each_letter_once_and_share_the_chores() {
    let smtp = Smtp::start();
    let settings = mail_settings(&smtp);
    let settings: Vec<_> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let deployment = Deployment::with(Engine::Postgres, &settings).await;
    let second = deployment.launch().args(&["serve"]).start();
    let mut cases = 0;
    for base in [deployment.base(), &second.public].repeat(6) {
        file(Visitor::new(base), &[("story", "Something happened")], &[]).await;
        cases += 1;
    }
    let mut names = BTreeSet::new();
    for _ in 0..cases {
        let mail = smtp.receive(SOON).expect("a letter for each report");
        names.insert(header(&mail.raw, "Message-ID"));
    }
    assert_eq!(names.len(), cases, "{names:?}");
    while deployment.database.count("outbox") > 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(smtp.kept(), cases);
    assert_eq!(deployment.database.count("lease WHERE name = 'chores'"), 1);
}

#[tokio::test]
async fn one_node_at_a_time_does_the_chores() {
    for engine in ENGINES {
        let built = Built::new(engine).await;
        let second = built.second_node();
        let (one, other) = (Holder::new(), Holder::new());
        assert!(chores::step(&built.app, &one).await.expect("chores"));
        assert!(!chores::step(&second, &other).await.expect("chores"), "the first has them");
        built.clock.step(120);
        assert!(chores::step(&built.app, &one).await.expect("chores"), "and keeps them");
        built.clock.step(120);
        assert!(!chores::step(&second, &other).await.expect("chores"));
        built.clock.step(181);
        assert!(chores::step(&second, &other).await.expect("chores"), "until it is gone");
        assert!(!chores::step(&built.app, &one).await.expect("chores"));
    }
}

/// The value of a header of a letter.
pub(crate) fn header(raw: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(raw).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.unwrap_or_else(|| panic!("no {name}: {text}")).to_owned()
}
