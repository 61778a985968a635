//! Finding what becomes of each row, a part at a time.

use std::vec::IntoIter;

use domain::platform::id::Id;
use domain::register::import::import_plan::{Planner, RowPlan, file_notes};
use domain::register::import::register::Register;
use domain::register::import::{Import, State};
use store::register::agency::{self as agencies, AgencyFilter};
use store::register::{contact as contacts, import as rows};
use store::{Snapshot, StoreError};

use super::key::{Key, log_broken_seal};
use super::{blocking, clear_rows, count, step};
use crate::register::history::load_lookups;
use crate::{App, Problem};

/// How many rows are read at a time.
const READ: usize = 500;
/// How many rows are kept in one write.
const KEPT: usize = 200;

/// A list that is being tried, as far as that is.
pub(super) struct Check {
    import: Import,
    key: Key,
    told: Vec<String>,
    stage: Stage,
}

/// What is to be done next.
enum Stage {
    /// To read more of the rows, then to decide about all of them.
    Read(Box<Planner>),
    /// To forget what an earlier try left behind.
    Clear(Vec<RowPlan>),
    /// To keep more of what was decided.
    Keep(IntoIter<RowPlan>),
}

impl Check {
    /// Begins to try a list.
    pub(super) async fn begin(app: &App, mut import: Import) -> Result<Self, Problem> {
        let id = import.id;
        let key = Key::lent(app, id).await?;
        let (parts, known) =
            app.read(move |snapshot| Ok((rows::parts(snapshot, id)?, load_lookups(snapshot)?))).await?;
        let opener = key.clone();
        let sheet = log_broken_seal(app, blocking(move || opener.open_sheet(&parts)).await?).await?;
        import.total = count(sheet.rows.len() * 2);
        import.done = 0;
        let told = file_notes(&sheet, &import.mapping);
        let planner = Planner::new(sheet, import.mapping.clone(), known);
        Ok(Self { import, key, told, stage: Stage::Read(Box::new(planner)) })
    }

    /// Which list it is.
    pub(super) fn id(&self) -> Id<Import> {
        self.import.id
    }

    /// Whether it is of this list as it stands now: nobody has gone on with it, and its columns are the same.
    pub(super) fn is_of(&self, import: &Import) -> bool {
        self.import.touched == import.touched
    }

    /// Does the next part; gives what is left to do, if anything is.
    pub(super) async fn part(mut self, app: &App) -> Result<Option<Self>, Problem> {
        self.stage = match self.stage {
            Stage::Read(mut planner) => {
                let (done, planner) = blocking(move || (planner.read(READ), planner)).await?;
                self.import.done = count(done);
                step(app, &mut self.import, |_, _| Ok(())).await?;
                if planner.is_read() {
                    let register = app.read(register).await?;
                    Stage::Clear(blocking(move || planner.settle(&register)).await?)
                } else {
                    Stage::Read(planner)
                }
            }
            Stage::Clear(plans) if clear_rows(app, &mut self.import).await? => Stage::Keep(plans.into_iter()),
            Stage::Clear(plans) => Stage::Clear(plans),
            Stage::Keep(mut plans) => {
                let part: Vec<RowPlan> = plans.by_ref().take(KEPT).collect();
                if part.is_empty() {
                    return finish(app, self.import, &self.key, &self.told).await.map(|()| None);
                }
                keep(app, &mut self.import, &self.key, part).await?;
                Stage::Keep(plans)
            }
        };
        Ok(Some(self))
    }
}

fn register(snapshot: &mut Snapshot<'_>) -> Result<Register, StoreError> {
    let (agencies, _) = agencies::list(snapshot, &AgencyFilter::default(), 0, i64::MAX)?;
    Ok(Register::new(agencies, contacts::all(snapshot)?))
}

async fn keep(app: &App, import: &mut Import, key: &Key, part: Vec<RowPlan>) -> Result<(), Problem> {
    let key = key.clone();
    let part = blocking(move || part.iter().map(|plan| key.seal_row(plan)).collect::<Vec<_>>()).await?;
    import.done = import.done.saturating_add(count(part.len()));
    step(app, import, move |tx, import| Ok(rows::add_rows(tx, import.id, &part)?)).await
}

/// Says that the list is tried. From then on the key is its reader's alone again.
async fn finish(app: &App, mut import: Import, key: &Key, told: &[String]) -> Result<(), Problem> {
    import.state = State::Checked;
    let told = key.seal(&told);
    let write = move |tx: &mut store::Tx<'_>, import: &Import| {
        rows::set_lent_key(tx, import.id, None)?;
        Ok(rows::set_told(tx, import.id, &told)?)
    };
    step(app, &mut import, write).await
}
