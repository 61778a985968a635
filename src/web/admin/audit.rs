//! The audit log.

use actix_web::web;

use service::platform::audit::{self, PAGE as PER_PAGE};
use view::admin::audit::{AuditLog, PAGE};
use view::draw;
use view::psd::event_row::Happening;

use crate::answer::{Answer, page};
use crate::extract::Staff;
use crate::extract::staff::ReadAudit;
use crate::staff::{form_token, page_context};
use crate::state::WebState;

/// A page of the log.
pub(crate) async fn show(
    state: web::Data<WebState>,
    staff: Staff<ReadAudit>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let number =
        query.iter().find(|(name, _)| name == PAGE).and_then(|(_, value)| value.parse::<usize>().ok());
    let number = number.unwrap_or(1).max(1);
    let log = audit::page(&state.app, &staff.0, i64::try_from(number - 1).unwrap_or(0)).await?;
    let desks: Vec<_> = log.desks.iter().map(|desk| desk.name.as_str()).collect();
    let entries: Vec<_> = log
        .entries
        .iter()
        .map(|entry| Happening {
            at: entry.at,
            who: &entry.name,
            deed: entry.event.deed,
            object: &entry.event.object,
            detail: &entry.event.detail,
            about: &entry.about,
        })
        .collect();
    let total = usize::try_from(log.total).unwrap_or(0);
    let last = total.div_ceil(usize::try_from(PER_PAGE).unwrap_or(1)).max(1);
    let token = form_token(&state, &staff.0);
    let signed = page_context(&state, &staff.0, &token);
    Ok(page(draw(&AuditLog { signed, desks: &desks, entries: &entries, page: number, last, total })))
}
