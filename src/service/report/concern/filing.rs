//! Everything that one submission writes.

use crypto::content::ContentKey;
use crypto::openpgp::Certificate;
use domain::casework::case::Case;
use domain::casework::source_review::subject;
use domain::form::reason::report::ReportReason;
use domain::identity::desk::{Desk, DeskKind};
use domain::platform::outbox::{Addressee, Notice};
use domain::platform::quarter::Quarter;
use domain::report::concern::Reply;
use domain::report::reference::Reference;
use domain::report::sender::MARK;
use mail::private_part;
use store::Tx;
use store::casework::source_review::{self as reviews, SealedNote};
use store::platform::outbox::{self, QueuedEmail};
use store::report::issuer as tokens;
use store::report::visit::SealedVisit;
use view::psd::concern_copy::concern_copy;

use super::recipients::Recipients;
use super::seal::{SealedReport, SplitReport, seal_report};
use crate::casework::source_review::{self, Filed};
use crate::problem::TxError;
use crate::report::kept_reports::{Kept, ListUpdate, OpenList};
use crate::report::practitioner_report::Begun;
use crate::report::visit::{self, Answerable, OpenVisit, Visit};
use crate::{App, Problem};

/// Everything that one submission writes, sealed and ready.
#[derive(Clone)]
pub(super) struct PreparedSubmission {
    report: SealedReport,
    letters: Vec<QueuedEmail>,
    visit: SealedVisit,
    /// The digest of the token that is spent with it, and the quarter that it is of.
    spent: Option<(String, Quarter)>,
    /// What the practitioner who sends it keeps, with it in it.
    kept: Option<ListUpdate>,
    /// Notes for managers of the desk.
    notes: Vec<SealedNote>,
    /// The practitioner who sends it in their name, or as their agency.
    pub(super) member: Option<Begun>,
}

/// Seals everything that a submission writes; also the visit as it is then.
pub(super) async fn filing(
    app: &App,
    visit: &OpenVisit,
    said: &SplitReport<'_>,
    recipients: &Recipients,
    (spent, list): (Option<(String, Quarter)>, Option<OpenList>),
) -> Result<(PreparedSubmission, OpenVisit), Problem> {
    let (report, key) = seal_report(app, said, recipients).await?;
    let (kept, notes) = match list {
        Some(list) => {
            let key = (said.reply() == Reply::Account).then_some(&key);
            keep(app, list, (&report.case, key), subject(&said.words)).await?
        }
        None => (None, Vec::new()),
    };
    let reference = report.case.reference();
    let (sent, visit) = visit.becoming(app, receipt(reference, said, visit.is_from_area()));
    let letters = letters(app, said, &recipients.desk, reference);
    Ok((PreparedSubmission { report, letters, visit, spent, kept, notes, member: None }, sent))
}

/// What the account holds of a report that it sends, with its key only when it keeps the report, and what
/// managers of its desk are told.
async fn keep(
    app: &App,
    list: OpenList,
    (case, key): (&Case, Option<&ContentKey>),
    subject: Vec<String>,
) -> Result<(Option<ListUpdate>, Vec<SealedNote>), Problem> {
    let entry = Kept::new(app, case.concern(), key, subject);
    let filed = Filed { case, entry: &entry, before: &list.entries };
    let notes = source_review::raise(app, filed).await?;
    Ok((Some(list.adding(entry)), notes))
}

/// Writes it.
pub(super) fn file(tx: &mut Tx<'_>, filing: &PreparedSubmission) -> Result<(), TxError> {
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
    filing.notes.iter().try_for_each(|note| reviews::insert(tx, note))?;
    Ok(filing.letters.iter().try_for_each(|letter| outbox::enqueue(tx, letter))?)
}

/// Why a draft is not sent with the mark that it has.
pub(super) fn worn() -> Problem {
    Problem::invalid(MARK, ReportReason::MarkSpent)
}

/// Why a draft is not sent in the name of a practitioner, or as their agency.
pub(super) fn ended() -> Problem {
    Problem::invalid(MARK, ReportReason::AccountEnded)
}

fn receipt(reference: &Reference, said: &SplitReport<'_>, from_area: bool) -> Visit {
    let reply = match (said.reply(), said.phrase.as_ref()) {
        (Reply::Account, _) => Answerable::Account,
        (_, Some(phrase)) => Answerable::Phrase(phrase.words().to_owned()),
        (Reply::Safe, None) => Answerable::Safely,
        (_, None) => Answerable::No,
    };
    let independent = said.goes_to() == DeskKind::Independent;
    Visit::Sent { reference: reference.to_string(), reply, sender: said.sender, from_area, independent }
}

fn letters(app: &App, said: &SplitReport<'_>, desk: &Desk, reference: &Reference) -> Vec<QueuedEmail> {
    if desk.email.is_empty() {
        return Vec::new();
    }
    let copy = desk.certificate.as_deref().and_then(|armour| copy(app, armour, said, reference));
    let to = Addressee::Desk(desk.id);
    let copy = copy.map(|sealed| app.letter(to, Notice::ConcernCopy, Some(sealed)));
    [app.letter(to, Notice::ConcernWaiting, None)].into_iter().chain(copy).collect()
}

/// A copy of the concern, encrypted to the desk's own certificate. It can only be made now: later, nobody
/// without a desk session could. A certificate that has run out since it was set does not keep the concern
/// from being filed.
fn copy(app: &App, armour: &str, said: &SplitReport<'_>, reference: &Reference) -> Option<Vec<u8>> {
    let text = zeroize::Zeroizing::new(concern_copy(reference, &said.words, said.lists, said.files.len()));
    let encrypted = Certificate::parse(armour)
        .and_then(|certificate| certificate.encrypt(app.now(), &private_part(&text)));
    // Not a word in the log when it does not work: its time would be that of the report. The desk's page has
    // the day on which the certificate runs out.
    encrypted.ok().map(String::into_bytes)
}
