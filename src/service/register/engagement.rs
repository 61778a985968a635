//! Keeping the ledger: what was done with agencies, on which day, by whom.

use std::collections::HashMap;

use domain::form::normalise;
use domain::form::reason::register::RegisterReason;
use domain::identity::role::Permission;
use domain::platform::attachment::Attachment;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::campaign::Campaign;
use domain::register::change::{Change, ChangeKind, EntityKind};
use domain::register::contact::Contact;
use domain::register::engagement::{DAY, Engagement, LEAD, SIDE};
use domain::register::engagement_form::{self, Log, RawForm};
use domain::register::follow_up::{FollowUp, Task};
use store::register::engagement::{self as rows, EngagementFilter};
use store::register::follow_up::{self as follow_ups, FollowUpFilter};
use store::register::{
    agency as agencies, change as changes, contact as contacts, engagement_file as evidences,
};
use store::{Snapshot, StoreError};

use super::engagement_file;
use super::history::{HISTORY, change};
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

mod sheet;

use sheet::gather;
pub use sheet::{Choosing, Named, Sheet, choosing, sheet};

/// How many engagements a page shows.
pub const PAGE: i64 = 50;

/// A page of engagements.
#[derive(Debug)]
pub struct EngagementList {
    /// The engagements on this page, newest first, each with the names of its agencies.
    pub lines: Vec<(Engagement, Vec<String>)>,
    /// How many there are on all pages.
    pub total: i64,
    /// The name of the agency that was asked for, if one was.
    pub agency: Option<String>,
}

/// A page of the engagements that `filter` picks.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(
    app: &App,
    signed: &Signed,
    filter: EngagementFilter,
    offset: i64,
) -> Result<EngagementList, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| {
        let (engagements, total) = rows::list(snapshot, &filter, offset, PAGE)?;
        let asked = filter.agency.map(|id| agencies::find(snapshot, id)).transpose()?.flatten();
        let agency = asked.map(|agency| agency.name().to_owned());
        Ok(EngagementList { lines: with_names(snapshot, engagements)?, total, agency })
    })
    .await
}

/// Adds to each engagement the names of its agencies, by name.
pub(crate) fn with_names(
    snapshot: &mut Snapshot<'_>,
    engagements: Vec<Engagement>,
) -> Result<Vec<(Engagement, Vec<String>)>, StoreError> {
    let mut ids: Vec<Id<Agency>> = engagements.iter().flat_map(|one| one.agencies.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let found = agencies::those(snapshot, &ids)?;
    let names: HashMap<Id<Agency>, &str> = found.iter().map(|agency| (agency.id, agency.name())).collect();
    let line = |engagement: Engagement| {
        let with = engagement.agencies.iter().filter_map(|id| names.get(id));
        let mut with: Vec<String> = with.map(|name| (*name).to_owned()).collect();
        with.sort_by_cached_key(|name| normalise::fold(name));
        (engagement, with)
    };
    Ok(engagements.into_iter().map(line).collect())
}

/// An engagement with all that belongs to it.
#[derive(Debug)]
pub struct EngagementView {
    /// The engagement.
    pub engagement: Engagement,
    /// With whom it was.
    pub agencies: Named,
    /// Who took part.
    pub contacts: Vec<Contact>,
    /// The campaign it belongs to, by name.
    pub campaign: Option<(Id<Campaign>, String)>,
    /// What was handed out, in words, and how many.
    pub materials: Vec<(String, u32)>,
    /// What follows from it.
    pub follow_ups: Vec<FollowUp>,
    /// Its evidence file.
    pub file: Option<Attachment>,
    /// Its history, newest first.
    pub history: Vec<Change>,
}

/// An engagement.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed, id: Id<Engagement>) -> Result<EngagementView, Problem> {
    signed.require(Permission::Engage)?;
    let (view, file) = app
        .read(move |snapshot| {
            let Some(engagement) = rows::find(snapshot, id)? else { return Ok(None) };
            let sheet = gather(snapshot, &engagement.agencies)?;
            let filter = FollowUpFilter { engagement: Some(id), ..FollowUpFilter::default() };
            let (follow_ups, _) = follow_ups::list(snapshot, &filter, 0, HISTORY)?;
            let history = changes::of_subject(snapshot, &id.to_string(), HISTORY)?;
            let file = evidences::find(snapshot, id)?;
            let taking_part = |contact: &Contact| engagement.contacts.contains(&contact.id);
            // Somebody who took part may work elsewhere by now.
            let mut contacts: Vec<Contact> =
                sheet.contacts.iter().filter(|one| taking_part(one)).cloned().collect();
            for id in &engagement.contacts {
                if !contacts.iter().any(|contact| contact.id == *id) {
                    contacts.extend(contacts::find(snapshot, *id)?);
                }
            }
            let materials = engagement.materials.iter().map(|one| (sheet.edition(one.edition), one.quantity));
            let materials = materials.collect();
            let campaign = sheet.campaigns.into_iter().find(|(id, _)| Some(*id) == engagement.campaign);
            let view = EngagementView {
                agencies: sheet.agencies,
                contacts,
                campaign,
                materials,
                follow_ups,
                file: None,
                history,
                engagement,
            };
            Ok(Some((view, file)))
        })
        .await?
        .ok_or(Problem::Missing)?;
    let file = file.as_deref().map(engagement_file::attachment).transpose()?;
    Ok(EngagementView { file, ..view })
}

