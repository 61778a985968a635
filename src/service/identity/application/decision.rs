//! Deciding an application: invited, with an entry on the register, or refused.

use domain::form::reason::invitation::ApplicationReason;
use domain::form::record::Record;
use domain::form::text;
use domain::identity::application::{
    AREAS, Application, CHARITY, ENTRY, NAME, PHONE, REASON, ROLE, State, TYPES, WEBSITE, WHO, objection,
};
use domain::identity::practitioner::Practitioner;
use domain::identity::role::Permission;
use domain::identity::staff::Standing;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::outbox::{Addressee, Notice};
use domain::register::agency::{self, Agency, Standing as Relation, Tier};
use domain::register::change::{self, Change, EntityKind};
use domain::register::contact::{self, Contact};
use store::identity::{application as rows, practitioner};
use store::platform::outbox;
use store::register::{agency as agencies, change as changes, contact as contacts};
use store::{Snapshot, StoreError};

use crate::identity::practitioner::invitation::{By, Prepared, prepare, put};
use crate::identity::practitioner::roll::again;
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::register::history::change as changed;
use crate::{App, Problem};

/// The value of [`ENTRY`] for an entry of its own.
pub const NEW: &str = "new";
/// The most words of a reason.
const REASON_WORDS: usize = 200;

/// An application and what it meets on the register.
#[derive(Clone, PartialEq, Eq)]
struct Met {
    application: Application,
    /// The entry that it is to become, with its people; none for a new one.
    entry: Option<(Agency, Vec<Contact>)>,
    /// Whoever has an account with the address, or had one.
    known: Option<Practitioner>,
    /// Whether somebody leads for the entry already.
    led: bool,
}

/// Approves an application that was at `version` when the page was drawn: the agency is on the register,
/// whoever applied is a contact there, and has a letter with a link to set up an account.
///
/// # Errors
/// [`Problem::Missing`] when there is no such application or entry; [`Problem::Stale`] when somebody else
/// decided or checked something meanwhile; [`Problem::Invalid`] on [`ENTRY`] when the checks do not suffice,
/// the address has an account, or the agency is paused or has left.
pub async fn approve(
    app: &App,
    signed: &Signed,
    (id, version): (Id<Application>, i64),
    entry: &str,
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let known = entry.parse::<Id<Agency>>().ok();
    let met = app.read(move |snapshot| meet(snapshot, id, known)).await?.ok_or(Problem::Missing)?;
    waits(&met.application, version)?;
    if known.is_none() && entry != NEW {
        return Err(Problem::invalid(ENTRY, ApplicationReason::NoEntry));
    }
    if let Some(reason) = objection(&met.application.checks) {
        return Err(Problem::invalid(ENTRY, reason));
    }
    let plan = Plan::new(app, signed, met.clone()).map_err(at_entry)?;
    let written = app.write(move |tx| {
        // What the plan was made from: the application, the entry with its people, who leads there, who has
        // the address.
        if meet(tx, id, known)?.as_ref() != Some(&met) {
            return Err(TxError::Problem(Problem::Stale));
        }
        if let Some((agency, event)) = &plan.new_agency {
            agencies::insert(tx, agency)?;
            changes::record(tx, event)?;
        }
        if let Some((contact, event)) = &plan.new_contact {
            contacts::insert(tx, contact)?;
            changes::record(tx, event)?;
        }
        // Before the invitation: whoever decides second is to hear that somebody else did, not that the
        // address is known.
        rows::save(tx, &plan.application)?;
        put(tx, &plan.invited)?;
        Ok(tx.record(plan.event.clone())?)
    });
    written.await.map_err(at_entry)
}

fn meet(
    snapshot: &mut Snapshot<'_>,
    id: Id<Application>,
    entry: Option<Id<Agency>>,
) -> Result<Option<Met>, StoreError> {
    let Some(application) = rows::find(snapshot, id)? else { return Ok(None) };
    let known = match text::email(application.email()) {
        Some(email) => practitioner::find_email(snapshot, &email)?,
        None => None,
    };
    let (mut found, mut led) = (None, false);
    if let Some(entry) = entry {
        let agency = agencies::find(snapshot, entry)?.filter(|agency| agency.merged_into.is_none());
        let Some(agency) = agency else { return Ok(None) };
        let people = practitioner::of_agency(snapshot, entry)?;
        led = people.iter().any(|person| person.lead && person.standing != Standing::Left);
        found = Some((agency, contacts::of_agencies(snapshot, &[entry])?));
    }
    Ok(Some(Met { application, entry: found, known, led }))
}

/// Goes on only with an application that waits and is as it was when the page was drawn.
fn waits(application: &Application, version: i64) -> Result<(), Problem> {
    if application.state != State::Waiting || application.version != version {
        return Err(Problem::Stale);
    }
    Ok(())
}

/// Whatever keeps an application from being approved stands beside the choice of its entry.
fn at_entry(problem: Problem) -> Problem {
    match problem {
        Problem::Invalid(errors) => Problem::Invalid(errors.moved(|_| ENTRY.into())),
        other => other,
    }
}

