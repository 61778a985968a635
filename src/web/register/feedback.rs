//! “You said, we did”, as the department writes it.

use actix_web::web;

use domain::form::record::Record;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::feedback::{DAY, FEEDBACK, Feedback};
use service::Problem;
use service::identity::session::Signed;
use service::register::{entry, feedback, history};
use view::draw;
use view::register::done::Done;
use view::register::feedback::{FeedbackList, FeedbackPage};
use view::register::frame::Frame;

use super::entry::Pages;
use super::form::Shown;
use crate::answer::{Answer, done, page, said};
use crate::extract::Staff;
use crate::extract::staff::Engage;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// All of it.
pub(super) async fn list(
    state: web::Data<WebState>,
    staff: Staff<Engage>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let entries = feedback::list(&state.app, &staff.0).await?;
    let token = form_token(&state, &staff.0);
    let signed = page_context(&state, &staff.0, &token);
    Ok(page(draw(&FeedbackList { signed, entries: &entries, done: said(&query) })))
}

impl Pages for Feedback {
    type Above = ();

    fn begun(id: Id<Self>, (): &(), today: Day) -> Self {
        let mut record = Record::default();
        record.put(DAY, &today.iso());
        Self { id, record, version: 0 }
    }

    fn adding((): &()) -> Frame<'_> {
        Frame::new_feedback()
    }

    async fn page(state: &WebState, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        let entry: Self = entry::find(&state.app, signed, id).await?;
        let known = history::lists(&state.app).await?;
        let history = feedback::history(&state.app, signed, id).await?;
        let token = form_token(state, signed);
        let frame = Frame::feedback(id);
        let now = (&entry.record, entry.version);
        let form = shown.form(page_context(state, signed, &token), frame, FEEDBACK, now, &known);
        Ok(draw(&FeedbackPage { form, history: &history, known: &known }))
    }

    /// The list shows all of every entry.
    fn address(_: Id<Self>) -> String {
        path::register::feedback()
    }

    fn address_after(id: Id<Self>, (): &()) -> String {
        done(&Self::address(id), Done::Feedback)
    }
}
