//! Logging an engagement, and changing one.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use domain::form::errors::Errors;
use domain::form::reason::register::RegisterReason;
use domain::form::record::{self, Record, Section};
use domain::register::engagement::{self as kinds, Engagement, LINKS};
use domain::register::engagement_form::{self, AGENCY, KIND, RawForm};
use service::Problem;
use service::identity::session::Signed;
use service::register::engagement::{self, Sheet};
use view::component::staff::control::Controls;
use view::draw;
use view::register::done::Done;
use view::register::engagement_form::{CHOOSE, Choose, FORM, LIKE, LogForm, STEP, WORDS};
use view::register::form::{EntryForm, VERSION};
use view::register::frame::Frame;
use view::staff::list_place::ListPlace;

use super::engagement::title;
use super::form::{Shown, version};
use super::list_place::FromList;
use super::page::texts;
use crate::answer::{Answer, done, page, page_as, see_other};
use crate::error::PageError;
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::form_draft::{KeptDraft, forget};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

type Query = web::Query<Vec<(String, String)>>;

/// Asks about a new engagement: what and with whom first, then the rest.
pub(super) async fn ask(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: Query,
    request: HttpRequest,
) -> Answer {
    let draft = KeptDraft::of(&state, &staff.0, &request).await?;
    if draft.typed.is_some() {
        return drafted(&state, &staff.0, Subject::default(), draft).await;
    }
    let today = state.app.now().day();
    let mut typed = match engagement_form::value(&query, LIKE).parse() {
        Ok(id) => engagement_form::another(&engagement::find(&state.app, &staff.0, id).await?, today),
        Err(_) => engagement::defaults(&staff.0, today),
    };
    typed.extend(query.iter().filter(|(name, _)| name == LIKE).cloned());
    put(&mut typed, &query);
    step(&state, &staff.0, (&Subject::default(), draft), &query, &typed).await
}

/// The form with what its draft says.
async fn drafted(state: &WebState, signed: &Signed, subject: Subject<'_>, draft: KeptDraft) -> Answer {
    let typed = draft.typed.clone().unwrap_or_default();
    let version = version(&typed).unwrap_or_default();
    let form = Form { subject, version, draft, ..Form::default() };
    Ok(page(render(state, signed, &typed, &form).await?))
}

