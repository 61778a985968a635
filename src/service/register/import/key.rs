//! The key of what is in a list.
//!
//! A list on its way in may hold the address of a refuge, which must never be stored. So nothing of it rests
//! in clear: each list has a key of its own, sealed to whoever imports it. While the rows are being checked,
//! and while they are being written, the key is also sealed to the server, so that any node can go on; with
//! the last row, all of it is forgotten.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::context::SealContext;
use crypto::secret::{PlainBytes, Secret};
use domain::platform::id::Id;
use domain::register::import::Import;
use domain::register::import::import_plan::RowPlan;
use domain::register::import::sheet::Sheet;
use store::register::import::{self as rows, SealedRow};

use crate::identity::session::Signed;
use crate::{App, Problem};

/// How much of a file is sealed as one part, bytes: what fits into a size bucket with what padding adds.
const PART: usize = 256 * 1_024 - 16;

/// The key of what is in one list.
#[derive(Clone, Debug)]
pub(super) struct Key {
    import: Id<Import>,
    key: ContentKey,
}

impl Key {
    /// A new one.
    pub(super) fn new(import: Id<Import>) -> Self {
        Self { import, key: ContentKey::random() }
    }

    /// The key of a list that this person imports.
    pub(super) async fn of(app: &App, signed: &Signed, import: Id<Import>) -> Result<Self, Problem> {
        let sealed = app.read(move |snapshot| rows::sealed_key(snapshot, import)).await?;
        let (sealed, text) = (sealed.ok_or(Problem::Missing)?, import.to_string());
        let opened = signed.private.open(&SealContext::new("import", &text, "sealed_key"), &sealed);
        Self::read(app, import, opened).await
    }

    /// The key of a list that is being checked or written.
    pub(super) async fn lent(app: &App, import: Id<Import>) -> Result<Self, Problem> {
        let sealed = app.read(move |snapshot| rows::lent_key(snapshot, import)).await?;
        let (sealed, text) = (sealed.ok_or(Problem::Missing)?, import.to_string());
        let opened = app.work.open(&SealContext::new("import", &text, "lent_key"), &sealed);
        Self::read(app, import, opened).await
    }

    async fn read(
        app: &App,
        import: Id<Import>,
        opened: Result<PlainBytes, OpenError>,
    ) -> Result<Self, Problem> {
        let key = opened.and_then(|bytes| Secret::from_slice(&bytes).ok_or(OpenError));
        match key {
            Ok(key) => Ok(Self { import, key: ContentKey::new(key) }),
            Err(OpenError) => Err(app.seal_broken(None, &"import").await),
        }
    }

    /// Sealed to whoever imports the list.
    pub(super) fn sealed_to(&self, signed: &Signed) -> Result<Vec<u8>, Problem> {
        let place = self.import.to_string();
        let place = SealContext::new("import", &place, "sealed_key");
        Ok(signed.private.public()?.seal(&place, self.key.secret().expose()))
    }

    /// Sealed to the server.
    pub(super) fn lend(&self, app: &App) -> Vec<u8> {
        let place = self.import.to_string();
        app.work.seal(&SealContext::new("import", &place, "lent_key"), self.key.secret().expose())
    }

    /// The list whose key it is.
    pub(super) fn import(&self) -> Id<Import> {
        self.import
    }

    /// A file in parts.
    pub(super) fn seal_sheet(&self, sheet: &Sheet) -> Vec<Vec<u8>> {
        let plain = zeroize::Zeroizing::new(serde_json::to_vec(sheet).unwrap_or_default());
        let seal = |(number, part): (usize, &[u8])| {
            self.key.seal(&SealContext::new("import_part", &self.row(number), "sealed"), part)
        };
        plain.chunks(PART).enumerate().map(seal).collect()
    }

    /// What [`Key::seal_sheet`] sealed.
    pub(super) fn open_sheet(&self, parts: &[Vec<u8>]) -> Result<Sheet, OpenError> {
        let mut plain = PlainBytes::default();
        for (number, part) in parts.iter().enumerate() {
            let place = self.row(number);
            plain
                .extend_from_slice(&self.key.open(&SealContext::new("import_part", &place, "sealed"), part)?);
        }
        serde_json::from_slice(&plain).map_err(|_| OpenError)
    }

