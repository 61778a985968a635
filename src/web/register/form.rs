//! The form of an entry of the register, and what it shows again when it could not be saved.

use actix_web::HttpRequest;
use actix_web::http::StatusCode;

use domain::form::errors::Errors;
use domain::form::record::{self, Known, Record, Section};
use service::Problem;
use service::identity::session::Signed as StaffMember;
use view::component::staff::control::Controls;
use view::register::done::Done;
use view::register::form::{EntryForm, VERSION};
use view::register::frame::Frame;
use view::staff::list_place::ListPlace;
use view::staff::page::Signed;

use crate::error::PageError;
use crate::form_draft::KeptDraft;
use crate::state::WebState;

/// What a page with a form shows beside what is kept.
#[derive(Default)]
pub(super) struct Shown {
    /// What was typed; none to begin with what is kept.
    pub(super) typed: Option<Record>,
    pub(super) errors: Errors,
    /// The version that the form was drawn from, when it is not the present one.
    pub(super) version: Option<i64>,
    /// Whether somebody else changed the entry meanwhile.
    pub(super) meanwhile: bool,
    /// What was just done.
    pub(super) done: Option<Done>,
    /// What is kept of the form as a draft.
    pub(super) draft: KeptDraft,
    /// The list that the page was come to from.
    pub(super) place: ListPlace,
}

impl Shown {
    /// The form as this request asks for it: with what its draft says, if it is asked for with the draft.
    pub(super) async fn asked(
        state: &WebState,
        signed: &StaffMember,
        request: &HttpRequest,
        sections: &[Section],
    ) -> Result<Self, Problem> {
        let draft = KeptDraft::of(state, signed, request).await?;
        let typed = draft.typed.as_ref().map(|pairs| record::typed(sections, pairs));
        let version = draft.typed.as_ref().and_then(|pairs| version(pairs));
        Ok(Self { typed, version, draft, ..Self::default() })
    }

    /// What the form says again, and with which status, when what was typed for this version was refused.
    /// When somebody else changed the entry meanwhile, both versions are shown and nothing is lost.
    pub(super) fn of_problem(problem: Problem, version: i64) -> Result<(Self, StatusCode), PageError> {
        match problem {
            Problem::Invalid(errors) => {
                let shown = Self { errors, version: Some(version), ..Self::default() };
                Ok((shown, StatusCode::UNPROCESSABLE_ENTITY))
            }
            Problem::Stale => Ok((Self { meanwhile: true, ..Self::default() }, StatusCode::CONFLICT)),
            problem => Err(problem.into()),
        }
    }

    /// The form. `now` is what is kept, with its version.
    pub(super) fn form<'a>(
        &'a self,
        signed: Signed<'a>,
        frame: Frame<'a>,
        sections: &'a [Section],
        (now, version): (&'a Record, i64),
        known: &'a Known,
    ) -> EntryForm<'a> {
        EntryForm {
            signed,
            frame: frame.from_list(&self.place),
            version: self.version.unwrap_or(version),
            sections,
            controls: Controls { record: self.typed.as_ref().unwrap_or(now), errors: &self.errors, known },
            meanwhile: self.meanwhile.then_some(now),
            draft: self.draft.shown(),
        }
    }
}

/// The version that a draft was drawn from: somebody may have changed the entry since it was begun.
pub(super) fn version(typed: &[(String, String)]) -> Option<i64> {
    path::value(typed, VERSION).parse().ok()
}
