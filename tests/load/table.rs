//! Markdown tables.

/// A table in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    pub(crate) title: String,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns. The first column is text, the others are numbers.
    pub(crate) fn new(title: &str, head: &[&str]) -> Self {
        Self { title: title.into(), head: head.iter().map(ToString::to_string).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: &[String]) {
        eprintln!("  {}", cells.join(" | "));
        self.rows.push(cells.to_vec());
    }

    /// The table as Markdown.
    pub(crate) fn to_text(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let rule = std::iter::once("---").chain(self.head.iter().skip(1).map(|_| "--:"));
        let mut text = format!("{}\n\n{}", self.title, line(&self.head));
        text += &format!("| {} |\n", rule.collect::<Vec<_>>().join(" | "));
        self.rows.iter().for_each(|row| text += &line(row));
        text + "\n"
    }
}

/// A number with as many digits as it deserves.
pub(crate) fn number(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}
