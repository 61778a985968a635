//! What the pages of accounts differ in between the two areas that people sign in to.

use actix_web::HttpRequest;

use crypto::token::Token;
use domain::form::errors::Errors;
use service::Problem;
use service::identity::area::AccountArea;
use service::identity::passkey::SignInMethods;
use service::identity::proof::Enrolment;
use view::component::demonstration::DemoAccount;
use view::component::done::Done;
use view::component::set_up::SetUpForm;
use view::component::sign_in::SignInForm;

use crate::answer::Answer;
use crate::state::WebState;

/// An area as it looks from the web.
pub(crate) trait AccountPages: AccountArea {
    /// Somebody who came with a one-time link that works.
    type Guest;

    /// What the pages can say was just done.
    type Done: Done;

    /// That a passkey was added.
    const ADDED: Self::Done;
    /// That one was removed.
    const REMOVED: Self::Done;

    /// Where one signs in.
    fn sign_in() -> String;

    /// Where one is then.
    fn home() -> String;

    /// Where one's own account is.
    fn account() -> String;

    /// Draws the page to sign in.
    fn draw_sign_in(state: &WebState, form: SignInForm<'_>, demo: &[DemoAccount]) -> String;

    /// Leads out of the area after a session has ended.
    async fn leave(state: &WebState, request: &HttpRequest) -> Answer;

    /// Draws the page of one's own account.
    fn draw_account(
        state: &WebState,
        signed: &Self::Signed,
        ways: &SignInMethods,
        errors: &Errors,
        done: Option<Self::Done>,
    ) -> String;

    /// Whom a one-time link invites: [`Problem::Missing`] when it does not work.
    async fn guest(state: &WebState, link: &Token) -> Result<Self::Guest, Problem>;

    /// The address that a guest will sign in with, and their name.
    fn address_and_name(guest: &Self::Guest) -> (&str, &str);

    /// Draws the page that sets up an account.
    fn draw_set_up(state: &WebState, form: SetUpForm<'_>, guest: &Self::Guest) -> String;

    /// Draws the same calm page for every link that does not work.
    fn draw_gone(state: &WebState) -> String;

    /// Sets up an account; gives the session of somebody who is signed in by that.
    async fn set_up(state: &WebState, link: &Token, typed: Enrolment) -> Result<Option<Token>, Problem>;
}
