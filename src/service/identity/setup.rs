//! Setting a deployment up: forces, desks, the first people, the recovery key.

use crypto::keypair::{PrivateKey, PublicKey};
use domain::form::reason::setup::SetupReason;
use domain::identity::desk::{Desk, DeskKind};
use domain::identity::field::{self, DESK, FORCE, INIT, MEMBER};
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::force::District;
use domain::platform::id::Id;
use domain::platform::position::Position;
use store::identity::desk::{self as desks, CurrentKey, RECOVERY, Wrap};
use store::identity::register_access;
use store::identity::staff::{self, Invitation, StaffKey};
use store::platform::force;
use store::platform::setting::{self, RECOVERY_KEY};
use store::{StoreError, Tx};

use super::desk::{holders, may_be_member, new_key, wrap_place};
use super::staff::{Invited, fresh_key};
use crate::problem::TxError;
use crate::{App, Problem};

/// A district that a deployment begins with.
#[derive(Clone, Debug)]
pub struct NewDistrict {
    /// The code of its force.
    pub force: String,
    /// The name people know.
    pub name: String,
    /// Where it stands on the tile map of its force.
    pub position: Option<Position>,
}

/// What a deployment begins with.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The codes of the forces that are served.
    pub forces: Vec<String>,
    /// Their districts.
    pub districts: Vec<NewDistrict>,
    /// The desks.
    pub desks: Vec<NewDesk>,
    /// The people.
    pub people: Vec<Staff>,
}

/// A desk to be made.
#[derive(Clone, Debug)]
pub struct NewDesk {
    /// What it does.
    pub kind: DeskKind,
    /// Its name.
    pub name: String,
    /// Where its mail goes; empty for nowhere.
    pub email: String,
    /// The forces whose concerns it receives.
    pub forces: Vec<String>,
    /// The addresses of its first members.
    pub members: Vec<String>,
}

/// What set-up gives back, once.
#[derive(Debug)]
pub struct Founded {
    /// The recovery key's private half: to be printed and put into a safe. The server keeps only the public
    /// half.
    pub recovery: PrivateKey,
    /// The people with their one-time links.
    pub invited: Vec<Invited>,
}

/// Whether set-up was done before.
///
/// # Errors
/// When the store does not work.
pub async fn is_done(app: &App) -> Result<bool, Problem> {
    Ok(app.read(|snapshot| setting::find(snapshot, RECOVERY_KEY)).await?.is_some())
}

/// Sets a deployment up, whole or not at all.
///
/// # Errors
/// [`Problem::Invalid`] when a force is unknown, a member is not among the people, or set-up was done before.
pub async fn set_up(app: &App, plan: &Plan) -> Result<Founded, Problem> {
    let recovery = PrivateKey::random();
    let public = recovery.public()?;
    let mut people = Vec::new();
    let mut invited = Vec::new();
    for person in &plan.people {
        let (token, key, invitation) = fresh_key(app, person.id)?;
        people.push((person.clone(), key, invitation));
        invited.push(Invited { staff: person.clone(), token });
    }
    if let Some(email) = shared(&plan.desks) {
        return Err(kept_apart(email));
    }
    let made = plan.desks.iter().map(|desk| make(app, desk, &people, &public));
    let made = made.collect::<Result<Vec<_>, _>>()?;
    let districts = plan.districts.iter().map(|new| District {
        id: app.id(),
        force: new.force.clone(),
        name: new.name.clone(),
        position: new.position,
    });
    let (districts, forces) = (districts.collect::<Vec<_>>(), plan.forces.clone());
    let access = register_of(plan);
    app.write(move |tx| {
        settle(tx, &public)?;
        serve(tx, &forces)?;
        districts.iter().try_for_each(|district| force::insert_district(tx, district))?;
        people.iter().try_for_each(|person| admit(tx, person))?;
        made.iter().try_for_each(|desk| open(tx, desk))?;
        access.iter().try_for_each(|(staff, force)| register_access::set(tx, *staff, force, true))?;
        Ok(())
    })
    .await?;
    Ok(Founded { recovery, invited })
}

/// Who keeps the register of which force from the first day: engagement officers that of every force,
/// managers that of the forces whose triage desk they are at. Whoever heads an independent desk comes from
/// elsewhere.
fn register_of(plan: &Plan) -> Vec<(Id<Staff>, String)> {
    let mut access = Vec::new();
    for person in &plan.people {
        let forces: Vec<&String> = match person.role {
            Role::EngagementOfficer => plan.forces.iter().collect(),
            Role::Manager => {
                let theirs =
                    |desk: &&NewDesk| desk.kind == DeskKind::Triage && desk.members.contains(&person.email);
                plan.desks.iter().filter(theirs).flat_map(|desk| &desk.forces).collect()
            }
            _ => Vec::new(),
        };
        access.extend(forces.into_iter().map(|force| (person.id, force.clone())));
    }
    access
}

