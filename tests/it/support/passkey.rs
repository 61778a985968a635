//! What the script of a page does with a passkey: it asks for a question, and puts the device's answer into
//! the form.

use serde_json::Value;

use super::authenticator::Authenticator;
use super::client::Visitor;
use super::page::Page;

/// Where the settings say that the site is, unless a test says otherwise.
pub(crate) const ORIGIN: &str = "http://localhost:8080";

/// A page to sign in on: its address, where its script asks, and how the address ends that its form goes to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SignInPage {
    page: &'static str,
    question: &'static str,
    action: &'static str,
}

/// The practitioners' area.
pub(crate) const AGENCY: SignInPage = SignInPage { page: "/step/30", question: "1", action: "/30/2" };
/// The area of the police side.
pub(crate) const STAFF: SignInPage =
    SignInPage { page: "/staff/sign-in", question: "question", action: "/sign-in/passkey" };

/// What the page's script is told when it asks for a question at an address below the page's.
pub(crate) async fn question(visitor: &mut Visitor, page: &Page, at: &str, fields: &[(&str, &str)]) -> Value {
    let token = page.field("token").expect("a form token");
    let path = format!("{}/{at}", page.url.path());
    let said = visitor.post(&path, &[&[("token", token.as_str())][..], fields].concat()).await;
    serde_json::from_str(&said.html).unwrap_or_else(|_| panic!("{}", said.describe()))
}

/// What the page's script puts into the form.
pub(crate) fn answer(asked: &Value, credential: &str, phone: &Authenticator) -> Vec<(&'static str, String)> {
    let ceremony = asked["ceremony"].as_str().expect("a ceremony").to_owned();
    vec![("ceremony", ceremony), ("credential", credential.to_owned()), ("given", phone.prf())]
}

/// Sends the form whose action ends with `action`, with what the script put into it.
pub(crate) async fn send(
    visitor: &mut Visitor,
    page: &Page,
    action: &str,
    fields: &[(&'static str, String)],
) -> Page {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    visitor.submit_to(page, action, &fields).await
}

/// Comes in with a passkey alone.
pub(crate) async fn sign_in(visitor: &mut Visitor, phone: &mut Authenticator, at: SignInPage) -> Page {
    let page = visitor.get(at.page).await;
    let asked = question(visitor, &page, at.question, &[]).await;
    let used = phone.get(&asked["options"]);
    send(visitor, &page, at.action, &answer(&asked, &used, phone)).await
}
