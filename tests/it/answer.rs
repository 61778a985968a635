//! A commit takes place, and its answer is lost: a connection that is cut at that moment, a disk that gives
//! an error after it has written. Nobody's file is deleted then, nothing that is sent again stands twice, and
//! nobody is told what is not so.

mod rig;
mod walk;

use crate::support::database::Engine;

use rig::{Fault, Rig};

/// The server cannot be shown that its answer was lost without a connection in between: an embedded database
/// has none.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lost_answer_is_asked_for_and_nobody_notices() {
    let quiet = walked(Engine::Postgres, Fault::None).await;
    let lost = walked(Engine::Postgres, Fault::Lost).await;
    assert_eq!(quiet, lost);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_again_stands_once_and_keeps_its_files_on_sqlite() {
    stands_once(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sent_again_stands_once_and_keeps_its_files_on_postgresql() {
    stands_once(Engine::Postgres).await;
}

async fn stands_once(engine: Engine) {
    let quiet = walked(engine, Fault::None).await;
    let lost = walked(engine, Fault::LostWithAll).await;
    assert_eq!(quiet, lost);
}

/// Everybody does what they do here; then each table's rows are counted.
async fn walked(engine: Engine, fault: Fault) -> Vec<String> {
    println!("{engine:?}, {fault:?}");
    let mut rig = Rig::new(engine, fault);
    let before = rig.rows();
    walk::report(&mut rig).await;
    walk::triage(&mut rig).await;
    walk::register(&mut rig).await;
    walk::agency(&mut rig).await;
    rig.files_are_there();
    if let (true, Some(lost)) = (fault != Fault::None, rig.lost()) {
        println!("{lost} answers lost");
        assert!(lost > 20, "too few answers were lost for a test: {lost}");
    }
    let after = rig.rows();
    let more = after.iter().map(|(table, count)| format!("{table}: {}", count - before[table]));
    more.collect()
}
