//! Planned series of engagements: whom they are for, and how far they are.

use std::collections::{HashMap, HashSet};

pub use store::register::campaign::Reached;

use domain::form::key::Key;
use domain::form::reason::register::RegisterReason;
use domain::form::record::{Record, Section};
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::campaign::{CAMPAIGN, Campaign, TARGETS, objection};
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::engagement::Engagement;
use store::register::agency::{self as agencies, AgencyFilter};
use store::register::engagement::{self as engagements, EngagementFilter};
use store::register::{campaign as rows, change as changes};
use store::{Snapshot, StoreError, Tx};

use super::entry::Entry;
use super::history::{HISTORY, change};
use crate::identity::session::Signed;
use crate::{App, Problem};

/// How many engagements a campaign's page shows.
const RECENT: i64 = 20;

/// A campaign with how far it is.
#[derive(Debug)]
pub struct CampaignLine {
    /// The campaign.
    pub campaign: Campaign,
    /// How many sessions were held.
    pub held: u32,
    /// How many of its target agencies were reached.
    pub reached: usize,
    /// How many target agencies it has.
    pub targets: usize,
}

/// Every campaign, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(app: &App, signed: &Signed) -> Result<Vec<CampaignLine>, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let all = rows::all(snapshot)?;
        all.into_iter()
            .map(|campaign| line(snapshot, campaign, today))
            .collect::<Result<Vec<_>, StoreError>>()
    })
    .await
}

fn line(snapshot: &mut Snapshot<'_>, campaign: Campaign, today: Day) -> Result<CampaignLine, StoreError> {
    let targets = rows::targets(snapshot, campaign.id)?;
    let reached = rows::reached(snapshot, campaign.id, today)?;
    let (held, _) = rows::sessions(snapshot, campaign.id, today)?;
    let reached = targets.iter().filter(|(id, _)| reached.contains_key(id)).count();
    Ok(CampaignLine { campaign, held, reached, targets: targets.len() })
}

/// A campaign with all that belongs to it.
#[derive(Debug)]
pub struct CampaignView {
    /// The campaign.
    pub campaign: Campaign,
    /// How many sessions were held.
    pub held: u32,
    /// How many people were met at them.
    pub met: i64,
    /// Its target agencies with how each was last reached: those that were not reached first, then by name.
    pub targets: Vec<(Id<Agency>, String, Option<Reached>)>,
    /// How many of them were reached.
    pub reached: usize,
    /// What was done or is planned in it, newest first; as many as one page shows.
    pub engagements: Vec<Engagement>,
    /// Its history, newest first.
    pub history: Vec<Change>,
}

/// A campaign.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed, id: Id<Campaign>) -> Result<CampaignView, Problem> {
    signed.require(Permission::Engage)?;
    let today = app.now().day();
    app.read(move |snapshot| {
        let Some(campaign) = rows::find(snapshot, id)? else { return Ok(None) };
        let how = rows::reached(snapshot, id, today)?;
        let (held, met) = rows::sessions(snapshot, id, today)?;
        let filter = EngagementFilter { campaign: Some(id), ..EngagementFilter::default() };
        let (engagements, _) = engagements::list(snapshot, &filter, 0, RECENT)?;
        let history = changes::of_subject(snapshot, &id.to_string(), HISTORY)?;
        let targets = with_progress(rows::targets(snapshot, id)?, &how);
        let reached = targets.iter().filter(|(_, _, how)| how.is_some()).count();
        Ok(Some(CampaignView { campaign, held, met, targets, reached, engagements, history }))
    })
    .await?
    .ok_or(Problem::Missing)
}

fn with_progress(
    targets: Vec<(Id<Agency>, String)>,
    how: &HashMap<Id<Agency>, Reached>,
) -> Vec<(Id<Agency>, String, Option<Reached>)> {
    let mut targets: Vec<_> =
        targets.into_iter().map(|(id, name)| (id, name, how.get(&id).copied())).collect();
    // The sort keeps the order of names among equals.
    targets.sort_by_key(|(_, _, how)| how.is_some());
    targets
}

impl Entry for Campaign {
    const NOUN: EntityKind = EntityKind::Campaign;
    const FIELDS: &'static [Section] = CAMPAIGN;

