//! The calendar of the engagement side, and its secret address for other programs.

use actix_web::HttpResponse;
use actix_web::web;

use domain::register::calendar::Month;
use service::Problem;
use service::identity::session::Signed;
use service::register::calendar;
use view::draw;
use view::register::calendar::{ALL, CalendarPage, LIST, MONTH, SHOWN, WHO};
use view::register::feed::feed as written;

use super::page::said;
use crate::answer::{Answer, done, page, see_other};
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::front::Front;
use crate::staff::{form_token, told};

/// A month.
pub(super) async fn show(
    front: web::Data<Front>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    Ok(page(drawn(&front, &staff.0, &query, None).await?))
}

/// Makes a new secret address and shows it, this once.
pub(super) async fn renew(front: web::Data<Front>, staff: Staff<Engage>, _: Guarded) -> Answer {
    let token = calendar::renew_feed(&front.house, &staff.0).await?;
    let address = path::register::feed(&token.to_text());
    Ok(page(drawn(&front, &staff.0, &[], Some(&address)).await?))
}

/// Makes the secret address stop working.
pub(super) async fn revoke(front: web::Data<Front>, staff: Staff<Engage>, _: Guarded) -> Answer {
    calendar::revoke_feed(&front.house, &staff.0).await?;
    Ok(see_other(&done(&path::register::calendar(), "feed")))
}

/// The calendar at its secret address, for whoever has it.
pub(super) async fn feed(front: web::Data<Front>, token: web::Path<String>) -> Answer {
    let occasions = calendar::feed(&front.house, &token).await?;
    let text = written(&front.site.name, &occasions, front.house.now());
    Ok(HttpResponse::Ok().content_type("text/calendar; charset=utf-8").body(text))
}

async fn drawn(
    front: &Front,
    signed: &Signed,
    query: &[(String, String)],
    address: Option<&str>,
) -> Result<String, Problem> {
    let value =
        |field: &str| query.iter().find(|(name, _)| name == field).map_or("", |(_, value)| value.as_str());
    let today = front.house.now().day();
    let month = Month::parse(value(MONTH)).unwrap_or(Month::of(today));
    let mine = value(WHO) != ALL;
    let of = mine.then_some(signed.actor.id);
    let occasions = calendar::occasions(&front.house, signed, (month.first(), month.last()), of).await?;
    let has_feed = calendar::has_feed(&front.house, signed).await?;
    let token = form_token(front, signed);
    Ok(draw(&CalendarPage {
        signed: told(front, signed, &token),
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
