//! Numbers as people read them.

/// A number with a comma between thousands.
pub(super) fn grouped(number: usize) -> String {
    if number < 1_000 {
        number.to_string()
    } else {
        format!("{},{:03}", grouped(number / 1_000), number % 1_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_have_commas() {
        for (number, written) in [(7, "7"), (999, "999"), (20_010, "20,010"), (1_000_000, "1,000,000")] {
            assert_eq!(grouped(number), written);
        }
    }
}
