//! The leaflet and the poster, and the words on them.

use actix_web::web;

use crate::domain::content::{Helpline, LEAFLET};
use crate::domain::record::{self, Record};
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, content, qr, register};
use crate::view::draw;
use crate::view::print::sheet::{Paper, Sheet};
use crate::view::register::content::Words;
use crate::view::register::form::VERSION;
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, made, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::done;
use super::form::{Frame, Shown};

/// The leaflet.
pub(super) async fn leaflet(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    printed(&front, &staff.0, Paper::Leaflet).await
}

/// The poster.
pub(super) async fn poster(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    printed(&front, &staff.0, Paper::Poster).await
}

async fn printed(front: &Front, signed: &Signed, paper: Paper) -> Answer {
    pdf(front, content::printed(&front.house, signed).await?, paper)
}

/// What is printed, as a document to download.
pub(in crate::web) fn pdf(front: &Front, printed: (Record, Vec<Helpline>), paper: Paper) -> Answer {
    let (words, helplines) = printed;
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
    let Err(problem) = content::save(&front.house, &staff.0, version, &pairs).await else {
        return Ok(see_other(&done(&path::register::leaflet_words(), "saved")));
    };
    let (shown, status) = Shown::refused(problem, version)?;
    let shown = Shown { typed: Some(record::typed(LEAFLET, &pairs)), ..shown };
    Ok(page_as(status, drawn(&front, &staff.0, &shown).await?))
}

async fn drawn(front: &Front, signed: &Signed, shown: &Shown) -> Result<String, Problem> {
    let words = content::words(&front.house, signed).await?;
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    let frame = Frame {
        title: "Words of the leaflet and the poster".into(),
        place: Place::Materials,
        above: vec![("Materials", path::register::materials())],
        action: path::register::leaflet_words(),
        button: "Save",
    };
    let now = (&words.record, words.version);
    let form = shown.form(told(front, signed, &token), &frame, LEAFLET, now, &known);
    Ok(draw(&Words { form, history: &words.history, known: &known, done: shown.done }))
}
