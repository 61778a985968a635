//! Inviting people of agencies: a letter with a link that works once and for seven days.

use crypto::context::SealContext;
use crypto::token::Token;
use domain::form::reason::account::AccountReason;
use domain::form::reason::invitation::InvitationReason;
use domain::identity::field::{EMAIL, INVITE};
use domain::identity::practitioner::{LinkState, Practitioner};
use domain::identity::staff::{Staff, Standing};
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice};
use domain::register::agency::{Agency, STATUS, Standing as Relation};
use domain::register::change::{self, Change, EntityKind};
use store::Tx;
use store::identity::practitioner::invitation::{self as links, Invitation};
use store::identity::practitioner::{self as rows};
use store::platform::outbox::{self, QueuedEmail};
use store::register::{agency as agencies, change as changes};

use crate::problem::TxError;
use crate::{App, Problem};

/// Seconds for which a one-time link works: seven days.
const LINK_LASTS: i64 = 7 * 86_400;

/// Who changes somebody's account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// A member of staff.
    Staff(Id<Staff>),
    /// A colleague who leads for the agency.
    Lead(Id<Practitioner>),
}

impl By {
    /// The audit event of what is done to an account. Staff are named as actors; a colleague is the detail.
    pub(crate) fn event(self, deed: AuditAction, id: Id<Practitioner>) -> AuditEvent {
        match self {
            Self::Staff(staff) => AuditEvent::new(Some(staff), deed, &id),
            Self::Lead(lead) => AuditEvent::new(None, deed, &id).detailed(&lead.to_string()),
        }
    }
}

/// An invitation, ready to be written by [`put`].
#[derive(Clone)]
pub(crate) struct Prepared {
    /// Who is invited. When they are known already, their identifier is the known one.
    pub(crate) person: Practitioner,
    link: Invitation,
    letter: QueuedEmail,
    event: AuditEvent,
    staff: Option<Id<Staff>>,
}

impl Prepared {
    /// The same for somebody of another entry of the register.
    pub(crate) fn of(mut self, agency: Id<Agency>) -> Self {
        self.person.agency = agency;
        self
    }
}

fn copy_place(letter: &str) -> SealContext<'_> {
    SealContext::new("outbox", letter, "copy")
}

/// Makes a link and its letter for somebody.
pub(crate) fn prepare(app: &App, person: Practitioner, by: By) -> Prepared {
    let (token, id) = (Token::random(), person.id);
    let expires = app.now().plus_seconds(LINK_LASTS);
    let link = Invitation { lookup: token.lookup(), practitioner: id, expires, state: LinkState::Open };
    let letter = app.letter(Addressee::Practitioner(id), Notice::Invitation, None);
    let copy = app.links.seal(&copy_place(&letter.id.to_string()), token.to_text().as_bytes());
    let letter = QueuedEmail { copy: Some(copy), ..letter };
    let event = by.event(AuditAction::PractitionerInvited, id);
    let staff = match by {
        By::Staff(staff) => Some(staff),
        By::Lead(_) => None,
    };
    let person = Practitioner { standing: Standing::Invited, ..person };
    Prepared { person, link, letter, event, staff }
}

/// Writes an invitation: account, link, letter and audit event. An older link of the person works no more.
/// The agency becomes one that was invited, if it was only known.
///
/// # Errors
/// [`Problem::Invalid`] on the field `email` when the address has an account already, and on `invite` when
/// the agency is paused or has left; [`Problem::Missing`] when there is no such agency.
pub(crate) fn put(tx: &mut Tx<'_>, prepared: &Prepared) -> Result<(), TxError> {
    let person = &prepared.person;
    let agency = agencies::find(tx, person.agency)?.filter(|agency| agency.merged_into.is_none());
    if !may_be_invited(&agency.ok_or(Problem::Missing)?) {
        return Err(Problem::invalid(INVITE, InvitationReason::AgencyInactive).into());
    }
    match rows::find_email(tx, &person.email)? {
        None => rows::insert(tx, person)?,
        Some(known) if known.id == person.id && known.standing != Standing::Active => rows::save(tx, person)?,
        Some(_) => return Err(Problem::invalid(EMAIL, AccountReason::AddressTaken).into()),
    }
    rise(tx, person.agency, Relation::Invited, prepared.staff)?;
    outbox::forget(tx, person.id)?;
    links::insert(tx, &prepared.link)?;
    outbox::enqueue(tx, &prepared.letter)?;
    Ok(tx.record(prepared.event.clone())?)
}

/// Whether people of an agency may be invited.
pub fn may_be_invited(agency: &Agency) -> bool {
    agency.merged_into.is_none() && agency.standing().is_active()
}

/// Takes an agency a step on in the register, with a line in its history; never back, and not out of a pause.
pub(crate) fn rise(
    tx: &mut Tx<'_>,
    id: Id<Agency>,
    to: Relation,
    staff: Option<Id<Staff>>,
) -> Result<(), TxError> {
    let before = agencies::find(tx, id)?.ok_or(Problem::Missing)?;
    if before.standing() >= to {
        return Ok(());
    }
    let mut record = before.record.clone();
    record.put(STATUS, to.code());
    let event = Change {
        noun: EntityKind::Agency,
        subject: id.to_string(),
        agency: Some(id),
        deed: change::ChangeKind::Changed,
        at: tx.now(),
        staff,
        batch: None,
        before: Some(before.record.clone()),
        after: Some(record.clone()),
    };
    agencies::save(tx, &Agency { record, ..before })?;
    Ok(changes::record(tx, &event)?)
}

/// Ends an account, or the invitation to one: nothing lets the person in any more.
pub(crate) fn end(tx: &mut Tx<'_>, person: &Practitioner) -> Result<(), TxError> {
    rows::shut(tx, person.id)?;
    outbox::forget(tx, person.id)?;
    Ok(rows::save(tx, &Practitioner { standing: Standing::Left, lead: false, ..person.clone() })?)
}

/// The token of the link that a letter brings; none when the letter was damaged or belongs to another server.
pub fn token(app: &App, letter: &QueuedEmail) -> Option<String> {
    let copy = letter.copy.as_ref()?;
    let token = app.links.open(&copy_place(&letter.id.to_string()), copy).ok()?;
    Some(Token::parse(std::str::from_utf8(&token).ok()?)?.to_text().to_string())
}

/// Where the letter for somebody goes; none when they are not invited any more.
///
/// # Errors
/// When the store does not work.
pub async fn address(app: &App, id: Id<Practitioner>) -> Result<Option<String>, Problem> {
    let person = app.read(move |snapshot| rows::find(snapshot, id)).await?;
    Ok(person.filter(|person| person.standing == Standing::Invited).map(|person| person.email))
}
