//! Sending a report: sealed for the right desk, in one transaction with its case, its letters and the wiping
//! of the draft.

mod filing;
mod recipients;
mod seal;

pub use recipients::{Recipients, recipients};
pub use seal::{SealedReport, SplitReport, seal_report};

use crypto::phrase::Phrase;
use domain::form::reason::report::ReportReason;
use domain::platform::force::Lists;
use domain::report::concern::Reply;
use domain::report::form::Answers;
use domain::report::message::PHRASE;
use domain::report::question::{self, AGENCY_NAME, CONTACT};
use domain::report::sender::{SOURCE_EMAIL, SOURCE_NAME};
use store::StoreError;

use self::filing::{PreparedSubmission, ended, file, filing, worn};
use super::issuer;
use super::kept_reports::{self, OpenList};
use super::practitioner_report::{self, Begun};
use super::visit::{self, Answerable, OpenVisit, Sender, Visit};
use crate::problem::TxError;
use crate::{App, Problem};

/// How often a reference that is taken is drawn anew. One in a billion is taken for each case there is.
const DRAWS: usize = 4;

/// Sends the draft. Sending twice sends once: a second press, or a press of Back, finds the receipt.
///
/// # Errors
/// [`Problem::Invalid`] when an answer that is needed is missing, or (for
/// [`MARK`](domain::report::sender::MARK)) when the token of a practitioner was spent meanwhile or its time
/// is over, or their account has ended: the draft is kept, and can be sent without the mark;
/// [`Problem::SessionExpired`] when there is no draft; [`Problem::Unavailable`] when no desk receives it or
/// the store does not work: the draft is kept then.
pub async fn submit(app: &App, visit: &mut OpenVisit, lists: &Lists) -> Result<(), Problem> {
    for _ in 0..DRAWS {
        let (filing, sent) = match &visit.visit {
            Visit::Sent { .. } => return Ok(()),
            Visit::Draft { answers, .. } => {
                let missing = question::unanswered(answers, lists);
                if !missing.is_empty() {
                    return Err(Problem::Invalid(missing));
                }
                prepare(app, visit, lists).await?
            }
            Visit::Mailbox { .. } => return Err(Problem::SessionExpired),
        };
        match app.store.write(move |tx| file(tx, &filing)).await {
            Ok(()) => {
                *visit = sent;
                return Ok(());
            }
            // The reference is taken: draw another.
            Err(TxError::Store(StoreError::Conflict(_))) => {}
            // Another press of the button was first, another tab saved, or what the account keeps has
            // changed: look at what there is now.
            Err(TxError::Store(StoreError::Stale)) => reload(app, visit).await?,
            Err(halt) => return Err(halt.into()),
        }
    }
    Err(Problem::Busy)
}

async fn reload(app: &App, visit: &mut OpenVisit) -> Result<(), Problem> {
    *visit = visit::open(app, visit.token()).await?;
    Ok(())
}

async fn prepare(
    app: &App,
    visit: &OpenVisit,
    lists: &Lists,
) -> Result<(PreparedSubmission, OpenVisit), Problem> {
    let Visit::Draft { answers, files, sender, .. } = &visit.visit else {
        return Err(Problem::SessionExpired);
    };
    let spent = match sender {
        Sender::Verified { token } => {
            Some((token.digest(), issuer::recognise(app, token).await?.ok_or_else(worn)?))
        }
        Sender::Public
        | Sender::Unmarked
        | Sender::Named { .. }
        | Sender::Agency { .. }
        | Sender::Disclosed => None,
    };
    let mut said = SplitReport::new(answers, files, lists).sent_as(sender.kind());
    let list = add_sender(app, sender, said.reply(), said.source_mut()).await?;
    let recipients = recipients(app, said.goes_to(), said.force(), said.has_source()).await?;
    let (mut filing, sent) = filing(app, visit, &said, &recipients, (spent, list)).await?;
    filing.member = sender.member().map(|member| Begun::of(app, member));
    Ok((filing, sent))
}

/// What a practitioner who is signed in adds: who they are or for which agency they speak, as source; and the
/// list of what their account sends, in which a report counts whether it is kept or not.
async fn add_sender(
    app: &App,
    sender: &Sender,
    reply: Reply,
    source: &mut Answers,
) -> Result<Option<OpenList>, Problem> {
    let Some(member) = sender.member() else { return Ok(None) };
    if !practitioner_report::is_still(app, member).await? {
        return Err(ended());
    }
    source.set(AGENCY_NAME, vec![member.agency.clone()]);
    if let Sender::Named { name, email, .. } = sender {
        source.set(SOURCE_NAME, vec![name.clone()]);
        source.set(SOURCE_EMAIL, vec![email.clone()]);
    }
    let list = match kept_reports::of_member(app, member).await {
        Ok(list) => list,
        // It has been written down. The report must not wait for that.
        Err(Problem::Sealed) => None,
        Err(problem) => return Err(problem),
    };
    if list.is_none() && reply == Reply::Account {
        return Err(Problem::invalid(CONTACT, ReportReason::NotKept));
    }
    Ok(list)
}

/// Whether a report was just sent whose phrase is still to be confirmed.
pub fn is_pending(visit: &OpenVisit) -> bool {
    matches!(&visit.visit, Visit::Sent { reply: Answerable::Phrase(_), .. })
}

/// Ticks the phrase off: it was typed again, or (without `typed`) it is given up. It is not shown any more.
///
/// # Errors
/// [`Problem::Invalid`] when what was typed is not the phrase; [`Problem::SessionExpired`] when nothing was
/// just sent.
pub async fn confirm_phrase(app: &App, visit: &mut OpenVisit, typed: Option<&str>) -> Result<(), Problem> {
    let Visit::Sent { reply, .. } = &mut visit.visit else { return Err(Problem::SessionExpired) };
    let Answerable::Phrase(words) = &reply else { return Ok(()) };
    let right = |typed| Phrase::parse(typed).is_ok_and(|given| given == Phrase::from_sealed(words));
    *reply = match typed {
        Some(typed) if right(typed) => Answerable::Kept,
        Some(_) => {
            return Err(Problem::invalid(PHRASE, ReportReason::WrongWords));
        }
        None => Answerable::GivenUp,
    };
    visit::save(app, visit).await
}
