//! Mail that was not sent, as whoever runs the machine sees it: never what it is about, whom it is for, or when it came about.
//!
//! Whoever looks again and again would see a number change at the moment at which a letter fails, and most letters follow from a
//! reporter's doing by minutes. So all is shown as it was when the day began. Whether mail works at all stands in the log: the
//! worker asks the mail server itself from time to time, whether or not there is a letter.

use std::collections::BTreeMap;

use domain::identity::role::Permission;
use domain::platform::audit::AuditAction;
use domain::platform::outbox::OVERDUE;
use domain::platform::time::Day;
use store::platform::{audit, outbox as rows};
use store::{Snapshot, StoreError};

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// The mail that was not sent by the beginning of a day.
#[derive(Debug, PartialEq, Eq)]
pub struct OutboxView {
    /// The day (UTC).
    pub day: Day,
    /// How many letters wait longer than they should, by the code of what the last attempt failed with; empty for none.
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
    let read = move |snapshot: &mut Snapshot<'_>| {
        let late = rows::late(snapshot, begun.plus_seconds(-OVERDUE))?;
        Ok::<_, StoreError>((late, rows::given_up(snapshot, begun)?))
    };
    let (late, given_up) = app.store.read(read).await?;
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
    let (now, random) = (app.now(), app.random.clone());
    let event = app.event(Some(signed.actor.id), AuditAction::MailRevived, &"");
    let signed = signed.clone();
    let write = move |tx: &mut store::Tx<'_>| {
        signed.still(tx, now, Permission::RunMail)?;
        if rows::revive(tx, now.day().begins(), now)? > 0 {
            audit::record(tx, random.as_ref(), &event)?;
        }
        Ok::<_, TxError>(())
    };
    Ok(app.store.write(write).await?)
}
