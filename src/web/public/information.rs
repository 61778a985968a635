//! Pages that only inform. They set no cookie and need none.

use actix_web::{HttpResponse, web};

use crypto::device::KEPT_DAYS;
use domain::identity::passkey::SignInArea;
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
use crate::state::{CookieKind, WebState};

/// The helplines. When the store does not work the page is shown without them: 999 stands in the page itself,
/// and a start page that fails would tell nobody anything.
pub(super) async fn helplines(state: &WebState) -> Vec<Helpline> {
    helpline::list(&state.app).await.unwrap_or_else(|problem| {
        tracing::error!(cause = %problem, "helplines could not be read");
        Vec::new()
    })
}

pub(super) async fn start(state: web::Data<WebState>) -> HttpResponse {
    page(draw(&Start { site: &state.site, helplines: &helplines(&state).await }))
}

pub(super) async fn before(state: web::Data<WebState>) -> HttpResponse {
    page(draw(&Before { site: &state.site }))
}

pub(super) async fn signs(state: web::Data<WebState>) -> HttpResponse {
    page(draw(&Signs { site: &state.site }))
}

pub(super) async fn help(state: web::Data<WebState>) -> HttpResponse {
    page(draw(&Help { site: &state.site, helplines: &helplines(&state).await }))
}

pub(super) async fn safety(state: web::Data<WebState>) -> HttpResponse {
    page(draw(&Safety { site: &state.site }))
}

pub(super) async fn privacy(state: web::Data<WebState>) -> HttpResponse {
    // Without the key the page still says all that everybody must know.
    let published = issuer::published(&state.app).await.unwrap_or_else(|problem| {
        tracing::error!(cause = %problem, "the key of practitioners' proofs could not be read");
        None
    });
    let months = published.as_ref().map(|known| known.quarter.to_string()).unwrap_or_default();
    let key = published.as_ref().map(|known| (known.key.as_str(), months.as_str()));
    page(draw(&Privacy { site: &state.site, key }))
}

pub(super) async fn cookies(state: web::Data<WebState>) -> HttpResponse {
    let [cookie, session] = [CookieKind::Visit, CookieKind::Practitioner].map(|kind| state.cookie_name(kind));
    let (session_minutes, device) = (state.app.rules.staff_idle / 60, state.device_name(SignInArea::Agency));
    let site = &state.site;
    page(draw(&Cookies { site, cookie, session, session_minutes, device, device_days: KEPT_DAYS }))
}

pub(super) async fn accessibility(state: web::Data<WebState>) -> HttpResponse {
    page(draw(&Accessibility { site: &state.site }))
}

pub(super) async fn show_gone(state: web::Data<WebState>) -> HttpResponse {
    page(draw(&Gone { site: &state.site }))
}
