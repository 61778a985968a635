//! Imports, and batches undone, end to end, on an embedded database.

use domain::identity::role::Role;
use domain::platform::audit::AuditAction as Done;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::batch::{Batch, BatchState};
use domain::register::change::{ChangeKind, EntityKind};
use domain::register::import::import_plan::Choice;
use domain::register::import::{Import, RowOutcome, State};
use domain::register::part::{Back, Only};
use store::platform::audit::{self, AuditFilter};
use store::register::agency::{self as agencies, AgencyFilter};

use super::Importer;
use crate::Problem;
use crate::identity::session::Signed;
use crate::register::batch::{self, Undoer};
use crate::register::{agency, entry, import};
use crate::trial::{Trial, pairs};

/// Goes on with whatever waits, as the worker does.
async fn finish(trial: &Trial) {
    let (mut importer, mut undoer) = (Importer::default(), Undoer::default());
    while importer.step(&trial.app).await.unwrap() | undoer.step(&trial.app).await.unwrap() {}
}

/// Sends a list and has its rows checked.
async fn checked(trial: &Trial, signed: &Signed, list: &str) -> Id<Import> {
    let app = &trial.app;
    let id = import::send(app, signed, "list.csv", list.as_bytes().to_vec()).await.unwrap();
    let found = import::find(app, signed, id).await.unwrap();
    import::map(app, signed, id, &found.mapping).await.unwrap();
    finish(trial).await;
    assert_eq!(import::find(app, signed, id).await.unwrap().state, State::Checked);
    id
}

/// Has its rows written.
async fn written(trial: &Trial, signed: &Signed, id: Id<Import>) -> Id<Batch> {
    import::apply(&trial.app, signed, id).await.unwrap();
    finish(trial).await;
    let found = import::find(&trial.app, signed, id).await.unwrap();
    assert_eq!((found.state, found.done), (State::Applied, found.total));
    found.batch.unwrap()
}

async fn standing(trial: &Trial, signed: &Signed, id: Id<Batch>) -> BatchState {
    batch::find(&trial.app, signed, id).await.unwrap().state
}

async fn names(trial: &Trial) -> Vec<String> {
    let names = trial.app.store.read(agencies::names).await.unwrap();
    names.into_iter().map(|(_, name)| name).collect()
}

/// What the audit log says of these deeds, the earliest first: the object and the detail.
async fn logged(trial: &Trial, deed: Done) -> Vec<(String, String)> {
    let entries = trial
        .app
        .store
        .read(|snapshot| audit::page(snapshot, &[], &AuditFilter::default(), None, 100))
        .await
        .unwrap();
    let of = entries.into_iter().rev().filter(|entry| entry.event.deed == deed);
    of.map(|entry| (entry.event.object, entry.event.detail)).collect()
}

/// Whether these bytes stand in any file of the database.
fn rests(trial: &Trial, words: &str) -> bool {
    let files = std::fs::read_dir(trial.folder.path()).unwrap().flatten();
    let files = files.filter(|file| file.file_name().to_string_lossy().starts_with("candour.db"));
    let texts: Vec<Vec<u8>> = files.map(|file| std::fs::read(file.path()).unwrap()).collect();
    assert!(!texts.is_empty());
    texts.iter().any(|text| text.windows(words.len()).any(|part| part == words.as_bytes()))
}

fn many(count: u32) -> String {
    let row = |number| format!("Newcomer {number:04} House,Refuge,ada@new{number}.example,Ada Marsh\n");
    let rows: String = (0..count).map(row).collect();
    format!("Organisation,Type of service,Contact email,Contact name\n{rows}")
}

#[tokio::test]
async fn nothing_of_a_list_rests_in_clear_and_a_withheld_address_never() {
    let trial = Trial::new();
    let anna = trial.person("Anna", Role::EngagementOfficer).await;
    trial.agency(&anna, "Lantern Refuge", &[("withheld", "yes")]).await;
    // The register knows what the file does not: that the address of Lantern must not be known.
    let list = "Name,Address,Postcode,Withheld,Notes\n\
        Lantern Refuge,7 Hidden Row,AA3 1AB,,Ring the bell twice\n\
        Brook House,1 Secret Lane,AA3 1AC,yes,\n\
        Dale Advice,2 Open Street,AA3 1AD,,Closed on Fridays\n";
    let id = checked(&trial, &anna, list).await;
    let hidden = ["7 Hidden Row", "AA3 1AB", "1 Secret Lane", "AA3 1AC"];
    let later = ["2 Open Street", "Ring the bell twice", "Closed on Fridays", "Dale Advice"];
    assert!(rests(&trial, "Lantern Refuge"), "what is looked for is found where it is");
    for words in hidden.iter().chain(&later) {
        assert!(!rests(&trial, words), "{words} while the rows are checked");
    }
    let tried = import::tried(&trial.app, &anna, id, None, 0).await.unwrap();
    assert_eq!(
        tried.rows.iter().map(|row| row.fate).collect::<Vec<_>>(),
        [RowOutcome::Update, RowOutcome::New, RowOutcome::New]
    );
    import::apply(&trial.app, &anna, id).await.unwrap();
    for words in hidden.iter().chain(&later) {
        assert!(!rests(&trial, words), "{words} while the rows are being written");
    }
    finish(&trial).await;
    for words in hidden {
        assert!(!rests(&trial, words), "{words} once they are");
    }
    for words in later {
        assert!(rests(&trial, words), "{words} is on the register");
    }
    assert!(matches!(import::sheet(&trial.app, &anna, id).await, Err(Problem::Missing)), "all is forgotten");
}

