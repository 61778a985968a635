//! An agency.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::agency::{AGENCY, Agency, STATUS, TIER};
use crate::domain::coverage::is_overdue;
use crate::domain::follow_up::FOLLOW_UP;
use crate::domain::form::Errors;
use crate::domain::id::Id;
use crate::domain::record::{self, Record};
use crate::path;
use crate::service::agency::AgencyView;
use crate::service::follow_up::Origin;
use crate::service::practitioner::roll;
use crate::service::session::Signed;
use crate::service::{Problem, agency, engaged, follow_up, register};
use crate::view::component::staff::control::Controls;
use crate::view::draw;
use crate::view::register::agency::{AgencyPage, Person};
use crate::view::register::follow_ups::{Back, Tasks};
use crate::view::register::form::{EntryForm, VERSION};
use crate::view::register::merge::Merge;
use crate::view::register::practitioner::Accounts;
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::form::Form;
use super::{done, parse};

/// An agency; one that was merged leads to the entry that stands for it.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let id = parse(&id)?;
    let view = agency::view(&front.house, &staff.0, id).await?;
    if view.agency.id != id {
        return Ok(see_other(&path::register::agency(&view.agency.id)));
    }
    let task = super::follow_up::blank(&staff.0);
    let shown = Shown { task, errors: Errors::default(), done: super::said(&query) };
    Ok(page(seen(&front, &staff.0, &view, &shown).await?))
}

/// Adds a follow-up.
pub(super) async fn follow(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    match follow_up::add(&front.house, &staff.0, Origin::Agency(id), &pairs).await {
        Ok(()) => Ok(see_other(&done(&path::register::agency(&id), "task"))),
        Err(Problem::Invalid(errors)) => {
            let view = agency::view(&front.house, &staff.0, id).await?;
            let shown = Shown { task: record::typed(FOLLOW_UP, &pairs), errors, done: None };
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, seen(&front, &staff.0, &view, &shown).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What the page shows beside the agency.
struct Shown {
    task: Record,
    errors: Errors,
    done: Option<&'static str>,
}

async fn seen(front: &Front, signed: &Signed, view: &AgencyView, shown: &Shown) -> Result<String, Problem> {
    let known = register::lists(&front.house).await?;
    let given = engaged::given_to_agency(&front.house, signed, view.agency.id).await?;
    let tasks = follow_up::of_agency(&front.house, signed, view.agency.id).await?;
    let people: Vec<_> = view
        .contacts
        .iter()
        .map(|(contact, last)| Person { contact, met: last.met, told: last.told })
        .collect();
    let accounts = roll::of_agency(&front.house, signed, view.agency.id).await?;
    let (token, today) = (form_token(front, signed), front.house.now().day());
    let signed = told(front, signed, &token);
    Ok(draw(&AgencyPage {
        signed,
        agency: &view.agency,
        met: view.last.met,
        told: view.last.told,
        overdue: is_overdue(&view.agency, view.last.met, today),
        people: &people,
        accounts: Accounts { accounts: &accounts, now: front.house.now() },
        engagements: &view.engagements,
        engaged: view.engaged,
        given: &given,
        tasks: Tasks {
            signed,
            tasks: &tasks,
            action: path::register::agency_follow_ups(&view.agency.id),
            back: Back::Agency,
            controls: Controls { record: &shown.task, errors: &shown.errors, known: &known },
            today,
        },
        history: &view.history,
        doubles: &view.doubles,
        known: &known,
        done: shown.done,
    }))
}

/// Asks about a new agency.
pub(super) async fn ask(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let mut record = Record::default();
    record.put(STATUS, "prospect");
    record.put(TIER, "C");
    let form = Form::new(&record, Errors::default());
    Ok(page(drawn(&front, &staff.0, None, &form).await?))
}

/// Adds it.
pub(super) async fn add(front: web::Data<Front>, staff: Staff<Engage>, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    match agency::add(&front.house, &staff.0, &pairs).await {
        Ok(id) => Ok(see_other(&done(&path::register::agency(&id), "added"))),
        Err(Problem::Invalid(errors)) => {
            let typed = record::typed(AGENCY, &pairs);
            let form = Form::new(&typed, errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, drawn(&front, &staff.0, None, &form).await?))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks what to change.
pub(super) async fn edit(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let agency = agency::find(&front.house, &staff.0, parse(&id)?).await?;
    let form = Form::new(&agency.record, Errors::default());
    Ok(page(drawn(&front, &staff.0, Some(&agency), &form).await?))
}

/// Changes it. When somebody else did so meanwhile, both versions are shown and nothing is lost.
pub(super) async fn save(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let saved = agency::save(&front.house, &staff.0, id, version, &pairs).await;
    let (errors, meanwhile, status) = match saved {
        Ok(()) => return Ok(see_other(&done(&path::register::agency(&id), "saved"))),
        Err(Problem::Invalid(errors)) => (errors, false, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Problem::Stale) => (Errors::default(), true, StatusCode::CONFLICT),
        Err(problem) => return Err(problem.into()),
    };
    let now = agency::find(&front.house, &staff.0, id).await?;
    let typed = record::typed(AGENCY, &pairs);
    let form = Form { record: &typed, errors, version: (!meanwhile).then_some(version), meanwhile };
    Ok(page_as(status, drawn(&front, &staff.0, Some(&now), &form).await?))
}

async fn drawn(
    front: &Front,
    signed: &Signed,
    agency: Option<&Agency>,
    form: &Form<'_>,
) -> Result<String, Problem> {
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    let mut above = vec![("Agencies", path::register::agencies())];
    let list = agency.map(|agency| (agency.name(), path::register::agency(&agency.id)));
    above.extend(list);
    Ok(draw(&EntryForm {
        signed: told(front, signed, &token),
        title: if agency.is_some() { "Change an agency" } else { "Add an agency" },
        place: Place::Agencies,
        above,
        action: agency
            .map_or_else(path::register::new_agency, |agency| path::register::agency_edit(&agency.id)),
        version: form.version.unwrap_or(agency.map_or(0, |agency| agency.version)),
        sections: AGENCY,
        controls: Controls { record: form.record, errors: &form.errors, known: &known },
        meanwhile: agency.filter(|_| form.meanwhile).map(|agency| &agency.record),
        button: if agency.is_some() { "Save" } else { "Add agency" },
    }))
}

type Two = web::Path<(String, String)>;

/// Two entries side by side.
pub(super) async fn compare(front: web::Data<Front>, staff: Staff<Engage>, ids: Two) -> Answer {
    let (kept, other): (Id<Agency>, Id<Agency>) = (parse(&ids.0)?, parse(&ids.1)?);
    let kept = agency::find(&front.house, &staff.0, kept).await?;
    let other = agency::find(&front.house, &staff.0, other).await?;
    let known = register::lists(&front.house).await?;
    let token = form_token(&front, &staff.0);
    let signed = told(&front, &staff.0, &token);
    Ok(page(draw(&Merge { signed, kept: &kept, other: &other, known: &known })))
}

/// Makes one of two.
pub(super) async fn merge(front: web::Data<Front>, staff: Staff<Engage>, ids: Two, _: Guarded) -> Answer {
    let (kept, other) = (parse(&ids.0)?, parse(&ids.1)?);
    agency::merge(&front.house, &staff.0, kept, other).await?;
    Ok(see_other(&done(&path::register::agency(&kept), "merged")))
}
