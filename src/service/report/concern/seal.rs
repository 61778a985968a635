//! Sealing what a reporter said.

use serde::{Deserialize, Serialize};

use crypto::OpenError;
use crypto::content::ContentKey;
use crypto::keypair::PublicKey;
use crypto::openpgp::Certificate;
use crypto::phrase::{Phrase, PhraseKeys};
use crypto::place::Place;
use domain::casework::case::{Case, NewCase};
use domain::casework::source_review::subject;
use domain::identity::desk::{Desk, DeskKind};
use domain::platform::attachment::Attachment;
use domain::platform::force::Lists;
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice};
use domain::platform::quarter::Quarter;
use domain::report::concern::{Concern, Facts, Reply, split};
use domain::report::form::Answers;
use domain::report::message::Message;
use domain::report::question;
use domain::report::reference::Reference;
use domain::report::sender::SenderKind;
use mail::private_part;
use store::casework::source_review::SealedNote;
use store::platform::outbox::Waiting;
use store::report::attachment::SealedAttachment;
use store::report::concern::{ConcernKey, MAILBOX, SealedConcern, SealedSource, desk_holder};

use super::{Filing, Recipients, SealedReport};
use crate::casework::source_review::{self, Filed};
use crate::platform::file::StoredFile;
use crate::report::kept_reports::{Changed, Kept, Opened};
use crate::report::visit::{Answerable, OpenVisit, Visit};
use crate::{House, Problem};

/// The edition of the form that a concern was written on.
pub(crate) const EDITION: u32 = 1;

/// What is sealed as a concern.
#[derive(Serialize, Deserialize)]
pub(crate) struct Sealed {
    /// The edition of the form.
    pub(crate) edition: u32,
    /// What was answered.
    pub(crate) answers: Answers,
}

/// What was said, taken apart for sealing.
pub struct Said<'a> {
    facts: Facts,
    words: Answers,
    source: Answers,
    files: &'a [StoredFile],
    phrase: Option<Phrase>,
    lists: &'a Lists,
    sender: SenderKind,
}

impl<'a> Said<'a> {
    /// Takes answers apart, as from anybody. A mailbox that is wanted gets a new phrase.
    pub fn new(answers: &Answers, files: &'a [StoredFile], lists: &'a Lists) -> Self {
        let facts = Facts::of(answers, lists);
        let (words, source) = split(answers, lists);
        // The words of a report that is kept with an account are seen by nobody: its mailbox is like any other.
        let phrase = matches!(facts.reply, Reply::Mailbox | Reply::Account).then(Phrase::random);
        Self { facts, words, source, files, phrase, lists, sender: SenderKind::Public }
    }

    /// The same, sent as this.
    #[must_use]
    pub fn sent_as(self, sender: SenderKind) -> Self {
        Self { sender, ..self }
    }

    /// The kind of desk that receives it.
    pub fn goes_to(&self) -> DeskKind {
        if self.facts.about_standards { DeskKind::Independent } else { DeskKind::Triage }
    }

    /// The force that it is about.
    pub fn force(&self) -> Option<&str> {
        self.facts.force.as_deref()
    }

    /// How the reporter may be answered.
    pub(crate) fn reply(&self) -> Reply {
        self.facts.reply
    }

    /// What is sealed apart as source.
    pub(crate) fn source_mut(&mut self) -> &mut Answers {
        &mut self.source
    }

    /// Whether it says who the reporter is. Most people do not: then nobody need be found to keep it.
    pub(crate) fn has_source(&self) -> bool {
        !self.source.is_empty()
    }
}

/// Where the answers of a concern belong.
pub(crate) fn answers_place(id: &str) -> Place<'_> {
    Place::new("concern", id, "answers")
}

/// Where a wrapped content key belongs.
pub(crate) fn key_place<'a>(id: &'a str, holder: &'a str) -> Place<'a> {
    Place::new("concern_key", id, holder)
}

/// Opens the details of a file, which are bound to the message it came with: it cannot be passed off as another's.
pub(crate) fn open_file(key: &ContentKey, row: &SealedAttachment) -> Result<StoredFile, OpenError> {
    let (id, column) = file_place(row.id, row.message);
    key.open_value(&Place::new("attachment", &id, &column), &row.details)
}