#[tokio::test]
async fn a_list_is_for_who_sent_it_alone_and_is_forgotten_after_two_days() {
    let trial = Trial::new();
    let (anna, bela) = (
        trial.person("Anna", Role::EngagementOfficer).await,
        trial.person("Bela", Role::EngagementOfficer).await,
    );
    let (app, id) = (&trial.app, checked(&trial, &anna, &many(300)).await);
    assert!(matches!(import::tried(app, &bela, id, None, 0).await, Err(Problem::Missing)));
    assert!(matches!(import::apply(app, &bela, id).await, Err(Problem::Missing)));
    trial.clock.step(2 * 86_400 - 60);
    import::sweep(app).await.unwrap();
    assert_eq!(import::tried(app, &anna, id, None, 250).await.unwrap().rows.len(), 50);
    trial.clock.step(120);
    import::sweep(app).await.unwrap();
    assert!(matches!(import::find(app, &anna, id).await, Err(Problem::Missing)));
    assert!(import::open(app, &anna).await.unwrap().is_empty());

    let other = checked(&trial, &bela, &many(3)).await;
    import::forget_of(app, bela.actor.id).await.unwrap();
    assert!(matches!(import::find(app, &bela, other).await, Err(Problem::Missing)));
}

#[tokio::test]
async fn what_was_changed_after_the_check_is_left_alone_and_told() {
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let brook = trial.agency(&anna, "Brook House", &[]).await;
    let dale = trial.agency(&anna, "Dale Advice", &[]).await;
    let fen = trial.agency(&anna, "Fen Centre", &[("postcode", "AA3 1AB")]).await;
    // Two rows may be chosen for one agency: they go together.
    let list = "Name,Phone,Notes,Postcode\nBrook House,01632 960001,,\nDale Advice,01632 960002,,\n\
        Fen Centre,01632 960003,First,BB3 1AB\nFen Centre,,Second,CC3 1AB\n";
    let id = checked(&trial, &anna, list).await;
    let tried = import::tried(app, &anna, id, None, 0).await.unwrap();
    let doubles: Vec<_> = tried.rows.iter().filter(|row| row.fate == RowOutcome::Double).collect();
    let choices: Vec<_> = doubles.iter().map(|row| (row.number, fen.to_string())).collect();
    assert_eq!(choices.len(), 2, "{:#?}", tried.rows);
    import::choose(app, &anna, id, &choices).await.unwrap();
    let chosen = import::tried(app, &anna, id, Some(RowOutcome::Double), 0).await.unwrap();
    assert!(chosen.rows.iter().all(|row| row.choice == Some(Choice::Update(fen))));

    let now = entry::find(app, &anna, dale).await.unwrap();
    let typed = pairs(&[
        ("name", "Dale Advice"),
        ("types", "DA-COM"),
        ("status", "registered"),
        ("tier", "A"),
        ("phone", "01632 960999"),
    ]);
    entry::save(app, &anna, dale, now.version, &typed).await.unwrap();
    let made = written(&trial, &anna, id).await;
    let phone =
        async |id| entry::find::<Agency>(app, &anna, id).await.unwrap().record.get("phone").to_owned();
    assert_eq!(phone(brook).await, "01632 960001");
    assert_eq!(phone(dale).await, "01632 960999", "what somebody wrote meanwhile stays");
    let both = entry::find(app, &anna, fen).await.unwrap();
    assert_eq!(both.record.get("phone"), "01632 960003");
    assert!(both.record.get("notes").contains("First") && both.record.get("notes").contains("Second"));
    let only = Some(Only::Kind(EntityKind::Agency, ChangeKind::Left));
    let left = batch::view(app, &anna, made, only, 0).await.unwrap();
    assert_eq!((left.total, left.parts[0].change.subject.clone()), (1, dale.to_string()));
    assert!(batch::undo(app, &anna, made).await.unwrap());
    assert_eq!((phone(brook).await, phone(fen).await), (String::new(), String::new()));
    assert_eq!(phone(dale).await, "01632 960999");
    let view = batch::view(app, &anna, made, Some(Only::Left), 0).await.unwrap();
    assert_eq!((view.batch.state, view.batch.total, view.total), (BatchState::Undone, 2, 0));
}

