//! Sealing what is too large for one piece: the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár,
//! "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015) over
//! XChaCha20-Poly1305.
//!
//! A sealed stream is a header and then chunks. The nonce of a chunk is the 19 random bytes of the header,
//! its number (32 bits, big-endian) and one byte that marks the last chunk; the associated data of every
//! chunk is the stream's [`SealContext`]. So a stream that was cut, reordered, spliced, prolonged or moved
//! does not open.

use aead_stream::{DecryptorBE32, EncryptorBE32, Key, Nonce, StreamBE32};
use chacha20poly1305::XChaCha20Poly1305;
use zeroize::Zeroizing;

use crate::OpenError;
use crate::context::SealContext;
use crate::secret::{PlainBytes, Secret};

/// Plain bytes in every chunk but the last, which may be shorter.
pub const CHUNK: usize = 64 * 1024;
/// What sealing adds to each chunk.
pub const TAG: usize = 16;
/// The header: a version byte and the random start of the nonces.
pub const HEADER: usize = 1 + PREFIX;

const PREFIX: usize = 19;
const VERSION: u8 = 1;

type Prefix = Nonce<XChaCha20Poly1305, StreamBE32<XChaCha20Poly1305>>;

/// A chunk longer than [`CHUNK`], or more than 2³² of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed stream takes at most 2^32 chunks of 64 KiB")]
pub struct TooMuch;

/// Seals a stream, chunk by chunk.
pub struct StreamSealer {
    stream: EncryptorBE32<XChaCha20Poly1305>,
    place: Vec<u8>,
}

impl StreamSealer {
    /// Starts a stream under `key`, bound to `place`; the header goes before its chunks.
    pub fn new(key: &Secret<32>, place: &SealContext<'_>) -> (Self, [u8; HEADER]) {
        let prefix = Secret::<PREFIX>::random();
        let mut header = [VERSION; HEADER];
        for (byte, random) in header.iter_mut().skip(1).zip(prefix.expose()) {
            *byte = *random;
        }
        let stream = EncryptorBE32::new(as_key(key), &Prefix::from(*prefix.expose()));
        (Self { stream, place: place.bytes() }, header)
    }

    /// Seals the next chunk, after which at least one more follows.
    ///
    /// # Errors
    /// [`TooMuch`] when the stream is full.
    pub fn seal_next(&mut self, chunk: &[u8; CHUNK]) -> Result<Vec<u8>, TooMuch> {
        let mut sealed = with_room(chunk);
        self.stream.encrypt_next_in_place(&self.place, &mut sealed).map_err(|_| TooMuch)?;
        Ok(sealed)
    }

    /// Seals the last chunk, which may be empty.
    ///
    /// # Errors
    /// [`TooMuch`] when `chunk` is longer than [`CHUNK`].
    pub fn seal_last(self, chunk: &[u8]) -> Result<Vec<u8>, TooMuch> {
        if chunk.len() > CHUNK {
            return Err(TooMuch);
        }
        let mut sealed = with_room(chunk);
        self.stream.encrypt_last_in_place(&self.place, &mut sealed).map_err(|_| TooMuch)?;
        Ok(sealed)
    }
}

/// Opens a stream, chunk by chunk. Only when [`StreamOpener::open_last`] succeeded was the stream whole.
pub struct StreamOpener {
    stream: DecryptorBE32<XChaCha20Poly1305>,
    place: Vec<u8>,
}

impl StreamOpener {
    /// Starts to open the stream with this header.
    ///
    /// # Errors
    /// [`OpenError`] when the header is of no known version.
    pub fn new(key: &Secret<32>, place: &SealContext<'_>, header: &[u8; HEADER]) -> Result<Self, OpenError> {
        let [VERSION, prefix @ ..] = *header else { return Err(OpenError) };
        let stream = DecryptorBE32::new(as_key(key), &Prefix::from(prefix));
        Ok(Self { stream, place: place.bytes() })
    }

    /// Opens the next chunk, after which at least one more follows; `sealed` is [`CHUNK`] + [`TAG`] long.
    ///
    /// # Errors
    /// [`OpenError`] when it is not this stream's next chunk.
    pub fn open_next(&mut self, sealed: &[u8]) -> Result<PlainBytes, OpenError> {
        if sealed.len() != CHUNK + TAG {
            return Err(OpenError);
        }
        let mut plain = Zeroizing::new(sealed.to_vec());
        self.stream.decrypt_next_in_place(&self.place, &mut *plain).map_err(|_| OpenError)?;
        Ok(plain)
    }

    /// Opens the last chunk.
    ///
    /// # Errors
    /// [`OpenError`] when it is not this stream's last chunk.
    pub fn open_last(self, sealed: &[u8]) -> Result<PlainBytes, OpenError> {
        if sealed.len() > CHUNK + TAG {
            return Err(OpenError);
        }
        let mut plain = Zeroizing::new(sealed.to_vec());
        self.stream.decrypt_last_in_place(&self.place, &mut *plain).map_err(|_| OpenError)?;
        Ok(plain)
    }
}

fn as_key(key: &Secret<32>) -> &Key<XChaCha20Poly1305> {
    key.expose().into()
}

