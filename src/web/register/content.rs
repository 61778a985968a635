//! The leaflet and the poster, and the words on them.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::content::LEAFLET;
use crate::domain::form::Errors;
use crate::domain::record::{self, Record};
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, content, qr, register};
use crate::view::component::staff::control::Controls;
use crate::view::draw;
use crate::view::print::sheet::{Paper, Sheet};
use crate::view::register::content::Words;
use crate::view::register::form::{EntryForm, VERSION};
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, made, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::done;

/// The leaflet.
pub(super) async fn leaflet(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    printed(&front, &staff.0, Paper::Leaflet).await
}

/// The poster.
pub(super) async fn poster(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    printed(&front, &staff.0, Paper::Poster).await
}

async fn printed(front: &Front, signed: &Signed, paper: Paper) -> Answer {
    let (words, helplines) = content::printed(&front.house, signed).await?;
    let sheet = Sheet {
        words,
        helplines,
        address: front.public_origin.clone(),
        code: qr::squares(&front.public_origin),
        operator: front.site.operator.clone(),
    };
    let bytes = sheet.print(paper).map_err(|error| Problem::Unavailable(error.to_string()))?;
    Ok(made(&format!("{}.pdf", paper.label()), "application/pdf", bytes))
}

/// Asks what to change of the words.
pub(super) async fn edit(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let shown = Shown { done: super::said(&query), ..Shown::default() };
    Ok(page(drawn(&front, &staff.0, &shown).await?))
}

/// Changes the words.
pub(super) async fn save(front: web::Data<Front>, staff: Staff<Engage>, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let typed = Some(record::typed(LEAFLET, &pairs));
    let (shown, status) = match content::save(&front.house, &staff.0, version, &pairs).await {
        Ok(()) => return Ok(see_other(&done(&path::register::leaflet_words(), "saved"))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { typed, errors, version: Some(version), ..Shown::default() };
            (shown, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Problem::Stale) => (Shown { typed, meanwhile: true, ..Shown::default() }, StatusCode::CONFLICT),
        Err(problem) => return Err(problem.into()),
    };
    Ok(page_as(status, drawn(&front, &staff.0, &shown).await?))
}

/// What the page shows beside the words.
#[derive(Default)]
struct Shown {
    typed: Option<Record>,
    errors: Errors,
    version: Option<i64>,
    meanwhile: bool,
    done: Option<&'static str>,
}

async fn drawn(front: &Front, signed: &Signed, shown: &Shown) -> Result<String, Problem> {
    let words = content::words(&front.house, signed).await?;
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    let record = shown.typed.as_ref().unwrap_or(&words.record);
    let form = EntryForm {
        signed: told(front, signed, &token),
        title: "Words of the leaflet and the poster",
        place: Place::Materials,
        above: vec![("Materials", path::register::materials())],
        action: path::register::leaflet_words(),
        version: shown.version.unwrap_or(words.version),
        sections: LEAFLET,
        controls: Controls { record, errors: &shown.errors, known: &known },
        meanwhile: shown.meanwhile.then_some(&words.record),
        button: "Save",
    };
    Ok(draw(&Words { form, history: &words.history, known: &known, done: shown.done }))
}
