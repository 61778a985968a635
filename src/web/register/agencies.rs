//! The register of agencies.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::normalise;
use domain::form::record::{self, Record};
use domain::platform::id::Id;
use domain::register::agency::{AGENCY, Agency};
use domain::register::coverage::is_overdue;
use service::Problem;
use service::identity::session::Signed;
use service::register::agency::{self, AgencyLine, PAGE as PER_PAGE};
use service::register::{filter, history};
use store::register::agency::AgencyFilter;
use view::draw;
use view::register::agencies::{Agencies, AgencyRow, CHOSEN};
use view::register::agency_filter::Picked;
use view::register::done::Done;

use crate::answer::{Answer, page, page_as, said, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// A page of the register, filtered as the address says.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (picked, number) = Picked::read(&query);
    let shown = Shown { done: said(&query), ..Shown::default() };
    Ok(page(render(&state, &staff.0, &picked, number, &shown).await?))
}

/// Changes all agencies that were chosen.
pub(super) async fn change(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
    Guarded(fields): Guarded,
) -> Answer {
    let pairs = fields.pairs();
    let chosen = pairs.iter().filter(|(name, _)| name == CHOSEN);
    let ids = chosen.map(|(_, id)| parse(id)).collect::<Result<Vec<_>, _>>()?;
    let batch = fields.new_id("batch");
    match agency::bulk(&state.app, &staff.0, (batch, &ids), &pairs).await {
        Ok(()) => Ok(see_other(&path::register::batch(&batch))),
        Err(Problem::Invalid(errors)) => {
            let (picked, number) = Picked::read(&query);
            let shown = Shown { errors, chosen: ids, typed: record::typed(AGENCY, &pairs), done: None };
            let html = render(&state, &staff.0, &picked, number, &shown).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What the list shows beside the agencies.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) errors: Errors,
    /// The agencies that were chosen for a bulk edit, and what was typed for it.
    pub(super) chosen: Vec<Id<Agency>>,
    pub(super) typed: Record,
    pub(super) done: Option<Done>,
}

/// What the store looks for, by what was picked.
pub(super) fn filtered(state: &WebState, picked: &Picked) -> AgencyFilter {
    AgencyFilter {
        words: normalise::fold(&picked.words).split_whitespace().map(ToOwned::to_owned).collect(),
        kind: Some(picked.kind.clone()).filter(|kind| !kind.is_empty()),
        area: picked.area.clone(),
        tier: picked.tier,
        standing: picked.standing,
        active: picked.active,
        owner: picked.owner.parse().ok(),
        spoc: picked.spoc,
        overdue: picked.overdue.then(|| state.app.now().day()),
        never_met: picked.never.then(|| state.app.now().day()),
        language: Some(picked.language.clone()).filter(|code| !code.is_empty()),
        among: None,
        order: picked.order,
        as_of: Some(state.app.now().day()),
    }
}

pub(super) async fn render(
    state: &WebState,
    signed: &Signed,
    picked: &Picked,
    number: usize,
    shown: &Shown,
) -> Result<String, Problem> {
    let app = &state.app;
    let from = i64::try_from(number - 1).unwrap_or(0).saturating_mul(PER_PAGE);
    let list = agency::list(app, signed, filtered(state, picked), from, PER_PAGE).await?;
    let known = history::lists(app).await?;
    let kept = filter::list(app, signed).await?;
    let kept: Vec<_> =
        kept.into_iter().map(|filter| (filter.id.to_string(), filter.name, filter.query)).collect();
    let near = if list.total == 0 && !picked.words.is_empty() {
        agency::near(app, signed, &picked.words).await?
    } else {
        Vec::new()
    };
    let near: Vec<_> = near.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
    let lines: Vec<_> = list.lines.iter().map(|line| shown_line(state, line)).collect();
    let total = usize::try_from(list.total).unwrap_or(0);
    let token = form_token(state, signed);
    Ok(draw(&Agencies {
        signed: page_context(state, signed, &token),
        lines: &lines,
        picked,
        page: number,
        last: total.div_ceil(usize::try_from(PER_PAGE).unwrap_or(1)).max(1),
        total,
        known: &known,
        kept: &kept,
        errors: &shown.errors,
        chosen: &shown.chosen,
        typed: &shown.typed,
        near: &near,
        done: shown.done,
    }))
}

fn shown_line<'a>(state: &WebState, line: &'a AgencyLine) -> AgencyRow<'a> {
    AgencyRow {
        agency: &line.agency,
        met: line.last.met,
        told: line.last.told,
        spoc: line.spoc.as_ref().map_or("", |spoc| &spoc.name),
        overdue: is_overdue(&line.agency, line.last.met, state.app.now().day()),
    }
}
