//! What stands in a cell, as a field takes it. What a field does not take is handed back with the reason,
//! never dropped.

use std::collections::HashMap;

use super::flags::NO;
use super::synonyms;
use crate::form::choice::Choice;
use crate::form::record::{Field, Kind, Known, List, YES};
use crate::form::{normalise, text};
use crate::platform::time::Day;
use crate::register::contact::SPOC;

/// What a cell says.
#[derive(Debug, Default)]
pub(super) struct Read {
    /// What the field takes.
    pub(super) values: Vec<String>,
    /// What it does not take, each with the reason.
    pub(super) aside: Vec<(String, &'static str)>,
    /// What was mended, in whole sentences.
    pub(super) told: Vec<String>,
}

impl Read {
    fn of(value: String) -> Self {
        Self { values: vec![value], ..Self::default() }
    }

    fn aside(raw: &str, why: &'static str) -> Self {
        Self { aside: vec![(raw.to_owned(), why)], ..Self::default() }
    }
}

/// The names of areas and people, folded, for looking up many cells.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    areas: HashMap<String, Vec<String>>,
    people: HashMap<String, Vec<String>>,
    only_force: Option<String>,
}

impl Names {
    /// Folds them once.
    pub(super) fn of(known: &Known) -> Self {
        let mut names = Self::default();
        for force in &known.forces {
            let folded = normalise::fold(&force.name);
            let short = folded.trim_end_matches(" police").trim_end_matches(" constabulary").to_owned();
            for word in
                [folded, short, normalise::fold(&force.code), normalise::fold(&known.area(&force.code))]
            {
                add(&mut names.areas, word, &force.code);
            }
        }
        for district in &known.districts {
            let code = format!("{}/{}", district.force, district.id);
            let (name, full) = (normalise::fold(&district.name), normalise::fold(&known.area(&code)));
            let force = known.forces.iter().find(|force| force.code == district.force);
            let with_force = force.map(|force| normalise::fold(&format!("{} {}", force.name, district.name)));
            for word in [name, full].into_iter().chain(with_force) {
                add(&mut names.areas, word, &code);
            }
        }
        for person in &known.staff {
            for word in [normalise::fold(&person.name), normalise::fold(&person.email)] {
                add(&mut names.people, word, &person.id.to_string());
            }
        }
        names.only_force =
            known.forces.first().filter(|_| known.forces.len() == 1).map(|force| force.code.clone());
        names
    }

    fn area(&self, raw: &str) -> Option<String> {
        const WHOLE: &[&str] = &[
            "all",
            "force wide",
            "forcewide",
            "county wide",
            "countywide",
            "whole force",
            "all districts",
            "all areas",
        ];
        let folded = normalise::fold(raw);
        let plain = ["district", "division", "borough", "city", "area"]
            .iter()
            .find_map(|word| folded.strip_suffix(word).map(str::trim_end));
        let one = |word: &str| {
            self.areas.get(word).filter(|codes| codes.len() == 1).and_then(|codes| codes.first())
        };
        let whole = || self.only_force.as_ref().filter(|_| WHOLE.contains(&folded.as_str()));
        one(&folded).or_else(|| one(plain?)).or_else(whole).cloned()
    }

    fn person(&self, raw: &str) -> Option<String> {
        let one = self.people.get(&normalise::fold(raw)).filter(|ids| ids.len() == 1);
        one.and_then(|ids| ids.first()).cloned()
    }
}

fn add(names: &mut HashMap<String, Vec<String>>, word: String, code: &str) {
    let codes = names.entry(word).or_default();
    if !codes.iter().any(|known| known == code) {
        codes.push(code.to_owned());
    }
}

