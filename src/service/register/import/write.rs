//! Writing what was tried, some rows at a time. A row that is written is forgotten in the same transaction,
//! so whoever goes on after a stop goes on where it stopped.

use std::sync::Arc;

use domain::form::record::Record;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::random::Random;
use domain::platform::time::Timestamp;
use domain::register::agency::Agency;
use domain::register::batch::Batch;
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::contact::Contact;
use domain::register::import::draft::Draft;
use domain::register::import::import_plan::{RowPlan, Seen, seen};
use domain::register::import::outcome::Person;
use domain::register::import::{Import, RowOutcome, State};
use store::register::{
    agency as agencies, batch as batches, change as changes, contact as contacts, import as rows,
};
use store::{StoreError, Tx};

use super::key::{Key, log_broken_seal};
use super::{clear_parts, clear_rows, count, step};
use crate::problem::TxError;
use crate::{App, Problem};

/// The fates that are written; a possible double only when somebody decided about it.
pub(super) const WRITTEN: [RowOutcome; 3] = [RowOutcome::New, RowOutcome::Update, RowOutcome::Double];
/// How many rows are written at a time.
const PART: i64 = 50;

/// Writes some of the rows that are left; forgets, a part at a time, what came with them when none is; then
/// lets the batch stand.
pub(super) async fn part(app: &App, mut import: Import, key: &Key) -> Result<(), Problem> {
    let (id, batch) = (import.id, import.batch.ok_or(Problem::Stale)?);
    let sealed = app.read(move |snapshot| rows::rows(snapshot, id, &WRITTEN, (0, PART))).await?;
    if !sealed.is_empty() {
        return some(app, import, batch, log_broken_seal(app, key.open_rows(&sealed)).await?).await;
    }
    if !clear_rows(app, &mut import).await? || !clear_parts(app, &mut import).await? {
        return Ok(());
    }
    import.state = State::Applied;
    let finish = move |tx: &mut Tx<'_>, import: &Import| {
        rows::forget_keys(tx, import.id)?;
        Ok(batches::finish(tx, batch)?)
    };
    step(app, &mut import, finish).await
}

/// Writes these rows and forgets them.
async fn some(app: &App, mut import: Import, batch: Id<Batch>, plans: Vec<RowPlan>) -> Result<(), Problem> {
    import.done = import.done.saturating_add(count(plans.len()));
    let pen = RowWriter { batch, staff: import.staff, at: app.now(), random: Arc::clone(&app.random) };
    let write = move |tx: &mut Tx<'_>, import: &Import| {
        plans.iter().try_for_each(|plan| pen.write(tx, plan))?;
        let numbers: Vec<u32> = plans.iter().map(|plan| plan.number).collect();
        Ok(rows::remove_rows(tx, import.id, &numbers)?)
    };
    step(app, &mut import, write).await
}

/// Who writes, when, and in which batch.
struct RowWriter {
    batch: Id<Batch>,
    staff: Id<Staff>,
    at: Timestamp,
    random: Arc<dyn Random>,
}

impl RowWriter {
    fn write(&self, tx: &mut Tx<'_>, plan: &RowPlan) -> Result<(), TxError> {
        let Some(draft) = &plan.draft else { return Ok(()) };
        match plan.target() {
            Some((id, seen)) => self.update(tx, id, seen, draft),
            None if plan.is_new() => self.add(tx, draft),
            None => Ok(()),
        }
    }

    fn add(&self, tx: &mut Tx<'_>, draft: &Draft) -> Result<(), TxError> {
        let outcome = draft.alone();
        let agency = Agency::new(Id::random(self.random.as_ref()), outcome.record);
        agencies::insert(tx, &agency)?;
        self.record_change(tx, EntityKind::Agency, &agency.id, agency.id, (None, &agency.record))?;
        self.people(tx, agency.id, &[], outcome.people)
    }

    /// Puts a draft onto an agency, unless somebody has changed that since the row was held against it.
    fn update(&self, tx: &mut Tx<'_>, id: Id<Agency>, before: &Seen, draft: &Draft) -> Result<(), TxError> {
        // Taken out meanwhile: what the file says must not be lost.
        let Some(agency) = agencies::surviving(tx, id)? else { return self.add(tx, draft) };
        let id = agency.id;
        let people = contacts::of_agencies(tx, &[id])?;
        let again = seen(&agency, &people) != *before;
        if again {
            let deeds = changes::deeds_in(tx, self.batch, id)?;
            if deeds.contains(&ChangeKind::Left) {
                return Ok(());
            }
            // Another row of this list may have changed it: that one is to go together with this one.
            if deeds.is_empty() {
                return self.leave(tx, &agency);
            }
        }
        let mut outcome = draft.onto(&agency.record, &people);
        if again && let Some(known) = changes::before_in(tx, self.batch, &agency.id.to_string())? {
            outcome.forget_places(&known);
        }
        if outcome.record != agency.record {
            let before = agency.record.clone();
            let changed = Agency { record: outcome.record, ..agency.clone() };
            agencies::save(tx, &changed)?;
            self.record_change(
                tx,
                EntityKind::Agency,
                &agency.id,
                agency.id,
                (Some(before), &changed.record),
            )?;
        }
        self.people(tx, agency.id, &people, outcome.people)
    }

    /// Writes down that an agency was left alone.
    fn leave(&self, tx: &mut Tx<'_>, agency: &Agency) -> Result<(), TxError> {
        let change = Change {
            noun: EntityKind::Agency,
            subject: agency.id.to_string(),
            agency: Some(agency.id),
            deed: ChangeKind::Left,
            at: self.at,
            staff: Some(self.staff),
            batch: Some(self.batch),
            before: None,
            after: Some(agency.record.clone()),
        };
        Ok(changes::record(tx, &change)?)
    }

    fn people(
        &self,
        tx: &mut Tx<'_>,
        agency: Id<Agency>,
        known: &[Contact],
        people: Vec<Person>,
    ) -> Result<(), TxError> {
        for (id, record) in people {
            if let Some(known) = known.iter().find(|known| Some(known.id) == id) {
                contacts::save(tx, &Contact { record: record.clone(), ..known.clone() })?;
                self.record_change(
                    tx,
                    EntityKind::Contact,
                    &known.id,
                    agency,
                    (Some(known.record.clone()), &record),
                )?;
            } else {
                let contact = Contact { id: Id::random(self.random.as_ref()), agency, record, version: 0 };
                contacts::insert(tx, &contact)?;
                self.record_change(tx, EntityKind::Contact, &contact.id, agency, (None, &contact.record))?;
            }
        }
        Ok(())
    }

    /// Writes a change down, once for each entry: two rows may have been chosen for one agency.
    fn record_change(
        &self,
        tx: &mut Tx<'_>,
        noun: EntityKind,
        subject: &dyn ToString,
        agency: Id<Agency>,
        (before, after): (Option<Record>, &Record),
    ) -> Result<(), StoreError> {
        let subject = subject.to_string();
        if before.is_some() && changes::amend(tx, self.batch, &subject, after)? {
            return Ok(());
        }
        let change = Change {
            noun,
            subject,
            agency: Some(agency),
            deed: if before.is_some() { ChangeKind::Changed } else { ChangeKind::Added },
            at: self.at,
            staff: Some(self.staff),
            batch: Some(self.batch),
            before,
            after: Some(after.clone()),
        };
        changes::record(tx, &change)
    }
}
