//! One's own account in the practitioners' area: how it differs from one on the police side, and what can
//! only be changed here.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::form::errors::Errors;
use domain::identity::passkey::SignInArea;
use domain::identity::practitioner::Practitioner;
use service::Problem;
use service::identity::passkey::SignInMethods;
use service::identity::practitioner::account::{self, FactorChange, PasswordChange};
use service::identity::practitioner::join::{self, Guest};
use service::identity::practitioner::session::SignedIn;
use service::identity::proof::Enrolment;
use service::identity::qr;
use view::agency::account::{AccountPage, FactorPage, PRESENT};
use view::agency::done::Done;
use view::agency::join::{Join, JoinGone};
use view::agency::sign_in::SignIn;
use view::component::authenticator::{CODE, SECRET};
use view::component::credentials::{AGAIN, PASSWORD};
use view::component::demonstration::DemoAccount;
use view::component::set_up::SetUpForm;
use view::component::sign_in::SignInForm;
use view::draw;

use super::page::{form_token, page_context};
use super::report;
use crate::account::own::answer_change;
use crate::account::pages::AccountPages;
use crate::answer::{Answer, done, page, page_as, see_other};
use crate::extract::{Guarded, Member};
use crate::state::WebState;

impl AccountPages for Practitioner {
    type Guest = Guest;
    type Done = Done;

    const ADDED: Done = Done::Passkey;
    const REMOVED: Done = Done::PasskeyRemoved;

    fn sign_in() -> String {
        path::agency::sign_in()
    }

    fn home() -> String {
        path::agency::home()
    }

    fn account() -> String {
        path::agency::account()
    }

    fn draw_sign_in(state: &WebState, form: SignInForm<'_>, demo: &[DemoAccount]) -> String {
        draw(&SignIn { site: &state.site, form, demo })
    }

    async fn leave(state: &WebState, request: &HttpRequest) -> Answer {
        report::leave(state, request).await
    }

    fn draw_account(
        state: &WebState,
        signed: &SignedIn,
        ways: &SignInMethods,
        errors: &Errors,
        done: Option<Done>,
    ) -> String {
        let token = form_token(state, signed);
        let ways = state.passkeys.passkeys(SignInArea::Agency, ways);
        draw(&AccountPage { member: page_context(state, signed, &token), ways, errors, done })
    }

    async fn guest(state: &WebState, link: &Token) -> Result<Guest, Problem> {
        join::guest(&state.app, link).await
    }

    fn address_and_name(guest: &Guest) -> (&str, &str) {
        (&guest.person.email, &guest.person.name)
    }

    fn draw_set_up(state: &WebState, form: SetUpForm<'_>, guest: &Guest) -> String {
        let passkey = state.passkeys.name(SignInArea::Agency);
        draw(&Join { site: &state.site, form, agency: guest.agency.name(), passkey })
    }

    fn draw_gone(state: &WebState) -> String {
        draw(&JoinGone { site: &state.site })
    }

    /// They have just proven who they are: they are signed in.
    async fn set_up(state: &WebState, link: &Token, typed: Enrolment) -> Result<Option<Token>, Problem> {
        join::join(&state.app, link, typed).await.map(Some)
    }
}

/// Changes the password.
pub(super) async fn password(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let typed = PasswordChange {
        present: fields.get(PRESENT).to_owned().into(),
        password: fields.get(PASSWORD).to_owned().into(),
        again: fields.get(AGAIN).to_owned().into(),
    };
    let result = account::change_password(&state.app, &member.0, typed).await;
    answer_change::<Practitioner>(&state, &member.0, result, Done::Password).await
}

/// Shows a new second factor.
pub(super) async fn ask_factor(state: web::Data<WebState>, member: Member) -> Answer {
    Ok(page(render_factor(&state, &member.0, &TotpSecret::random(), &Errors::default())))
}

fn render_factor(state: &WebState, signed: &SignedIn, secret: &TotpSecret, errors: &Errors) -> String {
    let svg = qr::svg(&secret.link(&state.site.name, &signed.practitioner.email));
    let (token, secret) = (form_token(state, signed), secret.to_text());
    draw(&FactorPage { member: page_context(state, signed, &token), secret: &secret, svg: &svg, errors })
}

/// Changes the second factor.
pub(super) async fn factor(state: web::Data<WebState>, member: Member, Guarded(fields): Guarded) -> Answer {
    let typed = FactorChange {
        present: fields.get(PRESENT).to_owned().into(),
        secret: fields.get(SECRET).to_owned(),
        code: fields.get(CODE).to_owned(),
    };
    let secret = TotpSecret::from_text(&typed.secret).ok_or(Problem::Missing)?;
    match account::change_factor(&state.app, &member.0, &typed).await {
        Ok(()) => Ok(see_other(&done(&path::agency::account(), Done::Factor))),
        Err(Problem::Invalid(errors)) => {
            let html = render_factor(&state, &member.0, &secret, &errors);
            Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html))
        }
        Err(problem) => Err(problem.into()),
    }
}

/// Signs out on every device.
pub(super) async fn sign_out_everywhere(
    state: web::Data<WebState>,
    request: HttpRequest,
    member: Member,
    _: Guarded,
) -> Answer {
    account::sign_out_everywhere(&state.app, &member.0).await?;
    Practitioner::leave(&state, &request).await
}
