//! What an authenticator's answer proves.

use zeroize::Zeroizing;

use crypto::OpenError;
use crypto::context::SealContext;
use crypto::passkey::{Credential, Refused, RelyingParty, claim, key};
use crypto::secret::Secret;
use domain::identity::passkey::Holder;
use domain::identity::throttle::Lane;
use domain::platform::audit::AuditAction;
use store::Tx;
use store::identity::passkey::{self as rows, Stored};
use store::identity::throttle as counts;

use super::ceremony::{Purpose, take};
use crate::identity::area::{actor, event};
use crate::identity::throttle;
use crate::problem::TxError;
use crate::{App, Problem};

/// Where an owner's own key belongs, sealed under what their authenticator gives.
pub(super) fn key_place(id: &str) -> SealContext<'_> {
    SealContext::new("passkey", id, "key")
}

/// What a page sends after an authenticator has answered.
#[derive(Clone, Default)]
pub struct Answer {
    /// The token of the ceremony.
    pub ceremony: String,
    /// The answer, as JSON.
    pub credential: String,
    /// What the authenticator's pseudo-random function gave: base64url; empty when it gave nothing.
    pub given: Zeroizing<String>,
}

impl Answer {
    /// The secret that the authenticator gave.
    pub(super) fn secret(&self) -> Option<Secret<32>> {
        Secret::from_text(&self.given)
    }
}

/// Somebody who has shown a passkey of theirs.
pub(super) struct Proven {
    /// Who it is.
    pub(super) holder: Holder,
    /// Their own key, where the passkey opens it.
    pub(super) key: Option<Secret<32>>,
    id: String,
    before: String,
    after: String,
}

impl Proven {
    /// Writes that the passkey was used: its counter, where it counts. It must still be there as it was.
    pub(super) fn write(&self, tx: &mut Tx<'_>) -> Result<(), TxError> {
        let known = rows::find(tx, &self.id)?.filter(|stored| stored.credential == self.before);
        if known.is_none() {
            return Err(Problem::Missing.into());
        }
        if self.after != self.before {
            rows::replace(tx, &self.id, &self.before, &self.after)?;
        }
        Ok(())
    }
}

/// Who an answer proves to be here; none when it proves nothing. Nobody waits: a signature cannot be guessed,
/// so that who knows the passkey's identifier can neither find it nor keep its owner out. Failures are
/// counted by passkey, so that they do not fill the log.
pub(super) async fn prove(
    app: &App,
    site: &RelyingParty,
    purpose: &Purpose,
    answer: &Answer,
) -> Result<Option<Proven>, Problem> {
    let taken = take(app, &answer.ceremony).await?.filter(|taken| taken.purpose == *purpose);
    let Some(taken) = taken else { return Ok(None) };
    let claim = claim(&answer.credential);
    let id = claim.as_ref().map(|claim| claim.credential.clone()).unwrap_or_default();
    let account = app.throttle.pseudonym(&format!("passkey {id}"));
    let (lookup, now) = (account.clone(), app.now());
    let (told, stored) = app
        .read(move |snapshot| {
            let told = counts::find(snapshot, &lookup)?.is_none_or(|count| !count.is_shut(now));
            Ok((told, rows::find(snapshot, &id)?))
        })
        .await?;
    let stored = stored.filter(|stored| {
        fits(stored.holder, purpose) && claim.is_some_and(|claim| claim.account == stored.holder.account())
    });
    // Nobody has such a passkey: there is nothing to guess, so nothing to count and nothing to fill the log
    // with.
    let Some(stored) = stored else { return Ok(None) };
    let proven = verify(app, site, (&taken.state, answer), stored).await?;
    if proven.is_none() && told {
        throttle::fail(app, (Lane::Passkey, account), None).await?;
    }
    Ok(proven)
}

fn fits(holder: Holder, purpose: &Purpose) -> bool {
    match purpose {
        Purpose::SignIn(area) => holder.area() == *area,
        Purpose::Confirm(owner) => holder == *owner,
        Purpose::Add(_) | Purpose::Join(_) => false,
    }
}

async fn verify(
    app: &App,
    site: &RelyingParty,
    (state, answer): (&str, &Answer),
    stored: Stored,
) -> Result<Option<Proven>, Problem> {
    let credential = Credential::parse(&stored.credential)
        .ok_or_else(|| Problem::Unavailable("passkey.credential holds what it should not".into()))?;
    let after = match site.finish_using(state, &answer.credential, &credential) {
        Ok(after) => after.map_or_else(|| stored.credential.clone(), |after| after.to_text()),
        Err(Refused::Wrong) => return Ok(None),
        Err(Refused::Cloned) => {
            app.record(event(stored.holder, AuditAction::PasskeyCloned)).await?;
            return Ok(None);
        }
    };
    let Ok(key) = own_key(&stored, answer.secret()) else {
        // Written down; whoever signs in gets the same answer as for anything else that is wrong.
        return match app.seal_broken(actor(stored.holder), &"passkey").await {
            Problem::Sealed => Ok(None),
            problem => Err(problem),
        };
    };
    let (holder, id, before) = (stored.holder, stored.passkey.id, stored.credential);
    Ok(Some(Proven { holder, key, id, before, after }))
}

/// The owner's own key; none when the passkey opens none, or the browser got nothing out of the
/// authenticator.
fn own_key(stored: &Stored, given: Option<Secret<32>>) -> Result<Option<Secret<32>>, OpenError> {
    let Some((sealed, given)) = stored.sealed_key.as_ref().zip(given) else { return Ok(None) };
    let opened = key(&given).open(&key_place(&stored.passkey.id), sealed)?;
    Secret::from_slice(&opened).map(Some).ok_or(OpenError)
}
