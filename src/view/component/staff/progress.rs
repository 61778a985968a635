//! How far something is: in words, and as a bar.

use maud::{Markup, html};

use domain::register::campaign::Progress;

/// `words` and a bar that says the same. Without a plan there is no bar. Stands inside a paragraph or a cell.
pub fn progress(words: &str, progress: Progress) -> Markup {
    html! {
        (words)
        @if progress.of > 0 {
            br;
            progress class="candour-progress" max=(progress.of) value=(progress.done.min(progress.of))
                aria-label=(words) { (words) }
        }
    }
}
