//! The audit log: events, and the desks that each belongs to.

use diesel::dsl;
use diesel::prelude::*;

use domain::identity::desk::Desk;
use domain::identity::staff::Staff;
use domain::platform::audit::{About, AuditAction, AuditEvent};
use domain::platform::id::Id;
use domain::platform::time::Timestamp;

use crate::error::StoreError;
use crate::schema::{
    approval, attachment, audit_event, audit_scope, auditor_desk, case_record, desk_key, desk_member, staff,
};
use crate::{Snapshot, Tx, column};

/// An event with its time and the name of who did it, for reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its identifier.
    pub id: Id<AuditEvent>,
    /// When.
    pub at: Timestamp,
    /// The event.
    pub event: AuditEvent,
    /// The name of the person; empty when the system did it.
    pub name: String,
    /// The name of the member of staff that the detail stands for; empty when it stands for something else.
    pub about: String,
}

/// The scope of what belongs to no desk.
const ALL: &str = "all";

impl Tx<'_> {
    /// Writes down what happens in this transaction, as of its moment, and to which desks it belongs by then:
    /// to that of its object; otherwise to those that whoever did it is at; otherwise to none in particular.
    ///
    /// # Errors
    /// When the store does not work.
    pub fn record(&mut self, event: AuditEvent) -> Result<(), StoreError> {
        let (id, at) = (self.id::<AuditEvent>().to_string(), self.tick().as_utc());
        let scopes = scopes(self, &event)?;
        let row = (
            audit_event::id.eq(&id),
            audit_event::at.eq(at),
            audit_event::staff_id.eq(event.actor.map(|id| id.to_string())),
            audit_event::deed.eq(event.deed.code()),
            audit_event::object.eq(event.object),
            audit_event::detail.eq(event.detail),
        );
        diesel::insert_into(audit_event::table).values(row).execute(self.0.0)?;
        for scope in scopes {
            let row = (audit_scope::scope.eq(scope), audit_scope::at.eq(at), audit_scope::event_id.eq(&id));
            diesel::insert_into(audit_scope::table).values(row).execute(self.0.0)?;
        }
        Ok(())
    }
}

fn scopes(snapshot: &mut Snapshot<'_>, event: &AuditEvent) -> Result<Vec<String>, StoreError> {
    let object = event.object.as_str();
    let mut desks = match event.deed.about() {
        About::Case => {
            let case = case_record::table.find(object).select(case_record::desk_id);
            case.first(snapshot.0).optional()?.into_iter().collect()
        }
        About::Desk => vec![object.to_owned()],
        About::Staff => places(snapshot, object)?,
        About::Approval => {
            let approval = approval::table.find(object).select(approval::desk_id);
            approval.first::<Option<String>>(snapshot.0).optional()?.flatten().into_iter().collect()
        }
        About::Sealed => desk_of_sealed(snapshot, object)?.into_iter().collect(),
        About::Nothing => Vec::new(),
    };
    if let (true, Some(actor)) = (desks.is_empty(), event.actor) {
        desks = places(snapshot, &actor.to_string())?;
    }
    if desks.is_empty() {
        desks.push(ALL.to_owned());
    }
    Ok(desks)
}

fn desk_of_sealed(snapshot: &mut Snapshot<'_>, object: &str) -> Result<Option<String>, StoreError> {
    let file: Option<String> =
        attachment::table.find(object).select(attachment::concern_id).first(snapshot.0).optional()?;
    let concern = file.as_deref().unwrap_or(object);
    let case = case_record::id.eq(object).or(case_record::concern_id.eq(concern));
    let desk = case_record::table.filter(case).select(case_record::desk_id).first(snapshot.0).optional()?;
    if desk.is_some() {
        return Ok(desk);
    }
    Ok(desk_key::table.find(object).select(desk_key::desk_id).first(snapshot.0).optional()?)
}

/// The desks that somebody is a member of or audits.
fn places(snapshot: &mut Snapshot<'_>, person: &str) -> Result<Vec<String>, StoreError> {
    let mut desks: Vec<String> = desk_member::table
        .filter(desk_member::staff_id.eq(person))
        .select(desk_member::desk_id)
        .load(snapshot.0)?;
    let audited = auditor_desk::table.filter(auditor_desk::staff_id.eq(person));
    desks.extend(audited.select(auditor_desk::desk_id).load::<String>(snapshot.0)?);
    Ok(desks)
}

/// What an auditor of these desks reads: what belongs to one of them, or to none in particular.
fn readable(desks: &[Id<Desk>]) -> Vec<String> {
    desks.iter().map(ToString::to_string).chain([ALL.to_owned()]).collect()
}

/// Which events a log shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// Only what this person did.
    pub actor: Option<Id<Staff>>,
    /// Only this.
    pub deed: Option<AuditAction>,
    /// Only from this moment on.
    pub from: Option<Timestamp>,
    /// Only before this moment.
    pub to: Option<Timestamp>,
    /// Only what was done to this object; empty for all.
    pub object: String,
}

