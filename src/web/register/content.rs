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
use view::register::done::Done;
use view::register::form::VERSION;
use view::register::frame::Frame;

use super::form::Shown;
use crate::answer::{Answer, done, download_bytes, page, page_as, said, see_other};
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The leaflet.
pub(super) async fn leaflet(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    printed(&state, &staff.0, Paper::Leaflet).await
}

/// The poster.
pub(super) async fn poster(state: web::Data<WebState>, staff: Staff<Engage>) -> Answer {
    printed(&state, &staff.0, Paper::Poster).await
}

async fn printed(state: &WebState, signed: &Signed, paper: Paper) -> Answer {
    pdf(state, content::printed(&state.app, signed).await?, paper)
}

/// What is printed, as a document to download.
pub(crate) fn pdf(state: &WebState, printed: (Record, Vec<Helpline>), paper: Paper) -> Answer {
    let (words, helplines) = printed;
    let sheet = Sheet {
        words,
        helplines,
        address: state.public_origin.clone(),
        code: qr::squares(&state.public_origin),
        operator: state.site.operator.clone(),
    };
    let bytes = sheet.print(paper).map_err(|error| Problem::Unavailable(error.to_string()))?;
    Ok(download_bytes(&format!("{}.pdf", paper.label()), "application/pdf", bytes))
}

/// Asks what to change of the words.
pub(super) async fn edit(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let shown = Shown { done: said(&query), ..Shown::default() };
    Ok(page(render(&state, &staff.0, &shown).await?))
}

/// Changes the words.
pub(super) async fn save(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    Guarded(fields): Guarded,
) -> Answer {
    let pairs = fields.pairs();
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let Err(problem) = content::save(&state.app, &staff.0, version, &pairs).await else {
        return Ok(see_other(&done(&path::register::leaflet_words(), Done::Saved)));
    };
    let (shown, status) = Shown::of_problem(problem, version)?;
    let shown = Shown { typed: Some(record::typed(LEAFLET, &pairs)), ..shown };
    Ok(page_as(status, render(&state, &staff.0, &shown).await?))
}

async fn render(state: &WebState, signed: &Signed, shown: &Shown) -> Result<String, Problem> {
    let words = content::words(&state.app, signed).await?;
    let known = history::lists(&state.app).await?;
    let token = form_token(state, signed);
    let frame = Frame::leaflet_words();
    let now = (&words.record, words.version);
    let form = shown.form(page_context(state, signed, &token), frame, LEAFLET, now, &known);
    Ok(draw(&Words { form, history: &words.history, known: &known, done: shown.done }))
}
