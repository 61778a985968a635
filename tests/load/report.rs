//! What is printed at the end.

use crate::figures::Figures;
use crate::machine;
use crate::table::{Table, number};

/// Tables in the order they are printed, and the figures that are compared at the end.
#[derive(Debug, Default)]
pub(crate) struct Report {
    machine: String,
    tables: Vec<Table>,
    /// Figures by name and engine.
    values: Vec<(f64, String, &'static str)>,
}

impl Report {
    /// Says what this is measured on.
    pub(crate) fn machine(&mut self) {
        self.machine = machine::describe();
        eprintln!("{}", self.machine);
    }

    /// Adds rows to the table with this title, which is made if it is not there.
    pub(crate) fn table(&mut self, title: &str, head: &[&str]) -> &mut Table {
        let at = self.tables.iter().position(|table| table.title == title).unwrap_or_else(|| {
            self.tables.push(Table::new(title, head));
            self.tables.len() - 1
        });
        &mut self.tables[at]
    }

    /// A row about operations.
    pub(crate) fn figures(&mut self, title: &str, what: &str, clients: usize, figures: &Figures) {
        let head = [
            "",
            "clients",
            "per second",
            "CPU of Candour, ms each",
            "CPU of PostgreSQL, ms each",
            "p50, ms",
            "p99, ms",
        ];
        let database = figures.database_each();
        let cells = [
            what.to_owned(),
            clients.to_string(),
            number(figures.rate()),
            number(figures.cpu_each()),
            if database > 0.0 { number(database) } else { "–".into() },
            number(figures.within(50)),
            number(figures.within(99)),
        ];
        self.table(title, &head).row(&cells);
    }

    /// Keeps the rate and the CPU of the number of clients that got most done.
    pub(crate) fn keep(&mut self, engine: &'static str, name: &str, figures: &Figures) {
        let rate = figures.rate();
        if self.value(name, engine).is_none_or(|best| rate > best) {
            self.values.retain(|(_, known, of)| *of != engine || !known.starts_with(name));
            self.keep_value(name, engine, rate);
            self.keep_value(&format!("{name} CPU"), engine, figures.cpu_each());
        }
    }

    /// Keeps a figure, the greatest of those of one name.
    pub(crate) fn keep_value(&mut self, name: &str, engine: &'static str, value: f64) {
        self.values.push((value, name.to_owned(), engine));
    }

    /// What was kept of each engine.
    pub(crate) fn both(&self, name: &str) -> [Option<f64>; 2] {
        ["SQLite", "PostgreSQL"].map(|engine| self.value(name, engine))
    }

    fn value(&self, name: &str, engine: &str) -> Option<f64> {
        let known = self.values.iter().filter(|(_, known, of)| known == name && *of == engine);
        known.map(|(value, ..)| *value).reduce(f64::max)
    }

    /// Prints everything.
    pub(crate) fn print(&self) {
        println!("{}\nAt the end: {}\n", self.machine, machine::busy());
        self.tables.iter().for_each(|table| print!("{}", table.to_text()));
    }
}
