//! The one EXIF field worth keeping: which way up the picture is.

/// The tag of the orientation (EXIF 2.32, 4.6.4).
const ORIENTATION: u16 = 0x0112;

/// The orientation in an EXIF block, when it is one of those that turn or mirror (2 to 8).
pub(super) fn orientation(exif: &[u8]) -> Option<u8> {
    let little = match exif.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let first = usize::try_from(u32_at(exif, 4, little)?).ok()?;
    let count = usize::from(u16_at(exif, first, little)?);
    let value = (0..count).find_map(|entry| {
        let at = first.checked_add(2 + entry * 12)?;
        (u16_at(exif, at, little)? == ORIENTATION).then(|| u16_at(exif, at + 8, little))?
    });
    value.and_then(|value| u8::try_from(value).ok()).filter(|value| (2..=8).contains(value))
}

/// An EXIF block that says only which way up.
pub(super) fn only_orientation(value: u8) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend_from_slice(&[value, 0, 0, 0, 0, 0, 0]);
    exif
}

fn u16_at(bytes: &[u8], at: usize, little: bool) -> Option<u16> {
    let two = *bytes.get(at..)?.first_chunk()?;
    Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
}

fn u32_at(bytes: &[u8], at: usize, little: bool) -> Option<u32> {
    let four = *bytes.get(at..)?.first_chunk()?;
    Some(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for value in 2..=8 {
            assert_eq!(orientation(&only_orientation(value)), Some(value));
        }
        assert_eq!(only_orientation(6).len(), 26);
    }

    #[test]
    fn upright_nonsense_and_cut_blocks_say_nothing() {
        for value in [0, 1, 9] {
            assert_eq!(orientation(&only_orientation(value)), None);
        }
        let whole = only_orientation(6);
        for end in 0..20 {
            assert_eq!(orientation(&whole[..end]), None, "{end}");
        }
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), None);
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0";
        assert_eq!(orientation(little), Some(8));
    }
}
