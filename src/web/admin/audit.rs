//! The audit log.

use actix_web::web;

use domain::platform::time::{Day, Timestamp};
use service::platform::audit;
use store::platform::audit::{AuditFilter, Place};
use view::admin::audit::AuditLog;
use view::admin::audit_filter::Sifted;
use view::draw;

use crate::answer::{Answer, download_bytes, page};
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
    let (sifted, after) = Sifted::read(&query);
    let place = place(after);
    let log = audit::page(&state.app, &staff.0, filter(&sifted), place).await?;
    let desks: Vec<_> = log.desks.iter().map(|desk| desk.name.as_str()).collect();
    let entries: Vec<_> = log.entries.iter().map(audit::happening).collect();
    let next = log.entries.last().filter(|_| log.more);
    let next = next.map(|entry| format!("{}-{}", entry.at.micros(), entry.id)).unwrap_or_default();
    let token = form_token(&state, &staff.0);
    Ok(page(draw(&AuditLog {
        signed: page_context(&state, &staff.0, &token),
        desks: &desks,
        people: &log.people,
        entries: &entries,
        sifted: &sifted,
        first: place.is_none(),
        after: &next,
    })))
}

/// The log as a file.
pub(crate) async fn export(
    state: web::Data<WebState>,
    staff: Staff<ReadAudit>,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    let (sifted, _) = Sifted::read(&query);
    let bytes = audit::export(&state.app, &staff.0, filter(&sifted)).await?;
    Ok(download_bytes("audit.csv", "text/csv; charset=utf-8", bytes))
}

fn filter(sifted: &Sifted) -> AuditFilter {
    AuditFilter {
        actor: sifted.person.parse().ok(),
        deed: sifted.action,
        from: sifted.from.map(Day::begins_locally),
        to: sifted.to.map(|day| day.plus_days(1).begins_locally()),
        object: sifted.object.clone(),
    }
}

/// The place that an address says; none when it makes no sense.
fn place(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('-')?;
    Some((Timestamp::from_micros(at.parse().ok()?), id.parse().ok()?))
}
