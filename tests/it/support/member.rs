//! Practitioners who sign in: accounts set up with a one-time link, by password or by passkey.

use candour::crypto::token::Token;

use super::authenticator::Authenticator;
use super::client::Visitor;
use super::database::Database;
use super::deployment::{Deployment, code};
use super::page::Page;
use super::passkey::{AGENCY, ORIGIN, answer, question, send, sign_in};
use super::practitioners::{Guest, guest, sign_out};

/// A practitioner with an account, who is not signed in until they sign in.
pub(crate) struct Member {
    /// What would name them, their agency or one of their sessions if it were found. The account's identifier
    /// comes first.
    pub(crate) traces: Vec<String>,
    email: String,
    key: Key,
}

/// What they come in with.
enum Key {
    Password { password: String, secret: String },
    Passkey(Authenticator),
}

impl Member {
    /// Somebody with a password and a one-time code.
    pub(crate) async fn with_password(deployment: &Deployment) -> Self {
        let (guest, mut window) = (guest(&deployment.database), deployment.visitor());
        let page = window.open(&guest.link).await;
        let secret = page.field("secret").expect("a secret");
        let password = Token::random().to_text().to_string();
        let typed = [("password", password.as_str()), ("again", &password), ("code", &code(&secret))];
        let home = window.submit(&page, &typed).await;
        let key = Key::Password { password, secret };
        Self::joined(guest, key, window, &home).await
    }

    /// Somebody with a passkey that opens what they keep. `seed` tells their device from others'.
    pub(crate) async fn with_passkey(deployment: &Deployment, seed: u8) -> Self {
        let (guest, mut window) = (guest(&deployment.database), deployment.visitor());
        let mut phone = Authenticator::new(ORIGIN, seed);
        phone.counter = 1;
        let page = window.open(&guest.link).await;
        let asked = question(&mut window, &page, "1", &[]).await;
        let made = phone.make(&asked["options"]);
        let home = send(&mut window, &page, "/2", &answer(&asked, &made, &phone)).await;
        Self::joined(guest, Key::Passkey(phone), window, &home).await
    }

    async fn joined(guest: Guest, key: Key, mut window: Visitor, home: &Page) -> Self {
        assert_eq!((home.status, home.url.path()), (200, "/step/31"), "{}", home.describe());
        let mut member = Self { traces: guest.traces, email: guest.email, key };
        if let Key::Password { password, secret } = &member.key {
            member.traces.extend([password.clone(), secret.clone()]);
        }
        member.keep_session(&window);
        sign_out(&mut window).await;
        member
    }

    /// Signs them in, as they do.
    pub(crate) async fn sign_in(&mut self, deployment: &Deployment) -> Visitor {
        let mut window = deployment.visitor();
        let home = match &mut self.key {
            Key::Password { password, secret } => {
                another_code(&deployment.database, &self.traces[0]);
                let page = window.open("/step/30").await;
                let code = code(secret);
                let typed =
                    [("email", self.email.as_str()), ("password", password.as_str()), ("code", &code)];
                window.submit(&page, &typed).await
            }
            Key::Passkey(phone) => {
                phone.counter += 1;
                sign_in(&mut window, phone, AGENCY).await
            }
        };
        assert_eq!((home.status, home.url.path()), (200, "/step/31"), "{}", home.describe());
        self.keep_session(&window);
        window
    }

    fn keep_session(&mut self, window: &Visitor) {
        let cookie = &window.cookies["p"];
        let lookup = Token::parse(cookie).expect("a token").lookup();
        self.traces.extend([cookie.clone(), lookup]);
        self.traces.extend(window.cookies.get("pd").cloned());
    }
}

/// A code counts once. Waiting half a minute for the next one would prove nothing here.
fn another_code(database: &Database, who: &str) {
    database.run(&format!("UPDATE practitioner_key SET totp_step = 0 WHERE practitioner_id = '{who}'"));
}