/// The place of an event in the log: what comes after it is older. Found by an index, so that no page costs
/// more than the first.
pub type Place = (Timestamp, Id<AuditEvent>);

/// What an auditor of these desks reads, newest first: so many events, from the one after `after`.
pub fn page(
    snapshot: &mut Snapshot<'_>,
    desks: &[Id<Desk>],
    filter: &AuditFilter,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<Entry>, StoreError> {
    let mut query = audit_scope::table
        .inner_join(audit_event::table)
        .filter(audit_scope::scope.eq_any(readable(desks)))
        .select((audit_scope::at, audit_scope::event_id))
        .distinct()
        .order((audit_scope::at.desc(), audit_scope::event_id))
        .limit(limit)
        .into_boxed();
    if let Some((at, id)) = after {
        let same = audit_scope::at.eq(at.as_utc()).and(audit_scope::event_id.gt(id.to_string()));
        query =
            query.filter(audit_scope::at.le(at.as_utc())).filter(audit_scope::at.lt(at.as_utc()).or(same));
    }
    if let Some(from) = filter.from {
        query = query.filter(audit_scope::at.ge(from.as_utc()));
    }
    if let Some(to) = filter.to {
        query = query.filter(audit_scope::at.lt(to.as_utc()));
    }
    if let Some(actor) = filter.actor {
        query = query.filter(audit_event::staff_id.eq(actor.to_string()));
    }
    if let Some(deed) = filter.deed {
        query = query.filter(audit_event::deed.eq(deed.code()));
    }
    if !filter.object.is_empty() {
        query = query.filter(audit_event::object.eq(filter.object.clone()));
    }
    let found: Vec<(time::PrimitiveDateTime, String)> = query.load(snapshot.0)?;
    let ids: Vec<String> = found.into_iter().map(|(_, id)| id).collect();
    let rows = with_names()
        .filter(audit_event::id.eq_any(ids))
        .order((audit_event::at.desc(), audit_event::id))
        .load(snapshot.0)?;
    rows.into_iter().map(into_entry).collect()
}

/// What was done to one object, newest first.
pub fn of_object(snapshot: &mut Snapshot<'_>, object: &str, limit: i64) -> Result<Vec<Entry>, StoreError> {
    let rows = with_names()
        .filter(audit_event::object.eq(object))
        .order((audit_event::at.desc(), audit_event::id))
        .limit(limit)
        .load(snapshot.0)?;
    rows.into_iter().map(into_entry).collect()
}

/// How many events of each kind an auditor of these desks reads from a moment on, the most frequent first.
pub fn kinds(
    snapshot: &mut Snapshot<'_>,
    desks: &[Id<Desk>],
    from: Timestamp,
) -> Result<Vec<(AuditAction, i64)>, StoreError> {
    let counted = dsl::count(audit_scope::event_id).aggregate_distinct();
    let rows: Vec<(String, i64)> = audit_scope::table
        .inner_join(audit_event::table)
        .filter(audit_scope::scope.eq_any(readable(desks)))
        .filter(audit_scope::at.ge(from.as_utc()))
        .group_by(audit_event::deed)
        .select((audit_event::deed, counted))
        .load(snapshot.0)?;
    let kind = |(deed, count): (String, i64)| {
        Ok((column::code(AuditAction::from_code(&deed), "audit_event", "deed")?, count))
    };
    let mut kinds = rows.into_iter().map(kind).collect::<Result<Vec<_>, StoreError>>()?;
    kinds.sort_by_key(|(deed, count)| (-count, deed.code()));
    Ok(kinds)
}

diesel::alias!(
    const MEANT: Alias<Meant> = staff as meant;
);

type Row =
    (String, time::PrimitiveDateTime, Option<String>, String, String, String, Option<String>, Option<String>);

#[diesel::dsl::auto_type]
fn with_names() -> _ {
    audit_event::table
        .left_join(staff::table)
        .left_join(MEANT.on(MEANT.field(staff::id).eq(audit_event::detail)))
        .select((
            audit_event::id,
            audit_event::at,
            audit_event::staff_id,
            audit_event::deed,
            audit_event::object,
            audit_event::detail,
            staff::name.nullable(),
            MEANT.field(staff::name).nullable(),
        ))
}

fn into_entry((id, at, actor, deed, object, detail, name, about): Row) -> Result<Entry, StoreError> {
    let actor = column::id_if(actor.as_deref(), "audit_event", "staff_id")?;
    let deed = column::code(AuditAction::from_code(&deed), "audit_event", "deed")?;
    let event = AuditEvent { actor, deed, object, detail };
    Ok(Entry {
        id: column::id(&id, "audit_event", "id")?,
        at: Timestamp::from_utc(at),
        event,
        name: name.unwrap_or_default(),
        about: about.unwrap_or_default(),
    })
}
