//! Notes for managers: somebody who reports may have to be looked after as a source.
//!
//! A note is made when such a report is sent, and sealed to each manager who is a member of the desk that
//! receives it. It names cases, never a person: nobody here learns who reports. That a note exists is known
//! to those managers alone: there is no audit event, no letter, no export, no count and no line in the log of
//! it.
//!
//! When no manager of the desk can receive it (none is a member yet, or none has set up their account), there
//! is no note, and the report goes its way as any other. The rule holds for each further report too, so the
//! next one raises it with whoever manages the desk by then. A note for anybody else would tell them what
//! they must not know.

use serde::{Deserialize, Serialize};

use crypto::context::SealContext;
use crypto::keypair::PublicKey;
use domain::casework::case::Case;
use domain::casework::source_review::{DECISION, Decision, Reason, concerns, reasons};
use domain::form::reason::casework::CaseworkReason;
use domain::identity::desk::Desk;
use domain::identity::role::Permission;
use domain::identity::staff::{Staff, Standing};
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::report::reference::Reference;
use store::casework::case;
use store::casework::source_review::{self as rows, SealedNote, SourceReview};
use store::identity::staff;
use store::report::concern;
use store::{Snapshot, StoreError};

use crate::identity::session::Signed;
use crate::report::kept_reports::Kept;
use crate::{App, Problem};

/// Bytes of every note, filled up with spaces: its size does not tell how many cases it names.
const SIZE: usize = 8_000;

/// What a note says.
#[derive(Serialize, Deserialize)]
struct Note {
    /// The cases, each with its reference: the latest first.
    cases: Vec<(Id<Case>, String)>,
    /// The codes of the reasons.
    reasons: Vec<String>,
    raised: Day,
    decision: Option<(String, Day)>,
}

fn place<'a>(id: &'a str, staff: &'a str) -> SealContext<'a> {
    SealContext::new("source_review", id, staff)
}

fn seal(note: &Note, id: Id<SourceReview>, holders: &[(Id<Staff>, PublicKey)]) -> Vec<SealedNote> {
    let mut plain = zeroize::Zeroizing::new(serde_json::to_vec(note).unwrap_or_default());
    let length = plain.len().max(SIZE);
    plain.resize(length, b' ');
    let row = Id::to_string(&id);
    let seal = |(staff, key): &(Id<Staff>, PublicKey)| {
        let sealed = key.seal(&place(&row, &Id::to_string(staff)), &plain);
        SealedNote { id, staff: *staff, sealed }
    };
    holders.iter().map(seal).collect()
}

/// A report that is about to be filed.
pub(crate) struct Filed<'a> {
    /// Its case.
    pub(crate) case: &'a Case,
    /// Its entry in the list of whoever sends it.
    pub(crate) entry: &'a Kept,
    /// What the list held before.
    pub(crate) before: &'a [Kept],
}

/// The notes on a report that is about to be filed, one for each manager of its desk; none when nothing is to
/// be looked at.
///
/// # Errors
/// When the store does not work.
pub(crate) async fn raise(app: &App, filed: Filed<'_>) -> Result<Vec<SealedNote>, Problem> {
    let new = filed.entry.source_facts();
    let before: Vec<_> = filed.before.iter().map(Kept::source_facts).collect();
    let reasons = reasons(&new, &before);
    if reasons.is_empty() {
        return Ok(Vec::new());
    }
    let meant = |entry: &&Kept| reasons.iter().any(|reason| concerns(*reason, &new, &entry.source_facts()));
    let earlier: Vec<_> = filed.before.iter().rev().filter(meant).map(|entry| entry.concern).collect();
    let desk = filed.case.desk();
    let (earlier, managers) = app
        .read(move |snapshot| {
            let mut cases = Vec::new();
            for id in earlier {
                if concern::exists(snapshot, id)? {
                    cases.push(case::of_concern(snapshot, id)?);
                }
            }
            // What another desk has is not theirs to know of.
            cases.retain(|case| case.desk() == desk);
            Ok((cases, managers(snapshot, desk)?))
        })
        .await?;
    let cases = [filed.case].into_iter().chain(&earlier);
    let note = Note {
        cases: cases.map(|case| (case.id(), case.reference().to_string())).collect(),
        reasons: reasons.iter().map(|reason| reason.code().to_owned()).collect(),
        raised: app.now().day(),
        decision: None,
    };
    Ok(seal(&note, app.id(), &managers))
}

/// The managers who are members of a desk, with the keys that notes are sealed to.
fn managers(snapshot: &mut Snapshot<'_>, desk: Id<Desk>) -> Result<Vec<(Id<Staff>, PublicKey)>, StoreError> {
    let members = staff::members(snapshot, desk)?;
    let ids = members.iter().filter(|one| may(one)).map(|one| one.id);
    keys(snapshot, ids)
}

fn may(person: &Staff) -> bool {
    person.standing == Standing::Active && person.role.may(Permission::ReviewSources)
}

