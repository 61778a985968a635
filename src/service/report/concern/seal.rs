//! Sealing what a reporter said.

use crypto::content::ContentKey;
use crypto::context::SealContext;
use crypto::keypair::PublicKey;
use crypto::phrase::{Phrase, PhraseKeys};
use domain::casework::case::{Case, NewCase};
use domain::identity::desk::{Desk, DeskKind};
use domain::platform::force::Lists;
use domain::platform::id::Id;
use domain::report::concern::{Concern, Facts, Reply, split};
use domain::report::form::Answers;
use domain::report::reference::Reference;
use domain::report::sender::SenderKind;
use store::casework::case;
use store::report::attachment::{self, SealedAttachment};
use store::report::concern::{self, ConcernKey, MAILBOX, SealedConcern, SealedSource, desk_holder};
use store::{StoreError, Tx};

use super::recipients::Recipients;
use crate::platform::file::StoredFile;
use crate::report::answers::{EDITION, Sealed, answers_place, key_place};
use crate::report::attachment::seal_files;
use crate::{App, Problem};

/// What was said, taken apart for sealing.
pub struct SplitReport<'a> {
    facts: Facts,
    pub(super) words: Answers,
    source: Answers,
    pub(super) files: &'a [StoredFile],
    pub(super) phrase: Option<Phrase>,
    pub(super) lists: &'a Lists,
    pub(super) sender: SenderKind,
}

impl<'a> SplitReport<'a> {
    /// Takes answers apart, as from anybody. A mailbox that is wanted gets a new phrase.
    pub fn new(answers: &Answers, files: &'a [StoredFile], lists: &'a Lists) -> Self {
        let facts = Facts::of(answers, lists);
        let (words, source) = split(answers, lists);
        // The words of a report that is kept with an account are seen by nobody: its mailbox is like any
        // other.
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
    pub files: Vec<SealedAttachment>,
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

/// Seals a report under a new content key, which is given back for what is said next.
pub async fn seal_report(
    app: &App,
    said: &SplitReport<'_>,
    recipients: &Recipients,
) -> Result<(SealedReport, ContentKey), Problem> {
    let id: Id<Concern> = app.id();
    let (row, key) = (id.to_string(), ContentKey::random());
    let sealed = Sealed { edition: EDITION, answers: said.words.clone() };
    let mailbox = match said.phrase.clone() {
        Some(phrase) => Some(phrase_keys(app, phrase).await?),
        None => None,
    };
    let report = SealedReport {
        keys: wraps(&row, &key, recipients, mailbox.as_ref())?,
        source: source(&row, said, recipients)?,
        mailbox: mailbox.map(|keys| data_encoding::HEXLOWER.encode(&keys.lookup)),
        files: seal_files(said.files, &key, None),
        case: new_case(app, id, said, &recipients.desk),
        concern: SealedConcern {
            id,
            received: app.now().day(),
            answers: key.seal_value(&answers_place(&row), &sealed),
            facts: said.facts.clone(),
            sender: said.sender,
        },
    };
    Ok((report, key))
}

async fn phrase_keys(app: &App, phrase: Phrase) -> Result<PhraseKeys, Problem> {
    let pepper = app.pepper.clone();
    app.stretch_phrase(move |memory| phrase.keys(&pepper, memory)).await
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
fn source(
    row: &str,
    said: &SplitReport<'_>,
    recipients: &Recipients,
) -> Result<Option<SealedSource>, Problem> {
    if !said.has_source() {
        return Ok(None);
    }
    let missing = || Problem::Unavailable("no custodian or authoriser can receive a source".into());
    let custodian = recipients.custodian.as_ref().ok_or_else(missing)?;
    let authoriser = recipients.authoriser.as_ref().ok_or_else(missing)?;
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(&said.source).unwrap_or_default());
    let padded = crypto::padding::pad(&plain);
    let inner = PublicKey::from_bytes(&custodian.public)?
        .seal(&SealContext::new("source", row, "custodian"), &padded);
    let sealed = PublicKey::from_bytes(&authoriser.public)?
        .seal(&SealContext::new("source", row, "authoriser"), &inner);
    Ok(Some(SealedSource { custodian: custodian.id, authoriser: authoriser.id, sealed }))
}

fn new_case(app: &App, concern: Id<Concern>, said: &SplitReport<'_>, desk: &Desk) -> Case {
    Case::open(NewCase {
        id: app.id(),
        concern,
        desk: desk.id,
        reference: Reference::random(app.random.as_ref()),
        risk: said.facts.risk,
        received: app.now().day(),
        language: said.facts.language.clone(),
        has_files: !said.files.is_empty(),
        has_mailbox: said.phrase.is_some(),
        has_source: !said.source.is_empty(),
    })
}
