//! Addresses of the practitioners' area.
//!
//! They are numbers in the same row as the questions of the report form: an agency's own network, or somebody
//! who looks through a browser's history, cannot tell fetching leaflets from reporting by an address.

use std::fmt::Display;

/// The lowest number of this area; questions of the report form have lower ones.
const FIRST: u32 = 30;

/// Whether an address belongs to this area.
pub fn is_here(path: &str) -> bool {
    let number = path.strip_prefix("/step/").and_then(|rest| rest.split('/').next());
    number.and_then(|number| number.parse::<u32>().ok()).is_some_and(|number| number >= FIRST)
}

/// Whether what is typed at an address of this area may be a password, which is never shown again.
pub fn is_secret(path: &str) -> bool {
    [30, 44, 48].iter().any(|number| {
        let here = path.strip_prefix("/step/").and_then(|rest| rest.split('/').next());
        here.and_then(|here| here.parse::<u32>().ok()) == Some(*number)
    })
}

/// Signs out and begins a report without the mark.
pub fn unmarked() -> String {
    "/step/42/1".into()
}

/// Signing in.
pub fn sign_in() -> String {
    "/step/30".into()
}

/// Where the script begins to sign in with a passkey.
pub fn sign_in_question() -> String {
    "/step/30/1".into()
}

/// Signs in with a passkey.
pub fn sign_in_passkey() -> String {
    "/step/30/2".into()
}

/// The page after signing in.
pub fn home() -> String {
    "/step/31".into()
}

/// Leaflets, posters and other materials, to download.
pub fn materials() -> String {
    "/step/32".into()
}

/// The file of an edition of a material.
pub fn material(edition: &dyn Display) -> String {
    format!("/step/32/{edition}")
}

/// The leaflet that the portal makes.
pub fn leaflet() -> String {
    "/step/32/1".into()
}

/// The poster that the portal makes.
pub fn poster() -> String {
    "/step/32/2".into()
}

/// What was done together: the agency's own engagements.
pub fn engagements() -> String {
    "/step/33".into()
}

/// Asking for a briefing, or for materials by post.
pub fn ask() -> String {
    "/step/34".into()
}

/// Asking for a briefing.
pub fn ask_briefing() -> String {
    "/step/34/1".into()
}

/// Asking for materials by post.
pub fn ask_materials() -> String {
    "/step/34/2".into()
}

/// What agencies said, and what was done about it.
pub fn feedback() -> String {
    "/step/35".into()
}

/// The signs, as a checklist for practitioners.
pub fn signs() -> String {
    "/step/36".into()
}

/// What a survivor can choose to do, in plain words.
pub fn options() -> String {
    "/step/37".into()
}

/// The three questions that are asked now and then.
pub fn survey() -> String {
    "/step/38".into()
}

/// The accounts of the agency's people, for its lead.
pub fn colleagues() -> String {
    "/step/39".into()
}

/// One of them.
pub fn colleague(id: &dyn Display) -> String {
    format!("/step/39/{id}")
}

/// The contacts that the department has of the agency, for its lead.
pub fn contacts() -> String {
    "/step/40".into()
}

/// One of them.
pub fn contact(id: &dyn Display) -> String {
    format!("/step/40/{id}")
}

/// Adding one.
pub fn new_contact() -> String {
    "/step/40/0".into()
}

/// Says that one is right as it is.
pub fn contact_confirm(id: &dyn Display) -> String {
    format!("/step/40/{id}/1")
}

/// How to report: the three ways.
pub fn report() -> String {
    "/step/41".into()
}

/// The third way: becoming anonymous before the report begins.
pub fn anonymous() -> String {
    "/step/42".into()
}

/// Where the script has tokens issued.
pub fn tokens() -> String {
    "/step/42/tokens".into()
}

/// The reports that a practitioner tied to their account.
pub fn reports() -> String {
    "/step/43".into()
}

/// One of them, with its messages.
pub fn report_thread(id: &dyn Display) -> String {
    format!("/step/43/{id}")
}

/// Asks whether to take one out of the account; posting to it does.
pub fn report_forget(id: &dyn Display) -> String {
    format!("/step/43/{id}/1")
}

/// A file that came with a message about one.
pub fn report_file(id: &dyn Display, file: &dyn Display) -> String {
    format!("/step/43/{id}/2/{file}")
}

/// How the practitioner signs in: passkeys, password, second factor.
pub fn account() -> String {
    "/step/44".into()
}

/// Changes the password.
pub fn password() -> String {
    "/step/44/1".into()
}

/// Changes the second factor.
pub fn factor() -> String {
    "/step/44/2".into()
}

/// Signs out on every device.
pub fn sign_out_everywhere() -> String {
    "/step/44/3".into()
}

/// Where the script asks for a passkey that the practitioner has.
pub fn passkey_proof() -> String {
    "/step/44/4".into()
}

/// Where the script begins to add a passkey.
pub fn passkey_question() -> String {
    "/step/44/5".into()
}

/// Adds a passkey.
pub fn passkey_add() -> String {
    "/step/44/6".into()
}

/// Removes a passkey.
pub fn passkey_remove() -> String {
    "/step/44/7".into()
}

/// Signing out.
pub fn sign_out() -> String {
    "/step/45".into()
}

/// Extends the time before an idle session ends.
pub fn stay() -> String {
    "/step/46".into()
}

/// Asking to become a registered agency.
pub fn apply() -> String {
    "/step/47".into()
}

/// Setting up an account with a one-time link.
pub fn join(token: &str) -> String {
    format!("/step/48/{token}")
}

/// Where the script begins to set up an account with a passkey.
pub fn join_question(token: &str) -> String {
    format!("/step/48/{token}/1")
}

/// Sets up an account with a passkey.
pub fn join_passkey(token: &str) -> String {
    format!("/step/48/{token}/2")
}

/// What each place is for, and who to ask.
pub fn help() -> String {
    "/step/49".into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_and_this_door_do_not_meet() {
        let questions = domain::report::question::QUESTIONS;
        assert!(questions.iter().all(|question| !is_here(&crate::step(question.code))));
        for path in [sign_in(), home(), material(&"x"), tokens(), join("x"), stay()] {
            assert!(is_here(&path), "{path}");
        }
        for path in
            [sign_in(), sign_in_passkey(), account(), password(), factor(), passkey_question(), join("x")]
        {
            assert!(is_secret(&path), "{path}");
        }
        assert!(!is_secret(&report()) && !is_secret("/step/3") && !is_secret("/step/300"));
        assert!(!is_here("/") && !is_here("/staff/cases") && !is_here("/step/") && !is_here("/step/x"));
    }
}
