//! What two entries for one agency may share.

/// What two entries for one agency may share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// The name, folded.
    Name,
    /// The number in the register of charities.
    Charity,
    /// The domain of the website or the email address.
    Domain,
    /// The telephone number.
    Phone,
    /// The postcode.
    Postcode,
}

impl Mark {
    /// Every mark, the most telling first.
    pub const ALL: [Self; 5] = [Self::Name, Self::Charity, Self::Domain, Self::Phone, Self::Postcode];

    /// What is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Charity => "charity",
            Self::Domain => "domain",
            Self::Phone => "phone",
            Self::Postcode => "postcode",
        }
    }

    /// Reads what was stored.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.code() == code)
    }

    /// What is the same, in words.
    pub fn label(self) -> &'static str {
        match self {
            Self::Name => "the same name",
            Self::Charity => "the same charity number",
            Self::Domain => "the same web or email domain",
            Self::Phone => "the same phone number",
            Self::Postcode => "the same postcode",
        }
    }
}
