//! The engagement side over a register as large as a country's: 6,000 agencies, 15,000 contacts, 100,000
//! engagements.

use std::time::Instant;

use candour::crypto::token::Token;
use candour::demo::{Profile, fill};
use candour::domain::identity::staff::Staff;
use candour::domain::platform::id::Id;
use candour::domain::register::import::State;
use candour::service::identity::sign_in::current;
use candour::service::register::import;
use candour::store::register::agency;

use crate::app::Inside;
use crate::client::Client;
use crate::deployment::Deployment;
use crate::figures::Figures;
use crate::report::Report;
use crate::staff::{code, enrol, signed_in};
use crate::table::number;

/// How often each page is asked for.
const COUNT: usize = 100;
/// The desk's manager, whose link is the first.
const MANAGER: &str = "i.vale@psd.example";

/// Measures searching, an agency's page, coverage and who to call.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    eprintln!("filling the register of agencies");
    let begun = std::time::Instant::now();
    inside.runtime.block_on(fill(&inside.app, Profile::National.size(), &mut |_| ())).expect("a register");
    eprintln!("  {} filled in {} s", deployment.name(), begun.elapsed().as_secs());
    deployment.settle();
    let secret = enrol(&server, &inside, deployment.links.first().expect("a link"));
    let mut manager = server.client();
    signed_in(&mut manager, &inside, MANAGER, &code(&inside, &secret));
    let names = inside.runtime.block_on(inside.app.store.read(agency::names)).expect("agencies");
    let some: Vec<String> =
        names.iter().step_by(names.len() / COUNT).map(|(id, _)| Id::to_string(id)).collect();
    let title = format!("6,000 agencies, 15,000 contacts, 100,000 engagements, {}", deployment.name());
    let mut ask = |name: &str, pages: &[String], clients: usize| {
        let get = |client: &mut Client, page: &String| {
            manager.cookie.clone_into(&mut client.cookie);
            client.get(page).expect(200);
        };
        let figures = Figures::of(deployment, &server, clients, pages, get);
        report.figures(&title, name, clients, &figures);
        figures
    };
    let same = |page: &str| vec![page.to_owned(); COUNT];
    ask("list of agencies, first page", &same("/staff/agencies"), 1);
    let searches: Vec<String> =
        WORDS.iter().cycle().take(COUNT).map(|words| format!("/staff/agencies?q={words}")).collect();
    let search = ask("search", &searches, 1).within(99);
    ask("search", &searches, 8);
    ask("overdue, tier A", &same("/staff/agencies?overdue=yes&tier=A"), 1);
    let pages: Vec<String> = some.iter().map(|id| format!("/staff/agencies/{id}")).collect();
    let page = ask("an agency", &pages, 1).within(99);
    let coverage = ask("coverage", &same("/staff/coverage"), 1).within(99);
    let of_force = ask("coverage of one force", &same("/staff/coverage?force=northfold"), 1).within(99);
    let calls = ask("who to call", &same("/staff/calls"), 1).within(99);
    let written = ask("all agencies as Excel", &same("/staff/export/agencies.xlsx")[..3], 1).within(99);
    let tried = dry_run(&inside, &manager.cookie);
    report.table("Large files", &["", "rows", "seconds"]).row(&[
        format!("dry run of an import, {}", deployment.name()),
        ROWS.to_string(),
        number(tried),
    ]);
    report.keep_value("dry run", deployment.name(), tried);
    report.keep_value("export", deployment.name(), written / 1_000.0);
    let aimed = [
        ("search", search),
        ("agency", page),
        ("coverage", coverage),
        ("coverage of a force", of_force),
        ("calls", calls),
    ];
    for (name, value) in aimed {
        report.keep_value(name, deployment.name(), value);
    }
}

/// How many rows a large file has.
const ROWS: usize = 10_000;

/// Seconds from sending a file of [`ROWS`] rows to knowing what would become of each. Every second row is on
/// the register.
fn dry_run(inside: &Inside, cookie: &str) -> f64 {
    let token = cookie.split_once('=').and_then(|(_, value)| Token::parse(value)).expect("a token");
    let signed = inside.runtime.block_on(current::<Staff>(&inside.app, &token)).expect("a session");
    let names = inside.runtime.block_on(inside.app.store.read(agency::names)).expect("agencies");
    let mut file = String::from("Organisation,Type of service,District,Telephone,Email\n");
    for number in 0..ROWS {
        let known = names.get(number % (names.len() * 2)).map(|(_, name)| name.clone());
        let name = known.unwrap_or_else(|| format!("Newcomer {number}"));
        file += &format!("\"{name}\",Refuge,,01632 9{number:05},info@new{number}.example\n");
    }
    let begun = Instant::now();
    inside.runtime.block_on(async {
        let id = import::send(&inside.app, &signed, "list.csv", file.into_bytes()).await.expect("a file");
        let found = import::find(&inside.app, &signed, id).await.expect("an import");
        import::map(&inside.app, &signed, id, &found.mapping).await.expect("columns");
        super::batch::finish(&inside.app).await;
        let tried = import::find(&inside.app, &signed, id).await.expect("an import");
        assert_eq!(tried.state, State::Checked, "every row was tried");
    });
    begun.elapsed().as_secs_f64()
}

/// Parts of names, people, places; two at once; a word that nobody has.
const WORDS: [&str; 8] =
    ["lantern", "hous", "willow+centre", "brook", "ada+merrow", "01632+960123", "refuge", "nosuchword"];
