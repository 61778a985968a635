//! A person in an agency.

use actix_web::http::StatusCode;
use actix_web::web;

use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::contact::{CONTACT, Contact};
use service::Problem;
use service::identity::practitioner::invitation::may_be_invited;
use service::identity::practitioner::roll;
use service::identity::session::Signed;
use service::register::{contact, engaged, history};
use view::draw;
use view::register::contact::ContactPage;
use view::register::done::Done;
use view::register::frame::Frame;
use view::register::practitioner::{ContactAccount, LEAD};

use super::entry::Pages;
use super::form::Shown;
use crate::answer::{Answer, done, page_as, see_other};
use crate::extract::id::parse;
use crate::extract::staff::Engage;
use crate::extract::{Guarded, Staff};
use crate::staff::{form_token, page_context};
use crate::state::WebState;

impl Pages for Contact {
    type Above = Agency;

    fn begun(id: Id<Self>, agency: &Agency, _: Day) -> Self {
        Self { id, agency: agency.id, record: Record::default(), version: 0 }
    }

    fn adding(agency: &Agency) -> Frame<'_> {
        Frame::new_contact(agency)
    }

    /// Somebody, with what they took part in.
    async fn page(state: &WebState, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        let view = contact::view(&state.app, signed, id).await?;
        let known = history::lists(&state.app).await?;
        let given = engaged::given_to(&state.app, signed, id).await?;
        let account = roll::of_contact(&state.app, signed, id).await?;
        let token = form_token(state, signed);
        let frame = Frame::contact(&view.contact, &view.agency);
        let now = (&view.contact.record, view.contact.version);
        Ok(draw(&ContactPage {
            form: shown.form(page_context(state, signed, &token), frame, CONTACT, now, &known),
            met: view.last.met,
            told: view.last.told,
            account: ContactAccount {
                token: &token,
                contact: &view.contact,
                account: account.as_ref(),
                welcome: may_be_invited(&view.agency),
                now: state.app.now(),
            },
            engagements: &view.engagements,
            given: &given,
            history: &view.history,
            known: &known,
            done: shown.done,
        }))
    }

    fn address(id: Id<Self>) -> String {
        path::register::contact(&id)
    }

    fn address_after(_: Id<Self>, agency: &Agency) -> String {
        done(&Agency::address(agency.id), Done::Added)
    }
}

/// Invites them to an account.
pub(super) async fn invite(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    id: web::Path<String>,
    Guarded(fields): Guarded,
) -> Answer {
    let id = parse::<Contact>(&id)?;
    match roll::invite(&state.app, &staff.0, id, fields.has(LEAD)).await {
        Ok(()) => Ok(see_other(&done(&Contact::address(id), Done::Invited))),
        Err(Problem::Invalid(errors)) => {
            let shown = Shown { errors, ..Shown::default() };
            let html = Contact::page(&state, &staff.0, id, &shown).await?;
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}
