//! The questions, one page each.

use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};

use crate::domain::form::{Answers, Errors, Kind, Lists, Question};
use crate::domain::question;
use crate::path;
use crate::service::visit::OpenVisit;
use crate::service::{Problem, draft};
use crate::view::component::file_list::FileItem;
use crate::view::draw;
use crate::view::public::files::{ADD, FILE, FilesPage};
use crate::view::public::question::{ACTION, QuestionPage, STAY};
use crate::web::answer::{Answer, page, page_as, see_other, see_other_with};
use crate::web::error::PageError;
use crate::web::extract::visit::told;
use crate::web::extract::{Fields, Guarded, MaybeVisit, ReporterSession, Submission, Upload};
use crate::web::front::{Front, Jar};

/// The first question is open to everybody; the others need a draft.
pub(super) async fn show(front: web::Data<Front>, code: web::Path<String>, visit: MaybeVisit) -> Answer {
    let question = find(&code)?;
    let lists = draft::lists(&front.house).await?;
    let tied_to = visit.tied_to;
    let visit = match draft_of(visit.visit) {
        Some(visit) => visit,
        None if is_first(question) => draft::begin(&front.house),
        None => return Ok(see_other(&path::gone())),
    };
    let (answers, _) = draft::parts(&visit)?;
    if !(question.asked)(answers, &lists) {
        return Err(Problem::Missing.into());
    }
    let at = At { front: &front, visit: &visit, tied_to: &tied_to, question, lists: &lists };
    Ok(page(at.draw(answers, &Errors::default(), false)))
}

/// Takes the answers of one page. The page for files comes as multipart, the others as plain forms.
pub(super) async fn submit(
    front: web::Data<Front>,
    code: web::Path<String>,
    visit: MaybeVisit,
    form: Submission,
) -> Answer {
    let question = find(&code)?;
    match form {
        Submission::WithFiles(mut upload) => {
            let result = if takes_files(question) {
                add_files(&front, question, visit, &mut upload).await
            } else {
                Err(PageError::Unreadable("The form was sent in a way that we do not read."))
            };
            upload.discard(&front.house).await;
            result
        }
        Submission::Plain(fields) => answer(&front, question, visit, &fields).await,
    }
}

async fn answer(front: &Front, question: &'static Question, visit: MaybeVisit, fields: &Fields) -> Answer {
    let kept = |problem| match problem {
        Problem::Busy | Problem::Unavailable(_) | Problem::Stale => {
            PageError::Kept(problem, path::step(question.code), fields.pairs())
        }
        other => other.into(),
    };
    let lists = draft::lists(&front.house).await.map_err(kept)?;
    let tied_to = visit.tied_to;
    let (mut visit, is_new) = match draft_of(visit.visit) {
        Some(visit) => (visit, false),
        None if is_first(question) => (draft::begin(&front.house), true),
        None => return Err(Problem::Over.into()),
    };
    match draft::answer(&front.house, &mut visit, question, &fields.pairs(), &lists).await {
        Ok(()) => Ok(onward(front, question, &visit, is_new, fields, &lists)),
        Err(Problem::Invalid(errors)) => {
            let at = At { front, visit: &visit, tied_to: &tied_to, question, lists: &lists };
            let html = at.draw_for(&question.typed(&fields.pairs()), &errors, false, is_new);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(kept(problem)),
    }
}

fn onward(
    front: &Front,
    question: &'static Question,
    visit: &OpenVisit,
    is_new: bool,
    fields: &Fields,
    lists: &Lists,
) -> HttpResponse {
    let to = if fields.get(ACTION) == STAY {
        path::step(question.code)
    } else {
        draft::next(visit, question, lists).map_or_else(path::check, |next| path::step(next.code))
    };
    if is_new { see_other_with(&to, front.cookie(Jar::Visit, visit.token())) } else { see_other(&to) }
}

async fn add_files(
    front: &Front,
    question: &'static Question,
    visit: MaybeVisit,
    upload: &mut Upload,
) -> Answer {
    let tied_to = visit.tied_to;
    let mut visit = draft_of(visit.visit).ok_or(Problem::Over)?;
    let lists = draft::lists(&front.house).await?;
    let mut errors = Errors::default();
    for problem in &upload.problems {
        errors.add("files", problem);
    }
    for file in upload.files.split_off(0) {
        match draft::add_file(&front.house, &mut visit, file).await {
            Ok(()) => {}
            Err(Problem::Invalid(more)) => {
                more.iter().for_each(|(field, message)| errors.add(field, message))
            }
            Err(problem) => return Err(problem.into()),
        }
    }
    let at = At { front, visit: &visit, tied_to: &tied_to, question, lists: &lists };
    if !errors.is_empty() {
        return Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, at.draw(&Answers::default(), &errors, false)));
    }
    if upload.fields.get(ACTION) == ADD {
        return Ok(see_other(&path::step(question.code)));
    }
    draft::pass(&front.house, &mut visit, question).await?;
    Ok(onward(front, question, &visit, false, &upload.fields, &lists))
}

