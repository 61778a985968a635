//! What was done this week, by kind: on an auditor's page after signing in.

use maud::{Markup, html};

use domain::platform::audit::AuditAction;
use domain::platform::time::Day;

use super::audit_filter::Sifted;
use crate::component::staff::dense_table::dense_table;
use crate::component::table::{Column, Table};

/// Draws how often each kind of thing was done since a day began.
pub fn week(since: Day, kinds: &[(AuditAction, i64)]) -> Markup {
    let row = |(action, count): &(AuditAction, i64)| {
        let list = Sifted { action: Some(*action), from: Some(since), ..Sifted::default() };
        vec![html! { a class="govuk-link" href=(list.href("")) { (action.label()) } }, html! { (count) }]
    };
    html! {
        h2 class="govuk-heading-m" { "Since " (since) }
        @if kinds.is_empty() { p class="govuk-body" { "Nothing was logged at the desks that you audit." } }
        @else {
            (dense_table(&Table {
                caption: "What was logged this week",
                caption_hidden: true,
                columns: vec![
                    Column { title: "What", numeric: false },
                    Column { title: "How often", numeric: true },
                ],
                rows: kinds.iter().map(row).collect(),
                row_headings: true,
            }))
        }
    }
}
