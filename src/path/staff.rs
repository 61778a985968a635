//! Addresses that staff see.

use std::fmt::Display;

/// The page after signing in: it shows what the person's role may do.
pub fn home() -> String {
    "/staff".into()
}

/// What each place is for, and who to ask.
pub fn help() -> String {
    "/staff/help".into()
}

/// Signing in.
pub fn sign_in() -> String {
    "/staff/sign-in".into()
}

/// Where the script begins to sign in with a passkey.
pub fn sign_in_question() -> String {
    "/staff/sign-in/question".into()
}

/// Signs in with a passkey.
pub fn sign_in_passkey() -> String {
    "/staff/sign-in/passkey".into()
}

/// How one signs in oneself: one's passkeys.
pub fn account() -> String {
    "/staff/account".into()
}

/// Where the script asks for a passkey that one has.
pub fn passkey_proof() -> String {
    "/staff/account/proof".into()
}

/// Where the script begins to add a passkey.
pub fn passkey_question() -> String {
    "/staff/account/question".into()
}

/// Adds a passkey.
pub fn passkey_add() -> String {
    "/staff/account/passkeys".into()
}

/// Removes a passkey.
pub fn passkey_remove() -> String {
    "/staff/account/passkeys/remove".into()
}

/// Signing out.
pub fn sign_out() -> String {
    "/staff/sign-out".into()
}

/// Extends the time before an idle session ends.
pub fn stay() -> String {
    "/staff/stay".into()
}

/// Setting a password and second factor with a one-time link.
pub fn enrol(token: &str) -> String {
    format!("/staff/enrol/{token}")
}

/// The desk's cases.
pub fn inbox() -> String {
    "/staff/cases".into()
}

/// A case.
pub fn case(id: &dyn Display) -> String {
    format!("/staff/cases/{id}")
}

/// The conflict question and the reason, before a case opens.
pub fn case_open(id: &dyn Display) -> String {
    format!("/staff/cases/{id}/open")
}

/// Moves a case to another status.
pub fn case_act(id: &dyn Display) -> String {
    format!("/staff/cases/{id}/act")
}

/// Gives a case to somebody.
pub fn case_assign(id: &dyn Display) -> String {
    format!("/staff/cases/{id}/assign")
}

/// Answers the reporter.
pub fn case_reply(id: &dyn Display) -> String {
    format!("/staff/cases/{id}/reply")
}

/// A file of a case, cleaned of hidden data where its kind allows.
pub fn case_file(id: &dyn Display, file: &dyn Display) -> String {
    format!("/staff/cases/{id}/files/{file}")
}

/// A file of a case, byte for byte as it came.
pub fn case_original(id: &dyn Display, file: &dyn Display) -> String {
    format!("/staff/cases/{id}/files/{file}/original")
}

/// What takes two people: what waits for this person, and what they asked for.
pub fn approvals() -> String {
    "/staff/approvals".into()
}

/// One approval: where it is seen, and decided or taken back.
pub fn approval(id: &dyn Display) -> String {
    format!("/staff/approvals/{id}")
}

/// Keeps what was typed into a long form.
pub fn form_draft() -> String {
    "/staff/drafts".into()
}

/// Deletes it.
pub fn delete_form_draft() -> String {
    "/staff/drafts/delete".into()
}

/// The page of a form with the draft in it.
pub fn with_draft(page: &str) -> String {
    format!("{page}?{DRAFT}")
}

/// The query that asks for the draft.
pub const DRAFT: &str = "draft";

/// The desks that a person manages.
pub fn desks() -> String {
    "/staff/desks".into()
}

/// A desk: who holds its key, where its mail goes.
pub fn desk(id: &dyn Display) -> String {
    format!("/staff/desks/{id}")
}

/// Makes the person a member of the desk whom this approval is for.
pub fn approval_member(id: &dyn Display) -> String {
    format!("/staff/approvals/{id}/member")
}

/// Adds somebody to a desk, or asks for it.
pub fn desk_members(id: &dyn Display) -> String {
    format!("/staff/desks/{id}/members")
}

/// Where the web floor writes no line of what was asked: see [`notices`].
pub const UNLOGGED: &str = "/staff/notices";

/// Notices to managers about who may have become a source. That there is one is known to them alone.
pub fn notices() -> String {
    UNLOGGED.into()
}

/// One of them.
pub fn notice(id: &dyn Display) -> String {
    format!("/staff/notices/{id}")
}

/// Mail that was not sent.
pub fn mail() -> String {
    "/staff/mail".into()
}

/// Sends all letters again that were given up.
pub fn mail_again() -> String {
    "/staff/mail/again".into()
}

/// The services that help, for editing.
pub fn helplines() -> String {
    "/staff/helplines".into()
}

/// One of them.
pub fn helpline(id: &dyn Display) -> String {
    format!("/staff/helplines/{id}")
}

/// The audit log.
pub fn audit() -> String {
    "/staff/audit".into()
}

/// The audit log as a file, narrowed as its page is.
pub fn audit_export(query: &str) -> String {
    if query.is_empty() { "/staff/audit/export".into() } else { format!("/staff/audit/export?{query}") }
}
