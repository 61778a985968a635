//! Those who can be told and are not the police.

use maud::{Markup, html};

/// The national services that take such reports, as items of a list.
pub fn independent() -> Markup {
    html! {
        li {
            "Crimestoppers, on its Police Anti-Corruption and Abuse Reporting Service, "
            a class="govuk-link" href="tel:08000850000" { "0800 085 0000" }
            ": it is not the police, and you can be anonymous"
        }
        li {
            "the Independent Office for Police Conduct (IOPC), which watches over complaints about the police, "
            a class="govuk-link" href="tel:03000200096" { "0300 020 0096" }
        }
    }
}
