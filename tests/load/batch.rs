//! What importing a long list, and undoing that, costs those who send a report meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use candour::crypto::token::Token;
use candour::domain::identity::staff::Staff;
use candour::domain::platform::id::Id;
use candour::domain::register::batch::BatchState;
use candour::domain::register::import::State;
use candour::service::App;
use candour::service::identity::session::Signed;
use candour::service::identity::sign_in::current;
use candour::service::register::batch::{self, Undoer};
use candour::service::register::import::{self, Importer};
use candour::service::report::draft;
use candour::service::report::visit::save;

use crate::app::Inside;
use crate::deployment::Deployment;
use crate::report::Report;
use crate::staff::{code, enrol, signed_in};
use crate::table::number;

/// How many agencies the list has, each with somebody who works there.
const ROWS: usize = 10_000;
/// The desk's manager, whose link is the first.
const MANAGER: &str = "i.vale@psd.example";

/// Reads a list in and undoes that, while a reporter goes from page to page.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    let secret = enrol(&server, &inside, deployment.links.first().expect("a link"));
    let mut manager = server.client();
    signed_in(&mut manager, &inside, MANAGER, &code(&inside, &secret));
    let (_, cookie) = manager.cookie.split_once('=').expect("a cookie");
    let token = Token::parse(cookie).expect("a token");
    let signed = inside.runtime.block_on(current::<Staff>(&inside.app, &token)).expect("a session");
    eprintln!("importing {ROWS} agencies, and undoing that");
    let app = &inside.app;
    let id = inside.runtime.block_on(tried(app, &signed));
    let mut row = |what: &str, (seconds, waits): (f64, [f64; 2])| {
        let head = ["", "seconds", "a reporter’s page waits at most, ms", "half of them at most, ms"];
        report.table("Reading in 10,000 agencies with 10,000 contacts", &head).row(&[
            format!("{what}, {}", deployment.name()),
            number(seconds),
            number(waits[0]),
            number(waits[1]),
        ]);
    };
    row(
        "nothing meanwhile",
        inside.runtime.block_on(beside(app, async { tokio::time::sleep(Duration::from_secs(3)).await })),
    );
    row("writing", inside.runtime.block_on(beside(app, written(app, &signed, id))));
    let made = inside.runtime.block_on(import::find(app, &signed, id)).expect("an import");
    assert_eq!(made.state, State::Applied, "every row was written");
    let made = made.batch.expect("a batch");
    row("undoing", inside.runtime.block_on(beside(app, undone(app, &signed, made))));
    let view = inside.runtime.block_on(batch::find(app, &signed, made)).expect("a batch");
    assert_eq!(view.state, BatchState::Undone, "everything was undone");
}

/// Goes on with whatever waits, as the worker does; without its lease, which the server beside this may have.
pub(crate) async fn finish(app: &App) {
    let (mut importer, mut undoer) = (Importer::default(), Undoer::default());
    while importer.step(app).await.expect("a part") | undoer.step(app).await.expect("a part") {}
}

async fn tried(app: &App, signed: &Signed) -> Id<candour::domain::register::import::Import> {
    let mut file =
        String::from("Organisation,Type of service,Telephone,Email,Postcode,Contact name,Contact email\n");
    for number in 0..ROWS {
        file += &format!(
            "Newcomer {number} House,Refuge,01632 9{number:05},info@new{number}.example,AA{} {}AB,Ada Marsh,ada@new{number}.example\n",
            number % 90 + 1,
            number % 9 + 1
        );
    }
    let id = import::send(app, signed, "list.csv", file.into_bytes()).await.expect("a file");
    let found = import::find(app, signed, id).await.expect("an import");
    import::map(app, signed, id, &found.mapping).await.expect("columns");
    finish(app).await;
    id
}

async fn written(app: &App, signed: &Signed, id: Id<candour::domain::register::import::Import>) {
    import::apply(app, signed, id).await.expect("begin to write");
    finish(app).await;
}

async fn undone(app: &App, signed: &Signed, id: Id<candour::domain::register::batch::Batch>) {
    batch::undo(app, signed, id).await.expect("begin to undo");
    finish(app).await;
}

/// Seconds that some work takes, and how long each page of a reporter waited meanwhile: at most, and half of
/// them.
async fn beside(app: &App, work: impl Future<Output = ()>) -> (f64, [f64; 2]) {
    let stop = Arc::new(AtomicBool::new(false));
    let reporter = tokio::spawn(pages(app.clone(), Arc::clone(&stop)));
    let begun = Instant::now();
    work.await;
    let seconds = begun.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    let mut waits = reporter.await.expect("the reporter’s pages");
    waits.sort_by(f64::total_cmp);
    (seconds, [*waits.last().expect("a page"), waits[waits.len() / 2]])
}

/// Milliseconds that each page of a report takes to be kept, one after another.
async fn pages(app: App, stop: Arc<AtomicBool>) -> Vec<f64> {
    let (mut visit, mut waits) = (draft::begin(&app), Vec::new());
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        save(&app, &mut visit).await.expect("keep a page");
        waits.push(begun.elapsed().as_secs_f64() * 1_000.0);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    waits
}
