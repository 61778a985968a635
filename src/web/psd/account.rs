//! Accounts on the police side, as far as they differ from those in the practitioners' area.

use actix_web::HttpRequest;

use crypto::token::Token;
use domain::form::errors::Errors;
use domain::identity::passkey::SignInArea;
use domain::identity::staff::Staff;
use service::Problem;
use service::identity::passkey::SignInMethods;
use service::identity::proof::Enrolment;
use service::identity::session::Signed;
use service::identity::staff;
use view::component::demonstration::DemoAccount;
use view::component::set_up::SetUpForm;
use view::component::sign_in::SignInForm;
use view::draw;
use view::psd::account::AccountPage;
use view::psd::done::Done;
use view::psd::enrol::{Enrol, EnrolGone};
use view::psd::sign_in::SignIn;

use crate::account::pages::AccountPages;
use crate::answer::{Answer, see_other_with};
use crate::staff::{form_token, page_context};
use crate::state::{CookieKind, WebState};

impl AccountPages for Staff {
    type Guest = Staff;
    type Done = Done;

    const ADDED: Done = Done::PasskeyAdded;
    const REMOVED: Done = Done::PasskeyRemoved;

    fn sign_in() -> String {
        path::staff::sign_in()
    }

    fn home() -> String {
        path::staff::home()
    }

    fn account() -> String {
        path::staff::account()
    }

    fn draw_sign_in(state: &WebState, form: SignInForm<'_>, demo: &[DemoAccount]) -> String {
        draw(&SignIn { site: &state.site, form, demo })
    }

    async fn leave(state: &WebState, _: &HttpRequest) -> Answer {
        Ok(see_other_with(&path::staff::sign_in(), state.removal_cookie(CookieKind::Staff)))
    }

    fn draw_account(
        state: &WebState,
        signed: &Signed,
        ways: &SignInMethods,
        errors: &Errors,
        done: Option<Done>,
    ) -> String {
        let token = form_token(state, signed);
        let ways = state.passkeys.passkeys(SignInArea::Staff, ways);
        draw(&AccountPage { signed: page_context(state, signed, &token), ways, errors, done })
    }

    async fn guest(state: &WebState, link: &Token) -> Result<Staff, Problem> {
        staff::invited(&state.app, link).await
    }

    fn address_and_name(guest: &Staff) -> (&str, &str) {
        (&guest.email, &guest.name)
    }

    fn draw_set_up(state: &WebState, form: SetUpForm<'_>, guest: &Staff) -> String {
        draw(&Enrol { site: &state.site, form, role: guest.role })
    }

    fn draw_gone(state: &WebState) -> String {
        draw(&EnrolGone { site: &state.site })
    }

    /// Nobody is signed in by it: they prove first that they have both.
    async fn set_up(state: &WebState, link: &Token, typed: Enrolment) -> Result<Option<Token>, Problem> {
        staff::enrol(&state.app, link, typed).await.map(|_| None)
    }
}
