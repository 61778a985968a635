//! Desks: who holds their keys, and where their mail goes.

use std::collections::HashSet;

use crypto::context::SealContext;
use crypto::keypair::{PrivateKey, PublicKey};
use crypto::openpgp::Certificate;
use domain::form::errors::Errors;
use domain::form::reason::setup::SetupReason;
use domain::form::text;
use domain::identity::desk::{Desk, DeskKind};
use domain::identity::field::{CERTIFICATE, EMAIL, MEMBER};
use domain::identity::role::Permission;
use domain::identity::staff::{Actor, Staff, Standing};
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::time::{Day, Timestamp};
use store::identity::desk::{self as rows, CurrentKey, RECOVERY, Wrap};
use store::identity::staff;
use store::{Snapshot, StoreError, Tx};

use super::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// A desk and its people, as its manager sees it.
#[derive(Debug)]
pub struct DeskView {
    /// The desk.
    pub desk: Desk,
    /// Its members, and whether each holds the present key.
    pub members: Vec<(Staff, bool)>,
    /// Staff with an account that works whose role allows them to join.
    pub may_join: Vec<Staff>,
}

impl DeskView {
    /// Somebody who may join, as chosen in a form.
    ///
    /// # Errors
    /// [`Problem::Invalid`] when nobody fit was chosen.
    pub(crate) fn candidate(&self, chosen: &str) -> Result<&Staff, Problem> {
        let found = self.may_join.iter().find(|person| person.id.to_string() == chosen);
        found.ok_or_else(|| Problem::invalid(MEMBER, SetupReason::NobodyChosen))
    }

    /// The fingerprint of the desk's certificate and the day it runs out; none without a certificate.
    pub fn certificate(&self) -> Option<(String, Option<Day>)> {
        let certificate = Certificate::parse(self.desk.certificate.as_deref()?).ok()?;
        Some((certificate.fingerprint().to_owned(), certificate.expires().map(Timestamp::day)))
    }
}

/// Where a desk key's private half belongs.
pub(crate) fn wrap_place<'a>(key: &'a str, holder: &'a str) -> SealContext<'a> {
    SealContext::new("desk_key_wrap", key, holder)
}

/// A new desk key, wrapped to members and to the recovery key.
pub(crate) fn new_key(
    app: &App,
    holders: &[(String, PublicKey)],
) -> Result<(CurrentKey, Vec<Wrap>), Problem> {
    let private = PrivateKey::random();
    let key = CurrentKey { id: app.id(), public: private.public()?.to_bytes() };
    let id = key.id.to_string();
    let wrap = |(holder, public): &(String, PublicKey)| Wrap {
        key: key.id,
        holder: holder.clone(),
        wrapped: public.seal(&wrap_place(&id, holder), private.secret().expose()),
    };
    let wraps = holders.iter().map(wrap).collect();
    Ok((key, wraps))
}

/// Whether the role lets somebody see the people of the desks of which they are a member.
fn require_desks(signed: &Signed) -> Result<(), Problem> {
    if signed.actor.sees_desks() { Ok(()) } else { Err(Problem::Missing) }
}

/// The desks that a person manages or keeps the key of, those of which they are a member, with the number of
/// members.
///
/// # Errors
/// [`Problem::Missing`] when their role does not allow it.
pub async fn list(app: &App, signed: &Signed) -> Result<Vec<(Desk, usize)>, Problem> {
    require_desks(signed)?;
    let mine = signed.actor.desks.clone();
    app.read(move |snapshot| {
        let desks = rows::all(snapshot)?.into_iter().filter(|desk| mine.contains(&desk.id));
        desks.map(|desk| Ok((staff::members(snapshot, desk.id)?.len(), desk))).map(swap).collect()
    })
    .await
}

fn swap(line: Result<(usize, Desk), StoreError>) -> Result<(Desk, usize), StoreError> {
    line.map(|(members, desk)| (desk, members))
}

