//! Floor 1: every address, as a function. Pages link and the web floor routes by these alone.
//!
//! Paths that reporters see say nothing: a history or a neighbour's glance learns no more than “step 4”.

pub mod agency;
pub mod export;
pub mod register;
pub mod staff;

use std::fmt::Display;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use domain::report::question::QUESTIONS;

/// A query: every pair whose value is not empty, percent-encoded.
pub fn query(pairs: &[(&str, &str)]) -> String {
    let given = pairs.iter().filter(|(_, value)| !value.is_empty());
    let encode = |value| utf8_percent_encode(value, NON_ALPHANUMERIC);
    given.map(|(name, value)| format!("{name}={}", encode(value))).collect::<Vec<_>>().join("&")
}

/// What an address's query says of a field; empty when it says nothing.
pub fn value<'a>(query: &'a [(String, String)], field: &str) -> &'a str {
    query.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str())
}

/// The field for the list that an address was come to from: the address of that list, with the row.
pub const LIST: &str = "list";

/// An address, with the list that it was come to from.
pub fn from_list(address: &str, list: &str) -> String {
    with_query(address, &query(&[(LIST, list)]))
}

/// An address that says more in its query; its fragment stays at its end.
pub fn with_query(address: &str, query: &str) -> String {
    let (to, fragment) = address.find('#').map_or((address, ""), |at| address.split_at(at));
    let joint = if to.contains('?') { '&' } else { '?' };
    format!("{to}{joint}{query}{fragment}")
}

/// The start page.
pub fn start() -> String {
    "/".into()
}

/// What the *Exit this page* button does, before the first question.
pub fn before() -> String {
    "/before".into()
}

/// A question of the report form, by its code.
pub fn step(code: &str) -> String {
    format!("/step/{code}")
}

/// The page of the first question.
pub fn first_step() -> String {
    QUESTIONS.first().map_or_else(start, |question| step(question.code))
}

/// The first question of the report form, for what was told at an engagement: in the same row of numbers, so
/// that it tells no more than the others.
pub fn disclosed() -> String {
    "/step/29".into()
}

/// What to do in danger, after the answer that somebody is in danger now.
pub fn danger() -> String {
    "/step/28".into()
}

/// The query of [`done`].
pub const DONE: &str = "done";

/// A page of reporters, with a word that what they did there was done.
pub fn done(path: &str) -> String {
    format!("{path}?{DONE}")
}

/// Removes a file that was added, by its code within the report form.
pub fn step_remove(code: &str) -> String {
    format!("/step/{code}/remove")
}

/// The check of all answers; posting to it sends.
pub fn check() -> String {
    "/check".into()
}

/// The page after sending; posting to it confirms the phrase.
pub fn sent() -> String {
    "/sent".into()
}

/// Extends the time before answers are wiped.
pub fn stay() -> String {
    "/stay".into()
}

/// Says that the time ran out.
pub fn gone() -> String {
    "/gone".into()
}

/// Ends the visit and goes to the neutral site.
pub fn leave() -> String {
    "/leave".into()
}

/// Where the phrase is typed to read a reply.
pub fn reply() -> String {
    "/reply".into()
}

/// The open mailbox; posting to it adds words and files.
pub fn thread() -> String {
    "/thread".into()
}

/// A file in the open mailbox.
pub fn thread_file(file: &dyn Display) -> String {
    format!("/thread/files/{file}")
}

/// Asks whether to delete the mailbox; posting to it deletes.
pub fn thread_delete() -> String {
    "/thread/delete".into()
}

/// The warning signs.
pub fn signs() -> String {
    "/signs".into()
}

/// How to stay safe online.
pub fn safety() -> String {
    "/safety".into()
}

/// What is kept, who reads it, and what is not protected.
pub fn privacy() -> String {
    "/privacy".into()
}

/// The one cookie.
pub fn cookies() -> String {
    "/cookies".into()
}

/// The accessibility statement.
pub fn accessibility() -> String {
    "/accessibility".into()
}

/// Services that help.
pub fn help() -> String {
    "/help".into()
}

/// A style sheet or script.
pub fn asset(name: &str) -> String {
    format!("/assets/{name}")
}
