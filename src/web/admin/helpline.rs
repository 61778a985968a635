//! The services that help, for whoever keeps them right.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::errors::Errors;
use domain::platform::content::Helpline;
use service::Problem;
use service::identity::session::Signed;
use service::platform::helpline::{self, HelplineForm};
use view::admin::helpline::{CHECKED_TODAY, HelplinePage, NAME, NOTE, NUMBER};
use view::admin::helplines::Helplines;
use view::draw;

use crate::answer::{Answer, page, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::EditContent;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// All of them.
pub(crate) async fn list(state: web::Data<WebState>, staff: Staff<EditContent>) -> Answer {
    let helplines = helpline::list(&state.app).await?;
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&Helplines { signed: page_context(&state, &staff.0, &token), helplines: &helplines })))
}

/// One of them.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<EditContent>,
    id: web::Path<String>,
) -> Answer {
    let known = helpline::find(&state.app, &staff.0, parse(&id)?).await?;
    let form = HelplineForm {
        name: known.name.clone(),
        number: known.number.clone(),
        note: known.note.clone(),
        checked_today: false,
    };
    Ok(page(render(&state, &staff.0, &known, &form, &Errors::default())))
}

/// Changes one.
pub(crate) async fn save(
    state: web::Data<WebState>,
    staff: Staff<EditContent>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let form = HelplineForm {
        name: fields.get(NAME).to_owned(),
        number: fields.get(NUMBER).to_owned(),
        note: fields.get(NOTE).to_owned(),
        checked_today: fields.has(CHECKED_TODAY),
    };
    let id = parse(&id)?;
    match helpline::save(&state.app, &staff.0, id, &form).await {
        Ok(()) => Ok(see_other(&path::staff::helplines())),
        Err(Problem::Invalid(errors)) => {
            let known = helpline::find(&state.app, &staff.0, id).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, render(&state, &staff.0, &known, &form, &errors)))
        }
        Err(problem) => Err(problem.into()),
    }
}

fn render(
    state: &WebState,
    signed: &Signed,
    known: &Helpline,
    form: &HelplineForm,
    errors: &Errors,
) -> String {
    let token = form_token(state, signed);
    draw(&HelplinePage {
        signed: page_context(state, signed, &token),
        id: known.id,
        name: &form.name,
        number: &form.number,
        note: &form.note,
        checked: known.checked,
        today: form.checked_today,
        errors,
    })
}
