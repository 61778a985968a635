//! What people prove themselves with, typed: to sign in, or to choose a new password. Both areas with
//! accounts ask alike.

pub use domain::identity::field::{AGAIN, EMAIL, PASSWORD};
use maud::{Markup, html};

use domain::form::errors::Errors;
use domain::form::reason::Reason;
use domain::form::reason::account::AccountReason;
use domain::identity::staff::PASSWORD_MIN;

use super::authenticator::code;
use super::form_group::FormGroup;
use super::input::Input;
use super::label::Size;
use super::password_input::PasswordInput;

/// The one thing that is ever said when signing in fails: it never tells which of the three was wrong, or
/// whether the account exists.
pub const REFUSED: Reason = Reason::Account(AccountReason::NotSignedIn);

/// The hidden field of the note that a refusal leaves in the page.
pub const NOTE: &str = "note";

/// What to do who is sure that all three are right. It is said to everybody alike.
pub fn next_code() -> Markup {
    html! {
        p class="govuk-body" {
            "If you are sure that they are right, wait until your app shows the next code. Then type it on this page, with "
            "your password again."
        }
    }
}

/// The three fields of signing in, with the email as typed and the note of a refusal, if there was one.
pub fn credentials(email: &str, note: &str) -> Markup {
    let group = FormGroup::new(EMAIL, "Work email").size(Size::Small);
    html! {
        @if !note.is_empty() { input type="hidden" name=(NOTE) value=(note); }
        (Input { kind: "email", autocomplete: "username", ..Input::new(group, email) })
        (PasswordInput {
            group: FormGroup::new(PASSWORD, "Password").size(Size::Small),
            autocomplete: "current-password",
        })
        (code("The six digits that your authenticator app shows now.", None))
    }
}

/// A new password, typed twice. `opens` says what it opens, and what is lost with it.
pub fn new_password(label: &str, opens: &str, errors: &Errors) -> Markup {
    let hint = format!(
        "{PASSWORD_MIN} characters or more. Three random words are easy to remember and hard to guess. {opens}"
    );
    let again = format!("{label} again");
    let first = FormGroup::new(PASSWORD, label).size(Size::Small).hint(&hint);
    let again = FormGroup::new(AGAIN, &again).size(Size::Small);
    html! {
        (PasswordInput { group: first.error(errors.of(PASSWORD)), autocomplete: "new-password" })
        (PasswordInput { group: again.error(errors.of(AGAIN)), autocomplete: "new-password" })
    }
}
