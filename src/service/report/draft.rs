//! Writing a report, page by page.

use std::collections::BTreeSet;

use crypto::oprf::BearerToken;
use domain::platform::attachment::{Attachment, MAX_FILES};
use domain::platform::force::Lists;
use domain::platform::id::Id;
use domain::report::form::{Answers, Question};
use domain::report::question::{self, ACCOUNT, AGENCY, CONTACT, RELATION, SIGNED};
use domain::report::sender::SenderKind;
use store::platform::force;

use super::issuer;
use super::visit::{self, OpenVisit, Sender, Visit};
use crate::platform::file::StoredFile;
use crate::{App, Problem};

/// The lists that the deployment fills.
///
/// # Errors
/// When the store does not work.
pub async fn lists(app: &App) -> Result<Lists, Problem> {
    app.read(force::lists).await
}

/// A draft with nothing in it, not stored yet.
pub fn begin(app: &App) -> OpenVisit {
    begin_as(app, Answers::default(), Sender::Public)
}

/// The same, about what was told at an engagement.
pub fn begin_disclosed(app: &App) -> OpenVisit {
    begin_as(app, Answers::default(), Sender::Disclosed)
}

/// Marks a draft as about what was told at an engagement. One that says who sends it keeps what it says.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn disclose(app: &App, visit: &mut OpenVisit) -> Result<(), Problem> {
    visit::change(app, visit, |visit| {
        let Visit::Draft { sender, .. } = visit else { return Err(Problem::SessionExpired) };
        if let Sender::Public = sender {
            *sender = Sender::Disclosed;
        }
        Ok(())
    })
    .await
}

/// A draft that begins with some answers, not stored yet.
pub(crate) fn begin_as(app: &App, answers: Answers, sender: Sender) -> OpenVisit {
    let (files, seen) = (Vec::new(), BTreeSet::new());
    OpenVisit::begin(app, Visit::Draft { answers, files, seen, checked: false, sender })
}

/// A draft of somebody who brings a token that only registered practitioners are given; stored. The token is
/// looked at, and spent when the report is sent. Practitioners' questions are asked; of the agency nothing is
/// filled in.
///
/// # Errors
/// [`Problem::Invalid`] when the token is not one of ours, or its time is over; [`Problem::Stale`] when it
/// was spent.
pub async fn begin_verified(app: &App, token: BearerToken) -> Result<OpenVisit, Problem> {
    issuer::check(app, &token).await?;
    let mut answers = Answers::default();
    answers.set(RELATION, vec![AGENCY.to_owned()]);
    let mut visit = begin_as(app, answers, Sender::Verified { token });
    visit::save(app, &mut visit).await?;
    Ok(visit)
}

/// A draft of somebody who comes from the practitioners' area and wants no mark, stored. It is anybody's but
/// for one thing: its pages weigh what the pages there weigh.
///
/// # Errors
/// When the store does not work.
pub async fn begin_unmarked(app: &App) -> Result<OpenVisit, Problem> {
    let mut visit = begin_as(app, Answers::default(), Sender::Unmarked);
    visit::save(app, &mut visit).await?;
    Ok(visit)
}

/// As whom a draft is sent.
pub fn sender(visit: &OpenVisit) -> SenderKind {
    match &visit.visit {
        Visit::Draft { sender, .. } => sender.kind(),
        _ => SenderKind::Public,
    }
}

/// Gives up what a draft says of who sends it: it is sent as anybody's. What only a practitioner may choose
/// goes with it.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn unmark(app: &App, visit: &mut OpenVisit) -> Result<(), Problem> {
    visit::change(app, visit, |visit| {
        let Visit::Draft { sender, answers, .. } = visit else { return Err(Problem::SessionExpired) };
        *sender = Sender::Unmarked;
        answers.set(SIGNED, Vec::new());
        if answers.get(CONTACT) == ACCOUNT {
            answers.set(CONTACT, Vec::new());
        }
        Ok(())
    })
    .await
}

/// The answers and files of a draft.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft any more.
pub fn parts(visit: &OpenVisit) -> Result<(&Answers, &[StoredFile]), Problem> {
    match &visit.visit {
        Visit::Draft { answers, files, .. } => Ok((answers, files)),
        _ => Err(Problem::SessionExpired),
    }
}

