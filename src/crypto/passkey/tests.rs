use proptest::prelude::*;

use super::authenticator::{Authenticator, PRESENT};
use crate::OpenError;
use crate::context::SealContext;
use crate::passkey::*;

const ORIGIN: &str = "https://candour.example";
const ACCOUNT: &str = "6f0f5c1e-9d64-4a45-8a6e-0d6f6d1b7a11";

fn site() -> RelyingParty {
    RelyingParty::new(ORIGIN, "Candour").unwrap()
}

fn owner() -> Owner {
    Owner { account: ACCOUNT.into(), address: "isla@harbour.example".into(), name: "Isla Quill".into() }
}

fn made(site: &RelyingParty, device: &mut Authenticator) -> Credential {
    let begun = site.begin_making(&owner(), &[]).unwrap();
    site.finish_making(&begun.state, &device.make(&begun.options)).unwrap()
}

#[test]
fn a_passkey_is_made_and_used_with_nothing_typed() {
    let (site, mut device) = (site(), Authenticator::new(ORIGIN, 1));
    let begun = site.begin_making(&owner(), &[]).unwrap();
    let selection = &begun.options["authenticatorSelection"];
    assert_eq!(selection["residentKey"], "required");
    assert_eq!(selection["userVerification"], "required");
    let credential = site.finish_making(&begun.state, &device.make(&begun.options)).unwrap();
    let credential = Credential::parse(&credential.to_text()).unwrap();
    let begun = site.begin_using().unwrap();
    assert_eq!(begun.options["userVerification"], "required");
    assert!(begun.options["allowCredentials"].as_array().is_none_or(Vec::is_empty));
    let answer = device.get(&begun.options);
    let claimed = claim(&answer).unwrap();
    assert_eq!(claimed, Claim { account: ACCOUNT.into(), credential: credential.id() });
    assert!(site.finish_using(&begun.state, &answer, &credential).unwrap().is_none());
}

#[test]
fn the_browser_is_asked_for_the_same_secret_each_time() {
    let site = site();
    let input = |options: &Value| options["extensions"]["prf"]["eval"]["first"].clone();
    let made = input(&site.begin_making(&owner(), &[]).unwrap().options);
    assert_eq!(made.as_str().unwrap().len(), 43);
    assert_eq!(made, input(&site.begin_using().unwrap().options));
}

#[test]
fn a_device_that_has_one_is_not_asked_again() {
    let (site, mut device) = (site(), Authenticator::new(ORIGIN, 1));
    let credential = made(&site, &mut device);
    let begun = site.begin_making(&owner(), std::slice::from_ref(&credential)).unwrap();
    assert_eq!(begun.options["excludeCredentials"][0]["id"], credential.id());
}

#[test]
fn an_answer_is_good_for_its_own_challenge_origin_and_key() {
    let (site, mut device) = (site(), Authenticator::new(ORIGIN, 1));
    let credential = made(&site, &mut device);
    let (begun, other) = (site.begin_using().unwrap(), site.begin_using().unwrap());
    let answer = device.get(&other.options);
    assert_eq!(site.finish_using(&begun.state, &answer, &credential).unwrap_err(), Refused::Wrong);
    let mut elsewhere = device.clone();
    elsewhere.origin = "https://candour.example.elsewhere.example".into();
    let answer = elsewhere.get(&begun.options);
    assert_eq!(site.finish_using(&begun.state, &answer, &credential).unwrap_err(), Refused::Wrong);
    let mut stranger = Authenticator::new(ORIGIN, 2);
    let theirs = made(&site, &mut stranger);
    let answer = stranger.get(&begun.options);
    assert_eq!(site.finish_using(&begun.state, &answer, &credential).unwrap_err(), Refused::Wrong);
    assert!(site.finish_using(&begun.state, &answer, &theirs).is_ok());
    assert!(site.finish_using(&begun.state, &device.get(&begun.options), &credential).is_ok());
}

