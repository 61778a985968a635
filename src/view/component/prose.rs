//! Words that somebody typed, with their line ends.

use maud::{Markup, html};

/// Typed text in any script: empty lines part paragraphs, other line ends are kept, long words break.
pub fn prose(text: &str) -> Markup {
    html! {
        @for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            p class="govuk-body govuk-!-text-break-word" dir="auto" {
                @for (index, line) in paragraph.lines().enumerate() {
                    @if index > 0 { br; }
                    (line)
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_lines_and_escapes() {
        let html = prose("One\ntwo\n\n\n<b>three</b>").into_string();
        let paragraph = r#"<p class="govuk-body govuk-!-text-break-word" dir="auto">"#;
        assert_eq!(html, format!("{paragraph}One<br>two</p>{paragraph}&lt;b&gt;three&lt;/b&gt;</p>"));
    }
}
