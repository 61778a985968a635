//! Sending a report: sealed for the right desk, in one transaction with its case, its letters and the wiping of the
//! draft.

mod seal;

pub(super) use seal::{
    Said, Sealed, answers_place, files as seal_files, key_place, open_file, report as seal_report,
};

use crate::crypto::phrase::Phrase;
use crate::domain::case::Case;
use crate::domain::desk::DeskKind;
use crate::domain::form::Lists;
use crate::domain::quarter::Quarter;
use crate::domain::question::STORY;
use crate::domain::sender::MARK;
use crate::store::concern::{self, ConcernKey, SealedConcern, SealedSource};
use crate::store::desk::{self, CurrentKey};
use crate::store::outbox::{self, Waiting};
use crate::store::visit::SealedVisit;
use crate::store::{Snapshot, StoreError, Tx, attachment, case, issuer as tokens};

use super::problem::Halt;
use super::visit::{self, Answerable, OpenVisit, Sender, Visit};
use super::{House, Problem, issuer};
use crate::domain::desk::Desk;

/// How often a reference that is taken is drawn anew. One in a billion is taken for each case there is.
const DRAWS: usize = 4;

/// Whom a concern is sealed to.
pub(super) struct Recipients {
    pub(super) desk: Desk,
    pub(super) key: CurrentKey,
    pub(super) custodian: Option<CurrentKey>,
    pub(super) authoriser: Option<CurrentKey>,
}

/// A report as it is kept, sealed, with the case that handles it.
#[derive(Clone)]
pub(super) struct SealedReport {
    pub(super) concern: SealedConcern,
    pub(super) case: Case,
    keys: Vec<ConcernKey>,
    source: Option<SealedSource>,
    mailbox: Option<String>,
    pub(super) files: Vec<attachment::SealedAttachment>,
}

impl SealedReport {
    /// Writes all of it.
    pub(super) fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let id = self.concern.id;
        concern::insert(tx, &self.concern)?;
        self.keys.iter().try_for_each(|key| concern::insert_key(tx, id, key))?;
        if let Some(source) = &self.source {
            concern::insert_source(tx, id, source)?;
        }
        if let Some(lookup) = &self.mailbox {
            concern::insert_mailbox(tx, id, lookup)?;
        }
        self.files.iter().try_for_each(|file| attachment::insert(tx, id, file))?;
        case::insert(tx, &self.case)
    }
}

/// Everything that one submission writes, sealed and ready.
#[derive(Clone)]
pub(super) struct Filing {
    report: SealedReport,
    letters: Vec<Waiting>,
    visit: SealedVisit,
    /// The digest of the token that is spent with it, and the quarter that it is of.
    spent: Option<(String, Quarter)>,
}

/// Sends the draft. Sending twice sends once: a second press, or a press of Back, finds the receipt.
///
/// # Errors
/// [`Problem::Invalid`] when the story is missing, or (for [`MARK`]) when the token of a practitioner was spent meanwhile or
/// its time is over: the draft is kept, and can be sent without the mark; [`Problem::Over`] when there is no draft; [`Problem::Unavailable`]
/// when no desk receives it or the store does not work: the draft is kept then.
pub async fn submit(house: &House, visit: &mut OpenVisit, lists: &Lists) -> Result<(), Problem> {
    for _ in 0..DRAWS {
        let (filing, sent) = match &visit.visit {
            Visit::Sent { .. } => return Ok(()),
            Visit::Draft { answers, .. } if answers.value(STORY).is_empty() => {
                return Err(Problem::invalid(STORY, "Tell us what has happened, in a few words or more"));
            }
            Visit::Draft { .. } => prepare(house, visit, lists).await?,
            Visit::Mailbox { .. } => return Err(Problem::Over),
        };
        match house.store.write(move |tx| file(tx, &filing)).await {
            Ok(()) => {
                *visit = sent;
                return Ok(());
            }
            // The reference is taken: draw another.
            Err(Halt::Store(StoreError::Conflict(_))) => {}
            // Another press of the button was first, or another tab saved: look at what there is now.
            Err(Halt::Store(StoreError::Stale)) => reload(house, visit).await?,
            Err(halt) => return Err(halt.into()),
        }
    }
    Err(Problem::Busy)
}

