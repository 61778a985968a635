//! What is done to several agencies as one batch that can be undone: giving many the same, making one of two.

use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::reason::register::RegisterReason;
use domain::form::record;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::{
    AGENCY, Agency, CHOSEN, NEXT_REVIEW, OTHER, OWNER, TIER, WITHHELD, conceal, merged,
};
use domain::register::batch::{Batch, BatchKind};
use domain::register::change::{Change, ChangeKind, EntityKind};
use store::register::{agency as rows, batch as batches, change as changes};

use crate::identity::session::Signed;
use crate::register::entry;
use crate::register::history::{MERGED, change, load_lookups};
use crate::{App, Problem};

/// The fields that can be changed for many agencies at once.
pub const BULK: [Key; 3] = [OWNER, TIER, NEXT_REVIEW];

/// Reads what many agencies are to be given.
fn bulk_values(
    typed: &[(String, String)],
    known: &record::Known,
    nobody: bool,
) -> Result<Vec<(Key, Vec<String>)>, Problem> {
    let mut set = Vec::new();
    let mut errors = Errors::default();
    for field in BULK.iter().filter_map(|name| record::field(AGENCY, name)) {
        let values = typed.iter().filter(|(name, _)| name == field.name);
        let values: Vec<&str> =
            values.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty()).collect();
        if values.is_empty() {
            continue;
        }
        match field.parse(&values, known) {
            Ok(values) => set.push((field.name, values)),
            Err(reason) => errors.add(field.name, reason),
        }
    }
    if set.is_empty() && errors.is_empty() {
        errors.add(OWNER, RegisterReason::NothingToChange);
    }
    if nobody {
        errors.add(CHOSEN, RegisterReason::NoAgency);
    }
    errors.or(set).map_err(Problem::Invalid)
}

/// Gives many agencies the same owner, tier or day of review, as one batch that can be undone: the one with
/// this identifier, once.
///
/// # Errors
/// [`Problem::Invalid`] when nothing was chosen or the value will not do.
pub async fn bulk(
    app: &App,
    signed: &Signed,
    (id, ids): (Id<Batch>, &[Id<Agency>]),
    typed: &[(String, String)],
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let known = app.read(load_lookups).await?;
    let set = bulk_values(typed, &known, ids.is_empty())?;
    let batch =
        Batch::new(id, BatchKind::Bulk, format!("{} agencies", ids.len()), (signed.actor.id, app.now()));
    let blank = change(app, signed, EntityKind::Agency, &"", ChangeKind::Changed);
    let ids = ids.to_vec();
    app.write(move |tx| {
        if batches::find(tx, id)?.is_some() {
            return Ok(());
        }
        batches::insert(tx, &batch)?;
        for before in rows::those(tx, &ids)? {
            let mut after = before.record.clone();
            for (name, values) in &set {
                after.set(name, values.clone());
            }
            if after == before.record || before.merged_into.is_some() {
                continue;
            }
            let event = Change {
                subject: before.id.to_string(),
                agency: Some(before.id),
                batch: Some(batch.id),
                before: Some(before.record.clone()),
                after: Some(after.clone()),
                ..blank.clone()
            };
            rows::save(tx, &Agency { record: after, ..before })?;
            changes::record(tx, &event)?;
        }
        Ok(())
    })
    .await
}

/// Merges two entries: `other` goes into `kept`, with its people, its engagements and its history. If one of
/// them withholds its address, that of neither is kept anywhere from then on, even if this is undone.
///
/// # Errors
/// [`Problem::Missing`] when one of them is not there; [`Problem::Stale`] when one changed meanwhile.
pub async fn merge(
    app: &App,
    signed: &Signed,
    kept: Id<Agency>,
    other: Id<Agency>,
) -> Result<Id<Batch>, Problem> {
    let (kept, mut other) = (entry::find(app, signed, kept).await?, entry::find(app, signed, other).await?);
    if kept.id == other.id {
        return Err(Problem::invalid(OTHER, RegisterReason::NoOtherAgency));
    }
    let batch = Batch::new(
        app.id(),
        BatchKind::Merge,
        format!("{} into {}", other.name(), kept.name()),
        (signed.actor.id, app.now()),
    );
    let whole = merged(&kept.record, &other.record);
    if whole.flag(WITHHELD) {
        conceal(&mut other.record);
    }
    let event = Change { batch: Some(batch.id), ..entry::change_of(app, signed, &kept, &whole) };
    let gone = Change {
        agency: Some(other.id),
        batch: Some(batch.id),
        before: Some(other.record.clone()),
        ..change(app, signed, EntityKind::Agency, &other.id, ChangeKind::Merged)
    };
    let id = batch.id;
    app.write(move |tx| {
        batches::insert(tx, &batch)?;
        let mut moved = rows::move_links(tx, other.id, kept.id)?;
        moved.put(MERGED, record::YES);
        rows::save(tx, &Agency { record: whole.clone(), ..kept.clone() })?;
        rows::save(tx, &Agency { merged_into: Some(kept.id), ..other.clone() })?;
        let gone = Change { after: Some(moved), ..gone.clone() };
        changes::record(tx, &event)?;
        changes::record(tx, &gone)?;
        if whole.flag(WITHHELD) { Ok(changes::withhold(tx, kept.id)?) } else { Ok(()) }
    })
    .await?;
    Ok(id)
}
