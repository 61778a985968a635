//! What becomes of an invented report: who reads it, what is written, how far it is moved on. The workflow of
//! [`domain::casework::case`] decides what may follow; nothing here knows a status by itself but the first and the one that
//! waits for the reporter.

use crypto::content::ContentKey;
use domain::casework::case::{Action, Case, Status};
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditEvent, Deed};
use domain::platform::id::Id;
use domain::platform::random::Random;
use domain::report::message::Author;
use domain::report::reference::Reference;
use service::platform::file::StoredFile;
use service::report::attachment::seal_files;
use service::report::concern::SealedReport;
use service::report::thread;
use service::{House, Problem};
use store::casework::case as rows;
use store::platform::audit;
use store::report::attachment::{self, SealedAttachment};
use store::report::message::{self, SealedMessage};
use store::{StoreError, Tx};

use crate::chance::Chance;
use crate::story;

/// The seconds of a day.
const DAY: i64 = 86_400;
/// After so many days nearly every case has been moved on as far as it goes.
const OLD: i64 = 60;

/// The house as it was so many days ago, after so many things were done on one day.
pub(super) fn past(house: &House, ago: i64, done: i64) -> House {
    // From an hour before the present time of day, so that nothing is in the future however much is done.
    house.at(house.now().plus_seconds(-ago * DAY - 3_600 + done * 10))
}

/// A report with all that was done about it.
pub(super) struct Handled {
    report: SealedReport,
    messages: Vec<SealedMessage>,
    files: Vec<SealedAttachment>,
    readers: Vec<Id<Staff>>,
    events: Vec<AuditEvent>,
}

/// A report and the days that pass over it.
pub(super) struct Course<'a> {
    house: &'a House,
    chance: Chance<'a>,
    key: ContentKey,
    handled: Handled,
    /// How many days ago it is now, in the course of the case.
    ago: i64,
    /// How many things have been done: each is a little later than the one before.
    done: i64,
}

impl<'a> Course<'a> {
    /// A report that came so many days ago.
    pub(super) fn new(
        house: &'a House,
        chance: Chance<'a>,
        (report, key): (SealedReport, ContentKey),
        ago: i64,
    ) -> Self {
        let handled = Handled {
            report,
            messages: Vec::new(),
            files: Vec::new(),
            readers: Vec::new(),
            events: Vec::new(),
        };
        Self { house, chance, key, handled, ago, done: 0 }
    }

    /// Lets the days pass until today. `thread` messages are written meanwhile, and these files come with the first of
    /// the reporter's. `desk` are the people who may read it.
    pub(super) fn run(
        mut self,
        desk: &[Staff],
        thread: usize,
        files: &[StoredFile],
    ) -> Result<Handled, Problem> {
        let Some(reader) = self.chance.one(desk) else { return Ok(self.handled) };
        let age = self.ago;
        // A few of the newest wait for somebody to read them.
        if thread == 0 && age < 4 && self.chance.once_in(60) {
            return Ok(self.handled);
        }
        self.pass_days(2);
        self.read(reader);
        self.act(Action::Look, reader)?;
        if thread == 0 && age < 14 && self.chance.once_in(30) {
            return Ok(self.handled);
        }
        self.pass_days(5);
        self.act(Action::Sort, reader)?;
        self.correspond(reader, thread, files)?;
        if age > OLD || self.chance.once_in(30) {
            // Who heads the desk hands cases on.
            let head = desk.iter().find(|person| person.role == Role::Manager).unwrap_or(reader);
            self.wind_up(head)?;
        }
        Ok(self.handled)
    }

    fn case(&mut self) -> &mut Case {
        &mut self.handled.report.case
    }

    /// Some days pass, but never beyond today.
    fn pass_days(&mut self, most: usize) {
        self.ago = (self.ago - i64::try_from(self.chance.below(most)).unwrap_or(0)).max(0);
    }

    /// The house as it was at this point of the course.
    fn then(&self) -> House {
        past(self.house, self.ago, self.done)
    }

    fn note(&mut self, deed: Deed, by: &Staff, detail: &str) {
        self.done += 1;
        let event = self.then().event(Some(by.id), deed, &self.handled.report.case.id);
        self.handled.events.push(AuditEvent { detail: detail.to_owned(), ..event });
    }

    /// Takes the place of the case with one that has changed.
    fn changed(&mut self, case: Case) {
        self.handled.report.case = Case { version: case.version + 1, ..case };
    }

