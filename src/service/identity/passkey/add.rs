//! Adding a passkey to one's account, after showing once more who one is.

use zeroize::Zeroizing;

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::passkey::{Credential, Owner, RelyingParty, key};
use crypto::secret::Secret;
use domain::form::reason::account::AccountReason;
use domain::form::reason::passkey::PasskeyReason;
use domain::identity::field::PRESENT;
use domain::identity::passkey::{Holder, LABEL, MOST, Passkey, label};
use domain::platform::audit::AuditAction;
use store::identity::passkey::{self as rows, Stored};
use store::identity::practitioner::key::PractitionerKey;
use store::identity::staff;
use store::platform::audit;
use store::{StoreError, Tx};

use super::answer::Answer;
use super::assertion::prove;
use super::ceremony::{self, Begun, Purpose, take};
use super::{event, key_place, still, ways, works};
use crate::identity::practitioner::account;
use crate::identity::practitioner::session::{SignedIn, own_key_place};
use crate::identity::proof::again;
use crate::identity::session::{Signed, lock};
use crate::problem::TxError;
use crate::{App, Problem};

/// How somebody who is signed in shows once more who they are.
#[derive(Clone)]
pub enum Proof {
    /// With their present password.
    Password(Zeroizing<String>),
    /// With a passkey that they have.
    Passkey(Answer),
}

/// Asks somebody who is signed in for a passkey that they have.
///
/// # Errors
/// When the store does not work.
pub async fn begin_proof(app: &App, site: &RelyingParty, holder: Holder) -> Result<Begun, Problem> {
    ceremony::begin(app, Purpose::Confirm(holder), site.begin_using(), None).await
}

/// Begins to add a passkey to a practitioner's account.
///
/// # Errors
/// [`Problem::Invalid`] when they do not show who they are, or have as many as one account may have.
pub async fn begin_practitioner(
    app: &App,
    site: &RelyingParty,
    signed: &SignedIn,
    proof: &Proof,
) -> Result<Begun, Problem> {
    let person = &signed.practitioner;
    let holder = Holder::Practitioner(person.id);
    let own = match proof {
        Proof::Password(password) => {
            let (kept, guard) = account::prove(app, signed, password).await?;
            let Ok(own) = opened(&kept, &guard) else {
                return Err(app.seal_broken(None, &"practitioner account").await);
            };
            Some(own)
        }
        Proof::Passkey(answer) => shown(app, site, holder, answer).await?.or_else(|| signed.key.clone()),
    };
    let ways = ways(app, holder).await?;
    // Nothing opens the own key of somebody who came with a passkey that opens none: they have kept nothing, and begin anew.
    let none = !ways.password && !ways.passkeys.iter().any(|passkey| passkey.opens);
    let own = own.or_else(|| none.then(Secret::random));
    let owner = Owner { account: holder.account(), address: person.email.clone(), name: person.name.clone() };
    begin(app, site, (holder, &owner), own.as_ref()).await
}

fn opened(kept: &PractitionerKey, guard: &ContentKey) -> Result<Secret<32>, OpenError> {
    let own = guard.open(&own_key_place(&kept.practitioner.to_string()), &kept.sealed_key)?;
    Secret::from_slice(&own).ok_or(OpenError)
}

/// Begins to add a passkey to the account of somebody on the police side.
///
/// # Errors
/// As for [`begin_practitioner`].
pub async fn begin_staff(
    app: &App,
    site: &RelyingParty,
    signed: &Signed,
    proof: &Proof,
) -> Result<Begun, Problem> {
    let id = signed.actor.id;
    let holder = Holder::Staff(id);
    let read = move |snapshot: &mut store::Snapshot<'_>| {
        Ok::<_, StoreError>(staff::find(snapshot, id)?.zip(staff::find_key(snapshot, id)?))
    };
    let (person, kept) = app.store.read(read).await?.ok_or(Problem::Missing)?;
    match proof {
        Proof::Password(password) => {
            let right = again(app, &signed.session, Some(&lock(&kept)), password).await?;
            right.ok_or_else(|| Problem::invalid(PRESENT, AccountReason::WrongPassword))?;
        }
        Proof::Passkey(answer) => {
            shown(app, site, holder, answer).await?;
        }
    }
    let owner = Owner { account: holder.account(), address: person.email, name: person.name };
    begin(app, site, (holder, &owner), Some(signed.private.secret())).await
}