#[tokio::test]
async fn writing_and_undoing_go_on_where_a_node_stopped() {
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let id = checked(&trial, &anna, &many(230)).await;
    // The node that began stops before it has written anything.
    import::apply(app, &anna, id).await.unwrap();
    let made = import::find(app, &anna, id).await.unwrap().batch.unwrap();
    assert_eq!(standing(&trial, &anna, made).await, BatchState::Making);
    assert!(matches!(batch::undo(app, &anna, made).await, Err(Problem::Stale)), "not before it stands");
    assert!(names(&trial).await.is_empty(), "nothing is written by who asks");
    finish(&trial).await;
    assert_eq!(names(&trial).await.len(), 230);
    assert_eq!(standing(&trial, &anna, made).await, BatchState::Made);

    let used = names(&trial).await[7].clone();
    let filter = AgencyFilter { words: vec!["0007".into()], ..AgencyFilter::default() };
    let seventh = agency::list(app, &anna, filter, 0, 1).await.unwrap().lines.remove(0).agency.id;
    trial.contact(&anna, seventh, "Somebody New").await;
    assert!(!batch::undo(app, &anna, made).await.unwrap(), "there is more than one part");
    let begun = batch::find(app, &anna, made).await.unwrap();
    assert_eq!((begun.state, begun.total, begun.undone_by), (BatchState::Undoing, 460, Some(anna.actor.id)));
    assert!(begun.done > 0 && begun.done < begun.total);
    assert!(matches!(batch::undo(app, &anna, made).await, Err(Problem::Stale)), "it is begun already");
    // Two that take it up at the same time take each part once.
    tokio::join!(finish(&trial), finish(&trial));
    let view = batch::view(app, &anna, made, Some(Only::Left), 0).await.unwrap();
    assert_eq!((view.batch.state, view.batch.done, view.total), (BatchState::Undone, 460, 1));
    assert_eq!(names(&trial).await, [used], "what is in use stays, and is told");
    assert_eq!(view.parts[0].change.subject, seventh.to_string());
    assert_eq!(logged(&trial, Done::ListImported).await, [(made.to_string(), "230".to_owned())]);
    assert_eq!(logged(&trial, Done::BatchUndone).await, [(made.to_string(), "460".to_owned())]);
    assert!(matches!(batch::undo(app, &anna, made).await, Err(Problem::Stale)));
}

#[tokio::test]
async fn a_batch_is_shown_in_pages_with_totals_by_kind() {
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let id = checked(&trial, &anna, &many(120)).await;
    let made = written(&trial, &anna, id).await;
    let view = batch::view(app, &anna, made, None, 0).await.unwrap();
    let totals: Vec<_> = view.totals.iter().map(|one| (one.noun, one.deed, one.count)).collect();
    assert_eq!(
        totals,
        [(EntityKind::Agency, ChangeKind::Added, 120), (EntityKind::Contact, ChangeKind::Added, 120)]
    );
    assert_eq!((view.parts.len(), view.total), (50, 240));
    let only = Some(Only::Kind(EntityKind::Agency, ChangeKind::Added));
    let last = batch::view(app, &anna, made, only, 100).await.unwrap();
    let shown: Vec<_> = last.parts.iter().filter_map(|part| part.change.after.as_ref()).collect();
    assert_eq!((shown.len(), last.total), (20, 120));
    assert_eq!((shown[0].get("name"), shown[19].get("name")), ("Newcomer 0100 House", "Newcomer 0119 House"));
    let auditor = trial.person("Otto", Role::Auditor).await;
    assert!(matches!(batch::view(app, &auditor, made, None, 0).await, Err(Problem::Missing)));
    assert!(matches!(batch::undo(app, &auditor, made).await, Err(Problem::Missing)));
    while !matches!(standing(&trial, &anna, made).await, BatchState::Undone) {
        drop(batch::undo(app, &anna, made).await);
        finish(&trial).await;
    }
    let view = batch::view(app, &anna, made, None, 0).await.unwrap();
    assert!(view.totals.iter().all(|one| one.back == Some(Back::Whole)) && view.total == 240);
}

#[tokio::test]
async fn every_list_that_is_exported_is_logged_without_what_it_holds() {
    use crate::register::export::{Form, What, list, referral};
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let brook = trial.agency(&anna, "Brook House", &[]).await;
    trial.agency(&anna, "Dale Advice", &[("tier", "B")]).await;
    trial.contact(&anna, brook, "Ada Marsh").await;
    let all = AgencyFilter::default;
    let some = AgencyFilter { words: vec!["dale".into()], ..all() };
    list(app, &anna, some.clone(), What::Agencies, Form::Csv).await.unwrap();
    list(app, &anna, some, What::Contacts, Form::Xlsx).await.unwrap();
    list(app, &anna, all(), What::Contacts, Form::Csv).await.unwrap();
    referral(app, &anna, all(), true).await.unwrap();
    let logged = logged(&trial, Done::ListExported).await;
    let mut logged: Vec<_> = logged.iter().map(|(list, rows)| format!("{list} {rows}")).collect();
    logged.sort();
    assert_eq!(logged, ["agencies 1", "contacts 0", "contacts 1", "open-referral 2"]);
    let auditor = trial.person("Otto", Role::Auditor).await;
    assert!(list(app, &auditor, all(), What::Agencies, Form::Csv).await.is_err());
    assert_eq!(self::logged(&trial, Done::ListExported).await.len(), 4);
}