/// One engagement, for changing it or logging another like it.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn find(app: &App, signed: &Signed, id: Id<Engagement>) -> Result<Engagement, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| rows::find(snapshot, id)).await?.ok_or(Problem::Missing)
}

/// Logs an engagement with what is to follow from it. One with this identifier stands already, and stays as
/// it is: the form was sent again.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed.
pub async fn add(
    app: &App,
    signed: &Signed,
    id: Id<Engagement>,
    typed: &RawForm,
) -> Result<Id<Engagement>, Problem> {
    read(app, signed, typed).await?;
    let (random, today) = (app.random.clone(), app.now().day());
    let (typed, blank) =
        (typed.to_vec(), change(app, signed, EntityKind::Engagement, &id, ChangeKind::Added));
    app.write(move |tx| {
        if rows::find(tx, id)?.is_some() {
            return Ok(());
        }
        let (mut log, sheet) = parsed(tx, &typed, today)?;
        let tasks = std::mem::take(&mut log.tasks);
        let engagement = log.engagement(id, 0);
        rows::insert(tx, &engagement)?;
        for task in tasks {
            follow_ups::insert(tx, &follow_up(Id::random(random.as_ref()), &engagement, task))?;
        }
        let event = Change { after: Some(sheet.history_record(&engagement)), ..blank.clone() };
        Ok(changes::record(tx, &event)?)
    })
    .await?;
    Ok(id)
}

/// What is to be done after an engagement: for its agency, when it was with one.
fn follow_up(id: Id<FollowUp>, engagement: &Engagement, Task { task, owner, due }: Task) -> FollowUp {
    let agency = match engagement.agencies.as_slice() {
        [only] => Some(*only),
        _ => None,
    };
    FollowUp { id, engagement: Some(engagement.id), agency, task, owner, due, done: None, version: 0 }
}

/// Changes an engagement that was at `version` when the form was drawn.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed it
/// meanwhile.
pub async fn save(
    app: &App,
    signed: &Signed,
    id: Id<Engagement>,
    version: i64,
    typed: &RawForm,
) -> Result<(), Problem> {
    find(app, signed, id).await?;
    read(app, signed, typed).await?;
    let today = app.now().day();
    let (typed, blank) =
        (typed.to_vec(), change(app, signed, EntityKind::Engagement, &id, ChangeKind::Changed));
    app.write(move |tx| {
        let before = rows::find(tx, id)?.ok_or(Problem::Missing)?;
        let (log, sheet) = parsed(tx, &typed, today)?;
        let after = log.engagement(id, before.version);
        let was = gather(tx, &before.agencies)?.history_record(&before);
        let is = sheet.history_record(&after);
        // Also when the form was sent again: what it asks for stands.
        if was == is {
            return Ok(());
        }
        if before.version != version {
            return Err(TxError::Problem(Problem::Stale));
        }
        rows::save(tx, &after)?;
        let event = Change { before: Some(was), after: Some(is), ..blank.clone() };
        Ok(changes::record(tx, &event)?)
    })
    .await
}