/// Reads a cell, which is not empty, for a field.
pub(super) fn read(field: &Field, raw: &str, names: &Names) -> Read {
    match field.kind {
        Kind::Line(most) => line(raw, most),
        Kind::Prose(words) => match text::prose(raw, words) {
            Ok(text) => Read::of(text),
            Err(_) => Read::aside(raw, "is too long"),
        },
        Kind::Email => several(raw, EMAIL_GAPS, &email, "is no email address", "is one address too many"),
        Kind::Phone => phones(raw),
        Kind::Web => {
            several(raw, WEB_GAPS, &normalise::website, "is no web address", "is one address too many")
        }
        Kind::Postcode => one(raw, normalise::postcode(raw), "is no full postcode"),
        Kind::Day => one(raw, Day::parse(raw).map(Day::iso), "is no day"),
        Kind::Number(most) => {
            let number = raw.replace([',', ' '], "").parse().ok().filter(|number: &u32| *number <= most);
            one(raw, number.map(|number| number.to_string()), "is no number")
        }
        Kind::Flag => match synonyms::yes_or_no(raw) {
            Some(true) => Read::of(YES.to_owned()),
            Some(false) if synonyms::is_no(raw) => Read::of(NO.to_owned()),
            Some(false) => Read::default(),
            None => Read::aside(raw, "is neither yes nor no"),
        },
        Kind::One(choices) => match synonyms::code(field.name, choices, raw) {
            Some(code) => Read::of(code.to_owned()),
            None if synonyms::is_no(raw) => no(field, choices, raw),
            None if synonyms::yes_or_no(raw) == Some(false) => Read::default(),
            None => Read::aside(raw, "is none of the choices"),
        },
        Kind::Many(choices) => many(raw, "is none of the choices", &|word| {
            synonyms::code(field.name, choices, word).map(ToOwned::to_owned)
        }),
        Kind::Own(List::Staff) => one(raw, names.person(raw), "is nobody who can be chosen"),
        Kind::Own(List::Areas) => {
            many(raw, "is no force or district that is served", &|word| names.area(word))
        }
    }
}

/// A no where there is something to choose: the choice that means no, or that somebody is not the one to
/// call. It is no answer to anything else.
fn no(field: &Field, choices: &'static [Choice], raw: &str) -> Read {
    match synonyms::code(field.name, choices, NO) {
        Some(code) => Read::of(code.to_owned()),
        None if field.name == SPOC => Read::of(NO.to_owned()),
        None => Read::aside(raw, "is none of the choices"),
    }
}

fn one(raw: &str, value: Option<String>, why: &'static str) -> Read {
    value.map_or_else(|| Read::aside(raw, why), Read::of)
}

fn line(raw: &str, most: usize) -> Read {
    let joined =
        raw.split('\n').map(|part| part.trim().trim_end_matches(',')).filter(|part| !part.is_empty());
    match text::line(&joined.collect::<Vec<_>>().join(", "), most) {
        Ok(text) => Read::of(text),
        Err(_) => Read::aside(raw, "is too long"),
    }
}

const EMAIL_GAPS: &[char] = &[';', ',', '/', '|', '\n', ' ', '<', '>', '(', ')', '"'];
const WEB_GAPS: &[char] = &[';', ',', '|', '\n', ' '];
const IDLE: &[&str] =
    &["or", "and", "e", "email", "mailto", "email:", "e:", "mailto:", "&", "-", "web:", "website:"];

fn email(word: &str) -> Option<String> {
    let lower = word.to_lowercase();
    text::email(lower.trim_start_matches("mailto:").trim_start_matches("email:").trim_end_matches('.'))
}

/// The first of several that will do; what else stands in the cell goes aside.
fn several(
    raw: &str,
    gaps: &[char],
    read: &dyn Fn(&str) -> Option<String>,
    none: &'static str,
    more: &'static str,
) -> Read {
    let words = raw.split(gaps).map(str::trim).filter(|word| !word.is_empty());
    let words = words.filter(|word| !IDLE.contains(&word.to_lowercase().as_str()));
    let (mut found, mut rest): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
    for word in words {
        match read(word) {
            Some(value) if found.contains(&value) => {}
            Some(value) => found.push(value),
            None => rest.push(word),
        }
    }
    if found.is_empty() {
        return if synonyms::yes_or_no(raw) == Some(false) {
            Read::default()
        } else {
            Read::aside(raw, none)
        };
    }
    let mut found = found.into_iter();
    let values = found.next().into_iter().collect();
    let mut aside: Vec<_> = found.map(|value| (value, more)).collect();
    if !rest.is_empty() {
        aside.push((rest.join(" "), "stands beside it"));
    }
    Read { values, aside, told: Vec::new() }
}

