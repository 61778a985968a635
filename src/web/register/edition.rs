//! An edition of a material, and its file.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::form::reason::file::FileReason;
use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::material::{EDITION, Edition, Material};
use service::Problem;
use service::identity::session::Signed;
use service::register::{edition, history};
use view::component::file_upload::FILES;
use view::draw;
use view::register::done::Done;
use view::register::frame::Frame;
use view::register::material::EditionPage;

use super::entry::Pages;
use super::form::Shown;
use crate::answer::{Answer, done, download, page_as, see_other};
use crate::error::PageError;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff, Submission, Upload};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

impl Pages for Edition {
    type Above = Material;

    fn begun(id: Id<Self>, material: &Material, _: Day) -> Self {
        Self { id, material: material.id, record: Record::default(), version: 0 }
    }

    fn adding(material: &Material) -> Frame<'_> {
        Frame::new_edition(material)
    }

    async fn page(state: &WebState, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        render(state, signed, id, shown, &Errors::default()).await
    }

    fn address(id: Id<Self>) -> String {
        path::register::edition(&id)
    }

    fn address_after(id: Id<Self>, _: &Material) -> String {
        done(&Self::address(id), Done::Edition)
    }
}

/// Its file.
pub(super) async fn file(state: web::Data<WebState>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    Ok(download(&edition::open(&state.app, &staff.0, parse(&id)?).await?))
}

/// Gives it its file.
pub(super) async fn send(
    state: web::Data<WebState>,
    staff: Result<Staff<Engage>, PageError>,
    id: web::Path<String>,
    form: Submission,
) -> Answer {
    let mut upload = match form {
        Submission::WithFiles(upload) => upload,
        Submission::Plain(fields) => Upload { fields, ..Upload::default() },
    };
    // Whoever may not send a file must not leave one behind either: what is not kept is removed below.
    let result = match staff {
        Ok(staff) => keep(&state, &staff.0, &id, &mut upload).await,
        Err(error) => Err(error),
    };
    upload.settle(&state.app, &result).await;
    result
}

async fn keep(state: &WebState, signed: &Signed, id: &str, upload: &mut Upload) -> Answer {
    let id = parse(id)?;
    let mut file_errors = upload.problems.clone();
    match upload.files.as_slice() {
        [] if file_errors.is_empty() => file_errors.add(FILES, FileReason::NoneChosen),
        [_, _, ..] => file_errors.add(FILES, FileReason::Several),
        _ => {}
    }
    if file_errors.is_empty() {
        if edition::attach(&state.app, signed, id, upload.files.first()).await? {
            upload.files.clear();
        }
        return Ok(see_other(&done(&Edition::address(id), Done::Saved)));
    }
    let html = render(state, signed, id, &Shown::default(), &file_errors).await?;
    Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
}

/// Takes its file away.
pub(super) async fn remove(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    let id = parse(&id)?;
    edition::attach(&state.app, &staff.0, id, None).await?;
    Ok(see_other(&done(&Edition::address(id), Done::Saved)))
}

/// An edition with its file, and what was wrong with one that was sent.
async fn render(
    state: &WebState,
    signed: &Signed,
    id: Id<Edition>,
    shown: &Shown,
    file_errors: &Errors,
) -> Result<String, Problem> {
    let view = edition::view(&state.app, signed, id).await?;
    let known = history::lists(&state.app).await?;
    let token = form_token(state, signed);
    let frame = Frame::edition(&view.edition, &view.material);
    let now = (&view.edition.record, view.edition.version);
    Ok(draw(&EditionPage {
        form: shown.form(page_context(state, signed, &token), frame, EDITION, now, &known),
        edition: &view.edition,
        file: view.file.as_ref(),
        errors: file_errors,
        today: state.app.now().day(),
        done: shown.done,
    }))
}
