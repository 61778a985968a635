//! Date input: day, month and year as three numbers.

use maud::{Markup, Render, html};

use crate::view::component::form_group::FormGroup;

/// A date, as typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypedDate<'a> {
    /// The day of the month.
    pub day: &'a str,
    /// The month, 1 to 12.
    pub month: &'a str,
    /// The year, four digits.
    pub year: &'a str,
}

/// A date in three numbers. The fields are called `…-day`, `…-month` and `…-year` after the group's name.
#[derive(Clone, Copy, Debug, Default)]
pub struct DateInput<'a> {
    /// Name, legend, hint, error.
    pub group: FormGroup<'a>,
    /// What was typed.
    pub value: TypedDate<'a>,
}

impl Render for DateInput<'_> {
    fn render(&self) -> Markup {
        let TypedDate { day, month, year } = self.value;
        self.group.around_set(&html! {
            div class="govuk-date-input" {
                (self.part("Day", "day", day, "govuk-input--width-2"))
                (self.part("Month", "month", month, "govuk-input--width-2"))
                (self.part("Year", "year", year, "govuk-input--width-4"))
            }
        })
    }
}

impl DateInput<'_> {
    /// One of the three. The first has the group's own id, so that an error can link to it.
    fn part(&self, label: &str, part: &str, value: &str, width: &str) -> Markup {
        let name = format!("{}-{part}", self.group.name);
        let id = if part == "day" { self.group.name } else { &name };
        let error = if self.group.error.is_some() { " govuk-input--error" } else { "" };
        html! {
            div class="govuk-date-input__item" {
                div class="govuk-form-group" {
                    label class="govuk-label govuk-date-input__label" for=(id) { (label) }
                    input class={ "govuk-input govuk-date-input__input " (width) (error) } id=(id) name=(name)
                        type="text" inputmode="numeric" autocomplete="off" spellcheck="false" value=(value);
                }
            }
        }
    }
}
