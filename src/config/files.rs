//! Where sealed files live.

use serde::Deserialize;

use crypto::secret::SecretText;

/// The kind of store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FilesStore {
    /// Under the data folder.
    Folder,
    /// In an S3-compatible store.
    S3,
}

/// The `[files]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Files {
    /// Which store is used.
    pub store: FilesStore,
    /// The S3-compatible store, if that is the one.
    pub s3: S3,
}

/// The `[files.s3]` section.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3 {
    /// The store's address.
    pub endpoint: String,
    /// The bucket.
    pub bucket: String,
    /// The region.
    pub region: String,
    /// The access key.
    pub access_key_id: String,
    /// Its secret.
    pub secret_access_key: SecretText,
    /// Whether the store may be spoken to over plain HTTP.
    pub allow_http: bool,
}

impl Files {
    /// What is wrong, as sentences.
    pub fn faults(&self) -> Vec<String> {
        match self.store {
            FilesStore::Folder => Vec::new(),
            FilesStore::S3 => self.s3.faults(),
        }
    }
}

impl S3 {
    fn faults(&self) -> Vec<String> {
        let needed = [
            ("endpoint", self.endpoint.as_str()),
            ("bucket", &self.bucket),
            ("region", &self.region),
            ("access_key_id", &self.access_key_id),
            ("secret_access_key", self.secret_access_key.expose()),
        ];
        let missing = needed.iter().filter(|(_, value)| value.is_empty());
        let mut faults: Vec<String> =
            missing.map(|(key, _)| format!("files.s3.{key} is needed with files.store = \"s3\".")).collect();
        if let Some(sentence) = self.endpoint_fault() {
            faults.push(sentence.into());
        }
        faults
    }

    fn endpoint_fault(&self) -> Option<&'static str> {
        match self.endpoint.split_once("://").map(|(scheme, _)| scheme) {
            Some("https") => None,
            Some("http") if self.allow_http => None,
            Some("http") => {
                Some("files.s3.endpoint begins with http://: use https://, or set files.s3.allow_http.")
            }
            _ if self.endpoint.is_empty() => None,
            _ => Some("files.s3.endpoint must begin with https://."),
        }
    }
}
