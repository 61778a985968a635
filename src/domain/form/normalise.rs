//! How people and places are reached: addresses, numbers and postcodes in one way of writing, and the marks
//! by which two entries are found to be one.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::text;

pub use super::text::email;

/// A telephone number, spaced as it was typed, without what is not part of one; none when it is no number
/// that can be dialled (3 to 15 digits, as ITU-T E.164 allows).
pub fn phone(raw: &str) -> Option<String> {
    let line = text::line(raw, 60).ok()?;
    let fit = |c: char| c.is_ascii_digit() || c == ' ';
    let begins = line.starts_with('+');
    let spaced: String =
        line.replace("(0)", " ").chars().map(|c| if "()-./\u{a0}".contains(c) { ' ' } else { c }).collect();
    let spaced = spaced.trim_start_matches('+');
    if !spaced.chars().all(fit) {
        return None;
    }
    let digits = spaced.chars().filter(char::is_ascii_digit).count();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    (3..=15).contains(&digits).then(|| format!("{}{}", if begins { "+" } else { "" }, words.join(" ")))
}

/// The same number however it is written: its digits, with the United Kingdom's own code taken as 0.
pub fn phone_mark(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits
        .strip_prefix("0044")
        .or_else(|| number.starts_with('+').then(|| digits.strip_prefix("44")).flatten())
    {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    }
}

/// The address of a website, with its scheme.
pub fn website(raw: &str) -> Option<String> {
    let line = text::line(raw, 300).ok()?;
    let (scheme, rest) = match line.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => ("https", rest),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => ("http", rest),
        Some(_) => return None,
        None => ("https", line.as_str()),
    };
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let fit = |c: char| c.is_alphanumeric() || "-.:".contains(c);
    let dotted = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    let whole = dotted && host.chars().all(fit) && !path.contains(char::is_whitespace);
    whole.then(|| format!("{scheme}://{}{path}", host.to_ascii_lowercase()))
}

/// A full postcode, in capitals with one space, by the shape that Royal Mail publishes (*Programmer's guide
/// to the Postcode Address File*).
pub fn postcode(raw: &str) -> Option<String> {
    let letters: String = raw.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    if !letters.is_ascii() || !(5..=7).contains(&letters.len()) {
        return None;
    }
    let (out, inward) = letters.split_at(letters.len() - 3);
    let mut inward_chars = inward.chars();
    let inward_fits = inward_chars.next()?.is_ascii_digit() && inward_chars.all(|c| c.is_ascii_uppercase());
    let area = out.chars().take_while(char::is_ascii_uppercase).count();
    let rest: Vec<char> = out.chars().skip(area).collect();
    let out_fits = (1..=2).contains(&area)
        && matches!(rest.as_slice(), [first] | [first, _] if first.is_ascii_digit())
        && rest.iter().all(char::is_ascii_alphanumeric);
    (inward_fits && out_fits).then(|| format!("{out} {inward}"))
}

/// Providers at which anybody has an address.
const PERSONAL: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.co.uk",
    "live.co.uk",
    "live.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "aol.com",
    "btinternet.com",
    "sky.com",
    "protonmail.com",
    "proton.me",
];

/// What stands after the @ of an email address, in lower case.
pub fn host(email: &str) -> String {
    email.rsplit_once('@').map_or(email, |(_, host)| host).to_lowercase()
}

/// Whether an email address is at a provider at which anybody has one.
pub fn is_personal(email: &str) -> bool {
    PERSONAL.contains(&host(email).as_str())
}

/// The domain of an email address or a website; none for those that many organisations, or people, share.
pub fn domain_mark(address: &str) -> Option<String> {
    const SHARED: &[&str] = &[
        "nhs.net",
        "gov.uk",
        "nhs.uk",
        "police.uk",
        "facebook.com",
        "twitter.com",
        "instagram.com",
        "org.uk",
        "co.uk",
        "ac.uk",
    ];
    let host = match address.rsplit_once('@') {
        Some((_, host)) => host,
        None => address
            .split("://")
            .last()
            .unwrap_or(address)
            .split(['/', '?', '#', ':'])
            .next()
            .unwrap_or_default(),
    };
    let host = host.strip_prefix("www.").unwrap_or(host).to_lowercase();
    let shared = [PERSONAL, SHARED].iter().any(|hosts| hosts.contains(&host.as_str()));
    (host.contains('.') && !shared).then_some(host)
}

