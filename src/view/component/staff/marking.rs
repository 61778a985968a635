//! The protective marking of a page, above and below it and on every sheet of paper.

use maud::{Markup, html};

/// The marking of case material (Cabinet Office, "Government Security Classifications Policy").
pub const MARKING: &str = "OFFICIAL–SENSITIVE";
/// How such material must be handled.
pub const HANDLING: &str = "PSD/CCU only; do not forward; do not copy to force systems";

/// The band above a page.
pub fn marking() -> Markup {
    html! { aside class="candour-marking" aria-label="Marking" { (words()) } }
}

/// The same below it.
pub fn marking_below() -> Markup {
    html! { aside class="candour-marking candour-marking--below" aria-label="Marking, again" { (words()) } }
}

fn words() -> Markup {
    html! {
        p class="candour-marking__words" { (MARKING) span class="candour-marking__handling" { (HANDLING) } }
    }
}
