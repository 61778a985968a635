//! The third way to report: tokens are issued to who is signed in, and shown by who is not.

use actix_web::http::header::{ContentEncoding, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};

use crypto::oprf::BearerToken;
use domain::form::reason::report::ReportReason;
use domain::identity::practitioner::Practitioner;
use service::Problem;
use service::identity::sign_in::sign_out;
use service::report::{draft, issuer, visit};
use view::agency::anonymous::{Anonymous, BEARER, KEY, Offer, REQUEST};
use view::draw;

use super::page::{form_token, page_context};
use crate::answer::{Answer, page};
use crate::error::PageError;
use crate::extract::cookie::cookie;
use crate::extract::{Guarded, Member};
use crate::state::{CookieKind, WebState};

/// What happens, in plain words, and the button.
pub(crate) async fn show(state: web::Data<WebState>, member: Member) -> Answer {
    let offer = issuer::offer(&state.app, &member.0).await?;
    let months = offer.published.quarter.to_string();
    let (practitioners, fewest) = (offer.practitioners, offer.fewest);
    let offer = if !offer.is_safe() {
        Offer::TooFew { practitioners, fewest }
    } else if offer.ration {
        Offer::Open { key: &offer.published.key, months: &months, practitioners }
    } else {
        Offer::NoRation
    };
    let (token, open) = (form_token(&state, &member.0), state.app.forms.issue(""));
    Ok(page(draw(&Anonymous { member: page_context(&state, &member.0, &token), offer, open: &open })))
}

/// Issues tokens: the answer is of one length, and nothing but the answer.
pub(crate) async fn tokens(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let answer = issuer::issue(&state.app, &member.0, fields.get(KEY), fields.get(REQUEST)).await?;
    let mut response = HttpResponse::Ok();
    response.content_type("application/octet-stream").insert_header(ContentEncoding::Identity);
    Ok(response.body(answer))
}

/// Signs out, and begins a report without the mark. It is anybody's; its pages weigh what those of this area
/// weigh.
pub(crate) async fn begin_unmarked(
    state: web::Data<WebState>,
    request: HttpRequest,
    member: Member,
    _: Guarded,
) -> Answer {
    sign_out::<Practitioner>(&state.app, &member.0).await?;
    if let Some(token) = cookie(&state, &request, CookieKind::Visit) {
        visit::leave(&state.app, &token).await?;
    }
    let visit = draft::begin_unmarked(&state.app).await?;
    let next = path::first_step();
    Ok(HttpResponse::SeeOther()
        .insert_header((LOCATION, next))
        .cookie(state.removal_cookie(CookieKind::Practitioner))
        .cookie(state.cookie(CookieKind::Visit, visit.token()))
        .finish())
}

/// Takes a token from somebody who has no session, and begins a draft that holds it. Who still has one is
/// turned away: a token beside a session would say whose it is.
pub(crate) async fn begin(
    state: web::Data<WebState>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    if cookie(&state, &request, CookieKind::Practitioner).is_some() {
        return Err(PageError::Forged(Vec::new()));
    }
    let token = BearerToken::from_text(fields.get(BEARER))
        .ok_or_else(|| Problem::invalid(BEARER, ReportReason::UnusableToken))?;
    let visit = draft::begin_verified(&state.app, token).await?;
    Ok(HttpResponse::NoContent().cookie(state.cookie(CookieKind::Visit, visit.token())).finish())
}
