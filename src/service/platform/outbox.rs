//! Mail that was not sent, as whoever runs the machine sees it: never what it is about, whom it is for, or
//! when it came about.
//!
//! Whoever looks again and again would see a number change at the moment at which a letter fails, and most
//! letters follow from a reporter's doing by minutes. So all is shown as it was when the day began. Whether
//! mail works at all stands in the log: the worker asks the mail server itself from time to time, whether or
//! not there is a letter.

use std::collections::BTreeMap;

use domain::identity::role::Permission;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::outbox::OVERDUE;
use domain::platform::time::Day;
use store::platform::outbox as rows;

use crate::identity::session::Signed;
use crate::{App, Problem};

/// The mail that was not sent by the beginning of a day.
#[derive(Debug, PartialEq, Eq)]
pub struct OutboxView {
    /// The day (UTC).
    pub day: Day,
    /// How many letters wait longer than they should, by the code of what the last attempt failed with; empty
    /// for none.
    pub late: BTreeMap<String, usize>,
    /// How many were given up, by day and by the code of the reason.
    pub given_up: BTreeMap<(Day, String), usize>,
}

/// The mail that was not sent.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed) -> Result<OutboxView, Problem> {
    signed.require(Permission::RunMail)?;
    let day = app.now().day();
    let begun = day.begins();
    let (late, given_up) = app
        .read(move |snapshot| {
            let late = rows::late(snapshot, begun.plus_seconds(-OVERDUE))?;
            Ok((late, rows::given_up(snapshot, begun)?))
        })
        .await?;
    Ok(OutboxView { day, late: counted(late), given_up: counted(given_up) })
}

fn counted<T: Ord>(all: Vec<T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    counts
}

/// Sends all letters again that were given up before today. The audit log has that it was done, and no more.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn revive(app: &App, signed: &Signed) -> Result<(), Problem> {
    signed.require(Permission::RunMail)?;
    let now = app.now();
    let signed = signed.clone();
    app.write(move |tx| {
        signed.still(tx, now, Permission::RunMail)?;
        if rows::revive(tx, now.day().begins(), now)? > 0 {
            tx.record(AuditEvent::new(Some(signed.actor.id), AuditAction::MailRevived, &""))?;
        }
        Ok(())
    })
    .await
}
