//! Why a field of a form was not taken.

/// Why a field was not taken. `label` is what people read beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldReason {
    /// Nothing was filled in.
    Empty {
        /// What people read beside the field.
        label: &'static str,
    },
    /// Nothing was filled in, and the field is the only one that is meant.
    Blank,
    /// No answer was chosen, where one is to be.
    NoChoice {
        /// What people read beside the field.
        label: &'static str,
    },
    /// No answer was chosen, where one or more are to be.
    NoChoices {
        /// What people read beside the field.
        label: &'static str,
    },
    /// No answer was chosen, and the question stands right beside it.
    Unanswered,
    /// It is not of the kind that the field takes.
    Not {
        /// What people read beside the field.
        label: &'static str,
        /// What the field takes.
        kind: Shape,
    },
    /// The answer is not among those of the list.
    NotListed {
        /// What people read beside the field.
        label: &'static str,
    },
    /// The answer is not among those of the page.
    NotOffered,
    /// One of the answers is not among those of the page.
    SomeNotOffered,
    /// The answer that excludes the others was chosen with others.
    NotAlone {
        /// The answer that excludes the others.
        alone: &'static str,
    },
    /// It is no whole number of things from 1 to this.
    NotACount {
        /// The most.
        most: usize,
    },
    /// A character cannot be printed.
    Unprintable(char),
}

/// What a field takes that has a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An email address.
    Email,
    /// A telephone number.
    Phone,
    /// The address of a website.
    Web,
    /// A postcode.
    Postcode,
    /// A calendar day.
    Day,
    /// A whole number from 0 to this one.
    Number(u32),
}
