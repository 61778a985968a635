//! What makes a form that is sent twice count once.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use domain::platform::id::Id;

use crate::kdf::derive;
use crate::secret::Secret;

/// The key of one form as it was drawn once. What the form brings about gets its identifier from this key and
/// from what was typed: the same form with the same content, sent again because no answer came, finds what it
/// made the first time; with other content it is another post.
///
/// Nothing is stored for it. The key comes from the form's token, whose random part is stored nowhere: an
/// identifier tells nothing of what was typed, also to whoever has the database and the server key file.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(Secret<32>);

impl IdempotencyKey {
    /// The key of the form that carried this token.
    pub fn of_form(token: &str) -> Self {
        Self(mac(&Secret::new([0; 32]), "candour form", &[token]))
    }

    /// The identifier of the `noun` that the form brings about with this content.
    pub fn id<'a, T>(&self, noun: &str, content: impl IntoIterator<Item = &'a str>) -> Id<T> {
        let content: Vec<&str> = content.into_iter().collect();
        let key = derive(&self.0, "candour idempotent identifier");
        let digest = mac(&key, noun, &content);
        let [first, ..] = digest.expose().as_chunks::<16>().0 else { return Id::from_bytes([0; 16]) };
        Id::from_bytes(*first)
    }

    /// The identifier of the `noun` that the form brings about with these fields.
    pub fn id_of_fields<T>(&self, noun: &str, fields: &[(String, String)]) -> Id<T> {
        self.id(noun, fields.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]))
    }
}

/// Each part with its length before it: no two lists of parts make the same text.
fn mac(key: &Secret<32>, label: &str, parts: &[&str]) -> Secret<32> {
    #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
    let mut mac = Hmac::<Sha256>::new_from_slice(key.expose()).expect("a key of any length");
    for part in std::iter::once(&label).chain(parts) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    Secret::new(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Thing;

    fn id(token: &str, noun: &str, content: &[&str]) -> Id<Thing> {
        IdempotencyKey::of_form(token).id(noun, content.iter().copied())
    }

    #[test]
    fn the_same_form_with_the_same_content_makes_one_thing() {
        let first = id("token", "message", &["words", "file"]);
        assert_eq!(first, id("token", "message", &["words", "file"]));
        let others = [
            id("another", "message", &["words", "file"]),
            id("token", "contact", &["words", "file"]),
            id("token", "message", &["words"]),
            id("token", "message", &["wordsfile"]),
            id("token", "message", &["word", "sfile"]),
        ];
        assert!(others.iter().all(|other| *other != first));
        assert!(format!("{:?}", IdempotencyKey::of_form("token")).contains("Secret"));
    }
}
