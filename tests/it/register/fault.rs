//! The database fails in the middle of writing a list, or of undoing one: nothing is half done, and all of it can be done
//! once the fault is over.

use std::time::Duration;

use candour::domain::import::State;
use candour::service::{import, register};
use tokio::time::sleep;

use super::office::Office;
use crate::support::database::ENGINES;

/// Rows of a list: some parts of what is written at a time.
const ROWS: usize = 450;
/// How many of them are written at a time.
const PART: usize = 200;

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
        let (house, signed, database) = (&office.inside.house, &office.signed, &office.inside.database);
        let was = office.tables_but_versions();
        let id = office.tried(&list()).await.id;
        let batch = office.begun(id).await;
        // The agency of this row is written by then, and so are those of the rows before it.
        database.break_at("INSERT", "contact", "Person 250");
        import::work(house.clone(), id).await;
        assert_eq!(counts(&office), [PART, PART, ROWS - PART, 2 * PART], "parts are whole");
        let later = "agency_mark WHERE agency_id NOT IN (SELECT id FROM agency)";
        assert_eq!(database.count(later), 0);
        let import = office.found(id).await;
        assert_eq!((import.state, import.done), (State::Applying, 200));

        database.mend("contact");
        assert!(!import::take_up(house, signed, id).await.expect("an import"), "somebody may be at it");
        office.inside.clock.step(60);
        assert!(import::take_up(house, signed, id).await.expect("an import"));
        import::work(house.clone(), id).await;
        assert_eq!(office.found(id).await.state, State::Applied);
        assert_eq!(counts(&office), [ROWS, ROWS, 0, 2 * ROWS], "nothing is missing, nothing is there twice");
        assert_eq!(office.changes(batch), 2 * ROWS);
        assert!(office.undone(batch).await.is_empty());
        assert_eq!(office.tables_but_versions(), was);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_fault_while_undoing_leaves_everything_as_it_was() {
    for engine in ENGINES {
        let office = Office::open(engine).await;
        let database = &office.inside.database;
        let was = office.tables_but_versions();
        let batch = office.written(office.tried(&list()).await.id).await;
        let (is, history) = (office.tables(), database.count("change"));
        // Everybody is taken out by then, and most agencies.
        database.break_at("DELETE", "agency", "Agency 333");
        assert!(register::undo(&office.inside.house, &office.signed, batch).await.is_err());
        assert_eq!((office.tables(), database.count("change")), (is, history));
        assert_eq!(database.count("batch WHERE undone_at IS NULL"), 1, "it is not said to be undone");
        database.mend("agency");
        assert!(office.undone(batch).await.is_empty());
        assert_eq!(office.tables_but_versions(), was);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_undone_half_written_is_not_written_further() {
    for engine in ENGINES {
        let office = Office::open(engine).await;
        let (house, signed, database) = (&office.inside.house, &office.signed, &office.inside.database);
        let was = office.tables_but_versions();
        let id = office.tried(&list()).await.id;
        let batch = office.begun(id).await;
        database.break_at("INSERT", "contact", "Person 250");
        import::work(house.clone(), id).await;
        database.mend("contact");
        assert!(office.undone(batch).await.is_empty());
        office.inside.clock.step(60);
        assert!(import::take_up(house, signed, id).await.expect("an import"));
        import::work(house.clone(), id).await;
        assert_eq!(office.found(id).await.state, State::Applied);
        assert_eq!((office.tables_but_versions(), counts(&office)[2]), (was, 0));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn undoing_at_any_moment_of_writing_takes_back_all_of_it() {
    for engine in ENGINES {
        let office = Office::open(engine).await;
        let was = office.tables_but_versions();
        for milliseconds in [0, 10, 30, 60, 120, 240, 480] {
            let id = office.tried(&list()).await.id;
            let batch = office.begun(id).await;
            let work = tokio::spawn(import::work(office.inside.house.clone(), id));
            sleep(Duration::from_millis(milliseconds)).await;
            assert!(office.undone(batch).await.is_empty());
            work.await.expect("it ends");
            assert_eq!(office.tables_but_versions(), was, "after {milliseconds} ms");
        }
    }
}
