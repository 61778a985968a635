//! Accounts: invite, set up, start again.

pub use super::proof::Enrolment;
use crypto::context::SealContext;
use crypto::keypair::PrivateKey;
use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::form::reason::account::AccountReason;
use domain::form::reason::setup::SetupReason;
use domain::form::text;
use domain::identity::field::{EMAIL, FORCE, NAME, ROLE};
use domain::identity::passkey::Holder;
use domain::identity::role::{Permission, Role};
use domain::identity::staff::{Staff, Standing};
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use store::Tx;
use store::identity::lock::Lock;
use store::identity::session::Sessions;
use store::identity::staff::{self as rows, Invitation, StaffKey};
use store::identity::{desk, form_draft, passkey, register_access};
use store::platform::force;

use super::lock::{NewPassword, new_password};
use super::proof::check;
use super::session::Signed;
use crate::problem::TxError;
use crate::register::import;
use crate::{App, Problem};

/// Seconds for which a one-time link works: three days.
const LINK_LASTS: i64 = 3 * 86_400;

/// A person who was invited, and the token of their one-time link: shown once, never stored.
#[derive(Debug)]
pub struct Invited {
    /// The person.
    pub staff: Staff,
    /// The token of the link.
    pub token: Token,
}

/// Whom somebody can ask.
#[derive(Debug)]
pub struct Contacts {
    /// The managers of their own desks, by name, without themselves.
    pub managers: Vec<Staff>,
    /// Those who run the site, by name, without themselves.
    pub administrators: Vec<Staff>,
}

/// Whom a person can ask: nobody who has left or has not begun.
pub async fn contacts(app: &App, signed: &Signed) -> Result<Contacts, Problem> {
    let (me, desks) = (signed.actor.id, signed.actor.desks.clone());
    app.read(move |snapshot| {
        let mut managers = Vec::new();
        for id in desks {
            managers.extend(rows::members(snapshot, id)?.into_iter().filter(|one| one.role == Role::Manager));
        }
        managers.sort_by(|one, other| (&one.name, one.id).cmp(&(&other.name, other.id)));
        managers.dedup_by_key(|one| one.id);
        let mut found =
            Contacts { managers, administrators: rows::with_role(snapshot, Role::Administrator)? };
        for people in [&mut found.managers, &mut found.administrators] {
            people.retain(|one| one.id != me && one.standing == Standing::Active);
        }
        Ok(found)
    })
    .await
}

/// Checks the details of a new member of staff.
///
/// # Errors
/// [`Problem::Invalid`] with every problem.
pub fn new_staff(app: &App, name: &str, email: &str, role: &str) -> Result<Staff, Problem> {
    let mut errors = Errors::default();
    let name = text::line(name, 100).ok().filter(|name| !name.is_empty());
    let (email, role) = (text::email(email), Role::from_code(role));
    if name.is_none() {
        errors.add(NAME, SetupReason::NoName);
    }
    if email.is_none() {
        errors.add(EMAIL, SetupReason::NoEmail);
    }
    if role.is_none() {
        errors.add(ROLE, SetupReason::NoRole);
    }
    match (name, email, role) {
        (Some(name), Some(email), Some(role)) => {
            Ok(Staff { id: app.id(), email, name, role, standing: Standing::Invited })
        }
        _ => Err(Problem::Invalid(errors)),
    }
}

/// A fresh key pair and invitation for somebody. The private half is sealed under the link's token, so that
/// desks can wrap their keys to the person before they have ever signed in.
pub(crate) fn fresh_key(app: &App, staff: Id<Staff>) -> Result<(Token, StaffKey, Invitation), Problem> {
    let (token, private) = (Token::random(), PrivateKey::random());
    let lookup = token.lookup();
    let sealed_private = token.key().seal(&invitation_place(&lookup), private.secret().expose());
    let lock = Lock {
        owner: staff,
        salt: Vec::new(),
        verifier: Vec::new(),
        sealed_key: Vec::new(),
        sealed_totp: Vec::new(),
        totp_step: 0,
        server_totp: None,
    };
    let key = StaffKey { public: private.public()?.to_bytes(), lock };
    let expires = app.now().plus_seconds(LINK_LASTS);
    Ok((token, key, Invitation { lookup, staff, sealed_private, expires }))
}

fn invitation_place(lookup: &str) -> SealContext<'_> {
    SealContext::new("invitation", lookup, "private")
}

/// Adds somebody and makes their one-time link. An engagement officer keeps the register of every force that
/// is served by then; nobody else has any until they are given it.
///
/// # Errors
/// [`Problem::Invalid`] when the address has an account already.
pub async fn invite(app: &App, staff: Staff) -> Result<Invited, Problem> {
    let (token, key, invitation) = fresh_key(app, staff.id)?;
    let new = staff.clone();
    app.write(move |tx| {
        if rows::find_email(tx, &new.email)?.is_some() {
            return Err(TxError::Problem(Problem::invalid(EMAIL, AccountReason::AddressTaken)));
        }
        rows::insert(tx, &new)?;
        rows::put_key(tx, &key)?;
        rows::invite(tx, &invitation)?;
        if new.role == Role::EngagementOfficer {
            let served = force::lists(tx)?.forces;
            served.iter().try_for_each(|force| register_access::set(tx, new.id, &force.code, true))?;
        }
        Ok(tx.record(AuditEvent::new(None, AuditAction::StaffInvited, &staff.id))?)
    })
    .await?;
    Ok(Invited { staff, token })
}

