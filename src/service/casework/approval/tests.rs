use domain::casework::approval::decision::{NewApproval, Refused};
use domain::casework::approval::purpose::{CONTENT, DESK_KEY, NON_REFERRAL, Purpose};
use domain::casework::approval::{Approval, State};
use domain::casework::case::{Case, NewCase};
use domain::identity::desk::{Desk, DeskKind};
use domain::identity::role::Role;
use domain::platform::audit::AuditAction;
use domain::platform::id::Id;
use domain::report::concern::{Facts, Reply, Risk};
use domain::report::reference::Reference;
use domain::report::sender::SenderKind;
use store::casework::{approval as rows, case as cases};
use store::identity::desk as desks;
use store::platform::audit::{self, AuditFilter};
use store::report::concern::{self, SealedConcern};
use store::{Snapshot, StoreError, Tx};

use crate::Problem;
use crate::casework::approval::{ask, decide, find, list};
use crate::identity::session::Signed;
use crate::trial::Trial;

const HOUR: i64 = 3_600;

/// A desk with two officers and a manager, and a manager of another desk.
struct Scene {
    trial: Trial,
    desk: Id<Desk>,
    ada: Signed,
    tomas: Signed,
    manager: Signed,
    elsewhere: Signed,
}

impl Scene {
    async fn new() -> Self {
        let trial = Trial::new();
        let mut people = Vec::new();
        for (name, role) in [
            ("Ada", Role::TriageOfficer),
            ("Tomas", Role::TriageOfficer),
            ("Iris", Role::Manager),
            ("Rhys", Role::Manager),
        ] {
            people.push(trial.person(name, role).await);
        }
        let (desk, other) = (trial.app.id(), trial.app.id());
        for (number, person) in people.iter_mut().enumerate() {
            person.actor.desks = vec![if number < 3 { desk } else { other }];
        }
        let members: Vec<_> = people.iter().map(|one| (one.actor.desks[0], one.actor.id)).collect();
        let write = move |tx: &mut Tx<'_>| {
            for (id, kind) in [(desk, DeskKind::Triage), (other, DeskKind::Independent)] {
                let (name, email) = (kind.code().to_owned(), String::new());
                desks::insert(tx, &Desk { id, kind, name, email, certificate: None })?;
            }
            members.iter().try_for_each(|(desk, member)| desks::insert_member(tx, *desk, *member))
        };
        trial.app.store.write::<_, StoreError, _>(write).await.unwrap();
        let [ada, tomas, manager, elsewhere] = people.try_into().unwrap();
        Self { trial, desk, ada, tomas, manager, elsewhere }
    }

    /// A case of the desk.
    async fn case(&self) -> Id<Case> {
        let app = &self.trial.app;
        let (concern, received, id, desk) = (app.id(), app.now().day(), app.id(), self.desk);
        let facts = Facts {
            force: None,
            about_standards: false,
            risk: Risk::None,
            practitioner: false,
            agency_type: None,
            agency_district: None,
            language: "eng".into(),
            reply: Reply::None,
        };
        let sealed =
            SealedConcern { id: concern, received, facts, sender: SenderKind::Public, answers: vec![0; 32] };
        let case = Case::open(NewCase {
            id,
            concern,
            desk,
            reference: Reference::random(app.random.as_ref()),
            risk: Risk::None,
            received,
            language: "eng".into(),
            has_files: false,
            has_mailbox: false,
            has_source: false,
        });
        let write = move |tx: &mut Tx<'_>| {
            concern::insert(tx, &sealed)?;
            cases::insert(tx, &case)
        };
        app.store.write::<_, StoreError, _>(write).await.unwrap();
        id
    }

    /// Writes down that somebody knows the person a case is about.
    async fn declare(&self, case: Id<Case>, who: &Signed) {
        let who = who.actor.id;
        let write = move |tx: &mut Tx<'_>| cases::attest(tx, case, who, true);
        self.trial.app.store.write::<_, StoreError, _>(write).await.unwrap();
    }

    fn new_approval(&self, purpose: &'static Purpose, subject: &str) -> NewApproval {
        let (id, subject) = (self.trial.app.id(), subject.to_owned());
        NewApproval { id, purpose, subject, desk: Some(self.desk) }
    }

    /// What an officer or manager asked for.
    async fn asked(&self, who: &Signed, purpose: &'static Purpose, subject: &str) -> Id<Approval> {
        let new = self.new_approval(purpose, subject);
        let id = new.id;
        ask(&self.trial.app, who, new).await.unwrap();
        id
    }

    async fn decide(&self, who: &Signed, id: Id<Approval>, version: i64, command: &str) -> Outcome {
        match decide(&self.trial.app, who, id, version, command).await {
            Ok(()) => Outcome::Done,
            Err(Problem::NotApproved(reason)) => Outcome::Refused(reason),
            Err(Problem::Missing) => Outcome::Missing,
            Err(problem) => panic!("{problem:?}"),
        }
    }

    /// Where it stands for somebody who sees it, and what they can do.
    async fn seen(&self, who: &Signed, id: Id<Approval>) -> Option<(State, Vec<&'static str>)> {
        let app = &self.trial.app;
        let open = find(app, who, id).await.ok()?;
        let commands = open.commands.iter().map(|command| command.code()).collect();
        Some((open.named.approval.state(app.now()), commands))
    }

    /// How many wait for somebody, and how many they asked for.
    async fn counts(&self, who: &Signed) -> (usize, usize) {
        let found = list(&self.trial.app, who).await.unwrap();
        (found.waiting.len(), found.asked.len())
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Outcome {
    Done,
    Refused(Refused),
    Missing,
}

#[tokio::test]
async fn one_asks_and_another_approves_and_both_are_in_the_log() {
    let scene = Scene::new().await;
    let case = scene.case().await;
    let id = scene.asked(&scene.ada, &NON_REFERRAL, &case.to_string()).await;
    assert_eq!(scene.counts(&scene.ada).await, (0, 1));
    assert_eq!(scene.counts(&scene.manager).await, (1, 0));
    assert_eq!(scene.counts(&scene.tomas).await, (0, 0), "who may not decide sees nothing of it");
    assert_eq!(scene.seen(&scene.ada, id).await, Some((State::Waiting, vec!["withdraw"])));
    assert_eq!(scene.seen(&scene.manager, id).await, Some((State::Waiting, vec!["approve", "refuse"])));
    assert_eq!(scene.decide(&scene.manager, id, 1, "approve").await, Outcome::Done);
    assert_eq!(scene.seen(&scene.ada, id).await, Some((State::Approved, vec![])));
    assert_eq!(scene.counts(&scene.manager).await, (0, 0));
    let open = find(&scene.trial.app, &scene.ada, id).await.unwrap().named;
    assert_eq!((open.first.as_str(), open.second.as_str(), open.desk.as_str()), ("Ada", "Iris", "triage"));
    assert_eq!(open.case.map(|(id, _)| id), Some(case));
    let (desk, object) = (scene.desk, id.to_string());
    let read = move |snapshot: &mut Snapshot<'_>| {
        let all = audit::page(snapshot, &[desk], &AuditFilter::default(), None, 500)?;
        Ok::<_, StoreError>((audit::of_object(snapshot, &object, 9)?, all.len()))
    };
    let (events, of_desk) = scene.trial.app.store.read(read).await.unwrap();
    let mut deeds: Vec<_> = events.iter().map(|entry| (entry.event.deed, entry.name.as_str())).collect();
    deeds.sort_unstable();
    assert_eq!(deeds, [(AuditAction::ApprovalAsked, "Ada"), (AuditAction::ApprovalGiven, "Iris")]);
    assert!(events.iter().all(|entry| entry.event.detail == "non_referral"));
    assert_eq!(of_desk, 2, "for the auditor of the desk");
}

