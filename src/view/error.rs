//! Pages that say what went wrong, calmly, and keep what was typed where it can be kept.

use maud::{Markup, Render, html};

use crate::component::button::button;
use crate::component::form_group::FormGroup;
use crate::component::textarea::Textarea;
use crate::component::token::{FIRST_TOKEN, token};
use crate::page::{ReporterPage, Site};

/// Values longer than this are shown for copying; shorter ones travel hidden.
const SHOWN: usize = 60;

const EXPIRED: &str = "The page was open for too long, or was opened twice. Nothing was stored.";

/// Why what was sent cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The form did not come whole.
    BrokenOff,
    /// A form with files did not come whole, or is damaged.
    FilesBroken,
    /// The same, where it has one file.
    FileBroken,
    /// It has more fields than any form here.
    TooManyFields,
    /// It has more parts than any form here, or others.
    TooManyParts,
    /// It is no form as pages here send them.
    Encoding,
    /// A text is not UTF-8.
    NotText,
    /// A text holds characters that stand for nothing.
    Characters,
    /// The address is not one of ours.
    Address,
}

impl Unreadable {
    /// What people read.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::BrokenOff => "The form broke off.",
            Self::FilesBroken => "The form with your files broke off or was damaged.",
            Self::FileBroken => "The form with your file broke off or was damaged.",
            Self::TooManyFields => "The form has more fields than any of our pages.",
            Self::TooManyParts => "The form has more parts than any of our pages.",
            Self::Encoding => "The form was sent in a way that we do not read.",
            Self::NotText => "The text is not written in a way that we can read (UTF-8).",
            Self::Characters => "The text holds characters that cannot be shown.",
            Self::Address => "The address makes no sense.",
        }
    }
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem<'a> {
    /// What was sent cannot be read.
    Unreadable(Unreadable),
    /// Something of what was sent is missing, or not as expected.
    Unfit,
    /// What was sent is larger than is taken.
    TooLarge,
    /// There is nothing here, or nothing for this person: the page is the same.
    NotFound,
    /// Too much to do just now: try again after so many seconds.
    Busy(u32),
    /// The form is too old, or came from somewhere else.
    Expired,
    /// What was stored does not open: it was damaged or changed; a reference for whoever runs the site.
    Sealed(&'a str),
    /// Something is broken on our side; a reference for whoever runs the site.
    Broken(&'a str),
    /// Something broke off on our side: it may have been stored or not; a reference for whoever runs the
    /// site.
    Unconfirmed(&'a str),
}

/// What was typed and could not be taken, to be sent again or copied.
#[derive(Clone, Copy, Debug)]
pub struct Kept<'a> {
    /// Where the form was posted to.
    pub action: &'a str,
    /// A fresh form token.
    pub token: &'a str,
    /// What was typed, by field, without the token.
    pub fields: &'a [(String, String)],
}

/// A page that says what went wrong.
#[derive(Clone, Copy, Debug)]
pub struct ErrorPage<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// What went wrong.
    pub problem: Problem<'a>,
    /// What was typed, where it can be kept.
    pub kept: Option<Kept<'a>>,
}

impl Render for ErrorPage<'_> {
    fn render(&self) -> Markup {
        let content = html! {
            h1 class="govuk-heading-l" { (self.heading()) }
            @for text in self.paragraphs() { p class="govuk-body" { (text) } }
            @if let Some(kept) = &self.kept { (kept.form()) }
            @else { p class="govuk-body" { a class="govuk-link" href=(path::start()) { "Go to the start" } } }
        };
        ReporterPage::new(self.site, self.heading(), content).render()
    }
}

impl ErrorPage<'_> {
    fn heading(&self) -> &'static str {
        match self.problem {
            Problem::Unreadable(_) | Problem::Unfit => "We could not read that",
            Problem::TooLarge => "That is too large",
            Problem::NotFound => "Page not found",
            Problem::Busy(_) => "Please try again soon",
            Problem::Expired => "Please send that again",
            Problem::Sealed(_) => "Sorry, we cannot open that",
            Problem::Broken(_) | Problem::Unconfirmed(_) => "Sorry, something went wrong",
        }
    }

    fn paragraphs(&self) -> Vec<String> {
        match self.problem {
            Problem::Unreadable(reason) => vec![reason.words().into(), "Nothing was stored.".into()],
            Problem::Unfit => {
                vec!["Something was missing or not as expected.".into(), "Nothing was stored.".into()]
            }
            Problem::TooLarge => vec![
                "What you sent is larger than we can take. A file can have up to 25 MB.".into(),
                "Go back and send less. Nothing was stored.".into(),
            ],
            Problem::NotFound => vec!["If you typed the address, check that it is right.".into()],
            Problem::Busy(seconds) => vec![
                format!("Many people are using this site just now. Try again in {}.", wait(seconds)),
                "Nothing was stored just now. What you saved before is still there.".into(),
            ],
            Problem::Expired if self.kept.is_some() => vec![EXPIRED.into()],
            Problem::Expired => vec![
                EXPIRED.into(),
                "If you can go back and still see what you typed, copy it and open the page again.".into(),
            ],
            Problem::Sealed(reference) => vec![
                "What is stored here may have been damaged or changed. So we show nothing of it.".into(),
                "It is not your fault. Choose ‘Exit this page’, then come back and start again.".into(),
                format!("Whoever runs this site can find what happened by {reference}."),
            ],
            Problem::Broken(reference) => vec![
                "It is not your fault. We could not store what you sent. Try again in a few minutes.".into(),
                format!("If it happens again, whoever runs this site can find it by {reference}."),
            ],
            Problem::Unconfirmed(reference) => vec![
                "It is not your fault. We cannot tell whether what you sent was stored.".into(),
                "Try again in a minute. You can safely send it again: it will not be stored twice.".into(),
                format!("If it happens again, whoever runs this site can find it by {reference}."),
            ],
        }
    }
}

impl Kept<'_> {
    /// What is long can be read and copied; all of it can be sent again.
    pub(super) fn form(&self) -> Markup {
        html! {
            p class="govuk-body" { "What you typed is below. You can copy it, or try again." }
            form action=(self.action) method="post" novalidate autocomplete="off" {
                (token(self.token))
                @for (name, value) in self.fields {
                    @if name != FIRST_TOKEN && value.chars().count() > SHOWN {
                        (Textarea { group: FormGroup::new(name.as_str(), "What you typed"), value, rows: 12 })
                    } @else {
                        input type="hidden" name=(name) value=(value);
                    }
                }
                (button("Try again"))
            }
        }
    }
}

pub(super) fn wait(seconds: u32) -> String {
    match seconds {
        0..=1 => "a second".into(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
