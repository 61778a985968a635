//! Sending what was written: the form that files a concern.

use crate::CLIENTS;
use crate::app::{Inside, Prepared};
use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::memory;
use crate::report::Report;

/// How many are sent at each number of clients.
const COUNT: usize = 4_000;
/// How many with a mailbox: each stretches a phrase.
const WITH_MAILBOX: usize = 1_200;

/// Sends drafts without and with a mailbox.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    let title = format!("Submits, {}", deployment.name());
    Figures::of(deployment, &server, 4, &inside.drafts(200, "none"), send);
    server.forget_peak();
    for (name, contact, count) in [("no mailbox", "none", COUNT), ("with a mailbox", "mailbox", WITH_MAILBOX)]
    {
        for clients in CLIENTS {
            // One client alone takes long on a slow disk.
            let drafts = inside.drafts(if clients == 1 { count / 2 } else { count }, contact);
            let figures = Figures::of(deployment, &server, clients, &drafts, send);
            report.figures(&title, name, clients, &figures);
            report.keep(deployment.name(), name, &figures);
        }
    }
    memory::peak(deployment, &server, "32 clients that submit", report);
}

/// Sends a draft that is ready.
pub(crate) fn send(client: &mut Client, draft: &Prepared) {
    draft.cookie.clone_into(&mut client.cookie);
    let answer = client.post("/check", &draft.form).expect(303);
    assert_eq!(answer.location, "/sent");
}
