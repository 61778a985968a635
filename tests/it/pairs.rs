//! Two who post at the same moment, and one who is overtaken: what must hold whichever comes first. On both
//! engines.

mod casework;
mod door;
mod register;

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use candour::store::{StoreError, Tx};
use reqwest::RequestBuilder;

use crate::support::client::Visitor;
use crate::support::database::{Database, Engine};
use crate::support::page::{Form, Page};
use crate::support::premises::Inside;

/// How often each pair meets.
pub(crate) const ROUNDS: usize = 12;
/// How long a transaction of somebody else is held open, so that whoever is overtaken has read what was there
/// before. Too short, and they read what is there now, which must be as right.
const HELD: Duration = Duration::from_millis(120);

/// A request that is ready to be sent, and who sends it.
pub(crate) struct Post {
    visitor: Visitor,
    request: RequestBuilder,
}

impl Post {
    /// The form of a page whose action ends like this and that is posted, filled in.
    pub(crate) fn of(visitor: &Visitor, page: &Page, action: &str, answers: &[(&str, &str)]) -> Self {
        let posted = |form: &Form| !form.get && form.action.path().ends_with(action);
        let form = page.forms().into_iter().find(posted);
        let form = form.unwrap_or_else(|| panic!("no form for {action:?} on {}", page.describe()));
        let request = visitor.filled(&form, answers, &[]);
        Self { visitor: visitor.clone(), request }
    }

    /// A page that is asked for.
    fn get(visitor: &Visitor, path: &str) -> Self {
        Self { visitor: visitor.clone(), request: visitor.request(reqwest::Method::GET, path) }
    }

    /// Sends it; redirects are not followed.
    async fn send(mut self) -> Page {
        self.visitor.send(self.request).await
    }
}

/// How often each pair of answers was given.
#[derive(Default)]
struct Tally(BTreeMap<(u16, u16), usize>);

impl Tally {
    fn count(&mut self, one: &Page, other: &Page) {
        for page in [one, other] {
            assert!(page.status < 500, "{}", page.describe());
        }
        *self.0.entry((one.status, other.status)).or_default() += 1;
    }

    /// Says which way the rounds went.
    fn say(&self, pair: &str, database: &Database) {
        let ways = self.0.iter().map(|((one, other), rounds)| format!("{one} and {other} in {rounds}"));
        println!("{pair} on {:?}: {}", database.engine(), ways.collect::<Vec<_>>().join(", "));
    }
}

/// Sends two at once. In two of three rounds the database takes no write until both have read what they
/// decide on, and they come to it in one order or the other.
pub(crate) async fn at_once(database: &Database, round: usize, one: Post, other: Post) -> (Page, Page) {
    let later = async |post: Post| {
        tokio::time::sleep(HELD / 4).await;
        post.send().await
    };
    let held = (!round.is_multiple_of(3)).then(|| database.hold(&[]));
    let release = async {
        tokio::time::sleep(HELD).await;
        drop(held);
    };
    match round % 3 {
        0 => tokio::join!(one.send(), other.send()),
        1 => {
            let (one, other, ()) = tokio::join!(one.send(), later(other), release);
            (one, other)
        }
        _ => {
            let (one, other, ()) = tokio::join!(later(one), other.send(), release);
            (one, other)
        }
    }
}

/// What comes of this while somebody else does that, who is first: it has read what was there before, and
/// writes when it is there no more.
async fn overtaken<T>(database: &Database, by: &[String], this: impl Future<Output = T>) -> T {
    let held = database.hold(by);
    let release = async {
        tokio::time::sleep(HELD).await;
        held.commit();
    };
    tokio::join!(this, release).0
}

/// PostgreSQL shows a rival's key only when one's own is inserted. One look more tells what is there by then;
/// what is in the way a second time is a conflict.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_rival_wrote_meanwhile_is_looked_at_once_more() {
    let inside = Inside::on(Engine::Postgres);
    for lasts in [false, true] {
        let looks = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&looks);
        let write = move |_: &mut Tx<'_>| {
            let again = counted.fetch_add(1, Ordering::SeqCst) > 0;
            if again && !lasts { Ok(()) } else { Err(StoreError::Conflict("a key".into())) }
        };
        let result = inside.app.store.write::<_, StoreError, _>(write).await;
        assert_eq!(matches!(result, Err(StoreError::Conflict(_))), lasts);
        assert_eq!(looks.load(Ordering::SeqCst), 2);
    }
}
