//! Summary list: names and values, perhaps with a link to change each.

use maud::{Markup, Render, html};

/// A link at the end of a row.
#[derive(Clone, Debug)]
pub struct Action<'a> {
    /// Its words: "Change".
    pub text: &'a str,
    /// What it is about, for assistive technology: "what happened".
    pub hidden: &'a str,
    /// Where it goes.
    pub href: String,
}

/// One name and its value.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The name.
    pub key: &'a str,
    /// The value.
    pub value: Markup,
    /// What can be done about it.
    pub action: Option<Action<'a>>,
}

impl<'a> Row<'a> {
    /// A row with plain text and no link.
    pub fn text(key: &'a str, value: &str) -> Self {
        Self { key, value: html! { (value) }, action: None }
    }

    fn draw(&self, with_actions: bool) -> Markup {
        let bare = with_actions && self.action.is_none();
        html! {
            div.govuk-summary-list__row.govuk-summary-list__row--no-actions[bare] {
                dt class="govuk-summary-list__key" { (self.key) }
                dd class="govuk-summary-list__value" { (self.value) }
                @if let Some(action) = &self.action {
                    dd class="govuk-summary-list__actions" {
                        a class="govuk-link" href=(action.href) {
                            (action.text) span class="govuk-visually-hidden" { " " (action.hidden) }
                        }
                    }
                }
            }
        }
    }
}

/// Names and values.
#[derive(Clone, Debug, Default)]
pub struct SummaryList<'a> {
    /// The rows.
    pub rows: Vec<Row<'a>>,
    /// Whether rows stand without lines between them.
    pub no_border: bool,
}

impl Render for SummaryList<'_> {
    fn render(&self) -> Markup {
        let with_actions = self.rows.iter().any(|row| row.action.is_some());
        html! {
            dl.govuk-summary-list.govuk-summary-list--no-border[self.no_border] {
                @for row in &self.rows { (row.draw(with_actions)) }
            }
        }
    }
}
