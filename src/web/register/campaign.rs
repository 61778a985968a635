//! Planned series of engagements.

use actix_web::web;

use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::campaign::{Campaign, Progress};
use service::Problem;
use service::identity::session::Signed;
use service::register::{campaign, entry, history};
use view::draw;
use view::register::agency_filter::Picked;
use view::register::campaign::{CampaignPage, Reached, Target};
use view::register::campaigns::{CampaignLine, Campaigns};
use view::register::frame::Frame;

use super::entry::{Pages, render};
use super::form::Shown;
use crate::answer::{Answer, page, said};
use crate::extract::Staff;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// How many target agencies a page shows.
const PER_PAGE: usize = 50;

/// All of them.
pub(super) async fn list(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    let campaigns = campaign::list(&state.app, &staff.0).await?;
    let lines = campaigns.iter().map(|line| CampaignLine {
        campaign: &line.campaign,
        held: line.held,
        targets: progress(line.reached, line.targets),
    });
    let lines: Vec<_> = lines.collect();
    let token = form_token(&state, &staff.0);
    let (signed, today) = (page_context(&state, &staff.0, &token), state.app.now().day());
    Ok(page(draw(&Campaigns { signed, lines: &lines, today })))
}

/// How much is done, of how much.
pub(super) fn progress(done: usize, of: usize) -> Progress {
    let count = |count| u32::try_from(count).unwrap_or(u32::MAX);
    Progress { done: count(done), of: count(of) }
}

/// One of them.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let view = campaign::view(&state.app, &staff.0, parse(&id)?).await?;
    let known = history::lists(&state.app).await?;
    let (_, number) = Picked::read(&query);
    let shown = view.targets.iter().skip((number - 1).saturating_mul(PER_PAGE)).take(PER_PAGE);
    let targets = shown.map(|(agency, name, how)| {
        let reached = how.map(|how| Reached { engagement: how.engagement, day: how.day, kind: how.kind });
        Target { agency: *agency, name, reached }
    });
    let targets: Vec<_> = targets.collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&CampaignPage {
        signed: page_context(&state, &staff.0, &token),
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
        today: state.app.now().day(),
        done: said(&query),
    })))
}

impl Pages for Campaign {
    type Above = ();

    fn begun(id: Id<Self>, (): &(), _: Day) -> Self {
        Self { id, record: Record::default(), version: 0 }
    }

    fn adding((): &()) -> Frame<'_> {
        Frame::new_campaign()
    }

    async fn page(state: &WebState, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        let campaign: Self = entry::find(&state.app, signed, id).await?;
        let frame = Frame::campaign(&campaign);
        render(state, signed, &campaign, frame, shown).await
    }

    fn address(id: Id<Self>) -> String {
        path::register::campaign(&id)
    }
}