#[tokio::test]
async fn asking_again_with_the_same_form_asks_once() {
    let scene = Scene::new().await;
    let new = scene.new_approval(&DESK_KEY, "a desk");
    for _ in 0..2 {
        ask(&scene.trial.app, &scene.manager, new.clone()).await.unwrap();
    }
    assert_eq!(scene.counts(&scene.manager).await, (0, 1));
}

#[tokio::test]
async fn it_takes_two_and_a_decision_stands() {
    let scene = Scene::new().await;
    let id = scene.asked(&scene.manager, &DESK_KEY, "a desk").await;
    assert_eq!(scene.decide(&scene.manager, id, 1, "approve").await, Outcome::Refused(Refused::SamePerson));
    assert_eq!(scene.decide(&scene.ada, id, 1, "withdraw").await, Outcome::Refused(Refused::NotFirst));
    assert_eq!(scene.decide(&scene.ada, id, 0, "approve").await, Outcome::Refused(Refused::Stale));
    assert_eq!(scene.decide(&scene.ada, id, 1, "agree").await, Outcome::Missing);
    assert_eq!(scene.decide(&scene.ada, id, 1, "refuse").await, Outcome::Done);
    for (who, command) in [(&scene.tomas, "approve"), (&scene.ada, "approve"), (&scene.manager, "withdraw")] {
        assert_eq!(scene.decide(who, id, 2, command).await, Outcome::Refused(Refused::Settled));
    }
    let second = scene.asked(&scene.manager, &DESK_KEY, "a desk").await;
    assert_eq!(scene.decide(&scene.manager, second, 1, "withdraw").await, Outcome::Done);
    assert_eq!(scene.seen(&scene.ada, second).await, Some((State::Withdrawn, vec![])));
}

