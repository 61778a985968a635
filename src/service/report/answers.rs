//! What is sealed as a concern, and where its seals belong.

use serde::{Deserialize, Serialize};

use crypto::context::SealContext;
use domain::report::form::Answers;

/// The edition of the form that a concern was written on.
pub(crate) const EDITION: u32 = 1;

/// What is sealed as a concern.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sealed {
    /// The edition of the form.
    pub(crate) edition: u32,
    /// What was answered.
    pub(crate) answers: Answers,
}

/// Where the answers of a concern belong.
pub(crate) fn answers_place(id: &str) -> SealContext<'_> {
    SealContext::new("concern", id, "answers")
}

/// Where a wrapped content key belongs.
pub(crate) fn key_place<'a>(id: &'a str, holder: &'a str) -> SealContext<'a> {
    SealContext::new("concern_key", id, holder)
}