/// Gives somebody the register of a force that is served, or (without `may`) takes it from them.
///
/// # Errors
/// [`Problem::Invalid`] when the person or the force is not known, or the person's role has nothing to do
/// with the register.
pub async fn set_register(app: &App, email: &str, code: &str, may: bool) -> Result<(), Problem> {
    let (address, code) = (text::email(email), code.trim().to_owned());
    let address = address.ok_or_else(|| Problem::invalid(EMAIL, SetupReason::NoEmail))?;
    app.write(move |tx| {
        let person = rows::find_email(tx, &address)?.filter(|person| person.role.may(Permission::Engage));
        let person = person.ok_or_else(|| Problem::invalid(EMAIL, SetupReason::NobodyEngages))?;
        if !force::lists(tx)?.forces.iter().any(|force| force.code == code) {
            return Err(TxError::Problem(Problem::invalid(FORCE, SetupReason::NoForce(code.clone()))));
        }
        register_access::set(tx, person.id, &code, may)?;
        let deed = if may { AuditAction::RegisterGiven } else { AuditAction::RegisterTaken };
        Ok(tx.record(AuditEvent::new(None, deed, &person.id).detailed(&code))?)
    })
    .await
}

/// Starts an account again after a forgotten password or a lost second factor: a new key pair and a new link.
/// What their old key opened, a teammate must open to the new one; their sessions end, and their passkeys are
/// gone.
///
/// # Errors
/// [`Problem::Missing`] when there is no such account.
pub async fn reset(app: &App, email: &str) -> Result<Invited, Problem> {
    let email = text::email(email).ok_or(Problem::Missing)?;
    let found = app.read(move |snapshot| rows::find_email(snapshot, &email)).await?;
    let staff = found.ok_or(Problem::Missing)?;
    let id = staff.id;
    let (token, key, invitation) = fresh_key(app, id)?;
    app.write(move |tx| {
        rows::put_key(tx, &key)?;
        rows::invite(tx, &invitation)?;
        rows::set_standing(tx, id, Standing::Invited)?;
        desk::delete_wraps(tx, &id.to_string())?;
        passkey::delete_of(tx, Holder::Staff(id))?;
        form_draft::delete_of(tx, id)?;
        Staff::delete_sessions(tx, id, None)?;
        Ok(tx.record(AuditEvent::new(None, AuditAction::StaffInvited, &id))?)
    })
    .await?;
    import::forget_of(app, id).await?;
    Ok(Invited { staff, token })
}

/// Whom a one-time link invites.
///
/// # Errors
/// [`Problem::Missing`] when it was used, replaced, or ran out.
pub async fn invited(app: &App, token: &Token) -> Result<Staff, Problem> {
    find(app, token).await.map(|(staff, _)| staff)
}

/// Whom a one-time link invites, and the invitation.
pub async fn find(app: &App, token: &Token) -> Result<(Staff, Invitation), Problem> {
    let (lookup, now) = (token.lookup(), app.now());
    let found = app
        .read(move |snapshot| {
            let Some(invitation) = rows::find_invitation(snapshot, &lookup, now)? else { return Ok(None) };
            Ok(rows::find(snapshot, invitation.staff)?.map(|staff| (staff, invitation)))
        })
        .await?;
    found.ok_or(Problem::Missing)
}

/// Sets a password and a second factor with a one-time link, which then works no more.
///
/// # Errors
/// [`Problem::Invalid`] with every problem; [`Problem::Missing`] when the link does not work.
pub async fn enrol(app: &App, token: &Token, enrolment: Enrolment) -> Result<Staff, Problem> {
    let (staff, invitation) = find(app, token).await?;
    let (totp, step) = check(&staff.email, &enrolment, app.now())?;
    let new = new_password(app, enrolment.password).await?;
    let key = take_up(app, token, &staff, &invitation, (&new, &totp, step)).await?;
    app.write(move |tx| {
        settle(tx, &invitation.lookup, &key)?;
        Ok(tx.record(AuditEvent::new(Some(staff.id), AuditAction::Enrolled, &""))?)
    })
    .await?;
    Ok(staff)
}

/// An invited person's key as it is once they have a password and a second factor: the same key pair, which
/// desks may have wrapped their keys to, guarded anew. `step` is the last one whose code was used.
pub async fn take_up(
    app: &App,
    token: &Token,
    staff: &Staff,
    invitation: &Invitation,
    (new, totp, step): (&NewPassword, &TotpSecret, i64),
) -> Result<StaffKey, Problem> {
    let private = token.key().open(&invitation_place(&invitation.lookup), &invitation.sealed_private);
    let Ok(private) = private else {
        return Err(app.seal_broken(Some(staff.id), &"invitation").await);
    };
    let private = PrivateKey::from_slice(&private)?;
    let lock = new.lock(app, staff.id, private.secret(), (totp, step));
    Ok(StaffKey { public: private.public()?.to_bytes(), lock })
}

/// Uses a link up, and makes the account work.
pub fn settle(tx: &mut Tx<'_>, lookup: &str, key: &StaffKey) -> Result<(), TxError> {
    if !rows::use_invitation(tx, lookup)? {
        return Err(TxError::Problem(Problem::Missing));
    }
    rows::put_key(tx, key)?;
    Ok(rows::set_standing(tx, key.lock.owner, Standing::Active)?)
}
