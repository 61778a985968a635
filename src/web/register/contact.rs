//! A person in an agency.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::agency::Agency;
use crate::domain::contact::{CONTACT, Contact};
use crate::domain::form::Errors;
use crate::domain::record::{self, Record};
use crate::path;
use crate::service::contact::{self, ContactView};
use crate::service::practitioner::invitation::may_be_invited;
use crate::service::practitioner::roll;
use crate::service::session::Signed;
use crate::service::{Problem, agency, engaged, register};
use crate::view::component::staff::control::Controls;
use crate::view::draw;
use crate::view::register::contact::ContactPage;
use crate::view::register::form::{EntryForm, VERSION};
use crate::view::register::practitioner::{ContactAccount, LEAD};
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::{done, parse};

/// Asks about somebody new.
pub(super) async fn ask(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let agency = agency::find(&front.house, &staff.0, parse(&id)?).await?;
    Ok(page(blank(&front, &staff.0, &agency, &Record::default(), &Errors::default()).await?))
}

/// Adds them.
pub(super) async fn add(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (agency, pairs) = (agency::find(&front.house, &staff.0, parse(&id)?).await?, fields.pairs());
    match contact::add(&front.house, &staff.0, agency.id, &pairs).await {
        Ok(_) => Ok(see_other(&done(&path::register::agency(&agency.id), "added"))),
        Err(Problem::Invalid(errors)) => {
            let typed = record::typed(CONTACT, &pairs);
            let html = blank(&front, &staff.0, &agency, &typed, &errors).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

async fn blank(
    front: &Front,
    signed: &Signed,
    agency: &Agency,
    record: &Record,
    errors: &Errors,
) -> Result<String, Problem> {
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    Ok(draw(&EntryForm {
        signed: told(front, signed, &token),
        title: "Add a contact",
        place: Place::Agencies,
        above: above(agency),
        action: path::register::new_contact(&agency.id),
        version: 0,
        sections: CONTACT,
        controls: Controls { record, errors, known: &known },
        meanwhile: None,
        button: "Add contact",
    }))
}

fn above(agency: &Agency) -> Vec<(&str, String)> {
    vec![("Agencies", path::register::agencies()), (agency.name(), path::register::agency(&agency.id))]
}

/// Somebody, with what they took part in.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let view = contact::view(&front.house, &staff.0, parse(&id)?).await?;
    let shown = Shown { done: super::said(&query), ..Shown::default() };
    Ok(page(drawn(&front, &staff.0, &view, &view.contact.record, &shown).await?))
}

/// Changes what is written down about them.
pub(super) async fn save(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let (id, pairs) = (parse::<Contact>(&id)?, fields.pairs());
    let version = fields.get(VERSION).parse().unwrap_or(-1);
    let (shown, status) = match contact::save(&front.house, &staff.0, id, version, &pairs).await {
        Ok(()) => return Ok(see_other(&done(&path::register::contact(&id), "saved"))),
        Err(Problem::Invalid(errors)) => {
            (Shown { errors, version: Some(version), ..Shown::default() }, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(Problem::Stale) => (Shown { meanwhile: true, ..Shown::default() }, StatusCode::CONFLICT),
        Err(problem) => return Err(problem.into()),
    };
    let view = contact::view(&front.house, &staff.0, id).await?;
    let typed = record::typed(CONTACT, &pairs);
    Ok(page_as(status, drawn(&front, &staff.0, &view, &typed, &shown).await?))
}

/// Invites them to an account.
pub(super) async fn invite(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse::<Contact>(&id)?;
    match roll::invite(&front.house, &staff.0, id, fields.has(LEAD)).await {
        Ok(()) => Ok(see_other(&done(&path::register::contact(&id), "invited"))),
        Err(Problem::Invalid(errors)) => {
            let view = contact::view(&front.house, &staff.0, id).await?;
            let shown = Shown { errors, ..Shown::default() };
            let html = drawn(&front, &staff.0, &view, &view.contact.record, &shown).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// What the page shows beside the contact.
#[derive(Default)]
struct Shown {
    errors: Errors,
    version: Option<i64>,
    meanwhile: bool,
    done: Option<&'static str>,
}

async fn drawn(
    front: &Front,
    signed: &Signed,
    view: &ContactView,
    record: &Record,
    shown: &Shown,
) -> Result<String, Problem> {
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    let given = engaged::given_to(&front.house, signed, view.contact.id).await?;
    let contact = &view.contact;
    let account = roll::of_contact(&front.house, signed, contact.id).await?;
    let form = EntryForm {
        signed: told(front, signed, &token),
        title: contact.name(),
        place: Place::Agencies,
        above: above(&view.agency),
        action: path::register::contact(&contact.id),
        version: shown.version.unwrap_or(contact.version),
        sections: CONTACT,
        controls: Controls { record, errors: &shown.errors, known: &known },
        meanwhile: shown.meanwhile.then_some(&contact.record),
        button: "Save",
    };
    Ok(draw(&ContactPage {
        form,
        met: view.last.met,
        told: view.last.told,
        account: ContactAccount {
            token: &token,
            contact,
            account: account.as_ref(),
            welcome: may_be_invited(&view.agency),
            now: front.house.now(),
        },
        engagements: &view.engagements,
        given: &given,
        history: &view.history,
        known: &known,
        done: shown.done,
    }))
}
