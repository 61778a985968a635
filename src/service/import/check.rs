//! Finding what becomes of each row, a part at a time.

use crate::domain::import::plan::{Planner, RowPlan, left_out};
use crate::domain::import::register::Register;
use crate::domain::import::{Import, State};
use crate::service::register::known;
use crate::service::{House, Problem};
use crate::store::agency::{self as agencies, AgencyFilter};
use crate::store::{Snapshot, StoreError, contact as contacts, import as rows};

use super::key::{Key, opened};
use super::{blocking, clear_rows, count, step};

/// How many rows are read at a time.
const READ: usize = 500;
/// How many rows are kept in one write.
const KEPT: usize = 200;

/// Finds what becomes of each row.
pub(super) async fn check(house: &House, mut import: Import, key: Key) -> Result<(), Problem> {
    let id = import.id;
    let read = move |snapshot: &mut Snapshot<'_>| {
        let (agencies, _) = agencies::list(snapshot, &AgencyFilter::default(), 0, i64::MAX)?;
        let register = Register::new(agencies, contacts::all(snapshot)?);
        Ok::<_, StoreError>((rows::parts(snapshot, id)?, known(snapshot)?, register))
    };
    let (parts, known, register) = house.store.read(read).await?;
    let opener = key.clone();
    let sheet = opened(house, blocking(move || opener.open_sheet(&parts)).await?).await?;
    import.total = count(sheet.rows.len() * 2);
    import.done = 0;
    let mut told = sheet.told.clone();
    let left = left_out(&sheet, &import.mapping);
    if !left.is_empty() {
        told.push(format!("You left these columns out: {}.", left.join(", ")));
    }
    let mut planner = Planner::new(sheet, import.mapping.clone(), known);
    let plans = loop {
        let (done, part) = blocking(move || (planner.read(READ), planner)).await?;
        planner = part;
        import.done = count(done);
        step(house, &mut import, |_, _| Ok(())).await?;
        if planner.is_read() {
            break blocking(move || planner.settle(&register)).await?;
        }
    };
    // What an earlier try left behind.
    clear_rows(house, &mut import).await?;
    keep(house, &mut import, &key, plans).await?;
    import.state = State::Checked;
    let told = key.seal(&told);
    step(house, &mut import, move |tx, import| Ok(rows::set_told(tx, import.id, &told)?)).await
}

async fn keep(house: &House, import: &mut Import, key: &Key, plans: Vec<RowPlan>) -> Result<(), Problem> {
    let mut plans = plans.into_iter();
    loop {
        let part: Vec<RowPlan> = plans.by_ref().take(KEPT).collect();
        if part.is_empty() {
            return Ok(());
        }
        let key = key.clone();
        let part = blocking(move || part.iter().map(|plan| key.seal_row(plan)).collect::<Vec<_>>()).await?;
        import.done = import.done.saturating_add(count(part.len()));
        step(house, import, move |tx, import| Ok(rows::add_rows(tx, import.id, &part)?)).await?;
    }
}