/// The first of several numbers; others, and extensions, go aside.
fn phones(raw: &str) -> Read {
    if let Some(number) = phone(raw) {
        return number;
    }
    let lower = raw.replace(" or ", "\n").replace(" OR ", "\n").replace(" and ", "\n");
    let pieces = lower.split(['/', ';', ',', '|', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    let mut whole = Read::default();
    for piece in pieces {
        match phone(piece) {
            Some(mut read) if whole.values.is_empty() => {
                whole.values.append(&mut read.values);
                whole.told.append(&mut read.told);
                whole.aside.append(&mut read.aside);
            }
            Some(read) if read.values == whole.values => {}
            Some(_) => whole.aside.push((piece.to_owned(), "is one number too many")),
            None => whole.aside.push((piece.to_owned(), "is no telephone number")),
        }
    }
    match whole.values.is_empty() {
        true if synonyms::yes_or_no(raw) == Some(false) => Read::default(),
        true => Read::aside(raw, "is no telephone number"),
        false => whole,
    }
}

fn phone(raw: &str) -> Option<Read> {
    let bare = raw.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+' && c != '(');
    let lead = raw.get(..raw.len() - bare.len()).unwrap_or_default();
    let lower = bare.to_lowercase();
    let at = ["ext", "x", "extension", "("].iter().filter_map(|mark| lower.get(1..)?.find(mark)).min();
    let (number, rest) = match (normalise::phone(bare), at) {
        (Some(number), _) => (number, ""),
        (None, Some(at)) if bare.is_char_boundary(at + 1) => {
            let (number, rest) = bare.split_at(at + 1);
            (normalise::phone(number)?, rest)
        }
        _ => return None,
    };
    // Spreadsheets take numbers for numbers, and drop the 0 before them.
    let digits = number.chars().all(|c| c.is_ascii_digit());
    let cut = digits && number.len() == 10 && number.starts_with(['1', '2', '3', '7', '8']);
    let mut read = Read::of(if cut { format!("0{number}") } else { number.clone() });
    if cut {
        read.told.push(format!("The 0 before the telephone number {number} was put back."));
    }
    let label = normalise::fold(lead);
    if !rest.is_empty() {
        read.aside.push((rest.to_owned(), "stands beside the number"));
    }
    if !["", "tel", "t", "phone", "telephone", "office", "mobile", "m", "mob", "landline"]
        .contains(&label.as_str())
    {
        read.aside.push((lead.trim().to_owned(), "stands before the number"));
    }
    Some(read)
}

/// Reads a cell with several choices: as a whole, else cut finer and finer.
fn many(raw: &str, why: &'static str, code: &dyn Fn(&str) -> Option<String>) -> Read {
    let mut read = Read::default();
    cut(raw, &[&[";", "|", "\n"], &[","], &["/", " & ", " and ", " + "]], code, &mut read, why);
    if read.values.is_empty() && synonyms::yes_or_no(raw) == Some(false) {
        return Read::default();
    }
    read
}

fn cut(
    raw: &str,
    gaps: &[&[&str]],
    code: &dyn Fn(&str) -> Option<String>,
    read: &mut Read,
    why: &'static str,
) {
    let raw = raw.trim();
    if normalise::fold(raw).is_empty() {
        if !raw.is_empty() {
            read.aside.push((raw.to_owned(), why));
        }
        return;
    }
    if let Some(code) = code(raw) {
        if !read.values.contains(&code) {
            read.values.push(code);
        }
        return;
    }
    let Some((now, finer)) = gaps.split_first() else {
        read.aside.push((raw.to_owned(), why));
        return;
    };
    let mut parts = vec![raw];
    for gap in *now {
        parts = parts.into_iter().flat_map(|part| part.split(*gap)).collect();
    }
    // If no part is known, the whole tells more than its parts.
    let mut inner = Read::default();
    for part in parts.into_iter().filter(|part| !part.trim().is_empty()) {
        cut(part, finer, code, &mut inner, why);
    }
    if inner.values.is_empty() {
        inner.aside = vec![(raw.to_owned(), why)];
    }
    for value in inner.values {
        if !read.values.contains(&value) {
            read.values.push(value);
        }
    }
    read.aside.append(&mut inner.aside);
}