#[test]
fn somebody_who_was_not_verified_is_refused() {
    let (site, mut device) = (site(), Authenticator::new(ORIGIN, 1));
    let credential = made(&site, &mut device);
    let begun = site.begin_using().unwrap();
    device.flags = PRESENT;
    let answer = device.get(&begun.options);
    assert_eq!(site.finish_using(&begun.state, &answer, &credential).unwrap_err(), Refused::Wrong);
    let begun = site.begin_making(&owner(), &[]).unwrap();
    assert!(site.finish_making(&begun.state, &device.make(&begun.options)).is_none());
}

#[test]
fn a_counter_goes_forward_or_the_passkey_was_copied() {
    let (site, mut device) = (site(), Authenticator::new(ORIGIN, 1));
    device.counter = 4;
    let credential = made(&site, &mut device);
    let begun = site.begin_using().unwrap();
    device.counter = 5;
    let after = site.finish_using(&begun.state, &device.get(&begun.options), &credential).unwrap();
    let after = after.expect("it is kept with its new counter");
    for counter in [5, 4, 0] {
        device.counter = counter;
        let answer = device.get(&begun.options);
        assert_eq!(site.finish_using(&begun.state, &answer, &after).unwrap_err(), Refused::Cloned);
    }
    // A wrong signature is never told as a copy.
    let mut stranger = Authenticator::new(ORIGIN, 2);
    let theirs = stranger.get(&begun.options);
    assert_eq!(site.finish_using(&begun.state, &theirs, &after).unwrap_err(), Refused::Wrong);
}

#[test]
fn names_have_passkeys_and_numbers_have_none() {
    let id = |origin: &str| RelyingParty::new(origin, "Candour").map(|site| site.id().to_owned());
    assert_eq!(id("https://staff.candour.example:8443").as_deref(), Some("staff.candour.example"));
    assert_eq!(id("http://127.0.0.1:8080").as_deref(), Some("localhost"));
    assert_eq!(id("http://[::1]:8080").as_deref(), Some("localhost"));
    assert_eq!(id("https://203.0.113.9"), None);
    assert_eq!(id("not an origin"), None);
}

#[test]
fn what_is_sealed_under_one_secret_opens_under_no_other() {
    let (given, place) = (Secret::random(), SealContext::new("passkey", "row", "key"));
    let sealed = key(&given).seal(&place, b"own key");
    assert_eq!(key(&given).open(&place, &sealed).unwrap().as_slice(), b"own key");
    assert_eq!(key(&Secret::random()).open(&place, &sealed), Err(OpenError));
    assert_eq!(ContentKey::new(given.clone()).open(&place, &sealed), Err(OpenError), "the secret itself");
    assert_eq!(key(&given).open(&SealContext::new("passkey", "other", "key"), &sealed), Err(OpenError));
}

proptest! {
    #[test]
    fn any_text_is_refused_calmly(text in ".{0,200}") {
        let site = site();
        let begun = site.begin_making(&owner(), &[]).unwrap();
        prop_assert!(claim(&text).is_none());
        prop_assert!(site.finish_making(&begun.state, &text).is_none());
        prop_assert!(site.finish_making(&text, &text).is_none());
        prop_assert!(Credential::parse(&text).is_none());
    }

    #[test]
    fn a_changed_answer_proves_nothing(at in any::<prop::sample::Index>(), letter in "[A-Za-z0-9_-]") {
        let (site, mut device) = (site(), Authenticator::new(ORIGIN, 1));
        let credential = made(&site, &mut device);
        let begun = site.begin_using().unwrap();
        let mut answer: Value = serde_json::from_str(&device.get(&begun.options)).unwrap();
        let signature = answer["response"]["signature"].as_str().unwrap().to_owned();
        let place = at.index(signature.len());
        let mut changed = signature.clone();
        changed.replace_range(place..=place, &letter);
        // The last letter holds bits that no byte has.
        prop_assume!(BASE64URL_NOPAD.decode(changed.as_bytes()) != BASE64URL_NOPAD.decode(signature.as_bytes()));
        answer["response"]["signature"] = changed.into();
        let refused = site.finish_using(&begun.state, &answer.to_string(), &credential);
        prop_assert_eq!(refused.map(|_| ()).unwrap_err(), Refused::Wrong);
    }
}
