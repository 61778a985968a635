//! One choice among radios, checkboxes or the options of a select.

use super::name::Name;

/// One choice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Item<'a> {
    /// The value the browser sends.
    pub value: &'a str,
    /// The words beside it.
    pub label: &'a str,
    /// Help with this choice alone (radios and checkboxes only).
    pub hint: Option<&'a str>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether choosing it clears all others: "None of these". Radios and checkboxes set it apart with "or".
    pub exclusive: bool,
    /// The heading of the group of choices that begins with it (checkboxes only).
    pub heading: Option<&'a str>,
}

impl<'a> Item<'a> {
    /// A choice without a hint.
    pub fn new(value: &'a str, label: &'a str, chosen: bool) -> Self {
        Self { value, label, chosen, ..Self::default() }
    }
}

/// The id of the choice at `index` of the group `name`; the first has the group's own, so that an error can
/// link to it.
pub(super) fn item_id(name: Name, index: usize) -> String {
    if index == 0 { name.to_string() } else { format!("{name}-{}", index + 1) }
}