/// Adds a desk to a deployment that is set up already.
///
/// # Errors
/// [`Problem::Invalid`] when a member is not known; a conflict when a force has such a desk already.
pub async fn add_desk(app: &App, new: &NewDesk) -> Result<(), Problem> {
    let (recovery, everybody) = app
        .read(|snapshot| {
            let mut people = Vec::new();
            for person in staff::all(snapshot)? {
                if let Some(key) = staff::find_key(snapshot, person.id)? {
                    people.push((person, key));
                }
            }
            Ok((setting::find(snapshot, RECOVERY_KEY)?, people))
        })
        .await?;
    let recovery = recovery.and_then(|text| data_encoding::BASE64URL_NOPAD.decode(text.as_bytes()).ok());
    let recovery = recovery.ok_or_else(|| Problem::invalid(DESK, SetupReason::NotSetUp))?;
    let known = || everybody.iter().map(|(staff, key)| (staff, key));
    let members = new.members.iter().map(|email| member(new.kind, email, known()));
    let members = members.collect::<Result<Vec<_>, _>>()?;
    let made = assemble(app, new, &members, &PublicKey::from_bytes(&recovery)?)?;
    app.write(move |tx| {
        for (id, public) in &members {
            has_key(tx, *id, &public.to_bytes())?;
            let person = staff::find(tx, *id)?.ok_or(StoreError::Stale)?;
            if !may_be_member(tx, made.desk.kind, &person)? {
                return Err(TxError::Problem(kept_apart(&person.email)));
            }
        }
        Ok(open(tx, &made)?)
    })
    .await
}

/// Somebody who is planned for two desks that must be kept apart.
fn shared(desks: &[NewDesk]) -> Option<&str> {
    let apart = |one: &NewDesk, other: &NewDesk| one.kind.is_kept_from(other.kind);
    let elsewhere = |desk: &NewDesk, email: &String| {
        desks.iter().any(|other| apart(desk, other) && other.members.contains(email))
    };
    let members = desks.iter().flat_map(|desk| desk.members.iter().map(move |email| (desk, email)));
    members.into_iter().find(|(desk, email)| elsewhere(desk, email)).map(|(_, email)| email.as_str())
}

/// Goes on only while somebody has this key: started again meanwhile, they have another, and what was wrapped
/// to the old one opens nothing.
fn has_key(tx: &mut Tx<'_>, id: Id<Staff>, public: &[u8]) -> Result<(), TxError> {
    let same = staff::find_key(tx, id)?.is_some_and(|key| key.public == public);
    if same { Ok(()) } else { Err(Problem::Stale.into()) }
}

fn kept_apart(email: &str) -> Problem {
    Problem::invalid(MEMBER, SetupReason::AtBothDesks { email: email.to_owned() })
}

/// Opens a desk's keys with the recovery key and wraps them to somebody who may join it: for when nobody is
/// left who holds them.
///
/// # Errors
/// [`Problem::Invalid`] when the key, the desk or the person is not known, or the person's role does not fit
/// the desk.
pub async fn recover(app: &App, recovery: &PrivateKey, desk: &str, email: &str) -> Result<(), Problem> {
    let (name, address) = (desk.to_owned(), email.trim().to_lowercase());
    let (desk, wraps, person) = app
        .read(move |snapshot| {
            let desk = desks::all(snapshot)?.into_iter().find(|desk| desk.name == name);
            let wraps = desk.as_ref().map(|desk| desks::wraps(snapshot, desk.id, RECOVERY)).transpose()?;
            let person = staff::find_email(snapshot, &address)?;
            let key =
                person.as_ref().map(|person| staff::find_key(snapshot, person.id)).transpose()?.flatten();
            Ok((desk, wraps.unwrap_or_default(), person.zip(key)))
        })
        .await?;
    let desk = desk.ok_or_else(|| Problem::invalid(DESK, SetupReason::NoDesk))?;
    let (person, key) = person.ok_or_else(|| Problem::invalid(MEMBER, SetupReason::Nobody))?;
    let (public, holder) = (PublicKey::from_bytes(&key.public)?, person.id.to_string());
    let rewrap = |wrap: &Wrap| rewrap(recovery, wrap, &holder, &public);
    let new = wraps.iter().map(rewrap).collect::<Result<Vec<_>, _>>()?;
    let mut event = AuditEvent::new(None, AuditAction::MemberAdded, &desk.id);
    event.detail.clone_from(&holder);
    app.write(move |tx| {
        has_key(tx, person.id, &key.public)?;
        if !may_be_member(tx, desk.kind, &person)? {
            return Err(TxError::Problem(Problem::invalid(MEMBER, SetupReason::KeptFromDesk)));
        }
        if !desks::of_member(tx, person.id)?.contains(&desk.id) {
            desks::insert_member(tx, desk.id, person.id)?;
        }
        new.iter().try_for_each(|wrap| desks::insert_wrap(tx, wrap))?;
        Ok(tx.record(event.clone())?)
    })
    .await
}

