//! What is written down of an entry, by the order of its fields.

use maud::{Markup, Render, html};

use domain::form::record::{Kind, Known, Record, Section};

use crate::component::summary_list::{Row, SummaryList};

/// Everything that is written down, by the order of the fields.
pub fn summary(sections: &[Section], record: &Record, known: &Known) -> Markup {
    let fields = sections.iter().flat_map(|section| section.fields);
    let rows = fields.filter(|field| !record.all(field.name).is_empty()).map(|field| {
        let words = field.words(record, known);
        Row {
            key: field.label,
            value: html! {
                @for word in &words {
                    @match field.kind {
                        Kind::Web => div { a class="govuk-link" href=(word) rel="noreferrer noopener" { (word) } },
                        Kind::Prose(_) => @for line in word.lines() { div { bdi { (line) } } },
                        _ => div { bdi { (word) } },
                    }
                }
            },
            action: None,
        }
    });
    SummaryList { rows: rows.collect(), no_border: false }.render()
}
