//! The calendar of the engagement side, and its secret address for other programs.

use actix_web::HttpResponse;
use actix_web::web;

use domain::register::calendar::Month;
use service::Problem;
use service::identity::session::Signed;
use service::register::calendar;
use view::draw;
use view::register::calendar::{ALL, CalendarPage, LIST, MONTH, SHOWN, WHO};
use view::register::done::Done;
use view::register::feed::feed as written;

use crate::answer::{Answer, done, page, said, see_other};
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// A month.
pub(super) async fn show(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    Ok(page(render(&state, &staff.0, &query, None).await?))
}

/// Makes a new secret address and shows it, this once.
pub(super) async fn renew(state: web::Data<WebState>, staff: Staff<Engage>, _: Guarded) -> Answer {
    let token = calendar::renew_feed(&state.app, &staff.0).await?;
    let address = path::register::feed(&token.to_text());
    Ok(page(render(&state, &staff.0, &[], Some(&address)).await?))
}

/// Makes the secret address stop working.
pub(super) async fn revoke(state: web::Data<WebState>, staff: Staff<Engage>, _: Guarded) -> Answer {
    calendar::revoke_feed(&state.app, &staff.0).await?;
    Ok(see_other(&done(&path::register::calendar(), Done::Feed)))
}

/// The calendar at its secret address, for whoever has it.
pub(super) async fn feed(state: web::Data<WebState>, token: web::Path<String>) -> Answer {
    let occasions = calendar::feed(&state.app, &token).await?;
    let text = written(&state.site.name, &occasions, state.app.now());
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(text))
}

async fn render(
    state: &WebState,
    signed: &Signed,
    query: &[(String, String)],
    address: Option<&str>,
) -> Result<String, Problem> {
    let value = |field: &str| path::value(query, field);
    let today = state.app.now().day();
    let month = Month::parse(value(MONTH)).unwrap_or(Month::of(today));
    let mine = value(WHO) != ALL;
    let of = mine.then_some(signed.actor.id);
    let occasions = calendar::occasions(&state.app, signed, (month.first(), month.last()), of).await?;
    let has_feed = calendar::has_feed(&state.app, signed).await?;
    let token = form_token(state, signed);
    Ok(draw(&CalendarPage {
        signed: page_context(state, signed, &token),
        month,
        occasions: &occasions,
        listed: value(SHOWN) == LIST,
        mine,
        today,
        has_feed,
        address,
        done: said(query),
    }))
}
