//! What a practitioner keeps here: one sealed list each, always of the same size, which only their own key
//! opens.

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::context::SealContext;
use crypto::secret::{PlainBytes, Secret};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Bytes of every list, filled up with spaces: its size tells nothing. Sealed, it is 16 KiB.
const SIZE: usize = 16_000;

/// An empty list.
const EMPTY: &[u8] = b"[]";

fn place() -> SealContext<'static> {
    // Each list is under a key of its own: it opens nowhere else.
    SealContext::new("kept_reports", "", "sealed")
}

/// Seals a list as JSON.
///
/// # Errors
/// [`TooLong`] when it would stand out by its size.
fn seal(key: &Secret<32>, list: &[u8]) -> Result<Vec<u8>, TooLong> {
    if list.len() > SIZE {
        return Err(TooLong);
    }
    let mut plain = PlainBytes::new(Vec::with_capacity(SIZE));
    plain.extend_from_slice(list);
    plain.resize(SIZE, b' ');
    Ok(ContentKey::new(key.clone()).seal(&place(), &plain))
}

/// A list that holds too much to be sealed at the size of all the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TooLong;

/// Opens a list: JSON, with spaces after it.
fn open(key: &Secret<32>, sealed: &[u8]) -> Result<PlainBytes, OpenError> {
    ContentKey::new(key.clone()).open(&place(), sealed)
}

/// A list with nothing in it.
pub fn create_empty(key: &Secret<32>) -> Vec<u8> {
    seal(key, EMPTY).unwrap_or_default()
}

/// What is in a list, oldest first.
///
/// # Errors
/// When it was changed, or is not this person's.
pub(crate) fn entries<T: DeserializeOwned>(key: &Secret<32>, sealed: &[u8]) -> Result<Vec<T>, OpenError> {
    serde_json::from_slice(&open(key, sealed)?).map_err(|_| OpenError)
}

/// A list with these entries, at most `most` of them: when there are more, or when they take more room than a
/// list has, the oldest go.
pub(crate) fn seal_entries<T: Serialize>(key: &Secret<32>, entries: &[T], most: usize) -> Vec<u8> {
    let mut first = entries.len().saturating_sub(most);
    loop {
        let left = entries.get(first..).unwrap_or_default();
        let list = zeroize::Zeroizing::new(serde_json::to_vec(left).unwrap_or_else(|_| EMPTY.to_vec()));
        match seal(key, &list) {
            Ok(sealed) => return sealed,
            Err(TooLong) if left.is_empty() => return create_empty(key),
            Err(TooLong) => first += 1,
        }
    }
}

/// The same list in another seal: nobody sees whether something was added.
///
/// # Errors
/// When it was changed, or is not this person's.
pub(super) fn reseal(key: &Secret<32>, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    seal(key, &open(key, sealed)?).map_err(|TooLong| OpenError)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_changes_at_every_sealing_and_never_its_size() {
        let key = Secret::random();
        let empty = create_empty(&key);
        let again = reseal(&key, &empty).unwrap();
        assert_ne!(empty, again);
        assert_eq!(empty.len(), again.len());
        assert_eq!(open(&key, &again).unwrap().trim_ascii_end(), EMPTY);
        let full = seal(&key, &[b'x'; SIZE]).unwrap();
        assert_eq!(full.len(), empty.len());
        assert_eq!(seal(&key, &[b'x'; SIZE + 1]), Err(TooLong));
    }

    #[test]
    fn the_oldest_go_when_there_is_no_more_room() {
        let key = Secret::random();
        let read = |sealed: &[u8]| entries::<String>(&key, sealed).unwrap();
        let all: Vec<String> = (0..10).map(|number| format!("{number}")).collect();
        assert_eq!(read(&seal_entries(&key, &all, 10)), all);
        assert_eq!(read(&seal_entries(&key, &all, 4)), all[6..]);
        let long: Vec<String> = (0..10).map(|number| format!("{number}").repeat(3_000)).collect();
        let sealed = seal_entries(&key, &long, 10);
        assert_eq!(read(&sealed), long[5..]);
        assert_eq!(sealed.len(), create_empty(&key).len());
        assert_eq!(read(&create_empty(&key)), Vec::<String>::new());
        assert_eq!(entries::<String>(&Secret::random(), &sealed), Err(OpenError));
    }

    #[test]
    fn only_the_right_key_opens_it() {
        let sealed = create_empty(&Secret::random());
        assert_eq!(reseal(&Secret::random(), &sealed), Err(OpenError));
        assert_eq!(reseal(&Secret::random(), b""), Err(OpenError));
    }
}
