//! Parts of what stands in a cell.

use crate::form::normalise;

/// The postcode that an address ends with.
pub(super) fn last_words(address: &str) -> Option<String> {
    let words: Vec<&str> = address.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let [.., first, last] = words.as_slice() else { return None };
    normalise::postcode(&format!("{first} {last}"))
}

/// The beginning of what may be long.
pub(super) fn short(text: &str) -> String {
    let mut chars = text.chars();
    let start: String = chars.by_ref().take(80).collect();
    if chars.next().is_some() { format!("{start}…") } else { start }
}
