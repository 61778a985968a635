//! Pages that tell staff what went wrong, and keep what was typed where it can be kept.

use maud::{Markup, Render, html};

use super::page::{Signed, StaffPage, column};
use crate::component::button::{Look, link_button};
use crate::component::prose::prose;
use crate::error::{Kept, Unreadable, wait};
use crate::page::Site;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffProblem<'a> {
    /// What was sent cannot be read.
    Unreadable(Unreadable),
    /// Something of what was sent is missing.
    Unfit,
    /// What was sent is larger than is taken.
    TooLarge,
    /// There is nothing here, or nothing for this person: the page is the same.
    NotFound,
    /// Somebody else changed it meanwhile; the address of how it is now.
    Stale(&'a str),
    /// Too much to do just now: try again after so many seconds.
    Busy(u32),
    /// The form is too old, or came from somewhere else.
    Expired,
    /// Nobody is signed in any more.
    SignedOut,
    /// Something sealed did not open, which has been written to the audit log; a reference for whoever runs
    /// the site.
    Sealed(&'a str),
    /// Something is broken on our side; a reference for whoever runs the site.
    Broken(&'a str),
    /// Something broke off on our side: it may have been stored or not; a reference for whoever runs the
    /// site.
    Unconfirmed(&'a str),
}

/// A page that tells staff what went wrong.
#[derive(Clone, Copy, Debug)]
pub struct StaffErrorPage<'a> {
    /// What the deployment sets.
    pub site: &'a Site,
    /// Who is signed in, if anybody is.
    pub signed: Option<Signed<'a>>,
    /// What went wrong.
    pub problem: StaffProblem<'a>,
    /// What was typed. It is offered for sending again where that can help, and otherwise for copying.
    pub kept: Option<Kept<'a>>,
}

impl Render for StaffErrorPage<'_> {
    fn render(&self) -> Markup {
        let content = column(&html! {
            h1 class="govuk-heading-l" { (self.heading()) }
            @for text in self.paragraphs() { p class="govuk-body" { (text) } }
            @if let Some(kept) = &self.kept { (self.typed(kept)) }
            (self.onward())
        });
        let page = StaffPage::new(self.site, self.heading(), content);
        // What was typed may be words to or from a reporter.
        StaffPage { signed: self.signed, marked: self.kept.is_some(), ..page }.render()
    }
}

impl StaffErrorPage<'_> {
    fn heading(&self) -> &'static str {
        match self.problem {
            StaffProblem::Unreadable(_) | StaffProblem::Unfit => "We could not read that",
            StaffProblem::TooLarge => "That is too large",
            StaffProblem::NotFound => "Page not found",
            StaffProblem::Stale(_) => "Somebody changed this meanwhile",
            StaffProblem::Busy(_) => "Please try again soon",
            StaffProblem::Expired => "Please send that again",
            StaffProblem::SignedOut => "You have been signed out",
            StaffProblem::Sealed(_) => "This record did not open",
            StaffProblem::Broken(_) | StaffProblem::Unconfirmed(_) => "Sorry, something went wrong",
        }
    }

    fn paragraphs(&self) -> Vec<String> {
        match self.problem {
            StaffProblem::Unreadable(reason) => vec![reason.words().into(), "Nothing was changed.".into()],
            StaffProblem::Unfit => vec!["Something was missing.".into(), "Nothing was changed.".into()],
            StaffProblem::TooLarge => {
                vec!["What you sent is larger than we can take. Nothing was changed.".into()]
            }
            StaffProblem::NotFound => vec![
                "If you typed the address, check that it is right.".into(),
                "If you followed a link, what it led to may not be there, or may not be for you.".into(),
            ],
            StaffProblem::Stale(_) => vec![
                "Between your opening the page and sending it, somebody else made a change.".into(),
                "Nothing of yours was stored. Look at how it is now, then decide again.".into(),
            ],
            StaffProblem::Busy(seconds) => {
                vec![format!(
                    "There is much to do just now. Nothing was changed. Try again in {}.",
                    wait(seconds)
                )]
            }
            StaffProblem::Expired => {
                vec!["The page was open for too long, or was opened twice. Nothing was changed.".into()]
            }
            StaffProblem::SignedOut => vec![
                "You had not opened or sent anything for a while, or you signed out in another window."
                    .into(),
                "Nothing was changed. Sign in again to go on.".into(),
            ],
            StaffProblem::Sealed(reference) => vec![
                "It may have been changed. It has been written to the audit log. Tell your manager.".into(),
                "Nothing that could not be checked is shown, and nothing was changed.".into(),
                format!(
                    "Give {reference} to whoever runs this site: they can look for the record in a backup."
                ),
            ],
            StaffProblem::Broken(reference) => vec![
                "It is not your fault. Nothing was changed. Try again in a few minutes.".into(),
                format!("If it happens again, give {reference} to whoever runs this site."),
            ],
            StaffProblem::Unconfirmed(reference) => vec![
                "It is not your fault. We cannot tell whether what you sent was stored.".into(),
                "Try again in a minute, or look at how it is now. It will not be stored twice.".into(),
                format!("If it happens again, give {reference} to whoever runs this site."),
            ],
        }
    }

    fn typed(&self, kept: &Kept) -> Markup {
        let again = matches!(
            self.problem,
            StaffProblem::Busy(_)
                | StaffProblem::Expired
                | StaffProblem::Broken(_)
                | StaffProblem::Unconfirmed(_)
        );
        if again { kept.form() } else { copy(kept) }
    }

    fn onward(&self) -> Markup {
        let home = path::staff::home();
        match self.problem {
            StaffProblem::SignedOut => link_button("Sign in", &path::staff::sign_in(), Look::Primary),
            StaffProblem::Stale(now) => link_button("See how it is now", now, Look::Primary),
            _ => {
                html! { p class="govuk-body" { a class="govuk-link" href=(home) { "Go to your start page" } } }
            }
        }
    }
}

/// What was typed, for copying: codes and identifiers are left out.
fn copy(kept: &Kept) -> Markup {
    let words = kept.fields.iter().filter(|(_, value)| value.contains(char::is_whitespace));
    html! {
        @for (_, value) in words {
            h2 class="govuk-heading-m" { "What you typed" }
            p class="govuk-body" { "It was not stored. You can copy it." }
            div class="govuk-inset-text" { (prose(value)) }
        }
    }
}
