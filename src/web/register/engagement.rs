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
    }
}

/// One engagement.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let shown = Shown { done: said(&query), ..Shown::begun(&staff.0) };
    Ok(page(render(&state, &staff.0, parse(&id)?, &shown).await?))
}

/// Asks whether to delete it.
pub(super) async fn ask_to_delete(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
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
    })))
}

/// Deletes it.
pub(super) async fn delete(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    engagement::delete(&state.app, &staff.0, parse(&id)?, version).await?;
    Ok(see_other(&done(&path::register::engagements(), Done::Deleted)))
}

/// Adds a follow-up.
pub(super) async fn follow(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    match follow_up::add(&state.app, &staff.0, fields.new_id("follow-up"), Origin::Engagement(id), &pairs)
        .await
    {
        Ok(()) => Ok(see_other(&done(&path::register::engagement(&id), Done::Task))),
        Err(Problem::Invalid(task_errors)) => {
            let shown = Shown { task: record::typed(FOLLOW_UP, &pairs), task_errors, ..Shown::default() };
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
    mut upload: Upload,
) -> Answer {
    let result = keep(&state, &staff.0, &id, &mut upload).await;
    upload.settle(&state.app, &result).await;
    result
}

async fn keep(state: &WebState, signed: &Signed, id: &str, upload: &mut Upload) -> Answer {
    let id = parse(id)?;
    let problem = match (upload.files.as_slice(), upload.problems.of(FILES)) {
        (_, Some(problem)) => problem.clone(),
        ([], None) => FileReason::NoneChosen.into(),
        ([file], None) => {
            if engagement_file::put(&state.app, signed, id, Some(file)).await? {
                upload.files.clear();
            }
            return Ok(see_other(&done(&path::register::engagement(&id), Done::File)));
        }
        _ => FileReason::Separate.into(),
    };
    let shown = Shown { file_errors: Errors::one(FILES, problem), ..Shown::begun(signed) };
    Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, signed, id, &shown).await?))
}

/// Takes the evidence file away.
pub(super) async fn detach(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    let id = parse(&id)?;
    engagement_file::put(&state.app, &staff.0, id, None).await?;
    Ok(see_other(&done(&path::register::engagement(&id), Done::File)))
}

/// What the page shows beside the engagement.
#[derive(Default)]
struct Shown {
    task: Record,
    task_errors: Errors,
    file_errors: Errors,
    done: Option<Done>,
}

impl Shown {
    fn begun(signed: &Signed) -> Self {
        Self { task: crate::register::follow_up::blank(signed), ..Self::default() }
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
        action: path::register::engagement_follow_ups(&id),
        back: Back::Engagement,
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
        done: shown.done,
    }))
}
