//! What guards an account: how it is made, and how the server itself checks a code with it.

use zeroize::Zeroizing;

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::context::SealContext;
use crypto::password::stretch;
use crypto::secret::Secret;
use crypto::totp::TotpSecret;
use domain::platform::id::Id;
use store::identity::lock::{Lock, Locks};

use crate::{App, Problem};

/// Where the own key of a row's owner belongs, sealed under their password.
pub(crate) fn own_key_place<A: Locks>(row: &str) -> SealContext<'_> {
    SealContext::new(A::LOCKS, row, A::OWN_KEY)
}

/// Where the second factor of a row belongs.
pub(crate) fn totp_place<A: Locks>(row: &str) -> SealContext<'_> {
    SealContext::new(A::LOCKS, row, "totp")
}

fn server_totp_place<A: Locks>(row: &str) -> SealContext<'_> {
    SealContext::new(A::LOCKS, row, "server_totp")
}

/// Seals a second factor under the server's own key, so that a code can be checked before any password is
/// stretched.
///
/// It gives little away. Whoever has database and server key can make codes, and signs in nowhere with them
/// alone; whoever has the database and a password opens the other copy, and needs no code to open what the
/// password seals.
pub(crate) fn seal_for_server<A: Locks>(app: &App, owner: Id<A>, totp: &TotpSecret) -> Vec<u8> {
    app.factors.seal(&server_totp_place::<A>(&owner.to_string()), totp.secret().expose())
}

/// The second factor as the server itself can open it; none when it does not, which nobody is kept out by.
pub(crate) fn factor<A: Locks>(app: &App, lock: &Lock<A>) -> Option<TotpSecret> {
    let sealed = lock.server_totp.as_ref()?;
    let secret = app.factors.open(&server_totp_place::<A>(&lock.owner.to_string()), sealed).ok()?;
    TotpSecret::from_slice(&secret)
}

/// What a new password gives.
pub struct NewPassword {
    salt: [u8; 16],
    verifier: [u8; 32],
    guard: ContentKey,
}

/// Stretches a new password with a new salt.
pub async fn new_password(app: &App, password: Zeroizing<String>) -> Result<NewPassword, Problem> {
    let salt = *Secret::<16>::random().expose();
    let keys = app.stretch_password(move || stretch(&password, &salt)).await?;
    Ok(NewPassword { salt, verifier: keys.verifier, guard: ContentKey::new(keys.key) })
}

impl NewPassword {
    /// What guards an account from now on: its owner's own key and their second factor. `step` is the last
    /// one whose code was used.
    pub fn lock<A: Locks>(
        &self,
        app: &App,
        owner: Id<A>,
        own: &Secret<32>,
        (totp, step): (&TotpSecret, i64),
    ) -> Lock<A> {
        let row = owner.to_string();
        Lock {
            owner,
            salt: self.salt.to_vec(),
            verifier: self.verifier.to_vec(),
            sealed_key: self.guard.seal(&own_key_place::<A>(&row), own.expose()),
            sealed_totp: self.guard.seal(&totp_place::<A>(&row), totp.secret().expose()),
            totp_step: step,
            server_totp: Some(seal_for_server(app, owner, totp)),
        }
    }

    /// The same account under this password: what `old` opened is sealed anew.
    pub(crate) fn relock<A: Locks>(&self, before: &Lock<A>, old: &ContentKey) -> Result<Lock<A>, OpenError> {
        let row = before.owner.to_string();
        let (own, totp) = (own_key_place::<A>(&row), totp_place::<A>(&row));
        Ok(Lock {
            salt: self.salt.to_vec(),
            verifier: self.verifier.to_vec(),
            sealed_key: self.guard.seal(&own, &old.open(&own, &before.sealed_key)?),
            sealed_totp: self.guard.seal(&totp, &old.open(&totp, &before.sealed_totp)?),
            ..before.clone()
        })
    }
}

/// The owner's own key, as the password opens it.
pub(crate) fn open_own_key<A: Locks>(lock: &Lock<A>, guard: &ContentKey) -> Result<Secret<32>, OpenError> {
    let own = guard.open(&own_key_place::<A>(&lock.owner.to_string()), &lock.sealed_key)?;
    Secret::from_slice(&own).ok_or(OpenError)
}
