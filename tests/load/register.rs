//! A register of 100,000 cases, as years of work would leave it.

use candour::domain::casework::case::{Case, StoredCase};
use candour::domain::casework::status::Status;
use candour::domain::identity::desk::{Desk, DeskKind};
use candour::domain::platform::id::Id;
use candour::domain::report::concern::{Facts, Reply, Risk};
use candour::domain::report::reference::Reference;
use candour::domain::report::sender::SenderKind;
use candour::store::casework::case;
use candour::store::identity::desk::{self, DeskKey};
use candour::store::report::concern::{self, ConcernKey, SealedConcern, desk_holder};
use candour::store::{StoreError, Tx};
use futures_util::future::join_all;

use crate::app::Inside;

/// How many cases.
pub(crate) const CASES: usize = 100_000;
/// How many are written in one transaction.
const TOGETHER: usize = 500;
/// Sealed answers and a wrapped key are noise of these sizes to whoever looks on, and to the database.
const ANSWERS: usize = 4_136;
const WRAPPED: usize = 1_169;

/// Where the rows go.
#[derive(Clone, Copy)]
struct To {
    desk: Id<Desk>,
    key: Id<DeskKey>,
}

/// Fills the triage desk's register.
pub(crate) fn fill(inside: &Inside) {
    let to = inside.runtime.block_on(inside.app.store.read(|snapshot| {
        let desk = desk::receiving(snapshot, DeskKind::Triage, None)?.expect("a triage desk");
        let key = desk::current_key(snapshot, desk.id)?.expect("its key");
        Ok::<_, StoreError>(To { desk: desk.id, key: key.id })
    }));
    let to = to.expect("read the desk");
    let mut noise = vec![0; 1 << 20];
    inside.app.random.fill(&mut noise);
    let numbers: Vec<usize> = (0..CASES).collect();
    for some in numbers.chunks(TOGETHER * 4) {
        let writes = some.chunks(TOGETHER).map(|numbers| write(inside, to, numbers, &noise));
        inside.runtime.block_on(join_all(writes));
    }
}

async fn write(inside: &Inside, to: To, numbers: &[usize], noise: &[u8]) {
    loop {
        let rows: Vec<_> = numbers.iter().map(|number| row(inside, to, *number, noise)).collect();
        let write = move |tx: &mut Tx<'_>| {
            rows.iter().try_for_each(|(sealed, key, case)| {
                concern::insert(tx, sealed)?;
                concern::insert_key(tx, sealed.id, key)?;
                case::insert(tx, case)
            })
        };
        match inside.app.store.write::<_, StoreError, _>(write).await {
            // Among so many some references are drawn twice.
            Err(StoreError::Conflict(_)) => {}
            other => return other.expect("write cases"),
        }
    }
}

fn row(inside: &Inside, to: To, number: usize, noise: &[u8]) -> (SealedConcern, ConcernKey, Case) {
    let (id, app) = (inside.app.id(), &inside.app);
    let bytes = |length: usize| {
        let start = (number * 977) % (noise.len() - length);
        noise[start..start + length].to_vec()
    };
    // Ten a day, newest first.
    let ago = i64::try_from(number / 10).expect("fits") * 86_400;
    let (received, facts) = (app.now().plus_seconds(-ago).day(), facts(number));
    let case = Case::restore(StoredCase {
        id: app.id(),
        concern: id,
        desk: to.desk,
        reference: Reference::random(app.random.as_ref()),
        // Most are long decided.
        status: if number < 200 { Status::ALL[number % 4] } else { Status::Decision },
        assignee: None,
        risk: facts.risk,
        received,
        language: facts.language.clone(),
        has_files: number.is_multiple_of(4),
        has_mailbox: number.is_multiple_of(3),
        has_source: number.is_multiple_of(9),
        unread: number < 40,
        conflict: false,
        version: 1,
    });
    let key = ConcernKey { holder: desk_holder(to.key), wrapped: bytes(WRAPPED) };
    (SealedConcern { id, received, facts, sender: SenderKind::Public, answers: bytes(ANSWERS) }, key, case)
}

fn facts(number: usize) -> Facts {
    Facts {
        force: Some("west-yorkshire".into()),
        about_standards: false,
        risk: match number % 20 {
            0 => Risk::Immediate,
            1..=5 => Risk::Raised,
            _ => Risk::None,
        },
        practitioner: false,
        agency_type: None,
        agency_district: None,
        language: if number.is_multiple_of(15) { "pol".into() } else { "eng".into() },
        reply: if number.is_multiple_of(3) { Reply::Mailbox } else { Reply::None },
    }
}