/// Takes the answers of one page into the draft and saves it.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of the page; [`Problem::SessionExpired`] when the visit is not a
/// draft.
pub async fn answer(
    app: &App,
    visit: &mut OpenVisit,
    question: &'static Question,
    raw: &[(String, String)],
    lists: &Lists,
) -> Result<(), Problem> {
    let given = question.parse(raw, lists).map_err(Problem::Invalid)?;
    let missing = question::missing(question, parts(visit)?.0, &given);
    if !missing.is_empty() {
        return Err(Problem::Invalid(missing));
    }
    visit::change(app, visit, |visit| {
        let Visit::Draft { answers, seen, .. } = visit else { return Err(Problem::SessionExpired) };
        seen.insert(question.code.to_owned());
        for field in question.fields() {
            answers.set(field.name, given.all(field.name).to_vec());
        }
        Ok(())
    })
    .await
}

/// Where Continue leads from a question: to the next one; or, once all answers have been checked, to the
/// first that a change brought up, or back to the check. None is the check.
pub fn next(visit: &OpenVisit, question: &Question, lists: &Lists) -> Option<&'static Question> {
    let Visit::Draft { answers, seen, checked, .. } = &visit.visit else { return None };
    if *checked {
        question::applicable(answers, lists).find(|asked| !seen.contains(asked.code))
    } else {
        question::after(question.code, answers, lists)
    }
}

/// Passes a question over, or ends the adding of files.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn pass(app: &App, visit: &mut OpenVisit, question: &Question) -> Result<(), Problem> {
    visit::change(app, visit, |visit| {
        let Visit::Draft { seen, .. } = visit else { return Err(Problem::SessionExpired) };
        seen.insert(question.code.to_owned());
        Ok(())
    })
    .await
}

/// Marks that all answers are being checked.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn check(app: &App, visit: &mut OpenVisit) -> Result<(), Problem> {
    if is_checked(visit) {
        return Ok(());
    }
    visit::change(app, visit, |visit| {
        let Visit::Draft { checked, .. } = visit else { return Err(Problem::SessionExpired) };
        *checked = true;
        Ok(())
    })
    .await
}

/// Whether all answers have been checked once.
pub fn is_checked(visit: &OpenVisit) -> bool {
    matches!(visit.visit, Visit::Draft { checked: true, .. })
}

/// What became of files that arrived.
#[derive(Debug)]
pub struct AddedFiles {
    /// Those that the draft has now. The others are the caller's to remove.
    pub kept: Vec<Id<Attachment>>,
    /// Whether there was no room for some.
    pub full: bool,
}

/// Adds files that have arrived, as many as there is room for. One that the draft has already, by name and
/// content, is not added again: it was sent once more because no answer came.
///
/// On an error none of them is kept, but for [`Problem::Unconfirmed`]: then the draft may have them.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn add_files(app: &App, visit: &mut OpenVisit, new: &[StoredFile]) -> Result<AddedFiles, Problem> {
    if new.is_empty() {
        return Ok(AddedFiles { kept: Vec::new(), full: false });
    }
    visit::change(app, visit, |visit| {
        let Visit::Draft { files, .. } = visit else { return Err(Problem::SessionExpired) };
        let mut added = AddedFiles { kept: Vec::new(), full: false };
        for file in new {
            if files.iter().any(|known| known.is_same_as(file)) {
                continue;
            }
            if files.len() < MAX_FILES {
                added.kept.push(file.id);
                files.push(file.clone());
            } else {
                added.full = true;
            }
        }
        Ok(added)
    })
    .await
}

/// Takes a file out again.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn remove_file(app: &App, visit: &mut OpenVisit, id: &str) -> Result<(), Problem> {
    let (_, files) = parts(visit)?;
    if !files.iter().any(|file| Id::to_string(&file.id) == id) {
        return Ok(());
    }
    visit::change(app, visit, |visit| {
        let Visit::Draft { files, .. } = visit else { return Err(Problem::SessionExpired) };
        files.retain(|file| Id::to_string(&file.id) != id);
        Ok(())
    })
    .await?;
    Ok(app.blobs.delete(id).await?)
}
