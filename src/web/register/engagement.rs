//! The ledger, and one engagement of it.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::normalise;
use domain::form::reason::file::FileReason;
use domain::form::record::{self, Record};
use domain::register::engagement::Engagement;
use domain::register::follow_up::FOLLOW_UP;
use service::Problem;
use service::identity::session::Signed;
use service::register::engagement::{self, PAGE as PER_PAGE};
use service::register::follow_up::{self, Origin};
use service::register::{engagement_file, history};
use store::register::engagement::EngagementFilter;
use view::component::file_upload::FILES;
use view::component::staff::control::Controls;
use view::draw;
use view::register::deletion::Deletion;
use view::register::done::Done;
use view::register::engagement::EngagementPage;
use view::register::engagement_filter::Sought;
use view::register::engagements::Engagements;
use view::register::follow_ups::{Back, Tasks};
use view::register::form::VERSION;
use view::staff::list_place::ListPlace;

use super::list_place::FromList;
use super::page::{offset, pages, texts};
use crate::answer::{Answer, done, download, page, page_as, said, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff, Upload};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// A page of the ledger, filtered as the address says.
pub(super) async fn list(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (sought, number) = Sought::read(&query);
    let filter = filtered(&sought);
    let from = offset(number, PER_PAGE);
    let found = engagement::list(&state.app, &staff.0, filter, from).await?;
    let known = history::lists(&state.app).await?;
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Engagements {
        signed: page_context(&state, &staff.0, &token),
        lines: &found.lines,
        sought: &sought,
        page: number,
        last: pages(found.total, PER_PAGE),
        total: usize::try_from(found.total).unwrap_or(0),
        agency: found.agency.as_deref(),
        known: &known,
        today: state.app.now().day(),
        done: said(&query),
    })))
}

/// What the store looks for, by what was sought.
pub(super) fn filtered(sought: &Sought) -> EngagementFilter {
    EngagementFilter {
        words: normalise::fold(&sought.words).split_whitespace().map(ToOwned::to_owned).collect(),
        kind: Some(sought.kind.clone()).filter(|kind| !kind.is_empty()),
        from: sought.from,
        to: sought.to,
        lead: sought.lead.parse().ok(),
        agency: sought.agency.parse().ok(),
        contact: None,
        campaign: None,
        order: sought.order,
    }
}

/// One engagement.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
    FromList(place): FromList,
) -> Answer {
    let shown = Shown { done: said(&query), ..Shown::begun(&staff.0, place) };
    Ok(page(render(&state, &staff.0, parse(&id)?, &shown).await?))
}

/// Asks whether to delete it.
pub(super) async fn ask_to_delete(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
) -> Answer {
    let view = engagement::view(&state.app, &staff.0, parse(&id)?).await?;
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Deletion {
        signed: page_context(&state, &staff.0, &token),
        title: &title(&view.engagement),
        engagement: &view.engagement,
        agencies: &texts(&view.agencies),
        follow_ups: view.follow_ups.len(),
        has_file: view.file.is_some(),
        place: &place,
    })))
}

/// Deletes it, and goes back to the ledger.
pub(super) async fn delete(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    engagement::delete(&state.app, &staff.0, parse(&id)?, version).await?;
    let ledger = path::register::engagements();
    Ok(see_other(&done(&place.href_in(&ledger).unwrap_or(ledger), Done::Deleted)))
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
    match follow_up::add(&state.app, &staff.0, fields.new_id("follow-up"), Origin::Engagement(id), &pairs)
        .await
    {
        Ok(()) => Ok(see_other(&place.carry(&done(&path::register::engagement(&id), Done::Task)))),
        Err(Problem::Invalid(task_errors)) => {
            let task = record::typed(FOLLOW_UP, &pairs);
            let shown = Shown { task, task_errors, place, ..Shown::default() };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &staff.0, id, &shown).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// The evidence file, always as a download.
pub(super) async fn file(state: web::Data<WebState>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    Ok(download(&engagement_file::open(&state.app, &staff.0, parse(&id)?).await?))
}

/// Adds or replaces the evidence file.
pub(super) async fn attach(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
    mut upload: Upload,
) -> Answer {
    let result = keep(&state, &staff.0, &id, place, &mut upload).await;
    upload.settle(&state.app, &result).await;
    result
}

async fn keep(state: &WebState, signed: &Signed, id: &str, place: ListPlace, upload: &mut Upload) -> Answer {
    let id = parse(id)?;
    let problem = match (upload.files.as_slice(), upload.problems.of(FILES)) {
        (_, Some(problem)) => problem.clone(),
        ([], None) => FileReason::NoneChosen.into(),
        ([file], None) => {
            if engagement_file::put(&state.app, signed, id, Some(file)).await? {
                upload.files.clear();
            }
            return Ok(see_other(&place.carry(&done(&path::register::engagement(&id), Done::File))));
        }
        _ => FileReason::Separate.into(),
    };
    let shown = Shown { file_errors: Errors::one(FILES, problem), ..Shown::begun(signed, place) };
    Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, signed, id, &shown).await?))
}

/// Takes the evidence file away.
pub(super) async fn detach(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    FromList(place): FromList,
    _: Guarded,
) -> Answer {
    let id = parse(&id)?;
    engagement_file::put(&state.app, &staff.0, id, None).await?;
    Ok(see_other(&place.carry(&done(&path::register::engagement(&id), Done::File))))
}

/// What the page shows beside the engagement.
#[derive(Default)]
struct Shown {
    task: Record,
    task_errors: Errors,
    file_errors: Errors,
    done: Option<Done>,
    place: ListPlace,
}

impl Shown {
    fn begun(signed: &Signed, place: ListPlace) -> Self {
        Self { task: crate::register::follow_up::blank(signed), place, ..Self::default() }
    }
}

/// What an engagement is called: its kind and its day.
pub(super) fn title(engagement: &Engagement) -> String {
    let day = engagement.day().map(|day| day.to_string()).unwrap_or_default();
    format!("{}, {day}", engagement.kind.label)
}

async fn render(
    state: &WebState,
    signed: &Signed,
    id: domain::platform::id::Id<Engagement>,
    shown: &Shown,
) -> Result<String, Problem> {
    let view = engagement::view(&state.app, signed, id).await?;
    let known = history::lists(&state.app).await?;
    let token = form_token(state, signed);
    let signed = page_context(state, signed, &token);
    let agencies = texts(&view.agencies);
    let campaign = view.campaign.as_ref().map(|(id, name)| (*id, name.as_str()));
    let tasks = Tasks {
        signed,
        tasks: &view.follow_ups,
        action: shown.place.carry(&path::register::engagement_follow_ups(&id)),
        back: Back::Engagement,
        place: &shown.place,
        controls: Controls { record: &shown.task, errors: &shown.task_errors, known: &known },
        today: state.app.now().day(),
    };
    Ok(draw(&EngagementPage {
        signed,
        title: &title(&view.engagement),
        engagement: &view.engagement,
        agencies: &agencies,
        contacts: &view.contacts,
        campaign,
        materials: &view.materials,
        tasks,
        file: view.file.as_ref(),
        errors: &shown.file_errors,
        history: &view.history,
        known: &known,
        place: &shown.place,
        done: shown.done,
    }))
}
