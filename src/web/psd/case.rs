//! A case: the question before it opens, its content, what is done with it.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::casework::case::Case;
use domain::form::errors::Errors;
use domain::form::reason::casework::CaseworkReason;
use domain::platform::id::Id;
use service::Problem;
use service::casework::case::{self, Attested, OpenCase};
use service::identity::session::Signed;
use service::platform::audit;
use view::draw;
use view::psd::broken::Broken;
use view::psd::case::{ACTION, ASSIGNEE, CasePage, ClearFacts, ThreadMessage, VERSION, WORDS};
use view::psd::conflict::ConflictTaken;
use view::psd::conflict_check::{Gate, KNOWS, REASON};
use view::psd::done::Done;
use view::staff::list_place::ListPlace;

use super::list_place::FromInbox;
use crate::answer::{Answer, done, download, page, page_as, said, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Casework;
use crate::extract::{Guarded, Staff};
use crate::form_draft::KeptDraft;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// The content, once the conflict question was answered in this session.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
    request: HttpRequest,
    FromInbox(place): FromInbox,
) -> Answer {
    let draft = KeptDraft::of(&state, &staff.0, &request).await?;
    let typed = draft.typed.clone().unwrap_or_default();
    let shown =
        Shown { typed: path::value(&typed, WORDS.name()), done: said(&query), draft, ..Shown::new(&place) };
    content(&state, &staff.0, parse(&id)?, &shown, StatusCode::OK).await
}

/// What a case page shows beside the case.
pub(super) struct Shown<'a> {
    pub(super) typed: &'a str,
    pub(super) checked: bool,
    pub(super) errors: Errors,
    pub(super) done: Option<Done>,
    pub(super) draft: KeptDraft,
    /// The list that the page was come to from.
    pub(super) place: &'a ListPlace,
}

impl<'a> Shown<'a> {
    pub(super) fn new(place: &'a ListPlace) -> Self {
        let (errors, draft) = (Errors::default(), KeptDraft::default());
        Self { typed: "", checked: false, errors, done: None, draft, place }
    }
}

