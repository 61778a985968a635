//! Sending a report: sealed for the right desk, in one transaction with its case, its letters and the wiping of the
//! draft.

mod seal;

pub use seal::{Said, files as seal_files, report as seal_report};
pub(crate) use seal::{Sealed, answers_place, key_place, open_file};

use crypto::phrase::Phrase;
use domain::casework::case::Case;
use domain::identity::desk::{Desk, DeskKind};
use domain::platform::force::Lists;
use domain::platform::quarter::Quarter;
use domain::report::concern::Reply;
use domain::report::form::Answers;
use domain::report::question::{self, AGENCY_NAME, CONTACT};
use domain::report::sender::{MARK, SOURCE_EMAIL, SOURCE_NAME};
use store::casework::case;
use store::casework::source_review::{self, SealedNote};
use store::identity::desk::{self, CurrentKey};
use store::platform::outbox::{self, Waiting};
use store::report::concern::{self, ConcernKey, SealedConcern, SealedSource};
use store::report::visit::SealedVisit;
use store::report::{attachment, issuer as tokens};
use store::{Snapshot, StoreError, Tx};

use super::issuer;
use super::kept_reports::{self, Changed, Opened};
use super::practitioner_report::{self, Begun};
use super::visit::{self, Answerable, OpenVisit, Sender, Visit};
use crate::problem::Halt;
use crate::{House, Problem};

/// How often a reference that is taken is drawn anew. One in a billion is taken for each case there is.
const DRAWS: usize = 4;

/// Whom a concern is sealed to.
pub struct Recipients {
    /// The desk.
    pub desk: Desk,
    pub(crate) key: CurrentKey,
    pub(crate) custodian: Option<CurrentKey>,
    pub(crate) authoriser: Option<CurrentKey>,
}

/// A report as it is kept, sealed, with the case that handles it.
#[derive(Clone)]
pub struct SealedReport {
    /// Its row.
    pub concern: SealedConcern,
    /// The case that it opens.
    pub case: Case,
    keys: Vec<ConcernKey>,
    source: Option<SealedSource>,
    mailbox: Option<String>,
    /// Its files.
    pub files: Vec<attachment::SealedAttachment>,
}

impl SealedReport {
    /// Writes all of it.
    pub fn insert(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
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
pub(crate) struct Filing {
    report: SealedReport,
    letters: Vec<Waiting>,
    visit: SealedVisit,
    /// The digest of the token that is spent with it, and the quarter that it is of.
    spent: Option<(String, Quarter)>,
    /// What the practitioner who sends it keeps, with it in it.
    kept: Option<Changed>,
    /// Notes for managers of the desk.
    notes: Vec<SealedNote>,
    /// The practitioner who sends it in their name, or as their agency.
    member: Option<Begun>,
}

/// Sends the draft. Sending twice sends once: a second press, or a press of Back, finds the receipt.
///
/// # Errors
/// [`Problem::Invalid`] when an answer that is needed is missing, or (for [`MARK`]) when the token of a practitioner was spent
/// meanwhile or its time is over, or their account has ended: the draft is kept, and can be sent without the mark; [`Problem::Over`] when there is no draft; [`Problem::Unavailable`]
/// when no desk receives it or the store does not work: the draft is kept then.
pub async fn submit(house: &House, visit: &mut OpenVisit, lists: &Lists) -> Result<(), Problem> {
    for _ in 0..DRAWS {
        let (filing, sent) = match &visit.visit {
            Visit::Sent { .. } => return Ok(()),
            Visit::Draft { answers, .. } => {
                let missing = question::unanswered(answers, lists);
                if !missing.is_empty() {
                    return Err(Problem::Invalid(missing));
                }
                prepare(house, visit, lists).await?
            }
            Visit::Mailbox { .. } => return Err(Problem::Over),
        };
        match house.store.write(move |tx| file(tx, &filing)).await {
            Ok(()) => {
                *visit = sent;
                return Ok(());
            }
            // The reference is taken: draw another.
            Err(Halt::Store(StoreError::Conflict(_))) => {}
            // Another press of the button was first, another tab saved, or what the account keeps has changed: look at what
            // there is now.
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
        Sender::Verified { token } => {
            Some((token.digest(), issuer::recognise(house, token).await?.ok_or_else(worn)?))
        }
        Sender::Public
        | Sender::Unmarked
        | Sender::Named { .. }
        | Sender::Agency { .. }
        | Sender::Disclosed => None,
    };
    let mut said = Said::new(answers, files, lists).sent_as(sender.kind());
    let list = signed(house, sender, said.reply(), said.source_mut()).await?;
    let recipients = recipients(house, said.goes_to(), said.force(), said.has_source()).await?;
    let (filing, sent) = seal::filing(house, visit, &said, &recipients, (spent, list)).await?;
    let member = sender.member().map(|member| Begun::of(house, member));
    Ok((Filing { member, ..filing }, sent))
}

/// What a practitioner who is signed in adds: who they are or for which agency they speak, as source; and the list of what
/// their account sends, in which a report counts whether it is kept or not.
async fn signed(
    house: &House,
    sender: &Sender,
    reply: Reply,
    source: &mut Answers,
) -> Result<Option<Opened>, Problem> {
    let Some(member) = sender.member() else { return Ok(None) };
    if !practitioner_report::is_still(house, member).await? {
        return Err(ended());
    }
    source.set(AGENCY_NAME, vec![member.agency.clone()]);
    if let Sender::Named { name, email, .. } = sender {
        source.set(SOURCE_NAME, vec![name.clone()]);
        source.set(SOURCE_EMAIL, vec![email.clone()]);
    }
    let list = match kept_reports::of_member(house, member).await {
        Ok(list) => list,
        // It has been written down. The report must not wait for that.
        Err(Problem::Sealed) => None,
        Err(problem) => return Err(problem),
    };
    if list.is_none() && reply == Reply::Account {
        return Err(Problem::invalid(CONTACT, "Your account cannot keep this report. Choose another answer"));
    }
    Ok(list)
}

/// Whom a concern about this force is sealed to.
pub async fn recipients(
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

/// Why a draft is not sent in the name of a practitioner, or as their agency.
fn ended() -> Problem {
    Problem::invalid(
        MARK,
        "Your account does not work any more. You can send your report without your name and agency",
    )
}

fn file(tx: &mut Tx<'_>, filing: &Filing) -> Result<(), Halt> {
    // First the visit: a second submission of the same draft stops here, before anything else is written.
    visit::put(tx, &filing.visit)?;
    if let Some(member) = filing.member
        && !member.is_still(tx)?
    {
        return Err(ended().into());
    }
    if let Some((digest, quarter)) = &filing.spent
        && !tokens::spend(tx, digest, *quarter)?
    {
        return Err(worn().into());
    }
    filing.report.insert(tx)?;
    if let Some(kept) = &filing.kept {
        kept.write(tx)?;
    }
    filing.notes.iter().try_for_each(|note| source_review::insert(tx, note))?;
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
