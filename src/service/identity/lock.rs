//! What guards an account that has a password.

use crypto::context::SealContext;
use crypto::totp::TotpSecret;

use crate::App;

/// What guards an account, as its row holds it.
pub(crate) struct Lock {
    /// The table of the row: `staff_key`, `practitioner_key`.
    pub(crate) table: &'static str,
    /// Whose row it is.
    pub(crate) row: String,
    /// The password's salt.
    pub(crate) salt: Vec<u8>,
    /// The password's verifier.
    pub(crate) verifier: Vec<u8>,
    /// The second factor's secret, sealed under the key that the password gives.
    pub(crate) sealed_totp: Vec<u8>,
    /// The last step whose code was used.
    pub(crate) totp_step: i64,
    /// The second factor's secret once more, sealed under a key of the server.
    pub(crate) server_totp: Option<Vec<u8>>,
}

impl Lock {
    /// The second factor as the server itself can open it; none when it does not, which nobody is kept out by.
    pub(crate) fn factor(&self, app: &App) -> Option<TotpSecret> {
        let sealed = self.server_totp.as_ref()?;
        let secret = app.factors.open(&server_totp_place(self.table, &self.row), sealed).ok()?;
        TotpSecret::from_slice(&secret)
    }
}

/// Where the second factor of a row belongs that the server itself can open.
pub(super) fn server_totp_place<'a>(table: &'a str, row: &'a str) -> SealContext<'a> {
    SealContext::new(table, row, "server_totp")
}