/// The row and the column of a file's details. A file that came with the concern has no message.
fn file_place(id: Id<Attachment>, message: Option<Id<Message>>) -> (String, String) {
    let column = message.map_or_else(|| "details".into(), |message| format!("details with {message}"));
    (id.to_string(), column)
}

/// Seals everything that a submission writes; also the visit as it is then.
pub(super) async fn filing(
    house: &House,
    visit: &OpenVisit,
    said: &Said<'_>,
    recipients: &Recipients,
    (spent, list): (Option<(String, Quarter)>, Option<Opened>),
) -> Result<(Filing, OpenVisit), Problem> {
    let (report, key) = report(house, said, recipients).await?;
    let (kept, notes) = match list {
        Some(list) => {
            let key = (said.reply() == Reply::Account).then_some(&key);
            kept(house, list, (&report.case, key), subject(&said.words)).await?
        }
        None => (None, Vec::new()),
    };
    let reference = report.case.reference();
    let (sent, visit) = visit.becoming(house, receipt(reference, said, visit.is_from_door()));
    let letters = letters(house, said, &recipients.desk, reference);
    Ok((Filing { report, letters, visit, spent, kept, notes, member: None }, sent))
}

/// Seals a report under a new content key, which is given back for what is said next.
pub async fn report(
    house: &House,
    said: &Said<'_>,
    recipients: &Recipients,
) -> Result<(SealedReport, ContentKey), Problem> {
    let id: Id<Concern> = house.id();
    let (row, key) = (id.to_string(), ContentKey::random());
    let sealed = Sealed { edition: EDITION, answers: said.words.clone() };
    let mailbox = match said.phrase.clone() {
        Some(phrase) => Some(phrase_keys(house, phrase).await?),
        None => None,
    };
    let report = SealedReport {
        keys: wraps(&row, &key, recipients, mailbox.as_ref())?,
        source: source(&row, said, recipients)?,
        mailbox: mailbox.map(|keys| data_encoding::HEXLOWER.encode(&keys.lookup)),
        files: files(said.files, &key, None),
        case: new_case(house, id, said, &recipients.desk),
        concern: SealedConcern {
            id,
            received: house.now().day(),
            answers: key.seal_value(&answers_place(&row), &sealed),
            facts: said.facts.clone(),
            sender: said.sender,
        },
    };
    Ok((report, key))
}

/// What the account holds of a report that it sends, with its key only when it keeps the report, and what managers of its desk
/// are told.
async fn kept(
    house: &House,
    list: Opened,
    (case, key): (&Case, Option<&ContentKey>),
    subject: Vec<String>,
) -> Result<(Option<Changed>, Vec<SealedNote>), Problem> {
    let entry = Kept::new(house, case.concern(), key, subject);
    let filed = Filed { case, entry: &entry, before: &list.entries };
    let notes = source_review::raise(house, filed).await?;
    Ok((Some(list.adding(entry)), notes))
}

async fn phrase_keys(house: &House, phrase: Phrase) -> Result<PhraseKeys, Problem> {
    let pepper = house.pepper.clone();
    house.stretch_phrase(move |memory| phrase.keys(&pepper, memory)).await
}

fn wraps(
    row: &str,
    key: &ContentKey,
    recipients: &Recipients,
    mailbox: Option<&PhraseKeys>,
) -> Result<Vec<ConcernKey>, Problem> {
    let wrap = |holder: String, public: &PublicKey| {
        let wrapped = public.seal(&key_place(row, &holder), key.secret().expose());
        ConcernKey { holder, wrapped }
    };
    let desk = PublicKey::from_bytes(&recipients.key.public)?;
    let mut keys = vec![wrap(desk_holder(recipients.key.id), &desk)];
    if let Some(mailbox) = mailbox {
        keys.push(wrap(MAILBOX.to_owned(), &mailbox.mailbox.public()?));
    }
    Ok(keys)
}

