//! Lists and batches between nodes that stop, die and take over; and chores meanwhile.

use domain::identity::role::Role;
use domain::platform::id::Id;
use domain::register::batch::BatchState;
use domain::register::import::{Import, State};
use service::identity::session::Signed;
use service::register::{batch as batches, import as imports};
use service::report::draft;
use service::report::visit::{self, Visit};
use service::trial::Trial;

use crate::batch::*;
use crate::chores;

/// How many rows the list has: more than are written at a time.
const ROWS: u32 = 230;

fn list() -> Vec<u8> {
    let rows = (0..ROWS).map(|number| format!("Newcomer {number:04} House,Refuge\n"));
    rows.fold("Organisation,Type of service\n".to_owned(), |list, row| list + &row).into_bytes()
}

/// A list whose columns are told.
async fn told(app: &App, signed: &Signed) -> Id<Import> {
    let id = imports::send(app, signed, "list.csv", list()).await.unwrap();
    let mapping = imports::find(app, signed, id).await.unwrap().mapping;
    imports::map(app, signed, id, &mapping).await.unwrap();
    id
}

async fn found(app: &App, signed: &Signed, id: Id<Import>) -> (State, i32) {
    let import = imports::find(app, signed, id).await.unwrap();
    (import.state, import.done)
}

/// Goes on until nothing is left.
async fn finish(node: &mut Batches, app: &App) {
    while node.step(app).await.unwrap() {}
}

/// A list that is tried, and of whose rows some are written.
async fn begun(node: &mut Batches, app: &App, signed: &Signed) -> Id<Import> {
    let id = told(app, signed).await;
    finish(node, app).await;
    imports::apply(app, signed, id).await.unwrap();
    assert!(node.step(app).await.unwrap());
    assert_eq!(found(app, signed, id).await, (State::Applying, 50));
    id
}

#[tokio::test]
async fn a_draft_is_wiped_in_time_while_a_long_list_is_written() {
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let (mut node, chorer) = (Batches::new(), Holder::new());
    let id = begun(&mut node, app, &anna).await;
    let mut visit = draft::begin(app);
    visit::save(app, &mut visit).await.unwrap();
    assert!(matches!(visit.visit, Visit::Draft { .. }));
    trial.clock.step(app.rules.visit_idle + 1);
    assert!(chores::step(app, &chorer).await.unwrap());
    let now = app.now();
    let left = app.store.write(move |tx| store::report::visit::sweep(tx, now)).await.unwrap();
    assert_eq!(left, 0, "what nobody went on with was wiped");
    assert_eq!(found(app, &anna, id).await, (State::Applying, 50), "chores do not write lists");
    finish(&mut node, app).await;
    assert_eq!(found(app, &anna, id).await, (State::Applied, 230));
}

#[tokio::test]
async fn one_node_at_a_time_goes_on_and_another_takes_over() {
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let (mut one, mut other) = (Batches::new(), Batches::new());
    let id = begun(&mut one, app, &anna).await;
    assert!(!other.step(app).await.unwrap(), "it is the first node's turn");
    trial.clock.step(LEASE / 2 + 1);
    assert!(one.step(app).await.unwrap(), "whose lease goes on with its work");
    trial.clock.step(LEASE / 2 + 1);
    assert!(!other.step(app).await.unwrap());
    assert_eq!(found(app, &anna, id).await, (State::Applying, 100));
    // The first node dies.
    trial.clock.step(LEASE);
    assert!(other.step(app).await.unwrap());
    assert_eq!(found(app, &anna, id).await, (State::Applying, 150));
    assert!(!one.step(app).await.unwrap(), "and comes too late");
    // The other is told to stop.
    other.release(app).await.unwrap();
    assert!(one.step(app).await.unwrap(), "nobody waits for the end of a lease that was given up");
    finish(&mut one, app).await;
    assert_eq!(found(app, &anna, id).await, (State::Applied, 230), "each row once");
    let names = app.store.read(store::register::agency::names).await.unwrap();
    assert_eq!(names.len(), 230);
}

#[tokio::test]
async fn a_list_that_is_being_tried_is_tried_anew_by_whoever_takes_over() {
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let (mut one, mut other) = (Batches::new(), Batches::new());
    let id = told(app, &anna).await;
    for _ in 0..3 {
        assert!(one.step(app).await.unwrap());
    }
    assert_eq!(found(app, &anna, id).await.0, State::Checking);
    trial.clock.step(LEASE + 1);
    assert!(other.step(app).await.unwrap());
    finish(&mut other, app).await;
    assert!(!one.step(app).await.unwrap());
    assert_eq!(found(app, &anna, id).await, (State::Checked, 460));
    let tried = imports::tried(app, &anna, id, None, 0).await.unwrap();
    let counted: i64 = tried.counts.iter().map(|(_, count)| count).sum();
    assert_eq!((tried.total, counted), (230, 230), "no row stands twice");
    // Once it is tried, the server cannot open it any more.
    let lent = app.store.read(move |snapshot| import::lent_key(snapshot, id)).await.unwrap();
    assert_eq!(lent, None);
}

#[tokio::test]
async fn whoever_is_told_to_stop_begins_no_other_part() {
    let trial = Trial::new();
    let (app, anna) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
    let mut node = Batches::new();
    let id = begun(&mut node, app, &anna).await;
    node.release(app).await.unwrap();
    let stop = CancellationToken::new();
    stop.cancel();
    run(app, &stop).await;
    assert_eq!(found(app, &anna, id).await, (State::Applying, 50));
    // Started again, it goes on to the end, and is not woken for it.
    let stop = CancellationToken::new();
    let done = async {
        while found(app, &anna, id).await.0 != State::Applied {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    };
    tokio::join!(run(app, &stop), done);
    let batch = imports::find(app, &anna, id).await.unwrap().batch.unwrap();
    assert!(!batches::undo(app, &anna, batch).await.unwrap());
    let stop = CancellationToken::new();
    let done = async {
        while batches::find(app, &anna, batch).await.unwrap().state != BatchState::Undone {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    };
    tokio::join!(run(app, &stop), done);
    let token = node_is_free(app).await;
    assert!(token, "the lease was given up");
}

/// Whether nobody has the lease.
async fn node_is_free(app: &App) -> bool {
    let (now, token) = (app.now(), Holder::new().token());
    app.store.write(move |tx| lease::take(tx, NAME, &token, now, now)).await.unwrap()
}
