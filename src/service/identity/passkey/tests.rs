use view::component::reason::words;
use zeroize::Zeroizing;

use crypto::keypair::PrivateKey;
use crypto::passkey::RelyingParty;
use crypto::secret::Secret;
use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::identity::passkey::Holder;
use domain::identity::practitioner::{LinkState, Practitioner};
use domain::identity::role::Role;
use domain::identity::staff::{Staff, Standing};
use domain::platform::audit::AuditAction;
use store::identity::practitioner::invitation::{self as links, Invitation};
use store::identity::staff::StaffKey;
use store::identity::{passkey as rows, practitioner, staff};
use store::platform::audit::{self, AuditFilter};
use store::{Snapshot, StoreError, Tx};

use super::add::Proof;
use super::assertion::key_place;
use crate::Problem;
use crate::identity::area::AccountArea;
use crate::identity::lock::new_password;
use crate::identity::passkey::*;
use crate::identity::practitioner::session::SignedIn;
use crate::identity::session::Signed;
use crate::identity::sign_in::current;
use crate::trial::Trial;

use authenticator::Authenticator;

#[path = "../../../../tests/it/support/authenticator.rs"]
mod authenticator;

const ORIGIN: &str = "https://candour.example";
const PASSWORD: &str = "copper kettle lantern";

fn site() -> RelyingParty {
    RelyingParty::new(ORIGIN, "Candour").unwrap()
}

fn device(seed: u8) -> Authenticator {
    Authenticator::new(ORIGIN, seed)
}

/// What the page sends; with the secret that the device gives, or without.
fn answer(begun: &Begun, credential: String, given: Option<String>) -> Answer {
    let given = Zeroizing::new(given.unwrap_or_default());
    Answer { ceremony: begun.token.to_text().to_string(), credential, given }
}

/// A person of an agency whose link works, and the link.
async fn invited(trial: &Trial, email: &str) -> (Practitioner, Token) {
    let officer = trial.person(email, Role::EngagementOfficer).await;
    let agency = trial.agency(&officer, &format!("Agency of {email}"), &[]).await;
    let (id, link) = (trial.app.id(), Token::random());
    let name = "Isla Quill".to_owned();
    let standing = Standing::Invited;
    let person = Practitioner { id, agency, contact: None, email: email.into(), name, lead: false, standing };
    let expires = trial.app.now().plus_seconds(600);
    let row = Invitation { lookup: link.lookup(), practitioner: id, expires, state: LinkState::Open };
    let new = person.clone();
    let write = move |tx: &mut Tx<'_>| {
        practitioner::insert(tx, &new)?;
        links::insert(tx, &row)
    };
    trial.app.store.write::<_, StoreError, _>(write).await.unwrap();
    (person, link)
}

/// Somebody who joined with this device; `gives`: whether it gives a secret.
async fn joined(trial: &Trial, email: &str, device: &mut Authenticator, gives: bool) -> SignedIn {
    let (_, link) = invited(trial, email).await;
    let begun = join::begin(&trial.app, &site(), &link).await.unwrap();
    let made = device.make(&begun.options);
    let answer = answer(&begun, made, gives.then(|| device.prf()));
    let token = join::finish(&trial.app, &site(), &link, &answer).await.unwrap();
    let again = join::begin(&trial.app, &site(), &link).await;
    assert!(matches!(again, Err(Problem::Missing)), "the link is used up");
    current::<Practitioner>(&trial.app, &token).await.unwrap()
}

async fn asked<A: AccountArea>(trial: &Trial) -> Begun {
    sign_in::begin::<A>(&trial.app, &site()).await.unwrap()
}

/// Signs in to the practitioners' area.
async fn entered(trial: &Trial, device: &mut Authenticator) -> Result<SignedIn, Problem> {
    let begun = asked::<Practitioner>(trial).await;
    let answer = answer(&begun, device.get(&begun.options), Some(device.prf()));
    let token = sign_in::finish::<Practitioner>(&trial.app, &site(), &answer).await?;
    current::<Practitioner>(&trial.app, &token).await
}

/// Somebody of the police side with a password, signed in.
async fn officer(trial: &Trial, name: &str) -> Signed {
    let signed = trial.person(name, Role::TriageOfficer).await;
    let new = new_password(&trial.app, PASSWORD.to_owned().into()).await.unwrap();
    let totp = (&TotpSecret::random(), 0);
    let lock = new.lock(&trial.app, signed.actor.id, signed.private.secret(), totp);
    let key = StaffKey { public: signed.private.public().unwrap().to_bytes(), lock };
    trial.app.store.write::<_, StoreError, _>(move |tx| staff::put_key(tx, &key)).await.unwrap();
    signed
}