/// One desk.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or it is not theirs.
pub async fn view(app: &App, signed: &Signed, id: Id<Desk>) -> Result<DeskView, Problem> {
    require_desks(signed)?;
    at_desk(signed, id)?;
    let view = app
        .read(move |snapshot| {
            let Some(desk) = rows::find(snapshot, id)? else { return Ok(None) };
            let key = rows::current_key(snapshot, id)?;
            let holders = key.map_or(Ok(Vec::new()), |key| rows::holders(snapshot, key.id))?;
            let holds = |member: Staff| (holders.contains(&member.id.to_string()), member);
            let members = staff::members(snapshot, id)?.into_iter().map(holds);
            let members: Vec<_> = members.map(|(holds, member)| (member, holds)).collect();
            let may_join = may_join(snapshot, desk.kind, &members)?;
            Ok(Some(DeskView { desk, members, may_join }))
        })
        .await?;
    view.ok_or(Problem::Missing)
}

/// Everybody whose role and other desks allow them to join a desk of this kind, and who does not hold its key
/// as it is.
fn may_join(
    snapshot: &mut Snapshot<'_>,
    kind: DeskKind,
    members: &[(Staff, bool)],
) -> Result<Vec<Staff>, StoreError> {
    let mut apart: HashSet<Id<Staff>> =
        members.iter().filter(|(_, holds)| *holds).map(|(member, _)| member.id).collect();
    for other in DeskKind::ALL.into_iter().filter(|other| other.is_kept_from(kind)) {
        apart.extend(rows::members_of_kind(snapshot, other)?);
    }
    let fits = |person: &Staff| {
        person.standing == Standing::Active && person.role.may_join(kind) && !apart.contains(&person.id)
    };
    Ok(staff::all(snapshot)?.into_iter().filter(fits).collect())
}

/// Whether somebody's role and their other desks allow them to join a desk of this kind.
pub(crate) fn may_be_member(
    snapshot: &mut Snapshot<'_>,
    kind: DeskKind,
    person: &Staff,
) -> Result<bool, StoreError> {
    let mut may = person.role.may_join(kind);
    for id in rows::of_member(snapshot, person.id)? {
        may &= !rows::find(snapshot, id)?.is_some_and(|other| other.kind.is_kept_from(kind));
    }
    Ok(may)
}

/// Another's desk does not exist for them.
pub(crate) fn at_desk(signed: &Signed, id: Id<Desk>) -> Result<(), Problem> {
    if signed.actor.desks.contains(&id) { Ok(()) } else { Err(Problem::Missing) }
}

/// What a write about a desk checks again.
pub(crate) fn still_at_desk(
    snapshot: &mut Snapshot<'_>,
    signed: &Signed,
    id: Id<Desk>,
    (now, permission): (Timestamp, Permission),
) -> Result<Actor, TxError> {
    let actor = signed.still(snapshot, now, permission)?;
    if actor.desks.contains(&id) { Ok(actor) } else { Err(Problem::Missing.into()) }
}

/// Makes somebody a member: every key of the desk is wrapped to them, so that they read past cases too. After
/// a reset this gives a member their keys again.
///
/// # Errors
/// [`Problem::Invalid`] when nobody fit was chosen.
pub async fn add_member(app: &App, signed: &Signed, id: Id<Desk>, member: &str) -> Result<(), Problem> {
    signed.require(Permission::ManageDesk)?;
    let view = view(app, signed, id).await?;
    let person = view.candidate(member)?.id;
    let joining = Joining::prepare(app, signed, id, person).await?;
    let (signed, now) = (signed.clone(), app.now());
    app.write(move |tx| {
        still_at_desk(tx, &signed, id, (now, Permission::ManageDesk))?;
        joining.write(tx, signed.actor.id)
    })
    .await
}

/// Every key of a desk, wrapped to somebody who is to be a member.
pub(crate) struct Joining {
    desk: Id<Desk>,
    person: Id<Staff>,
    wraps: Vec<Wrap>,
    public: Vec<u8>,
}

impl Joining {
    /// Opens the desk's keys as somebody who holds them, and wraps them to the newcomer.
    pub(crate) async fn prepare(
        app: &App,
        signed: &Signed,
        desk: Id<Desk>,
        person: Id<Staff>,
    ) -> Result<Self, Problem> {
        let (wraps, public) = wraps_for(app, signed, desk, person).await?;
        Ok(Self { desk, person, wraps, public })
    }

