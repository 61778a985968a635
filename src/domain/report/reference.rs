//! The short reference that people quote.

use std::fmt;
use std::str::FromStr;

use crate::platform::random::Random;

/// Crockford's base 32: no I, L, O or U, so that nothing is misread or spells a word.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_LENGTH: usize = 6;

/// A reference such as `CND-7K3Q-9XM`: six random characters and a check character (Luhn mod 32).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Reference(String);

/// The text is not a reference: too short, a wrong character, or a mistyped one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAReference;

impl Reference {
    /// A new reference.
    pub fn random(random: &dyn Random) -> Self {
        let digits: Vec<usize> =
            random.bytes::<RANDOM_LENGTH>().iter().map(|byte| usize::from(byte % 32)).collect();
        Self::from_digits(&digits)
    }

    fn from_digits(digits: &[usize]) -> Self {
        let all = digits.iter().copied().chain([check_digit(digits)]);
        let letters: String = all.filter_map(|digit| ALPHABET.get(digit).copied()).map(char::from).collect();
        let (first, second) = letters.split_at(4);
        Self(format!("CND-{first}-{second}"))
    }

    /// The reference as people read it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Luhn's check over 32 symbols: catches every single mistyped character and nearly every swap of neighbours.
fn check_digit(digits: &[usize]) -> usize {
    let doubled = digits.iter().rev().enumerate().map(|(index, digit)| {
        let value = if index % 2 == 0 { digit * 2 } else { *digit };
        value / 32 + value % 32
    });
    (32 - doubled.sum::<usize>() % 32) % 32
}

impl FromStr for Reference {
    type Err = NotAReference;

    /// Forgives case, spaces, missing dashes, `O` for `0`, and `I` or `L` for `1`.
    fn from_str(text: &str) -> Result<Self, NotAReference> {
        let folded: String =
            text.to_uppercase().chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let body = folded.strip_prefix("CND").unwrap_or(&folded);
        let digits: Option<Vec<usize>> = body.chars().map(digit).collect();
        let digits = digits.filter(|digits| digits.len() == RANDOM_LENGTH + 1).ok_or(NotAReference)?;
        let (check, random) = digits.split_last().ok_or(NotAReference)?;
        if check_digit(random) == *check { Ok(Self::from_digits(random)) } else { Err(NotAReference) }
    }
}

fn digit(letter: char) -> Option<usize> {
    let letter = match letter {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET.iter().position(|known| char::from(*known) == letter)
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reads_what_it_writes(digits in prop::collection::vec(0_usize..32, RANDOM_LENGTH)) {
            let reference = Reference::from_digits(&digits);
            prop_assert_eq!(reference.as_str().len(), 12);
            prop_assert_eq!(reference.as_str().to_lowercase().replace('-', " ").parse(), Ok(reference));
        }

        #[test]
        fn one_wrong_character_is_noticed(
            digits in prop::collection::vec(0_usize..32, RANDOM_LENGTH), at in 0_usize..RANDOM_LENGTH, add in 1_usize..32,
        ) {
            let right = Reference::from_digits(&digits);
            let check = right.as_str().chars().last().unwrap();
            let mut wrong = digits.clone();
            wrong[at] = (wrong[at] + add) % 32;
            let text: String = wrong.iter().map(|d| char::from(ALPHABET[*d])).chain([check]).collect();
            prop_assert_eq!(text.parse::<Reference>(), Err(NotAReference));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*") {
            let _ = text.parse::<Reference>();
        }
    }
}
