//! One more custodian or authoriser. A member of such a desk asks, another custodian or authoriser approves,
//! and then whoever asked comes back: only they can open the desk's key and wrap it to the newcomer. Whom it
//! is for is looked at in each of these writes.

use domain::casework::approval::decision::NewApproval;
use domain::casework::approval::new_member::NewMember;
use domain::casework::approval::purpose::NEW_MEMBER;
use domain::casework::approval::{Approval, State};
use domain::identity::desk::Desk;
use domain::identity::role::Permission;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use domain::platform::time::Timestamp;
use store::casework::approval as rows;
use store::identity::staff;
use store::{Snapshot, StoreError};

use super::approval::{ask_within, use_within};
use crate::identity::desk::{self, Joining};
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// Somebody whom a desk's member asked for, and the approval that waits or was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The person.
    pub person: Staff,
    /// The approval.
    pub approval: Approval,
}

/// Who was asked for at this desk and is no member yet, the oldest first.
///
/// # Errors
/// [`Problem::Missing`] when it is not their desk, or their role has no part in this.
pub async fn asked(app: &App, signed: &Signed, id: Id<Desk>) -> Result<Vec<Asked>, Problem> {
    signed.require(Permission::KeepSource)?;
    desk::at_desk(signed, id)?;
    let now = app.now();
    app.read(move |snapshot| {
        let mut found = Vec::new();
        for (approval, new) in open(snapshot, now)?.into_iter().filter(|(_, new)| new.desk == id) {
            if let Some(person) = staff::find(snapshot, new.person)? {
                found.push(Asked { person, approval });
            }
        }
        Ok(found)
    })
    .await
}

/// What was asked for and is not over, with whom it is for.
fn open(snapshot: &mut Snapshot<'_>, now: Timestamp) -> Result<Vec<(Approval, NewMember)>, StoreError> {
    let mut found = Vec::new();
    for approval in rows::open_of(snapshot, &NEW_MEMBER, now)? {
        let is_open = approval.state(now) == State::Waiting || approval.is_open_to_use(now);
        if let Some(new) = whom(&approval).filter(|_| is_open) {
            found.push((approval, new));
        }
    }
    Ok(found)
}

/// Asks that somebody becomes a member of the desk. Asked for again while it is open, it is the same.
///
/// # Errors
/// [`Problem::Invalid`] when nobody fit was chosen; [`Problem::Missing`] when it is not their desk.
pub async fn ask(app: &App, signed: &Signed, id: Id<Desk>, member: &str) -> Result<Id<Approval>, Problem> {
    signed.require(Permission::KeepSource)?;
    let view = desk::view(app, signed, id).await?;
    let new = NewMember { desk: id, person: view.candidate(member)?.id };
    let (kind, fresh, app_then, signed) = (view.desk.kind, app.id(), app.clone(), signed.clone());
    app.write(move |tx| {
        let now = app_then.now();
        let actor = desk::still_at_desk(tx, &signed, id, (now, Permission::KeepSource))?;
        let is_same =
            |(approval, other): &(Approval, NewMember)| approval.first() == actor.id && *other == new;
        if let Some((approval, _)) = open(tx, now)?.into_iter().find(is_same) {
            return Ok(approval.id());
        }
        let person = staff::find(tx, new.person)?.ok_or(Problem::Stale)?;
        if !desk::may_be_member(tx, kind, &person)? {
            return Err(TxError::Problem(Problem::Stale));
        }
        let asked = NewApproval { id: fresh, purpose: &NEW_MEMBER, subject: new.to_string(), desk: None };
        ask_within(tx, &app_then, &actor, asked)?;
        Ok(fresh)
    })
    .await
}

/// Makes somebody a member whom a second person has approved: every key of the desk is wrapped to them.
///
/// # Errors
/// [`Problem::NotApproved`] says why not; [`Problem::Missing`] when there is no such approval for them.
pub async fn add(
    app: &App,
    signed: &Signed,
    approval: Id<Approval>,
    version: i64,
) -> Result<Id<Desk>, Problem> {
    signed.require(Permission::KeepSource)?;
    let actor = signed.actor.clone();
    let found = app.read(move |snapshot| rows::find(snapshot, &actor, approval)).await?;
    let new = found.as_ref().and_then(whom).ok_or(Problem::Missing)?;
    desk::at_desk(signed, new.desk)?;
    let joining = Joining::prepare(app, signed, new.desk, new.person).await?;
    let (app_then, signed) = (app.clone(), signed.clone());
    app.write(move |tx| {
        let still = (app_then.now(), Permission::KeepSource);
        let actor = desk::still_at_desk(tx, &signed, new.desk, still)?;
        let found = rows::find(tx, &actor, approval)?.ok_or(Problem::Missing)?;
        use_within(tx, &app_then, &actor, (found, version))?;
        joining.write(tx, actor.id)
    })
    .await?;
    Ok(new.desk)
}

/// Whom an approval is for, if it is of this kind.
fn whom(approval: &Approval) -> Option<NewMember> {
    let is_of_kind = approval.purpose() == &NEW_MEMBER;
    is_of_kind.then(|| approval.subject().parse().ok()).flatten()
}
