//! An edition of a material, and its file.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::form::Errors;
use crate::domain::id::Id;
use crate::domain::material::{EDITION, Edition, Material};
use crate::domain::record::{self, Record};
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, material, register};
use crate::view::component::staff::control::Controls;
use crate::view::draw;
use crate::view::public::files::FILES;
use crate::view::register::form::{EntryForm, VERSION};
use crate::view::register::material::EditionPage;
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, download, page, page_as, see_other};
use crate::web::error::PageError;
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff, Submission, Upload};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::{done, parse};

/// Asks about a new one.
pub(super) async fn ask(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let material = material::find(&front.house, &staff.0, parse(&id)?).await?;
    Ok(page(blank(&front, &staff.0, &material, &Record::default(), &Errors::default()).await?))
}

/// Adds it.
pub(super) async fn add(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (material, pairs) = (material::find(&front.house, &staff.0, parse(&id)?).await?, fields.pairs());
    match material::add_edition(&front.house, &staff.0, material.id, &pairs).await {
        Ok(id) => Ok(see_other(&done(&path::register::edition(&id), "edition"))),
        Err(Problem::Invalid(errors)) => {
            let typed = record::typed(EDITION, &pairs);
            let html = blank(&front, &staff.0, &material, &typed, &errors).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn blank(
    front: &Front,
    signed: &Signed,
    material: &Material,
    record: &Record,
    errors: &Errors,
) -> Result<String, Problem> {
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    Ok(draw(&EntryForm {
        signed: told(front, signed, &token),
        title: "Add an edition",
        place: Place::Materials,
        above: above(material),
        action: path::register::new_edition(&material.id),
        version: 0,
        sections: EDITION,
        controls: Controls { record, errors, known: &known },
        meanwhile: None,
        button: "Add edition",
    }))
}

fn above(material: &Material) -> Vec<(&str, String)> {
    vec![
        ("Materials", path::register::materials()),
        (material.name(), path::register::material(&material.id)),
    ]
}

/// One of them.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let shown = Shown { done: super::said(&query), ..Shown::default() };
    Ok(page(drawn(&front, &staff.0, parse(&id)?, &shown).await?))
}

/// Changes it.
pub(super) async fn save(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let typed = Some(record::typed(EDITION, &pairs));
    let (shown, status) = match material::save_edition(&front.house, &staff.0, id, version, &pairs).await {
        Ok(()) => return Ok(see_other(&done(&path::register::edition(&id), "saved"))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { typed, errors, version: Some(version), ..Shown::default() };
            (shown, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Problem::Stale) => (Shown { typed, meanwhile: true, ..Shown::default() }, StatusCode::CONFLICT),
        Err(problem) => return Err(problem.into()),
    };
    Ok(page_as(status, drawn(&front, &staff.0, id, &shown).await?))
}

/// Its file.
pub(super) async fn file(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    Ok(download(&material::open(&front.house, &staff.0, parse(&id)?).await?))
}

/// Gives it its file.
pub(super) async fn send(
    front: web::Data<Front>,
    staff: Result<Staff<Engage>, PageError>,
    id: web::Path<String>,
    form: Submission,
) -> Answer {
    let mut upload = match form {
        Submission::WithFiles(upload) => upload,
        Submission::Plain(fields) => Upload { fields, ..Upload::default() },
    };
    // Whoever may not send a file must not leave one behind either: what is not kept is discarded below.
    let result = match staff {
        Ok(staff) => keep(&front, &staff.0, &id, &mut upload).await,
        Err(error) => Err(error),
    };
    upload.discard(&front.house).await;
    result
}

async fn keep(front: &Front, signed: &Signed, id: &str, upload: &mut Upload) -> Answer {
    let id = parse(id)?;
    let mut file_errors = Errors::default();
    upload.problems.iter().for_each(|problem| file_errors.add(FILES, problem));
    match upload.files.as_slice() {
        [] if file_errors.is_empty() => file_errors.add(FILES, "Choose a file"),
        [_, _, ..] => file_errors.add(FILES, "Choose one file only"),
        _ => {}
    }
    if file_errors.is_empty() {
        material::attach(&front.house, signed, id, upload.files.first()).await?;
        upload.files.clear();
        return Ok(see_other(&done(&path::register::edition(&id), "saved")));
    }
    let shown = Shown { file_errors, ..Shown::default() };
    Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, drawn(front, signed, id, &shown).await?))
}

/// Takes its file away.
pub(super) async fn remove(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    let id = parse(&id)?;
    material::attach(&front.house, &staff.0, id, None).await?;
    Ok(see_other(&done(&path::register::edition(&id), "saved")))
}

/// What the page shows beside the edition.
#[derive(Default)]
struct Shown {
    typed: Option<Record>,
    errors: Errors,
    file_errors: Errors,
    version: Option<i64>,
    meanwhile: bool,
    done: Option<&'static str>,
}

async fn drawn(front: &Front, signed: &Signed, id: Id<Edition>, shown: &Shown) -> Result<String, Problem> {
    let (material, edition) = material::find_edition(&front.house, signed, id).await?;
    let file = material::attachment(&front.house, signed, id).await?;
    let known = register::lists(&front.house).await?;
    let title = format!("{}: {}", material.name(), edition.title());
    let token = form_token(front, signed);
    let record = shown.typed.as_ref().unwrap_or(&edition.record);
    let form = EntryForm {
        signed: told(front, signed, &token),
        title: &title,
        place: Place::Materials,
        above: above(&material),
        action: path::register::edition(&edition.id),
        version: shown.version.unwrap_or(edition.version),
        sections: EDITION,
        controls: Controls { record, errors: &shown.errors, known: &known },
        meanwhile: shown.meanwhile.then_some(&edition.record),
        button: "Save",
    };
    Ok(draw(&EditionPage {
        form,
        edition: &edition,
        file: file.as_ref(),
        errors: &shown.file_errors,
        today: front.house.now().day(),
        done: shown.done,
    }))
}