/// Who the reporter is, sealed to the custodian inside a seal to the authoriser: it takes one person of each.
fn source(row: &str, said: &Said<'_>, recipients: &Recipients) -> Result<Option<SealedSource>, Problem> {
    if !said.has_source() {
        return Ok(None);
    }
    let missing = || Problem::Unavailable("no custodian or authoriser can receive a source".into());
    let custodian = recipients.custodian.as_ref().ok_or_else(missing)?;
    let authoriser = recipients.authoriser.as_ref().ok_or_else(missing)?;
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(&said.source).unwrap_or_default());
    let padded = crypto::padding::pad(&plain);
    let inner =
        PublicKey::from_bytes(&custodian.public)?.seal(&Place::new("source", row, "custodian"), &padded);
    let sealed =
        PublicKey::from_bytes(&authoriser.public)?.seal(&Place::new("source", row, "authoriser"), &inner);
    Ok(Some(SealedSource { custodian: custodian.id, authoriser: authoriser.id, sealed }))
}

/// Seals the details of files, their keys among them; their bytes stay where they are. `message` is the one they came
/// with; none when they came with the concern.
pub fn files(files: &[StoredFile], key: &ContentKey, message: Option<Id<Message>>) -> Vec<SealedAttachment> {
    let seal = |(place, file): (usize, &StoredFile)| {
        let (id, column) = file_place(file.id, message);
        let details = key.seal_value(&Place::new("attachment", &id, &column), &file.clone().at(place));
        SealedAttachment { id: file.id, message, details }
    };
    files.iter().enumerate().map(seal).collect()
}

fn new_case(house: &House, concern: Id<Concern>, said: &Said<'_>, desk: &Desk) -> Case {
    Case::open(NewCase {
        id: house.id(),
        concern,
        desk: desk.id,
        reference: Reference::random(house.random.as_ref()),
        risk: said.facts.risk,
        received: house.now().day(),
        language: said.facts.language.clone(),
        has_files: !said.files.is_empty(),
        has_mailbox: said.phrase.is_some(),
        has_source: !said.source.is_empty(),
    })
}

fn receipt(reference: &Reference, said: &Said<'_>, door: bool) -> Visit {
    let reply = match (said.facts.reply, said.phrase.as_ref()) {
        (Reply::Account, _) => Answerable::Account,
        (_, Some(phrase)) => Answerable::Phrase(phrase.words().to_owned()),
        (Reply::Safe, None) => Answerable::Safely,
        (_, None) => Answerable::No,
    };
    Visit::Sent { reference: reference.to_string(), reply, sender: said.sender, door }
}

fn letters(house: &House, said: &Said<'_>, desk: &Desk, reference: &Reference) -> Vec<Waiting> {
    if desk.email.is_empty() {
        return Vec::new();
    }
    let copy = desk.certificate.as_deref().and_then(|armour| copy(house, armour, said, reference));
    let to = Addressee::Desk(desk.id);
    let copy = copy.map(|sealed| house.letter(to, Notice::ConcernCopy, Some(sealed)));
    [house.letter(to, Notice::ConcernWaiting, None)].into_iter().chain(copy).collect()
}

/// A copy of the concern, encrypted to the desk's own certificate. It can only be made now: later, nobody without a
/// desk session could. A certificate that has run out since it was set does not keep the concern from being filed.
fn copy(house: &House, armour: &str, said: &Said<'_>, reference: &Reference) -> Option<Vec<u8>> {
    let text = zeroize::Zeroizing::new(as_text(said, reference));
    let encrypted = Certificate::parse(armour)
        .and_then(|certificate| certificate.encrypt(house.now(), &private_part(&text)));
    // Not a word in the log when it does not work: its time would be that of the report. The desk's page has the day on which
    // the certificate runs out.
    encrypted.ok().map(String::into_bytes)
}

fn as_text(said: &Said<'_>, reference: &Reference) -> String {
    let mut lines = vec!["OFFICIAL-SENSITIVE".to_owned(), reference.to_string()];
    for field in question::asked(&said.words, said.lists).flat_map(|question| question.fields) {
        let words = field.words(&said.words, said.lists);
        if !words.is_empty() {
            lines.extend([String::new(), field.label.to_owned(), words.join("\n")]);
        }
    }
    if !said.files.is_empty() {
        lines.extend([String::new(), format!("Files: {}. Open the case to see them.", said.files.len())]);
    }
    lines.join("\n")
}
