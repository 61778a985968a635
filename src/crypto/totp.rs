//! The second factor: time-based one-time codes (RFC 6238, SHA-1, six digits, 30 seconds: what every app
//! reads).

use data_encoding::BASE32_NOPAD;
use totp_rs::{Algorithm, Builder, Totp};

use domain::platform::time::Timestamp;

use crate::secret::Secret;

/// Seconds for which each code is shown.
const STEP: i64 = 30;
/// How many steps before and after the present one are taken: clocks differ.
const SKEW: u16 = 1;

/// The secret shared with the person's authenticator app: 160 bits (RFC 4226, section 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TotpSecret(Secret<20>);

impl TotpSecret {
    /// A new secret.
    pub fn random() -> Self {
        Self(Secret::random())
    }

    /// A secret that came out of a seal.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        Secret::from_slice(bytes).map(Self)
    }

    /// The bytes, for sealing them.
    pub fn secret(&self) -> &Secret<20> {
        &self.0
    }

    /// The secret as people type it into an app: base 32.
    pub fn to_text(&self) -> String {
        BASE32_NOPAD.encode(self.0.expose())
    }

    /// Reads what [`TotpSecret::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        Self::from_slice(&BASE32_NOPAD.decode(text.as_bytes()).ok()?)
    }

    /// The address that an app reads from a QR code.
    pub fn link(&self, site: &str, account: &str) -> String {
        let plain = |text: &str| text.replace([' ', ':', '/', '?', '&', '#', '%'], "");
        let (site, account) = (plain(site), plain(account));
        format!("otpauth://totp/{site}:{account}?secret={}&issuer={site}", self.to_text())
    }

    /// The code at this moment.
    pub fn code(&self, now: Timestamp) -> String {
        self.totp().generate(seconds(now)).to_string()
    }

    /// The step that `code` belongs to, if it is this one or a neighbour and later than `after`: each step
    /// counts once.
    pub fn check(&self, code: &str, now: Timestamp, after: i64) -> Option<i64> {
        let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
        let step = self.totp().check(&digits, seconds(now)).and_then(|step| i64::try_from(step).ok())?;
        (step > after).then_some(step)
    }

    /// The step of this moment.
    pub fn present(now: Timestamp) -> i64 {
        now.seconds() / STEP
    }

    /// The earliest step whose code is still taken.
    pub fn earliest(now: Timestamp) -> i64 {
        now.seconds() / STEP - i64::from(SKEW)
    }

    fn totp(&self) -> Totp {
        Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(6)
            .with_skew(SKEW)
            .with_step_duration(STEP.unsigned_abs())
            .with_secret(*self.0.expose())
            .build_noncompliant()
    }
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.seconds()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_codes_of_rfc_6238() {
        let secret = TotpSecret::from_slice(b"12345678901234567890").unwrap();
        for (at, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            assert_eq!(secret.code(Timestamp::from_micros(at * 1_000_000)), code);
        }
    }

    #[test]
    fn a_code_counts_once_and_not_for_long() {
        let secret = TotpSecret::random();
        let now = Timestamp::from_micros(1_800_000_000_000_000);
        let code = secret.code(now);
        let step = secret.check(&code, now.plus_seconds(20), 0).unwrap();
        assert_eq!(secret.check(&code, now, step), None);
        assert_eq!(secret.check(&code, now.plus_seconds(120), 0), None);
        assert_eq!(secret.check("", now, 0), None);
    }
}
