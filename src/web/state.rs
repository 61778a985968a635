//! What every handler is handed.

use std::fmt;
use std::path::PathBuf;

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::web;

use crypto::device::KEPT_DAYS;
use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::identity::passkey::SignInArea;
use service::App;
use view::component::demonstration::DemoAccount as Shown;
use view::page::Site;

use crate::passkey_site::Sites;

/// What every handler is handed: the application, and how it is reached from outside.
#[derive(Clone)]
pub struct WebState {
    /// What use cases are handed.
    pub app: App,
    /// What reporters' pages are told of the deployment.
    pub site: Site,
    /// The origin of the public pages, without a slash at the end: what is printed leads there.
    pub public_origin: String,
    /// Where passkeys are made and used.
    pub passkeys: Sites,
    /// Whether browsers come by HTTPS.
    pub https: bool,
    /// The accounts of a demonstration; none in real use.
    pub demo: Vec<DemoAccount>,
    /// What an administrator is told of this machine.
    pub machine: Machine,
}

/// What an administrator is told of the machine that answers.
#[derive(Clone, Debug, Default)]
pub struct Machine {
    /// Whether a site that is meant for real use sends no mail.
    pub without_mail: bool,
    /// The file of the certificate, when this program encrypts itself.
    pub certificate: Option<PathBuf>,
}

/// An account that a demonstration shows where it signs in.
#[derive(Clone)]
pub struct DemoAccount {
    /// Where it signs in.
    pub area: SignInArea,
    /// The invented person.
    pub name: String,
    /// What they do, in words.
    pub role: String,
    /// What they sign in with.
    pub email: String,
    /// Their password.
    pub password: String,
    /// What their one-time codes are made of.
    pub secret: TotpSecret,
}

impl fmt::Debug for WebState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebState")
    }
}

/// The front, as every worker thread shares it.
pub fn shared(state: &WebState) -> web::Data<WebState> {
    web::Data::new(state.clone())
}

/// The cookies that end with the browser, each of which opens something here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieKind {
    /// A reporter's visit. Never sent along from another site.
    Visit,
    /// A staff session. Sent along when a link in a letter is followed.
    Staff,
    /// A practitioner's session. Never sent along from another site.
    Practitioner,
}

impl CookieKind {
    /// The sessions that are begun in an area.
    pub(crate) fn of(area: SignInArea) -> Self {
        match area {
            SignInArea::Staff => Self::Staff,
            SignInArea::Agency => Self::Practitioner,
        }
    }
}

impl WebState {
    /// The accounts that the page where `area` signs in shows, each with its code of this half minute.
    pub(crate) fn demonstrated(&self, area: SignInArea) -> Vec<Shown> {
        let here = self.demo.iter().filter(|account| account.area == area);
        here.map(|account| Shown {
            name: account.name.clone(),
            role: account.role.clone(),
            email: account.email.clone(),
            password: account.password.clone(),
            code: account.secret.code(self.app.now()),
        })
        .collect()
    }

    /// The cookie's name. Its prefix makes browsers refuse it from anywhere but this very host, over HTTPS;
    /// on a loopback address without HTTPS (a demonstration) the prefix would keep it from being stored.
    pub fn cookie_name(&self, kind: CookieKind) -> &'static str {
        match (kind, self.https) {
            (CookieKind::Visit, true) => "__Host-v",
            (CookieKind::Visit, false) => "v",
            (CookieKind::Staff, true) => "__Host-s",
            (CookieKind::Staff, false) => "s",
            (CookieKind::Practitioner, true) => "__Host-p",
            (CookieKind::Practitioner, false) => "p",
        }
    }

    /// A cookie that holds `token` until the browser is closed.
    pub fn cookie(&self, kind: CookieKind, token: &Token) -> Cookie<'static> {
        self.build(kind, token.to_text().to_string())
    }

    /// A cookie that takes the other away.
    pub fn removal_cookie(&self, kind: CookieKind) -> Cookie<'static> {
        let mut cookie = self.build(kind, String::new());
        cookie.make_removal();
        cookie
    }

    /// The name of the cookie of browsers that signed in to this area before.
    ///
    /// Its prefix is the weaker one, because the stronger one would have it sent with every page: also with
    /// the report that somebody sends who does not want to be known. Thus it is sent to the page that signs
    /// in and nowhere else. What the prefix does not keep out, a cookie that another site under the same
    /// domain puts in its place, is void: it opens nothing, and its owner signs in as on a new device.
    pub fn device_name(&self, area: SignInArea) -> &'static str {
        match (area, self.https) {
            (SignInArea::Staff, true) => "__Secure-sd",
            (SignInArea::Staff, false) => "sd",
            (SignInArea::Agency, true) => "__Secure-pd",
            (SignInArea::Agency, false) => "pd",
        }
    }

    /// The cookie of a browser that has just signed in: see [`crypto::device`].
    pub fn device_cookie(&self, area: SignInArea, device: String) -> Cookie<'static> {
        let path = match area {
            SignInArea::Staff => path::staff::sign_in(),
            SignInArea::Agency => path::agency::sign_in(),
        };
        Cookie::build(self.device_name(area), device)
            .path(path)
            .secure(self.https)
            .http_only(true)
            .same_site(SameSite::Strict)
            .max_age(Duration::days(KEPT_DAYS))
            .finish()
    }

    fn build(&self, kind: CookieKind, value: String) -> Cookie<'static> {
        let same_site = match kind {
            CookieKind::Visit | CookieKind::Practitioner => SameSite::Strict,
            CookieKind::Staff => SameSite::Lax,
        };
        Cookie::build(self.cookie_name(kind), value)
            .path("/")
            .secure(self.https)
            .http_only(true)
            .same_site(same_site)
            .finish()
    }
}
