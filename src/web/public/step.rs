//! The questions, one page each.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use domain::form::errors::Errors;
use domain::form::reason::file::FileReason;
use domain::platform::attachment::{FILES, MAX_FILES};
use domain::platform::force::Lists;
use domain::report::form::{Answers, Question};
use domain::report::question::{self, DANGER, Extent, Part, STORY, is_danger_now};
use service::Problem;
use service::report::visit::{OpenVisit, Visit};
use service::report::{concern, draft};
use view::component::file_list::FileItem;
use view::draw;
use view::error::Unreadable;
use view::public::danger::Danger;
use view::public::files::{ADD, FILE, FilesPage};
use view::public::question::{ACTION, MORE, Onward, QuestionPage, SEND, STAY};

use super::information::helplines;
use crate::answer::{Answer, page, page_as, see_other, see_other_with};
use crate::error::PageError;
use crate::extract::visit::page_context;
use crate::extract::{Fields, Guarded, MaybeVisit, ReporterSession, Submission, Upload};
use crate::state::{CookieKind, WebState};

/// A question, and by which way it was come to.
#[derive(Clone, Copy)]
struct Asked {
    question: &'static Question,
    /// Whether it is about what was told at an engagement.
    disclosed: bool,
}

impl Asked {
    fn by_code(code: &str) -> Result<Self, PageError> {
        question::find(code)
            .map(|question| Self { question, disclosed: false })
            .ok_or_else(|| Problem::Missing.into())
    }

    /// The first question, about what was told at an engagement.
    fn disclosed() -> Result<Self, PageError> {
        question::QUESTIONS
            .first()
            .map(|question| Self { question, disclosed: true })
            .ok_or_else(|| Problem::Missing.into())
    }

    fn address(self) -> String {
        if self.disclosed { path::disclosed() } else { path::step(self.question.code) }
    }
}

/// The first question is open to everybody; the others need a draft.
pub(super) async fn show(
    state: web::Data<WebState>,
    code: web::Path<String>,
    here: MaybeVisit,
    request: HttpRequest,
) -> Answer {
    show_question(&state, Asked::by_code(&code)?, here, &request).await
}

/// The first question, for what was told at an engagement.
pub(super) async fn show_disclosed(
    state: web::Data<WebState>,
    here: MaybeVisit,
    request: HttpRequest,
) -> Answer {
    show_question(&state, Asked::disclosed()?, here, &request).await
}

async fn show_question(state: &WebState, asked: Asked, here: MaybeVisit, request: &HttpRequest) -> Answer {
    let question = asked.question;
    let (visit, stored) = match place(state, asked, here.visit) {
        Step::Draft(visit, stored) => (visit, stored),
        Step::Elsewhere(path) => return Ok(see_other(&path)),
    };
    let lists = draft::lists(&state.app).await?;
    let (answers, _) = draft::parts(&visit)?;
    if !(question.applies)(answers, &lists) {
        return Err(Problem::Missing.into());
    }
    let at = At { state, visit: &visit, stored, token: &here.token, asked, lists: &lists };
    Ok(page(at.draw(answers, &Errors::default(), request.query_string() == path::DONE)))
}

/// Takes the answers of one page. The page for files comes as multipart, the others as plain forms.
pub(super) async fn submit(
    state: web::Data<WebState>,
    code: web::Path<String>,
    here: Result<MaybeVisit, PageError>,
    form: Submission,
) -> Answer {
    submitted(&state, Asked::by_code(&code)?, here, form).await
}

/// Takes the first answer, about what was told at an engagement.
pub(super) async fn submit_disclosed(
    state: web::Data<WebState>,
    here: Result<MaybeVisit, PageError>,
    form: Submission,
) -> Answer {
    submitted(&state, Asked::disclosed()?, here, form).await
}

async fn submitted(
    state: &WebState,
    asked: Asked,
    here: Result<MaybeVisit, PageError>,
    form: Submission,
) -> Answer {
    match form {
        Submission::WithFiles(mut upload) => {
            let result = if asked.question.takes_files() {
                add_files(state, asked, here, &mut upload).await
            } else {
                Err(PageError::Unreadable(Unreadable::Encoding))
            };
            upload.settle(&state.app, &result).await;
            result
        }
        Submission::Plain(fields) => {
            let result = answer(state, asked, here, &fields).await;
            result.map_err(|error| error.keeping(&asked.address(), fields.typed()))
        }
    }
}

