//! Mail addresses.

use std::fmt;
use std::str::FromStr;

/// The beginnings of local parts that tell people and programs not to answer.
const UNREPLYABLE: [&str; 2] = ["noreply", "donotreply"];

/// A mail address. It shows itself only when written out with [`fmt::Display`].
#[derive(Clone, PartialEq, Eq)]
pub struct Address(lettre::Address);

/// Why a text is not the address that is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressProblem {
    /// Not an address at all.
    #[error("this is not a mail address")]
    NotAnAddress,
    /// Somebody might read what is sent to it.
    #[error("the sender must be an address that nobody reads, such as no-reply@example.org")]
    Replyable,
}

impl Address {
    /// The part after the `@`.
    pub(super) fn domain(&self) -> &str {
        self.0.domain()
    }

    /// The address as the mail library takes it.
    pub(super) fn as_lettre(&self) -> lettre::Address {
        self.0.clone()
    }
}

impl FromStr for Address {
    type Err = AddressProblem;

    fn from_str(text: &str) -> Result<Self, AddressProblem> {
        text.trim().parse().map(Self).map_err(|_| AddressProblem::NotAnAddress)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address")
    }
}

/// The address that letters come from and that answers would go to: one that nobody reads, so that nobody
/// writes about a case to it. The mail server should refuse what is sent there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender(Address);

impl Sender {
    /// The address.
    pub fn address(&self) -> &Address {
        &self.0
    }
}

impl FromStr for Sender {
    type Err = AddressProblem;

    fn from_str(text: &str) -> Result<Self, AddressProblem> {
        let address: Address = text.parse()?;
        let letters: String = address.0.user().chars().filter(char::is_ascii_alphanumeric).collect();
        let letters = letters.to_ascii_lowercase();
        if UNREPLYABLE.iter().any(|beginning| letters.starts_with(beginning)) {
            Ok(Self(address))
        } else {
            Err(AddressProblem::Replyable)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_reads_may_send() {
        for good in
            ["no-reply@example.org", "NoReply@example.org", "do_not_reply@example.org", "noreply.a@b.example"]
        {
            assert!(good.parse::<Sender>().is_ok(), "{good}");
        }
        for bad in ["desk@example.org", "reply@example.org", "annoreply@example.org"] {
            assert_eq!(bad.parse::<Sender>(), Err(AddressProblem::Replyable), "{bad}");
        }
        for bad in ["", "no-reply", "no-reply@", "no-reply@a b", "no-reply@example.org\r\nBcc: x@example.org"]
        {
            assert_eq!(bad.parse::<Sender>(), Err(AddressProblem::NotAnAddress), "{bad}");
        }
    }

    #[test]
    fn an_address_does_not_print_itself() {
        let address: Address = " desk@example.org ".parse().unwrap();
        assert_eq!(format!("{address:?}"), "Address");
        assert_eq!(address.to_string(), "desk@example.org");
    }
}
