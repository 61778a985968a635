//! The seven words that open a mailbox.

use std::fmt;

use eff_wordlist::large;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use super::keypair::PrivateKey;
use super::secret::Secret;
use super::stretch::{Cost, argon2id, derive};
use super::token;

/// How many words a phrase has: 7 of 7,776 are 90.4 bits.
pub const WORDS: usize = 7;

/// 8 MiB, one pass: about 10 ms. The strength is in the words: 90 bits need no help. The light hash only multiplies
/// the cost of guessing at many mailboxes at once; a heavy one would let a flood of filings or look-ups starve the
/// server, and with it the next person who reports.
const COST: Cost = Cost { memory: 8 * 1_024, passes: 1 };

/// Seven words from the EFF's long list, lower case, one space between them.
#[derive(Clone, PartialEq, Eq, Zeroize, ZeroizeOnDrop)]
pub struct Phrase(String);

/// What a phrase gives. Nothing else about it is kept.
#[derive(Debug)]
pub struct PhraseKeys {
    /// Finds the mailbox: stored hashed.
    pub lookup: [u8; 32],
    /// Opens it.
    pub mailbox: PrivateKey,
}

/// The words are not a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAPhrase {
    /// There are not seven.
    Count(usize),
    /// This one is not in the list.
    Word(String),
}

impl Phrase {
    /// A new phrase.
    pub fn random() -> Self {
        let words: Vec<&str> = (0..WORDS).map(|_| random_word()).collect();
        Self(words.join(" "))
    }

    /// Reads a phrase as typed: any case, any spaces, with or without commas, stops and hyphens between the words.
    pub fn parse(typed: &str) -> Result<Self, NotAPhrase> {
        let folded = Zeroizing::new(typed.to_lowercase());
        let tokens = tokens(&folded);
        if let Some(word) = tokens.iter().find(|word| !is_listed(word)) {
            return Err(NotAPhrase::Word(word.chars().take(30).collect()));
        }
        if tokens.len() != WORDS {
            return Err(NotAPhrase::Count(tokens.len()));
        }
        Ok(Self(tokens.join(" ")))
    }

    /// A phrase that was sealed.
    pub fn from_sealed(words: &str) -> Self {
        Self(words.to_owned())
    }

    /// The words, for the one page that shows them.
    pub fn words(&self) -> &str {
        &self.0
    }

    /// Stretches the phrase with the deployment's pepper. Takes about 10 ms and 8 MiB.
    pub fn keys(&self, pepper: &Secret<32>) -> PhraseKeys {
        let stretched = argon2id(COST, self.0.as_bytes(), b"candour mailbox phrase", pepper.expose());
        let lookup = token::digest(derive(&stretched, "candour mailbox lookup").expose());
        PhraseKeys { lookup, mailbox: PrivateKey::new(derive(&stretched, "candour mailbox key")) }
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phrase")
    }
}

/// A few listed words hold a hyphen themselves: they are kept whole, others are split at it.
fn tokens(folded: &str) -> Vec<&str> {
    let separators = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '_');
    let pieces = folded.split(separators).filter(|piece| !piece.is_empty());
    pieces
        .flat_map(|piece| {
            if is_listed(piece) { vec![piece] } else { piece.split('-').filter(|p| !p.is_empty()).collect() }
        })
        .collect()
}

fn is_listed(word: &str) -> bool {
    large::LIST.binary_search_by(|(_, listed)| (*listed).cmp(word)).is_ok()
}

/// Draws evenly: of 16 random bits, values past the last whole multiple of the list's length are thrown away.
fn random_word() -> &'static str {
    loop {
        let drawn = usize::from(u16::from_be_bytes(*Secret::<2>::random().expose()));
        let fair = 65_536 - 65_536 % large::LIST.len();
        if let Some((_, word)) = large::LIST.get(drawn % large::LIST.len()).filter(|_| drawn < fair) {
            return word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_list_is_sorted_and_long() {
        assert_eq!(large::LIST.len(), 7_776);
        assert!(large::LIST.windows(2).all(|pair| pair[0].1 < pair[1].1));
    }

    #[test]
    fn forgives_how_it_is_typed() {
        for _ in 0..50 {
            let phrase = Phrase::random();
            for typed in [
                phrase.words().to_uppercase(),
                phrase.words().replace(' ', ",  "),
                format!(" {}\n", phrase.words().replace(' ', "-")),
            ] {
                assert_eq!(Phrase::parse(&typed), Ok(phrase.clone()));
            }
        }
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(Phrase::parse("abacus abdomen"), Err(NotAPhrase::Count(2)));
        assert_eq!(Phrase::parse("abacus xyzzy"), Err(NotAPhrase::Word("xyzzy".into())));
    }

    #[test]
    fn gives_the_same_keys_only_with_the_same_pepper() {
        let phrase = Phrase::random();
        let (one, two) = (Secret::new([1; 32]), Secret::new([2; 32]));
        assert_eq!(phrase.keys(&one).lookup, phrase.keys(&one).lookup);
        assert_ne!(phrase.keys(&one).lookup, phrase.keys(&two).lookup);
        assert_ne!(phrase.keys(&one).mailbox, phrase.keys(&two).mailbox);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*") {
            let _ = Phrase::parse(&text);
        }
    }
}
