//! A list of terms, each with what is to be said of it: a summary list whose names may be links.

use maud::{Markup, html};

/// The list of `rows`: see [`term`].
pub fn term_list(rows: impl IntoIterator<Item = Markup>) -> Markup {
    html! { dl class="govuk-summary-list" { @for row in rows { (row) } } }
}

/// One of them.
pub fn term(name: &Markup, said: &Markup) -> Markup {
    html! {
        div class="govuk-summary-list__row" {
            dt class="govuk-summary-list__key" { (name) }
            dd class="govuk-summary-list__value" { (said) }
        }
    }
}
