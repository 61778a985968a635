//! The seven words that open a mailbox.

use std::fmt;
use std::sync::LazyLock;

pub use domain::form::reason::report::NotAPhrase;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::kdf::{Cost, Memory, argon2id_in, derive};
use crate::keypair::PrivateKey;
use crate::secret::Secret;
use crate::token;

/// How many words a phrase has: 7 of 7,776 are 90.4 bits.
pub const WORDS: usize = 7;

/// 8 MiB, one pass: about 10 ms. The strength is in the words: 90 bits need no help. The light hash only
/// multiplies the cost of guessing at many mailboxes at once; a heavy one would let a flood of filings or
/// look-ups starve the server, and with it the next person who reports.
const COST: Cost = Cost { memory: 8 * 1_024, passes: 1 };

/// The EFF's long list, byte for byte as published: a line for each word, with the throws of five dice before
/// it. Joseph Bonneau, "Deep Dive: EFF's New Wordlists for Random Passphrases", 2016 (CC BY 3.0 US).
const PUBLISHED: &str = include_str!("../../static/eff_large_wordlist.txt");

/// Its words, in the order of the alphabet.
static LIST: LazyLock<Vec<&str>> = LazyLock::new(|| {
    PUBLISHED.lines().filter_map(|line| line.split_once('\t')).map(|(_, word)| word).collect()
});

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

impl Phrase {
    /// A new phrase.
    pub fn random() -> Self {
        let words: Vec<&str> = (0..WORDS).map(|_| random_word()).collect();
        Self(words.join(" "))
    }

    /// Reads a phrase as typed: any case, any spaces, with or without commas, stops and hyphens between the
    /// words.
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
    pub fn keys(&self, pepper: &Secret<32>, memory: &mut Memory) -> PhraseKeys {
        let salt = b"candour mailbox phrase";
        let stretched = argon2id_in(memory, COST, self.0.as_bytes(), salt, pepper.expose());
        let lookup = token::digest(derive(&stretched, "candour mailbox lookup").expose());
        PhraseKeys { lookup, mailbox: PrivateKey::new(derive(&stretched, "candour mailbox key")) }
    }
}

impl fmt::Debug for Phrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phrase")
    }
}

fn tokens(folded: &str) -> Vec<&str> {
    let separators = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '_');
    folded.split(separators).flat_map(unhyphened).collect()
}

/// A few listed words hold a hyphen themselves (`yo-yo`): they are kept whole, others are split at it.
fn unhyphened(piece: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = piece;
    while !rest.is_empty() {
        let mut ends = rest.match_indices('-').map(|(at, _)| at).chain([rest.len()]);
        let first = ends.next().unwrap_or_default();
        let second = ends.next().unwrap_or(first);
        let end = if rest.get(..second).is_some_and(is_listed) { second } else { first };
        words.extend(rest.get(..end).filter(|word| !word.is_empty()));
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    words
}

fn is_listed(word: &str) -> bool {
    LIST.binary_search(&word).is_ok()
}

/// Draws evenly: of 16 random bits, values past the last whole multiple of the list's length are thrown away.
fn random_word() -> &'static str {
    loop {
        let drawn = usize::from(u16::from_be_bytes(*Secret::<2>::random().expose()));
        let fair = 65_536 - 65_536 % LIST.len();
        if let Some(word) = LIST.get(drawn % LIST.len()).filter(|_| drawn < fair) {
            return word;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_list_is_the_published_one_and_sorted() {
        let digest = data_encoding::HEXLOWER.encode(&token::digest(PUBLISHED.as_bytes()));
        assert_eq!(digest, "addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e");
        assert_eq!(LIST.len(), 7_776);
        assert!(LIST.windows(2).all(|pair| pair[0] < pair[1]));
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
    fn keeps_listed_hyphens() {
        let phrase = Phrase("abacus yo-yo yo-yo drop-down t-shirt felt-tip zoom".into());
        for typed in
            [phrase.words().to_owned(), phrase.words().replace(' ', "-"), phrase.words().replace(' ', "--")]
        {
            assert_eq!(Phrase::parse(&typed), Ok(phrase.clone()), "{typed}");
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
        let memory = &mut Memory::default();
        let mut keys = |pepper| phrase.keys(&Secret::new([pepper; 32]), memory);
        // The same memory, used before or new: it leaves no trace in what comes out.
        let (one, again, two) = (keys(1), keys(1), keys(2));
        assert_eq!((one.lookup, &one.mailbox), (again.lookup, &again.mailbox));
        assert!(one.lookup != two.lookup && one.mailbox != two.mailbox);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*") {
            let _ = Phrase::parse(&text);
        }
    }
}