/// The visit may not have opened: what was typed has been read by then, and is not lost with it.
async fn answer(
    state: &WebState,
    asked: Asked,
    here: Result<MaybeVisit, PageError>,
    fields: &Fields,
) -> Answer {
    let (here, question) = (here?, asked.question);
    let (mut visit, stored) = match place(state, asked, here.visit) {
        Step::Draft(visit, stored) => (visit, stored),
        Step::Elsewhere(path) => return Ok(see_other(&path)),
    };
    if asked.disclosed && stored {
        draft::disclose(&state.app, &mut visit).await?;
    }
    let lists = draft::lists(&state.app).await?;
    let given = (fields.pairs(), extent(fields));
    match draft::answer(&state.app, &mut visit, question, (&given.0, given.1), &lists).await {
        Ok(()) => Ok(onward(state, question, (&visit, stored), fields, &lists)),
        Err(Problem::Invalid(errors)) => {
            let at = At { state, visit: &visit, stored, token: &here.token, asked, lists: &lists };
            let html = at.draw(&question.typed(&fields.pairs()), &errors, false);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

fn onward(
    state: &WebState,
    question: &'static Question,
    (visit, stored): (&OpenVisit, bool),
    fields: &Fields,
    lists: &Lists,
) -> HttpResponse {
    let to = if fields.get(ACTION) == STAY {
        path::done(&path::step(question.code))
    } else if question.asks(DANGER) && draft::parts(visit).is_ok_and(|(answers, _)| is_danger_now(answers)) {
        path::danger()
    } else {
        next(visit, question, lists)
    };
    if stored { see_other(&to) } else { see_other_with(&to, state.cookie(CookieKind::Visit, visit.token())) }
}

fn next(visit: &OpenVisit, question: &Question, lists: &Lists) -> String {
    draft::next(visit, question, lists).map_or_else(path::check, |next| path::step(next.code))
}

/// How much is asked from here on, by the button that was pressed.
fn extent(fields: &Fields) -> Option<Extent> {
    match fields.get(ACTION) {
        SEND => Some(Extent::Short),
        MORE => Some(Extent::Whole),
        _ => None,
    }
}

/// What to do in danger: for whoever has just said that somebody is, before the next question.
pub(super) async fn show_danger(state: web::Data<WebState>, here: ReporterSession) -> Answer {
    let ReporterSession { visit, token } = here;
    if !matches!(visit.visit, Visit::Draft { .. }) {
        return Ok(see_other(&path::sent()));
    }
    let question = question::QUESTIONS.iter().find(|question| question.asks(DANGER));
    let question = question.ok_or(Problem::Missing)?;
    let lists = draft::lists(&state.app).await?;
    Ok(page(draw(&Danger {
        visit: page_context(&state, true, &token),
        answers: draft::parts(&visit)?.0,
        helplines: &helplines(&state).await,
        back: &path::step(question.code),
        next: &next(&visit, question, &lists),
    })))
}

async fn add_files(
    state: &WebState,
    asked: Asked,
    here: Result<MaybeVisit, PageError>,
    upload: &mut Upload,
) -> Answer {
    let (here, question) = (here?, asked.question);
    let mut visit = match place(state, asked, here.visit) {
        Step::Draft(visit, true) => visit,
        Step::Draft(..) => return Err(Problem::SessionExpired.into()),
        Step::Elsewhere(path) => return Ok(see_other(&path)),
    };
    let lists = draft::lists(&state.app).await?;
    let mut errors = upload.problems.clone();
    let added = draft::add_files(&state.app, &mut visit, &upload.files).await?;
    upload.files.retain(|file| !added.kept.contains(&file.id));
    if added.full {
        errors.add(FILES, FileReason::TooMany(MAX_FILES));
    }
    if !errors.is_empty() {
        let at = At { state, visit: &visit, stored: true, token: &here.token, asked, lists: &lists };
        return Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, at.draw(&Answers::default(), &errors, false)));
    }
    if upload.fields.get(ACTION) == ADD {
        return Ok(see_other(&path::step(question.code)));
    }
    draft::pass(&state.app, &mut visit, question, extent(&upload.fields)).await?;
    Ok(onward(state, question, (&visit, true), &upload.fields, &lists))
}

/// Takes a file out again.
pub(super) async fn remove(
    state: web::Data<WebState>,
    code: web::Path<String>,
    here: ReporterSession,
    Guarded(fields): Guarded,
) -> Answer {
    let (question, mut visit) = (Asked::by_code(&code)?.question, here.visit);
    draft::remove_file(&state.app, &mut visit, fields.get(FILE)).await?;
    Ok(see_other(&path::step(question.code)))
}

/// A page of the form, and what it is drawn from.
struct At<'a> {
    state: &'a WebState,
    visit: &'a OpenVisit,
    stored: bool,
    token: &'a str,
    asked: Asked,
    lists: &'a Lists,
}

