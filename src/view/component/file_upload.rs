//! File upload.

pub use domain::platform::attachment::FILES;
use maud::{Markup, Render, html};

use super::form_group::FormGroup;

/// One or more files to send.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileUpload<'a> {
    /// Name, label, hint, error.
    pub group: FormGroup<'a>,
    /// Whether several may be chosen at once.
    pub multiple: bool,
    /// The kinds the browser offers first, as file endings: `.jpg,.pdf`.
    pub accept: Option<&'a str>,
}

impl Render for FileUpload<'_> {
    fn render(&self) -> Markup {
        let group = &self.group;
        let class = if group.error.is_some() {
            "govuk-file-upload govuk-file-upload--error"
        } else {
            "govuk-file-upload"
        };
        group.around(&html! {
            input class=(class) id=(group.name) name=(group.name) type="file" multiple[self.multiple]
                accept=[self.accept] aria-describedby=[group.described_by(None)];
        })
    }
}
