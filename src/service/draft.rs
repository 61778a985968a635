//! Writing a report, page by page.

use crate::domain::attachment::MAX_FILES;
use crate::domain::form::{Answers, Errors, Lists, Question};
use crate::domain::id::Id;
use crate::domain::question::STORY;
use crate::store::force;

use super::file::StoredFile;
use super::visit::{self, OpenVisit, Visit};
use super::{House, Problem};

/// The lists that the deployment fills.
///
/// # Errors
/// When the store does not work.
pub async fn lists(house: &House) -> Result<Lists, Problem> {
    Ok(house.store.read(force::lists).await?)
}

/// A draft with nothing in it, not stored yet.
pub fn begin(house: &House) -> OpenVisit {
    OpenVisit::begin(house, Visit::Draft { answers: Answers::default(), files: Vec::new() })
}

/// The answers and files of a draft.
///
/// # Errors
/// [`Problem::Over`] when the visit is not a draft any more.
pub fn parts(visit: &OpenVisit) -> Result<(&Answers, &[StoredFile]), Problem> {
    match &visit.visit {
        Visit::Draft { answers, files } => Ok((answers, files)),
        _ => Err(Problem::Over),
    }
}

/// Takes the answers of one page into the draft and saves it.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of the page; [`Problem::Over`] when the visit is not a draft.
pub async fn answer(
    house: &House,
    visit: &mut OpenVisit,
    question: &Question,
    raw: &[(String, String)],
    lists: &Lists,
) -> Result<(), Problem> {
    let given = question.parse(raw, lists).map_err(Problem::Invalid)?;
    let asks_story = question.fields.iter().any(|field| field.name == STORY);
    if asks_story && given.value(STORY).is_empty() {
        return Err(Problem::Invalid(Errors::one(
            STORY,
            "Tell us what has happened, in a few words or more",
        )));
    }
    let Visit::Draft { answers, .. } = &mut visit.visit else { return Err(Problem::Over) };
    for field in question.fields {
        answers.set(field.name, given.values(field.name).to_vec());
    }
    visit::save(house, visit).await
}

/// Adds a file that has arrived.
///
/// # Errors
/// [`Problem::Invalid`] when there are too many; the file is removed then.
pub async fn add_file(house: &House, visit: &mut OpenVisit, file: StoredFile) -> Result<(), Problem> {
    let blob = file.id.to_string();
    let Visit::Draft { files, .. } = &mut visit.visit else { return Err(Problem::Over) };
    if files.len() >= MAX_FILES {
        house.blobs.delete(&blob).await?;
        return Err(Problem::invalid("files", "You can only add up to 10 files"));
    }
    files.push(file);
    visit::save(house, visit).await
}

/// Takes a file out again.
///
/// # Errors
/// [`Problem::Over`] when the visit is not a draft.
pub async fn remove_file(house: &House, visit: &mut OpenVisit, id: &str) -> Result<(), Problem> {
    let Visit::Draft { files, .. } = &mut visit.visit else { return Err(Problem::Over) };
    let before = files.len();
    files.retain(|file| Id::to_string(&file.id) != id);
    if files.len() == before {
        return Ok(());
    }
    visit::save(house, visit).await?;
    Ok(house.blobs.delete(id).await?)
}