fn password(typed: &str) -> Proof {
    Proof::Password(typed.to_owned().into())
}

/// Adds a passkey of this device to the officer's account.
async fn equip(
    trial: &Trial,
    signed: &Signed,
    device: &mut Authenticator,
    gives: bool,
) -> Result<(), Problem> {
    let begun = add::begin::<Staff>(&trial.app, &site(), signed, &password(PASSWORD)).await?;
    let answer = answer(&begun, device.make(&begun.options), gives.then(|| device.prf()));
    add::finish::<Staff>(&trial.app, &site(), signed, &answer, "Desk").await
}

async fn heard(trial: &Trial) -> Vec<AuditAction> {
    let read = |snapshot: &mut Snapshot<'_>| audit::page(snapshot, &[], &AuditFilter::default(), None, 500);
    trial.app.store.read(read).await.unwrap().into_iter().map(|entry| entry.event.deed).collect()
}

fn missing<T>(result: &Result<T, Problem>) -> bool {
    matches!(result, Err(Problem::Missing))
}

fn said<T>(result: Result<T, Problem>) -> String {
    match result {
        Err(Problem::Invalid(errors)) => errors.iter().map(|(_, reason)| words(reason)).collect(),
        Err(problem) => panic!("{problem}"),
        Ok(_) => panic!("it was taken"),
    }
}

#[tokio::test]
async fn a_passkey_alone_sets_up_an_account_and_opens_the_same_key_again() {
    let (trial, mut phone) = (Trial::new(), device(1));
    let first = joined(&trial, "isla@harbour.example", &mut phone, true).await;
    let key = first.key.clone().expect("their own key");
    let again = entered(&trial, &mut phone).await.unwrap();
    assert_eq!(again.key, Some(key));
    assert_eq!(again.practitioner.id, first.practitioner.id);
    let heard = heard(&trial).await;
    assert!(heard.contains(&AuditAction::PractitionerJoined) && heard.contains(&AuditAction::PasskeyAdded));
    assert!(!heard.contains(&AuditAction::SignedIn), "no trace of presence");
}

#[tokio::test]
async fn a_passkey_without_a_secret_signs_in_and_opens_nothing() {
    let (trial, mut phone) = (Trial::new(), device(1));
    let first = joined(&trial, "isla@harbour.example", &mut phone, false).await;
    assert!(!first.has_key());
    assert!(!entered(&trial, &mut phone).await.unwrap().has_key());
    // One that opens, added by showing the first: from then on there is a key, and it is the same each time.
    let site = site();
    let begun = add::begin_proof::<Practitioner>(&trial.app, &site, &first).await.unwrap();
    let shown = Proof::Passkey(answer(&begun, phone.get(&begun.options), None));
    let begun = add::begin::<Practitioner>(&trial.app, &site, &first, &shown).await.unwrap();
    let mut token = device(2);
    let made = answer(&begun, token.make(&begun.options), Some(token.prf()));
    add::finish::<Practitioner>(&trial.app, &site, &first, &made, "Security key").await.unwrap();
    let key = entered(&trial, &mut token).await.unwrap().key.expect("a key");
    assert_eq!(entered(&trial, &mut token).await.unwrap().key, Some(key));
    let ways = sign_in_methods::<Practitioner>(&trial.app, &first).await.unwrap();
    assert_eq!(ways.passkeys.iter().map(|one| one.opens).collect::<Vec<_>>(), [false, true]);
}

