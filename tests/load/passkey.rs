//! Signing in in the practitioners' area: with a passkey, and with a password and a code.

use crate::app::Inside;
use crate::client::Client;
use crate::deployment::Deployment;
use crate::door::{Person, passkey, password, people};
use crate::figures::Figures;
use crate::report::Report;

/// How many people sign in at each number of clients. A password counts once in half a minute, so each is
/// another.
const COUNT: u8 = 40;
/// How many at once.
const CLIENTS: [usize; 2] = [1, 8];

/// Measures both.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    let people = people(deployment, &inside, 0..COUNT);
    let title = format!("Signing in in the practitioners’ area, {}", deployment.name());
    for clients in CLIENTS {
        let by_passkey = |client: &mut Client, person: &Person| passkey(client, &inside, person);
        let figures = Figures::of(deployment, &server, clients, &people, by_passkey);
        report.figures(&title, "passkey: question, answer", clients, &figures);
    }
    for (clients, people) in CLIENTS.into_iter().zip(people.chunks(people.len() / CLIENTS.len())) {
        let by_password = |client: &mut Client, person: &Person| password(client, &inside, person);
        let figures = Figures::of(deployment, &server, clients, people, by_password);
        report.figures(&title, "password and code", clients, &figures);
    }
}
