//! The practitioners' area: invited, set up, signed in and out; and every way in which it must stay shut.

mod agencies;
mod doors;
mod engines;
mod leads;
mod links;
mod passkeys;
mod workspace;

use candour::crypto::totp::TotpSecret;
use candour::domain::identity::practitioner::Practitioner;
use candour::domain::identity::staff::Standing;
use candour::domain::platform::id::Id;
use candour::domain::platform::outbox::Notice;
use candour::domain::register::contact::Contact;
use candour::service::App;
use candour::service::identity::practitioner::invitation;
use candour::store::identity::practitioner;
use candour::store::platform::outbox::{self, QueuedEmail};
use candour::store::register::{agency, contact};
use candour::store::{Snapshot, StoreError, Tx};

use crate::support::client::Visitor;
use crate::support::page::Page;
use crate::support::premises::{Inside, try_door};

const PASSWORD: &str = "copper kettle lantern";

/// The secret part of the link in the latest letter to somebody of an agency.
pub(crate) async fn link(app: &App) -> String {
    let letters = letters(app).await;
    let letter = letters.last().expect("a letter that invites");
    invitation::token(app, letter).expect("a link")
}

/// The letters that invite and wait to be sent, oldest first.
async fn letters(app: &App) -> Vec<QueuedEmail> {
    let now = app.now();
    let write = move |tx: &mut Tx<'_>| outbox::claim(tx, now.plus_seconds(1), now, "test", 100);
    let mut all = app.store.write::<_, StoreError, _>(write).await.expect("the outbox");
    all.retain(|letter| letter.notice == Notice::Invitation);
    all.sort_by_key(|letter| letter.first_due);
    all
}

/// A contact who can be invited: of an agency where nobody has an account, which stands like this.
async fn somebody(inside: &Inside, standing: &'static str) -> Contact {
    let write = move |tx: &mut Tx<'_>| {
        for (id, _) in agency::names(tx)? {
            let contacts = contact::of_agencies(tx, &[id])?;
            let contact = contacts.into_iter().find(|contact| contact.left().is_none());
            let (Some(contact), true) = (contact, practitioner::of_agency(tx, id)?.is_empty()) else {
                continue;
            };
            let mut agency = agency::find(tx, id)?.expect("an agency");
            agency.record.put("status", standing);
            agency::save(tx, &agency)?;
            return Ok::<_, StoreError>(Some(contact));
        }
        Ok(None)
    };
    inside.app.store.write(write).await.expect("the register").expect("a contact")
}

/// Invites a contact from their page: the link.
async fn invite(inside: &Inside, officer: &mut Visitor, contact: Id<Contact>, lead: bool) -> String {
    // Letters are put in order by when they were written.
    inside.clock.step(1);
    let page = officer.open(&format!("/staff/contacts/{contact}")).await;
    let answers: &[(&str, &str)] = if lead { &[("lead", "yes")] } else { &[] };
    let page = officer.submit_to(&page, "/invite", answers).await;
    assert!(page.text().contains("They are invited"), "{}", page.describe());
    link(&inside.app).await
}

/// Fills in the page of a link: the page that follows, and the second factor's secret.
async fn join(inside: &Inside, visitor: &mut Visitor, link: &str) -> (Page, TotpSecret) {
    let page = visitor.open(&format!("/step/48/{link}")).await;
    assert_eq!(page.status, 200, "{}", page.describe());
    let secret =
        TotpSecret::from_text(&page.field("secret").expect("a secret")).expect("a secret in base 32");
    let code = secret.code(inside.app.now());
    let typed = [("password", PASSWORD), ("again", PASSWORD), ("code", code.as_str())];
    (visitor.submit(&page, &typed).await, secret)
}

/// An account that has been set up, with a window that is signed in.
struct Joined {
    visitor: Visitor,
    person: Practitioner,
    secret: TotpSecret,
}

impl Joined {
    /// Somebody of an agency where nobody had an account.
    async fn new(inside: &Inside, officer: &mut Visitor, lead: bool) -> Self {
        let contact = somebody(inside, "registered").await;
        Self::of(inside, officer, &contact, lead).await
    }

    async fn of(inside: &Inside, officer: &mut Visitor, contact: &Contact, lead: bool) -> Self {
        let link = invite(inside, officer, contact.id, lead).await;
        let mut visitor = inside.visitor();
        let (home, secret) = join(inside, &mut visitor, &link).await;
        assert_eq!((home.status, home.url.path()), (200, "/step/31"), "{}", home.describe());
        let email = contact.record.get("email").to_owned();
        let person = account(inside, &email).await;
        assert_eq!(person.standing, Standing::Active);
        Self { visitor, person, secret }
    }

    /// Signs in at another browser, half a minute later.
    async fn sign_in(&self, inside: &Inside) -> (Visitor, Page) {
        inside.clock.step(30);
        let mut visitor = inside.visitor();
        let code = self.secret.code(inside.app.now());
        let page = try_door(&mut visitor, &self.person.email, PASSWORD, &code).await;
        (visitor, page)
    }
}

/// The account with this address.
async fn account(inside: &Inside, email: &str) -> Practitioner {
    let email = email.to_owned();
    let read = move |snapshot: &mut Snapshot<'_>| practitioner::find_email(snapshot, &email);
    inside.app.store.read::<_, StoreError, _>(read).await.expect("the store").expect("an account")
}

/// Whether a window is still signed in.
async fn is_in(visitor: &mut Visitor) -> bool {
    visitor.open("/step/31").await.url.path() == "/step/31"
}

/// What the audit log says, newest first: who, what, and more.
async fn audit(inside: &Inside) -> Vec<String> {
    let mut auditor = inside.staff("s.whitlock").await;
    auditor.open("/staff/audit").await.select("main tbody tr")
}

/// Presses a button of the page of an account.
async fn press(officer: &mut Visitor, id: Id<Practitioner>, act: &str) -> Page {
    let path = format!("/staff/practitioners/{id}");
    let page = officer.open(&path).await;
    assert_eq!(page.status, 200, "{}", page.describe());
    officer.submit_to(&page, &path, &[("act", act)]).await
}
