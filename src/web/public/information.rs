//! Pages that only inform. They set no cookie and need none.

use actix_web::{HttpResponse, web};

use crypto::device::KEPT_DAYS;
use domain::identity::passkey::Door;
use domain::platform::content::Helpline;
use service::platform::helpline;
use service::report::issuer;
use view::draw;
use view::public::accessibility::Accessibility;
use view::public::before::Before;
use view::public::cookies::Cookies;
use view::public::gone::Gone;
use view::public::help::Help;
use view::public::privacy::Privacy;
use view::public::safety::Safety;
use view::public::signs::Signs;
use view::public::start::Start;

use crate::answer::page;
use crate::front::{Front, Jar};

/// The helplines. When the store does not work the page is shown without them: 999 stands in the page itself, and a
/// start page that fails would tell nobody anything.
pub(super) async fn helplines(front: &Front) -> Vec<Helpline> {
    helpline::list(&front.house).await.unwrap_or_else(|problem| {
        tracing::error!(cause = %problem, "helplines could not be read");
        Vec::new()
    })
}

pub(super) async fn start(front: web::Data<Front>) -> HttpResponse {
    page(draw(&Start { site: &front.site, helplines: &helplines(&front).await }))
}

pub(super) async fn before(front: web::Data<Front>) -> HttpResponse {
    page(draw(&Before { site: &front.site }))
}

pub(super) async fn signs(front: web::Data<Front>) -> HttpResponse {
    page(draw(&Signs { site: &front.site }))
}

pub(super) async fn help(front: web::Data<Front>) -> HttpResponse {
    page(draw(&Help { site: &front.site, helplines: &helplines(&front).await }))
}

pub(super) async fn safety(front: web::Data<Front>) -> HttpResponse {
    page(draw(&Safety { site: &front.site }))
}

pub(super) async fn privacy(front: web::Data<Front>) -> HttpResponse {
    // Without the key the page still says all that everybody must know.
    let published = issuer::published(&front.house).await.unwrap_or_else(|problem| {
        tracing::error!(cause = %problem, "the key of practitioners' proofs could not be read");
        None
    });
    let months = published.as_ref().map(|known| known.quarter.to_string()).unwrap_or_default();
    let key = published.as_ref().map(|known| (known.key.as_str(), months.as_str()));
    page(draw(&Privacy { site: &front.site, key }))
}

pub(super) async fn cookies(front: web::Data<Front>) -> HttpResponse {
    let [cookie, session] = [Jar::Visit, Jar::Practitioner].map(|jar| front.cookie_name(jar));
    let (session_minutes, device) = (front.house.rules.staff_idle / 60, front.device_name(Door::Agency));
    let site = &front.site;
    page(draw(&Cookies { site, cookie, session, session_minutes, device, device_days: KEPT_DAYS }))
}

pub(super) async fn accessibility(front: web::Data<Front>) -> HttpResponse {
    page(draw(&Accessibility { site: &front.site }))
}

pub(super) async fn gone(front: web::Data<Front>) -> HttpResponse {
    page(draw(&Gone { site: &front.site }))
}