/// Draws a case, or the page that says why it does not open.
pub(super) async fn content(
    state: &WebState,
    signed: &Signed,
    id: Id<Case>,
    shown: &Shown<'_>,
    status: StatusCode,
) -> Answer {
    match case::open_case(&state.app, signed, id).await {
        Ok(open) => Ok(page_as(status, render(state, signed, &open, shown))),
        Err(Problem::NotOpened) => Ok(see_other(&shown.place.carry(&path::staff::case_open(&id)))),
        Err(Problem::Sealed) => {
            let case = case::find(&state.app, signed, id).await?;
            let token = form_token(state, signed);
            let html = draw(&Broken {
                signed: page_context(state, signed, &token),
                case: &case,
                place: shown.place,
            });
            Ok(page_as(StatusCode::INTERNAL_SERVER_ERROR, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

fn render(state: &WebState, signed: &Signed, open: &OpenCase, shown: &Shown<'_>) -> String {
    let messages: Vec<_> = open
        .thread
        .messages
        .iter()
        .map(|(message, files)| ThreadMessage { message, files: files.as_slice() })
        .collect();
    let history: Vec<_> = open.history.iter().map(audit::happening).collect();
    let facts = ClearFacts {
        force: open.facts.force.as_deref(),
        agency_type: open.facts.agency_type.as_deref(),
        agency_district: open.facts.agency_district.as_deref(),
        sender: open.facts.sender,
    };
    let token = form_token(state, signed);
    draw(&CasePage {
        signed: page_context(state, signed, &token),
        case: &open.case,
        facts,
        answers: &open.answers,
        lists: &open.lists,
        files: &open.thread.files,
        messages: &messages,
        members: &open.members,
        history: &history,
        typed: shown.typed,
        checked: shown.checked,
        errors: &shown.errors,
        done: shown.done,
        draft: shown.draft.shown(),
        place: shown.place,
    })
}

/// The question before a case opens.
pub(crate) async fn gate(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    id: web::Path<String>,
    FromInbox(place): FromInbox,
) -> Answer {
    let case = case::find(&state.app, &staff.0, parse(&id)?).await?;
    let shown = Shown::new(&place);
    Ok(page(render_conflict_check(&state, &staff.0, &case, ("", ""), &shown)))
}

fn render_conflict_check(
    state: &WebState,
    signed: &Signed,
    case: &Case,
    (knows, reason): (&str, &str),
    Shown { errors, place, .. }: &Shown<'_>,
) -> String {
    let token = form_token(state, signed);
    draw(&Gate { signed: page_context(state, signed, &token), case, knows, reason, errors, place })
}

/// Takes the answer: the case opens, or is out of this person's sight from now on.
pub(crate) async fn open(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    id: web::Path<String>,
    FromInbox(place): FromInbox,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, typed) = (parse(&id)?, (fields.get(KNOWS), fields.get(REASON)));
    match case::attest(&state.app, &staff.0, id, typed.0, typed.1).await {
        Ok(Attested::Open) => Ok(see_other(&place.carry(&path::staff::case(&id)))),
        Ok(Attested::KeptOut(case)) => {
            let token = form_token(&state, &staff.0);
            let (signed, reference) = (page_context(&state, &staff.0, &token), case.reference().as_str());
            let others = case::letters::are_others(&state.app, &case).await?;
            Ok(page(draw(&ConflictTaken { signed, reference, others, place: &place })))
        }
        Err(Problem::Invalid(errors)) => {
            let case = case::find(&state.app, &staff.0, id).await?;
            let shown = Shown { errors, ..Shown::new(&place) };
            Ok(page_as(
                StatusCode::UNPROCESSABLE_ENTITY,
                render_conflict_check(&state, &staff.0, &case, typed, &shown),
            ))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Moves the case on.
pub(crate) async fn act(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    id: web::Path<String>,
    FromInbox(place): FromInbox,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, version) = (parse(&id)?, version(fields.get(VERSION)));
    match case::act(&state.app, &staff.0, id, version, fields.get(ACTION)).await {
        Ok(()) => Ok(see_other(&place.carry(&done(&path::staff::case(&id), Done::Moved)))),
        Err(Problem::NotOpened) => Ok(see_other(&place.carry(&path::staff::case_open(&id)))),
        Err(problem) => Err(problem.into()),
    }
}

/// Gives the case to somebody.
pub(crate) async fn assign(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    id: web::Path<String>,
    FromInbox(place): FromInbox,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, version) = (parse(&id)?, version(fields.get(VERSION)));
    match case::assign(&state.app, &staff.0, id, version, fields.get(ASSIGNEE)).await {
        Ok(()) => Ok(see_other(&place.carry(&done(&path::staff::case(&id), Done::Assigned)))),
        Err(Problem::Refused(reason)) => {
            let errors = Errors::one(ASSIGNEE, CaseworkReason::Refused(reason));
            let shown = Shown { errors, ..Shown::new(&place) };
            content(&state, &staff.0, id, &shown, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(problem) => Err(problem.into()),
    }
}

/// A file without hidden data.
pub(crate) async fn cleaned(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    ids: web::Path<(String, String)>,
) -> Answer {
    file(&state, &staff.0, &ids, true).await
}

/// A file byte for byte.
pub(crate) async fn original(
    state: web::Data<WebState>,
    staff: Staff<Casework>,
    ids: web::Path<(String, String)>,
) -> Answer {
    file(&state, &staff.0, &ids, false).await
}

async fn file(state: &WebState, signed: &Signed, ids: &(String, String), cleaned: bool) -> Answer {
    let id = parse(&ids.0)?;
    let attachment = ids.1.parse().map_err(|_| Problem::Missing)?;
    match case::file(&state.app, signed, id, attachment, cleaned).await {
        Ok(file) => Ok(download(&file)),
        Err(Problem::NotOpened) => Ok(see_other(&path::staff::case_open(&id))),
        Err(problem) => Err(problem.into()),
    }
}

fn version(typed: &str) -> i64 {
    typed.parse().unwrap_or(-1)
}
