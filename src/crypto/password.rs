//! Staff passwords: a verifier to check them, and a key that they alone give.

use crate::kdf::{Cost, argon2id, derive};
use crate::secret::Secret;
use crate::token;

/// 64 MiB, three passes: a sign-in is rare and a password weak, so each guess is made dear (RFC 9106, second
/// recommended option).
const COST: Cost = Cost { memory: 64 * 1_024, passes: 3 };

/// What a password gives.
#[derive(Debug)]
pub struct PasswordKeys {
    /// Stored: tells whether the password is right, opens nothing.
    pub verifier: [u8; 32],
    /// Opens the person's private key and second factor.
    pub key: Secret<32>,
}

/// Stretches a password with the person's own salt. Takes about a quarter of a second and 64 MiB.
pub fn stretch(password: &str, salt: &[u8; 16]) -> PasswordKeys {
    let stretched = argon2id(COST, password.as_bytes(), salt);
    let verifier = token::digest(derive(&stretched, "candour password verifier").expose());
    PasswordKeys { verifier, key: derive(&stretched, "candour password key") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_password_and_salt_give_the_same_keys() {
        let first = stretch("copper kettle lantern", &[7; 16]);
        let again = stretch("copper kettle lantern", &[7; 16]);
        let salted = stretch("copper kettle lantern", &[8; 16]);
        let other = stretch("copper kettle lanterm", &[7; 16]);
        assert_eq!((first.verifier, &first.key), (again.verifier, &again.key));
        assert!(first.verifier != salted.verifier && first.key != salted.key);
        assert!(first.verifier != other.verifier && first.key != other.key);
        assert_ne!(&first.verifier, first.key.expose());
    }
}
