//! Looks for words in bytes, however they are written.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER};

/// Bytes that all patterns begin with are found by this many.
const START: usize = 6;

/// Every way in which each word might be written.
pub(super) struct Search {
    /// What is looked for, in lower case, by how it begins: the rest, and what it stands for.
    patterns: HashMap<[u8; START], Vec<(Vec<u8>, String)>>,
    /// Whether any pattern begins with these two bytes.
    begins: Vec<bool>,
}

impl Search {
    /// A search for these secrets: a name for the report of a failing test, and the bytes.
    pub(super) fn new(secrets: &BTreeMap<String, Vec<u8>>) -> Self {
        let mut search = Self { patterns: HashMap::new(), begins: vec![false; 65_536] };
        for (name, secret) in secrets {
            assert!(secret.len() >= 10, "{name} is too short to be looked for");
            for (form, bytes) in forms(secret) {
                search.add(format!("{name} as {form}"), &bytes);
            }
        }
        search
    }

    fn add(&mut self, name: String, bytes: &[u8]) {
        // Without regard to case: hexadecimal digits and escapes are written in either.
        let bytes = bytes.to_ascii_lowercase();
        let (start, rest) = bytes.split_first_chunk::<START>().expect("long enough");
        self.begins[usize::from(start[0]) << 8 | usize::from(start[1])] = true;
        self.patterns.entry(*start).or_default().push((rest.to_vec(), name));
    }

    /// What of it is in these bytes.
    pub(super) fn in_bytes(&self, bytes: &[u8]) -> Vec<String> {
        let text = bytes.to_ascii_lowercase();
        let mut found = Vec::new();
        for (at, pair) in text.windows(2).enumerate() {
            if !self.begins[usize::from(pair[0]) << 8 | usize::from(pair[1])] {
                continue;
            }
            let Some((start, rest)) = text[at..].split_first_chunk::<START>() else { break };
            let patterns = self.patterns.get(start).into_iter().flatten();
            found.extend(
                patterns.filter(|(end, _)| rest.starts_with(end)).map(|(_, name)| format!("{name} at {at}")),
            );
        }
        found
    }

    /// What of it is in the files below a folder, and in their names.
    pub(super) fn in_folder(&self, folder: &Path) -> Vec<String> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).expect("read a folder").flatten() {
            let path = entry.path();
            let within = if path.is_dir() {
                self.in_folder(&path)
            } else {
                // A file may go away, or be a socket, between the two looks.
                fs::read(&path).map(|bytes| self.in_bytes(&bytes)).unwrap_or_default()
            };
            let name = self.in_bytes(entry.file_name().as_encoded_bytes());
            found.extend(within.into_iter().chain(name).map(|what| format!("{}: {what}", path.display())));
        }
        found
    }
}

/// How bytes might be written: as they are, as UTF-16, in base 64 at each of three places, as digits,
/// escaped.
fn forms(secret: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut forms = vec![
        ("itself".to_owned(), secret.to_vec()),
        ("hex".to_owned(), HEXLOWER.encode(secret).into_bytes()),
        ("percent".to_owned(), secret.iter().flat_map(|byte| format!("%{byte:02x}").into_bytes()).collect()),
    ];
    if let Ok(text) = std::str::from_utf8(secret) {
        let units: Vec<u16> = text.encode_utf16().collect();
        forms.push(("UTF-16LE".into(), units.iter().flat_map(|unit| unit.to_le_bytes()).collect()));
        forms.push(("UTF-16BE".into(), units.iter().flat_map(|unit| unit.to_be_bytes()).collect()));
        let escaped = text.replace('@', "%40").replace(' ', "+");
        let spaced = text.replace('@', "%40").replace(' ', "%20");
        forms.extend([("form".to_owned(), escaped.into_bytes()), ("URL".to_owned(), spaced.into_bytes())]);
        forms.push(("JSON".into(), text.replace('"', "\\\"").into_bytes()));
    }
    for before in 0..3 {
        forms.push((
            format!("base 64 after {before}"),
            within_base64(secret, before, |b| BASE64_NOPAD.encode(b)),
        ));
        forms.push((
            format!("base 64 (URL) after {before}"),
            within_base64(secret, before, |b| BASE64URL_NOPAD.encode(b)),
        ));
    }
    forms
}

/// The digits that do not hang on what stands before and after.
fn within_base64(secret: &[u8], before: usize, encode: impl Fn(&[u8]) -> String) -> Vec<u8> {
    let text = encode(&[&vec![0; before][..], secret].concat()).into_bytes();
    let unsure = usize::from(!(before + secret.len()).is_multiple_of(3));
    text[(before * 8).div_ceil(6)..text.len() - unsure].to_vec()
}

mod tests {
    use super::*;

    const WORD: &str = "zebra crossing ahead";

    fn search() -> Search {
        Search::new(&BTreeMap::from([("the word".to_owned(), WORD.as_bytes().to_vec())]))
    }

    /// The search finds what it is for, in every form and at every place: else a leak test would prove
    /// nothing.
    #[test]
    fn finds_a_word_however_it_is_written() {
        let utf16: Vec<u8> = WORD.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let mut written: Vec<Vec<u8>> = vec![
            WORD.as_bytes().to_vec(),
            WORD.to_uppercase().into_bytes(),
            utf16.clone(),
            [&[0], &utf16[..]].concat(),
            HEXLOWER.encode(WORD.as_bytes()).into_bytes(),
            HEXLOWER.encode(WORD.as_bytes()).to_uppercase().into_bytes(),
            b"story=zebra+crossing+ahead&".to_vec(),
            b"/zebra%20crossing%20ahead".to_vec(),
        ];
        for before in 0..7 {
            for after in 0..4 {
                let around = [&vec![b'-'; before][..], WORD.as_bytes(), &vec![b'-'; after][..]].concat();
                written.push(BASE64_NOPAD.encode(&around).into_bytes());
                written.push(BASE64URL_NOPAD.encode(&around).into_bytes());
            }
        }
        for bytes in written {
            for before in [0, 1, 7] {
                let hidden = [&vec![0x9f; before][..], &bytes, b"\xff\x00zz"].concat();
                assert!(!search().in_bytes(&hidden).is_empty(), "{}", String::from_utf8_lossy(&hidden));
            }
        }
        assert!(search().in_bytes(b"zebra crossings ahead, zebracrossing").is_empty());
    }

    #[test]
    fn finds_a_word_in_a_file_and_in_its_name() {
        let folder = crate::support::folder("search");
        fs::create_dir(folder.path().join("deep")).expect("make a folder");
        fs::write(folder.path().join("deep/data.db"), format!("\0\0{WORD}\0")).expect("write");
        fs::write(folder.path().join("zebra crossing ahead.txt"), "").expect("write");
        assert_eq!(
            search().in_folder(folder.path()).iter().filter(|found| found.contains("itself")).count(),
            2
        );
    }
}