/// Adds it.
pub(super) async fn add(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    let typed = fields.pairs();
    match engagement::add(&state.app, &staff.0, fields.new_id("engagement"), &typed).await {
        Ok(id) => {
            forget(&state, &staff.0, request.path()).await?;
            Ok(see_other(&done(&path::register::engagement(&id), Done::Logged)))
        }
        Err(Problem::Invalid(errors)) => {
            if kinds::kind(engagement_form::value(&typed, KIND)).is_none() {
                return choose(&state, &staff.0, &Subject::default(), &[], &typed, &errors).await;
            }
            let draft = KeptDraft::at(&state, &staff.0, request.path()).await?;
            let form = Form { errors, draft, ..Form::default() };
            let html = render(&state, &staff.0, &typed, &form).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => {
            Err(PageError::from(problem).keeping(&path::register::new_engagement(), fields.typed()))
        }
    }
}

/// Asks what to change.
pub(super) async fn edit(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: Query,
    request: HttpRequest,
    FromList(place): FromList,
) -> Answer {
    let found = engagement::find(&state.app, &staff.0, parse(&id)?).await?;
    let draft = KeptDraft::of(&state, &staff.0, &request).await?;
    let subject = Subject { of: Some(&found), place };
    if draft.typed.is_some() {
        return drafted(&state, &staff.0, subject, draft).await;
    }
    let mut typed = engagement_form::pairs(&found);
    put(&mut typed, &query);
    step(&state, &staff.0, (&subject, draft), &query, &typed).await
}

/// Changes it.
pub(super) async fn save(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    request: HttpRequest,
    FromList(place): FromList,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, typed) = (parse(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let Err(problem) = engagement::save(&state.app, &staff.0, id, version, &typed).await else {
        forget(&state, &staff.0, request.path()).await?;
        return Ok(see_other(&place.carry(&done(&path::register::engagement(&id), Done::Saved))));
    };
    let (shown, status) = Shown::of_problem(problem, version)
        .map_err(|error| error.keeping(&path::register::engagement_edit(&id), fields.typed()))?;
    let now = engagement::find(&state.app, &staff.0, id).await?;
    let subject = Subject { of: Some(&now), place };
    if kinds::kind(engagement_form::value(&typed, KIND)).is_none() {
        return choose(&state, &staff.0, &subject, &[], &typed, &shown.errors).await;
    }
    let version = shown.version.unwrap_or(now.version);
    let draft = KeptDraft::at(&state, &staff.0, request.path()).await?;
    let form = Form { errors: shown.errors, subject, version, meanwhile: shown.meanwhile, draft };
    Ok(page_as(status, render(&state, &staff.0, &typed, &form).await?))
}

/// What the address says of the kind and the agencies goes before what the form begins with.
fn put(typed: &mut Vec<(String, String)>, query: &RawForm) {
    for field in [KIND, AGENCY] {
        // Whoever comes from the first step has said all of it, even if that is no agency at all.
        let said = !engagement_form::value(query, STEP).is_empty()
            && !engagement_form::value(query, KIND).is_empty();
        if said || query.iter().any(|(name, _)| name == field) {
            typed.retain(|(name, _)| name != field);
            typed.extend(query.iter().filter(|(name, _)| name == field).cloned());
        }
    }
}

/// What the pages are about.
#[derive(Clone, Default)]
struct Subject<'a> {
    /// The engagement that is changed; none for a new one.
    of: Option<&'a Engagement>,
    /// The list that it was come to from.
    place: ListPlace,
}

/// The step that the address asks for; the first when something is missing there.
async fn step(
    state: &WebState,
    signed: &Signed,
    (subject, draft): (&Subject<'_>, KeptDraft),
    query: &RawForm,
    typed: &RawForm,
) -> Answer {
    let (asked, of) = (engagement_form::value(query, STEP), subject.of);
    let to_form = asked == FORM || (of.is_some() && asked != CHOOSE);
    let missing = missing(typed);
    if to_form && missing.is_empty() {
        let version = of.map_or(0, |one| one.version);
        let form = Form { subject: subject.clone(), version, draft, ..Form::default() };
        return Ok(page(render(state, signed, typed, &form).await?));
    }
    let errors = if to_form { missing } else { Errors::default() };
    choose(state, signed, subject, query, typed, &errors).await
}

/// What must be said before the form can be drawn.
fn missing(typed: &RawForm) -> Errors {
    match kinds::kind(engagement_form::value(typed, KIND)) {
        None => Errors::one(KIND, RegisterReason::NoActivity),
        Some(kind)
            if kind.needs_agency() && engagement_form::ids::<kinds::Engagement>(typed, AGENCY).is_empty() =>
        {
            Errors::one(AGENCY, RegisterReason::NoAgency)
        }
        Some(_) => Errors::default(),
    }
}

async fn choose(
    state: &WebState,
    signed: &Signed,
    subject: &Subject<'_>,
    query: &RawForm,
    typed: &RawForm,
    errors: &Errors,
) -> Answer {
    let words: String = engagement_form::value(query, WORDS).trim().chars().take(200).collect();
    let offered =
        engagement::choosing(&state.app, signed, &engagement_form::ids(typed, AGENCY), &words).await?;
    let (chosen, found) = (texts(&offered.chosen), texts(&offered.found));
    let recent = texts(&offered.recent);
    let like = engagement_form::value(query, LIKE);
    let list = subject.place.href().unwrap_or_default();
    let kept = [(LIKE.name(), like), (path::LIST, list.as_str())].into_iter();
    let kept: Vec<_> = kept.filter(|(_, value)| !value.is_empty()).collect();
    let token = form_token(state, signed);
    let html = draw(&Choose {
        signed: page_context(state, signed, &token),
        action: subject
            .of
            .map_or_else(path::register::new_engagement, |one| path::register::engagement_edit(&one.id)),
        kept: &kept,
        kind: engagement_form::value(typed, KIND),
        chosen: &chosen,
        found: &found,
        recent: &recent,
        words: &words,
        errors,
    });
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok::<HttpResponse, _>(page_as(status, html))
}

/// What a form shows beside what was typed.
#[derive(Default)]
struct Form<'a> {
    errors: Errors,
    subject: Subject<'a>,
    version: i64,
    meanwhile: bool,
    draft: KeptDraft,
}

async fn render(
    state: &WebState,
    signed: &Signed,
    typed: &RawForm,
    form: &Form<'_>,
) -> Result<String, Problem> {
    let kind = kinds::kind(engagement_form::value(typed, KIND)).ok_or(Problem::Missing)?;
    let sheet = engagement::sheet(&state.app, signed, &engagement_form::ids(typed, AGENCY)).await?;
    let sections = kind.sections();
    let mut with_links = kind.sections();
    with_links.extend(LINKS.iter().map(|section| Section { title: section.title, fields: section.fields }));
    let Subject { of, place } = &form.subject;
    let now = match of.filter(|_| form.meanwhile) {
        Some(now) => Some(engagement::sheet(&state.app, signed, &now.agencies).await?.history_record(now)),
        None => None,
    };
    let record = history_record(&sheet, typed, &sections, kind, *of);
    let agencies = texts(&sheet.agencies);
    let editions: Vec<_> =
        sheet.editions.iter().map(|(edition, label)| (edition.id.to_string(), label.clone())).collect();
    let campaigns = texts(&sheet.campaigns);
    let title = of.map(title);
    let frame = match of.zip(title.as_deref()) {
        Some((one, title)) => Frame::engagement(one.id, title),
        None => Frame::new_engagement(),
    };
    let change = place.carry(&format!("{}?{}", frame.action, back(typed)));
    let frame = frame.from_list(place);
    let token = form_token(state, signed);
    Ok(draw(&LogForm {
        form: EntryForm {
            signed: page_context(state, signed, &token),
            frame,
            version: form.version,
            sections: &with_links,
            controls: Controls { record: &record, errors: &form.errors, known: &sheet.known },
            meanwhile: now.as_ref(),
            draft: form.draft.shown(),
        },
        kind,
        sections: &sections,
        agencies: &agencies,
        contacts: &sheet.contacts,
        editions: &editions,
        campaigns: &campaigns,
        typed,
        new: of.is_none(),
        change,
    }))
}

/// What was typed as history would keep it, so that it can be held against what stands now.
fn history_record(
    sheet: &Sheet,
    typed: &RawForm,
    sections: &[Section],
    kind: &'static kinds::Activity,
    of: Option<&Engagement>,
) -> Record {
    let record = record::typed(sections, typed);
    let Some(of) = of else { return record };
    let editions: Vec<_> = sheet.editions.iter().map(|(edition, _)| edition.id).collect();
    let engagement = Engagement {
        kind,
        agencies: sheet.agencies.iter().map(|(id, _)| *id).collect(),
        contacts: engagement_form::ids(typed, engagement_form::CONTACT),
        materials: engagement_form::handed(typed, &editions),
        campaign: engagement_form::value(typed, engagement_form::CAMPAIGN).parse().ok(),
        record,
        ..of.clone()
    };
    sheet.history_record(&engagement)
}

/// What the first step is told when somebody goes back to it.
fn back(typed: &RawForm) -> String {
    let chosen = typed.iter().filter(|(name, _)| [KIND, AGENCY, LIKE].iter().any(|field| name == field));
    let mut pairs = vec![(STEP.name(), CHOOSE)];
    pairs.extend(chosen.map(|(name, value)| (name.as_str(), value.as_str())));
    path::query(&pairs)
}
