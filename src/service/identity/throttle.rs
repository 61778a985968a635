//! Signing in with a password, as far as it is about who has to wait. The rules are in
//! [`domain::identity::throttle`].

use std::sync::Arc;

use data_encoding::BASE64URL_NOPAD;

use crypto::context::SealContext;
use crypto::token::Token;
use crypto::totp::TotpSecret;
use domain::identity::passkey::{Holder, SignInArea};
use domain::identity::staff::Standing;
use domain::identity::throttle::{Count, Lane, follows, letter_due, open_lane};
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::outbox::{Addressee, Notice};
use domain::platform::time::Timestamp;
use store::identity::lock::Lock;
use store::identity::{practitioner, staff, throttle as rows};
use store::platform::outbox::{self, QueuedEmail};
use store::{StoreError, Tx};

use super::area::AccountArea;
use super::lock::factor;
use crate::app::Turn;
use crate::{App, Problem};

/// What somebody sends to sign in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attempt<'a> {
    /// The work address, as typed.
    pub email: &'a str,
    /// The password.
    pub password: &'a str,
    /// The code.
    pub code: &'a str,
    /// The browser's device cookie.
    pub device: &'a str,
    /// The note of the page that refused them before.
    pub note: &'a str,
}

/// What becomes of it.
#[derive(Debug)]
pub enum SignIn {
    /// They are in.
    In {
        /// The token of their session.
        session: Token,
        /// The device cookie that this browser has from now on.
        device: String,
    },
    /// They are not, whatever the reason: one answer for all, so that it does not tell which addresses have
    /// accounts.
    Refused {
        /// Says under a seal, in the page that refuses, whether the code was right: see
        /// [`domain::identity::throttle`].
        note: String,
    },
}

/// An account that may be signed in to.
pub(crate) struct Known<A> {
    /// What guards it.
    pub(crate) lock: Lock<A>,
    /// How often all its sessions were ended at once.
    pub(crate) generation: i32,
}

impl<A: AccountArea> Known<A> {
    /// What device cookies are made for. A new password has a new salt, and ending all sessions begins a new
    /// generation: cookies of before are void.
    fn device_account(&self) -> String {
        let area = match A::AREA {
            SignInArea::Staff => "staff",
            SignInArea::Agency => "agency",
        };
        let salt = data_encoding::HEXLOWER.encode(&self.lock.salt);
        format!("{area} {} {} {salt}", self.lock.owner, self.generation)
    }
}

/// A try that may be checked. It keeps its turn until what came of it is written.
pub(crate) struct Try {
    /// The turn at stretching the password.
    pub(crate) turn: Arc<Turn>,
    lane: (Lane, String),
    whose: Whose,
    device: String,
    note: String,
}

/// Whose failures these are: the name of the address, and who has it, if anybody.
struct Whose {
    account: String,
    holder: Option<Holder>,
}

/// What comes of asking to try.
pub(crate) enum Admission {
    /// The password is checked.
    Checked(Try),
    /// It is not: they have to wait. This is the note for the page.
    Refused(String),
}

/// Lets somebody try who typed the address that goes by the name `account`, or has them wait. For an address
/// that nobody has it does the same.
pub(crate) async fn admit<A: AccountArea>(
    app: &App,
    account: String,
    known: Option<&Known<A>>,
    attempt: &Attempt<'_>,
) -> Result<Admission, Problem> {
    let (lanes, note) = open_lanes(app, &account, known, attempt);
    let Some(wanted) = open(app, &lanes).await? else { return Ok(Admission::Refused(note)) };
    let turn =
        if wanted.0 == Lane::Unknown { app.turn_of_stranger().await? } else { Some(app.turn().await?) };
    let Some(turn) = turn else { return Ok(Admission::Refused(note)) };
    // Others may have failed while this one waited for its turn: many at once are no more than one after
    // another.
    let Some(lane) = open(app, &lanes).await? else { return Ok(Admission::Refused(note)) };
    let device = known.map(|known| app.devices.issue(&known.device_account(), app.now().day()));
    let whose = Whose { account, holder: known.map(|known| A::holder(known.lock.owner)) };
    Ok(Admission::Checked(Try { turn, lane, whose, device: device.unwrap_or_default(), note }))
}

/// The lanes that are there for whoever shows this, each with the name that its failures are counted under;
/// and the note for a page that refuses them.
fn open_lanes<A: AccountArea>(
    app: &App,
    account: &str,
    known: Option<&Known<A>>,
    attempt: &Attempt<'_>,
) -> (Vec<(Lane, String)>, String) {
    let now = app.now();
    let name = |text: String| app.throttle.pseudonym(&text);
    let mut lanes = Vec::new();
    let read = |known: &Known<A>| app.devices.read(&known.device_account(), now.day(), attempt.device);
    if let Some(cookie) = known.and_then(read) {
        lanes.push((Lane::Device, name(format!("device {cookie}"))));
    }
    let step = step(app, known, attempt.code);
    if follows(read_note(app, account, attempt.note), step) {
        lanes.push((Lane::Codes, name(format!("codes {account}"))));
    }
    lanes.push((Lane::Unknown, account.to_owned()));
    (lanes, write_note(app, account, step))
}

