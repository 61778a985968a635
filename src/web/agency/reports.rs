//! The reports that a practitioner keeps with their account.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::errors::Errors;
use service::Problem;
use service::identity::practitioner::session::SignedIn;
use service::report::kept_reports::{self, Report};
use service::report::mailbox;
use view::agency::done::Done;
use view::agency::reports::{Forget, ReportLine, ReportPage, Reports};
use view::draw;
use view::public::mailbox::{Thread, WORDS};

use super::page::{form_token, page_context};
use crate::answer::{Answer, done, download, page, page_as, said, see_other};
use crate::error::PageError;
use crate::extract::{Guarded, Member, Present, Submission, Upload};
use crate::public::mailbox::with_messages;
use crate::state::WebState;

/// The list.
pub(crate) async fn list(
    state: web::Data<WebState>,
    member: Member,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let signed = &member.0;
    let kept = if signed.has_key() { Some(kept_reports::list(&state.app, signed).await?) } else { None };
    let months: Vec<String> = kept.iter().flatten().map(|report| report.month.month_words()).collect();
    let lines: Option<Vec<_>> = kept
        .as_ref()
        .map(|kept| kept.iter().zip(&months).map(|(report, month)| line(report, month)).collect());
    let token = form_token(&state, signed);
    let member = page_context(&state, signed, &token);
    Ok(page(draw(&Reports { member, lines: lines.as_deref(), most: kept_reports::MOST, done: said(&query) })))
}

fn line<'a>(report: &'a Report, month: &'a str) -> ReportLine<'a> {
    let Report { id, reference, status, replied, .. } = report;
    ReportLine { id, reference, month, status, replied: *replied }
}

/// One of them.
pub(crate) async fn show(
    state: web::Data<WebState>,
    member: Member,
    id: web::Path<String>,
    request: HttpRequest,
) -> Answer {
    let shown = Shown { sent: request.query_string() == path::DONE, ..Shown::default() };
    Ok(page(render(&state, &member.0, &id, &shown).await?))
}

/// Adds words and files to the messages about it.
pub(crate) async fn write(
    state: web::Data<WebState>,
    member: Result<Member, PageError>,
    id: web::Path<String>,
    form: Submission,
) -> Answer {
    // The page that offers to send kept words again sends no files.
    let mut upload = match form {
        Submission::WithFiles(upload) => upload,
        Submission::Plain(fields) => Upload { fields, ..Upload::default() },
    };
    let result = add(&state, member, &id, &mut upload).await;
    upload.settle(&state.app, &result).await;
    result.map_err(|error| error.keeping(&path::agency::report_thread(&*id), upload.fields.typed()))
}

async fn add(state: &WebState, member: Result<Member, PageError>, id: &str, upload: &mut Upload) -> Answer {
    let (Present(signed), typed) = (member?, upload.fields.get(WORDS));
    let form = upload.fields.idempotency_key();
    let mailbox = kept_reports::open_mailbox(&state.app, &signed, id).await?;
    let mut errors = upload.problems.clone();
    if errors.is_empty() {
        match mailbox::write(&state.app, &mailbox, &form, typed, &upload.files).await {
            Ok(new) => {
                if new {
                    upload.files.clear();
                }
                return Ok(see_other(&path::done(&path::agency::report_thread(&id))));
            }
            Err(Problem::Invalid(more)) => errors = more,
            Err(problem) => return Err(problem.into()),
        }
    }
    let shown = Shown { typed, errors, sent: false };
    Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(state, &signed, id, &shown).await?))
}

/// A file that came with a message.
pub(crate) async fn file(
    state: web::Data<WebState>,
    member: Member,
    ids: web::Path<(String, String)>,
) -> Answer {
    let mailbox = kept_reports::open_mailbox(&state.app, &member.0, &ids.0).await?;
    Ok(download(&mailbox::file(&state.app, &mailbox, &ids.1).await?))
}

/// Asks whether to take it out of the account.
pub(crate) async fn ask_forget(state: web::Data<WebState>, member: Member, id: web::Path<String>) -> Answer {
    let mailbox = kept_reports::open_mailbox(&state.app, &member.0, &id).await?;
    let view = mailbox::read(&state.app, &mailbox).await?;
    let token = form_token(&state, &member.0);
    let (member, reference) = (page_context(&state, &member.0, &token), view.reference.as_str());
    Ok(page(draw(&Forget { member, id: &id, reference })))
}

/// Takes it out.
pub(crate) async fn forget(
    state: web::Data<WebState>,
    member: Member,
    id: web::Path<String>,
    _: Guarded,
) -> Answer {
    kept_reports::forget(&state.app, &member.0, &id).await?;
    Ok(see_other(&done(&path::agency::reports(), Done::Forgotten)))
}

/// What the page shows beside the messages.
#[derive(Default)]
struct Shown<'a> {
    typed: &'a str,
    errors: Errors,
    sent: bool,
}

async fn render(state: &WebState, signed: &SignedIn, id: &str, shown: &Shown<'_>) -> Result<String, Problem> {
    let mailbox = kept_reports::open_mailbox(&state.app, signed, id).await?;
    let view = mailbox::read(&state.app, &mailbox).await?;
    let token = form_token(state, signed);
    let Shown { typed, errors, sent } = shown;
    Ok(with_messages(&view, |messages| {
        let (reference, status) = (view.reference.as_str(), view.status);
        let thread = Thread { reference, status, messages, typed, errors, sent: *sent, token: &token };
        draw(&ReportPage { member: page_context(state, signed, &token), id, thread })
    }))
}
