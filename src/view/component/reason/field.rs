//! Why a field of a form was not taken, in words.

use std::borrow::Cow;

use domain::form::reason::field::{FieldReason, Shape};

use crate::component::number::grouped;

pub(super) fn words(reason: FieldReason) -> Cow<'static, str> {
    match reason {
        FieldReason::Empty { label } => format!("Fill in “{label}”").into(),
        FieldReason::Blank => "Fill this in".into(),
        FieldReason::NoChoice { label } => format!("Choose an answer to “{label}”").into(),
        FieldReason::NoChoices { label } => format!("Choose at least one answer to “{label}”").into(),
        FieldReason::Unanswered => "Choose one answer".into(),
        FieldReason::Not { label, kind } => format!("“{label}” must be {}", shape(kind)).into(),
        FieldReason::NotListed { label } => format!("Choose “{label}” from the list").into(),
        FieldReason::NotOffered => "Choose one of the answers on the page".into(),
        FieldReason::SomeNotOffered => "Choose from the answers on the page".into(),
        FieldReason::NotAlone { alone } => format!("Choose what applies, or choose “{alone}”").into(),
        FieldReason::NotACount { most } => {
            format!("Say how many: a whole number from 1 to {}", grouped(most)).into()
        }
        FieldReason::Unprintable(c) => format!("“{c}” cannot be printed: take it out").into(),
    }
}

fn shape(kind: Shape) -> Cow<'static, str> {
    match kind {
        Shape::Email => "an email address, like name@example.com".into(),
        Shape::Phone => "a telephone number, like 01632 960 001".into(),
        Shape::Web => "a web address, like www.example.org".into(),
        Shape::Postcode => "a full postcode, like AA3 1AB".into(),
        Shape::Day => "a day, like 27 3 2026".into(),
        Shape::Number(most) => format!("a whole number from 0 to {most}").into(),
    }
}