impl At<'_> {
    fn draw(&self, answers: &Answers, errors: &Errors, saved: bool) -> String {
        let (visit, back) = (page_context(self.state, self.stored, self.token), self.back());
        let (question, lists) = (self.asked.question, self.lists);
        let known = draft::parts(self.visit).map_or(answers, |(known, _)| known);
        let (part, onward) = (self.part(), self.onward(known));
        if !question.takes_files() {
            return draw(&QuestionPage {
                visit,
                question,
                answers,
                errors,
                lists,
                back: &back,
                action: &self.asked.address(),
                known,
                saved,
                part,
                onward,
            });
        }
        let files = draft::parts(self.visit).map(|(_, files)| files).unwrap_or_default();
        let ids: Vec<String> = files.iter().map(|file| file.id.to_string()).collect();
        let items =
            files.iter().zip(&ids).map(|(file, id)| FileItem { id, name: &file.name, bytes: file.size });
        let files = items.collect::<Vec<_>>();
        draw(&FilesPage { visit, question, files: &files, errors, back: &back, known, part, onward })
    }

    /// Whether the questions are gone through one after another: not when they are answered once more, nor
    /// when the report is to be sent at once.
    fn is_in_order(&self) -> bool {
        !draft::is_checked(self.visit) && draft::extent(self.visit) == Extent::Whole
    }

    fn part(&self) -> Option<Part> {
        self.is_in_order().then_some(self.asked.question.part)
    }

    fn onward(&self, known: &Answers) -> Onward {
        let question = self.asked.question;
        let ends_here = if draft::is_checked(self.visit) {
            // What was left out is being made up for: that can end at any page.
            draft::extent(self.visit) == Extent::Whole && draft::asks_more(self.visit, question, self.lists)
        } else if question.asks(STORY) {
            return Onward::Story;
        } else {
            self.is_in_order() && question::ends_part(question, known, self.lists)
        };
        if ends_here { Onward::PartEnd } else { Onward::Next }
    }

    fn back(&self) -> String {
        if draft::is_checked(self.visit) {
            return path::check();
        }
        let Ok((answers, _)) = draft::parts(self.visit) else { return path::start() };
        question::before(self.asked.question.code, draft::extent(self.visit), answers, self.lists)
            .map_or_else(path::before, |question| path::step(question.code))
    }
}

/// Where somebody who asks for a question is.
enum Step {
    /// In a draft; one that is not stored yet when they have just begun.
    Draft(Box<OpenVisit>, bool),
    /// Somewhere else: there they are sent.
    Elsewhere(String),
}

/// After sending, Back leads to the page after sending: a phrase that is not confirmed yet must not be lost.
/// Whoever is done with that may begin another report.
fn place(state: &WebState, asked: Asked, visit: Option<OpenVisit>) -> Step {
    let is_first = question::QUESTIONS.first().is_some_and(|first| first.code == asked.question.code);
    let begin = if asked.disclosed { draft::begin_disclosed } else { draft::begin };
    match visit {
        Some(visit) if matches!(visit.visit, Visit::Draft { .. }) => Step::Draft(Box::new(visit), true),
        Some(visit) if concern::is_pending(&visit) => Step::Elsewhere(path::sent()),
        _ if is_first => Step::Draft(Box::new(begin(&state.app)), false),
        Some(OpenVisit { visit: Visit::Sent { .. }, .. }) => Step::Elsewhere(path::sent()),
        Some(_) => Step::Elsewhere(path::thread()),
        None => Step::Elsewhere(path::gone()),
    }
}
