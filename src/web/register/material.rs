//! Leaflets, posters and slides.

use actix_web::http::StatusCode;
use actix_web::web;

use crate::domain::form::Errors;
use crate::domain::material::{MATERIAL, Material};
use crate::domain::record::{self, Record};
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, material, register};
use crate::view::component::staff::control::Controls;
use crate::view::draw;
use crate::view::register::form::{EntryForm, VERSION};
use crate::view::register::material::{Handed, MaterialPage};
use crate::view::register::materials::{Line, Materials};
use crate::view::staff::place::Place;
use crate::web::answer::{Answer, page, page_as, see_other};
use crate::web::extract::staff::Engage;
use crate::web::extract::{Guarded, Staff};
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::form::Form;
use super::{done, parse};

/// All of them.
pub(super) async fn list(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let materials = material::list(&front.house, &staff.0).await?;
    let lines = materials.iter().map(|line| Line { material: &line.material, editions: &line.editions });
    let lines: Vec<_> = lines.collect();
    let token = form_token(&front, &staff.0);
    let (signed, today) = (told(&front, &staff.0, &token), front.house.now().day());
    Ok(page(draw(&Materials { signed, lines: &lines, today })))
}

/// One of them.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let view = material::view(&front.house, &staff.0, parse(&id)?).await?;
    let known = register::lists(&front.house).await?;
    let handed = view.handouts.iter().map(|handout| Handed {
        day: handout.day,
        edition: handout.edition,
        quantity: handout.quantity,
        agencies: &handout.agencies,
    });
    let handed: Vec<_> = handed.collect();
    let token = form_token(&front, &staff.0);
    Ok(page(draw(&MaterialPage {
        signed: told(&front, &staff.0, &token),
        material: &view.material,
        editions: &view.editions,
        handed: &handed,
        history: &view.history,
        known: &known,
        today: front.house.now().day(),
        done: super::said(&query),
    })))
}

/// Asks about a new one.
pub(super) async fn ask(front: web::Data<Front>, staff: Staff<Engage>) -> Answer {
    let (record, errors) = (Record::default(), Errors::default());
    Ok(page(drawn(&front, &staff.0, None, &Form::new(&record, errors)).await?))
}

/// Adds it.
pub(super) async fn add(front: web::Data<Front>, staff: Staff<Engage>, Guarded(fields): Guarded) -> Answer {
    let pairs = fields.pairs();
    match material::add(&front.house, &staff.0, &pairs).await {
        Ok(id) => Ok(see_other(&done(&path::register::material(&id), "added"))),
        Err(Problem::Invalid(errors)) => {
            let typed = record::typed(MATERIAL, &pairs);
            let html = drawn(&front, &staff.0, None, &Form::new(&typed, errors)).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Asks what to change.
pub(super) async fn edit(front: web::Data<Front>, staff: Staff<Engage>, id: web::Path<String>) -> Answer {
    let material = material::find(&front.house, &staff.0, parse(&id)?).await?;
    let form = Form::new(&material.record, Errors::default());
    Ok(page(drawn(&front, &staff.0, Some(&material), &form).await?))
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
    let (errors, meanwhile, status) = match material::save(&front.house, &staff.0, id, version, &pairs).await
    {
        Ok(()) => return Ok(see_other(&done(&path::register::material(&id), "saved"))),
        Err(Problem::Invalid(errors)) => (errors, false, StatusCode::UNPROCESSABLE_ENTITY),
        Err(Problem::Stale) => (Errors::default(), true, StatusCode::CONFLICT),
        Err(problem) => return Err(problem.into()),
    };
    let now = material::find(&front.house, &staff.0, id).await?;
    let typed = record::typed(MATERIAL, &pairs);
    let form = Form { version: (!meanwhile).then_some(version), meanwhile, ..Form::new(&typed, errors) };
    Ok(page_as(status, drawn(&front, &staff.0, Some(&now), &form).await?))
}

async fn drawn(
    front: &Front,
    signed: &Signed,
    material: Option<&Material>,
    form: &Form<'_>,
) -> Result<String, Problem> {
    let known = register::lists(&front.house).await?;
    let token = form_token(front, signed);
    let mut above = vec![("Materials", path::register::materials())];
    above.extend(material.map(|material| (material.name(), path::register::material(&material.id))));
    let action = material
        .map_or_else(path::register::new_material, |material| path::register::material_edit(&material.id));
    Ok(draw(&EntryForm {
        signed: told(front, signed, &token),
        title: if material.is_some() { "Change a material" } else { "Add a material" },
        place: Place::Materials,
        above,
        action,
        version: form.version.unwrap_or(material.map_or(0, |material| material.version)),
        sections: MATERIAL,
        controls: Controls { record: form.record, errors: &form.errors, known: &known },
        meanwhile: material.filter(|_| form.meanwhile).map(|material| &material.record),
        button: if material.is_some() { "Save" } else { "Add material" },
    }))
}
