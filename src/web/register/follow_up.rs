//! What is to be done.

use actix_web::web;

use domain::form::record::{self, Record};
use domain::register::follow_up::{FOLLOW_UP, FollowUp, OWNER};
use service::Problem;
use service::identity::session::Signed;
use service::register::follow_up::{self, PAGE as PER_PAGE};
use service::register::history;
use store::register::follow_up::FollowUpFilter;
use view::draw;
use view::register::done::Done;
use view::register::follow_up_filter::Wanted;
use view::register::follow_ups::{BACK, Back, DO, DONE, FollowUpLine, FollowUps};
use view::register::form::VERSION;
use view::register::frame::Frame;

use super::form::Shown;
use super::list_place::FromList;
use super::page::{offset, pages};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// What a form for another follow-up holds before anything is typed.
pub(super) fn blank(signed: &Signed) -> Record {
    let mut record = Record::default();
    record.put(OWNER, &signed.actor.id.to_string());
    record
}

/// What the store looks for.
pub(crate) fn filter(state: &WebState, signed: &Signed, wanted: Wanted) -> FollowUpFilter {
    FollowUpFilter {
        owner: (!wanted.everybody).then_some(signed.actor.id),
        due: wanted.due.then(|| state.app.now().day()),
        asked: wanted.asked,
        done: (wanted.due || wanted.asked).then_some(false),
        order: wanted.order,
        ..FollowUpFilter::default()
    }
}

/// One's own, or everybody's.
pub(super) async fn list(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (wanted, number) = Wanted::read(&query);
    let filter = filter(&state, &staff.0, wanted);
    let found = follow_up::list(&state.app, &staff.0, filter, offset(number, PER_PAGE)).await?;
    let known = history::lists(&state.app).await?;
    let lines: Vec<_> = found
        .lines
        .iter()
        .map(|line| FollowUpLine {
            task: &line.follow_up,
            engagement: line.engagement.as_deref(),
            agency: line.agency.as_deref(),
            request: line.request,
        })
        .collect();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&FollowUps {
        signed: page_context(&state, &staff.0, &token),
        lines: &lines,
        wanted,
        page: number,
        last: pages(found.total, PER_PAGE),
        total: found.total,
        known: &known,
        today: state.app.now().day(),
        done: said(&query),
    })))
}

/// Says that one was done, or that it was not after all, and goes back to where that was said.
pub(super) async fn settle(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let settled = follow_up::settle(&state.app, &staff.0, parse(&id)?, fields.get(DO) == DONE).await?;
    let list = path::register::follow_ups();
    let came_from = place.href_in(&list);
    let back = match Back::from_code(fields.get(BACK)) {
        Back::Mine => came_from.unwrap_or(list),
        Back::All => came_from.unwrap_or(Wanted { everybody: true, ..Wanted::default() }.href(1)),
        Back::Engagement => {
            settled.engagement.map_or(list, |id| place.carry(&path::register::engagement(&id)))
        }
        Back::Agency(id) => place.carry(&path::register::agency(&id)),
    };
    Ok(see_other(&back))
}

/// Asks what to change.
pub(super) async fn edit(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
) -> Answer {
    let task = follow_up::find(&state.app, &staff.0, parse(&id)?).await?;
    let shown = Shown { place, ..Shown::default() };
    Ok(page(render(&state, &staff.0, &task, &shown).await?))
}

/// Changes it, and goes back to the list that it was found on, or on to what it follows from.
pub(super) async fn save(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let problem = match follow_up::save(&state.app, &staff.0, id, version, &pairs).await {
        Ok(saved) => {
            let back = place.href_in(&path::register::follow_ups());
            let back = back.unwrap_or_else(|| place.carry(&origin(&saved)));
            return Ok(see_other(&done(&back, Done::Saved)));
        }
        Err(problem) => problem,
    };
    let (shown, status) = Shown::of_problem(problem, version)?;
    let shown = Shown { typed: Some(record::typed(FOLLOW_UP, &pairs)), place, ..shown };
    let now = follow_up::find(&state.app, &staff.0, id).await?;
    Ok(page_as(status, render(&state, &staff.0, &now, &shown).await?))
}

/// The page of what one follows from.
fn origin(task: &FollowUp) -> String {
    match (task.engagement, task.agency) {
        (Some(id), _) => path::register::engagement(&id),
        (None, Some(id)) => path::register::agency(&id),
        (None, None) => path::register::follow_ups(),
    }
}

async fn render(
    state: &WebState,
    signed: &Signed,
    task: &FollowUp,
    shown: &Shown,
) -> Result<String, Problem> {
    let frame = Frame::follow_up(task.id);
    let known = history::lists(&state.app).await?;
    let (token, record) = (form_token(state, signed), task.record());
    let now = (&record, task.version);
    Ok(draw(&shown.form(page_context(state, signed, &token), frame, FOLLOW_UP, now, &known)))
}
