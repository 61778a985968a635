//! Years of invented casework: reports, the desks' work on them, letters to and fro, files. All of it is
//! sealed as real reports are, by the same functions, so that whoever is at a desk can open every one.

use std::collections::HashMap;
use std::sync::Arc;

use futures_util::future::{join, try_join_all};

use domain::identity::desk::{Desk, DeskKind};
use domain::identity::staff::Staff;
use domain::platform::force::Lists;
use domain::platform::id::Id;
use service::report::concern::{Recipients, SplitReport, recipients, seal_report};
use service::report::draft;
use service::{App, Problem};
use store::StoreError;
use store::identity::staff;

use crate::case::{Course, Handled, past};
use crate::chance::{Chance, dealt};
use crate::concern::{answers, has_mailbox, mailboxes};
use crate::{Size, file};

/// How many reports are sealed side by side, and written in one transaction.
const TOGETHER: usize = 250;
/// How unevenly files fall to reports: three in seven have any.
const FILES: [usize; 7] = [0, 3, 0, 0, 1, 0, 2];
/// How unevenly messages fall to mailboxes: from a few to a long correspondence.
const MESSAGES: [usize; 5] = [1, 3, 2, 9, 4];
/// How often a write is tried: one reference in a billion is taken for each case there is.
const TRIES: usize = 5;

/// How many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) reports: usize,
    pub(super) messages: usize,
    pub(super) files: usize,
}

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { reports, messages, files } = self;
        write!(f, "{reports} reports with {messages} messages and {files} files")
    }
}

type Route = (DeskKind, Option<String>);

/// What reports are made from.
struct Maker {
    app: App,
    lists: Lists,
    recipients: HashMap<Route, Recipients>,
    members: HashMap<Id<Desk>, Vec<Staff>>,
    wanted: Count,
    /// How many days the oldest report is back.
    days: usize,
}

/// Makes so many reports, beside those that a demonstration has anyway, with as many messages and files as
/// the size says. `tell` hears how far it is.
///
/// # Errors
/// When the store or the folder of files does not work, or no desk receives reports.
pub(super) async fn fill(
    app: &App,
    size: Size,
    known: usize,
    tell: &mut dyn FnMut(&str),
) -> Result<Count, Problem> {
    let wanted =
        Count { reports: size.reports.saturating_sub(known), messages: size.messages, files: size.files };
    let maker = Arc::new(Maker::new(app, wanted, size.days).await?);
    let (mut made, mut ready) = (Count::default(), Vec::new());
    // While one batch is written, the next one is sealed.
    for first in (0..wanted.reports).step_by(TOGETHER) {
        let last = wanted.reports.min(first + TOGETHER);
        let next = (first..last).map(|number| seal(Arc::clone(&maker), number));
        let (written, sealed) = join(maker.write(std::mem::take(&mut ready)), try_join_all(next)).await;
        made.add(written?);
        ready = sealed?;
        if made.reports > 0 && made.reports.is_multiple_of(TOGETHER * 10) {
            tell(&format!("{} of {} reports", made.reports, wanted.reports));
        }
    }
    made.add(maker.write(ready).await?);
    Ok(made)
}

/// Seals one report on a thread of its own.
async fn seal(maker: Arc<Maker>, number: usize) -> Result<Handled, Problem> {
    tokio::spawn(async move { maker.report(number).await }).await.map_err(|_| Problem::Busy)?
}

impl Count {
    fn add(&mut self, more: Self) {
        self.reports += more.reports;
        self.messages += more.messages;
        self.files += more.files;
    }
}

impl Maker {
    async fn new(app: &App, wanted: Count, days: usize) -> Result<Self, Problem> {
        let lists = draft::lists(app).await?;
        let (mut to, mut members) = (HashMap::new(), HashMap::new());
        let forces = lists.forces.iter().map(|force| Some(force.code.clone())).chain([None]);
        for force in forces {
            for kind in [DeskKind::Triage, DeskKind::Independent] {
                let found = recipients(app, kind, force.as_deref(), true).await?;
                let desk = found.desk.id;
                members.insert(desk, app.read(move |snapshot| staff::members(snapshot, desk)).await?);
                to.insert((kind, force.clone()), found);
            }
        }
        Ok(Self { app: app.clone(), lists, recipients: to, members, wanted, days })
    }

    /// The report of this number, as old as chance has it, with all that was done about it since.
    async fn report(&self, number: usize) -> Result<Handled, Problem> {
        let chance = Chance(self.app.random.as_ref());
        let ago = i64::try_from(chance.below(self.days)).unwrap_or(0);
        let then = past(&self.app, ago, 0);
        let thread = self.messages(number);
        let mut files =
            file::store(&then, chance, dealt(self.wanted.files, &FILES, number, self.wanted.reports)).await?;
        // Who writes in a mailbox sends one of the files there.
        let later = if thread > 1 { files.pop() } else { None };
        let answers = answers(chance, number, &self.lists);
        let said = SplitReport::new(&answers, &files, &self.lists);
        let route = (said.goes_to(), said.force().map(str::to_owned));
        let to = self.recipients.get(&route).ok_or(Problem::Missing)?;
        let sealed = seal_report(&then, &said, to).await?;
        let desk = self.members.get(&to.desk.id).map(Vec::as_slice).unwrap_or_default();
        Course::new(&self.app, chance, sealed, ago, desk).run(thread, later.as_slice())
    }

    /// How many messages a report has: only who has a mailbox writes.
    fn messages(&self, number: usize) -> usize {
        let (place, all) = (mailboxes(number), mailboxes(self.wanted.reports));
        if has_mailbox(number) { dealt(self.wanted.messages, &MESSAGES, place, all) } else { 0 }
    }

    async fn write(&self, handled: Vec<Handled>) -> Result<Count, Problem> {
        let mut count = Count { reports: handled.len(), ..Count::default() };
        for one in &handled {
            let (messages, files) = one.count();
            count.messages += messages;
            count.files += files;
        }
        if handled.is_empty() {
            return Ok(count);
        }
        let handled = Arc::new(handled);
        for _ in 0..TRIES {
            let (some, random) = (Arc::clone(&handled), Arc::clone(&self.app.random));
            let written = self
                .app
                .store
                .write(move |tx| some.iter().try_for_each(|one| one.insert(tx, random.as_ref())));
            match written.await {
                // A reference is taken: the next run draws others.
                Err(StoreError::Conflict(_)) => {}
                other => return Ok(other.map(|()| count)?),
            }
        }
        Err(Problem::Busy)
    }
}