/// The step of a code that is right just now; 0 when it is not. Codes of the next half minute do not count:
/// the fewer are right, the longer it takes to guess two.
fn step<A: AccountArea>(app: &App, known: Option<&Known<A>>, code: &str) -> i64 {
    let (factor, used) = known.map_or((None, 0), |known| (factor(app, &known.lock), known.lock.totp_step));
    // Where there is none, another is asked in vain: that takes as long.
    let factor = factor.unwrap_or_else(TotpSecret::random);
    let step = factor.check(code, app.now(), used);
    step.filter(|step| known.is_some() && *step <= TotpSecret::present(app.now())).unwrap_or(0)
}

fn note_place(account: &str) -> SealContext<'_> {
    SealContext::new("sign_in", account, "note")
}

fn write_note(app: &App, account: &str, step: i64) -> String {
    BASE64URL_NOPAD.encode(&app.notes.seal(&note_place(account), &step.to_be_bytes()))
}

fn read_note(app: &App, account: &str, note: &str) -> i64 {
    let sealed = BASE64URL_NOPAD.decode(note.as_bytes()).ok();
    let step = sealed.and_then(|sealed| app.notes.open(&note_place(account), &sealed).ok());
    step.and_then(|step| step.as_slice().try_into().ok()).map_or(0, i64::from_be_bytes)
}

/// The first of these lanes that is open now.
async fn open(app: &App, lanes: &[(Lane, String)]) -> Result<Option<(Lane, String)>, Problem> {
    let (now, asked) = (app.now(), lanes.to_vec());
    let counts = app
        .read(move |snapshot| {
            let count = |(lane, name): &(Lane, String)| Ok((*lane, rows::find(snapshot, name)?));
            asked.iter().map(count).collect::<Result<Vec<_>, StoreError>>()
        })
        .await?;
    let lane = open_lane(&counts, now);
    Ok(lane.and_then(|lane| lanes.iter().find(|(known, _)| *known == lane).cloned()))
}

/// Whether whoever tries under this name now has to wait.
pub(crate) async fn is_shut(app: &App, name: &str) -> Result<bool, Problem> {
    let (now, name) = (app.now(), name.to_owned());
    let count = app.read(move |snapshot| rows::find(snapshot, &name)).await?;
    Ok(count.is_some_and(|count| count.is_shut(now)))
}

impl Try {
    /// They are not in: counts it. Gives the note for the page.
    pub(crate) async fn fail(self, app: &App) -> Result<String, Problem> {
        fail(app, self.lane, Some((self.whose.account, self.whose.holder))).await?;
        Ok(self.note)
    }

    /// They are right: the device cookie of this browser from now on, and the note for the page if they do
    /// not get in all the same. Nothing is written: what is counted stays as it is, and so tells nobody that
    /// they were here.
    pub(crate) fn pass(self) -> (String, String) {
        (self.device, self.note)
    }
}

/// Counts a failure by this lane, under this name. `whose`: the name of the address and who has it, when they
/// are to be told.
pub(crate) async fn fail(
    app: &App,
    (lane, name): (Lane, String),
    whose: Option<(String, Option<Holder>)>,
) -> Result<(), Problem> {
    let now = app.now();
    let told = whose.map(|(account, holder)| {
        let name = app.throttle.pseudonym(&format!("letter {account}"));
        (name, holder.map(|holder| letter(app, holder)))
    });
    app.write(move |tx| {
        // Counted inside the transaction: tries that run side by side each count.
        let count = Count::after(rows::find(tx, &name)?, lane, now);
        rows::put(tx, &name, &count)?;
        if let Some((name, letter)) = told.as_ref().filter(|_| count.is_told()) {
            tell(tx, name, letter.as_ref(), now)?;
        }
        let event = AuditEvent::new(None, AuditAction::SignInFailed, &"");
        Ok(tx.record(event.detailed(&count.failures.to_string()))?)
    })
    .await
}

fn letter(app: &App, holder: Holder) -> QueuedEmail {
    let to = match holder {
        Holder::Staff(id) => Addressee::Staff(id),
        Holder::Practitioner(id) => Addressee::Practitioner(id),
    };
    let due = letter_due(app.now(), app.random.as_ref());
    QueuedEmail { first_due: due, due, ..app.letter(to, Notice::SignInsFailed, None) }
}

/// Tells the owner of an address once a day, whichever lanes failed. Where there is no owner, it is written
/// down all the same.
fn tell(tx: &mut Tx<'_>, name: &str, letter: Option<&QueuedEmail>, now: Timestamp) -> Result<(), StoreError> {
    if rows::find(tx, name)?.is_some_and(|told| told.day == now.day()) {
        return Ok(());
    }
    rows::put(tx, name, &Count { failures: 0, retry: now, day: now.day(), of_day: 1 })?;
    letter.map_or(Ok(()), |letter| outbox::enqueue(tx, letter))
}

/// Where the letter about failures goes; none when the account does not work any more.
///
/// # Errors
/// When the store does not work.
pub async fn address(app: &App, to: Addressee) -> Result<Option<String>, Problem> {
    let found = app
        .read(move |snapshot| {
            Ok(match to {
                Addressee::Staff(id) => {
                    staff::find(snapshot, id)?.map(|person| (person.standing, person.email))
                }
                Addressee::Practitioner(id) => {
                    practitioner::find(snapshot, id)?.map(|person| (person.standing, person.email))
                }
                Addressee::Desk(_) | Addressee::Application(_) => None,
            })
        })
        .await?;
    Ok(found.filter(|(standing, _)| *standing == Standing::Active).map(|(_, email)| email))
}

#[cfg(test)]
mod tests;
