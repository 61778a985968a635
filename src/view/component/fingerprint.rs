//! A key that people compare.

use maud::{Markup, html};

/// A key in hexadecimal digits, four at a time: easier to compare, and the line can break between them.
pub fn fingerprint(digits: &str) -> Markup {
    let groups: Vec<&str> =
        digits.as_bytes().chunks(4).filter_map(|group| str::from_utf8(group).ok()).collect();
    html! { p class="govuk-body" { code class="candour-digest" { (groups.join(" ")) } } }
}
