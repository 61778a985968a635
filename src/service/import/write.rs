//! Writing what was tried, some rows at a time. A row that is written is forgotten in the same transaction, so whoever goes
//! on after a stop goes on where it stopped.

use std::sync::Arc;

use crate::domain::agency::Agency;
use crate::domain::batch::Batch;
use crate::domain::change::{Change, Deed, Noun};
use crate::domain::contact::Contact;
use crate::domain::id::Id;
use crate::domain::import::draft::{Draft, Person};
use crate::domain::import::plan::{Choice, RowPlan};
use crate::domain::import::{Fate, Import, State};
use crate::domain::random::Random;
use crate::domain::record::Record;
use crate::domain::staff::Staff;
use crate::domain::time::Timestamp;
use crate::service::problem::Halt;
use crate::service::{House, Problem};
use crate::store::{
    Snapshot, StoreError, Tx, agency as agencies, change as changes, contact as contacts, import as rows,
};

use super::{count, step};

/// The fates that are written; a possible double only when somebody decided about it.
pub(super) const WRITTEN: [Fate; 3] = [Fate::New, Fate::Update, Fate::Double];
/// How many rows are written at a time.
const PART: i64 = 200;

/// Writes every row that is left.
pub(super) async fn apply(house: &House, mut import: Import) -> Result<(), Problem> {
    loop {
        let id = import.id;
        let batch = import.batch.ok_or(Problem::Stale)?;
        let read = move |snapshot: &mut Snapshot<'_>| {
            Ok::<_, StoreError>((rows::rows(snapshot, id, &WRITTEN, 0, PART)?, stands(snapshot, batch)?))
        };
        let (plans, goes_on) = house.store.read(read).await?;
        // What was undone before it was all written ends there.
        if plans.is_empty() || !goes_on {
            import.state = State::Applied;
            return step(house, &mut import, |tx, import| Ok(rows::clear(tx, import.id)?)).await;
        }
        import.done = import.done.saturating_add(count(plans.len()));
        let pen = Pen { batch, staff: import.staff, at: house.now(), random: Arc::clone(&house.random) };
        let write = move |tx: &mut Tx<'_>, import: &Import| {
            // Undone since the rows were read: nobody would take out again what were written now.
            if !stands(tx, batch)? {
                return Ok(());
            }
            for plan in &plans {
                pen.write(tx, plan)?;
            }
            Ok(rows::remove_rows(tx, import.id, &plans)?)
        };
        step(house, &mut import, write).await?;
    }
}

/// Whether a batch is not undone.
fn stands(snapshot: &mut Snapshot<'_>, batch: Id<Batch>) -> Result<bool, StoreError> {
    Ok(changes::batch(snapshot, batch)?.is_some_and(|batch| batch.undone.is_none()))
}

/// Who writes, when, and in which batch.
struct Pen {
    batch: Id<Batch>,
    staff: Id<Staff>,
    at: Timestamp,
    random: Arc<dyn Random>,
}

impl Pen {
    fn write(&self, tx: &mut Tx<'_>, plan: &RowPlan) -> Result<(), Halt> {
        let Some(draft) = &plan.draft else { return Ok(()) };
        match (plan.fate, plan.choice, plan.agency) {
            (Fate::New, ..) | (Fate::Double, Some(Choice::New), _) => self.add(tx, draft),
            (Fate::Update, _, Some(id)) | (Fate::Double, Some(Choice::Update(id)), _) => {
                self.update(tx, id, draft)
            }
            _ => Ok(()),
        }
    }

    fn add(&self, tx: &mut Tx<'_>, draft: &Draft) -> Result<(), Halt> {
        let outcome = draft.alone();
        let agency = Agency::new(Id::random(self.random.as_ref()), outcome.record);
        agencies::insert(tx, &agency)?;
        self.changed(tx, Noun::Agency, &agency.id, agency.id, (None, &agency.record))?;
        self.people(tx, agency.id, &[], outcome.people)
    }

    /// Puts a draft onto an agency as it is now, which may not be as it was when the row was tried.
    fn update(&self, tx: &mut Tx<'_>, id: Id<Agency>, draft: &Draft) -> Result<(), Halt> {
        let found = agencies::find(tx, id)?;
        let found = match found.as_ref().and_then(|agency| agency.merged_into) {
            Some(into) => agencies::find(tx, into)?,
            None => found,
        };
        // Taken out meanwhile: what the file says must not be lost.
        let Some(agency) = found else { return self.add(tx, draft) };
        let people = contacts::of_agencies(tx, &[agency.id])?;
        let outcome = draft.onto(&agency.record, &people);
        if outcome.record != agency.record {
            let before = agency.record.clone();
            let changed = Agency { record: outcome.record, ..agency.clone() };
            agencies::save(tx, &changed)?;
            self.changed(tx, Noun::Agency, &agency.id, agency.id, (Some(before), &changed.record))?;
        }
        self.people(tx, agency.id, &people, outcome.people)
    }

    fn people(
        &self,
        tx: &mut Tx<'_>,
        agency: Id<Agency>,
        known: &[Contact],
        people: Vec<Person>,
    ) -> Result<(), Halt> {
        for (id, record) in people {
            if let Some(known) = known.iter().find(|known| Some(known.id) == id) {
                contacts::save(tx, &Contact { record: record.clone(), ..known.clone() })?;
                self.changed(tx, Noun::Contact, &known.id, agency, (Some(known.record.clone()), &record))?;
            } else {
                let contact = Contact { id: Id::random(self.random.as_ref()), agency, record, version: 0 };
                contacts::insert(tx, &contact)?;
                self.changed(tx, Noun::Contact, &contact.id, agency, (None, &contact.record))?;
            }
        }
        Ok(())
    }

    /// Writes a change down, once for each entry: two rows may have been chosen for one agency.
    fn changed(
        &self,
        tx: &mut Tx<'_>,
        noun: Noun,
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
            deed: if before.is_some() { Deed::Changed } else { Deed::Added },
            at: self.at,
            staff: Some(self.staff),
            batch: Some(self.batch),
            before,
            after: Some(after.clone()),
        };
        changes::record(tx, self.random.as_ref(), &change)
    }
}
