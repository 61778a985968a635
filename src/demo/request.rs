//! What invented agencies asked for.

use domain::form::record::Record;
use domain::platform::id::Id;
use domain::register::agency::{Agency, Standing};
use domain::register::agency_request::{DAYS, DELIVERY, PERSON, Request, Wish};
use domain::register::follow_up::FollowUp;
use service::{App, Problem};
use store::register::{
    agency as agencies, agency_request as rows, contact as contacts, follow_up as follow_ups,
};

/// How many are written at a time.
const TOGETHER: usize = 250;

/// Makes so many requests of registered agencies over a year. What is older than a month was done.
pub(super) async fn make(app: &App, count: usize) -> Result<(), Problem> {
    let found = app.read(|snapshot| {
        let ids: Vec<Id<Agency>> = agencies::names(snapshot)?.into_iter().map(|(id, _)| id).collect();
        let mut found = agencies::those(snapshot, &ids)?;
        found.retain(|agency| agency.standing() == Standing::Registered);
        let ids: Vec<_> = found.iter().map(|agency| agency.id).collect();
        Ok((found, contacts::of_agencies(snapshot, &ids)?))
    });
    let (registered, people) = found.await?;
    let made: Vec<(Request, FollowUp)> = registered
        .iter()
        .cycle()
        .take(if registered.is_empty() { 0 } else { count })
        .enumerate()
        .map(|(number, agency)| {
            let person =
                people.iter().find(|contact| contact.agency == agency.id && contact.left().is_none());
            invented(app, agency, person.map_or("Whoever picks up", |person| person.name()), number)
        })
        .collect();
    for some in made.chunks(TOGETHER) {
        let some = some.to_vec();
        app.write(move |tx| {
            Ok(some.iter().try_for_each(|(request, task)| {
                follow_ups::insert(tx, task)?;
                rows::insert(tx, request)
            })?)
        })
        .await?;
    }
    Ok(())
}

fn invented(app: &App, agency: &Agency, person: &str, number: usize) -> (Request, FollowUp) {
    let kind = if number.is_multiple_of(2) { Wish::Materials } else { Wish::Briefing };
    let mut record = Record::default();
    record.put(PERSON, person);
    let fields: &[(&str, &str)] = match kind {
        Wish::Materials => {
            &[("leaflets", "50"), ("posters", "5"), ("languages", "eng"), (DELIVERY.name(), "call")]
        }
        Wish::Briefing => {
            &[("people", "12"), ("minutes", "30"), ("way", "here"), (DAYS.name(), "Tuesday mornings")]
        }
    };
    for (field, value) in fields {
        record.put(field, value);
    }
    // The first one is always a new one.
    let ago = if number == 0 { 2 } else { i64::try_from(app.random.below(365)).unwrap_or(0) };
    let asked = app.now().day().plus_days(-ago);
    let follow_up = app.id();
    let request =
        Request { id: app.id(), agency: agency.id, kind, record, asked, follow_up: Some(follow_up) };
    let task = FollowUp {
        id: follow_up,
        engagement: None,
        agency: Some(agency.id),
        task: request.task(),
        owner: agency.owner(),
        due: request.due(),
        done: (ago > 30).then(|| asked.plus_days(9)),
        version: 0,
    };
    (request, task)
}
