use domain::casework::case::Case;
use domain::casework::status::Status;
use domain::identity::staff::{Staff, Standing};
use domain::report::message::Author;
use domain::report::question::STORY;
use service::casework::case as cases;
use service::identity::session::Signed;
use service::identity::sign_in::{current, sign_in};
use service::identity::throttle::{Attempt, SignIn};
use service::trial::Trial;
use store::StoreError;
use store::casework::case::CaseFilter;
use store::identity::staff as people;
use store::platform::outbox;

use crate::*;

mod agency;
mod register;

const TINY: Size = Size {
    forces: 3,
    staff: 24,
    agencies: 6,
    contacts: 9,
    engagements: 12,
    reports: 85,
    days: 5 * 365,
    messages: 60,
    files: 30,
    practitioners: 0,
    requests: 0,
    answers: 0,
};

/// What somebody finds at their desks when they open everything.
#[derive(Default)]
struct Found {
    cases: Vec<Case>,
    from_desk: usize,
    from_reporter: usize,
    files: usize,
}

#[tokio::test]
async fn every_report_that_is_made_opens_for_its_desk() {
    let trial = Trial::new();
    let app = &trial.app;
    let mut told = Vec::new();
    let demo = make(app, TINY, &mut |words| told.push(words.to_owned())).await.unwrap();
    let mut found = Found::default();
    let readers = |account: &&Account| account.role == Role::Manager;
    for account in demo.accounts.iter().filter(readers) {
        let signed = signed_in(&trial, account).await;
        open_all(app, &signed, &mut found).await;
    }
    assert_eq!(found.cases.len(), TINY.reports);
    assert_eq!(found.from_desk + found.from_reporter, TINY.messages);
    assert!(found.from_desk > 0 && found.from_reporter > 0, "both write");
    assert_eq!(found.files, TINY.files);
    let mailboxes = found.cases.iter().filter(|case| case.has_mailbox()).count();
    assert_eq!(mailboxes, 12 + 1, "15 in 100, and one that is told at length");
    let statuses =
        Status::ALL.map(|status| found.cases.iter().filter(|case| case.status() == status).count());
    assert!(statuses[4] > TINY.reports / 2, "most have been handed on: {statuses:?}");
    let oldest = found.cases.iter().map(Case::received).min().unwrap();
    assert!(app.now().day().days_since(oldest) > 365, "they came over years: {oldest}");
    let made = |line: &String| line.starts_with("80 reports with 60 messages and 30 files in ");
    assert!(told.iter().any(made), "{told:?}");
}

#[tokio::test]
async fn everybody_has_a_key_and_nobody_is_written_to() {
    let trial = Trial::new();
    let app = &trial.app;
    let size = Size { reports: 25, messages: 10, files: 0, ..TINY };
    let demo = make(app, size, &mut |_| ()).await.unwrap();
    let tomorrow = app.now().plus_seconds(86_400);
    let (all, keys, waiting) = app
        .store
        .read(move |snapshot| {
            let all = people::all(snapshot)?;
            let keys = all.iter().map(|person| people::find_key(snapshot, person.id));
            let keys = keys.collect::<Result<Vec<_>, StoreError>>()?;
            Ok::<_, StoreError>((all, keys, outbox::late(snapshot, tomorrow)?))
        })
        .await
        .unwrap();
    assert_eq!(all.len(), size.staff);
    assert!(all.iter().all(|person| person.standing == Standing::Active));
    assert!(
        keys.iter().flatten().all(|key| key.lock.verifier.len() == 32 && !key.lock.sealed_key.is_empty())
    );
    assert_eq!(keys.iter().flatten().count(), size.staff);
    assert_eq!(waiting.len(), CONCERNS.len(), "only what was sent just now is told");
    assert_eq!(demo.accounts.len(), PEOPLE.len() + size.forces - 1, "each desk has somebody to sign in as");
}

async fn signed_in(trial: &Trial, account: &Account) -> Signed {
    let app = &trial.app;
    // A code that was used to set the account up does not count again.
    trial.clock.step(60);
    let code = account.code(app.now());
    let (email, password) = (account.email.as_str(), account.password.as_str());
    let attempt = Attempt { email, password, code: &code, ..Attempt::default() };
    let SignIn::In { session, .. } = sign_in::<Staff>(app, &attempt).await.unwrap() else {
        panic!("not signed in")
    };
    current::<Staff>(app, &session).await.unwrap()
}

async fn open_all(app: &App, signed: &Signed, found: &mut Found) {
    for page in 0.. {
        let inbox = cases::inbox(app, signed, CaseFilter::default(), page).await.unwrap();
        if inbox.cases.is_empty() {
            return;
        }
        for case in inbox.cases {
            let attested = cases::attest(app, signed, case.id(), "no", "oversight").await.unwrap();
            assert_eq!(attested, cases::Attested::Open);
            let open = cases::open_case(app, signed, case.id()).await.unwrap();
            assert!(!open.answers.get(STORY).is_empty());
            let (mut files, mut last) = (open.thread.files, None);
            for (message, with) in open.thread.messages {
                assert!(message.day >= case.received() && Some(message.day) >= last, "in the order of days");
                last = Some(message.day);
                match message.author {
                    Author::Desk => found.from_desk += 1,
                    Author::Reporter => found.from_reporter += 1,
                }
                files.extend(with);
            }
            assert_eq!(!files.is_empty(), case.has_files());
            found.files += files.len();
            for file in files {
                let read = cases::file(app, signed, case.id(), file.id, false).await.unwrap();
                assert_eq!(read.bytes.len() as u64, file.size);
            }
            found.cases.push(case);
        }
    }
}
