//! Passkeys: the form that a script works, and the list on one's own account. Nothing of the form shows
//! without script.

pub use domain::identity::passkey::PASSKEY as ID;
pub use domain::identity::passkey::{LABEL, PROOF};
use maud::{Markup, Render, html};

use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::reason::passkey::PasskeyReason;
use domain::identity::passkey::Passkey;

use super::button::{Button, Look, secondary_button};
use super::form_group::FormGroup;
use super::input::{Input, Width};
use super::label::Size;
use super::password_input::PasswordInput;
use super::summary_list::{Row, SummaryList};
use super::token::token;
use crate::asset::PASSKEY;

/// The hidden field of a ceremony's token.
pub const CEREMONY: &str = "ceremony";
/// The hidden field of the device's answer, as JSON.
pub const CREDENTIAL: &str = "credential";
/// The hidden field of the secret that the device gave: base64url.
pub const GIVEN: &str = "given";

/// Signing in with a passkey, as a sign-in page offers it.
#[derive(Clone, Copy, Debug, Default)]
pub struct PasskeyWay<'a> {
    /// The name that passkeys are bound to; none where there are none.
    pub site: Option<&'a str>,
    /// Whether signing in with one has failed.
    pub failed: bool,
}

impl PasskeyWay<'_> {
    /// What the page says is wrong.
    pub fn errors(&self) -> Errors {
        // The one thing that is ever said when signing in with a passkey fails.
        let place = self.site.map_or(Key::PAGE, |_| ID);
        if self.failed { Errors::one(place, PasskeyReason::NotSignedIn) } else { Errors::default() }
    }
}

/// A form whose button asks the device.
#[derive(Clone, Debug)]
pub struct PasskeyForm<'a> {
    /// The name that passkeys are bound to.
    pub site: &'a str,
    /// The form token.
    pub token: &'a str,
    /// Where the form goes.
    pub action: &'a str,
    /// Where the script gets the question for the device.
    pub begin: &'a str,
    /// Where it gets another question before, for those who type no password to show who they are.
    pub confirm: Option<&'a str>,
    /// Whether a passkey is made, rather than used.
    pub make: bool,
    /// What stands before the button.
    pub fields: Markup,
    /// The words on the button.
    pub button: &'a str,
    /// What stands after the form.
    pub after: Markup,
}

impl<'a> PasskeyForm<'a> {
    /// A form that uses a passkey, with nothing but its button.
    pub fn new(site: &'a str, token: &'a str, action: &'a str, button: &'a str) -> Self {
        let (fields, after) = (html! {}, html! {});
        Self { site, token, action, begin: "", confirm: None, make: false, fields, button, after }
    }
}

impl Render for PasskeyForm<'_> {
    fn render(&self) -> Markup {
        html! {
            div class="candour-passkey" id=(ID) data-site=(self.site) data-begin=(self.begin)
                data-confirm=[self.confirm] data-make=[self.make.then_some("yes")] hidden {
                form action=(self.action) method="post" novalidate {
                    (token(self.token))
                    input type="hidden" name=(CEREMONY);
                    input type="hidden" name=(CREDENTIAL);
                    input type="hidden" name=(GIVEN);
                    (self.fields)
                    p class="govuk-body" role="alert" {}
                    (secondary_button(self.button))
                }
                (self.after)
            }
            script type="module" src=(PASSKEY.path()) {}
        }
    }
}

/// What leads into somebody's account.
#[derive(Clone, Copy, Debug)]
pub struct Passkeys<'a> {
    /// Their passkeys, by name.
    pub list: &'a [Passkey],
    /// Whether a password leads in as well.
    pub password: bool,
    /// The name that passkeys are bound to; none where there are none.
    pub site: Option<&'a str>,
}

/// Where the forms of the section go.
#[derive(Clone, Copy, Debug)]
pub struct PasskeyPlaces<'a> {
    /// Asks for a passkey that one has.
    pub proof: &'a str,
    /// Begins to add one.
    pub question: &'a str,
    /// Adds it.
    pub add: &'a str,
    /// Removes one.
    pub remove: &'a str,
}

/// The part of one's own account that is about passkeys.
#[derive(Clone, Copy, Debug)]
pub struct PasskeySection<'a> {
    /// What leads into the account.
    pub ways: Passkeys<'a>,
    /// The form token.
    pub token: &'a str,
    /// What was wrong.
    pub errors: &'a Errors,
    /// Where the forms go.
    pub places: PasskeyPlaces<'a>,
}

impl Render for PasskeySection<'_> {
    fn render(&self) -> Markup {
        let Passkeys { list, site, .. } = self.ways;
        let rows = list.iter().map(|passkey| self.row(passkey)).collect();
        html! {
            h2 class="govuk-heading-m" { "Passkeys" }
            p class="govuk-body" {
                "With a passkey you sign in with your fingerprint, your face or the PIN of your device, and type nothing. "
                @if !self.ways.password { "You have no password: passkeys are the way into your account. " }
                @if site.is_some() { "To add one, use a browser that runs scripts." }
                @else { "They do not work at this address." }
            }
            @if list.is_empty() { p class="govuk-body" { "You have none." } }
            @else { (SummaryList { rows, no_border: false }) }
            @if let Some(site) = site { (self.adding(site)) }
        }
    }
}

impl PasskeySection<'_> {
    fn row<'a>(&'a self, passkey: &'a Passkey) -> Row<'a> {
        let value = html! {
            "Added on " (passkey.added)
            @if !passkey.opens { br; "Signs you in, but does not open what you keep here." }
            form action=(self.places.remove) method="post" class="govuk-!-margin-top-2" {
                (token(self.token))
                input type="hidden" name=(ID) value=(passkey.id);
                (Button {
                    hidden: Some(&passkey.label),
                    look: Look::Secondary,
                    ..secondary_button("Remove")
                })
            }
        };
        Row { key: &passkey.label, value, action: None }
    }

    fn adding(&self, site: &str) -> Markup {
        let named = FormGroup::new(LABEL, "Name for the new passkey (optional)").size(Size::Small);
        let named = named.hint("So that you know it again, such as the device it is on.");
        let named = Input::new(named.error(self.errors.of(LABEL)), "");
        let more = !self.ways.list.is_empty();
        let hint = if more { "Leave it empty to show a passkey that you have instead." } else { "" };
        let proof =
            FormGroup::new(PROOF, "Your present password, to add a passkey").size(Size::Small).hint(hint);
        let fields = html! {
            h3 class="govuk-heading-s" { "Add a passkey" }
            p class="govuk-body" { "Only make one on a device that nobody else can unlock." }
            (Input { width: Width::Twenty, ..named })
            @if self.ways.password {
                (PasswordInput { group: proof, autocomplete: "current-password" })
            } @else {
                p class="govuk-body" { "You are first asked for a passkey that you have." }
            }
        };
        html! {
            (PasskeyForm {
                begin: self.places.question,
                confirm: more.then_some(self.places.proof),
                make: true,
                fields,
                ..PasskeyForm::new(site, self.token, self.places.add, "Add a passkey")
            })
        }
    }
}
