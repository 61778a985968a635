//! Floor 1: every address, as a function. Pages link and the web floor routes by these alone.
//!
//! Paths that reporters see say nothing: a history or a neighbour's glance learns no more than “step 4”.

use std::fmt::Display;

/// The start page.
pub fn start() -> String {
    "/".into()
}

/// What the *Exit this page* button does, before the first page that has it.
pub fn before() -> String {
    "/before".into()
}

/// A question of the report form, by its code.
pub fn step(code: &str) -> String {
    format!("/step/{code}")
}

/// The query of [`done`].
pub const DONE: &str = "done";

/// A page of reporters, with a word that what they did there was done.
pub fn done(path: &str) -> String {
    format!("{path}?{DONE}")
}

/// Removes a file that was added, by its code within the report form.
pub fn step_remove(code: &str) -> String {
    format!("/step/{code}/remove")
}

/// The check of all answers; posting to it sends.
pub fn check() -> String {
    "/check".into()
}

/// The page after sending; posting to it confirms the phrase.
pub fn sent() -> String {
    "/sent".into()
}

/// Extends the time before answers are wiped.
pub fn stay() -> String {
    "/stay".into()
}

/// Says that the time ran out.
pub fn gone() -> String {
    "/gone".into()
}

/// Ends the visit and goes to the neutral site.
pub fn leave() -> String {
    "/leave".into()
}

/// Where the phrase is typed to read a reply.
pub fn reply() -> String {
    "/reply".into()
}

/// The open mailbox; posting to it adds words and files.
pub fn thread() -> String {
    "/thread".into()
}

/// A file in the open mailbox.
pub fn thread_file(file: &dyn Display) -> String {
    format!("/thread/files/{file}")
}

/// Asks whether to delete the mailbox; posting to it deletes.
pub fn thread_delete() -> String {
    "/thread/delete".into()
}

/// The warning signs.
pub fn signs() -> String {
    "/signs".into()
}

/// How to stay safe online.
pub fn safety() -> String {
    "/safety".into()
}

/// What is kept, who reads it, and what is not protected.
pub fn privacy() -> String {
    "/privacy".into()
}

/// The one cookie.
pub fn cookies() -> String {
    "/cookies".into()
}

/// The accessibility statement.
pub fn accessibility() -> String {
    "/accessibility".into()
}

/// Services that help.
pub fn help() -> String {
    "/help".into()
}

/// A style sheet or script.
pub fn asset(name: &str) -> String {
    format!("/assets/{name}")
}

/// Addresses that staff see.
pub mod staff {
    use super::Display;

    /// The page after signing in: it shows what the person's role may do.
    pub fn home() -> String {
        "/staff".into()
    }

    /// Signing in.
    pub fn sign_in() -> String {
        "/staff/sign-in".into()
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

    /// The query parameter of [`case_done`].
    pub const DONE: &str = "done";

    /// A case, with a word about what was just done to it.
    pub fn case_done(id: &dyn Display, code: &str) -> String {
        format!("/staff/cases/{id}?{DONE}={code}")
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

    /// The desks that a person manages.
    pub fn desks() -> String {
        "/staff/desks".into()
    }

    /// A desk: who holds its key, where its mail goes.
    pub fn desk(id: &dyn Display) -> String {
        format!("/staff/desks/{id}")
    }

    /// Adds somebody to a desk.
    pub fn desk_members(id: &dyn Display) -> String {
        format!("/staff/desks/{id}/members")
    }

    /// Mail that is waiting or could not be sent.
    pub fn mail() -> String {
        "/staff/mail".into()
    }

    /// Sends a dead letter again.
    pub fn mail_again(id: &dyn Display) -> String {
        format!("/staff/mail/{id}/again")
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
}
