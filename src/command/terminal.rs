//! What is said to whoever sits at the terminal.

use service::Problem;
use view::component::reason;

/// Says something on the standard output: for whoever started us.
#[expect(clippy::print_stdout, reason = "the terminal is the user interface of a command")]
pub(super) fn say(line: &str) {
    println!("{line}");
}

/// A refusal in the words of its fields: a terminal has no page to show them on.
pub(super) fn words(problem: Problem) -> anyhow::Error {
    match problem {
        Problem::Invalid(errors) => anyhow::Error::msg(
            errors.iter().map(|(_, reason)| reason::words(reason)).collect::<Vec<_>>().join("\n"),
        ),
        other => other.into(),
    }
}