/// That somebody showed a passkey of theirs; gives their own key, where it opens it.
async fn shown(
    app: &App,
    site: &RelyingParty,
    holder: Holder,
    answer: &Answer,
) -> Result<Option<Secret<32>>, Problem> {
    let proven = prove(app, site, &Purpose::Confirm(holder), answer).await?;
    let proven = proven.ok_or_else(|| Problem::invalid(PRESENT, PasskeyReason::NotProven))?;
    let own = proven.key.clone();
    app.store.write(move |tx: &mut Tx<'_>| proven.write(tx)).await?;
    Ok(own)
}

async fn begin(
    app: &App,
    site: &RelyingParty,
    (holder, owner): (Holder, &Owner),
    own: Option<&Secret<32>>,
) -> Result<Begun, Problem> {
    let known = app.store.read(move |snapshot| rows::of(snapshot, holder)).await?;
    if known.len() >= MOST {
        return Err(Problem::invalid(LABEL, PasskeyReason::TooMany(MOST)));
    }
    let known: Vec<Credential> =
        known.iter().filter_map(|stored| Credential::parse(&stored.credential)).collect();
    ceremony::begin(app, Purpose::Add(holder), site.begin_making(owner, &known), own).await
}

/// Adds the passkey that was made, in the session that asks for it.
///
/// # Errors
/// [`Problem::Invalid`] when it cannot be added; [`Problem::Missing`] when the account has ended.
pub async fn finish(
    app: &App,
    site: &RelyingParty,
    (holder, session): (Holder, &str),
    answer: &Answer,
    typed: &str,
) -> Result<(), Problem> {
    let taken = take(app, &answer.ceremony).await?;
    let taken = taken.filter(|taken| taken.purpose == Purpose::Add(holder));
    let taken = taken.ok_or_else(|| Problem::invalid(LABEL, PasskeyReason::Over))?;
    let credential = site.finish_making(&taken.state, &answer.credential);
    let credential = credential.ok_or_else(|| Problem::invalid(LABEL, PasskeyReason::Unusable))?;
    let known = ways(app, holder).await?.passkeys.len();
    let label = label(typed, known).map_err(|wrong| Problem::invalid(LABEL, wrong))?;
    let new = stored(app, holder, (&credential, label), taken.key.zip(answer.secret()));
    if new.sealed_key.is_none() && matches!(holder, Holder::Staff(_)) {
        return Err(Problem::invalid(LABEL, PasskeyReason::OpensNothing));
    }
    let (event, random) = (event(app, holder, AuditAction::PasskeyAdded), app.random.clone());
    let (session, now) = (session.to_owned(), app.now());
    let write = move |tx: &mut Tx<'_>| {
        // Whoever ended all sessions must not find a passkey added by one of them.
        still(tx, holder, &session, now)?;
        if !works(tx, holder)? {
            return Err(TxError::Problem(Problem::Missing));
        }
        if rows::of(tx, holder)?.len() >= MOST || rows::find(tx, &new.passkey.id)?.is_some() {
            return Err(Problem::invalid(LABEL, PasskeyReason::Unusable).into());
        }
        rows::insert(tx, &new)?;
        Ok(audit::record(tx, random.as_ref(), &event)?)
    };
    Ok(app.store.write(write).await?)
}

/// A passkey as it is stored. `own`: the owner's own key, and what the authenticator gave to seal it under.
pub(super) fn stored(
    app: &App,
    holder: Holder,
    (credential, label): (&Credential, String),
    own: Option<(Secret<32>, Secret<32>)>,
) -> Stored {
    let id = credential.id();
    let sealed_key = own.map(|(own, given)| key(&given).seal(&key_place(&id), own.expose()));
    let (added, opens) = (app.now().day(), sealed_key.is_some());
    let passkey = Passkey { id, label, added, opens };
    Stored { passkey, holder, credential: credential.to_text(), sealed_key }
}
