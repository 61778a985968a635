//! The reporter's mailbox.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::errors::Errors;
use domain::platform::attachment::Attachment;
use domain::report::message::Author;
use service::Problem;
use service::report::mailbox::{self, MailboxView, OpenMailbox};
use service::report::visit::{self as visits, Visit};
use view::component::file_list::FileItem;
use view::draw;
use view::public::delete::{Delete, Deleted};
use view::public::mailbox::{Mailbox, MailboxMessage, WORDS};
use view::public::reply::Reply;
use view::public::sent::PHRASE;

use crate::answer::{Answer, download, page, page_as, see_other, see_other_with};
use crate::error::PageError;
use crate::extract::visit::page_context;
use crate::extract::{Guarded, MaybeVisit, ReporterSession, Submission, Upload};
use crate::state::{CookieKind, WebState};

/// Asks for the phrase.
pub(super) async fn ask(state: web::Data<WebState>, here: MaybeVisit) -> Answer {
    Ok(page(render_phrase_form(&state, &here.token, &Errors::default())))
}

fn render_phrase_form(state: &WebState, token: &str, errors: &Errors) -> String {
    draw(&Reply { visit: page_context(state, false, token), errors })
}

/// Opens the mailbox. Whatever was being written before is wiped.
pub(super) async fn open(state: web::Data<WebState>, here: MaybeVisit, Guarded(fields): Guarded) -> Answer {
    match mailbox::open(&state.app, fields.get(PHRASE)).await {
        Ok(opened) => {
            if let Some(before) = &here.visit {
                visits::leave(&state.app, before.token()).await?;
            }
            Ok(see_other_with(&path::thread(), state.cookie(CookieKind::Visit, opened.token())))
        }
        Err(Problem::Invalid(errors)) => {
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render_phrase_form(&state, &here.token, &errors)))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// The thread.
pub(super) async fn show(state: web::Data<WebState>, here: ReporterSession, request: HttpRequest) -> Answer {
    let shown = Shown { sent: request.query_string() == path::DONE, ..Shown::default() };
    Ok(page(render(&state, &here, &shown).await?))
}

/// Adds words and files to the thread.
pub(super) async fn write(
    state: web::Data<WebState>,
    here: Result<ReporterSession, PageError>,
    form: Submission,
) -> Answer {
    // The page that offers to send kept words again sends no files.
    let mut upload = match form {
        Submission::WithFiles(upload) => upload,
        Submission::Plain(fields) => Upload { fields, ..Upload::default() },
    };
    let result = add(&state, here, &mut upload).await;
    upload.settle(&state.app, &result).await;
    result.map_err(|error| error.keeping(&path::thread(), upload.fields.typed()))
}

async fn add(state: &WebState, here: Result<ReporterSession, PageError>, upload: &mut Upload) -> Answer {
    let (here, typed, form) = (here?, upload.fields.get(WORDS), upload.fields.idempotency_key());
    let mut errors = upload.problems.clone();
    if errors.is_empty() {
        let mailbox = OpenMailbox::of(&here.visit)?;
        match mailbox::write(&state.app, &mailbox, &form, typed, &upload.files).await {
            Ok(new) => {
                if new {
                    upload.files.clear();
                }
                return Ok(see_other(&path::done(&path::thread())));
            }
            Err(Problem::Invalid(more)) => errors = more,
            Err(problem) => return Err(problem.into()),
        }
    }
    let shown = Shown { typed, errors, sent: false };
    Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, &here, &shown).await?))
}

/// A file that came with a message.
pub(super) async fn file(
    state: web::Data<WebState>,
    here: ReporterSession,
    file: web::Path<String>,
) -> Answer {
    let mailbox = OpenMailbox::of(&here.visit)?;
    Ok(download(&mailbox::file(&state.app, &mailbox, &file).await?))
}

/// Asks whether to delete the mailbox.
pub(super) async fn ask_delete(state: web::Data<WebState>, here: ReporterSession) -> Answer {
    let Visit::Mailbox { .. } = here.visit.visit else { return Err(Problem::SessionExpired.into()) };
    Ok(page(draw(&Delete { visit: page_context(&state, true, &here.token) })))
}

/// Deletes it.
pub(super) async fn delete(state: web::Data<WebState>, here: ReporterSession, _: Guarded) -> Answer {
    mailbox::delete(&state.app, &here.visit).await?;
    let mut answer = page(draw(&Deleted { site: &state.site }));
    if let Err(error) = answer.add_cookie(&state.removal_cookie(CookieKind::Visit)) {
        tracing::error!(cause = %error, "a cookie could not be taken away");
    }
    Ok(answer)
}

/// What the page shows beside the thread.
#[derive(Default)]
struct Shown<'a> {
    typed: &'a str,
    errors: Errors,
    sent: bool,
}

async fn render(state: &WebState, here: &ReporterSession, shown: &Shown<'_>) -> Result<String, Problem> {
    let view = mailbox::read(&state.app, &OpenMailbox::of(&here.visit)?).await?;
    let Shown { typed, errors, sent } = shown;
    Ok(with_messages(&view, |messages| {
        let (reference, status) = (view.reference.as_str(), view.status);
        let visit = page_context(state, true, &here.token);
        draw(&Mailbox { visit, reference, status, messages, typed, errors, sent: *sent })
    }))
}

/// Draws what a mailbox holds: the report itself is the first message.
pub(crate) fn with_messages(
    view: &MailboxView,
    draw: impl FnOnce(&[MailboxMessage<'_>]) -> String,
) -> String {
    let report = (Author::Reporter, view.received, view.story.as_str(), view.thread.files.as_slice());
    let later = view
        .thread
        .messages
        .iter()
        .map(|(message, files)| (message.author, message.day, message.text.as_str(), files.as_slice()));
    let parts: Vec<_> = std::iter::once(report).chain(later).collect();
    let days: Vec<String> = parts.iter().map(|(_, day, ..)| day.to_string()).collect();
    let ids: Vec<Vec<String>> = parts.iter().map(|(.., files)| files.iter().map(id).collect()).collect();
    let files: Vec<_> = parts.iter().zip(&ids).map(|((.., files), ids)| items(files, ids)).collect();
    let messages: Vec<MailboxMessage<'_>> = parts
        .iter()
        .zip(&days)
        .zip(&files)
        .map(|(((author, _, text, _), day), files)| MailboxMessage { author: *author, day, text, files })
        .collect();
    draw(&messages)
}

fn id(file: &Attachment) -> String {
    file.id.to_string()
}

fn items<'a>(files: &'a [Attachment], ids: &'a [String]) -> Vec<FileItem<'a>> {
    files
        .iter()
        .zip(ids)
        .map(|(file, id)| FileItem { id, name: file.name.as_str(), bytes: file.size })
        .collect()
}