/// A copy with room for the tag, so that growing leaves no plain bytes behind.
fn with_room(chunk: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(chunk.len() + TAG);
    bytes.extend_from_slice(chunk);
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const PLACE: SealContext<'static> =
        SealContext { table: "files", row: "a", column: "content", version: 0 };
    const SEALED: usize = CHUNK + TAG;

    fn key() -> Secret<32> {
        Secret::new([7; 32])
    }

    fn plain(length: usize) -> Vec<u8> {
        (0..=250).cycle().take(length).collect()
    }

    fn seal(plain: &[u8], place: &SealContext<'_>) -> Vec<u8> {
        let (mut sealer, header) = StreamSealer::new(&key(), place);
        let mut bytes = header.to_vec();
        let mut rest = plain;
        while rest.len() > CHUNK {
            let (chunk, after) = rest.split_first_chunk().unwrap();
            bytes.extend(sealer.seal_next(chunk).unwrap());
            rest = after;
        }
        bytes.extend(sealer.seal_last(rest).unwrap());
        bytes
    }

    fn open(sealed: &[u8], place: &SealContext<'_>, key: &Secret<32>) -> Result<Vec<u8>, OpenError> {
        let (header, mut rest) = sealed.split_first_chunk().ok_or(OpenError)?;
        let mut opener = StreamOpener::new(key, place, header)?;
        let mut plain = Vec::new();
        while rest.len() > SEALED {
            let (chunk, after) = rest.split_at(SEALED);
            plain.extend_from_slice(&opener.open_next(chunk)?);
            rest = after;
        }
        plain.extend_from_slice(&opener.open_last(rest)?);
        Ok(plain)
    }

    #[test]
    fn lengths_at_the_edges_come_back() {
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1] {
            let sealed = seal(&plain(length), &PLACE);
            let chunks = length.div_ceil(CHUNK).max(1);
            assert_eq!(sealed.len(), HEADER + length + chunks * TAG, "{length}");
            assert_eq!(open(&sealed, &PLACE, &key()).unwrap(), plain(length), "{length}");
        }
    }

    #[test]
    fn two_seals_of_the_same_bytes_differ() {
        assert_ne!(seal(b"same", &PLACE), seal(b"same", &PLACE));
    }

    #[test]
    fn another_place_key_or_version_fails() {
        let sealed = seal(&plain(100), &PLACE);
        for place in [
            SealContext { row: "b", ..PLACE },
            SealContext { table: "file", row: "sa", ..PLACE },
            SealContext { column: "clean", ..PLACE },
            SealContext { version: 1, ..PLACE },
        ] {
            assert_eq!(open(&sealed, &place, &key()), Err(OpenError));
        }
        assert_eq!(open(&sealed, &PLACE, &Secret::new([8; 32])), Err(OpenError));
        let mut other = sealed;
        other[0] = 2;
        assert_eq!(open(&other, &PLACE, &key()), Err(OpenError));
    }

    #[test]
    fn chunks_cannot_be_swapped_dropped_repeated_or_added() {
        let sealed = seal(&plain(3 * CHUNK + 9), &PLACE);
        let (header, body) = sealed.split_at(HEADER);
        let chunks: Vec<&[u8]> = body.chunks(SEALED).collect();
        let join = |order: &[usize]| {
            let picked = order.iter().flat_map(|&at| chunks[at].iter().copied());
            header.iter().copied().chain(picked).collect::<Vec<u8>>()
        };
        assert!(open(&join(&[0, 1, 2, 3]), &PLACE, &key()).is_ok());
        for order in [
            &[1, 0, 2, 3][..],
            &[0, 2, 1, 3],
            &[0, 1, 2],
            &[0, 1, 3],
            &[1, 2, 3],
            &[0, 0, 1, 2, 3],
            &[3],
            &[],
        ] {
            assert_eq!(open(&join(order), &PLACE, &key()), Err(OpenError), "{order:?}");
        }
        assert_eq!(open(&join(&[0, 1, 2, 3, 3]), &PLACE, &key()), Err(OpenError));
        assert_eq!(open(&[&sealed[..], b"more"].concat(), &PLACE, &key()), Err(OpenError));
    }

    #[test]
    fn a_chunk_of_another_stream_fails() {
        let (one, other) = (seal(&plain(2 * CHUNK), &PLACE), seal(&plain(2 * CHUNK), &PLACE));
        let (at, end) = (HEADER, HEADER + SEALED);
        let spliced = [&one[..at], &other[at..end], &one[end..]].concat();
        assert_eq!(open(&spliced, &PLACE, &key()), Err(OpenError));
    }

    #[test]
    fn a_chunk_too_long_is_refused() {
        let (sealer, _) = StreamSealer::new(&key(), &PLACE);
        assert_eq!(sealer.seal_last(&plain(CHUNK + 1)), Err(TooMuch));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        #[test]
        fn any_length_comes_back(length in 0..3 * CHUNK) {
            let plain = plain(length);
            prop_assert_eq!(open(&seal(&plain, &PLACE), &PLACE, &key()).unwrap(), plain);
        }

        #[test]
        fn every_cut_fails(length in 0..3 * CHUNK, at in any::<prop::sample::Index>()) {
            let sealed = seal(&plain(length), &PLACE);
            let cut = at.index(sealed.len());
            prop_assert_eq!(open(&sealed[..cut], &PLACE, &key()), Err(OpenError));
        }

        #[test]
        fn every_flipped_bit_fails(length in 0..3 * CHUNK, at in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let mut sealed = seal(&plain(length), &PLACE);
            let at = at.index(sealed.len());
            sealed[at] ^= 1 << bit;
            prop_assert_eq!(open(&sealed, &PLACE, &key()), Err(OpenError));
        }

        #[test]
        fn any_bytes_fail_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert_eq!(open(&bytes, &PLACE, &key()), Err(OpenError));
        }
    }
}
