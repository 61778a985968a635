//! An office with an empty register: what importing lists does to the tables, without pages between.

use std::collections::{BTreeMap, HashMap};

use candour::domain::platform::id::Id;
use candour::domain::register::agency::NAME;
use candour::domain::register::batch::{Batch, BatchState};
use candour::domain::register::import::import_plan::RowPlan;
use candour::domain::register::import::{Import, RowOutcome, State};
use candour::domain::register::part::Only;
use candour::service::Problem;
use candour::service::identity::session::Signed;
use candour::service::register::batch::{self, Undoer};
use candour::service::register::import::{self, Importer};

use crate::support::database::Engine;
use crate::support::premises::Inside;
use crate::support::schema::{self, REGISTER};

/// Those who tell what was done, and how lists come in: they grow with everything that is done, undoing too.
const HISTORY: [&str; 6] = ["batch", "change", "import", "import_part", "import_row", "import_mapping"];

/// An application and an engagement officer.
pub(super) struct Office {
    pub(super) inside: Inside,
    pub(super) signed: Signed,
}

impl Office {
    /// A new one on this engine.
    pub(super) async fn open(engine: Engine) -> Self {
        let inside = Inside::without_worker(engine);
        let signed = inside.signed("c.birch").await;
        let office = Self { inside, signed };
        office.clear();
        office
    }

    /// Takes everything off the register and out of the ledger.
    pub(super) fn clear(&self) {
        for table in [
            "import",
            "engagement",
            "campaign",
            "follow_up",
            "practitioner",
            "contact",
            "agency",
            "change",
            "batch",
            "import_mapping",
        ] {
            self.inside.database.run(&format!("DELETE FROM {table}"));
        }
    }

    /// Every row of every table of the register and the ledger, save for history: all that undoing must
    /// restore.
    pub(super) fn tables(&self) -> Vec<String> {
        self.rows(|_, _| true)
    }

    /// As [`Self::tables`], without the versions of agencies and contacts. They count how often a row was
    /// written: if undoing took them back, a form that was drawn before would not find out that the entry has
    /// changed since.
    pub(super) fn tables_but_versions(&self) -> Vec<String> {
        self.rows(|table, column| !(["agency", "contact"].contains(&table) && column == "version"))
    }

    /// Every row of every table of the register and the ledger, and of history.
    pub(super) fn everything(&self) -> Vec<String> {
        let mut rows = self.tables();
        rows.extend(self.inside.database.rows([("change", vec!["subject_id", "sort", "before", "after"])]));
        rows
    }

    fn rows(&self, wanted: impl Fn(&str, &str) -> bool) -> Vec<String> {
        let columns = schema::columns(REGISTER);
        let mut tables: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (table, column, ..) in &columns {
            if !HISTORY.contains(&table.as_str()) && wanted(table, column) {
                tables.entry(table).or_default().push(column);
            }
        }
        assert!(tables.len() > 15, "the tables were found: {tables:?}");
        self.inside.database.rows(tables)
    }

    /// Sends a list and tries it.
    pub(super) async fn tried(&self, text: &str) -> Tried {
        let (app, signed) = (&self.inside.app, &self.signed);
        let id = import::send(app, signed, "list.csv", text.into()).await.expect("a list");
        let mapping = import::find(app, signed, id).await.expect("an import").mapping;
        import::map(app, signed, id, &mapping).await.expect("columns");
        self.finish().await;
        let mut tried = Tried { id, counts: HashMap::new(), rows: Vec::new() };
        loop {
            let from = i64::try_from(tried.rows.len()).expect("a number");
            let page = import::tried(app, signed, id, None, from).await.expect("rows");
            assert_eq!(page.import.state, State::Checked);
            tried.counts = page.counts.into_iter().collect();
            tried.rows.extend(page.rows);
            if i64::try_from(tried.rows.len()).expect("a number") >= page.total {
                return tried;
            }
        }
    }

    /// Goes on with whatever waits, as the worker does.
    pub(super) async fn finish(&self) {
        let (app, mut importer, mut undoer) = (&self.inside.app, Importer::default(), Undoer::default());
        while importer.step(app).await.expect("a part") | undoer.step(app).await.expect("a part") {}
    }

    /// Leaves a list that was tried to be written. Gives the batch.
    pub(super) async fn begun(&self, id: Id<Import>) -> Id<Batch> {
        import::apply(&self.inside.app, &self.signed, id).await.expect("writing begins");
        self.found(id).await.batch.expect("a batch")
    }

    /// Writes a list that was tried. Gives the batch.
    pub(super) async fn written(&self, id: Id<Import>) -> Id<Batch> {
        let batch = self.begun(id).await;
        self.finish().await;
        assert_eq!(self.found(id).await.state, State::Applied);
        batch
    }

    /// How far a list is.
    pub(super) async fn found(&self, id: Id<Import>) -> Import {
        import::find(&self.inside.app, &self.signed, id).await.expect("an import")
    }

    /// Undoes a batch; gives what was left as it was. Asks again while the database is busy, as a person
    /// would.
    pub(super) async fn undone(&self, id: Id<Batch>) -> Vec<String> {
        let app = &self.inside.app;
        loop {
            match batch::undo(app, &self.signed, id).await {
                Err(Problem::Busy) => {}
                begun => break assert!(begun.is_ok(), "{begun:?}"),
            }
        }
        self.finish().await;
        self.left(id).await
    }

    /// The names of entries that were left when a batch was undone, all of it.
    pub(super) async fn left(&self, id: Id<Batch>) -> Vec<String> {
        let view =
            batch::view(&self.inside.app, &self.signed, id, Some(Only::Left), 0).await.expect("a batch");
        assert_eq!(view.batch.state, BatchState::Undone);
        let records = view.parts.iter().filter_map(|part| part.change.after.as_ref());
        records.map(|record| record.get(NAME).to_owned()).collect()
    }

    /// How many changes a batch has made.
    pub(super) fn changes(&self, batch: Id<Batch>) -> usize {
        self.inside.database.count(&format!("change WHERE batch_id = '{batch}'"))
    }
}

/// A list that was tried.
pub(super) struct Tried {
    pub(super) id: Id<Import>,
    pub(super) counts: HashMap<RowOutcome, i64>,
    pub(super) rows: Vec<RowPlan>,
}