/// Takes a file out again.
pub(super) async fn remove(
    front: web::Data<Front>,
    code: web::Path<String>,
    visit: ReporterSession,
    Guarded(fields): Guarded,
) -> Answer {
    let (question, mut visit) = (find(&code)?, visit.0);
    draft::remove_file(&front.house, &mut visit, fields.get(FILE)).await?;
    Ok(see_other(&path::step(question.code)))
}

/// A page of the form, and what it is drawn from.
struct At<'a> {
    front: &'a Front,
    visit: &'a OpenVisit,
    /// What form tokens are tied to.
    tied_to: &'a str,
    question: &'static Question,
    lists: &'a Lists,
}

impl At<'_> {
    fn draw(&self, answers: &Answers, errors: &Errors, saved: bool) -> String {
        let is_new =
            draft::parts(self.visit).is_ok_and(|(answers, files)| answers.is_empty() && files.is_empty());
        self.draw_for(answers, errors, saved, is_new)
    }

    fn draw_for(&self, answers: &Answers, errors: &Errors, saved: bool, is_new: bool) -> String {
        // Until something is stored there is nothing to wipe.
        let stored = (!is_new).then_some(self.visit);
        let token = self.front.house.forms.issue(self.tied_to);
        let (visit, back) = (told(self.front, stored, &token), self.back());
        let (question, lists) = (self.question, self.lists);
        if !takes_files(question) {
            return draw(&QuestionPage { visit, question, answers, errors, lists, back: &back, saved });
        }
        let files = draft::parts(self.visit).map(|(_, files)| files).unwrap_or_default();
        let ids: Vec<String> = files.iter().map(|file| file.id.to_string()).collect();
        let items =
            files.iter().zip(&ids).map(|(file, id)| FileItem { id, name: &file.name, bytes: file.size });
        draw(&FilesPage { visit, question, files: &items.collect::<Vec<_>>(), errors, back: &back })
    }

    fn back(&self) -> String {
        if draft::is_checked(self.visit) {
            return path::check();
        }
        let Ok((answers, _)) = draft::parts(self.visit) else { return path::start() };
        question::before(self.question.code, answers, self.lists)
            .map_or_else(path::before, |question| path::step(question.code))
    }
}

fn find(code: &str) -> Result<&'static Question, PageError> {
    question::find(code).ok_or_else(|| Problem::Missing.into())
}

fn takes_files(question: &Question) -> bool {
    question.fields.iter().any(|field| matches!(field.kind, Kind::Files))
}

fn is_first(question: &Question) -> bool {
    question::QUESTIONS.first().is_some_and(|first| first.code == question.code)
}

/// A visit that is a draft: after sending, or from a mailbox, the first question begins a new one.
fn draft_of(visit: Option<OpenVisit>) -> Option<OpenVisit> {
    visit.filter(|visit| draft::parts(visit).is_ok())
}