fn rewrap(recovery: &PrivateKey, wrap: &Wrap, holder: &str, public: &PublicKey) -> Result<Wrap, Problem> {
    let key = wrap.key.to_string();
    let opened = recovery.open(&wrap_place(&key, RECOVERY), &wrap.wrapped);
    let private =
        opened.map_err(|_| Problem::invalid(field::RECOVERY_KEY, SetupReason::NotTheRecoveryKey))?;
    let wrapped = public.seal(&wrap_place(&key, holder), &private);
    Ok(Wrap { key: wrap.key, holder: holder.to_owned(), wrapped })
}

type Person = (Staff, StaffKey, Invitation);

#[derive(Clone)]
struct Made {
    desk: Desk,
    forces: Vec<String>,
    members: Vec<Id<Staff>>,
    key: CurrentKey,
    wraps: Vec<Wrap>,
}

fn make(app: &App, new: &NewDesk, people: &[Person], recovery: &PublicKey) -> Result<Made, Problem> {
    let known = || people.iter().map(|(staff, key, _)| (staff, key));
    let members =
        new.members.iter().map(|email| member(new.kind, email, known())).collect::<Result<Vec<_>, _>>()?;
    assemble(app, new, &members, recovery)
}

fn member<'a>(
    kind: DeskKind,
    email: &str,
    mut people: impl Iterator<Item = (&'a Staff, &'a StaffKey)>,
) -> Result<(Id<Staff>, PublicKey), Problem> {
    let address = email.trim().to_lowercase();
    let found = people.find(|(staff, _)| staff.email == address);
    let (staff, key) =
        found.ok_or_else(|| Problem::invalid(MEMBER, SetupReason::NobodyAt(email.to_owned())))?;
    if !staff.role.may_join(kind) {
        let reason = SetupReason::RoleDoesNotFit { email: email.to_owned(), role: staff.role };
        return Err(Problem::invalid(MEMBER, reason));
    }
    Ok((staff.id, PublicKey::from_bytes(&key.public)?))
}

fn assemble(
    app: &App,
    new: &NewDesk,
    members: &[(Id<Staff>, PublicKey)],
    recovery: &PublicKey,
) -> Result<Made, Problem> {
    let (key, wraps) = new_key(app, &holders(members, recovery))?;
    let desk = Desk {
        id: app.id(),
        kind: new.kind,
        name: new.name.clone(),
        email: new.email.clone(),
        certificate: None,
    };
    Ok(Made {
        desk,
        forces: new.forces.clone(),
        members: members.iter().map(|(id, _)| *id).collect(),
        key,
        wraps,
    })
}

fn settle(tx: &mut Tx<'_>, recovery: &PublicKey) -> Result<(), TxError> {
    if setting::find(tx, RECOVERY_KEY)?.is_some() {
        return Err(TxError::Problem(Problem::invalid(INIT, SetupReason::SetUpBefore)));
    }
    let text = data_encoding::BASE64URL_NOPAD.encode(&recovery.to_bytes());
    Ok(setting::insert(tx, RECOVERY_KEY, &text)?)
}

fn serve(tx: &mut Tx<'_>, forces: &[String]) -> Result<(), TxError> {
    for code in forces {
        force::serve(tx, code).map_err(|error| match error {
            StoreError::Stale => {
                TxError::Problem(Problem::invalid(FORCE, SetupReason::NoForce(code.clone())))
            }
            other => TxError::Store(other),
        })?;
    }
    Ok(())
}

fn admit(tx: &mut Tx<'_>, (person, key, invitation): &Person) -> Result<(), StoreError> {
    staff::insert(tx, person)?;
    staff::put_key(tx, key)?;
    staff::invite(tx, invitation)
}

fn open(tx: &mut Tx<'_>, made: &Made) -> Result<(), StoreError> {
    desks::insert(tx, &made.desk)?;
    desks::insert_key(tx, made.desk.id, &made.key, &made.wraps)?;
    for member in &made.members {
        desks::insert_member(tx, made.desk.id, *member)?;
    }
    made.forces.iter().try_for_each(|force| desks::serve_force(tx, made.desk.id, made.desk.kind, force))
}
