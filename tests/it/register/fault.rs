//! The database fails in the middle of writing a list, or of undoing one: no row is half done, and the rest
//! is done once the fault is over.

use candour::domain::register::batch::BatchState;
use candour::domain::register::import::State;
use candour::service::Problem;
use candour::service::register::batch;

use super::office::Office;
use crate::support::database::ENGINES;

/// Rows of a list: some parts of what is written at a time.
const ROWS: usize = 450;
/// How many of them are written, or undone, at a time.
const PART: usize = 50;

/// A list of agencies, each with somebody who works there.
fn list() -> String {
    let row = |number| format!("Agency {number:03},AA1 {}AB,Person {number:03},refuge\n", number % 10);
    (0..ROWS).map(row).fold("Name,Postcode,Contact,Type\n".to_owned(), |list, row| list + &row)
}

/// How many agencies and people there are, rows of the list that are left, and changes that are written down.
fn counts(office: &Office) -> [usize; 4] {
    ["agency", "contact", "import_row", "change"].map(|table| office.inside.database.count(table))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_while_writing_leaves_no_row_half_written() {
    for engine in ENGINES {
        let office = Office::open(engine).await;
        let (app, signed, database) = (&office.inside.app, &office.signed, &office.inside.database);
        let was = office.tables_but_versions();
        let id = office.tried(&list()).await.id;
        let made = office.begun(id).await;
        // The agency of this row is written by then, and so are those of the rows before it.
        database.break_at("INSERT", "contact", "Person 230");
        office.finish().await;
        let written = 230 / PART * PART;
        assert_eq!(counts(&office), [written, written, ROWS - written, 2 * written], "parts are whole");
        let later = "agency_mark WHERE agency_id NOT IN (SELECT id FROM agency)";
        assert_eq!(database.count(later), 0);
        let import = office.found(id).await;
        assert_eq!((import.state, usize::try_from(import.done)), (State::Applying, Ok(written)));
        let early = batch::undo(app, signed, made).await;
        assert!(matches!(early, Err(Problem::Stale)), "what is being written does not stand yet: {early:?}");

        database.mend("contact");
        office.finish().await;
        assert_eq!(office.found(id).await.state, State::Applied);
        assert_eq!(counts(&office), [ROWS, ROWS, 0, 2 * ROWS], "nothing is missing, nothing is there twice");
        assert_eq!(office.changes(made), 2 * ROWS);
        assert!(office.undone(made).await.is_empty());
        assert_eq!(office.tables_but_versions(), was);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_while_undoing_leaves_no_entry_half_undone() {
    for engine in ENGINES {
        let office = Office::open(engine).await;
        let (app, database) = (&office.inside.app, &office.inside.database);
        let was = office.tables_but_versions();
        let made = office.written(office.tried(&list()).await.id).await;
        // Everybody is taken out by then, and some agencies.
        database.break_at("DELETE", "agency", "Agency 333");
        let whole = batch::undo(app, &office.signed, made).await.expect("undoing begins");
        assert!(!whole, "it takes more than one part");
        office.finish().await;
        assert_eq!(standing(&office, made).await, BatchState::Undoing, "it is not said to be undone");
        let [agencies, people, ..] = counts(&office);
        assert_eq!((agencies % PART, people), (0, 0), "parts are whole");
        assert!(agencies > 0);

        database.mend("agency");
        office.finish().await;
        assert!(office.left(made).await.is_empty());
        assert_eq!(office.tables_but_versions(), was);
    }
}

async fn standing(
    office: &Office,
    id: candour::domain::platform::id::Id<candour::domain::register::batch::Batch>,
) -> BatchState {
    batch::find(&office.inside.app, &office.signed, id).await.expect("a batch").state
}