    /// What becomes of a row.
    pub(super) fn seal_row(&self, plan: &RowPlan) -> SealedRow {
        let place = self.row(plan.number);
        let sealed = self.key.seal_value(&SealContext::new("import_row", &place, "plan"), plan);
        SealedRow { number: plan.number, fate: plan.fate, plan: sealed }
    }

    /// What [`Key::seal_row`] sealed.
    pub(super) fn open_rows(&self, rows: &[SealedRow]) -> Result<Vec<RowPlan>, OpenError> {
        let open = |row: &SealedRow| {
            self.key.open_value(&SealContext::new("import_row", &self.row(row.number), "plan"), &row.plan)
        };
        rows.iter().map(open).collect()
    }

    /// Something that is told of the whole file.
    pub(super) fn seal<T: Serialize>(&self, value: &T) -> Vec<u8> {
        self.key.seal_value(&SealContext::new("import", &self.import.to_string(), "told"), value)
    }

    /// What [`Key::seal`] sealed.
    pub(super) fn open<T: DeserializeOwned>(&self, sealed: &[u8]) -> Result<T, OpenError> {
        self.key.open_value(&SealContext::new("import", &self.import.to_string(), "told"), sealed)
    }

    fn row(&self, number: impl std::fmt::Display) -> String {
        format!("{}/{number}", self.import)
    }
}

/// What was opened; that a seal did not open is written down.
pub(super) async fn log_broken_seal<T>(app: &App, result: Result<T, OpenError>) -> Result<T, Problem> {
    match result {
        Ok(value) => Ok(value),
        Err(OpenError) => Err(app.seal_broken(None, &"import").await),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::role::Role;
    use domain::register::import::sheet::SheetRow;

    use crate::trial::Trial;

    #[tokio::test]
    async fn a_long_file_is_sealed_in_parts_that_keep_their_place() {
        let cells = vec!["1 Secret Lane, Eastfold".to_owned(); 10];
        let rows = (1..2_000).map(|number| SheetRow { number, cells: cells.clone() }).collect();
        let sheet = Sheet { headings: vec!["Address".into()], rows, told: Vec::new() };
        let key = Key::new("00000000-0000-4000-8000-000000000001".parse().unwrap());
        let mut parts = key.seal_sheet(&sheet);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() < 260 * 1_024));
        assert_eq!(key.open_sheet(&parts).unwrap(), sheet);
        assert_eq!(key.open_sheet(&parts[1..]), Err(OpenError));
        assert_eq!(key.open_sheet(&parts[..1]), Err(OpenError));
        parts.swap(0, 1);
        assert_eq!(key.open_sheet(&parts), Err(OpenError));
    }

    #[tokio::test]
    async fn it_opens_for_who_reads_the_list_in_and_for_nobody_else() {
        let trial = Trial::new();
        let (anna, bela) = (
            trial.person("Anna", Role::EngagementOfficer).await,
            trial.person("Bela", Role::EngagementOfficer).await,
        );
        let key = Key::new(trial.app.id());
        let (id, sealed) = (key.import().to_string(), key.sealed_to(&anna).unwrap());
        let place = SealContext::new("import", &id, "sealed_key");
        assert_eq!(anna.private.open(&place, &sealed).unwrap().as_slice(), key.key.secret().expose());
        assert!(bela.private.open(&place, &sealed).is_err());
        assert!(anna.private.open(&SealContext::new("import", "another", "sealed_key"), &sealed).is_err());
        let lent = key.lend(&trial.app);
        let place = SealContext::new("import", &id, "lent_key");
        assert_eq!(trial.app.work.open(&place, &lent).unwrap().as_slice(), key.key.secret().expose());
        assert!(Trial::new().app.work.open(&place, &lent).is_err(), "another server's key");
    }
}
