//! The target agencies of a campaign.

use actix_web::web;

use domain::platform::id::Id;
use domain::register::campaign::Campaign;
use service::register::agency::{self, PAGE as PER_PAGE};
use service::register::{campaign, entry, history};
use view::draw;
use view::register::agency_filter::Picked;
use view::register::done::Done;
use view::register::targets::{QUERY, Targets};

use super::agencies::filtered;
use crate::answer::{Answer, done, page, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The agencies that the address's filter picks.
pub(super) async fn pick(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let app = &state.app;
    let campaign: Campaign = entry::find(app, &staff.0, parse(&id)?).await?;
    let (picked, number) = Picked::read(&query);
    let from = i64::try_from(number - 1).unwrap_or(0).saturating_mul(PER_PAGE);
    let list = agency::list(app, &staff.0, filtered(&state, &picked), from, PER_PAGE).await?;
    let chosen = campaign::targets(app, &staff.0, campaign.id).await?;
    let known = history::lists(app).await?;
    let agencies: Vec<_> = list.lines.iter().map(|line| &line.agency).collect();
    let total = usize::try_from(list.total).unwrap_or(0);
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Targets {
        signed: page_context(&state, &staff.0, &token),
        campaign: &campaign,
        agencies: &agencies,
        chosen: &chosen,
        picked: &picked,
        page: number,
        last: total.div_ceil(usize::try_from(PER_PAGE).unwrap_or(1)).max(1),
        total,
        known: &known,
    })))
}

/// Adds all that the filter picks.
pub(super) async fn add(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id: Id<Campaign> = parse(&id)?;
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(fields.get(QUERY)).unwrap_or_default();
    let (picked, _) = Picked::read(&pairs);
    campaign::add_targets(&state.app, &staff.0, id, filtered(&state, &picked)).await?;
    Ok(see_other(&done(&path::register::campaign(&id), Done::Targets)))
}

/// Takes one away.
pub(super) async fn remove(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    ids: web::Path<(String, String)>,
    _: Guarded,
) -> Answer {
    let (id, agency) = (parse(&ids.0)?, parse(&ids.1)?);
    campaign::remove_target(&state.app, &staff.0, id, agency).await?;
    Ok(see_other(&done(&path::register::campaign(&id), Done::Targets)))
}
