//! The report form as data: one table that the pages, the parser, the check-answers page and triage all read.

use crate::form::choice::{self, Choice};
use crate::form::errors::Errors;
use crate::form::field::{self, Own};
use crate::form::key::Key;
use crate::form::reason::field::FieldReason;
use crate::platform::force::Lists;
use crate::report::question::Part;

pub use crate::form::values::Record as Answers;

/// One thing to fill in.
pub type Field = field::Field<Asked>;
/// What a field takes.
pub type Kind = field::Kind<Asked>;

/// One page of the form: one thing to answer.
pub struct Question {
    /// The part that it belongs to.
    pub part: Part,
    /// Its place in the address: a number that says nothing.
    pub code: &'static str,
    /// The heading.
    pub title: &'static str,
    /// Paragraphs under the heading: why it is asked, what to leave out.
    pub lead: &'static [&'static str],
    /// What is asked that the desk reads.
    pub open: &'static [Field],
    /// What is asked below that tells who the reporter is: what is answered is sealed apart, as *source*.
    pub source: &'static [Field],
    /// Whether it decides where a report goes, how soon it is read or whether it can be replied to: then it
    /// is asked also of those who send at once.
    pub decides: bool,
    /// Whether it is asked, given the answers so far.
    pub applies: fn(&Answers, &Lists) -> bool,
}

/// What only the report form takes.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// One of many: drawn as a list that drops down.
    Select(&'static [Choice]),
    /// One of the forces served, another, or not sure.
    Force,
    /// One of the districts of the forces served.
    District,
    /// Files: they travel apart from the answers.
    Files,
}

impl Own for Asked {
    type Lists = Lists;

    fn read(self, typed: &str, lists: &Lists) -> Option<String> {
        let offered = match self {
            Self::Select(choices) => choices.iter().any(|choice| choice.code == typed),
            Self::Force => {
                [FORCE_OTHER, FORCE_UNSURE].contains(&typed)
                    || lists.forces.iter().any(|force| force.code == typed)
            }
            Self::District => lists.districts.iter().any(|district| district.id.to_string() == typed),
            Self::Files => return Some(String::new()),
        };
        offered.then(|| typed.to_owned())
    }

    fn word(self, value: &str, lists: &Lists) -> String {
        match self {
            Self::Select(choices) => choice::label(choices, value).to_owned(),
            Self::Force => force_name(value, lists),
            Self::District => {
                let found = lists.districts.iter().find(|district| district.id.to_string() == value);
                found.map_or_else(|| value.to_owned(), |district| district.name.clone())
            }
            Self::Files => value.to_owned(),
        }
    }

    fn takes_many(self) -> bool {
        false
    }

    /// The question is the heading of its page: it is not told again.
    fn not_offered(field: &Field) -> FieldReason {
        match field.kind {
            Kind::Many(_) => FieldReason::SomeNotOffered,
            _ => FieldReason::NotOffered,
        }
    }
}

/// The code of “another force or organisation”.
pub const FORCE_OTHER: &str = "other";
/// The code of “I am not sure”.
pub const FORCE_UNSURE: &str = "unsure";

impl Question {
    /// Everything that is asked, in order.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.open.iter().chain(self.source)
    }

    /// Whether this field is asked here.
    pub fn asks(&self, name: Key) -> bool {
        self.fields().any(|field| field.name == name)
    }

    /// Whether files can be added here.
    pub fn takes_files(&self) -> bool {
        self.fields().any(|field| matches!(field.kind, Kind::Own(Asked::Files)))
    }

    /// What is asked when it is one thing alone: its label is the title.
    pub fn only(&self) -> Option<&'static Field> {
        let mut fields = self.fields();
        fields.next().filter(|_| fields.next().is_none())
    }

    /// Reads what was typed on this page: either every answer, cleaned, or every problem.
    ///
    /// `raw` is the form as sent: pairs in any order, unknown names ignored.
    ///
    /// # Errors
    /// One for each field that will not do.
    pub fn parse(&self, raw: &[(String, String)], lists: &Lists) -> Result<Answers, Errors> {
        field::parse(self.fields(), raw, lists)
    }

    /// What was typed on this page, as typed: for showing it again beside the problems.
    pub fn typed(&self, raw: &[(String, String)]) -> Answers {
        field::typed(self.fields(), raw)
    }
}

/// The name of a force by the code that the form uses.
pub fn force_name(code: &str, lists: &Lists) -> String {
    match code {
        FORCE_OTHER => "Another force or organisation".into(),
        FORCE_UNSURE => "I’m not sure".into(),
        _ => lists
            .forces
            .iter()
            .find(|force| force.code == code)
            .map_or_else(|| code.into(), |force| force.name.clone()),
    }
}
