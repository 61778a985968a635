//! Why something typed was not taken, in words. Every page and the terminal say it with these.

mod account;
mod casework;
mod certificate;
mod field;
mod file;
mod invitation;
mod register;
mod report;
mod setup;

use std::borrow::Cow;

use domain::form::reason::Reason;
use domain::form::text::TextProblem;

use super::number::grouped;

/// Why something was not taken, and where it helps, what to do about it.
pub fn words(reason: &Reason) -> Cow<'static, str> {
    match reason {
        Reason::Text(problem) => text(*problem),
        Reason::Field(reason) => field::words(*reason),
        Reason::File(reason) => file::words(reason),
        Reason::Account(reason) => account::words(*reason),
        Reason::Passkey(reason) => account::passkey(*reason),
        Reason::Invitation(reason) => invitation::words(*reason).into(),
        Reason::Application(reason) => invitation::application(*reason).into(),
        Reason::Certificate(problem) => certificate::words(*problem),
        Reason::Register(reason) => register::words(*reason).into(),
        Reason::District(reason) => register::district(reason),
        Reason::Report(reason) => report::words(*reason).into(),
        Reason::Phrase(problem) => report::phrase(problem),
        Reason::Casework(reason) => casework::words(reason),
        Reason::Setup(reason) => setup::words(reason),
    }
}

fn text(problem: TextProblem) -> Cow<'static, str> {
    match problem {
        TextProblem::Control => "Remove the characters that cannot be shown, then try again".into(),
        TextProblem::Words(limit) => format!("Write {} words or fewer", grouped(limit)).into(),
        TextProblem::Chars(limit) => format!("Write {} characters or fewer", grouped(limit)).into(),
    }
}

#[cfg(test)]
mod tests {
    use domain::form::reason::certificate::CertificateProblem;
    use domain::form::reason::file::FileReason;
    use domain::platform::attachment::FileName;
    use domain::platform::time::Day;

    use super::*;

    #[test]
    fn certificates_are_refused_in_words_for_who_uploads_them() {
        let day = Day::parse("27 6 2026").unwrap();
        for (problem, said) in [
            (CertificateProblem::PrivateKey, "never upload that"),
            (CertificateProblem::NoEncryptionKey, "This certificate has no key for encryption"),
            (CertificateProblem::Expired(day), "This certificate expired on 27 June 2026"),
        ] {
            assert!(words(&problem.into()).contains(said), "{said}");
        }
    }

    #[test]
    fn files_are_refused_in_plain_words() {
        use domain::platform::attachment::FileProblem::{Bomb, Empty, Mixed, Protected, TooLarge, WrongKind};
        for problem in [Empty, TooLarge, WrongKind, Mixed, Bomb, Protected] {
            let name = FileName::parse("a.pdf");
            let words = words(&FileReason::Refused { name, problem }.into());
            assert!(words.starts_with("a.pdf: The selected file "), "{words}");
        }
    }
}
