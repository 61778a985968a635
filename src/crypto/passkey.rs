//! Passkeys: Web Authentication Level 3 (W3C), with user verification always required and the credential kept
//! by the authenticator itself, so that nobody types an address. Only this file knows the crate.

use data_encoding::BASE64URL_NOPAD;
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Uuid, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::content::ContentKey;
use crate::kdf::derive;
use crate::secret::Secret;
use crate::token::digest;

/// The most bytes of an authenticator's answer: keys and signatures take one or two thousand.
const MAX_BYTES: usize = 16 * 1024;
/// The longest identifier of a credential, bytes (Level 3, 5.4.3: longer ones may be refused).
const LONGEST_ID: usize = 1_023;

/// One origin at which passkeys are made and used. A passkey of one works at no other.
#[derive(Clone)]
pub struct RelyingParty {
    id: String,
    webauthn: Webauthn,
}

impl std::fmt::Debug for RelyingParty {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RelyingParty({})", self.id)
    }
}

/// Whose passkey is made.
#[derive(Clone, Debug)]
pub struct Owner {
    /// Their account's identifier: what the authenticator gives back to say who signs in.
    pub account: String,
    /// What the authenticator shows to tell accounts apart: an address.
    pub address: String,
    /// Their name.
    pub name: String,
}

/// A ceremony that has begun.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What the browser is asked, as JSON.
    pub options: Value,
    /// What the server must keep until the answer comes, as JSON.
    pub state: String,
}

/// The public half of a passkey, with its counter.
#[derive(Clone, Debug)]
pub struct Credential(Passkey);

/// Why an answer was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It proves nothing: another challenge, another origin, another key, nobody who was verified.
    Wrong,
    /// The signature is right and the counter went back: there may be two copies of the key (Level 3, 6.1.1).
    Cloned,
}

/// Who an answer says has signed it, before anything is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The account's identifier.
    pub account: String,
    /// The credential's identifier: base64url.
    pub credential: String,
}

impl RelyingParty {
    /// Passkeys for this origin; none where browsers make none: at an address that is not a name. A loopback
    /// address stands for `localhost`, which browsers trust as well.
    pub fn new(origin: &str, name: &str) -> Option<Self> {
        let mut url = Url::parse(origin).ok()?;
        let host = url.host_str()?;
        if matches!(host, "127.0.0.1" | "[::1]") {
            url.set_host(Some("localhost")).ok()?;
        }
        let id = url.domain()?.to_owned();
        let webauthn = WebauthnBuilder::new(&id, &url).ok()?.rp_name(name).build().ok()?;
        Some(Self { id, webauthn })
    }

    /// The name that passkeys are bound to: the origin's host.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Begins to make a passkey; an authenticator that holds one of `known` is not asked again.
    pub fn begin_making(&self, owner: &Owner, known: &[Credential]) -> Option<Begun> {
        let account = Uuid::try_parse(&owner.account).ok()?;
        let known = known.iter().map(|credential| credential.0.cred_id().clone()).collect();
        let (options, state) = self
            .webauthn
            .start_passkey_registration(account, &owner.address, &owner.name, Some(known))
            .ok()?;
        let mut options = browser_options(&options)?;
        // The crate leaves it to the authenticator; without, it could not say who signs in.
        let selection = options.get_mut("authenticatorSelection")?.as_object_mut()?;
        selection.insert("residentKey".into(), "required".into());
        selection.insert("requireResidentKey".into(), true.into());
        Some(Begun { options, state: serde_json::to_string(&state).ok()? })
    }

    /// The passkey that was made.
    pub fn finish_making(&self, state: &str, answer: &str) -> Option<Credential> {
        let state: PasskeyRegistration = serde_json::from_str(state).ok()?;
        let answer: RegisterPublicKeyCredential = read(answer)?;
        let made = self.webauthn.finish_passkey_registration(&answer, &state).ok()?;
        (made.cred_id().len() <= LONGEST_ID).then_some(Credential(made))
    }

    /// Begins to use a passkey, whoever's it will be.
    pub fn begin_using(&self) -> Option<Begun> {
        let (options, state) = self.webauthn.start_discoverable_authentication().ok()?;
        Some(Begun { options: browser_options(&options)?, state: serde_json::to_string(&state).ok()? })
    }

    /// Checks the answer against the credential that it names: the credential as it is to be kept from now
    /// on, where its counter or its backup has changed.
    ///
    /// # Errors
    /// [`Refused`] says why it proves nothing.
    pub fn finish_using(
        &self,
        state: &str,
        answer: &str,
        credential: &Credential,
    ) -> Result<Option<Credential>, Refused> {
        let state: DiscoverableAuthentication = serde_json::from_str(state).map_err(|_| Refused::Wrong)?;
        let answer: PublicKeyCredential = read(answer).ok_or(Refused::Wrong)?;
        let checked = self.webauthn.finish_discoverable_authentication_v2(&answer, state, &credential.0);
        let result = checked.map_err(|error| match error {
            WebauthnError::CredentialPossibleCompromise => Refused::Cloned,
            _ => Refused::Wrong,
        })?;
        if !result.user_verified() {
            return Err(Refused::Wrong);
        }
        let mut after = credential.clone();
        let changed = after.0.update_credential(&result).ok_or(Refused::Wrong)?;
        Ok(changed.then_some(after))
    }
}

/// Who an answer says has signed it; none when it is no answer.
pub fn claim(answer: &str) -> Option<Claim> {
    let answer: PublicKeyCredential = read(answer)?;
    let account = Uuid::from_slice(answer.get_user_unique_id()?).ok()?.to_string();
    let id = answer.get_credential_id();
    (id.len() <= LONGEST_ID).then(|| Claim { account, credential: BASE64URL_NOPAD.encode(id) })
}

fn read<T: serde::de::DeserializeOwned>(answer: &str) -> Option<T> {
    if answer.len() > MAX_BYTES {
        return None;
    }
    serde_json::from_str(answer).ok()
}

/// What a browser is asked, with our input to the authenticator's pseudo-random function (Level 3, 10.1.4).
fn browser_options(options: &impl serde::Serialize) -> Option<Value> {
    let mut options = serde_json::to_value(options).ok()?.get_mut("publicKey")?.take();
    let input = BASE64URL_NOPAD.encode(&digest(b"candour own key"));
    let extensions = options.as_object_mut()?.entry("extensions").or_insert_with(|| json!({}));
    if extensions.is_null() {
        *extensions = json!({});
    }
    extensions.as_object_mut()?.insert("prf".into(), json!({ "eval": { "first": input } }));
    Some(options)
}

impl Credential {
    /// The identifier: base64url.
    pub fn id(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.cred_id())
    }

    /// What is stored. It holds nothing secret.
    pub fn to_text(&self) -> String {
        serde_json::to_string(&self.0).unwrap_or_default()
    }

    /// Reads what was stored.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok().map(Self)
    }
}

/// The key that seals under what the authenticator's pseudo-random function gave: 32 bytes that only it can
/// make again.
pub fn key(given: &Secret<32>) -> ContentKey {
    ContentKey::new(derive(given, "candour passkey"))
}

#[cfg(test)]
#[expect(dead_code, reason = "shared with tests that use more of it")]
#[path = "../../tests/it/support/authenticator.rs"]
mod authenticator;

#[cfg(test)]
mod tests;
