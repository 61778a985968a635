//! Planned series of engagements.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::campaign::{CAMPAIGN, Campaign, Progress};
use crate::domain::form::Errors;
use crate::domain::record::{self, Record};
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, campaign, register};
use crate::view::component::staff::control::Controls;
use crate::view::draw;
use crate::view::register::campaign::{CampaignPage, Target};
use crate::view::register::campaigns::{Campaigns, Line};
use crate::view::register::form::{EntryForm, VERSION};
use crate::view::register::picked::Picked;
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::form::Form;
use super::{done, parse};

/// How many target agencies a page shows.
const PER_PAGE: usize = 50;

/// All of them.
pub(super) async fn list(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let campaigns = campaign::list(&front.house, &staff.0).await?;
    let lines = campaigns.iter().map(|line| Line {
        campaign: &line.campaign,
        held: line.held,
        targets: progress(line.reached, line.targets),
    });
    let lines: Vec<_> = lines.collect();
    let token = form_token(&front, &staff.0);
    let (signed, today) = (told(&front, &staff.0, &token), front.house.now().day());
    Ok(page(draw(&Campaigns { signed, lines: &lines, today })))
}

fn progress(done: usize, of: usize) -> Progress {
    let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Progress { done: count(done), of: count(of) }
}

/// One of them.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let view = campaign::view(&front.house, &staff.0, parse(&id)?).await?;
    let known = register::lists(&front.house).await?;
    let (_, number) = Picked::read(&query);
    let shown = view.targets.iter().skip((number - 1).saturating_mul(PER_PAGE)).take(PER_PAGE);
    let targets = shown.map(|(agency, name, how)| {
        let reached = how.map(|how| (how.day, how.kind));
        Target { agency: *agency, name, reached }
    });
    let targets: Vec<_> = targets.collect();
    let token = form_token(&front, &staff.0);
    Ok(page(draw(&CampaignPage {
        signed: told(&front, &staff.0, &token),
        campaign: &view.campaign,
        held: view.held,
        met: view.met,
        reached: progress(view.reached, view.targets.len()),
        targets: &targets,
        page: number,
        last: view.targets.len().div_ceil(PER_PAGE).max(1),
        engagements: &view.engagements,
        history: &view.history,
        known: &known,
        today: front.house.now().day(),
        done: super::said(&query),
    })))
}

/// Asks about a new one.
pub(super) async fn ask(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let (record, errors) = (Record::default(), Errors::default());
    Ok(page(drawn(&front, &staff.0, None, &Form::new(&record, errors)).await?))
}

/// Adds it.
pub(super) async fn add(front: web::Data<Front>, staff: Staff<Engage>, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    match campaign::add(&front.house, &staff.0, &pairs).await {
        Ok(id) => Ok(see_other(&done(&path::register::campaign(&id), "added"))),
        Err(Problem::Invalid(errors)) => {
            let typed = record::typed(CAMPAIGN, &pairs);
            let html = drawn(&front, &staff.0, None, &Form::new(&typed, errors)).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks what to change.
pub(super) async fn edit(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let campaign = campaign::find(&front.house, &staff.0, parse(&id)?).await?;
    let form = Form::new(&campaign.record, Errors::default());
    Ok(page(drawn(&front, &staff.0, Some(&campaign), &form).await?))
}

/// Changes it. When somebody else did so meanwhile, both versions are shown and nothing is lost.
pub(super) async fn save(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let (errors, meanwhile, status) = match campaign::save(&front.house, &staff.0, id, version, &pairs).await
    {
        Ok(()) => return Ok(see_other(&done(&path::register::campaign(&id), "saved"))),
        Err(Problem::Invalid(errors)) => (errors, false, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Problem::Stale) => (Errors::default(), true, StatusCode::CONFLICT),
        Err(problem) => return Err(problem.into()),
    };
    let now = campaign::find(&front.house, &staff.0, id).await?;
    let typed = record::typed(CAMPAIGN, &pairs);
    let form = Form { version: (!meanwhile).then_some(version), meanwhile, ..Form::new(&typed, errors) };
    Ok(page_as(status, drawn(&front, &staff.0, Some(&now), &form).await?))
}

async fn drawn(
    front: &Front,
    signed: &Signed,
    campaign: Option<&Campaign>,
    form: &Form<'_>,
) -> Result<String, Problem> {
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    let mut above = vec![("Campaigns", path::register::campaigns())];
    above.extend(campaign.map(|campaign| (campaign.name(), path::register::campaign(&campaign.id))));
    let action = campaign
        .map_or_else(path::register::new_campaign, |campaign| path::register::campaign_edit(&campaign.id));
    Ok(draw(&EntryForm {
        signed: told(front, signed, &token),
        title: if campaign.is_some() { "Change a campaign" } else { "Add a campaign" },
        place: Place::Campaigns,
        above,
        action,
        version: form.version.unwrap_or(campaign.map_or(0, |campaign| campaign.version)),
        sections: CAMPAIGN,
        controls: Controls { record: form.record, errors: &form.errors, known: &known },
        meanwhile: campaign.filter(|_| form.meanwhile).map(|campaign| &campaign.record),
        button: if campaign.is_some() { "Save" } else { "Add campaign" },
    }))
}
