//! Padding to size buckets, so that the length of a ciphertext says little about the words in it.

use crate::OpenError;
use crate::secret::PlainBytes;
use zeroize::Zeroizing;

const SMALLEST: usize = 1_024;
const LENGTH_BYTES: usize = 4;

/// The bucket that `length` bytes fall into: 1, 4, 16, 64, 256 or 1,024 KiB, and so on by fours.
pub fn bucket(length: usize) -> usize {
    let mut size = SMALLEST;
    while size < length {
        size *= 4;
    }
    size
}

/// `plain` with its length before it and zeros after it, filling a bucket.
pub fn pad(plain: &[u8]) -> PlainBytes {
    let size = bucket(plain.len() + LENGTH_BYTES);
    let length = u32::try_from(plain.len()).unwrap_or(u32::MAX);
    let mut padded = Zeroizing::new(Vec::with_capacity(size));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(plain);
    padded.resize(size, 0);
    padded
}

/// What [`pad`] was given.
pub fn unpad(padded: &[u8]) -> Result<PlainBytes, OpenError> {
    let (length, rest) = padded.split_first_chunk::<LENGTH_BYTES>().ok_or(OpenError)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| OpenError)?;
    rest.get(..length).map(|plain| Zeroizing::new(plain.to_vec())).ok_or(OpenError)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn unpads_what_was_padded(plain in prop::collection::vec(any::<u8>(), 0..6_000)) {
            let padded = pad(&plain);
            prop_assert!([1_024, 4_096, 16_384].contains(&padded.len()));
            let opened = unpad(&padded).unwrap();
            prop_assert_eq!(opened.as_slice(), plain.as_slice());
        }

        #[test]
        fn any_bytes_are_unpadded_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = unpad(&bytes);
        }
    }
}
