//! How a case's status and risk look: a word, with a colour that only helps.

use maud::{Markup, html};

use domain::casework::approval::State;
use domain::casework::case::Case;
use domain::casework::status::Status;
use domain::identity::role::Role;
use domain::report::concern::Risk;
use domain::report::sender::SenderKind;

use crate::component::tag::{Colour, tag};

/// Where a case stands.
pub fn status(status: Status) -> Markup {
    let colour = match status {
        Status::Submitted => Colour::Purple,
        Status::FirstLook => Colour::Blue,
        Status::Triage => Colour::Teal,
        Status::AwaitingReporter => Colour::Yellow,
        Status::Decision => Colour::Green,
    };
    tag(status.label(), colour)
}

/// Where an approval stands.
pub fn approval(state: State) -> Markup {
    let colour = match state {
        State::Waiting => Colour::Yellow,
        State::Approved => Colour::Green,
        State::Refused => Colour::Red,
        State::Withdrawn | State::Expired => Colour::Grey,
    };
    tag(state.label(), colour)
}

/// How urgent a case looks. No flag is plain text: a quiet table shows what stands out.
pub fn risk(risk: Risk) -> Markup {
    match risk {
        Risk::None => html! { (risk.label()) },
        Risk::Raised => tag(risk.label(), Colour::Orange),
        Risk::Immediate => tag(risk.label(), Colour::Red),
    }
}

/// As whom a report was sent; nothing for the public form.
pub fn sender(sender: SenderKind) -> Option<Markup> {
    sender.mark().map(|mark| tag(mark, Colour::Teal))
}

/// Whether a manager must give the case to somebody else.
pub fn conflict(case: &Case, role: Role) -> Option<Markup> {
    (case.has_conflict() && role == Role::Manager)
        .then(|| tag("Conflict declared: give to somebody else", Colour::Red))
}