/// All that is written when an application is approved.
struct Plan {
    new_agency: Option<(Agency, Change)>,
    new_contact: Option<(Contact, Change)>,
    invited: Prepared,
    application: Application,
    event: AuditEvent,
}

impl Plan {
    fn new(app: &App, signed: &Signed, met: Met) -> Result<Self, Problem> {
        let Met { application, entry, known, led } = met;
        let email = text::email(application.email()).ok_or(Problem::Missing)?;
        let (staff, today) = (signed.actor.id, app.now().day());
        let is_new = entry.is_none();
        let (agency, people) = entry.unwrap_or_else(|| {
            (Agency::new(app.id(), entry_of(&application, &staff, &today.iso())), Vec::new())
        });
        // Somebody whom the register knows by this address is not written down twice.
        let same = |contact: &&Contact| {
            contact.left().is_none()
                && text::email(contact.record.get(contact::EMAIL)).as_ref() == Some(&email)
        };
        let known_contact = people.iter().find(same).map(|contact| contact.id);
        let spoc = !people
            .iter()
            .any(|contact| contact.left().is_none() && contact.record.get(contact::SPOC) == "spoc");
        let contact = Contact {
            id: known_contact.unwrap_or_else(|| app.id()),
            agency: agency.id,
            record: contact_of(&application, spoc, &today.iso()),
            version: 0,
        };
        let person = Practitioner {
            id: again(app, known.as_ref())?,
            agency: agency.id,
            contact: Some(contact.id),
            email,
            name: contact.name().to_owned(),
            lead: !led,
            standing: Standing::Invited,
        };
        let added = |noun, subject: &dyn ToString, record: &Record| Change {
            agency: Some(agency.id),
            after: Some(record.clone()),
            ..changed(app, signed, noun, subject, change::ChangeKind::Added)
        };
        let event = AuditEvent::new(Some(staff), AuditAction::ApplicationApproved, &application.id);
        let event = event.detailed(if is_new { NEW } else { "known" });
        let of_agency = added(EntityKind::Agency, &agency.id, &agency.record);
        let of_contact = added(EntityKind::Contact, &contact.id, &contact.record);
        let (state, decided) = (State::Approved, Some(today));
        Ok(Self {
            invited: prepare(app, person, By::Staff(staff)),
            application: Application {
                state,
                decided,
                staff: Some(staff),
                agency: Some(agency.id),
                ..application
            },
            new_agency: is_new.then_some((agency, of_agency)),
            new_contact: known_contact.is_none().then_some((contact, of_contact)),
            event,
        })
    }
}

/// What the register holds of an agency that applied: never its free text.
fn entry_of(application: &Application, staff: &dyn ToString, today: &str) -> Record {
    let mut record = Record::default();
    for field in [NAME, CHARITY, TYPES, AREAS, PHONE, WEBSITE] {
        record.set(field, application.record.all(field).to_vec());
    }
    record.put(agency::STATUS, Relation::Invited.code());
    record.put(agency::TIER, Tier::C.code());
    record.put(agency::OWNER, &staff.to_string());
    record.put(agency::VERIFIED_BY, &staff.to_string());
    record.put(agency::VERIFIED_ON, today);
    record
}

/// What the register holds of the person who applied.
fn contact_of(application: &Application, spoc: bool, today: &str) -> Record {
    let mut record = Record::default();
    let told = |field| application.record.get(field);
    record.put(contact::NAME, told(WHO));
    record.put(contact::ROLE, told(ROLE));
    record.put(contact::EMAIL, application.email());
    record.put(contact::SPOC, if spoc { "spoc" } else { "" });
    record.put(contact::CONFIRMED, today);
    record
}

/// Refuses an application that was at `version` when the page was drawn. The reason stays here; the letter
/// tells nothing.
///
/// # Errors
/// [`Problem::Missing`] when there is no such application; [`Problem::Stale`] when somebody else decided or
/// checked something meanwhile; [`Problem::Invalid`] on [`REASON`] without a reason.
pub async fn refuse(
    app: &App,
    signed: &Signed,
    (id, version): (Id<Application>, i64),
    reason: &str,
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let found = app.read(move |snapshot| rows::find(snapshot, id)).await?;
    let application = found.ok_or(Problem::Missing)?;
    waits(&application, version)?;
    let reason = text::prose(reason, REASON_WORDS).map_err(|problem| Problem::invalid(REASON, problem))?;
    if reason.is_empty() {
        return Err(Problem::invalid(REASON, ApplicationReason::NoReason));
    }
    let (staff, decided) = (Some(signed.actor.id), Some(app.now().day()));
    let refused = Application { state: State::Refused, decided, staff, reason, ..application };
    let letter = app.letter(Addressee::Application(id), Notice::Refusal, None);
    app.write(move |tx| {
        rows::save(tx, &refused)?;
        outbox::enqueue(tx, &letter)?;
        Ok(tx.record(AuditEvent::new(staff, AuditAction::ApplicationRefused, &id))?)
    })
    .await
}
