//! The question that stands before a case: conflict of interest, and the reason for opening it.

pub use domain::casework::case::{KNOWS, REASON};
use maud::{Markup, Render, html};

use domain::casework::case::Case;
use domain::form::errors::Errors;
use domain::platform::audit::REASONS;

use crate::component::button::button;
use crate::component::details::details;
use crate::component::error_summary::error_summary;
use crate::component::form_group::FormGroup;
use crate::component::item::Item;
use crate::component::label::Size;
use crate::component::radios::Radios;
use crate::component::token::token;
use crate::staff::list_place::ListPlace;
use crate::staff::nav_item::NavItem;
use crate::staff::page::{Signed, StaffPage, column};

/// They know somebody whom the case may be about.
pub const YES: &str = "yes";
/// They do not.
pub const NO: &str = "no";

/// What stands before a case. It shows nothing but the reference.
#[derive(Clone, Copy, Debug)]
pub struct Gate<'a> {
    /// Who is signed in.
    pub signed: Signed<'a>,
    /// The case.
    pub case: &'a Case,
    /// What was chosen for [`KNOWS`].
    pub knows: &'a str,
    /// What was chosen for [`REASON`].
    pub reason: &'a str,
    /// What was wrong, for the same fields.
    pub errors: &'a Errors,
    /// The list that the page was come to from.
    pub place: &'a ListPlace,
}

impl Render for Gate<'_> {
    fn render(&self) -> Markup {
        let page =
            self.signed.page(self.case.reference().as_str(), column(&self.content())).at(NavItem::Cases);
        let above = vec![self.place.above(("Cases", path::staff::inbox()))];
        StaffPage { above, marked: true, failed: !self.errors.is_empty(), ..page }.render()
    }
}

impl Gate<'_> {
    fn content(&self) -> Markup {
        html! {
            (error_summary(self.errors))
            h1 class="govuk-heading-l" { "Before you open " (self.case.reference().as_str()) }
            form action=(self.place.carry(&path::staff::case_open(&self.case.id()))) method="post" novalidate {
                (token(self.signed.token))
                (self.knows())
                (self.reason())
                (button("Continue"))
            }
            (details("What is logged", &logged()))
        }
    }

    fn knows(&self) -> Radios<'_> {
        let group = FormGroup::new(KNOWS, "Do you know, or have you worked with, anyone this may be about?")
            .size(Size::Medium)
            .hint(
                "You cannot tell yet who it is about. Answer yes if you have heard, or have reason to think, that it is \
                 about somebody you know: family, a friend, somebody you work or have worked with. If you recognise \
                 somebody after you open it, choose ‘I know this person’ on the case at once.",
            )
            .error(self.errors.of(KNOWS));
        let yes = Item {
            hint: Some(
                "You will not see this case. The manager of the desk is told, and gives it to somebody else.",
            ),
            ..Item::new(YES, "Yes", self.knows == YES)
        };
        Radios {
            group,
            items: vec![Item::new(NO, "No, not that I know of", self.knows == NO), yes],
            inline: false,
        }
    }

    fn reason(&self) -> Radios<'_> {
        let group = FormGroup::new(REASON, "Why do you open it?")
            .size(Size::Medium)
            .hint("You do not have to choose one if you answered yes.")
            .error(self.errors.of(REASON));
        let item = |choice: &'static domain::form::choice::Choice| {
            Item::new(choice.code, choice.label, self.reason == choice.code)
        };
        Radios { group, items: REASONS.iter().map(item).collect(), inline: false }
    }
}

fn logged() -> Markup {
    html! {
        p class="govuk-body" {
            "Your name, the time, your answer and your reason are logged, and so is each later look at the case, each "
            "file you open and each change you make. The manager and the auditor can read the log. "
            "It never holds what the report says."
        }
    }
}