    fn id(&self) -> Id<Self> {
        self.id
    }

    fn record(&self) -> &Record {
        &self.record
    }

    fn version(&self) -> i64 {
        self.version
    }

    fn with(self, answers: Record) -> Self {
        Self { record: answers, ..self }
    }

    fn objection(answers: &Record) -> Option<(Key, RegisterReason)> {
        objection(answers)
    }

    fn find(snapshot: &mut Snapshot<'_>, id: Id<Self>) -> Result<Option<Self>, StoreError> {
        rows::find(snapshot, id)
    }

    fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::insert(tx, self)
    }

    fn save(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        rows::save(tx, self)
    }
}

/// The identifiers of a campaign's target agencies.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn targets(app: &App, signed: &Signed, id: Id<Campaign>) -> Result<HashSet<Id<Agency>>, Problem> {
    signed.require(Permission::Engage)?;
    let targets = app.read(move |snapshot| rows::targets(snapshot, id)).await?;
    Ok(targets.into_iter().map(|(id, _)| id).collect())
}

/// Makes every agency that `filter` picks a target of a campaign.
///
/// # Errors
/// [`Problem::Missing`] when there is no such campaign, or the person's role does not allow it.
pub async fn add_targets(
    app: &App,
    signed: &Signed,
    id: Id<Campaign>,
    filter: AgencyFilter,
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let blank = change(app, signed, EntityKind::Campaign, &id, ChangeKind::Changed);
    app.write(move |tx| {
        let campaign = rows::find(tx, id)?.ok_or(Problem::Missing)?;
        let before: HashSet<_> = rows::targets(tx, id)?.into_iter().map(|(agency, _)| agency).collect();
        let picked = agencies::ids(tx, &filter)?;
        let new: Vec<_> = picked.into_iter().filter(|agency| !before.contains(agency)).collect();
        if new.is_empty() {
            return Ok(());
        }
        rows::add_targets(tx, id, &new)?;
        let event = retargeted(&blank, &campaign, before.len(), before.len() + new.len());
        Ok(changes::record(tx, &event)?)
    })
    .await
}

/// Takes an agency off the targets of a campaign, if it is one.
///
/// # Errors
/// [`Problem::Missing`] when there is no such campaign, or the person's role does not allow it.
pub async fn remove_target(
    app: &App,
    signed: &Signed,
    id: Id<Campaign>,
    agency: Id<Agency>,
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let blank = change(app, signed, EntityKind::Campaign, &id, ChangeKind::Changed);
    app.write(move |tx| {
        let campaign = rows::find(tx, id)?.ok_or(Problem::Missing)?;
        let agency = agencies::surviving(tx, agency)?.ok_or(Problem::Missing)?.id;
        let before = rows::targets(tx, id)?.len();
        if !rows::remove_target(tx, id, agency)? {
            return Ok(());
        }
        let event = retargeted(&blank, &campaign, before, before.saturating_sub(1));
        Ok(changes::record(tx, &event)?)
    })
    .await
}

fn retargeted(blank: &Change, campaign: &Campaign, before: usize, after: usize) -> Change {
    let with = |count: usize| {
        let mut record = campaign.record.clone();
        record.put(TARGETS, &count.to_string());
        Some(record)
    };
    Change { before: with(before), after: with(after), ..blank.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_not_reached_come_first_and_names_keep_their_order() {
        let id = |number: u32| format!("00000000-0000-4000-8000-{number:012}").parse().unwrap();
        let targets = vec![(id(1), "Alder".into()), (id(2), "Birch".into()), (id(3), "Cedar".into())];
        let kind = domain::register::engagement::kind("BRF").unwrap();
        let engagement = "00000000-0000-4000-8000-000000000004".parse().unwrap();
        let how = Reached { engagement, day: Day::parse_iso("2026-03-04").unwrap(), kind };
        let sorted = with_progress(targets, &HashMap::from([(id(1), how), (id(9), how)]));
        let names: Vec<_> = sorted.iter().map(|(_, name, how)| (name.as_str(), how.is_some())).collect();
        assert_eq!(names, [("Birch", false), ("Cedar", false), ("Alder", true)]);
    }
}
