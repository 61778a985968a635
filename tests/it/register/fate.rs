//! What becomes of the rows of any list, on a real store: every row has one fate, a list that is written
//! twice is written once, and what was written can be taken back to the letter.

use candour::domain::platform::id::Id;
use candour::domain::register::agency::Agency;
use candour::domain::register::import::RowOutcome;
use candour::domain::register::import::import_plan::{Choice, RowPlan};
use candour::service::register::{engagement, entry, follow_up, import};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::office::{Office, Tried};
use crate::support::database::Engine;

/// Lists that are made up on each engine. The rules alone are tried on more (`domain::register::import`);
/// this is about the tables.
const CASES: u32 = 40;

const HEADINGS: [&str; 20] = [
    "Name",
    "Also known as",
    "Postcode",
    "Phone",
    "Email",
    "Website",
    "Type",
    "Languages",
    "District",
    "Charity number",
    "Address",
    "Withheld",
    "Contact",
    "Contact role",
    "Contact email",
    "Notes",
    "Strange",
    "Agrees to be named in public",
    "Referral pathway agreed",
    "Contact single point of contact",
];

/// Cells that meet, so that rows are about the same agencies and people: few names, postcodes, numbers. And
/// anything else.
const CELLS: [&str; 31] = [
    "",
    "Brook",
    "The Brook Ltd",
    "Dale",
    "Fen",
    "AA3 1AB",
    "AA3 1AC",
    "01632 960001",
    "01632 960002 / 01632 960003",
    "a@brook.example",
    "b@dale.example",
    "www.brook.example",
    "refuge",
    "GP; IDVA",
    "Polish, Urdu",
    "Northmere",
    "Harrow Green",
    "yes",
    "no",
    "withheld",
    "PO Box 12, Eastfold",
    "1 Quay Street, AA3 1AD",
    "1100001",
    "1100002",
    "Ada Marsh",
    "Tom Reed",
    "Siân O’Neill",
    "3 March 2027",
    "=1+1",
    "\"quoted, cell\"",
    "-",
];

/// What is done about rows that may be doubles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    /// They are other agencies.
    Another,
    /// They are the first that they may be.
    First,
    /// The same, also when another row is about that agency.
    Together,
    /// Nothing: they are left out.
    None,
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => prop::sample::select(&CELLS[..]).prop_map(str::to_owned),
        1 => "(\\PC|[\\x00\\t\\r\\n,;|]){0,12}",
    ]
}

/// Rows of a list.
fn list(most: usize) -> impl Strategy<Value = Vec<Vec<String>>> {
    // Most rows have a name, or all would be errors.
    let name = prop_oneof![5 => prop::sample::select(vec!["Brook", "The Brook Ltd", "Dale", "Fen", "Harbour Advice"]).prop_map(str::to_owned), 1 => cell()];
    let row = (name, prop::collection::vec(cell(), HEADINGS.len() - 1))
        .prop_map(|(name, cells)| std::iter::once(name).chain(cells).collect());
    prop::collection::vec(row, 0..most)
}

