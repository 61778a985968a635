//! The ledger as tables: engagements, who has been engaged, follow-ups.

use std::collections::HashMap;

use domain::form::record::{Field, Known, Record};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::contact::Contact;
use domain::register::engagement::{ENGAGEMENT, Engagement, QUESTIONS};
use domain::register::follow_up::FollowUp;
use store::register::agency::{self as agencies, AgencyFilter};
use store::register::engagement::{self as engagements, EngagementFilter};
use store::register::follow_up::{self as follow_ups, FollowUpFilter};
use store::register::{campaign as campaigns, contact as contacts};
use store::{Snapshot, StoreError};

use super::table::{Form, PART, Rows, cells, day, headed, labels, or_empty, table, yes};
use crate::identity::session::Signed;
use crate::register::engaged::{self, EngagedLine, Handout};
use crate::register::engagement::with_names;
use crate::register::follow_up::{self, FollowUpLine};
use crate::register::history::load_lookups;
use crate::register::material;
use crate::{App, Problem};

/// The engagements that `filter` picks, newest first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn engagements(
    app: &App,
    signed: &Signed,
    filter: EngagementFilter,
    form: Form,
) -> Result<Vec<u8>, Problem> {
    signed.require(Permission::Engage)?;
    let rows = app.read(move |snapshot| of_engagements(snapshot, &filter)).await?;
    table(app, signed, ("engagements", "Engagements"), rows, form).await
}

/// What engagements name by identifier.
struct Names {
    known: Known,
    people: HashMap<Id<Contact>, String>,
    campaigns: HashMap<String, String>,
    editions: HashMap<String, String>,
}

impl Names {
    fn read(snapshot: &mut Snapshot<'_>) -> Result<Self, StoreError> {
        let people = contacts::all(snapshot)?.into_iter().map(|one| (one.id, one.name().to_owned()));
        let campaigns = campaigns::all(snapshot)?;
        let campaigns = campaigns.iter().map(|one| (one.id.to_string(), one.name().to_owned()));
        let editions = material::labelled(snapshot)?.into_iter();
        let editions = editions.map(|(edition, label)| (edition.id.to_string(), label));
        Ok(Self {
            known: load_lookups(snapshot)?,
            people: people.collect(),
            campaigns: campaigns.collect(),
            editions: editions.collect(),
        })
    }
}

fn of_engagements(snapshot: &mut Snapshot<'_>, filter: &EngagementFilter) -> Result<Rows, StoreError> {
    let names = Names::read(snapshot)?;
    let first = ["Kind", "With"].map(str::to_owned).into_iter();
    let last = ["Two-way", "People", "Campaign", "Handed out", "More"].map(str::to_owned);
    let mut rows: Rows = vec![first.chain(labels(ENGAGEMENT)).chain(last).collect()];
    loop {
        let offset = i64::try_from(rows.len() - 1).unwrap_or(i64::MAX);
        let (found, _) = engagements::list(snapshot, filter, offset, PART)?;
        if found.is_empty() {
            return Ok(rows);
        }
        let lines = with_names(snapshot, found)?;
        rows.extend(lines.iter().map(|(engagement, with)| of_engagement(engagement, with, &names)));
    }
}

fn of_engagement(engagement: &Engagement, with: &[String], names: &Names) -> Vec<String> {
    let record = &engagement.record;
    let people = engagement.contacts.iter().filter_map(|id| names.people.get(id).cloned());
    let campaign = engagement.campaign.and_then(|id| names.campaigns.get(&id.to_string()).cloned());
    let handed = engagement.materials.iter().map(|one| {
        let edition = names.editions.get(&one.edition.to_string()).map_or("", String::as_str);
        format!("{} × {edition}", one.quantity)
    });
    let more = engagement.kind.fields.iter().filter_map(|field| labelled_field(field, record, &names.known));
    let first = [engagement.kind.label.to_owned(), with.join("; ")].into_iter();
    let last = [
        yes(engagement.kind.two_way),
        people.collect::<Vec<_>>().join("; "),
        campaign.unwrap_or_default(),
        handed.collect::<Vec<_>>().join("; "),
        more.collect::<Vec<_>>().join("; "),
    ];
    first.chain(cells(ENGAGEMENT, record, &names.known)).chain(last).collect()
}

