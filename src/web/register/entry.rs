//! Adding and changing an entry of the register, whatever its noun.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::material::Material;
use service::Problem;
use service::identity::session::Signed;
use service::register::entry::{self, Entry};
use service::register::history;
use view::draw;
use view::register::done::Done;
use view::register::form::VERSION;
use view::register::frame::Frame;

use super::form::Shown;
use super::list_place::FromList;
use crate::answer::{Answer, done, page, page_as, said, see_other};
use crate::error::PageError;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::form_draft::{KeptDraft, forget};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// A noun of the register with its pages: what they say, and where they are.
pub(super) trait Pages: Entry {
    /// What a new one is added to: an agency for a contact, nothing for an agency.
    type Above: Above;

    /// A new one as its form begins today.
    fn begun(id: Id<Self>, above: &Self::Above, today: Day) -> Self;
    /// What stands around the form for a new one.
    fn adding(above: &Self::Above) -> Frame<'_>;
    /// The page on which one is changed.
    async fn page(state: &WebState, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem>;
    /// Where one is shown.
    fn address(id: Id<Self>) -> String;

    /// Where to go on when one was added.
    fn address_after(id: Id<Self>, _: &Self::Above) -> String {
        done(&Self::address(id), Done::Added)
    }
}

/// What new entries are added to.
pub(super) trait Above: Sized {
    /// The one that the address names.
    async fn load(state: &WebState, signed: &Signed, ids: &[String]) -> Result<Self, PageError>;
}

impl Above for () {
    async fn load(_: &WebState, _: &Signed, _: &[String]) -> Result<Self, PageError> {
        Ok(())
    }
}

impl Above for Agency {
    async fn load(state: &WebState, signed: &Signed, ids: &[String]) -> Result<Self, PageError> {
        surviving(state, signed, ids).await
    }
}

impl Above for Material {
    async fn load(state: &WebState, signed: &Signed, ids: &[String]) -> Result<Self, PageError> {
        surviving(state, signed, ids).await
    }
}

async fn surviving<E: Entry>(state: &WebState, signed: &Signed, ids: &[String]) -> Result<E, PageError> {
    let id = ids.first().ok_or(Problem::Missing)?;
    Ok(entry::find_surviving(&state.app, signed, parse(id)?).await?)
}

type Ids = web::Path<Vec<String>>;
/// Asks about a new one.
pub(super) async fn ask<E: Pages>(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    ids: Ids,
    request: HttpRequest,
    FromList(place): FromList,
) -> Answer {
    let above = E::Above::load(&state, &staff.0, &ids).await?;
    let shown = Shown { place, ..Shown::asked(&state, &staff.0, &request, E::FIELDS).await? };
    Ok(page(blank::<E>(&state, &staff.0, &above, &shown).await?))
}

/// Adds it.
pub(super) async fn add<E: Pages>(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    ids: Ids,
    request: HttpRequest,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let (above, pairs) = (E::Above::load(&state, &staff.0, &ids).await?, fields.pairs());
    let begun = E::begun(fields.new_id(E::NOUN.code()), &above, state.app.now().day());
    match entry::add(&state.app, &staff.0, begun, &pairs).await {
        Ok(id) => {
            forget(&state, &staff.0, request.path()).await?;
            Ok(see_other(&place.carry(&E::address_after(id, &above))))
        }
        Err(Problem::Invalid(errors)) => {
            let typed = Some(record::typed(E::FIELDS, &pairs));
            let draft = KeptDraft::at(&state, &staff.0, request.path()).await?;
            let shown = Shown { typed, errors, draft, place, ..Shown::default() };
            let html = blank::<E>(&state, &staff.0, &above, &shown).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(PageError::from(problem).keeping(&E::adding(&above).action, fields.typed())),
    }
}

async fn blank<E: Pages>(
    state: &WebState,
    signed: &Signed,
    above: &E::Above,
    shown: &Shown,
) -> Result<String, Problem> {
    let begun = E::begun(state.app.id(), above, state.app.now().day());
    render(state, signed, &begun, E::adding(above), shown).await
}

/// A page with nothing but the form of an entry.
pub(super) async fn render<E: Entry>(
    state: &WebState,
    signed: &Signed,
    entry: &E,
    frame: Frame<'_>,
    shown: &Shown,
) -> Result<String, Problem> {
    let known = history::lists(&state.app).await?;
    let token = form_token(state, signed);
    let now = (entry.record(), entry.version());
    Ok(draw(&shown.form(page_context(state, signed, &token), frame, E::FIELDS, now, &known)))
}

/// Asks what to change.
pub(super) async fn edit<E: Pages>(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
    request: HttpRequest,
    FromList(place): FromList,
) -> Answer {
    let shown = Shown::asked(&state, &staff.0, &request, E::FIELDS).await?;
    let shown = Shown { done: said(&query), place, ..shown };
    Ok(page(E::page(&state, &staff.0, parse(&id)?, &shown).await?))
}

/// Changes it.
pub(super) async fn save<E: Pages>(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    request: HttpRequest,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse::<E>(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let Err(problem) = entry::save(&state.app, &staff.0, id, version, &pairs).await else {
        forget(&state, &staff.0, request.path()).await?;
        return Ok(see_other(&place.carry(&done(&E::address(id), Done::Saved))));
    };
    let (shown, status) = Shown::of_problem(problem, version)
        .map_err(|error| error.keeping(&E::address(id), fields.typed()))?;
    let draft = KeptDraft::at(&state, &staff.0, request.path()).await?;
    let shown = Shown { typed: Some(record::typed(E::FIELDS, &pairs)), draft, place, ..shown };
    Ok(page_as(status, E::page(&state, &staff.0, id, &shown).await?))
}
