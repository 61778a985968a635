//! The leaflet and the poster, and the words on them.

use actix_web::web;

use domain::form::record::{self, Record};
use domain::platform::content::{Helpline, LEAFLET};
use service::Problem;
use service::identity::qr;
use service::identity::session::Signed;
use service::platform::content;
use service::register::history;
use view::draw;
use view::print::paper::Paper;
use view::print::sheet::Sheet;
use view::register::content::Words;
use view::register::form::VERSION;
use view::staff::place::Place;

use super::form::{Frame, Shown};
use super::page::said;
use crate::answer::{Answer, done, made, page, page_as, see_other};
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::front::Front;
use crate::staff::{form_token, told};

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
pub(crate) fn pdf(front: &Front, printed: (Record, Vec<Helpline>), paper: Paper) -> Answer {
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
    let shown = Shown { done: said(&query), ..Shown::default() };
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
    let known = history::lists(&front.house).await?;
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
