//! Answers to the three questions, and who has answered in a quarter.
//!
//! The two cannot be put together. An answer has a random identifier, by which SQLite keeps its rows
//! (`WITHOUT ROWID`), no time, and nothing of the person; the mark on an account is the code of the quarter
//! and nothing else. PostgreSQL keeps with every row which transaction wrote it last, and that is the same
//! for an answer and its mark: until the accounts of all are written anew together, which a chore does every
//! night.

use diesel::prelude::*;

use domain::identity::practitioner::Practitioner;
use domain::platform::id::Id;
use domain::register::survey::Answer;

use crate::error::StoreError;
use crate::schema::{practitioner, survey_answer};
use crate::{Snapshot, Tx, column};

/// The quarter in which a person last answered; empty when they never did.
pub fn answered(snapshot: &mut Snapshot<'_>, id: Id<Practitioner>) -> Result<String, StoreError> {
    let row = practitioner::table.find(id.to_string());
    Ok(row.select(practitioner::surveyed).first(snapshot.0)?)
}

/// Marks that a person has answered in a quarter; [`StoreError::Stale`] when they had already.
pub fn mark(tx: &mut Tx<'_>, id: Id<Practitioner>, quarter: &str) -> Result<(), StoreError> {
    let not_yet = practitioner::id.eq(id.to_string()).and(practitioner::surveyed.ne(quarter));
    let marked = diesel::update(practitioner::table.filter(not_yet)).set(practitioner::surveyed.eq(quarter));
    column::one_changed(marked.execute(tx.0.0)?)
}

/// Adds an answer.
pub fn insert(tx: &mut Tx<'_>, id: Id<Answer>, new: &Answer) -> Result<(), StoreError> {
    let [knows, confident, able] = new.marks.map(i32::from);
    let row = (
        survey_answer::id.eq(id.to_string()),
        survey_answer::quarter.eq(&new.quarter),
        survey_answer::agency_type.eq(&new.group),
        survey_answer::knows.eq(knows),
        survey_answer::confident.eq(confident),
        survey_answer::able.eq(able),
    );
    diesel::insert_into(survey_answer::table).values(row).execute(tx.0.0)?;
    Ok(())
}

/// Every answer from a quarter on, in no order.
pub fn since(snapshot: &mut Snapshot<'_>, quarter: &str) -> Result<Vec<Answer>, StoreError> {
    let rows: Vec<(String, String, i32, i32, i32)> = survey_answer::table
        .filter(survey_answer::quarter.ge(quarter))
        .select((
            survey_answer::quarter,
            survey_answer::agency_type,
            survey_answer::knows,
            survey_answer::confident,
            survey_answer::able,
        ))
        .load(snapshot.0)?;
    rows.into_iter().map(into_answer).collect()
}

fn into_answer(
    (quarter, group, knows, confident, able): (String, String, i32, i32, i32),
) -> Result<Answer, StoreError> {
    let mark = |mark: i32| {
        let known = u8::try_from(mark).ok().filter(|mark| (1..=5).contains(mark));
        column::code(known, "survey_answer", "knows")
    };
    Ok(Answer { quarter, group, marks: [mark(knows)?, mark(confident)?, mark(able)?] })
}
