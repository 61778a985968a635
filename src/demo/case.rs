//! What becomes of an invented report: who reads it, what is written, how far it is moved on. The workflow of
//! [`domain::casework::workflow`] decides what may follow; nothing here knows a status by itself but the
//! first and the one that waits for the reporter.

use crypto::content::ContentKey;
use domain::casework::case::Case;
use domain::casework::case::command::Command;
use domain::casework::case::facts::{DeskFacts, Facts, Party};
use domain::casework::status::Status;
use domain::casework::workflow::{Action, Guard, Transition};
use domain::identity::role::Role;
use domain::identity::staff::Staff;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::random::Random;
use domain::platform::time::Timestamp;
use domain::report::message::Author;
use domain::report::reference::Reference;
use service::platform::file::StoredFile;
use service::report::attachment::seal_files;
use service::report::concern::SealedReport;
use service::report::thread;
use service::{App, Problem};
use store::casework::case as rows;
use store::report::attachment::{self, SealedAttachment};
use store::report::message::{self, SealedMessage};
use store::{StoreError, Tx};

use crate::chance::Chance;
use crate::story;

/// The seconds of a day.
const DAY: i64 = 86_400;
/// After so many days nearly every case has been moved on as far as it goes.
const OLD: i64 = 60;

/// The application as it was so many days ago, after so many things were done on one day.
pub(super) fn past(app: &App, ago: i64, done: i64) -> App {
    // From an hour before the present time of day, so that nothing is in the future however much is done.
    app.at(app.now().plus_seconds(-ago * DAY - 3_600 + done * 10))
}

/// A report with all that was done about it.
pub(super) struct Handled {
    report: SealedReport,
    messages: Vec<SealedMessage>,
    files: Vec<SealedAttachment>,
    readers: Vec<Id<Staff>>,
    events: Vec<(Timestamp, AuditEvent)>,
}

/// A report and the days that pass over it.
pub(super) struct Course<'a> {
    app: &'a App,
    chance: Chance<'a>,
    key: ContentKey,
    handled: Handled,
    /// The desk that it came to.
    desk: DeskFacts,
    /// How many days ago it is now, in the course of the case.
    ago: i64,
    /// How many things have been done: each is a little later than the one before.
    done: i64,
}

impl<'a> Course<'a> {
    /// A report that came so many days ago, to a desk of these people. Nobody is written to.
    pub(super) fn new(
        app: &'a App,
        chance: Chance<'a>,
        (report, key): (SealedReport, ContentKey),
        ago: i64,
        people: &[Staff],
    ) -> Self {
        let (id, members) = (report.case.desk(), people.to_vec());
        let desk = DeskFacts { id, wants_mail: false, members, kept_out: Vec::new() };
        let handled = Handled {
            report,
            messages: Vec::new(),
            files: Vec::new(),
            readers: Vec::new(),
            events: Vec::new(),
        };
        Self { app, chance, key, handled, desk, ago, done: 0 }
    }

    /// Lets the days pass until today. `thread` messages are written meanwhile, and these files come with the
    /// first of the reporter's.
    pub(super) fn run(mut self, thread: usize, files: &[StoredFile]) -> Result<Handled, Problem> {
        let desk = self.desk.members.clone();
        let Some(reader) = self.chance.one(&desk) else { return Ok(self.handled) };
        let age = self.ago;
        // A few of the newest wait for somebody to read them.
        if thread == 0 && age < 4 && self.chance.once_in(60) {
            return Ok(self.handled);
        }
        self.pass_days(2);
        self.read(reader)?;
        self.apply(Command::StartReview, staff(reader))?;
        if thread == 0 && age < 14 && self.chance.once_in(30) {
            return Ok(self.handled);
        }
        self.pass_days(5);
        self.apply(Command::StartTriage, staff(reader))?;
        self.correspond(reader, thread, files)?;
        if age > OLD || self.chance.once_in(30) {
            // Who heads the desk hands cases on.
            let head = desk.iter().find(|person| person.role == Role::Manager).unwrap_or(reader);
            self.wind_up(head)?;
        }
        Ok(self.handled)
    }

    fn case(&self) -> &Case {
        &self.handled.report.case
    }

    /// Some days pass, but never beyond today.
    fn pass_days(&mut self, most: usize) {
        self.ago = (self.ago - i64::try_from(self.chance.below(most)).unwrap_or(0)).max(0);
    }

