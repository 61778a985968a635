//! What a form for one entry of the register shows.

use crate::domain::form::Errors;
use crate::domain::record::Record;

/// What a form shows.
pub(super) struct Form<'a> {
    pub(super) record: &'a Record,
    pub(super) errors: Errors,
    /// The version that the form was drawn from, when it is not the present one.
    pub(super) version: Option<i64>,
    /// Whether somebody else changed the entry meanwhile.
    pub(super) meanwhile: bool,
}

impl<'a> Form<'a> {
    /// A form that nobody else has touched.
    pub(super) fn new(record: &'a Record, errors: Errors) -> Self {
        Self { record, errors, version: None, meanwhile: false }
    }
}
