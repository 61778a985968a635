//! Drafts of long forms: saved by a button or, where scripts run, while somebody types.

use actix_web::web::post;
use actix_web::{HttpRequest, HttpResponse, web};

use domain::identity::form_draft::{FormPage, MAX_BYTES};
use domain::platform::time::Timestamp;
use service::Problem;
use service::identity::form_draft;
use service::identity::session::Signed;
use view::component::staff::form_draft::{FormDraft, PAGE, QUIETLY};

use crate::answer::{Answer, see_other};
use crate::error::PageError;
use crate::extract::staff::Anybody;
use crate::extract::{Fields, Guarded, Staff};
use crate::route::entry::Entry;
use crate::state::WebState;

/// The routes.
pub(super) static TABLE: &[Entry] = &[
    Entry::post("/staff/drafts", || post().to(save)),
    Entry::post("/staff/drafts/delete", || post().to(delete)),
];

/// What is kept of the form on a page.
#[derive(Default)]
pub(crate) struct KeptDraft {
    page: Option<FormPage>,
    at: Option<Timestamp>,
    /// What was typed, when the page is asked for with it.
    pub(crate) typed: Option<Vec<(String, String)>>,
}

impl KeptDraft {
    /// What is kept of the form that this request asks for; what was typed too, if it asks for that.
    pub(crate) async fn of(
        state: &WebState,
        signed: &Signed,
        request: &HttpRequest,
    ) -> Result<Self, Problem> {
        let mut kept = Self::at(state, signed, request.path()).await?;
        let is_asked = request.query_string().split('&').any(|part| part == path::staff::DRAFT);
        if let Some(page) = kept.page.as_ref().filter(|_| is_asked && kept.at.is_some()) {
            kept.typed = form_draft::open(&state.app, signed, page).await?;
        }
        Ok(kept)
    }

    /// That something is kept of the form on the page with this path.
    pub(crate) async fn at(state: &WebState, signed: &Signed, page: &str) -> Result<Self, Problem> {
        let Some(page) = FormPage::parse(page) else { return Ok(Self::default()) };
        let at = form_draft::saved_at(&state.app, signed, &page).await?;
        Ok(Self { page: Some(page), at, typed: None })
    }

    /// As the page shows it.
    pub(crate) fn shown(&self) -> FormDraft<'_> {
        let page = self.page.as_ref().map_or("", FormPage::as_str);
        FormDraft { page, at: self.at, is_shown: self.typed.is_some() }
    }
}

/// Keeps what was typed: quietly while somebody types, or going back to the form.
async fn save(state: web::Data<WebState>, staff: Staff<Anybody>, Guarded(fields): Guarded) -> Answer {
    let page = page(&fields)?;
    let mut typed = fields.pairs();
    typed.retain(|(name, _)| ![PAGE, QUIETLY].contains(&name.as_str()));
    if typed.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>() > MAX_BYTES {
        return Err(PageError::TooLarge);
    }
    form_draft::save(&state.app, &staff.0, &page, &typed).await?;
    if fields.has(QUIETLY) {
        return Ok(HttpResponse::NoContent().finish());
    }
    Ok(see_other(&path::staff::with_draft(page.as_str())))
}

/// Deletes it.
async fn delete(state: web::Data<WebState>, staff: Staff<Anybody>, Guarded(fields): Guarded) -> Answer {
    let page = page(&fields)?;
    form_draft::delete(&state.app, &staff.0, &page).await?;
    Ok(see_other(page.as_str()))
}

/// Deletes the draft of a form that was sent, by the path of its page.
pub(crate) async fn forget(state: &WebState, signed: &Signed, page: &str) -> Result<(), Problem> {
    let Some(page) = FormPage::parse(page) else { return Ok(()) };
    form_draft::delete(&state.app, signed, &page).await
}

fn page(fields: &Fields) -> Result<FormPage, Problem> {
    FormPage::parse(fields.get(PAGE)).ok_or(Problem::Missing)
}
