//! The daily reminder by mail: numbers alone, to whoever has something to do on the engagement side.

use std::collections::HashSet;

use domain::identity::role::Permission;
use domain::identity::staff::{Staff, Standing};
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice};
use domain::platform::time::Day;
use domain::register::digest::{Tally, day};
use store::identity::{application, register_access, staff};
use store::platform::outbox;
use store::register::digest as rows;
use store::{Snapshot, StoreError};

use crate::{App, Problem};

/// Makes the reminders of this day, once for each person, from the hour on. Says how many letters there were.
///
/// # Errors
/// When the store does not work.
pub async fn make(app: &App) -> Result<usize, Problem> {
    let Some(today) = day(app.now()) else { return Ok(0) };
    // Once a day this finds somebody; all other times it costs a read.
    let missing = app.read(move |snapshot| missing(snapshot, today)).await?;
    if missing.is_empty() {
        return Ok(0);
    }
    let (tallies, applications) = app
        .read(move |snapshot| Ok((rows::tallies(snapshot, today)?, application::waiting(snapshot)?)))
        .await?;
    let letters: Vec<_> = missing
        .iter()
        .map(|id| {
            let tally = Tally { applications, ..tallies.get(id).copied().unwrap_or_default() };
            let numbers = Some(tally).filter(|tally| !tally.is_empty());
            let numbers = numbers.and_then(|tally| serde_json::to_vec(&tally).ok());
            let letter = |numbers| app.letter(Addressee::Staff(*id), Notice::Digest, Some(numbers));
            (*id, numbers.map(letter))
        })
        .collect();
    app.write(move |tx| {
        let told = rows::find_looked_at(tx, today)?;
        let mut written = 0;
        for (id, letter) in letters.iter().filter(|(id, _)| !told.contains(id)) {
            rows::put(tx, *id, today)?;
            if let Some(letter) = letter {
                outbox::enqueue(tx, letter)?;
                written += 1;
            }
        }
        Ok(written)
    })
    .await
}

/// Those who may have something to do and were not looked at yet on this day.
fn missing(snapshot: &mut Snapshot<'_>, today: Day) -> Result<Vec<Id<Staff>>, StoreError> {
    let told: HashSet<_> = rows::find_looked_at(snapshot, today)?.into_iter().collect();
    let (people, holders) = (staff::all(snapshot)?, register_access::holders(snapshot)?);
    let is_due = |one: &&Staff| may(one, &holders) && !told.contains(&one.id);
    Ok(people.iter().filter(is_due).map(|one| one.id).collect())
}

fn may(person: &Staff, holders: &HashSet<Id<Staff>>) -> bool {
    person.standing == Standing::Active && person.role.may(Permission::Engage) && holders.contains(&person.id)
}

/// Where a person's reminders go; none when they have left or have nothing to do on the engagement side any
/// more.
///
/// # Errors
/// When the store does not work.
pub async fn address(app: &App, id: Id<Staff>) -> Result<Option<String>, Problem> {
    app.read(move |snapshot| {
        let holders = register_access::holders(snapshot)?;
        let person = staff::find(snapshot, id)?.filter(|person| may(person, &holders));
        Ok(person.map(|person| person.email))
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::identity::role::Role;

    use crate::register::{engagement, follow_up};
    use crate::trial::{Trial, pairs};

    /// The letters in the outbox: to whom, and what they carry.
    async fn letters(app: &App) -> Vec<(Addressee, Tally)> {
        let all = app.store.write::<_, StoreError, _>({
            let now = app.now();
            move |tx| outbox::claim(tx, now, now, "test", 50)
        });
        let all = all.await.unwrap();
        all.iter().map(|one| (one.to, serde_json::from_slice(one.copy.as_ref().unwrap()).unwrap())).collect()
    }

    #[tokio::test]
    async fn a_person_is_told_once_a_day_after_seven() {
        let trial = Trial::new();
        let app = &trial.app;
        let anna = trial.person("Anna", Role::EngagementOfficer).await;
        let idle = trial.person("Ben", Role::EngagementOfficer).await;
        let me = anna.actor.id.to_string();
        let review = [("owner", me.as_str()), ("next_review", "2027-01-10")];
        let agency = trial.agency(&anna, "Harbour Women", &review).await;
        let typed = [("task", "Send slides"), ("due", "2027-01-16"), ("owner", me.as_str())];
        follow_up::add(app, &anna, app.id(), follow_up::Origin::Agency(agency), &pairs(&typed))
            .await
            .unwrap();

        // Friday at eight: never met, so overdue; due for review; the follow-up is due tomorrow.
        assert_eq!(make(app).await.unwrap(), 1);
        assert_eq!(make(app).await.unwrap(), 0);
        let first = Tally { overdue: 1, reviews: 1, ..Tally::default() };
        assert_eq!(letters(app).await, [(Addressee::Staff(anna.actor.id), first)]);

        // Met at last, and the next contact is agreed.
        let agency = agency.to_string();
        let met = [
            ("kind", "BRF"),
            ("day", "2027-01-15"),
            ("agency", &agency),
            ("lead", &me),
            ("next_contact", "2027-01-20"),
        ];
        engagement::add(app, &anna, app.id(), &pairs(&met)).await.unwrap();
        trial.clock.step(22 * 3_600);
        assert_eq!(make(app).await.unwrap(), 0, "it is six in the morning");
        trial.clock.step(3_600);
        assert_eq!(make(app).await.unwrap(), 1);
        let second = Tally { follow_ups: 1, reviews: 1, contacts: 1, ..Tally::default() };
        let told = letters(app).await;
        assert!(told.contains(&(Addressee::Staff(anna.actor.id), second)), "{told:?}");
        assert!(told.iter().all(|(to, _)| *to != Addressee::Staff(idle.actor.id)));
    }

    #[tokio::test]
    async fn only_those_who_keep_the_ledger_are_written_to() {
        let trial = Trial::new();
        let officer = trial.person("Cora", Role::EngagementOfficer).await;
        let triage = trial.person("Dan", Role::TriageOfficer).await;
        assert!(address(&trial.app, officer.actor.id).await.unwrap().is_some());
        assert_eq!(address(&trial.app, triage.actor.id).await.unwrap(), None);
        assert_eq!(make(&trial.app).await.unwrap(), 0);
    }
}