/// An engagement that is as it was when the page was drawn.
fn at(snapshot: &mut Snapshot<'_>, id: Id<Engagement>, version: i64) -> Result<Engagement, TxError> {
    let found = rows::find(snapshot, id)?.ok_or(Problem::Missing)?;
    if found.version == version { Ok(found) } else { Err(Problem::Stale.into()) }
}

/// Deletes an engagement that was logged by mistake and was at `version` when that was asked. What follows
/// from it, what was handed out and its evidence file go with it; the history of each of its agencies keeps
/// what it said.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it; [`Problem::Stale`] when
/// somebody changed it meanwhile.
pub async fn delete(app: &App, signed: &Signed, id: Id<Engagement>, version: i64) -> Result<(), Problem> {
    find(app, signed, id).await?;
    // A new file is a new version: this is the one that goes.
    let file = engagement_file::stored_file(app, id).await?;
    let blank = change(app, signed, EntityKind::Engagement, &id, ChangeKind::Deleted);
    app.write(move |tx| {
        let gone = at(tx, id, version)?;
        let event =
            Change { before: Some(gather(tx, &gone.agencies)?.history_record(&gone)), ..blank.clone() };
        let told = |agency: Option<Id<Agency>>| Change { agency, ..event.clone() };
        let events: Vec<Change> = match gone.agencies.as_slice() {
            [] => vec![told(None)],
            with => with.iter().map(|agency| told(Some(*agency))).collect(),
        };
        rows::delete(tx, id, version)?;
        Ok(events.iter().try_for_each(|event| changes::record(tx, event))?)
    })
    .await?;
    if let Some(file) = file {
        file.forget(app).await;
    }
    Ok(())
}

/// Reads what was typed before anything is written: what will not do takes no writer's time. The write reads
/// it again.
async fn read(app: &App, signed: &Signed, typed: &RawForm) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let (typed, today) = (typed.to_vec(), app.now().day());
    Ok(app.store.read(move |snapshot| parsed(snapshot, &typed, today).map(drop)).await?)
}

/// Reads what was typed against what there is: agencies that stand for themselves, and of their people those
/// who were chosen.
fn parsed(snapshot: &mut Snapshot<'_>, typed: &RawForm, today: Day) -> Result<(Log, Sheet), TxError> {
    let sheet = gather(snapshot, &engagement_form::ids(typed, engagement_form::AGENCY))?;
    let editions: Vec<_> = sheet.editions.iter().map(|(edition, _)| edition.id).collect();
    let mut log = engagement_form::parse(typed, &sheet.known, &editions, today).map_err(Problem::Invalid)?;
    log.agencies = sheet.agencies.iter().map(|(id, _)| *id).collect();
    if log.agencies.is_empty() && log.kind.needs_agency() {
        return Err(Problem::invalid(engagement_form::AGENCY, RegisterReason::NoAgency).into());
    }
    log.campaign = log.campaign.filter(|id| sheet.campaigns.iter().any(|(known, _)| known == id));
    log.contacts.retain(|id| sheet.contacts.iter().any(|contact| contact.id == *id));
    Ok((log, sheet))
}

/// What a form for a new engagement holds before anything is typed.
pub fn defaults(signed: &Signed, today: Day) -> Vec<(String, String)> {
    let me = signed.actor.id.to_string();
    let pairs = [(DAY, today.iso()), (LEAD, me), (SIDE, "external".to_owned())];
    pairs.map(|(name, value)| (name.into(), value)).to_vec()
}
