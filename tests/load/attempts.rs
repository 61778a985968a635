//! Ten thousand who guess passwords in the practitioners' area, and what everybody else notices of it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use candour::domain::identity::throttle::Count;
use candour::domain::platform::time::Timestamp;
use candour::store::identity::throttle;
use candour::store::platform::audit;
use candour::store::{Snapshot, StoreError, Tx};

use crate::app::{Inside, Prepared};
use crate::client::Client;
use crate::deployment::Deployment;
use crate::door::{Person, attempt, known, passkey, password, people, two_codes};
use crate::figures::Figures;
use crate::process::Server;
use crate::report::Report;
use crate::submit::send;
use crate::table::number;

/// How often somebody guesses.
const ATTEMPTS: usize = 10_000;
/// One try in so many goes for an address that nobody has, each for another; the others go for some accounts
/// in turn.
const UNKNOWN: usize = 10;
/// How many guess at once.
const GUESSERS: usize = 8;
/// Numbers of people of the agency, others than those who sign in elsewhere: quietly, meanwhile, and those
/// who are hammered at, on browsers that were here before and on new ones.
const PEOPLE: [std::ops::Range<u8>; 4] = [100..130, 130..160, 160..190, 190..220];
/// How many reports others send meanwhile.
const REPORTS: usize = 300;

/// Measures others while it is quiet, and while somebody guesses.
pub(crate) fn measure(deployment: &Deployment, report: &mut Report) {
    let (server, inside) = (deployment.serve(), Inside::of(deployment));
    let [before, meanwhile, here_before, new] = PEOPLE.map(|numbers| people(deployment, &inside, numbers));
    let drafts = [(); 2].map(|()| inside.drafts(REPORTS, "none"));
    let others = |drafts: &[Prepared], people: &[Person]| {
        let by_passkey = |client: &mut Client, person: &Person| passkey(client, &inside, person);
        let by_password = |client: &mut Client, person: &Person| password(client, &inside, person);
        [
            Figures::of(deployment, &server, 1, drafts, send),
            Figures::of(deployment, &server, 1, people, by_passkey),
            Figures::of(deployment, &server, 1, people, by_password),
        ]
    };
    let quiet = others(&drafts[0], &before);
    Figures::of(deployment, &server, 1, &here_before, |client, person| known(client, &inside, person));
    let hammered: Vec<&Person> = here_before.iter().chain(&new).collect();
    hammer(&inside, &hammered);
    let (logged, numbers, over) = (log(&inside), (0..ATTEMPTS).collect::<Vec<_>>(), AtomicBool::new(false));
    let (guesses, loud, owners, outlasted) = thread::scope(|scope| {
        let guessers = scope.spawn(|| {
            let guess = |client: &mut Client, number: &usize| guess(client, &inside, &hammered, *number);
            let figures = Figures::of(deployment, &server, GUESSERS, &numbers, guess);
            over.store(true, Ordering::SeqCst);
            figures
        });
        let loud = others(&drafts[1], &meanwhile);
        let owners = of_owners(deployment, &server, &inside, [&here_before, &new]);
        let outlasted = !over.load(Ordering::SeqCst);
        (guessers.join().expect("the guessers"), loud, owners, outlasted)
    });
    assert!(outlasted, "others were measured while somebody guessed");
    let title = format!("{ATTEMPTS} wrong passwords from {GUESSERS} at once, {}", deployment.name());
    let head = ["", "quiet, p50, ms", "quiet, p99, ms", "meanwhile, p50, ms", "meanwhile, p99, ms"];
    let table = report.table(&title, &head);
    for (name, quiet, loud) in
        ["sending a report", "signing in with a passkey", "signing in with a password and a code"]
            .into_iter()
            .zip(quiet)
            .zip(loud)
            .map(|((name, quiet), loud)| (name, quiet, loud))
    {
        let [quiet, loud] = [quiet, loud].map(|figures| [50, 99].map(|share| number(figures.within(share))));
        table.row(&[&[name.to_owned()][..], &quiet, &loud].concat());
    }
    tell_owners(deployment, report, owners);
    let head = ["", "clients", "refused a second", "p50, ms", "p99, ms", "lines in the log of deeds"];
    report.table(&format!("Those who guess, {}", deployment.name()), &head).row(&[
        "wrong password".into(),
        GUESSERS.to_string(),
        number(guesses.rate()),
        number(guesses.within(50)),
        number(guesses.within(99)),
        (log(&inside) - logged).to_string(),
    ]);
}

/// The owners of the accounts sign in: on browsers that were here before, and on new ones.
fn of_owners(
    deployment: &Deployment,
    server: &Server,
    inside: &Inside,
    [here_before, new]: [&[Person]; 2],
) -> [Figures; 2] {
    let by_cookie = |client: &mut Client, person: &Person| known(client, inside, person);
    let by_codes = |client: &mut Client, person: &Person| two_codes(client, inside, person);
    [
        Figures::of(deployment, server, 1, here_before, by_cookie),
        Figures::of(deployment, server, 1, new, by_codes),
    ]
}

fn tell_owners(deployment: &Deployment, report: &mut Report, owners: [Figures; 2]) {
    let title = format!("The owners of those accounts meanwhile, {}", deployment.name());
    let table = report.table(&title, &["", "p50, ms", "p99, ms"]);
    let ways = ["on a browser that was here before", "on a new browser, two tries with two codes"];
    for (way, figures) in ways.into_iter().zip(owners) {
        table.row(&[way.to_owned(), number(figures.within(50)), number(figures.within(99))]);
    }
}

/// Somebody has been at these accounts for days: the wait is as long as it gets.
fn hammer(inside: &Inside, people: &[&Person]) {
    let (key, now) = (inside.key.throttle_key(), inside.app.now());
    let name = |person: &&Person| key.pseudonym(&format!("practitioner {}", person.email));
    let names: Vec<String> = people.iter().map(name).collect();
    let count = Count { failures: 100, retry: now.plus_seconds(1_800), day: now.day(), of_day: 48 };
    let write = move |tx: &mut Tx<'_>| names.iter().try_for_each(|name| throttle::put(tx, name, &count));
    inside
        .runtime
        .block_on(inside.app.store.write::<_, StoreError, _>(write))
        .expect("write what is counted");
}

fn guess(client: &mut Client, inside: &Inside, hammered: &[&Person], turn: usize) {
    let nobody = format!("n.obody{turn}@agency.example");
    let email = if turn.is_multiple_of(UNKNOWN) { &nobody } else { &hammered[turn % hammered.len()].email };
    let typed = (email.as_str(), &*format!("wrong horse {turn}"), "000000");
    attempt(client, inside, typed).expect(422);
}

/// How many lines the log of deeds has.
fn log(inside: &Inside) -> i64 {
    let read = |snapshot: &mut Snapshot<'_>| {
        let kinds = audit::kinds(snapshot, &[], Timestamp::from_micros(0))?;
        Ok::<i64, StoreError>(kinds.iter().map(|(_, count)| count).sum())
    };
    inside.runtime.block_on(inside.app.store.read(read)).expect("the log")
}