#[tokio::test]
async fn what_is_another_desk_s_or_not_theirs_does_not_exist() {
    let scene = Scene::new().await;
    let id = scene.asked(&scene.ada, &NON_REFERRAL, "a case").await;
    for who in [&scene.elsewhere, &scene.tomas] {
        assert_eq!(scene.seen(who, id).await, None);
        assert_eq!(scene.decide(who, id, 1, "approve").await, Outcome::Missing);
    }
    let app = &scene.trial.app;
    let new = scene.new_approval(&NON_REFERRAL, "a case");
    assert!(matches!(ask(app, &scene.elsewhere, new).await, Err(Problem::Missing)));
    let new = scene.new_approval(&DESK_KEY, "a desk");
    let refused = ask(app, &scene.ada, new).await;
    assert!(matches!(refused, Err(Problem::NotApproved(Refused::NotTheirs))), "{refused:?}");
    let auditor = scene.trial.person("Sana", Role::Auditor).await;
    assert!(matches!(list(app, &auditor).await, Err(Problem::Missing)));
}

#[tokio::test]
async fn what_is_no_desk_s_is_for_all_who_edit() {
    let scene = Scene::new().await;
    let trial = &scene.trial;
    let (anna, joan) = (
        trial.person("Anna", Role::EngagementOfficer).await,
        trial.person("Joan", Role::Administrator).await,
    );
    let new = NewApproval { desk: None, ..scene.new_approval(&CONTENT, "a page") };
    let id = new.id;
    ask(&trial.app, &anna, new).await.unwrap();
    assert_eq!(scene.counts(&joan).await, (1, 0));
    assert_eq!(scene.decide(&joan, id, 1, "approve").await, Outcome::Done);
}

#[tokio::test]
async fn nobody_who_knows_the_person_has_a_part_in_it() {
    let scene = Scene::new().await;
    let case = scene.case().await;
    let by_ada = scene.asked(&scene.ada, &NON_REFERRAL, &case.to_string()).await;
    let by_tomas = scene.asked(&scene.tomas, &NON_REFERRAL, &case.to_string()).await;
    scene.declare(case, &scene.ada).await;
    assert_eq!(scene.seen(&scene.ada, by_ada).await, None);
    assert_eq!(scene.counts(&scene.ada).await, (0, 0));
    let new = scene.new_approval(&NON_REFERRAL, &case.to_string());
    let refused = ask(&scene.trial.app, &scene.ada, new).await;
    assert!(matches!(refused, Err(Problem::NotApproved(Refused::Conflicted))), "{refused:?}");
    let refused = scene.decide(&scene.manager, by_ada, 1, "approve").await;
    assert_eq!(refused, Outcome::Refused(Refused::Conflicted), "what one who knows them asked for");
    scene.declare(case, &scene.manager).await;
    assert_eq!(scene.decide(&scene.manager, by_tomas, 1, "approve").await, Outcome::Missing);
}

#[tokio::test]
async fn what_nobody_decides_in_time_expires_and_is_marked() {
    let scene = Scene::new().await;
    let app = &scene.trial.app;
    let id = scene.asked(&scene.ada, &NON_REFERRAL, "a case").await;
    scene.trial.clock.step(24 * HOUR);
    assert_eq!(scene.seen(&scene.ada, id).await, Some((State::Expired, vec![])));
    assert_eq!(scene.counts(&scene.manager).await, (0, 0));
    assert_eq!(scene.decide(&scene.manager, id, 1, "approve").await, Outcome::Refused(Refused::Expired));
    let later = scene.asked(&scene.ada, &NON_REFERRAL, "a case").await;
    let now = app.now();
    app.store.write::<_, StoreError, _>(move |tx| rows::expire(tx, now)).await.unwrap();
    let stored = find(app, &scene.ada, id).await.unwrap().named.approval;
    assert_eq!((stored.stored_state(), stored.version()), (State::Expired, 2));
    assert_eq!(scene.decide(&scene.manager, id, 2, "approve").await, Outcome::Refused(Refused::Expired));
    assert_eq!(scene.decide(&scene.manager, later, 1, "approve").await, Outcome::Done);
}