#[tokio::test]
async fn a_ceremony_is_good_once_for_its_purpose_and_for_five_minutes() {
    let (trial, mut phone) = (Trial::new(), device(1));
    joined(&trial, "isla@harbour.example", &mut phone, true).await;
    let begun = asked::<Practitioner>(&trial).await;
    let once = answer(&begun, phone.get(&begun.options), Some(phone.prf()));
    sign_in::finish::<Practitioner>(&trial.app, &site(), &once).await.unwrap();
    assert!(missing(&sign_in::finish::<Practitioner>(&trial.app, &site(), &once).await), "replayed");

    let begun = asked::<Staff>(&trial).await;
    let other = answer(&begun, phone.get(&begun.options), Some(phone.prf()));
    assert!(
        missing(&sign_in::finish::<Practitioner>(&trial.app, &site(), &other).await),
        "begun in the other area"
    );
    assert!(missing(&sign_in::finish::<Staff>(&trial.app, &site(), &other).await), "and taken");

    let begun = asked::<Practitioner>(&trial).await;
    trial.clock.step(300);
    let late = answer(&begun, phone.get(&begun.options), Some(phone.prf()));
    assert!(missing(&sign_in::finish::<Practitioner>(&trial.app, &site(), &late).await), "too late");
    let forged = Answer { ceremony: "forged".into(), ..late };
    assert!(missing(&sign_in::finish::<Practitioner>(&trial.app, &site(), &forged).await));
}

#[tokio::test]
async fn an_answer_for_another_account_is_refused() {
    let (trial, mut mine, mut theirs) = (Trial::new(), device(1), device(2));
    joined(&trial, "isla@harbour.example", &mut mine, true).await;
    let other = joined(&trial, "femi@lantern.example", &mut theirs, true).await;
    let uuid: u128 = u128::from_str_radix(&other.practitioner.id.to_string().replace('-', ""), 16).unwrap();
    let mut own = mine.clone();
    mine.claim(&uuid.to_be_bytes());
    assert!(missing(&entered(&trial, &mut mine).await), "the right key and another's account");
    // What somebody's own passkey proves is no proof for another who is signed in.
    let begun = add::begin_proof::<Practitioner>(&trial.app, &site(), &other).await;
    let begun = begun.unwrap();
    let shown = Proof::Passkey(answer(&begun, own.get(&begun.options), Some(own.prf())));
    let refused = add::begin::<Practitioner>(&trial.app, &site(), &other, &shown).await;
    assert!(said(refused).contains("not taken"));
}

#[tokio::test]
async fn an_ended_account_has_no_passkeys() {
    let (trial, mut phone) = (Trial::new(), device(1));
    let signed = joined(&trial, "isla@harbour.example", &mut phone, true).await;
    let person = signed.practitioner.clone();
    let end = move |tx: &mut Tx<'_>| {
        practitioner::shut(tx, person.id)?;
        practitioner::save(tx, &Practitioner { standing: Standing::Left, ..person.clone() })
    };
    trial.app.store.write::<_, StoreError, _>(end).await.unwrap();
    assert!(missing(&entered(&trial, &mut phone).await));
    assert!(sign_in_methods::<Practitioner>(&trial.app, &signed).await.unwrap().passkeys.is_empty());
}

#[tokio::test]
async fn a_copied_passkey_is_refused_and_written_down() {
    let (trial, mut phone) = (Trial::new(), device(1));
    phone.counter = 7;
    let signed = joined(&trial, "isla@harbour.example", &mut phone, true).await;
    let mut copy = phone.clone();
    (phone.counter, copy.counter) = (9, 8);
    entered(&trial, &mut phone).await.unwrap();
    assert!(missing(&entered(&trial, &mut copy).await));
    assert!(heard(&trial).await.contains(&AuditAction::PasskeyCloned));
    trial.clock.step(60);
    phone.counter = 10;
    let again = entered(&trial, &mut phone).await.unwrap();
    assert_eq!(again.practitioner.id, signed.practitioner.id);
}

#[tokio::test]
async fn a_secret_that_does_not_open_signs_nobody_in_and_is_written_down() {
    let (trial, mut phone) = (Trial::new(), device(1));
    joined(&trial, "isla@harbour.example", &mut phone, true).await;
    let begun = asked::<Practitioner>(&trial).await;
    let wrong = Secret::<32>::random().to_text().to_string();
    let answer = answer(&begun, phone.get(&begun.options), Some(wrong));
    assert!(missing(&sign_in::finish::<Practitioner>(&trial.app, &site(), &answer).await));
    assert!(heard(&trial).await.contains(&AuditAction::SealBroken));
}

#[tokio::test]
async fn failures_keep_no_passkey_out_and_do_not_fill_the_log() {
    let (trial, mut mine, mut theirs) = (Trial::new(), device(1), device(2));
    joined(&trial, "isla@harbour.example", &mut mine, true).await;
    joined(&trial, "femi@lantern.example", &mut theirs, true).await;
    let mut wrong = mine.clone();
    wrong.origin = "https://elsewhere.example".into();
    for _ in 0..40 {
        assert!(missing(&entered(&trial, &mut wrong).await));
    }
    let told = heard(&trial).await.iter().filter(|deed| **deed == AuditAction::SignInFailed).count();
    assert_eq!(told, 4, "what comes quickly after one another is written down as one");
    assert!(entered(&trial, &mut mine).await.is_ok());
    assert!(entered(&trial, &mut theirs).await.is_ok());
}

