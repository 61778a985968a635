//! Importing a list.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use domain::form::errors::Errors;
use domain::form::reason::file::FileReason;
use domain::platform::id::Id;
use domain::register::import::import_plan::Choice;
use domain::register::import::{Import, RowOutcome, State};
use service::Problem;
use service::identity::session::Signed;
use service::register::import::{self, PAGE as PER_PAGE};
use view::draw;
use view::register::done::Done;
use view::register::import::columns::{COLUMN, Columns};
use view::register::import::result::{ALL, CHOICE, FATE, NEW, Outcome, PAGE, href};
use view::register::import::{FILE, Start};
use view::register::progress::{Progress, Work};

use super::page::AGAIN;
use crate::answer::{Answer, done, page, page_again, page_as, said, see_other};
use crate::error::PageError;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, SentFile, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// Asks for a file.
pub(super) async fn start(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    Ok(page(render_start(&state, &staff.0, &Errors::default()).await?))
}

/// Takes it. Whatever was sent, the page does not exist for those who may not.
pub(super) async fn send(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    file: Result<SentFile, PageError>,
) -> Answer {
    let file = file?;
    let sent = if file.bytes.is_empty() && file.name.is_empty() {
        Err(Problem::invalid(FILE, FileReason::NoneChosen))
    } else {
        import::send(&state.app, &staff.0, &file.name, file.bytes).await
    };
    match sent {
        Ok(id) => Ok(see_other(&path::register::import_columns(&id))),
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render_start(&state, &staff.0, &errors).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn render_start(state: &WebState, signed: &Signed, errors: &Errors) -> Result<String, Problem> {
    let open = import::open(&state.app, signed).await?;
    let token = form_token(state, signed);
    Ok(draw(&Start { signed: page_context(state, signed, &token), open: &open, errors }))
}

/// Where it stands: its columns, how far it is, what becomes of its rows, or what was written.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let id = parse(&id)?;
    let import = import::find(&state.app, &staff.0, id).await?;
    match (import.state, import.batch) {
        (State::Mapping, _) => Ok(see_other(&path::register::import_columns(&id))),
        (State::Checking | State::Applying, _) => Ok(going_on(&state, &staff.0, &import)),
        (State::Checked, _) => Ok(page(tried(&state, &staff.0, id, &query).await?)),
        (State::Applied, Some(batch)) => Ok(see_other(&path::register::batch(&batch))),
        (State::Arriving, _) | (State::Applied, None) => Err(Problem::Missing.into()),
    }
}

/// How far the worker is with it.
fn going_on(state: &WebState, signed: &Signed, import: &Import) -> HttpResponse {
    let token = form_token(state, signed);
    let html = draw(&Progress {
        signed: page_context(state, signed, &token),
        work: if import.state == State::Applying { Work::Importing } else { Work::Checking },
        name: &import.name,
        done: import.done,
        total: import.total,
        here: path::register::import(&import.id),
    });
    page_again(html, AGAIN)
}

async fn tried(
    state: &WebState,
    signed: &Signed,
    id: Id<Import>,
    query: &[(String, String)],
) -> Result<String, Problem> {
    let value =
        |name: &str| query.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.as_str());
    let (fate, number) = (RowOutcome::from_code(value(FATE)), value(PAGE).parse().unwrap_or(1).max(1));
    let from = i64::try_from(number - 1).unwrap_or(0).saturating_mul(PER_PAGE);
    let tried = import::tried(&state.app, signed, id, fate, from).await?;
    let pages = usize::try_from(tried.total).unwrap_or(0).div_ceil(usize::try_from(PER_PAGE).unwrap_or(1));
    let token = form_token(state, signed);
    Ok(draw(&Outcome {
        signed: page_context(state, signed, &token),
        import: &tried.import,
        counts: &tried.counts,
        rows: &tried.rows,
        told: &tried.told,
        fate,
        page: number,
        last: pages.max(1),
        done: said(query),
    }))
}

/// Asks where the columns go.
pub(super) async fn columns(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
) -> Answer {
    let id = parse(&id)?;
    let import = import::find(&state.app, &staff.0, id).await?;
    if matches!(import.state, State::Applying | State::Applied) {
        return Ok(see_other(&path::register::import(&id)));
    }
    Ok(page(mapped(&state, &staff.0, &import, &import.mapping, &Errors::default()).await?))
}

/// Takes where the columns go.
pub(super) async fn map(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse(&id)?;
    let import = import::find(&state.app, &staff.0, id).await?;
    let columns = 0..import.mapping.len();
    let sent: Vec<String> =
        columns.map(|index| fields.get(COLUMN.line(index).to_string()).to_owned()).collect();
    match import::map(&state.app, &staff.0, id, &sent).await {
        Ok(()) => Ok(see_other(&path::register::import(&id))),
        Err(Problem::Invalid(errors)) => {
            let html = mapped(&state, &staff.0, &import, &sent, &errors).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn mapped(
    state: &WebState,
    signed: &Signed,
    import: &Import,
    mapping: &[String],
    errors: &Errors,
) -> Result<String, Problem> {
    let sheet = import::sheet(&state.app, signed, import.id).await?;
    let token = form_token(state, signed);
    Ok(draw(&Columns { signed: page_context(state, signed, &token), import, sheet: &sheet, mapping, errors }))
}

/// Keeps what was decided about rows.
pub(super) async fn choose(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let choices: Vec<(u32, String)> = pairs
        .into_iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(CHOICE)?.parse().ok()?, value)))
        .collect();
    match fields.get(ALL) {
        "" => import::choose(&state.app, &staff.0, id, &choices).await?,
        all => import::choose_all(&state.app, &staff.0, id, (all == NEW).then_some(Choice::New)).await?,
    }
    let page = fields.get(PAGE).parse().unwrap_or(1);
    Ok(see_other(&done(&href(&id, RowOutcome::from_code(fields.get(FATE)), page), Done::Chosen)))
}

/// Takes that all of it is to be written.
pub(super) async fn apply(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    let id = parse(&id)?;
    import::apply(&state.app, &staff.0, id).await?;
    Ok(see_other(&path::register::import(&id)))
}
