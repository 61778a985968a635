//! The same deployment from within: prepares in bulk what would take long from outside.

use std::sync::Arc;

use candour::blob::Blobs;
use candour::command::{SystemClock, SystemRandom};
use candour::crypto::server_key::ServerKey;
use candour::domain::platform::force::Lists;
use candour::domain::report::form::Answers;
use candour::domain::report::question::{CONTACT, RELATION, STORY};
use candour::service::App;
use candour::service::app::Rules;
use candour::service::report::visit::{Answerable, OpenVisit, Visit, save};
use candour::service::report::{concern, draft};
use candour::store::{Address, Store, StoreSettings};
use candour::view::component::token::TOKEN;
use futures_util::future::join_all;
use tokio::runtime::Runtime;

use crate::deployment::{Deployment, Engine};

/// About 200 words, as people write them.
pub(crate) const WORDS: &str = "He came about the break-in in March and took my number for the case. Then he \
    began to write at night, first about the case and later about how I looked when he came. I did not answer and \
    he came by when he was not on duty. He said that he could see to it that the case went well if I was nice to him. \
    I have kept the messages. I am afraid of what he does if he hears that I told somebody. ";

/// A visit that waits for something to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Prepared {
    /// The cookie, `name=value`.
    pub(crate) cookie: String,
    /// A form that holds a good token and nothing else.
    pub(crate) form: String,
}

/// The application from within, and what runs its asynchronous work.
pub(crate) struct Inside {
    pub(crate) app: App,
    pub(crate) key: ServerKey,
    pub(crate) runtime: Runtime,
}

impl Inside {
    /// Opens the deployment's store beside the server.
    pub(crate) fn of(deployment: &Deployment) -> Self {
        let text = std::fs::read_to_string(key_file(deployment)).expect("read the server key");
        let key = ServerKey::parse(&text).expect("a server key");
        let address = match &deployment.engine {
            Engine::Sqlite => Address::Sqlite(deployment.folder().join("candour.db")),
            Engine::Postgres(url) => Address::Postgres(url.clone()),
        };
        let settings = StoreSettings { address, connections: 8, waiting: 4_096 };
        let store =
            Store::open(&settings, Arc::new(SystemClock), Arc::new(SystemRandom)).expect("open the store");
        let blobs = Blobs::local(&deployment.folder().join("files")).expect("open the files");
        let app = App::new(store, blobs, Arc::new(SystemClock), Arc::new(SystemRandom), (RULES, &key));
        Self { app, key, runtime: Runtime::new().expect("a runtime") }
    }

    /// The form token of whoever has no cookie.
    pub(crate) fn first_token(&self) -> String {
        self.app.forms.issue("")
    }

    /// The form token that goes with a cookie, `name=value`.
    pub(crate) fn token(&self, cookie: &str) -> String {
        let (_, value) = cookie.split_once('=').expect("a cookie");
        let token = candour::crypto::token::Token::parse(value).expect("a token");
        self.app.forms.issue(&token.lookup())
    }

    /// Drafts that are ready to be sent.
    pub(crate) fn drafts(&self, count: usize, contact: &str) -> Vec<Prepared> {
        let begun = (0..count).map(|_| draft(&self.app, contact)).collect::<Vec<_>>();
        let mut prepared = Vec::with_capacity(count);
        for some in begun.chunks(256) {
            let saved = some.iter().cloned().map(|mut visit| async move {
                save(&self.app, &mut visit).await.expect("save a draft");
                self.prepared(&visit)
            });
            prepared.extend(self.runtime.block_on(join_all(saved)));
        }
        prepared
    }

    /// The phrases of so many new mailboxes.
    pub(crate) fn mailboxes(&self, count: usize) -> Vec<String> {
        let lists = self.runtime.block_on(draft::lists(&self.app)).expect("the lists");
        (0..count).map(|_| self.mailbox(&lists)).collect()
    }

    fn mailbox(&self, lists: &Lists) -> String {
        let mut visit = draft(&self.app, "mailbox");
        self.runtime.block_on(async {
            save(&self.app, &mut visit).await.expect("save a draft");
            concern::submit(&self.app, &mut visit, lists).await.expect("send a draft");
        });
        match visit.visit {
            Visit::Sent { reply: Answerable::Phrase(words), .. } => words,
            other => panic!("not sent: {other:?}"),
        }
    }

    /// The cookie and the form that send a draft.
    pub(crate) fn prepared(&self, visit: &OpenVisit) -> Prepared {
        let cookie = format!("v={}", *visit.token().to_text());
        let form = format!("{TOKEN}={}", self.token(&cookie));
        Prepared { cookie, form }
    }
}

const RULES: Rules = Rules {
    visit_idle: 7_200,
    staff_idle: 900,
    delay_least: 7_000,
    delay_most: 7_200,
    passwords: 2,
    phrases: 4,
    fewest_practitioners: 20,
};

fn draft(app: &App, contact: &str) -> OpenVisit {
    let mut visit = draft::begin(app);
    if let Visit::Draft { answers, .. } = &mut visit.visit {
        fill(answers, contact);
    }
    visit
}

pub(crate) fn fill(answers: &mut Answers, contact: &str) {
    for (field, value) in [(STORY, &*WORDS.repeat(2)), (RELATION, "me"), (CONTACT, contact)] {
        answers.set(field, vec![value.to_owned()]);
    }
}

fn key_file(deployment: &Deployment) -> std::path::PathBuf {
    deployment.folder().join("server.key")
}
