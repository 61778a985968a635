//! An agency.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::record::{self, Record};
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::{Agency, STATUS, TIER};
use domain::register::coverage::is_overdue;
use domain::register::follow_up::FOLLOW_UP;
use service::Problem;
use service::identity::practitioner::roll;
use service::identity::session::Signed;
use service::register::agency::{self, AgencyView};
use service::register::follow_up::{self, Origin};
use service::register::history::{self, HISTORY};
use service::register::{agency_request, engaged, entry};
use view::component::staff::control::Controls;
use view::draw;
use view::register::agency::{AgencyPage, Person};
use view::register::agency_filter::PAGE;
use view::register::done::Done;
use view::register::follow_ups::{Back, Tasks};
use view::register::frame::Frame;
use view::register::merge::Merge;
use view::register::practitioner::Accounts;
use view::staff::list_place::ListPlace;

use super::entry::{Pages, render};
use super::form::Shown;
use super::list_place::FromList;
use super::page::{offset, pages};
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// An agency; one that was merged leads to the entry that stands for it.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
    FromList(place): FromList,
) -> Answer {
    let id = parse(&id)?;
    let number = path::value(&query, PAGE).parse().unwrap_or(1).max(1);
    let view = agency::view(&state.app, &staff.0, id, offset(number, HISTORY)).await?;
    if view.agency.id != id {
        return Ok(see_other(&place.carry(&path::register::agency(&view.agency.id))));
    }
    let task = crate::register::follow_up::blank(&staff.0);
    let beside = Beside { task, errors: Errors::default(), done: said(&query), page: number, place };
    Ok(page(seen(&state, &staff.0, &view, &beside).await?))
}

/// Adds a follow-up.
pub(super) async fn follow(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    match follow_up::add(&state.app, &staff.0, fields.new_id("follow-up"), Origin::Agency(id), &pairs).await {
        Ok(()) => Ok(see_other(&place.carry(&done(&path::register::agency(&id), Done::Task)))),
        Err(Problem::Invalid(errors)) => {
            let view = agency::view(&state.app, &staff.0, id, 0).await?;
            let beside =
                Beside { task: record::typed(FOLLOW_UP, &pairs), errors, done: None, page: 1, place };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, seen(&state, &staff.0, &view, &beside).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What the page shows beside the agency.
struct Beside {
    task: Record,
    errors: Errors,
    done: Option<Done>,
    /// The page of its history, from 1.
    page: usize,
    place: ListPlace,
}

async fn seen(
    state: &WebState,
    signed: &Signed,
    view: &AgencyView,
    beside: &Beside,
) -> Result<String, Problem> {
    let known = history::lists(&state.app).await?;
    let given = engaged::given_to_agency(&state.app, signed, view.agency.id).await?;
    let tasks = follow_up::of_agency(&state.app, signed, view.agency.id).await?;
    let asked = agency_request::of_agency(&state.app, signed, view.agency.id).await?;
    let people: Vec<_> = view
        .contacts
        .iter()
        .map(|(contact, last)| Person { contact, met: last.met, told: last.told })
        .collect();
    let accounts = roll::of_agency(&state.app, signed, view.agency.id).await?;
    let (token, today) = (form_token(state, signed), state.app.now().day());
    let signed = page_context(state, signed, &token);
    Ok(draw(&AgencyPage {
        signed,
        agency: &view.agency,
        met: view.last.met,
        told: view.last.told,
        overdue: is_overdue(&view.agency, view.last.met, today),
        people: &people,
        accounts: Accounts { accounts: &accounts, now: state.app.now() },
        engagements: &view.engagements,
        engaged: view.engaged,
        given: &given,
        tasks: Tasks {
            signed,
            tasks: &tasks,
            action: beside.place.carry(&path::register::agency_follow_ups(&view.agency.id)),
            back: Back::Agency(view.agency.id),
            place: &beside.place,
            controls: Controls { record: &beside.task, errors: &beside.errors, known: &known },
            today,
        },
        asked: &asked,
        history: &view.history,
        page: beside.page,
        last: pages(view.changes, HISTORY),
        doubles: &view.doubles,
        known: &known,
        place: &beside.place,
        done: beside.done,
    }))
}

impl Pages for Agency {
    type Above = ();

    fn begun(id: Id<Self>, (): &(), _: Day) -> Self {
        let mut record = Record::default();
        record.put(STATUS, "prospect");
        record.put(TIER, "C");
        Self::new(id, record)
    }

    fn adding((): &()) -> Frame<'_> {
        Frame::new_agency()
    }

    async fn page(state: &WebState, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        let agency: Self = entry::find(&state.app, signed, id).await?;
        let frame = Frame::agency(&agency);
        render(state, signed, &agency, frame, shown).await
    }

    fn address(id: Id<Self>) -> String {
        path::register::agency(&id)
    }
}

type Two = web::Path<(String, String)>;

/// Two entries side by side.
pub(super) async fn compare(state: web::Data<WebState>, staff: Staff<Engage>, ids: Two) -> Answer {
    let kept: Agency = entry::find(&state.app, &staff.0, parse(&ids.0)?).await?;
    let other: Agency = entry::find(&state.app, &staff.0, parse(&ids.1)?).await?;
    let known = history::lists(&state.app).await?;
    let token = form_token(&state, &staff.0);
    let signed = page_context(&state, &staff.0, &token);
    Ok(page(draw(&Merge { signed, kept: &kept, other: &other, known: &known })))
}

/// Merges two entries.
pub(super) async fn merge(state: web::Data<WebState>, staff: Staff<Engage>, ids: Two, _: Guarded) -> Answer {
    let (kept, other) = (parse(&ids.0)?, parse(&ids.1)?);
    agency::merge(&state.app, &staff.0, kept, other).await?;
    Ok(see_other(&done(&path::register::agency(&kept), Done::Merged)))
}