fn csv(rows: &[Vec<String>]) -> String {
    let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
    let lines = rows.iter().map(|row| row.iter().map(quote).collect::<Vec<_>>().join(","));
    std::iter::once(HEADINGS.join(",")).chain(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn lists_on_sqlite() {
    hold_on(Engine::Sqlite);
}

#[test]
fn lists_on_postgresql() {
    hold_on(Engine::Postgres);
}

fn hold_on(engine: Engine) {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let office = runtime.block_on(Office::open(engine));
    let decision = prop::sample::select(vec![
        Decision::Another,
        Decision::Another,
        Decision::First,
        Decision::Together,
        Decision::None,
    ]);
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let tried = runner.run(&(list(8), list(12), decision), |(before, rows, decision)| {
        runtime.block_on(holds(&office, &before, &rows, decision))
    });
    tried.unwrap_or_else(|problem| panic!("{engine:?}: {problem}"));
}

async fn holds(
    office: &Office,
    before: &[Vec<String>],
    rows: &[Vec<String>],
    decision: Decision,
) -> Result<(), TestCaseError> {
    office.clear();
    furnish(office, &known_before(before, rows)).await;
    let (text, was) = (csv(rows), office.tables_but_versions());

    let tried = office.tried(&text).await;
    let sum: i64 = tried.counts.values().sum();
    prop_assert_eq!(sum, i64::try_from(rows.len()).expect("a number"), "the fates are the rows");
    let numbers: Vec<_> = tried.rows.iter().map(|row| row.number).collect();
    prop_assert!(numbers.is_sorted_by(|one, other| one < other), "each row has one fate: {:?}", numbers);
    decide(office, &tried, decision).await;
    let batch = office.written(tried.id).await;

    // A row that is left out may be plain once others are written: then it is not the same list that is
    // written again. And of rows that are put onto one agency the later stands where they contradict each
    // other, each time they are read.
    let open = matches!(decision, Decision::None | Decision::Together);
    if !open || !tried.rows.iter().any(|row| row.fate == RowOutcome::Double) {
        let is = office.tables();
        let again = office.tried(&text).await;
        let sum: i64 = again.counts.values().sum();
        prop_assert_eq!(sum, i64::try_from(rows.len()).expect("a number"), "the fates are the rows, again");
        for row in &again.rows {
            let more = matches!(row.fate, RowOutcome::New | RowOutcome::Update);
            prop_assert!(!more, "written twice: {:#?}\n{:#?}\n{:#?}", row, tried.rows, is);
        }
        let second = office.written(again.id).await;
        prop_assert_eq!(office.changes(second), 0);
        prop_assert_eq!(office.tables(), is, "writing it again changes nothing");
    }

    let left = office.undone(batch).await;
    prop_assert!(left.is_empty(), "left: {:?}", left);
    prop_assert_eq!(office.tables_but_versions(), was, "undone is as before");
    Ok(())
}

/// What is known before. An address that a list says is withheld is gone for good, also when the list is
/// undone: the lists that say so meet none.
fn known_before(before: &[Vec<String>], rows: &[Vec<String>]) -> Vec<Vec<String>> {
    let withheld = HEADINGS.iter().position(|heading| *heading == "Withheld").expect("a column");
    let says = |row: &Vec<String>| {
        !row[withheld].is_empty() || row.iter().any(|cell| cell.to_lowercase().contains("withheld"))
    };
    let mut before = before.to_vec();
    if rows.iter().any(says) {
        for row in &mut before {
            for (heading, cell) in HEADINGS.iter().zip(row) {
                if ["Address", "Postcode"].contains(heading) {
                    cell.clear();
                }
            }
        }
    }
    before
}

/// A register to read a list into: agencies and people from another list, and a ledger that refers to some of
/// them.
async fn furnish(office: &Office, rows: &[Vec<String>]) {
    let tried = office.tried(&csv(rows)).await;
    decide(office, &tried, Decision::Another).await;
    office.written(tried.id).await;
    let (database, app, signed) = (&office.inside.database, &office.inside.app, &office.signed);
    let agencies = database.lines("SELECT id AS line FROM agency ORDER BY name, id LIMIT 2");
    let people = database.lines("SELECT id AS line FROM contact ORDER BY name, id LIMIT 2");
    let Some(first) = agencies.first() else { return };
    let mut typed = vec![("kind".to_owned(), "BRF".to_owned()), ("day".to_owned(), "2026-11-02".to_owned())];
    typed.extend(agencies.iter().map(|id| ("agency".to_owned(), id.clone())));
    typed.extend(people.iter().map(|id| ("contact".to_owned(), id.clone())));
    engagement::add(app, signed, app.id(), &typed).await.expect("an engagement");
    let task = [("task".to_owned(), "Call them".to_owned()), ("due".to_owned(), "2026-12-01".to_owned())];
    let origin = follow_up::Origin::Agency(first.parse().expect("an identifier"));
    follow_up::add(app, signed, app.id(), origin, &task).await.expect("a follow-up");
}

async fn decide(office: &Office, tried: &Tried, decision: Decision) {
    let (app, signed) = (&office.inside.app, &office.signed);
    match decision {
        Decision::None => {}
        Decision::Another => {
            import::choose_all(app, signed, tried.id, Some(Choice::New)).await.expect("a decision");
        }
        Decision::Together => {
            let doubles = tried.rows.iter().filter(|row| row.fate == RowOutcome::Double);
            let first = |row: &RowPlan| row.candidates.first().map(|one| (row.number, one.id.to_string()));
            let chosen: Vec<_> = doubles.filter_map(first).collect();
            import::choose(app, signed, tried.id, &chosen).await.expect("decisions");
        }
        Decision::First => {
            // Here each agency is chosen once.
            let mut taken: Vec<_> = tried.rows.iter().filter_map(|row| row.agency).collect();
            let mut chosen = Vec::new();
            for row in tried.rows.iter().filter(|row| row.fate == RowOutcome::Double) {
                let free = row.candidates.iter().map(|one| one.id).find(|id| !taken.contains(id));
                taken.extend(free);
                chosen.push((row.number, free.map_or("new".to_owned(), |id| id.to_string())));
            }
            import::choose(app, signed, tried.id, &chosen).await.expect("decisions");
        }
    }
}

/// Undoing spares what somebody has used or changed since: their words are not taken with it.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_used_since_stays() {
    for engine in crate::support::database::ENGINES {
        let office = Office::open(engine).await;
        let (app, signed) = (&office.inside.app, &office.signed);
        let names = ["Met", "Asked", "Waiting", "Changed", "Untouched"];
        let rows = names.map(|name| format!("{name},Ada {name},refuge"));
        let tried = office.tried(&format!("Name,Contact,Type\n{}\n", rows.join("\n"))).await;
        let batch = office.written(tried.id).await;
        let id = |name: &str| {
            office.inside.database.line(&format!("SELECT id AS line FROM agency WHERE name = '{name}'"))
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let met = [pair("kind", "VIS"), pair("day", "2026-11-02"), pair("agency", &id("Met"))];
        engagement::add(app, signed, app.id(), &met).await.expect("an engagement");
        let task = [pair("task", "Call them"), pair("due", "2026-12-01")];
        let origin = follow_up::Origin::Agency(id("Asked").parse().expect("an identifier"));
        follow_up::add(app, signed, app.id(), origin, &task).await.expect("a follow-up");
        let until = app.now().day().plus_days(30).iso();
        let waiting = id("Waiting").parse().expect("an identifier");
        candour::service::register::call_list::snooze(app, signed, waiting, &until, "They move house")
            .await
            .expect("left out for now");
        let typed = [
            pair("name", "Changed"),
            pair("types", "DA-REF"),
            pair("status", "registered"),
            pair("tier", "A"),
        ];
        let changed: Id<Agency> = id("Changed").parse().expect("an identifier");
        entry::save(app, signed, changed, 0, &typed).await.expect("a change");

        assert_eq!(office.undone(batch).await, ["Asked", "Changed", "Met", "Waiting"]);
        let database = &office.inside.database;
        assert_eq!(
            database.lines("SELECT name AS line FROM agency ORDER BY name"),
            ["Asked", "Changed", "Met", "Waiting"]
        );
        assert_eq!(database.count("contact"), 0, "nobody has met these");
        assert_eq!((database.count("follow_up"), database.count("snooze")), (1, 1));
    }
}

/// A row may change an agency, and a later one tell that its address is withheld: then the old address, the
/// new one and what the notes say of it are nowhere, in no history either.
#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_a_later_row_withholds_is_nowhere() {
    for engine in crate::support::database::ENGINES {
        let office = Office::open(engine).await;
        let heads = "Name,Type,Phone,Address,Postcode,Charity number,Withheld";
        for place in ["1 Secret Lane,AA3 1AB", "2 Secret Lane,AA3 1AB"] {
            let tried = office.tried(&format!("{heads}\nHarbour House,refuge,,{place},,\n")).await;
            office.written(tried.id).await;
        }
        assert!(office.everything().join("\n").contains("1 Secret Lane"), "history has it until then");
        let list = format!(
            "{heads}\nHarbour House,,01632 960001,\"3 Secret Lane, BB3 1AB\",near Secret Gate,1100001,\n\
             Harbour House,,,,,1100002,yes\n"
        );
        let tried = office.tried(&list).await;
        let fates: Vec<_> = tried.rows.iter().map(|row| row.fate).collect();
        assert_eq!(fates, [RowOutcome::Double, RowOutcome::Update], "two rows, apart, about one agency");
        decide(&office, &tried, Decision::Together).await;
        let batch = office.written(tried.id).await;
        let nowhere = || {
            let rows = office.everything().join("\n");
            assert!(rows.contains("Harbour House") && rows.contains("01632 960001"), "{rows}");
            for hidden in ["Secret", "secret", "AA3 1AB", "BB3 1AB", "aa3 1ab", "bb3 1ab"] {
                assert!(!rows.contains(hidden), "{engine:?}: {hidden}: {rows}");
            }
        };
        nowhere();
        assert_eq!(office.undone(batch).await, Vec::<String>::new());
        nowhere();
    }
}

/// A no of a list is written as a change and taken back as one.
#[tokio::test(flavor = "multi_thread")]
async fn a_no_is_undone_as_any_change() {
    for engine in crate::support::database::ENGINES {
        let office = Office::open(engine).await;
        let heads = "Name,Agrees to be named in public,Referral pathway agreed,Contact,Contact single point of contact";
        let tried = office.tried(&format!("{heads}\nHarbour House,yes,yes,Ada Marsh,yes\n")).await;
        office.written(tried.id).await;
        let was = office.tables_but_versions();
        let tried = office.tried(&format!("{heads}\nHarbour House,no,no,Ada Marsh,no\n")).await;
        assert_eq!((tried.rows[0].fate, tried.rows[0].differences.len()), (RowOutcome::Update, 3));
        let batch = office.written(tried.id).await;
        let database = &office.inside.database;
        assert_eq!(
            database.count("agency WHERE record LIKE '%\"named\"%' OR record LIKE '%\"pathway\"%'"),
            0
        );
        assert_eq!(database.count("contact WHERE record LIKE '%\"spoc\"%'"), 0);
        office.undone(batch).await;
        assert_eq!(office.tables_but_versions(), was, "{engine:?}");
    }
}
