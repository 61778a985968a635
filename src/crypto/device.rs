//! Device cookies: that a browser signed in to an account before (OWASP, "Slow Down Online Guessing Attacks
//! with Device Cookies").
//!
//! Nothing of them is stored here. Without the key of the server a cookie looks like random bytes: it names
//! nobody, tells no day, and two of one account are as unlike as two of different ones.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;
use time::macros::date;

use domain::platform::time::Day;

use crate::secret::Secret;

/// Days for which a browser keeps a cookie. The server takes it in the stretch of so many days in which it
/// was given and in the next one.
pub const KEPT_DAYS: i64 = 60;

/// The length of a cookie's random part, bytes.
const NONCE: usize = 16;
/// The day from which stretches are counted.
const FIRST: Day = Day(date!(2026 - 01 - 01));

/// Makes and checks device cookies.
#[derive(Clone, Debug)]
pub struct DeviceKey(Secret<32>);

impl DeviceKey {
    /// From the server's key file.
    pub fn new(key: Secret<32>) -> Self {
        Self(key)
    }

    /// A new cookie of this account. `account` says also what makes older cookies void when it changes.
    pub fn issue(&self, account: &str, today: Day) -> String {
        let nonce = Secret::<NONCE>::random();
        let mac = self.mac(nonce.expose(), stretch(today), account);
        BASE64URL_NOPAD.encode(&[nonce.expose().as_slice(), &mac].concat())
    }

    /// Which cookie of this account it is: a name of its own for each. None when it is none of theirs, or too
    /// old. Constant time.
    pub fn read(&self, account: &str, today: Day, cookie: &str) -> Option<String> {
        let bytes = BASE64URL_NOPAD.decode(cookie.as_bytes()).ok()?;
        let (nonce, mac) = bytes.split_first_chunk::<NONCE>()?;
        let of = |stretch| mac.ct_eq(self.mac(nonce, stretch, account).as_slice());
        let now = stretch(today);
        let ours = bool::from(of(now) | of(now - 1));
        ours.then(|| BASE64URL_NOPAD.encode(nonce))
    }

    fn mac(&self, nonce: &[u8; NONCE], stretch: i64, account: &str) -> [u8; 32] {
        #[expect(clippy::expect_used, reason = "HMAC takes a key of any length")]
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose()).expect("a key of any length");
        mac.update(nonce);
        mac.update(&stretch.to_be_bytes());
        mac.update(account.as_bytes());
        mac.finalize().into_bytes().into()
    }
}

fn stretch(day: Day) -> i64 {
    day.days_since(FIRST).div_euclid(KEPT_DAYS)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn key() -> DeviceKey {
        DeviceKey::new(Secret::random())
    }

    #[test]
    fn a_cookie_is_good_for_one_account_and_one_server() {
        let (key, today) = (key(), FIRST.plus_days(400));
        let cookie = key.issue("agency 1 0 07", today);
        assert!(key.read("agency 1 0 07", today, &cookie).is_some());
        for other in ["agency 2 0 07", "staff 1 0 07", "agency 1 1 07", "agency 1 0 08", ""] {
            assert_eq!(key.read(other, today, &cookie), None, "{other}");
        }
        assert_eq!(self::key().read("agency 1 0 07", today, &cookie), None);
        let changed = if cookie.starts_with('A') { "B" } else { "A" }.to_owned() + &cookie[1..];
        for forged in ["", "forged", &cookie[1..], &changed, &"A".repeat(64)] {
            assert_eq!(key.read("agency 1 0 07", today, forged), None, "{forged}");
        }
    }

    #[test]
    fn a_cookie_is_taken_as_long_as_a_browser_keeps_it_and_twice_that_at_most() {
        let key = key();
        for begun in 0..2 * KEPT_DAYS {
            let given = FIRST.plus_days(begun);
            let cookie = key.issue("account", given);
            let taken = |after: i64| key.read("account", given.plus_days(after), &cookie).is_some();
            assert!((0..=KEPT_DAYS).all(taken), "{begun}");
            assert!(!(2 * KEPT_DAYS..3 * KEPT_DAYS).any(taken), "{begun}");
        }
    }

    #[test]
    fn cookies_tell_nothing() {
        let (key, today) = (key(), FIRST);
        let cookies: BTreeSet<String> = (0..100).map(|_| key.issue("account", today)).collect();
        assert_eq!(cookies.len(), 100);
        assert!(cookies.iter().all(|cookie| cookie.len() == 64));
        let names: BTreeSet<_> = cookies.iter().map(|cookie| key.read("account", today, cookie)).collect();
        assert_eq!(names.len(), 100, "each has a name of its own");
    }
}