/// Text without what does not matter when searching: case, accents, punctuation and double spaces.
pub fn fold(text: &str) -> String {
    let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in plain {
        match c {
            '\'' | '’' | '‘' | '.' => {}
            '&' => push_word(&mut folded, &mut gap, "and"),
            c if c.is_alphanumeric() => {
                if gap && !folded.is_empty() {
                    folded.push(' ');
                }
                gap = false;
                folded.push(c);
            }
            _ => gap = true,
        }
    }
    folded
}

fn push_word(folded: &mut String, gap: &mut bool, word: &str) {
    if !folded.is_empty() {
        folded.push(' ');
    }
    folded.push_str(word);
    *gap = true;
}

/// The name of an organisation without the words that come and go: articles and legal forms.
pub fn name_mark(name: &str) -> String {
    const IDLE: &[&str] =
        &["the", "ltd", "limited", "cic", "cio", "charity", "trust", "uk", "plc", "llp", "and", "of"];
    let folded = fold(name);
    let words: Vec<&str> = folded.split(' ').filter(|word| !IDLE.contains(word)).collect();
    if words.is_empty() { folded } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_one_however_they_are_written() {
        for raw in
            ["01632 960001", "+44 1632 960001", "+44 (0)1632 960001", "0044 1632 960 001", "(01632) 960-001"]
        {
            assert_eq!(phone_mark(&phone(raw).unwrap()), "01632960001", "{raw}");
        }
        assert_eq!(phone("116 123").unwrap(), "116 123");
        for raw in ["", "12", "ask for Ada", "1234567890123456", "01632 960001 ext 5"] {
            assert_eq!(phone(raw), None, "{raw}");
        }
    }

    #[test]
    fn postcodes_have_the_shape_of_postcodes() {
        for (raw, written) in
            [("aa31ab", "AA3 1AB"), (" w1a 0ax ", "W1A 0AX"), ("m1 1ae", "M1 1AE"), ("ec1a1bb", "EC1A 1BB")]
        {
            assert_eq!(postcode(raw).as_deref(), Some(written));
        }
        for raw in ["", "AA3", "AAA 1AB", "AA3 AAB", "12345", "ÄA3 1AB"] {
            assert_eq!(postcode(raw), None, "{raw}");
        }
    }

    #[test]
    fn websites_have_a_scheme() {
        assert_eq!(website("www.Refuge.example/Help").as_deref(), Some("https://www.refuge.example/Help"));
        assert_eq!(website("http://a.example").as_deref(), Some("http://a.example"));
        for raw in ["javascript://alert.example", "nowhere", "a b.example", ".example", "x."] {
            assert_eq!(website(raw), None, "{raw}");
        }
    }

    #[test]
    fn marks_meet() {
        assert_eq!(domain_mark("help@Refuge.example").as_deref(), Some("refuge.example"));
        assert_eq!(domain_mark("https://www.refuge.example/x").as_deref(), Some("refuge.example"));
        assert_eq!(domain_mark("somebody@gmail.com"), None);
        assert_eq!(name_mark("The St. Bride’s Refuge Ltd"), name_mark("st brides refuge"));
        assert_eq!(name_mark("Women & Girls' Centre"), name_mark("women and girls centre"));
        assert_eq!(fold("  Café–Élan  "), "cafe elan");
    }

    proptest! {
        #[test]
        fn writing_a_thing_again_changes_nothing(raw in "\\PC{0,60}") {
            for read in [phone, website, postcode, email] {
                if let Some(once) = read(&raw) {
                    prop_assert_eq!(read(&once), Some(once.clone()));
                }
            }
            prop_assert_eq!(fold(&fold(&raw)), fold(&raw));
        }
    }
}
