//! The form of an entry of the register, and what it shows again when it could not be saved.

use actix_web::http::StatusCode;

use domain::form::errors::Errors;
use domain::form::record::{Known, Record, Section};
use service::Problem;
use view::component::staff::control::Controls;
use view::register::done::Done;
use view::register::form::EntryForm;
use view::register::frame::Frame;
use view::staff::list_place::ListPlace;
use view::staff::page::Signed;

use crate::error::PageError;

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
    /// The list that the page was come to from.
    pub(super) place: ListPlace,
}

impl Shown {
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
        }
    }
}