/// A field of one kind of engagement with its name; none when it is empty.
fn labelled_field(field: &Field, record: &Record, known: &Known) -> Option<String> {
    let words = field.words(record, known);
    (!words.is_empty()).then(|| format!("{}: {}", field.label, words.join(", ")))
}

/// Which of the agencies that `filter` picks have been engaged, and how.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn engaged(
    app: &App,
    signed: &Signed,
    filter: AgencyFilter,
    form: Form,
) -> Result<Vec<u8>, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    let rows = app
        .read(move |snapshot| {
            let (known, (agencies, _)) =
                (load_lookups(snapshot)?, agencies::list(snapshot, &filter, 0, i64::MAX)?);
            let mut rows = headed(&[
                "Agency",
                "Overdue",
                "Last met",
                "Met by",
                "Met with",
                "Last informed",
                "Informed by",
                "Informed with",
                "What they were given",
                "What they asked or said",
                "Said on",
            ]);
            for part in agencies.chunks(FEW) {
                let lines = engaged::lines(snapshot, part.to_vec(), today)?;
                rows.extend(lines.iter().map(|line| of_agency(line, &known, today)));
            }
            Ok(rows)
        })
        .await?;
    table(app, signed, ("engaged", "Engaged"), rows, form).await
}

/// How many agencies are looked up at once: each brings the engagements of its last days.
const FEW: usize = 500;

fn of_agency(line: &EngagedLine, known: &Known, today: Day) -> Vec<String> {
    let overdue = domain::register::coverage::is_overdue(&line.agency, line.last.met, today);
    let mut row = vec![line.agency.name().to_owned(), yes(overdue)];
    for last in [&line.met, &line.told] {
        let lead = last.as_ref().and_then(Engagement::lead).map(|id| id.to_string()).unwrap_or_default();
        row.push(day(last.as_ref().and_then(Engagement::day)));
        row.push(last.as_ref().map_or("", |one| one.kind.label).to_owned());
        row.push(known.person(&lead).to_owned());
    }
    let given = |(what, quantity, _): &Handout| format!("{quantity} × {what}");
    row.push(line.given.iter().map(given).collect::<Vec<_>>().join("; "));
    row.push(line.said.as_ref().map_or("", |one| one.record.get(QUESTIONS)).to_owned());
    row.push(day(line.said.as_ref().and_then(Engagement::day)));
    row
}

/// The follow-ups that `filter` picks: what is overdue first.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn follow_ups(
    app: &App,
    signed: &Signed,
    filter: FollowUpFilter,
    form: Form,
) -> Result<Vec<u8>, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    let rows = app
        .read(move |snapshot| {
            let known = load_lookups(snapshot)?;
            let mut rows = headed(&[
                "What to do",
                "Engagement",
                "Agency",
                "Asked for by the agency",
                "Who",
                "Due",
                "State",
                "Done on",
            ]);
            let (found, _) = follow_ups::list(snapshot, &filter, 0, i64::MAX)?;
            for part in found.chunks(FEW) {
                let lines = follow_up::lines(snapshot, part.to_vec())?;
                rows.extend(lines.iter().map(|line| of_follow_up(line, &known, today)));
            }
            Ok(rows)
        })
        .await?;
    table(app, signed, ("follow-ups", "Follow-ups"), rows, form).await
}

fn of_follow_up(line: &FollowUpLine, known: &Known, today: Day) -> Vec<String> {
    let FollowUp { task, owner, due, done, .. } = &line.follow_up;
    let state = match done {
        Some(_) => "Done",
        None if line.follow_up.is_overdue(today) => "Overdue",
        None => "To do",
    };
    vec![
        task.clone(),
        or_empty(line.engagement.as_deref()),
        or_empty(line.agency.as_deref()),
        yes(line.request.is_some()),
        known.person(&owner.map(|id| id.to_string()).unwrap_or_default()).to_owned(),
        due.iso(),
        state.to_owned(),
        day(*done),
    ]
}
