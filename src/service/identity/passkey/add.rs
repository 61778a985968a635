//! Adding a passkey to one's account, after showing once more who one is.

use zeroize::Zeroizing;

use crypto::passkey::{Credential, Owner, RelyingParty, key};
use crypto::secret::Secret;
use domain::form::reason::passkey::PasskeyReason;
use domain::identity::field::PRESENT;
use domain::identity::passkey::{Holder, LABEL, MOST, Passkey, label};
use domain::platform::audit::AuditAction;
use store::identity::passkey::{self as rows, Stored};

use super::assertion::{Answer, key_place, prove};
use super::ceremony::{self, Begun, Purpose, take};
use super::list::{SignInMethods, sign_in_methods};
use crate::identity::area::{AccountArea, broken, event};
use crate::identity::lock::open_own_key;
use crate::identity::proof::prove_again;
use crate::identity::sign_in::still;
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
pub async fn begin_proof<A: AccountArea>(
    app: &App,
    site: &RelyingParty,
    signed: &A::Signed,
) -> Result<Begun, Problem> {
    let (id, _) = A::session(signed);
    ceremony::begin(app, Purpose::Confirm(A::holder(id)), site.begin_using(), None).await
}

/// Begins to add a passkey to one's account.
///
/// # Errors
/// [`Problem::Invalid`] when they do not show who they are, or have as many as one account may have.
pub async fn begin<A: AccountArea>(
    app: &App,
    site: &RelyingParty,
    signed: &A::Signed,
    proof: &Proof,
) -> Result<Begun, Problem> {
    let (id, _) = A::session(signed);
    let shown = match proof {
        Proof::Password(password) => {
            let (lock, guard) = prove_again::<A>(app, signed, password).await?;
            let Ok(own) = open_own_key(&lock, &guard) else {
                return Err(broken(app, id, "account").await);
            };
            Some(own)
        }
        Proof::Passkey(answer) => prove_with_passkey(app, site, A::holder(id), answer).await?,
    };
    let own = shown.or_else(|| A::own_key(signed).cloned());
    let own = if own.is_some() { own } else { first_key::<A>(app, signed).await? };
    let owner = app.read(move |snapshot| A::owner(snapshot, id)).await?.ok_or(Problem::Missing)?;
    ask(app, site, (A::holder(id), &owner), own.as_ref()).await
}

/// A new own key for somebody who came with a passkey that opens none, if nothing else of theirs opens one:
/// they have kept nothing, and begin anew.
async fn first_key<A: AccountArea>(app: &App, signed: &A::Signed) -> Result<Option<Secret<32>>, Problem> {
    let SignInMethods { passkeys, password } = sign_in_methods::<A>(app, signed).await?;
    Ok((!password && !passkeys.iter().any(|passkey| passkey.opens)).then(Secret::random))
}

/// That somebody showed a passkey of theirs; gives their own key, where it opens it.
async fn prove_with_passkey(
    app: &App,
    site: &RelyingParty,
    holder: Holder,
    answer: &Answer,
) -> Result<Option<Secret<32>>, Problem> {
    let proven = prove(app, site, &Purpose::Confirm(holder), answer).await?;
    let proven = proven.ok_or_else(|| Problem::invalid(PRESENT, PasskeyReason::NotProven))?;
    let own = proven.key.clone();
    app.write(move |tx| proven.write(tx)).await?;
    Ok(own)
}

async fn ask(
    app: &App,
    site: &RelyingParty,
    (holder, owner): (Holder, &Owner),
    own: Option<&Secret<32>>,
) -> Result<Begun, Problem> {
    let known = app.read(move |snapshot| rows::of(snapshot, holder)).await?;
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
/// [`Problem::Invalid`] when it cannot be added; [`Problem::SessionExpired`] when the session or the account
/// has ended.
pub async fn finish<A: AccountArea>(
    app: &App,
    site: &RelyingParty,
    signed: &A::Signed,
    answer: &Answer,
    typed: &str,
) -> Result<(), Problem> {
    let (id, session) = A::session(signed);
    let holder = A::holder(id);
    let taken = take(app, &answer.ceremony).await?;
    let taken = taken.filter(|taken| taken.purpose == Purpose::Add(holder));
    let taken = taken.ok_or_else(|| Problem::invalid(LABEL, PasskeyReason::Expired))?;
    let credential = site.finish_making(&taken.state, &answer.credential);
    let credential = credential.ok_or_else(|| Problem::invalid(LABEL, PasskeyReason::Unusable))?;
    let known = sign_in_methods::<A>(app, signed).await?.passkeys.len();
    let label = label(typed, known).map_err(|wrong| Problem::invalid(LABEL, wrong))?;
    let new = stored(app, holder, (&credential, label), taken.key.zip(answer.secret()));
    if A::NEEDS_KEY && new.sealed_key.is_none() {
        return Err(Problem::invalid(LABEL, PasskeyReason::OpensNothing));
    }
    let (session, now) = (session.to_owned(), app.now());
    app.write(move |tx| {
        // Whoever ended all sessions must not find a passkey added by one of them.
        still(tx, (id, &session), now)?;
        if rows::of(tx, holder)?.len() >= MOST || rows::find(tx, &new.passkey.id)?.is_some() {
            return Err(TxError::Problem(Problem::invalid(LABEL, PasskeyReason::Unusable)));
        }
        rows::insert(tx, &new)?;
        Ok(tx.record(event(holder, AuditAction::PasskeyAdded))?)
    })
    .await
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