    /// The application as it was at this point of the course.
    fn then(&self) -> App {
        past(self.app, self.ago, self.done)
    }

    fn note(&mut self, deed: AuditAction, by: Option<Id<Staff>>, detail: &str) {
        self.done += 1;
        let event = AuditEvent::new(by, deed, &self.case().id());
        self.handled.events.push((self.then().now(), event.detailed(detail)));
    }

    /// Has the rule of cases decide on this, as if it had been done at the desk or by the reporter.
    fn apply(&mut self, command: Command, by: Party) -> Result<(), Problem> {
        let facts = Facts { by, now: self.then().now(), desk: self.desk.clone() };
        let decided = self.case().clone().apply(command, &facts)?;
        self.handled.report.case = decided.case;
        for event in decided.events {
            self.note(event.deed, by.staff(), &event.detail);
        }
        Ok(())
    }

    fn read(&mut self, reader: &Staff) -> Result<(), Problem> {
        self.note(AuditAction::CaseOpened, Some(reader.id), "first_look");
        self.handled.readers.push(reader.id);
        self.apply(Command::View, staff(reader))?;
        self.apply(Command::Assign(Some(reader.id)), staff(reader))
    }

    fn act(&mut self, action: Action, by: &Staff) -> Result<(), Problem> {
        let command = Command::of_button(action).ok_or(Problem::Missing)?;
        self.apply(command, staff(by))
    }

    /// What can be done next by somebody of this role, to a status after or before the present one.
    fn next(&self, by: &Staff, onwards: bool) -> Option<Action> {
        let status = Some(self.case().status());
        let rows =
            self.case().actions(by.role).filter(|row| (row.to > status) == onwards && !asks_reporter(row));
        let actions: Vec<Action> = rows.map(|row| row.action).collect();
        self.chance.one(&actions).copied()
    }

    /// The desk and the reporter write by turns, the desk first. Old letters have been read.
    fn correspond(&mut self, reader: &Staff, thread: usize, files: &[StoredFile]) -> Result<(), Problem> {
        for place in 0..thread {
            self.pass_days(5);
            if place.is_multiple_of(2) {
                self.write(Author::Desk, place);
                self.apply(Command::Reply, staff(reader))?;
                if let Some(action) = self.waiting(reader) {
                    self.act(action, reader)?;
                }
            } else {
                let id = self.write(Author::Reporter, place);
                let with = if place == 1 { seal_files(files, &self.key, id) } else { Vec::new() };
                let replied = Command::ReporterReplied { with_files: !with.is_empty() };
                self.handled.files.extend(with);
                self.apply(replied, Party::Reporter)?;
                if place + 1 < thread || self.ago > 7 {
                    self.apply(Command::View, staff(reader))?;
                }
            }
        }
        Ok(())
    }

    /// What makes the case wait for the reporter.
    fn waiting(&self, by: &Staff) -> Option<Action> {
        self.case().actions(by.role).find(|row| asks_reporter(row)).map(|row| row.action)
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
        let waits = self.case().status() == Status::AwaitingReporter;
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

/// Somebody of the desk, as the rule of cases sees them.
fn staff(person: &Staff) -> Party {
    Party::Staff(person.id, person.role)
}

/// Whether this can only be done where the reporter has a mailbox.
fn asks_reporter(row: &Transition) -> bool {
    row.guards.contains(&Guard::HasMailbox)
}

impl Handled {
    /// How many messages and files there are.
    pub(super) fn count(&self) -> (usize, usize) {
        (self.messages.len(), self.files.len() + self.report.files.len())
    }

    /// Writes all of it. The reference is drawn anew each time: one that is taken makes the whole write run
    /// again.
    pub(super) fn insert(&self, tx: &mut Tx<'_>, random: &dyn Random) -> Result<(), StoreError> {
        let mut report = self.report.clone();
        report.case = report.case.with_reference(Reference::random(random));
        report.insert(tx)?;
        let (id, concern) = (report.case.id(), report.concern.id);
        self.messages.iter().try_for_each(|one| message::insert(tx, concern, one))?;
        self.files.iter().try_for_each(|one| attachment::insert(tx, concern, one))?;
        self.readers.iter().try_for_each(|reader| rows::attest(tx, id, *reader, false))?;
        self.events.iter().try_for_each(|(at, event)| tx.at(*at).record(event.clone()))
    }
}
