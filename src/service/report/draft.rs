//! Writing a report, page by page.

use std::collections::BTreeSet;

use crypto::oprf::BearerToken;
use domain::platform::attachment::{Attachment, MAX_FILES};
use domain::platform::force::Lists;
use domain::platform::id::Id;
use domain::report::form::{Answers, Question};
use domain::report::question::{self, ACCOUNT, AGENCY, CONTACT, Extent, RELATION, SIGNED};
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
    let extent = Extent::Whole;
    OpenVisit::begin(app, Visit::Draft { answers, files, seen, checked: false, extent, sender })
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

/// Takes the answers of one page into the draft and saves it; with `extent`, also how much is asked from here
/// on.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of the page; [`Problem::SessionExpired`] when the visit is not a
/// draft.
pub async fn answer(
    app: &App,
    visit: &mut OpenVisit,
    question: &'static Question,
    (raw, extent): (&[(String, String)], Option<Extent>),
    lists: &Lists,
) -> Result<(), Problem> {
    let given = question.parse(raw, lists).map_err(Problem::Invalid)?;
    let missing = question::missing(question, parts(visit)?.0, &given);
    if !missing.is_empty() {
        return Err(Problem::Invalid(missing));
    }
    change(app, visit, extent, |answers, seen| {
        seen.insert(question.code.to_owned());
        for field in question.fields() {
            answers.set(field.name, given.all(field.name).to_vec());
        }
    })
    .await
}

/// Changes the answers of a draft, and how much is asked from here on.
async fn change(
    app: &App,
    visit: &mut OpenVisit,
    more: Option<Extent>,
    change: impl Fn(&mut Answers, &mut BTreeSet<String>),
) -> Result<(), Problem> {
    visit::change(app, visit, |visit| {
        let Visit::Draft { answers, seen, extent, .. } = visit else { return Err(Problem::SessionExpired) };
        change(answers, seen);
        *extent = more.unwrap_or(*extent);
        Ok(())
    })
    .await
}

/// Where Continue leads from a question: to the next one; once all answers have been checked or the report
/// is to be sent at once, to the first that is still to be asked. None is the check.
pub fn next(visit: &OpenVisit, question: &Question, lists: &Lists) -> Option<&'static Question> {
    let Visit::Draft { answers, checked, extent, .. } = &visit.visit else { return None };
    if *checked || *extent == Extent::Short {
        unseen(visit, lists)
    } else {
        question::after(question.code, answers, lists)
    }
}

/// The first question that is still to be asked before the check.
pub fn unseen(visit: &OpenVisit, lists: &Lists) -> Option<&'static Question> {
    let Visit::Draft { answers, seen, extent, .. } = &visit.visit else { return None };
    question::first_unseen(*extent, seen, answers, lists)
}

/// Whether more is still to be asked than this question.
pub fn asks_more(visit: &OpenVisit, question: &Question, lists: &Lists) -> bool {
    let Visit::Draft { answers, seen, extent, .. } = &visit.visit else { return false };
    question::asked(*extent, answers, lists)
        .any(|asked| asked.code != question.code && !seen.contains(asked.code))
}

/// The questions that the check of all answers shows: those that are asked, and those that were met before
/// the report was to be sent at once.
pub fn shown(visit: &OpenVisit, lists: &Lists) -> Vec<&'static Question> {
    let Visit::Draft { answers, seen, extent, .. } = &visit.visit else { return Vec::new() };
    let asked: Vec<_> = question::asked(*extent, answers, lists).map(|question| question.code).collect();
    let is_shown = |question: &&Question| asked.contains(&question.code) || seen.contains(question.code);
    question::applicable(answers, lists).filter(is_shown).collect()
}

/// How much a draft asks.
pub fn extent(visit: &OpenVisit) -> Extent {
    if let Visit::Draft { extent, .. } = &visit.visit { *extent } else { Extent::Whole }
}

/// Asks every question from here on; gives the first that is still to be asked.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn ask_more(
    app: &App,
    visit: &mut OpenVisit,
    lists: &Lists,
) -> Result<Option<&'static Question>, Problem> {
    change(app, visit, Some(Extent::Whole), |_, _| ()).await?;
    Ok(unseen(visit, lists))
}

/// Passes a question over, or ends the adding of files; with `extent`, also how much is asked from here on.
///
/// # Errors
/// [`Problem::SessionExpired`] when the visit is not a draft.
pub async fn pass(
    app: &App,
    visit: &mut OpenVisit,
    question: &Question,
    extent: Option<Extent>,
) -> Result<(), Problem> {
    change(app, visit, extent, |_, seen| {
        seen.insert(question.code.to_owned());
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