    /// Makes them a member, and writes down who did.
    pub(crate) fn write(&self, tx: &mut Tx<'_>, by: Id<Staff>) -> Result<(), TxError> {
        let Self { desk, person, wraps, public } = self;
        let there = staff::find(tx, *person)?.ok_or(Problem::Stale)?;
        let kind = rows::find(tx, *desk)?.ok_or(Problem::Stale)?.kind;
        // Started again meanwhile, they have another key: what was wrapped to the old one opens nothing.
        let same = staff::find_key(tx, *person)?.is_some_and(|key| key.public == *public);
        if !same || there.standing != Standing::Active || !may_be_member(tx, kind, &there)? {
            return Err(TxError::Problem(Problem::Stale));
        }
        if !rows::of_member(tx, *person)?.contains(desk) {
            rows::insert_member(tx, *desk, *person)?;
        }
        wraps.iter().try_for_each(|wrap| rows::insert_wrap(tx, wrap))?;
        let event = AuditEvent::new(Some(by), AuditAction::MemberAdded, desk);
        Ok(tx.record(event.detailed(&person.to_string()))?)
    }
}

async fn wraps_for(
    app: &App,
    signed: &Signed,
    id: Id<Desk>,
    theirs: Id<Staff>,
) -> Result<(Vec<Wrap>, Vec<u8>), Problem> {
    let mine = signed.actor.id.to_string();
    let (key, wraps) = app
        .read(move |snapshot| Ok((staff::find_key(snapshot, theirs)?, rows::wraps(snapshot, id, &mine)?)))
        .await?;
    let bytes = key.ok_or(Problem::Stale)?.public;
    let public = PublicKey::from_bytes(&bytes)?;
    let mut new = Vec::new();
    for wrap in wraps {
        let private = unwrap(app, signed, &wrap).await?;
        let (row, holder) = (wrap.key.to_string(), theirs.to_string());
        let wrapped = public.seal(&wrap_place(&row, &holder), private.secret().expose());
        new.push(Wrap { key: wrap.key, holder, wrapped });
    }
    if new.is_empty() { Err(Problem::Missing) } else { Ok((new, bytes)) }
}

/// A desk key's private half, opened by somebody who holds it.
pub(crate) async fn unwrap(app: &App, signed: &Signed, wrap: &Wrap) -> Result<PrivateKey, Problem> {
    let key = wrap.key.to_string();
    let opened = signed.private.open(&wrap_place(&key, &wrap.holder), &wrap.wrapped);
    match opened.and_then(|private| PrivateKey::from_slice(&private)) {
        Ok(private) => Ok(private),
        Err(_) => Err(app.seal_broken(Some(signed.actor.id), &wrap.key).await),
    }
}

/// Changes where a desk's mail goes and the certificate of its copies. Empty text takes either away.
///
/// # Errors
/// [`Problem::Invalid`] with every problem.
pub async fn save(
    app: &App,
    signed: &Signed,
    id: Id<Desk>,
    email: &str,
    armour: &str,
) -> Result<(), Problem> {
    signed.require(Permission::ManageDesk)?;
    let desk = view(app, signed, id).await?.desk;
    let changed = parse(app, desk, email, armour).map_err(Problem::Invalid)?;
    let (signed, now) = (signed.clone(), app.now());
    app.write(move |tx| {
        still_at_desk(tx, &signed, id, (now, Permission::ManageDesk))?;
        rows::save(tx, &changed)?;
        Ok(tx.record(AuditEvent::new(Some(signed.actor.id), AuditAction::DeskChanged, &id))?)
    })
    .await
}

fn parse(app: &App, desk: Desk, email: &str, armour: &str) -> Result<Desk, Errors> {
    let mut errors = Errors::default();
    let (email, armour) = (email.trim(), armour.trim());
    let address = if email.is_empty() { Some(String::new()) } else { text::email(email) };
    if address.is_none() {
        errors.add(EMAIL, SetupReason::NoDeskEmail);
    }
    if !armour.is_empty() {
        let checked = Certificate::parse(armour).and_then(|certificate| certificate.check(app.now()));
        if let Err(problem) = checked {
            errors.add(CERTIFICATE, problem);
        }
    }
    let certificate = (!armour.is_empty()).then(|| armour.to_owned());
    match address {
        Some(email) if errors.is_empty() => Ok(Desk { email, certificate, ..desk }),
        _ => Err(errors),
    }
}

/// The holders of a new desk's key: its members, and the recovery key.
pub(crate) fn holders(members: &[(Id<Staff>, PublicKey)], recovery: &PublicKey) -> Vec<(String, PublicKey)> {
    let members = members.iter().map(|(id, public)| (id.to_string(), public.clone()));
    members.chain([(RECOVERY.to_owned(), recovery.clone())]).collect()
}
