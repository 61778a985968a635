//! Invented agencies that ask to be registered: two that wait, one of them perhaps on the register already,
//! and one that was refused.

use domain::form::record::Record;
use domain::identity::application::{
    ABOUT, AREAS, Application, CHARITY, Check, EMAIL, HELP, NAME, PHONE, ROLE, State, TYPES, WEBSITE, WHO,
};
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::register::agency::{Agency, Standing as Relation};
use service::{App, Problem};
use store::identity::{application as rows, staff};
use store::register::agency as agencies;
use store::{Snapshot, StoreError};

use crate::force::HOME;

type Sample = &'static [(&'static str, &'static str)];

/// A small service without a website.
const SMALL: Sample = &[
    (NAME.name(), "Saltmarsh Befrienders"),
    (TYPES.name(), "DA-COM"),
    (ABOUT.name(), "We visit people at home who have left a violent partner, and go with them to court."),
    (PHONE.name(), "01632 960 411"),
    (WHO.name(), "Oluchi Brandreth"),
    (ROLE.name(), "Coordinator"),
    (EMAIL.name(), "saltmarsh.befrienders@gmail.com"),
    (HELP.name(), "We have no website. The refuge in Eastfold and the housing team of the council know us."),
];

/// A service that shares its number with an entry of the register, which is filled in.
const KNOWN: Sample = &[
    (TYPES.name(), "HO-ADV"),
    (CHARITY.name(), "7654321"),
    (ABOUT.name(), "We advise people on debt, housing and their rights, and go with them to hearings."),
    (WEBSITE.name(), "https://www.lowtide-advice.example"),
    (WHO.name(), "Gethin Marlowe-Achebe"),
    (ROLE.name(), "Head of services"),
    (EMAIL.name(), "gethin@lowtide-advice.example"),
];

/// One that was not what it said.
const REFUSED: Sample = &[
    (NAME.name(), "Northmere Claims Helpers"),
    (TYPES.name(), "OTHER"),
    (ABOUT.name(), "We help people to get money."),
    (WEBSITE.name(), "https://claims-helpers.example"),
    (PHONE.name(), "01632 960 977"),
    (WHO.name(), "T. Slade"),
    (ROLE.name(), "Agent"),
    (EMAIL.name(), "slade@claims-helpers.example"),
];

/// Makes them.
///
/// # Errors
/// When the store does not work.
pub(super) async fn make(app: &App) -> Result<(), Problem> {
    let today = app.now().day();
    let ids: [Id<Application>; 3] = [app.id(), app.id(), app.id()];
    app.write(move |tx| {
        let (officer, mut known) = (officer(tx)?, record(KNOWN));
        let (name, phone) =
            on_register(tx)?.unwrap_or_else(|| ("Low Tide".to_owned(), "01632 960 322".to_owned()));
        let called = name.split(' ').next().unwrap_or(&name);
        let host = format!("{}-advice.example", called.to_lowercase());
        known.put(NAME, &format!("{called} Advice"));
        known.put(PHONE, &phone);
        known.put(WEBSITE, &format!("https://www.{host}"));
        known.put(EMAIL, &format!("gethin@{host}"));
        let check = |check: &str, result: &str, ago: i64| Check {
            check: check.to_owned(),
            result: result.to_owned(),
            staff: officer,
            day: today.plus_days(-ago),
        };
        let [small, double, refused] = ids;
        let small = Application {
            checks: vec![check("number", "fits", 1), check("register", "unclear", 1)],
            ..Application::new(small, record(SMALL), today.plus_days(-3))
        };
        let refused = Application {
            checks: vec![check("register", "differs", 9), check("number", "unclear", 8)],
            state: State::Refused,
            decided: Some(today.plus_days(-8)),
            staff: Some(officer),
            reason:
                "A firm that sells claims. It supports nobody, and no one at the number knows the person."
                    .into(),
            ..Application::new(refused, record(REFUSED), today.plus_days(-12))
        };
        for new in [&small, &Application::new(double, known, today.plus_days(-1)), &refused] {
            rows::insert(tx, new)?;
        }
        Ok(())
    })
    .await
}

fn record(sample: Sample) -> Record {
    let mut record = Record::default();
    for (field, value) in sample {
        record.put(field, value);
    }
    record.put(AREAS, HOME);
    record
}

/// Whoever keeps the register.
fn officer(snapshot: &mut Snapshot<'_>) -> Result<Id<Staff>, StoreError> {
    let people = staff::all(snapshot)?;
    let officer = people.iter().find(|person| person.role == Role::EngagementOfficer);
    officer.map(|officer| officer.id).ok_or(StoreError::Stale)
}

/// The name and number of an agency on the register: of one that advises and was not asked yet, if there is
/// one.
fn on_register(snapshot: &mut Snapshot<'_>) -> Result<Option<(String, String)>, StoreError> {
    let ids: Vec<_> = agencies::names(snapshot)?.into_iter().map(|(id, _)| id).collect();
    let mut all = agencies::those(snapshot, &ids)?;
    all.retain(|agency| !agency.record.get(PHONE).is_empty());
    let advises = |agency: &Agency| agency.record.has(TYPES, "HO-ADV");
    all.sort_by_key(|agency| (!advises(agency), agency.standing() != Relation::Prospect, agency.id));
    Ok(all.first().map(|agency| (agency.name().to_owned(), agency.record.get(PHONE).to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::form::record::Known;
    use domain::identity::application::read;
    use domain::platform::force::Force;

    #[test]
    fn what_is_invented_could_have_been_sent() {
        let force = Force {
            code: HOME.into(),
            name: "Northmere Police".into(),
            welsh: false,
            served: true,
            position: None,
        };
        let known = Known { forces: vec![force], ..Known::default() };
        for sample in [SMALL, KNOWN, REFUSED] {
            let mut typed: Vec<(String, String)> =
                sample.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
            typed.extend(
                [(AREAS, HOME), (NAME, "Low Tide"), (PHONE, "01632 960 001")]
                    .map(|(name, value)| (name.into(), value.to_owned())),
            );
            assert!(read(&typed, &known).is_ok(), "{sample:?}");
        }
    }
}