fn keys(
    snapshot: &mut Snapshot<'_>,
    ids: impl Iterator<Item = Id<Staff>>,
) -> Result<Vec<(Id<Staff>, PublicKey)>, StoreError> {
    let mut keys = Vec::new();
    for id in ids {
        let key = staff::find_key(snapshot, id)?;
        keys.extend(key.and_then(|key| PublicKey::from_bytes(&key.public).ok()).map(|key| (id, key)));
    }
    Ok(keys)
}

/// A note that a manager holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its identifier.
    pub id: Id<SourceReview>,
    /// The cases that the manager may see, the latest first.
    pub cases: Vec<(Id<Case>, Reference)>,
    /// Why it was raised.
    pub reasons: Vec<Reason>,
    /// The day it was raised.
    pub raised: Day,
    /// What was decided, and when.
    pub decision: Option<(Decision, Day)>,
}

/// The notes of a manager, those to be decided first, then by day. A note is shown as long as one of its
/// cases is theirs to see: who leaves the desk, or knows the person, does not see it.
///
/// # Errors
/// [`Problem::Missing`] when their role does not review sources.
pub async fn list(app: &App, signed: &Signed) -> Result<Vec<Notice>, Problem> {
    signed.require(Permission::ReviewSources)?;
    let me = signed.actor.id;
    let sealed = app.read(move |snapshot| rows::of_staff(snapshot, me)).await?;
    // One that does not open is passed over in silence: it was sealed to a key that this account had before,
    // and an audit event would tell everybody who reads the log that there was one.
    let notes: Vec<_> = sealed.iter().filter_map(|row| Some((row.id, open(signed, row)?))).collect();
    let actor = signed.actor.clone();
    app.read(move |snapshot| {
        let mut notices = Vec::new();
        for (id, note) in notes {
            let mut cases = Vec::new();
            for (case, _) in &note.cases {
                cases.extend(
                    case::find(snapshot, &actor, *case)?.map(|case| (case.id(), case.reference().clone())),
                );
            }
            if !cases.is_empty() {
                notices.push(notice(id, &note, cases));
            }
        }
        notices
            .sort_by_key(|notice| (notice.decision.is_some(), std::cmp::Reverse(notice.raised), notice.id));
        Ok(notices)
    })
    .await
}

fn notice(id: Id<SourceReview>, note: &Note, cases: Vec<(Id<Case>, Reference)>) -> Notice {
    let decision = note.decision.as_ref();
    Notice {
        id,
        cases,
        reasons: note.reasons.iter().filter_map(|code| Reason::from_code(code)).collect(),
        raised: note.raised,
        decision: decision.and_then(|(code, day)| Some((Decision::from_code(code)?, *day))),
    }
}

fn open(signed: &Signed, row: &SealedNote) -> Option<Note> {
    let (id, staff) = (Id::to_string(&row.id), Id::to_string(&row.staff));
    let plain = signed.private.open(&place(&id, &staff), &row.sealed).ok()?;
    serde_json::from_slice(&plain).ok()
}

/// One of a manager's notes.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or not for them.
pub async fn find(app: &App, signed: &Signed, id: &str) -> Result<Notice, Problem> {
    let mut notices = list(app, signed).await?.into_iter();
    notices.find(|notice| Id::to_string(&notice.id) == id).ok_or(Problem::Missing)
}

/// Writes down what was decided, today, for everybody who holds the note. A later decision takes its place.
///
/// # Errors
/// [`Problem::Missing`] when there is no such note for them; [`Problem::Invalid`] when nothing was chosen.
pub async fn decide(app: &App, signed: &Signed, id: &str, typed: &str) -> Result<(), Problem> {
    let id = find(app, signed, id).await?.id;
    let decision =
        Decision::from_code(typed).ok_or_else(|| Problem::invalid(DECISION, CaseworkReason::NoDecision))?;
    let me = signed.actor.id;
    let (own, holders) = app
        .read(move |snapshot| {
            let own = rows::of_staff(snapshot, me)?.into_iter().find(|row| row.id == id);
            let holders = rows::holders(snapshot, id)?;
            Ok((own, keys(snapshot, holders.into_iter())?))
        })
        .await?;
    let mut note = own.and_then(|row| open(signed, &row)).ok_or(Problem::Missing)?;
    note.decision = Some((decision.code().to_owned(), app.now().day()));
    let (sealed, signed, now) = (seal(&note, id, &holders), signed.clone(), app.now());
    app.write(move |tx| {
        let actor = signed.still(tx, now, Permission::ReviewSources)?;
        // Theirs to decide as long as one of its cases is theirs to see.
        for (case, _) in &note.cases {
            if case::find(tx, &actor, *case)?.is_some() {
                return Ok(sealed.iter().try_for_each(|row| rows::replace(tx, row))?);
            }
        }
        Err(Problem::Missing.into())
    })
    .await
}