#[tokio::test]
async fn staff_open_their_private_key_or_have_no_passkey() {
    let (trial, mut phone) = (Trial::new(), device(1));
    let signed = officer(&trial, "Ada").await;
    let wrong = add::begin::<Staff>(&trial.app, &site(), &signed, &password("wrong horse")).await;
    assert!(said(wrong).contains("not right"));
    trial.clock.step(3_600);
    let refused = equip(&trial, &signed, &mut phone, false).await;
    assert!(said(refused).contains("cannot open your key"));
    equip(&trial, &signed, &mut phone, true).await.unwrap();

    let begun = asked::<Staff>(&trial).await;
    let without = answer(&begun, phone.get(&begun.options), None);
    assert!(missing(&sign_in::finish::<Staff>(&trial.app, &site(), &without).await));
    let begun = asked::<Staff>(&trial).await;
    let with = answer(&begun, phone.get(&begun.options), Some(phone.prf()));
    let token = sign_in::finish::<Staff>(&trial.app, &site(), &with).await.unwrap();
    let again = current::<Staff>(&trial.app, &token).await.unwrap();
    assert_eq!((again.actor.id, again.private), (signed.actor.id, signed.private.clone()));
    assert!(heard(&trial).await.contains(&AuditAction::SignedIn));

    crate::identity::staff::reset(&trial.app, "ada@psd.example").await.unwrap();
    let begun = asked::<Staff>(&trial).await;
    let old = answer(&begun, phone.get(&begun.options), Some(phone.prf()));
    assert!(missing(&sign_in::finish::<Staff>(&trial.app, &site(), &old).await), "the account began anew");
}

#[tokio::test]
async fn the_last_way_in_stays_and_a_removed_one_works_no_more() {
    let (trial, mut phone) = (Trial::new(), device(1));
    let signed = joined(&trial, "isla@harbour.example", &mut phone, true).await;
    let id = sign_in_methods::<Practitioner>(&trial.app, &signed).await.unwrap().passkeys[0].id.clone();
    let kept = remove::<Practitioner>(&trial.app, &signed, &id).await;
    assert!(said(kept).contains("only way into your account"));
    let over = SignedIn { session: "a session that has ended".into(), ..signed };
    let over = remove::<Practitioner>(&trial.app, &over, &id).await;
    assert!(matches!(over, Err(Problem::SessionExpired)));

    let officer = officer(&trial, "Ada").await;
    let stranger = remove::<Staff>(&trial.app, &officer, &id).await;
    assert!(missing(&stranger), "it is none of theirs");
    let mut desk = device(2);
    equip(&trial, &officer, &mut desk, true).await.unwrap();
    let id = sign_in_methods::<Staff>(&trial.app, &officer).await.unwrap().passkeys[0].id.clone();
    remove::<Staff>(&trial.app, &officer, &id).await.unwrap();
    let begun = asked::<Staff>(&trial).await;
    let gone = answer(&begun, desk.get(&begun.options), Some(desk.prf()));
    assert!(missing(&sign_in::finish::<Staff>(&trial.app, &site(), &gone).await));
}

#[tokio::test]
async fn the_database_opens_nothing_that_a_passkey_opens() {
    let (trial, mut phone) = (Trial::new(), device(1));
    let signed = officer(&trial, "Ada").await;
    equip(&trial, &signed, &mut phone, true).await.unwrap();
    let holder = Holder::Staff(signed.actor.id);
    let stored = trial.app.store.read(move |snapshot| rows::of(snapshot, holder)).await.unwrap().remove(0);
    let sealed = stored.sealed_key.unwrap();
    let given = Secret::from_text(&phone.prf()).unwrap();
    let key = crypto::passkey::key(&given);
    let opened = key.open(&key_place(&stored.passkey.id), &sealed).unwrap();
    assert_eq!(PrivateKey::from_slice(&opened).unwrap(), signed.private);
    assert!(!stored.credential.contains(&phone.prf()));
    assert!(key.open(&key_place("another"), &sealed).is_err());
}