    fn read(&mut self, reader: &Staff) {
        self.note(Deed::CaseOpened, reader, "first_look");
        self.note(Deed::CaseViewed, reader, "");
        self.handled.readers.push(reader.id);
        let assigned = Case { assignee: Some(reader.id), ..self.case().clone() };
        self.changed(assigned);
        self.note(Deed::CaseAssigned, reader, &reader.id.to_string());
    }

    fn act(&mut self, action: Action, by: &Staff) -> Result<(), Problem> {
        let moved = self.case().clone().apply(action, by.role)?;
        self.changed(moved);
        self.note(Deed::CaseMoved, by, action.code());
        Ok(())
    }

    /// What can be done next by somebody of this role, to a status after or before the present one.
    fn next(&mut self, by: &Staff, onwards: bool) -> Option<Action> {
        let status = self.case().status;
        let rows =
            self.case().actions(by.role).filter(|row| (row.to > status) == onwards && !row.needs_mailbox);
        let actions: Vec<Action> = rows.map(|row| row.action).collect();
        self.chance.one(&actions).copied()
    }

    /// The desk and the reporter write by turns, the desk first. Old letters have been read.
    fn correspond(&mut self, reader: &Staff, thread: usize, files: &[StoredFile]) -> Result<(), Problem> {
        for place in 0..thread {
            self.pass_days(5);
            if place.is_multiple_of(2) {
                self.write(Author::Desk, place);
                self.note(Deed::ReplySent, reader, "");
                if let Some(action) = self.waiting(reader) {
                    self.act(action, reader)?;
                }
            } else {
                let id = self.write(Author::Reporter, place);
                if place == 1 {
                    let with = seal_files(files, &self.key, id);
                    self.case().has_files |= !with.is_empty();
                    self.handled.files.extend(with);
                }
                let heard = self.case().clone().heard();
                self.changed(heard);
                if place + 1 < thread || self.ago > 7 {
                    self.note(Deed::CaseViewed, reader, "");
                    let seen = Case { unread: false, ..self.case().clone() };
                    self.changed(seen);
                }
            }
        }
        Ok(())
    }

    /// What makes the case wait for the reporter.
    fn waiting(&mut self, by: &Staff) -> Option<Action> {
        self.case().actions(by.role).find(|row| row.needs_mailbox).map(|row| row.action)
    }

    fn write(&mut self, author: Author, place: usize) -> Option<Id<domain::report::message::Message>> {
        let words = story::message(self.chance, author);
        let place = i32::try_from(place).ok()?;
        let then = self.then();
        let sealed = thread::seal(&self.key, (then.id(), then.now().day()), author, place, words);
        let id = sealed.id;
        self.handled.messages.push(sealed);
        Some(id)
    }

    /// Hands a case on as far as the workflow leads; some stay where they are.
    fn wind_up(&mut self, by: &Staff) -> Result<(), Problem> {
        let waits = self.case().status == Status::AwaitingReporter;
        if waits {
            if self.chance.once_in(15) {
                return Ok(());
            }
            self.pass_days(20);
            let Some(back) = self.next(by, false) else { return Ok(()) };
            self.act(back, by)?;
        }
        for _ in Status::ALL {
            let onwards = self.next(by, true);
            let Some(action) = onwards.filter(|_| !self.chance.once_in(10)) else { break };
            self.pass_days(20);
            self.act(action, by)?;
        }
        Ok(())
    }
}

impl Handled {
    /// How many messages and files there are.
    pub(super) fn count(&self) -> (usize, usize) {
        (self.messages.len(), self.files.len() + self.report.files.len())
    }

    /// Writes all of it. The reference is drawn anew each time: one that is taken makes the whole write run again.
    pub(super) fn insert(&self, tx: &mut Tx<'_>, random: &dyn Random) -> Result<(), StoreError> {
        let mut report = self.report.clone();
        report.case.reference = Reference::random(random);
        report.insert(tx)?;
        let (id, concern) = (report.case.id, report.concern.id);
        self.messages.iter().try_for_each(|one| message::insert(tx, concern, one))?;
        self.files.iter().try_for_each(|one| attachment::insert(tx, concern, one))?;
        self.readers.iter().try_for_each(|reader| rows::attest(tx, id, *reader, false))?;
        self.events.iter().try_for_each(|event| audit::record(tx, random, event))
    }
}
