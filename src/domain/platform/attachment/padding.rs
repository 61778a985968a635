//! Sizes that say little.

/// The smallest bucket: one sealed chunk.
const SMALLEST: u64 = 64 * 1024;

/// The size a file of `size` bytes is padded to before it is sealed: Padmé (Nikitin et al., "Reducing
/// Metadata Leakage from Encrypted Files and Communication with PURBs", `PoPETs` 2019), never below 64 KiB.
///
/// It costs at most 12 % and lets only O(log log size) bits of the size through.
pub fn padded_size(size: u64) -> u64 {
    if size <= SMALLEST {
        return SMALLEST;
    }
    let exponent = size.ilog2();
    let mantissa = exponent.ilog2() + 1;
    let mask = (1_u64 << (exponent - mantissa)) - 1;
    size.checked_add(mask).map_or(u64::MAX, |rounded| rounded & !mask)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::platform::attachment::MAX_FILE_BYTES;

    #[test]
    fn buckets() {
        for (size, bucket) in [
            (0, 65_536),
            (1, 65_536),
            (65_536, 65_536),
            (65_537, 67_584),
            (1_000_000, 1_015_808),
            (MAX_FILE_BYTES, MAX_FILE_BYTES),
            (MAX_FILE_BYTES - 1, MAX_FILE_BYTES),
            (u64::MAX, u64::MAX),
        ] {
            assert_eq!(padded_size(size), bucket, "{size}");
        }
    }

    #[test]
    fn few_sizes_are_seen() {
        let seen: BTreeSet<u64> = (0..MAX_FILE_BYTES).step_by(1021).map(padded_size).collect();
        assert!(seen.len() < 300, "{}", seen.len());
    }

    proptest! {
        #[test]
        fn padding_holds_the_file_and_costs_little(size in 0..MAX_FILE_BYTES * 4) {
            let padded = padded_size(size);
            prop_assert!(padded >= size);
            prop_assert!(padded == SMALLEST || padded <= size + size * 12 / 100 + 1);
            prop_assert_eq!(padded_size(padded), padded);
            prop_assert!(padded_size(size + 1) >= padded);
        }
    }
}
