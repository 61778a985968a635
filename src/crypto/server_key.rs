//! The server's own keys: they open no concern.

use serde::{Deserialize, Serialize};

use crate::content::ContentKey;
use crate::device::DeviceKey;
use crate::kdf::derive;
use crate::secret::Secret;
use crate::token::FormKey;

/// What is in the server key file: one secret, from which each purpose gets its own.
#[derive(Clone, Debug)]
pub struct ServerKey(Secret<32>);

#[derive(Serialize, Deserialize)]
struct File {
    candour_server_key: String,
}

impl ServerKey {
    /// A new server key.
    pub fn random() -> Self {
        Self(Secret::random())
    }

    /// Reads the text of a key file.
    pub fn parse(text: &str) -> Option<Self> {
        let file: File = serde_json::from_str(text).ok()?;
        Secret::from_text(&file.candour_server_key).map(Self)
    }

    /// The text of the key file.
    pub fn to_text(&self) -> String {
        let file = File { candour_server_key: self.0.to_text().to_string() };
        serde_json::to_string(&file).unwrap_or_default()
    }

    /// What phrases are stretched with, so that a stolen database alone cannot even test guesses.
    pub fn pepper(&self) -> Secret<32> {
        derive(&self.0, "candour phrase pepper")
    }

    /// What form tokens are made with.
    pub fn form_key(&self) -> FormKey {
        FormKey::new(derive(&self.0, "candour form token"))
    }

    /// What seals a one-time link while its letter waits to be sent.
    pub fn link_key(&self) -> ContentKey {
        ContentKey::new(derive(&self.0, "candour link in a letter"))
    }

    /// What seals the keys that unlinkable tokens are issued with.
    pub fn issuer_key(&self) -> ContentKey {
        ContentKey::new(derive(&self.0, "candour token issuer"))
    }

    /// What throttle entries are keyed with, so that the table does not list who has an account.
    pub fn throttle_key(&self) -> FormKey {
        FormKey::new(derive(&self.0, "candour sign-in throttle"))
    }

    /// What signs the cookies of browsers that signed in before.
    pub fn device_key(&self) -> DeviceKey {
        DeviceKey::new(derive(&self.0, "candour device cookie"))
    }

    /// What second factors are sealed under once more, so that a code can be checked before the password is.
    pub fn factor_key(&self) -> ContentKey {
        ContentKey::new(derive(&self.0, "candour second factor"))
    }

    /// What seals the note in a page that refuses somebody who signs in.
    pub fn note_key(&self) -> ContentKey {
        ContentKey::new(derive(&self.0, "candour sign-in note"))
    }

    /// What keys are sealed under that are lent to the server for work that any node may go on with.
    pub fn work_key(&self) -> ContentKey {
        ContentKey::new(derive(&self.0, "candour lent keys"))
    }
}