async fn reload(house: &House, visit: &mut OpenVisit) -> Result<(), Problem> {
    *visit = visit::open(house, visit.token()).await?;
    Ok(())
}

async fn prepare(house: &House, visit: &OpenVisit, lists: &Lists) -> Result<(Filing, OpenVisit), Problem> {
    let Visit::Draft { answers, files, sender, .. } = &visit.visit else { return Err(Problem::Over) };
    let spent = match sender {
        Sender::Public => None,
        Sender::Verified { token } => {
            Some((token.digest(), issuer::recognise(house, token).await?.ok_or_else(worn)?))
        }
    };
    let said = Said::new(answers, files, lists).sent_as(sender.kind());
    let recipients = recipients(house, said.goes_to(), said.force(), said.has_source()).await?;
    seal::filing(house, visit, &said, &recipients, spent).await
}

/// Whom a concern about this force is sealed to.
pub(super) async fn recipients(
    house: &House,
    kind: DeskKind,
    force: Option<&str>,
    with_source: bool,
) -> Result<Recipients, Problem> {
    let force = force.map(str::to_owned);
    let find = move |snapshot: &mut Snapshot<'_>| find(snapshot, kind, force.as_deref(), with_source);
    let found = house.store.read(find).await?;
    found.ok_or_else(|| Problem::Unavailable("no desk receives this concern".into()))
}

fn find(
    snapshot: &mut Snapshot<'_>,
    kind: DeskKind,
    force: Option<&str>,
    with_source: bool,
) -> Result<Option<Recipients>, StoreError> {
    let Some(desk) = desk::receiving(snapshot, kind, force)? else { return Ok(None) };
    let Some(key) = desk::current_key(snapshot, desk.id)? else { return Ok(None) };
    let mut recipients = Recipients { desk, key, custodian: None, authoriser: None };
    // Most people do not say who they are: then nobody need be found to keep it.
    if with_source {
        recipients.custodian = key_of(snapshot, DeskKind::Custodian)?;
        recipients.authoriser = key_of(snapshot, DeskKind::Authoriser)?;
    }
    Ok(Some(recipients))
}

fn key_of(snapshot: &mut Snapshot<'_>, kind: DeskKind) -> Result<Option<CurrentKey>, StoreError> {
    let desk = desk::find_kind(snapshot, kind)?;
    desk.map_or(Ok(None), |desk| desk::current_key(snapshot, desk.id))
}

/// Why a draft is not sent with the mark that it has.
fn worn() -> Problem {
    Problem::invalid(MARK, "The mark cannot be used any more. You can send your report without it")
}

fn file(tx: &mut Tx<'_>, filing: &Filing) -> Result<(), Halt> {
    // First the visit: a second submission of the same draft stops here, before anything else is written.
    visit::put(tx, &filing.visit)?;
    if let Some((digest, quarter)) = &filing.spent
        && !tokens::spend(tx, digest, *quarter)?
    {
        return Err(worn().into());
    }
    filing.report.insert(tx)?;
    Ok(filing.letters.iter().try_for_each(|letter| outbox::enqueue(tx, letter))?)
}

/// Whether a report was just sent whose phrase is still to be confirmed.
pub fn is_pending(visit: &OpenVisit) -> bool {
    matches!(&visit.visit, Visit::Sent { reply: Answerable::Phrase(_), .. })
}

/// Ticks the phrase off: it was typed again, or (without `typed`) it is given up. It is not shown any more.
///
/// # Errors
/// [`Problem::Invalid`] when what was typed is not the phrase; [`Problem::Over`] when nothing was just sent.
pub async fn confirm_phrase(
    house: &House,
    visit: &mut OpenVisit,
    typed: Option<&str>,
) -> Result<(), Problem> {
    let Visit::Sent { reply, .. } = &mut visit.visit else { return Err(Problem::Over) };
    let Answerable::Phrase(words) = &reply else { return Ok(()) };
    let right = |typed| Phrase::parse(typed).is_ok_and(|given| given == Phrase::from_sealed(words));
    *reply = match typed {
        Some(typed) if right(typed) => Answerable::Kept,
        Some(_) => {
            return Err(Problem::invalid("phrase", "These are not the words. Check each one and try again"));
        }
        None => Answerable::GivenUp,
    };
    visit::save(house, visit).await
}
