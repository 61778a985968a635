//! Pages of the inbox over the whole register.

use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::process::Server;
use crate::register::CASES;
use crate::report::Report;

/// How often each page is asked for.
const COUNT: usize = 100;
/// Cases on a page.
const PER_PAGE: usize = 50;

/// Asks for pages as a manager of the triage desk, by their cookie.
pub(crate) fn measure(deployment: &Deployment, server: &Server, cookie: &str, report: &mut Report) {
    let title = format!("Inbox over 100,000 cases, {}", deployment.name());
    let pages = [
        ("first page", "/staff/cases".to_owned()),
        ("newest first", "/staff/cases?sort=received".to_owned()),
        ("by status", "/staff/cases?sort=status".to_owned()),
        ("by who works on it", "/staff/cases?sort=who".to_owned()),
        ("one status of few", "/staff/cases?status=triage".to_owned()),
        ("one status of many", "/staff/cases?status=decision".to_owned()),
        ("danger now", "/staff/cases?risk=immediate".to_owned()),
        ("one's own", "/staff/cases?mine=yes".to_owned()),
        ("something new", "/staff/cases?new=yes".to_owned()),
        ("last page", format!("/staff/cases?page={}", CASES / PER_PAGE)),
    ];
    for (name, page) in pages {
        let ask = |client: &mut Client, (): &()| {
            cookie.clone_into(&mut client.cookie);
            client.get(&page).expect(200);
        };
        let figures = Figures::of(deployment, server, 1, &[(); COUNT], ask);
        report.figures(&title, name, 1, &figures);
        if name == "first page" {
            report.keep_value("inbox", deployment.name(), figures.within(50));
        }
    }
    let ask = |client: &mut Client, (): &()| {
        cookie.clone_into(&mut client.cookie);
        client.get("/staff/cases").expect(200);
    };
    report.figures(&title, "first page", 8, &Figures::of(deployment, server, 8, &[(); COUNT * 4], ask));
}
