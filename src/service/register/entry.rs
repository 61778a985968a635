//! Entries of the register: finding, adding and changing one, whatever its noun.

use domain::form::key::Key;
use domain::form::reason::register::RegisterReason;
use domain::form::record::{self, Known, Record, Section};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::change::{Change, ChangeKind, EntityKind};
use store::register::change as changes;
use store::{Snapshot, StoreError, Tx};

use super::history::{change, load_lookups};
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// A noun of the register: something that is written down by a table of fields, and that has a history.
pub trait Entry: Clone + Send + Sync + 'static {
    /// What history calls it.
    const NOUN: EntityKind;
    /// What is asked about it.
    const FIELDS: &'static [Section];

    /// Its identifier.
    fn id(&self) -> Id<Self>;
    /// What is written down about it.
    fn record(&self) -> &Record;
    /// How often it has changed.
    fn version(&self) -> i64;
    /// The same entry with other answers to what is asked.
    #[must_use]
    fn with(self, answers: Record) -> Self;

    /// The agency whose history it belongs to; none for what belongs to no agency.
    fn agency(&self) -> Option<Id<Agency>> {
        None
    }

    /// Why answers will not do as a whole, by field; none when they will.
    fn objection(_: &Record) -> Option<(Key, RegisterReason)> {
        None
    }

    /// Whether it can be changed: what was merged into another entry cannot.
    fn stands(&self) -> bool {
        true
    }

    /// The same entry where it belongs by now: with the agency that stands for the one it was begun at. None
    /// when what it is to belong to is not there.
    fn placed(self, _: &mut Snapshot<'_>) -> Result<Option<Self>, StoreError> {
        Ok(Some(self))
    }

    /// The one that stands for this one by now.
    fn surviving(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Self>, StoreError> {
        Self::find(snapshot, id)
    }

    /// The one with this identifier.
    fn find(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Self>, StoreError>;
    /// Adds it.
    fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError>;
    /// Writes it, changed; [`StoreError::Stale`] when somebody else changed it meanwhile.
    fn save(&self, tx: &mut Tx<'_>) -> Result<(), StoreError>;
}

/// One entry, for changing it.
///
/// # Errors
/// [`Problem::Missing`] when there is none, it was merged into another, or the person's role does not allow
/// it.
pub async fn find<E: Entry>(app: &App, signed: &Signed, id: Id<E>) -> Result<E, Problem> {
    signed.require(Permission::Engage)?;
    let found = app.read(move |snapshot| E::find(snapshot, id)).await?;
    found.filter(E::stands).ok_or(Problem::Missing)
}

/// The entry to which something is added: the one that stands for this one by now.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find_surviving<E: Entry>(app: &App, signed: &Signed, id: Id<E>) -> Result<E, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| E::surviving(snapshot, id)).await?.ok_or(Problem::Missing)
}

/// Adds an entry: `begun`, with what was typed. One that has its identifier stands already, and stays as it
/// is: the form was sent again.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Missing`] when what it is to belong
/// to is not there.
pub async fn add<E: Entry>(
    app: &App,
    signed: &Signed,
    begun: E,
    typed: &[(String, String)],
) -> Result<Id<E>, Problem> {
    signed.require(Permission::Engage)?;
    let placed = begun.clone();
    let known = app
        .read(move |snapshot| {
            Ok(if placed.placed(snapshot)?.is_some() { Some(load_lookups(snapshot)?) } else { None })
        })
        .await?
        .ok_or(Problem::Missing)?;
    let entry = begun.with(parse::<E>(typed, &known)?);
    let id = entry.id();
    let event = change(app, signed, E::NOUN, &id, ChangeKind::Added);
    app.write(move |tx| {
        if E::find(tx, id)?.is_some() {
            return Ok(());
        }
        let entry = entry.clone().placed(tx)?.ok_or(Problem::Missing)?;
        entry.insert(tx)?;
        let (agency, after) = (entry.agency(), Some(entry.record().clone()));
        Ok(changes::record(tx, &Change { agency, after, ..event.clone() })?)
    })
    .await?;
    Ok(id)
}

/// Changes an entry that was at `version` when the form was drawn.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it
/// meanwhile; [`Problem::Missing`] as for [`find`].
pub async fn save<E: Entry>(
    app: &App,
    signed: &Signed,
    id: Id<E>,
    version: i64,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    find(app, signed, id).await?;
    let known = app.read(load_lookups).await?;
    let answers = parse::<E>(typed, &known)?;
    let blank = change(app, signed, E::NOUN, &id, ChangeKind::Changed);
    app.write(move |tx| {
        // As it is now: what it belongs to may have moved without a change of its own.
        let before = E::find(tx, id)?.filter(E::stands).ok_or(Problem::Missing)?;
        let after = before.clone().with(answers.clone());
        // Also when the form was sent again: what it asks for stands.
        if before.record() == after.record() {
            return Ok(());
        }
        if before.version() != version {
            return Err(TxError::Problem(Problem::Stale));
        }
        after.save(tx)?;
        Ok(changes::record(tx, &with_records(blank.clone(), &before, after.record()))?)
    })
    .await
}

fn parse<E: Entry>(typed: &[(String, String)], known: &Known) -> Result<Record, Problem> {
    let record = record::parse(E::FIELDS, typed, known).map_err(Problem::Invalid)?;
    match E::objection(&record) {
        Some((field, reason)) => Err(Problem::invalid(field, reason)),
        None => Ok(record),
    }
}

/// That an entry says something else from this moment on, for its history.
pub(crate) fn change_of<E: Entry>(app: &App, signed: &Signed, before: &E, after: &Record) -> Change {
    with_records(change(app, signed, E::NOUN, &before.id(), ChangeKind::Changed), before, after)
}

/// Fills in what a change was from and to.
fn with_records<E: Entry>(blank: Change, before: &E, after: &Record) -> Change {
    let (before, agency) = (Some(before.record().clone()), before.agency());
    Change { agency, before, after: Some(after.clone()), ..blank }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::role::Role;
    use domain::platform::time::Timestamp;
    use domain::register::contact::Contact;
    use domain::register::material::{Edition, FILE};

    use crate::platform::file::Arriving;
    use crate::register::{agency, contact, edition};
    use crate::trial::{Trial, pairs};

    #[tokio::test]
    async fn what_somebody_changed_meanwhile_is_not_overwritten_and_what_stays_is_no_change() {
        let trial = Trial::new();
        let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
        let agency = trial.agency(&signed, "Harbour", &[]).await;
        let anya = trial.contact(&signed, agency, "Anya").await;
        trial.clock.step(1);
        save(app, &signed, anya, 0, &pairs(&[("name", "Anya"), ("role", "Adviser")])).await.unwrap();
        let late = save(app, &signed, anya, 0, &pairs(&[("name", "Bo")])).await;
        assert!(matches!(late, Err(Problem::Stale)));
        let nameless = save(app, &signed, anya, 0, &pairs(&[("role", "Adviser")])).await;
        assert!(matches!(nameless, Err(Problem::Invalid(_))), "what was typed is looked at first");
        save(app, &signed, anya, 1, &pairs(&[("name", "Anya"), ("role", "Adviser")])).await.unwrap();
        let view = contact::view(app, &signed, anya).await.unwrap();
        assert_eq!((view.contact.version, view.contact.record.get("role")), (1, "Adviser"));
        let deeds: Vec<_> = view.history.iter().map(|change| (change.deed, change.agency)).collect();
        assert_eq!(deeds, [(ChangeKind::Changed, Some(agency)), (ChangeKind::Added, Some(agency))]);
    }

    #[tokio::test]
    async fn what_was_merged_takes_no_change_and_whoever_is_added_goes_to_the_entry_that_stands() {
        let trial = Trial::new();
        let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
        let kept = trial.agency(&signed, "Harbour", &[]).await;
        let other = trial.agency(&signed, "Harbor", &[]).await;
        agency::merge(app, &signed, kept, other).await.unwrap();
        assert!(matches!(find(app, &signed, other).await, Err(Problem::Missing)));
        assert_eq!(find(app, &signed, kept).await.unwrap().name(), "Harbour");
        let begun = Contact { id: app.id(), agency: other, record: Record::default(), version: 0 };
        let added = add(app, &signed, begun, &pairs(&[("name", "Anya")])).await.unwrap();
        assert_eq!(contact::view(app, &signed, added).await.unwrap().agency.id, kept);
        let begun = Contact { id: app.id(), agency: app.id(), record: Record::default(), version: 0 };
        let nowhere = add(app, &signed, begun, &pairs(&[("name", "Anya")])).await;
        assert!(matches!(nowhere, Err(Problem::Missing)));
    }

    #[tokio::test]
    async fn a_changed_edition_keeps_its_file() {
        let trial = Trial::new();
        let (app, signed) = (&trial.app, trial.person("Anna", Role::EngagementOfficer).await);
        let id = trial.leaflet(&signed, "Know the signs").await;
        let mut arriving = Arriving::begin(app, "signs.txt").await.unwrap();
        arriving.write(b"Know the signs").await.unwrap();
        let file = arriving.finish().await.unwrap();
        edition::attach(app, &signed, id, Some(&file)).await.unwrap();
        let typed = pairs(&[("label", "3"), ("language", "cym"), (FILE.name(), "another.pdf")]);
        save::<Edition>(app, &signed, id, 1, &typed).await.unwrap();
        let view = edition::view(app, &signed, id).await.unwrap();
        assert_eq!((view.edition.title(), view.edition.record.get(FILE)), ("3, Welsh".into(), "signs.txt"));
        assert_eq!(view.file.unwrap().name.to_string(), "signs.txt");
        let whenever = Timestamp::from_micros(4_000_000_000_000_000);
        assert_eq!(app.blobs.list(whenever).await.unwrap(), [file.id.to_string()]);
        edition::attach(app, &signed, id, None).await.unwrap();
        assert!(edition::view(app, &signed, id).await.unwrap().file.is_none());
        assert!(matches!(edition::open(app, &signed, id).await, Err(Problem::Missing)));
        assert!(app.blobs.list(whenever).await.unwrap().is_empty(), "nothing of the file is left");
    }
}
